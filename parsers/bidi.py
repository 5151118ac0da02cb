"""From the order on the page to the order of reading, for right-to-left scripts.

The inverse of the Unicode bidirectional algorithm's last step, for one line: what stands from
left to right is turned into what was written. Nested embeddings are not told apart.
"""

from __future__ import annotations

import unicodedata

OPENING, CLOSING = "([{«", ")]}»"
_CLASSES: dict[str, str] = {}


def is_rtl(char: str) -> bool:
    """Whether a character is written from right to left (Hebrew, Arabic and their kin)."""
    return "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc"


def has_rtl(text: str) -> bool:
    """Whether a text holds a right-to-left character."""
    return not text.isascii() and any(map(is_rtl, text))


def _class(unit: str) -> str:
    """``L``, ``R``, ``N`` (a number), ``S`` and ``E`` (join numbers), ``T`` (ends numbers) or ``-``."""
    char = unit[0]
    found = _CLASSES.get(char)
    if found is None:
        kind = unicodedata.bidirectional(char)
        table = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N", "CS": "S", "ES": "E", "ET": "T"}
        found = _CLASSES[char] = table.get(kind, "-")
    return found


def logical(units: list[str], rtl: bool) -> str:
    """The text of a line given as its glyphs' texts from left to right."""
    classes = [_class(u) for u in units]
    if rtl:
        classes = _with_arabic_numbers(units, classes)
        spans = _islands(classes)
        out = [u for start, end in reversed(spans) for u in units[start:end]]
        return "".join(out)
    out = []
    i = 0
    while i < len(units):
        if classes[i] != "R":
            out.append(units[i])
            i += 1
            continue
        end = max(k for k in range(i, _reach(classes, i)) if classes[k] == "R") + 1
        out.append(logical(units[i:end], True))
        i = end
    return "".join(out)


def _with_arabic_numbers(units: list[str], classes: list[str]) -> list[str]:
    """The classes, with ``A`` for a number that follows an Arabic letter: a per cent sign stands on its other
    side then, and a hyphen joins it to no other (rules W2, W4 and W5 of the algorithm)."""
    found = classes[:]
    arabic = False
    for i in range(len(units) - 1, -1, -1):
        kind = classes[i]
        if kind in "LR":
            arabic = unicodedata.bidirectional(units[i][0]) == "AL"
        elif kind == "N" and (arabic or unicodedata.bidirectional(units[i][0]) == "AN"):
            found[i] = "A"
    return found


def _reach(classes: list[str], start: int) -> int:
    """Where the next left-to-right letter stands after ``start``."""
    return next((k for k in range(start, len(classes)) if classes[k] == "L"), len(classes))


def _islands(classes: list[str]) -> list[tuple[int, int]]:
    """Spans that read from left to right inside a right-to-left line; all else is one glyph each."""
    spans: list[tuple[int, int]] = []
    i, n = 0, len(classes)
    while i < n:
        end = i + 1
        if classes[i] == "L":
            k = end
            while k < n and classes[k] != "R":
                if classes[k] in "LNA":
                    end = k + 1
                k += 1
        elif classes[i] == "A":
            while end < n and (
                classes[end] == "A" or (classes[end] == "S" and end + 1 < n and classes[end + 1] == "A")
            ):
                end += 1
        elif classes[i] == "N" or (classes[i] == "T" and end < n and classes[end] == "N"):
            while end < n and (
                classes[end] in "NT" or (classes[end] in "SE" and end + 1 < n and classes[end + 1] == "N")
            ):
                end += 1
            if end < n and classes[end] == "L":
                while end < n and classes[end] in "LN":
                    end += 1
        spans.append((i, end))
        i = end
    return spans


def brackets(text: str) -> str:
    """Turn brackets so that they open before they close.

    Engines disagree on whether a mirrored bracket is given as drawn or as written.
    """
    if not has_rtl(text):
        return text
    for opening, closing in zip(OPENING, CLOSING, strict=True):
        places = [i for i, char in enumerate(text) if char in (opening, closing)]
        if len(places) % 2 or not places:
            continue
        chars = list(text)
        for n, i in enumerate(places):
            chars[i] = opening if n % 2 == 0 else closing
        text = "".join(chars)
    return text
