"""Right-to-left text that a converter left in the order of the page: put back into reading order.

pdfminer (in markitdown) gives the letters of a line from left to right, pymupdf the words. Which of
them it was shows where the header of a result stands: in one order its labels are words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from parsers import labels
from parsers.bidi import has_rtl, logical
from parsers.text import unshaped

_SIGNS = re.compile(r"(<[^<>\n]*>|\*\*|[|#])")
"""Markdown's own signs, between which text stands."""
_NUMBER = re.compile(r"(?<!\S)([.)])(\d{1,3})(?!\S)")
_NAMES = ("view_results", "respondent", "time_to_complete", "anonymous")


def in_reading_order(source: str) -> str:
    """A Markdown source with its right-to-left lines in reading order, its letters unjoined."""
    if not has_rtl(source):
        return unshaped(source)
    orders: tuple[Callable[[str], str], ...] = (unshaped, _by_words, _by_letters)
    head = source[:6_000]
    turned = max(orders, key=lambda order: _labels_in(order(head)))
    return turned(source)


def _labels_in(text: str) -> int:
    """How many of the header's labels stand in a text."""
    plain = labels.fold(text).replace(" ", "")
    return sum(
        any(has_rtl(w) and labels.fold(w).replace(" ", "") in plain for w in labels.words(name))
        for name in _NAMES
    )


def _by_words(source: str) -> str:
    lines = (_turned(unshaped(line), lambda piece: re.split(r"(\s+)", piece)) for line in source.split("\n"))
    return "\n".join(lines)


def _by_letters(source: str) -> str:
    return "\n".join(unshaped(_turned(line, list)) for line in source.split("\n"))


def _turned(line: str, units: Callable[[str], list[str]]) -> str:
    """A line with its pieces turned, and a table's cells from right to left."""
    row = line.strip()
    if not row.startswith("|"):
        return "".join(_piece(piece, units) for piece in _SIGNS.split(line)) if has_rtl(line) else line
    cells = ["".join(_piece(piece, units) for piece in _SIGNS.split(c)) for c in row.strip("|").split("|")]
    return "|" + "|".join(reversed(cells)) + "|"


def _piece(piece: str, units: Callable[[str], list[str]]) -> str:
    text = piece.strip()
    if not has_rtl(text):
        return _NUMBER.sub(r"\2\1", piece)
    start = piece.index(text)
    turned = logical([unit for unit in units(text) if unit], rtl=True)
    return piece[:start] + _NUMBER.sub(r"\2\1", turned) + piece[start + len(text) :]
