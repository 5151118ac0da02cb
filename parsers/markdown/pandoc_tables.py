"""pandoc's tables drawn with dashes (multiline and simple) -> pipe tables, line for line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

_DASHES = re.compile(r"\s*-{3,}(?: +-{3,})+\s*")
_RULE = re.compile(r"\s*-{10,}\s*")
_PIPE = re.compile(r"(?<!\\)\|")
MOST_HEADER_LINES = 6
"""Lines of a multiline table's header."""
MOST_LINES = 300
"""Lines of a table: its end is sought no further."""


def as_pipes(source: str) -> str:
    """A source with such tables as pipe tables; it keeps its count of lines."""
    lines = source.split("\n")
    at = 0
    while at < len(lines):
        found = _dashed(lines, at)
        if found is None:
            at += 1
            continue
        start, end, rows = found
        lines[start:end] = _drawn(rows, end - start)
        at = end
    return "\n".join(lines)


Found = tuple[int, int, list[list[str]]]
"""Half-open range of lines, and the cells of each row, the header's first."""


def _dashed(lines: Sequence[str], start: int) -> Found | None:
    if _RULE.fullmatch(lines[start]):
        for at in range(start + 1, min(start + 2 + MOST_HEADER_LINES, len(lines))):
            if _DASHES.fullmatch(lines[at]):
                return _multiline(lines, start, at)
        return None
    if _DASHES.fullmatch(lines[start]) and not (start and lines[start - 1].strip()):
        return _headless(lines, start)
    simple = start + 1 < len(lines) and lines[start].strip() and _DASHES.fullmatch(lines[start + 1])
    return _simple(lines, start) if simple else None


def _multiline(lines: Sequence[str], start: int, dashes: int) -> Found | None:
    """Rows of one or more lines between rules, parted by empty lines."""
    below = range(dashes + 1, min(dashes + MOST_LINES, len(lines)))
    last = next((n for n in below if _RULE.fullmatch(lines[n])), None)
    if last is None:
        return None
    rows = [lines[start + 1 : dashes]]
    for n in range(dashes + 1, last):
        if not lines[n].strip() or n == dashes + 1:
            rows.append([])
        if lines[n].strip():
            rows[-1] = [*rows[-1], lines[n]]
    cells = _cut(lines[dashes], [row for row in rows if row])
    return (start, last + 1, cells) if cells else None


def _simple(lines: Sequence[str], start: int) -> Found | None:
    """A row per line, up to an empty one."""
    stop = min(start + MOST_LINES, len(lines))
    end = next((n for n in range(start + 2, stop) if not lines[n].strip()), stop)
    body = [line for line in lines[start + 2 : end] if _DASHES.fullmatch(line) is None]
    cells = _cut(lines[start + 1], [[lines[start]], *([line] for line in body)])
    return (start, end, cells) if cells and body else None


def _headless(lines: Sequence[str], start: int) -> Found | None:
    """Rows between two lines of dashes."""
    stop = min(start + MOST_LINES, len(lines))
    end = next(
        (n for n in range(start + 1, stop) if not lines[n].strip() or _DASHES.fullmatch(lines[n])), stop
    )
    if end == stop or not lines[end].strip():
        return None
    cells = _cut(lines[start], [[line] for line in lines[start + 1 : end]])
    return (start, end + 1, cells) if cells and len(cells) > 1 else None


def _cut(dashes: str, rows: Sequence[Sequence[str]]) -> list[list[str]] | None:
    """The cells below groups of dashes; None where signs of double width or words cross a column's edge."""
    starts = [m.start() for m in re.finditer(r"-+", dashes)]
    edges = [0, *starts[1:], None]
    for row in rows:
        for line in row:
            wide = any(unicodedata.east_asian_width(c) in "WF" for c in line)
            if wide or any(line[s - 1 : s].strip() for s in starts[1:]):
                return None
    return [[_text([line[a:b].strip() for line in row]) for a, b in pairwise(edges)] for row in rows]


def _text(lines: Sequence[str]) -> str:
    """A cell's paragraphs, each with its lines joined, parted by ``<br>``."""
    joined = "\n".join(lines).strip("\n")
    return "<br>".join(" ".join(p.split("\n")) for p in re.split(r"\n{2,}", joined))


def _drawn(rows: Sequence[Sequence[str]], count: int) -> list[str]:
    """A pipe table in so many lines."""
    drawn = ["| " + " | ".join(_PIPE.sub(r"\\|", cell) for cell in row) + " |" for row in rows]
    return [drawn[0], "|" + " --- |" * len(rows[0]), *drawn[1:]][:count] + [""] * (count - len(rows) - 1)
