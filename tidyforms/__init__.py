"""tidyforms in Python: ``tidyforms.load("OUT")`` is a dataset, ``tidyforms.read("file.pdf")`` one document.

The work is done by the packages ``ingest`` and ``parsers`` beside this one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tidyforms.checks import Failed, check_packages

if TYPE_CHECKING:
    from tidyforms.dataset import Dataset
    from tidyforms.document import Document

__all__ = ["Failed", "load", "read"]


def load(out: str | os.PathLike[str]) -> Dataset:
    """The dataset in OUT as it is published now: all its tables are of one snapshot, whatever runs meanwhile.

    Raises Failed if there is none, ImportError if other packages take the place of tidyforms' own.
    """
    check_packages()
    from tidyforms.dataset import Dataset

    return Dataset(Path(out))


def read(file: str | os.PathLike[str], *, timeout: float = 30.0, memory: int = 1536) -> Document:
    """One document, read in a process of its own, as it tells of itself alone.

    ``timeout``: seconds of processor time; ``memory``: MiB of address space. A document that cannot be read
    has the outcome ``rejected`` and a reason. Raises Failed if there is no such file; ImportError likewise.
    """
    check_packages()
    from tidyforms.document import read

    return read(Path(file), timeout, memory)
