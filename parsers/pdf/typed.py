"""Signs of controls that somebody typed into a field: they are its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from parsers.pdf.boxes import Box
from parsers.pdf.marks import Mark
from parsers.pdf.page import Page, Run

FIELD = 8.0
"""Of a sign's size: no field is narrower; a grid's cells are."""
LEVEL = 0.6
"""Of a sign's size: what stands on its line is no higher or lower."""


class Layout(Protocol):
    """A page with its controls and boxes."""

    page: Page
    boxes: list[Box]
    marks: list[Mark]

    def give_back(self, typed: Sequence[Mark]) -> None:
        """Takes signs for text."""


def release_typed(layouts: Sequence[Layout]) -> None:
    """Gives the signs in fields back to the text where the document's controls stand outside of fields, and
    makes them unknown where it shows no others."""
    typed = [[m for box in layout.boxes for m in _typed_in(box, layout)] for layout in layouts]
    found = {id(m) for marks in typed for m in marks}
    others = any(id(m) not in found for layout in layouts for m in layout.marks)
    for layout, marks in zip(layouts, typed, strict=True):
        if marks and others:
            layout.give_back(marks)
        elif marks:
            kept = [m for m in layout.marks if id(m) not in found]
            layout.marks = [*kept, *(msgspec.structs.replace(m, on=None) for m in marks)]


def _typed_in(box: Box, layout: Layout) -> list[Mark]:
    """The signs that a box holds, if it holds none but typed ones, the first on its first line, and nothing
    stands beside it."""
    inside = [m for m in layout.marks if box.holds(m.cx, m.cy)]
    if not inside or any(m.glyph is None for m in inside) or box.x1 - box.x0 < FIELD * inside[0].size:
        return []
    around = [b for b in layout.boxes if b is not box]
    level = [
        *((b.x0, b.top, b.x1, b.bottom) for b in around),
        *((m.x0, m.top, m.x1, m.bottom) for m in layout.marks),
    ]
    if any(_stands_beside(box, *area) for area in level):
        return []
    if any(_next_to(box, b, layout.page.runs) for b in around):
        return []
    first = min(inside, key=lambda m: m.cy)
    return inside if not _above(first, box, layout.page.runs) else []


def _stands_beside(box: Box, x0: float, top: float, x1: float, bottom: float) -> bool:
    """Whether an area is level with a box, neither in it nor around it."""
    level = bottom > box.top + 1 and top < box.bottom - 1
    within = box.holds(x0, top) and box.holds(x1, bottom)
    return level and not within and not (x0 <= box.x0 + 1 and x1 >= box.x1 - 1)


def _above(mark: Mark, box: Box, runs: Iterable[Run]) -> bool:
    """Whether a text stands above a sign in its box: what leads to the options of a card."""
    top = mark.cy - LEVEL * mark.size
    return any(r.text.strip() and box.holds(r.x0, r.base) and r.base < top for r in runs)


def _next_to(box: Box, other: Box, runs: Iterable[Run]) -> bool:
    """Whether two boxes of one width stand one right below the other, as options in a card each do."""
    if abs(box.x0 - other.x0) > 2 or abs(box.x1 - other.x1) > 2:
        return False
    low, high = sorted((box, other), key=lambda b: b.top)
    return not any(r.text.strip() and low.bottom < r.base < high.top for r in runs)
