"""The one way to a terminal or a log: what a stranger may have named or written is printed, never obeyed."""

from __future__ import annotations

import sys
from typing import TextIO


def printable(text: str) -> str:
    """The text without characters that a terminal would obey, or that turn its direction."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def put(text: object = "", file: TextIO | None = None, end: str = "\n") -> None:
    """Print lines, each ``printable``. ``file``: stdout if none."""
    lines = str(text).split("\n")
    print("\n".join(map(printable, lines)), file=file or sys.stdout, end=end)


def json_text(value: object, indent: bool = False) -> str:
    """A value as JSON that means the same and holds no such character: they are written ``\\u001b``."""
    import msgspec  # the command line alone does without

    data = msgspec.json.encode(value)
    text = (msgspec.json.format(data) if indent else data).decode()
    if all(map(str.isprintable, text.split("\n"))):
        return text
    return "".join(c if c.isprintable() or c == "\n" else _escaped(c) for c in text)


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
