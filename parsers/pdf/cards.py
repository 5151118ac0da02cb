"""Boxes around options: a card whose control is not read is an option of unknown state, no answer."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.blocks import Control
from parsers.pdf.boxes import Box
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.page import Kind, Page, Shape
from parsers.pdf.pagetext import PageText


def unread_marks(page: Page, text: PageText, boxes: list[Box], marks: list[Mark], rtl: bool) -> list[Mark]:
    """A control of unknown state for each card that shows a round shape or stands among read cards."""
    rounds = [s for s in page.shapes if s.kind == Kind.ROUND]
    held = [[m for m in marks if box.holds(m.cx, m.cy)] for box in boxes]
    cards = [(box, inside[0]) for box, inside in zip(boxes, held, strict=True) if len(inside) == 1]
    if not rounds and not cards:
        return []
    found: list[Mark] = []
    for box, inside in zip(boxes, held, strict=True):
        lines = [] if inside else _lines(text.between(box.top, box.bottom), box)
        if not lines:
            continue
        shape = _shape_before(lines, box, rounds, rtl)
        if shape is not None:
            found.append(Mark(shape.x0, shape.top, shape.x1, shape.bottom, Control.RADIO, None))
            continue
        near = next((m for card, m in cards if _next_to(card, box) and _indented(lines, m, rtl)), None)
        if near is not None:
            middle, half = (box.top + box.bottom) / 2, near.size / 2
            found.append(Mark(near.x0, middle - half, near.x1, middle + half, near.control, None))
    return found


def _lines(near: Iterable[Segment], box: Box) -> list[Segment]:
    return [s for s in near if box.holds(s.x0, s.middle) and box.holds(s.x1, s.middle)]


def _shape_before(lines: list[Segment], box: Box, rounds: list[Shape], rtl: bool) -> Shape | None:
    """A round shape of a control's size between a box's side and its text."""
    size = max(s.size for s in lines)
    for shape in rounds:
        width, height = shape.x1 - shape.x0, shape.bottom - shape.top
        if not (box.holds(shape.x0, shape.top) and box.holds(shape.x1, shape.bottom)):
            continue
        before = min(s.x0 for s in lines) > shape.x1 if not rtl else max(s.x1 for s in lines) < shape.x0
        if before and 0.55 * size < height < 4 * size and 0.8 < width / height < 1.25:
            return shape
    return None


def _next_to(card: Box, box: Box) -> bool:
    """Whether two boxes are alike and stand one right under the other."""
    height = card.bottom - card.top
    gap = max(box.top - card.bottom, card.top - box.bottom)
    alike = abs(card.x0 - box.x0) < 2 and abs(card.x1 - box.x1) < 2
    return alike and abs(box.bottom - box.top - height) < 3 and gap < 0.5 * height


def _indented(lines: list[Segment], mark: Mark, rtl: bool) -> bool:
    """Whether a control like the neighbour's has room before the text."""
    return max(s.x1 for s in lines) < mark.x0 if rtl else min(s.x0 for s in lines) > mark.x1
