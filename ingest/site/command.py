"""The command ``report``, in a process of its own."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory


def report(out: Path, target: Path, examples: int) -> Path:
    """``build``, and matplotlib keeps its list of fonts nowhere: all that is written goes to ``target``."""
    with TemporaryDirectory(prefix="tidyforms-") as folder:
        os.environ.setdefault("MPLCONFIGDIR", folder)
        from ingest.site.build import build

        return build(out, target, examples)
