"""A grid's header: which texts stand over its columns, and what each column is called."""

from __future__ import annotations

from itertools import pairwise

from parsers.bidi import brackets
from parsers.pdf.elements import MarkRow, TextLine
from parsers.pdf.joining import glue
from parsers.pdf.lines import Segment
from parsers.pdf.page import Run

CELL_GAP = 0.42
"""Of the size: a wider gap parts two cells of a header."""
LEVEL = 0.15
"""Of the size: how exactly the cells of a header stand over their columns."""


def over_columns(segment: Segment, row: MarkRow) -> bool:
    """Whether a text can be a column's heading: it does not reach over to the labels' side, or stands
    centred over its controls."""
    edge = row.marks[0]
    pitches = [abs(b.cx - a.cx) for a, b in pairwise(row.marks)] or [6 * edge.size]
    reach = 0.6 * pitches[0]
    if segment.x1 < edge.cx + reach if segment.rtl else segment.x0 > edge.cx - reach:
        return True
    return any(
        cell.x1 - cell.x0 < 1.6 * pitches[0] and abs(cell.x0 + cell.x1 - 2 * edge.cx) < edge.size
        for cell in (segment, *_chunks(segment, row)[:1])
    )


def header_of(segments: list[Segment], row: MarkRow) -> tuple[str, ...]:
    columns = ["" for _ in row.marks]
    for segment in segments:
        for chunk in _chunks(segment, row):
            middle = (chunk.x0 + chunk.x1) / 2
            nearest = min(
                range(len(row.marks)),
                key=lambda n: min(
                    abs(middle - row.marks[n].cx), abs(chunk.first - _first(row, n, chunk.rtl))
                ),
            )
            columns[nearest] = glue(columns[nearest], chunk.text, False)
    return tuple(map(brackets, columns))


def once(header: list[TextLine]) -> list[Segment]:
    """A header's segments; of one that stands at a page's foot and again above the first row, the latter."""
    last = [line.segment for line in header if line.page == header[-1].page]
    before = [line.segment for line in header if line.page != header[-1].page]
    repeated = sorted(s.text for s in before) == sorted(s.text for s in last)
    return last if repeated else before + last


def _chunks(segment: Segment, row: MarkRow) -> list[Segment]:
    """A header's cells may stand no further apart than a little more than a blank, or touch."""
    groups = [[segment.runs[0]]]
    for run in segment.runs[1:]:
        gap = run.x0 - groups[-1][-1].x1
        if gap > CELL_GAP * run.size or _is_next_cell(groups[-1], run, row):
            groups.append([run])
        else:
            groups[-1].append(run)
    found = [Segment(g, segment.rtl) for g in groups if any(r.text.strip() for r in g)]
    return found[::-1] if segment.rtl else found


def _is_next_cell(cell: list[Run], run: Run, row: MarkRow) -> bool:
    """Whether a run stands by whole columns further on than the cell before: its start, middle or end."""
    x0, x1 = cell[0].x0, cell[-1].x1
    steps = (run.x0 - x0, (run.x0 + run.x1 - x0 - x1) / 2, run.x1 - x1)
    pitches = [abs(mark.cx - row.marks[0].cx) for mark in row.marks[1:]]
    return any(abs(step - pitch) < LEVEL * run.size for step in steps for pitch in pitches)


def _first(row: MarkRow, n: int, rtl: bool) -> float:
    return row.marks[n].x1 if rtl else row.marks[n].x0
