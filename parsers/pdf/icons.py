"""Icons of a field: a list's chevron, a date's calendar. They are drawn as glyphs and are no text."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.boxes import Box
from parsers.pdf.glyphs import STARS
from parsers.pdf.lines import Segment
from parsers.pdf.page import BBox, Run

AT_SIDE = 2.5
"""Of the size: an icon stands no further from its field's side."""

ARROWS = frozenset("⌄▾▼▿∨˅⏷﹀")
"""How pages draw a drop-down list's arrow with a common font."""
LETTER = 2.5
"""Of the text's size: a picture in a line of text is no higher."""
APART = 1.0
"""Of the size: an arrow that stands closer to a text was typed with it."""


def without_icons(line: Segment, start: float, end: float) -> Segment | None:
    """A field's line without the icons at its sides; None if it is nothing else.

    ``start`` and ``end``: the field's left and right side. An icon is one glyph of a private font, drawn by
    itself: a font that hides its letters draws more than one.
    """
    runs = line.runs
    runs = _without_arrow(runs, start, end, line.size)
    while runs and _is_icon(runs[-1]) and end - runs[-1].x1 < AT_SIDE * line.size:
        runs = _stripped(runs[:-1])
    while runs and _is_icon(runs[0]) and runs[0].x0 - start < AT_SIDE * line.size:
        runs = runs[1:]
    if len(runs) == len(line.runs):
        return line
    seen = any(r.text.strip() for r in runs)
    return Segment(runs, line.rtl) if seen else None


def holds_picture(box: Box, lines: Sequence[Segment], images: Sequence[BBox], body: float) -> bool:
    """Whether a picture stands in a field where its text does: an emoji that was drawn as one. A list's or
    a date's icon stands apart, at the field's other side."""
    rtl = any(line.rtl for line in lines)
    for x0, top, x1, bottom in images:
        within = box.holds(x0, top) and box.holds(x1, bottom)  # a shadow's picture reaches over the border
        if not within or max(bottom - top, x1 - x0) > LETTER * body:
            continue
        level = [s for s in lines if s.top - body < (top + bottom) / 2 < s.bottom + body]
        gaps = [max(s.x0 - x1, x0 - s.x1) for s in level]
        start = box.x1 - x1 if rtl else x0 - box.x0
        if min(gaps, default=start if not lines else 0.0) < APART * body:
            return True
    return False


def _without_arrow(runs: list[Run], start: float, end: float, size: float) -> list[Run]:
    """Without a list's arrow at either side, apart from the text."""
    drawn = _stripped(runs)
    if drawn[-1].text.strip() in ARROWS and end - drawn[-1].x1 < AT_SIDE * size:
        before = _stripped(drawn[:-1])
        left = before[-1].x1 if before else start
        return before if drawn[-1].x0 - left > APART * size else runs
    first, after = drawn[0], [r for r in drawn[1:] if r.text.strip()]
    if after and first.text.strip() in ARROWS and first.x0 - start < AT_SIDE * size:
        return drawn[drawn.index(after[0]) :] if after[0].x0 - first.x1 > APART * size else runs
    return runs


def _stripped(runs: list[Run]) -> list[Run]:
    """Without blanks that were drawn before an icon."""
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    return runs


def _is_icon(run: Run) -> bool:
    text = run.text.strip()
    return len(text) == 1 and "\ue000" <= text <= "\uf8ff" and text not in STARS
