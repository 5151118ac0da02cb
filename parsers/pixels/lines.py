"""A page's small blobs -> lines of text, cut at wide gaps."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parsers.pixels.blobs import Blob

LEAST, MOST = 0.012, 0.55
"""Inches: a letter's part, at the smallest a dot; at the largest a heading's letter."""
GAP = 1.15
"""Of a line's height (a capital's): a wider gap cuts it. A blank has 0.4, justified ones 0.8."""
LEVEL = 0.4
"""Of the lower blob's height: what stands on one line overlaps by more."""
SMALL = 0.03
"""Inches: a dot or a dash is no higher (a heading's dots are), the smallest letters are."""
ATTACHED = 0.45
"""Of a line's height: a dot or an accent is no further above or below."""


class TextLine(msgspec.Struct, gc=False):
    """Blobs that stand together, from left to right."""

    blobs: list[Blob]
    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        return self.y1 - self.y0


def text_lines(found: Sequence[Blob], dpi: float) -> list[TextLine]:
    """The lines of text, from the top."""
    letters = [b for b in found if max(b.width, b.height) < MOST * dpi or b.height < 0.2 * dpi]
    tall = sorted(b.height for b in letters if b.height > 0.05 * dpi)
    usual = tall[len(tall) // 2] if tall else 0.1 * dpi
    main = sorted((b for b in letters if b.height > SMALL * dpi), key=lambda b: b.x0)
    lines: list[TextLine] = []
    alone: list[Blob] = []  # a dash may be all that somebody typed
    for blob in main:
        _add(lines, blob, usual)
    lines = _merged(lines)
    for blob in letters:
        if blob.height <= SMALL * dpi and not _attach(lines, blob, usual):
            alone.append(blob)
    lines = _merged([*lines, *(TextLine([b], b.x0, b.y0, b.x1, b.y1) for b in alone)])
    for line in lines:
        line.blobs.sort(key=lambda b: b.x0)
    return sorted(lines, key=lambda line: (line.y1, line.x0))


def _add(lines: list[TextLine], blob: Blob, usual: float) -> None:
    """To the line that ends before it on its height, or as a new one."""
    best, nearest = None, 0.0
    for line in lines:
        gap = blob.x0 - line.x1
        if gap > GAP * max(line.height, usual) or blob.x0 < line.x0:
            continue
        last = line.blobs[-1]
        overlap = min(line.y1, blob.y1) - max(line.y0, blob.y0)
        near = min(last.y1, blob.y1) - max(last.y0, blob.y0)
        least = LEVEL * min(blob.height, line.height)
        if overlap < least or (line.height > 2.2 * max(blob.height, 0.5 * usual) and near < 0):
            continue
        if best is None or overlap > nearest:
            best, nearest = line, overlap
    if best is None:
        lines.append(TextLine([blob], blob.x0, blob.y0, blob.x1, blob.y1))
    else:
        _put(best, blob)


def _put(line: TextLine, blob: Blob) -> None:
    line.blobs.append(blob)
    line.x0, line.x1 = min(line.x0, blob.x0), max(line.x1, blob.x1)
    line.y0, line.y1 = min(line.y0, blob.y0), max(line.y1, blob.y1)


def _merged(lines: list[TextLine]) -> list[TextLine]:
    """Lines that lie within each other or follow each other on one height as one."""
    found: list[TextLine] = []
    for line in sorted(lines, key=lambda x: x.x0):
        home = next((f for f in found if _one_line(f, line)), None)
        if home is None:
            found.append(line)
        else:
            for blob in line.blobs:
                _put(home, blob)
    return found


def _one_line(a: TextLine, b: TextLine) -> bool:
    low, high = sorted((a.height, b.height))
    overlap = min(a.y1, b.y1) - max(a.y0, b.y0)
    gap = max(a.x0, b.x0) - min(a.x1, b.x1)
    if low < 0.5 * high:  # a comma, a dot, a dash
        return gap <= 0.5 * high and overlap > -0.2 * high
    return overlap >= 0.6 * low and gap <= GAP * (high if high < 1.6 * low else low)


def _attach(lines: list[TextLine], blob: Blob, usual: float) -> bool:
    """A dot, an accent, a dash: to the line it is nearest to. False: there is none."""
    best, nearest = None, ATTACHED
    for line in lines:
        height = max(line.height, usual)
        if not line.x0 - GAP * height < blob.cx < line.x1 + GAP * height:
            continue
        apart = max(line.y0 - blob.y1, blob.y0 - line.y1, 0) / height
        if line.x0 <= blob.cx <= line.x1 + 0.4 * height:
            apart -= 0.1
        if apart < nearest:
            best, nearest = line, apart
    if best is None:
        return False
    _put(best, blob)
    return True
