"""Ticks and crosses that a quiz sets behind its options: signs of the maker's, no letters of a label."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pixels.blobs import Blob, Mask
from parsers.pixels.controls import Found
from parsers.pixels.lines import TextLine
from parsers.pixels.signs import is_cross, is_tick

APART = 0.3
"""Of a sign's height: it stands further from its label. Letters of a word have 0.2."""

THIN, CLOSE = 0.2, 0.25
"""Of its height, and of a control's width: no letter of a label is as thin and as close to its control."""


def without_verdicts(lines: Sequence[TextLine], controls: Sequence[Found], ink: Mask) -> list[TextLine]:
    """The lines without such signs. A cross is one only where the page has ticks too: it may be an x."""
    ends = [_last_apart(line) if _beside(line, controls) else None for line in lines]
    ticks = [end is not None and is_tick(_shape(end, ink)) for end in ends]
    if not any(ticks):
        return list(lines)
    found = []
    for line, end, tick in zip(lines, ends, ticks, strict=True):
        if end is None or not (tick or is_cross(_shape(end, ink))):
            found.append(line)
        elif rest := line.blobs[:-1]:
            found.append(_line(rest))
    return found


def without_sides(lines: Sequence[TextLine], controls: Sequence[Found]) -> list[TextLine]:
    """The lines without what is left of a control's right side: thin, as high as it, and close to it."""
    found = []
    for line in lines:
        first = line.blobs[0]
        side = first.width < THIN * first.height and any(
            first.height > 0.6 * f.blob.height
            and -0.4 * f.blob.width < first.x0 - f.blob.x1 < CLOSE * f.blob.width
            for f in controls
            if line.y0 < f.blob.cy < line.y1
        )
        if not side:
            found.append(line)
        elif rest := line.blobs[1:]:
            found.append(_line(rest))
    return found


def _beside(line: TextLine, controls: Sequence[Found]) -> bool:
    """Whether a control stands left of a line, on its height."""
    return any(line.y0 < f.blob.cy < line.y1 and f.blob.x1 <= line.x0 for f in controls)


def _last_apart(line: TextLine) -> Blob | None:
    """A line's last blob where it stands apart, or is all of it."""
    last = line.blobs[-1]
    before = max((b.x1 for b in line.blobs[:-1]), default=None)
    return last if before is None or last.x0 - before > APART * last.height else None


def _shape(b: Blob, ink: Mask) -> Mask:
    return ink[b.y0 : b.y1, b.x0 : b.x1]


def _line(blobs: list[Blob]) -> TextLine:
    return TextLine(
        blobs, min(b.x0 for b in blobs), min(b.y0 for b in blobs),
        max(b.x1 for b in blobs), max(b.y1 for b in blobs),
    )  # fmt: skip
