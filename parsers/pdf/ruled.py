"""Ruled tables of two columns without controls, as word processors print questions beside their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from parsers.blocks import Block, Table, Text
from parsers.pdf.boxes import Rule
from parsers.pdf.elements import RuledTable
from parsers.pdf.joining import join_lines
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.page import BBox, Page
from parsers.pdf.pagetext import PageText
from parsers.pdf.places import links_over, place_of, printed_once

LEAST_ROWS = 3
"""Fewer rows may be a header's or an answer's frame."""
SLACK = 2.0
"""Points: the ends of one table's rules differ by less."""
PAIRS = 0.5
"""Of the rows: fewer with two cells are none of a table of questions and answers."""


def find_tables(
    page: Page,
    text: PageText,
    flat: Sequence[Rule],
    upright: Sequence[Rule],
    taken: Sequence[Mark | BBox],
    rtl: bool,
) -> list[RuledTable]:
    """The page's tables, whose text they take. ``taken``: controls, scales and fields, of which none may
    stand in them."""
    found = []
    for heights, x0, x1 in _spans(flat):
        walls = [u for u in upright if x0 - SLACK < u.x0 and u.x1 < x1 + SLACK]
        rows = _rows(heights, x0, x1, walls)
        box = (x0, heights[0], x1, heights[-1])
        if len(rows) < LEAST_ROWS or any(_is_in(item, box) for item in taken):
            continue
        segments = list(text.between(heights[0], heights[-1]))
        cells = [[_held(segments, cell) for cell in (row[::-1] if rtl else row)] for row in rows]
        kept = [s for row in cells for cell in row for s in cell]
        if len(kept) != len(segments) or not any(len(row) > 1 and row[1] for row in cells):
            continue
        text.take(kept)
        edges = [[c[0] if rtl else c[2] for c in (row[::-1] if rtl else row)] for row in rows]
        found.append(RuledTable(page.index, box, cells, edges))
    return found


def _spans(flat: Sequence[Rule]) -> Iterator[tuple[list[float], float, float]]:
    """The heights of rules that share both ends, and these ends."""
    left = sorted(flat, key=lambda r: r.top)
    while left:
        first = left[0]
        same = [r for r in left if abs(r.x0 - first.x0) < SLACK and abs(r.x1 - first.x1) < SLACK]
        left = [r for r in left if r not in same]
        if len(same) > LEAST_ROWS:
            yield [(r.top + r.bottom) / 2 for r in same], first.x0, first.x1


def _rows(heights: Sequence[float], x0: float, x1: float, walls: Sequence[Rule]) -> list[list[BBox]]:
    """The cells of each row between two rules; none where this is no closed table of two columns."""
    rows: list[list[BBox]] = []
    inner: list[float] = []
    for top, bottom in pairwise(heights):
        middle = (top + bottom) / 2
        across = sorted(w.x0 for w in walls if w.top - SLACK < middle < w.bottom + SLACK)
        between = [x for x in across if x0 + SLACK < x < x1 - SLACK]
        closed = len(across) - len(between) > 1
        if not closed or len(between) > 1:
            return []
        inner += between
        ends = [x0, *between, x1]
        rows.append([(a, top, b, bottom) for a, b in pairwise(ends)])
    straight = bool(inner) and max(inner) - min(inner) < SLACK
    return rows if straight and len(inner) > PAIRS * len(rows) else []


def _held(segments: Sequence[Segment], cell: BBox) -> list[Segment]:
    x0, top, x1, bottom = cell
    held = [s for s in segments if top < s.middle < bottom and x0 - 1 < s.x0 and s.x1 < x1 + 1]
    return sorted(held, key=lambda s: (s.base, -s.x1 if s.rtl else s.x0))


def _is_in(item: Mark | BBox, box: BBox) -> bool:
    x, y = (
        (item.cx, item.cy) if isinstance(item, Mark) else ((item[0] + item[2]) / 2, (item[1] + item[3]) / 2)
    )
    return box[0] < x < box[2] and box[1] < y < box[3]


# --------------------------------------------------------------------------- blocks


def table_block(table: RuledTable, pages: Sequence[Page]) -> Table:
    """A table with a text in each cell that holds one."""
    rows = tuple(
        tuple(_cell(table, lines, edge, pages) for lines, edge in zip(row, edges, strict=True))
        for row, edges in zip(table.rows, table.edges, strict=True)
    )
    return Table(rows=rows, place=place_of(table.page, []))


def _cell(table: RuledTable, lines: list[Segment], edge: float, pages: Sequence[Page]) -> tuple[Block, ...]:
    if not lines:
        return ()
    rtl = lines[0].rtl
    padding = table.padding
    steps = [b.base - a.base for a, b in pairwise(lines)]
    text = join_lines(lines, steps, edge + padding if rtl else edge - padding, 0.0, False, bar=0.0)
    links = links_over(pages[table.page].links, lines)
    return (
        Text(
            text=printed_once(text, links),
            place=place_of(table.page, lines),
            style=lines[0].style(),
            links=links,
        ),
    )


def joined(a: Table, b: Table) -> Table:
    """A table that goes on on the next page: without the heading repeated there, and with the rest of an
    answer that the page break cut."""
    rows, more = list(a.rows), list(b.rows)
    if more and rows and _words(more[0]) == _words(rows[0]) and any(_words(rows[0])):
        del more[0]
    if rows and more and len(rows[-1]) == len(more[0]) == 2 and not more[0][0] and more[0][1]:
        last, rest = rows.pop(), more.pop(0)
        rows.append((last[0], (*last[1], *rest[1])))
    return msgspec.structs.replace(a, rows=(*rows, *more))


def _words(row: Sequence[Sequence[Block]]) -> list[str]:
    return [b.text for cell in row for b in cell if isinstance(b, Text)]
