"""What can go wrong before any work is done."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_OWN = ("ingest", "parsers")


class Failed(Exception):
    """There is no such dataset, form or document; the message is one line for a person."""


def check_packages() -> None:
    """Raises ImportError, in one line, if a package of the same name hides one of tidyforms' own."""
    here = Path(__file__).resolve().parent.parent
    for name in _OWN:
        spec = find_spec(name)
        found = Path(spec.origin).resolve() if spec and spec.origin else None
        if found is None or found.parent.parent != here:
            where = found.parent if found else "nothing, or a folder without __init__.py,"
            raise ImportError(
                f"tidyforms needs its own package “{name}”, but {where} is found first: "
                "take it off the path (sys.path, PYTHONPATH, the current folder)"
            )
