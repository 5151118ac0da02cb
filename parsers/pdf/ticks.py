"""Ticks behind an option's label: a quiz's verdict on it, or that it was chosen."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.pagetext import PageText
from parsers.pdf.wrapped import VERDICTS

TOUCHING = 0.6
"""Of a control's size: a verdict is set no further behind it."""
STACK = 2.2
"""Of a control's size: it stands no further above or below its label's middle."""


def without_verdicts(text: PageText, marks: Sequence[Mark], rtl: bool) -> list[Mark]:
    """The controls without a quiz's ticks. On a page without any other sign a tick may be either: unknown."""
    kept: list[Mark] = []
    for mark in marks:
        if any(_stands_behind(mark, m, rtl) for m in marks):
            continue
        label = _label_before(text, mark, rtl)
        if label is None:
            kept.append(mark)
            continue
        others = [
            m for m in marks if m.glyph is None or mark.glyph is None or m.glyph.text != mark.glyph.text
        ]
        if not others:
            kept.append(msgspec.structs.replace(mark, on=None))
        elif not any(_is_of(m, label, mark) for m in others):
            kept.append(mark)
    return kept


def _stands_behind(tick: Mark, mark: Mark, rtl: bool) -> bool:
    """Whether a tick is set right behind another control, closer than a grid's columns are."""
    if (
        tick.glyph is None
        or tick.glyph.text.strip() not in VERDICTS
        or abs(tick.cy - mark.cy) > 0.6 * mark.size
    ):
        return False
    other = mark.glyph is None or mark.glyph.text != tick.glyph.text
    gap = mark.x0 - tick.x1 if rtl else tick.x0 - mark.x1
    return other and -0.3 * mark.size < gap < TOUCHING * mark.size


def level(text: PageText, mark: Mark) -> list[Segment]:
    """Segments whose letters stand at a control's height."""
    near = text.between(mark.cy - mark.size, mark.cy + 1.6 * mark.size)
    return [s for s in near if abs(s.middle - mark.cy) < 0.45 * max(mark.size, s.size)]


def _label_before(text: PageText, tick: Mark, rtl: bool) -> Segment | None:
    """The text right before a tick that none follows."""
    if tick.glyph is None or tick.glyph.text.strip() not in VERDICTS:
        return None
    line = level(text, tick)
    if any(s.x1 < tick.cx if rtl else s.x0 > tick.cx for s in line):
        return None
    rooms = [(s, s.x0 - tick.x1 if rtl else tick.x0 - s.x1) for s in line]
    return next((s for s, room in rooms if abs(room) < tick.size or s.x0 < tick.cx < s.x1), None)


def _is_of(mark: Mark, label: Segment, tick: Mark) -> bool:
    """Whether a control is that of a label: before it on its line, or above or below where it begins."""
    return abs(mark.cx - label.first) < 2 * mark.size and abs(mark.cy - tick.cy) < STACK * mark.size
