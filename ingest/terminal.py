"""The one way to a terminal or a log, in any encoding and width: what a stranger may have named or written is
printed, never obeyed."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
from typing import TextIO

SIGNS, PLAIN_SIGNS = "█░", "#-"
"""The bar's two signs, and those for an encoding without them."""
MAX_BAR = 24
"""Columns of the bar; a third of a narrow terminal."""


def say_anything() -> None:
    """Have stdout and stderr write ``\\u00e9`` for what their encoding lacks, as JSON has it too."""
    codecs.register_error("tidyforms.escape", _escape)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="tidyforms.escape")


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4)), error.end


def bar(done: int, total: int, text: str, stream: TextIO) -> str:
    """A bar and a text behind it, in one line of the terminal."""
    columns = shutil.get_terminal_size().columns
    width = min(MAX_BAR, columns // 3)
    full = width * done // max(total, 1)
    signs = SIGNS if _shows(SIGNS, stream) else PLAIN_SIGNS
    return f"{signs[0] * full}{signs[1] * (width - full)} {text}"[: max(1, columns - 1)]


def _shows(text: str, stream: TextIO) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def printable(text: str) -> str:
    """The text without characters that a terminal would obey, or that turn its direction."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def put(text: object = "", file: TextIO | None = None, end: str = "\n") -> None:
    """Print lines, each ``printable``. ``file``: stdout if none."""
    lines = str(text).split("\n")
    print("\n".join(map(printable, lines)), file=file or sys.stdout, end=end)


def tell(text: str) -> None:
    """Print what came of something that is done: a reader of stdout that has gone changes nothing of it."""
    try:
        put(text)
        sys.stdout.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)  # what is left in the buffer is written there at the end
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


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
