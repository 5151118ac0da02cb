"""Options whose control was not drawn: a font without its glyph leaves a label in line with the others."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parsers.pdf.elements import Element, OptionLine, TextLine
from parsers.pdf.marks import Mark

ALIGNED = 0.6
"""Points: labels of one list start this exactly at one place."""
BLANK = 0.35
"""Of the size: a label whose control is a glyph may begin with the blank after it."""
LIST = 2.0
"""Of the size: lines of a typed list are no further apart."""
LONGEST = 60
"""Lines: an option stands no further from another without one of them in between that was drawn."""
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
    listed = _listed(elements, i)
    if listed:
        return _option(line, listed)
    if isinstance(below, OptionLine) and _in_line(line, below):
        return _option(line, below)
    if isinstance(above, OptionLine) and above.mark.on is False and _in_line(line, above):
        before = elements[i - 2] if i > 1 else None
        if _goes_on(line, above, before if isinstance(before, OptionLine) else None):
            return _option(line, above)
    return None


def _listed(elements: Sequence[Element], i: int) -> OptionLine | None:
    """An option of the bulleted list that the line at ``i`` is an item of: all items are options, or none."""
    line = elements[i]
    if not isinstance(line, TextLine) or not line.segment.item:
        return None
    for way in (1, -1):
        k = i + way
        while 0 <= k < len(elements) and abs(k - i) < LONGEST and _of_list(line, elements[k]):
            k += way
        other = elements[k] if 0 <= k < len(elements) else None
        if isinstance(other, OptionLine) and other.page == line.page and other.label:
            label = other.label[0]
            if label.item and label.style() == line.segment.style():
                return other
    return None


def _of_list(line: TextLine, other: Element) -> bool:
    """Whether another line can be an item of one's list, or the rest of one."""
    return (
        isinstance(other, TextLine)
        and other.page == line.page
        and not (other.number or other.role)
        and other.segment.style() == line.segment.style()
    )


def _in_line(line: TextLine, option: OptionLine) -> bool:
    if not option.label or option.page != line.page:
        return False
    a, b = line.segment, option.label[0]
    if b.first > option.mark.cx if b.rtl else b.first < option.mark.cx:
        return False  # it stands below its control, above or before it: in line with the prompts, too
    blank = BLANK * b.size if option.mark.glyph else 0.0
    indent = b.first - a.first if b.rtl else a.first - b.first
    return -ALIGNED <= indent <= blank + ALIGNED and abs(a.size - b.size) < 0.3 and a.style() == b.style()


def _goes_on(line: TextLine, above: OptionLine, before: OptionLine | None) -> bool:
    """Whether the list goes on below its last control: at its own pitch, or as tight as typed lists are."""
    step = line.segment.base - above.label[0].base
    if before is None or not before.label or before.page != above.page:
        return above.mark.glyph is not None and step < LIST * line.segment.size
    pitch = above.label[0].base - before.label[0].base
    return abs(step - pitch) <= PITCH * pitch


def _option(line: TextLine, beside: OptionLine) -> OptionLine:
    shift = line.segment.base - beside.label[0].base
    mark: Mark = msgspec.structs.replace(
        beside.mark, top=beside.mark.top + shift, bottom=beside.mark.bottom + shift, on=None, glyph=None
    )
    return OptionLine(line.page, mark, [line.segment], other=False)
