"""Grid rows that lack a control which the rows around them have: it was drawn in a way that is not read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from parsers.pdf.elements import MarkRow
from parsers.pdf.marks import Mark

IN_COLUMN = 0.6
"""Of a control's size: controls of one column stand no further apart."""
NEXT = 6.0
"""Of a control's size: rows of one grid stand no further apart."""


def fill_gaps(rows: Sequence[MarkRow]) -> None:
    """Give each row the columns of its neighbours, with controls of unknown state where it has none.

    ``rows``: of one page, from the top.
    """
    for way in (rows, rows[::-1]):
        for above, below in pairwise(way):
            if len(below.marks) <= len(above.marks) and _near(above, below):
                _fill(below, above.marks)
            elif len(below.marks) > len(above.marks) and _near(above, below):
                _fill(above, below.marks)


def _near(a: MarkRow, b: MarkRow) -> bool:
    return abs(a.marks[0].cy - b.marks[0].cy) < NEXT * max(a.marks[0].size, b.marks[0].size)


def _fill(row: MarkRow, columns: Sequence[Mark]) -> None:
    own = {n: m for m in row.marks for n, c in enumerate(columns) if abs(m.cx - c.cx) < IN_COLUMN * c.size}
    if len(own) != len(row.marks) or len(own) == len(columns):
        return
    shift = row.marks[0].cy - columns[next(iter(own))].cy
    row.marks = [own.get(n) or _unknown(column, shift) for n, column in enumerate(columns)]


def _unknown(column: Mark, shift: float) -> Mark:
    top, bottom = column.top + shift, column.bottom + shift
    return msgspec.structs.replace(column, top=top, bottom=bottom, on=None, glyph=None, look=None)
