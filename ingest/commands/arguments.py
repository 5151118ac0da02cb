"""The command line's values: what argparse makes of a word, and what it says of a wrong one."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NoReturn

from ingest import __version__
from ingest.terminal import put


class Version(argparse.Action):
    """Prints the versions; the tables' is looked up only then."""

    def __init__(self, option_strings: list[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print and end."""
        from ingest.tables.schema import VERSION

        put(f"tidyforms {__version__} (tables {VERSION})")
        parser.exit()


def place(text: str) -> Path:
    """A local path. Raises ArgumentTypeError for an address: as a path it would be made a folder."""
    if found := re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text):
        raise argparse.ArgumentTypeError(f"{found[0]} is not supported: name a file or a folder")
    return Path(text)


def count(text: str) -> int:
    """A whole number from 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def whole(text: str) -> int:
    """A whole number from 0."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


def positive(text: str) -> float:
    """A number of seconds."""
    number = float(text)
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError("must be more than 0")
    return number


def mode(text: str) -> int:
    """A file's mode in octal, at least its owner's to read and write, nobody's to run."""
    if not re.fullmatch(r"0?6[0246]{2}", text):
        raise argparse.ArgumentTypeError("must be a mode such as 600, 640 or 644")
    return int(text, 8)


def limit(text: str) -> str:
    """``N`` or ``N%``."""
    if not re.fullmatch(r"\d+|\d+(\.\d+)?%", text):
        raise argparse.ArgumentTypeError("must be a number or a percentage, such as 10 or 5%")
    return text
