"""Options whose control was not drawn: a font without its glyph leaves a label in line with the others."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parsers.pdf.elements import Element, OptionLine, TextLine
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark

ALIGNED = 0.6
"""Points: labels of one list start this exactly at one place."""
BLANK = 0.35
"""Of the size: a label whose control is a glyph may begin with the blank after it."""
PITCH = 0.08
"""Of the distance between two options: lists are spaced this evenly."""


def unseen_option(elements: Sequence[Element], i: int) -> OptionLine | None:
    """The line of text at ``i`` as an option of unknown state, if it stands where an option's label would."""
    line = elements[i]
    if not isinstance(line, TextLine) or line.number or line.required or line.role:
        return None
    below = elements[i + 1] if i + 1 < len(elements) else None
    above = elements[i - 1] if i else None
    if isinstance(above, OptionLine) and above.other:
        return None  # what was typed into it
    if isinstance(below, OptionLine) and _in_line(line, below):
        return _option(line, below)
    before = elements[i - 2] if i > 1 else None
    if (
        isinstance(above, OptionLine)
        and above.mark.on is False
        and isinstance(before, OptionLine)
        and _in_line(line, above)
        and _in_line(line, before)
        and _evenly(before.label[0], above.label[0], line.segment)
    ):
        return _option(line, above)
    return None


def _in_line(line: TextLine, option: OptionLine) -> bool:
    if not option.label or option.page != line.page:
        return False
    a, b = line.segment, option.label[0]
    blank = BLANK * b.size if option.mark.glyph else 0.0
    indent = b.first - a.first if b.rtl else a.first - b.first
    return -ALIGNED <= indent <= blank + ALIGNED and abs(a.size - b.size) < 0.3 and a.style() == b.style()


def _evenly(first: Segment, second: Segment, third: Segment) -> bool:
    step = second.base - first.base
    return abs(third.base - second.base - step) <= PITCH * step


def _option(line: TextLine, beside: OptionLine) -> OptionLine:
    shift = line.segment.base - beside.label[0].base
    mark: Mark = msgspec.structs.replace(
        beside.mark, top=beside.mark.top + shift, bottom=beside.mark.bottom + shift, on=None, glyph=None
    )
    return OptionLine(line.page, mark, [line.segment], other=False)
