"""Icons of a field: a list's chevron, a date's calendar. They are drawn as glyphs and are no text."""

from __future__ import annotations

from parsers.pdf.glyphs import STARS
from parsers.pdf.lines import Segment
from parsers.pdf.page import Run

AT_SIDE = 2.5
"""Of the size: an icon stands no further from its field's side."""


def without_icons(line: Segment, start: float, end: float) -> Segment | None:
    """A field's line without the icons at its sides; None if it is nothing else.

    ``start`` and ``end``: the field's left and right side. An icon is one glyph of a private font, drawn by
    itself: a font that hides its letters draws more than one.
    """
    runs = line.runs
    while runs and _is_icon(runs[-1]) and end - runs[-1].x1 < AT_SIDE * line.size:
        runs = _stripped(runs[:-1])
    while runs and _is_icon(runs[0]) and runs[0].x0 - start < AT_SIDE * line.size:
        runs = runs[1:]
    if len(runs) == len(line.runs):
        return line
    seen = any(r.text.strip() for r in runs)
    return Segment(runs, line.rtl) if seen else None


def _stripped(runs: list[Run]) -> list[Run]:
    """Without blanks that were drawn before an icon."""
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    return runs


def _is_icon(run: Run) -> bool:
    text = run.text.strip()
    return len(text) == 1 and "\ue000" <= text <= "\uf8ff" and text not in STARS
