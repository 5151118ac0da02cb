"""Rows of controls and the texts around them -> Likert grids."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from parsers.blocks import Control, Grid, GridRow, Place, Scale, ScaleKind
from parsers.pdf.elements import Element, MarkRow, TextLine
from parsers.pdf.grid_header import header_of, once, over_columns
from parsers.pdf.joining import is_wrapped
from parsers.pdf.lines import Segment
from parsers.pdf.places import place_of
from parsers.pdf.row_labels import is_label, leading, row_labels
from parsers.pdf.wrapped import begins_verdict

HEADER_LINES = 5
NAMED = 0.5
"""Least share of a lone row's columns that have texts above them: with fewer, the prompt stands over some by
chance, and they are the symbols of a rating."""


def same_columns(a: MarkRow, b: MarkRow) -> bool:
    """Whether two rows belong to one grid."""
    return len(a.marks) == len(b.marks) and all(
        abs(x.cx - y.cx) < 0.6 * x.size for x, y in zip(a.marks, b.marks, strict=True)
    )


def take_grid(elements: list[Element], start: int, before: list[Element]) -> tuple[Grid | Scale, int]:
    """The grid whose first row is ``elements[start]``, and where it ends.

    Takes the header and the first row's label off the end of ``before``.
    """
    first = elements[start]
    assert isinstance(first, MarkRow)
    above = before[:]
    heads = {e.segment.text for e in before if isinstance(e, TextLine)}
    rows, end = _rows(elements, start, heads)
    lines = [e for e in elements[start:end] if isinstance(e, TextLine)]
    texts = [e for e in lines if not _repeats(e, first, heads)]
    lead = _take_lead(before, first, rows)
    labels = row_labels(rows, [*lead[1], *texts])
    columns = header_of(lead[0], first)
    place = _place(rows)
    if len(rows) == 1 and not labels[0] and all(c.isdecimal() for c in columns):
        states = tuple(m.on for m in first.marks)
        return Scale(kind=ScaleKind.NUMBERS, labels=columns, states=states, place=place), end
    bare = len(rows) == 1 and not labels[0] and len(lead[0]) < NAMED * len(columns)
    if bare and not any(isinstance(e, TextLine) and _is_level(e, first) for e in above):
        before[:] = above
        return _symbols(first, place), end
    radio = first.marks[0].control == Control.RADIO
    unseen = _lacks_marks(first, lead[0], columns)
    made = tuple(
        GridRow(label=label, states=_states(row, radio, unseen, columns), place=_place([row]))
        for row, label in zip(rows, labels, strict=True)
    )
    return Grid(columns=columns, rows=made, place=place, control=first.marks[0].control), end


def _symbols(row: MarkRow, place: Place) -> Scale:
    """One row without a statement and without headings: symbols of a rating that look like controls."""
    count = len(row.marks)
    labels = tuple(str(n + 1) for n in range(count))
    return Scale(kind=ScaleKind.SYMBOLS, labels=labels, states=(None,) * count, place=place)


def _lacks_marks(row: MarkRow, header: list[Segment], columns: tuple[str, ...]) -> bool:
    """Whether a row of typed signs has fewer than its header has cells: a font lacked the others."""
    if not row.marks[0].glyph:
        return False
    across = Counter(round(segment.base) for segment in header)
    return not all(columns) or max(across.values(), default=0) > len(row.marks)


def _states(row: MarkRow, radio: bool, unseen: bool, columns: tuple[str, ...]) -> tuple[bool | None, ...]:
    states = tuple(m.on for m in row.marks)
    unnamed = any(on and not _is_named(columns, n) for n, on in enumerate(states))
    several = radio and sum(s is True for s in states) > 1  # one choice per row: the signs are misread
    if unnamed or several or (unseen and True not in states):
        return tuple(None for _ in states)
    return states


def _is_named(columns: tuple[str, ...], n: int) -> bool:
    """Whether a column has a heading of its own: beside one without, it may hold both of theirs."""
    return all(columns[max(n - 1, 0) : n + 2])


def _rows(elements: list[Element], start: int, heads: set[str]) -> tuple[list[MarkRow], int]:
    """The rows from ``start``, over page breaks and headings repeated there, and the index after the last
    text."""
    first = elements[start]
    assert isinstance(first, MarkRow)
    rows = [first]
    end = i = start + 1
    open_lines = 0
    while i < len(elements) and open_lines <= HEADER_LINES:
        e = elements[i]
        if isinstance(e, MarkRow):
            if not same_columns(first, e):
                break
            rows.append(e)
            end, open_lines = i + 1, 0
        elif not isinstance(e, TextLine) or (e.number and not _beside(e, rows[-1])):
            break
        elif end == i and _goes_on(e, _label_line(elements, i, rows[-1]), rows[-1]):
            end = i + 1
        elif over_columns(e.segment, first):
            # Headings of the next grid, not this one's, repeated over a page break.
            if e.page == rows[-1].page or open_lines or not _repeats(e, first, heads):
                break
        elif not _over_break(elements, i, rows[-1]):
            open_lines += 1
        i += 1
    while end < len(elements):  # the last label may go on below its marks
        e = elements[end]
        if not isinstance(e, TextLine) or (e.number and not _beside(e, rows[-1])):
            break
        below = _goes_on(e, _label_line(elements, end, rows[-1]), rows[-1])
        if not (below or _over_break(elements, end, rows[-1])):
            break
        end += 1
    return rows, end


def _repeats(line: TextLine, first: MarkRow, heads: set[str]) -> bool:
    """Whether a line is a part of the grid's header, on one of its further pages.

    ``heads``: what stands before the grid.
    """
    over = line.page > first.page and over_columns(line.segment, first)
    return over and line.segment.text in heads


def _beside(line: TextLine, row: MarkRow) -> bool:
    """Whether a label that begins like an ordinal stands at its row's controls."""
    return is_label(line.segment, row) and _is_level(line, row)


def _is_level(line: TextLine, row: MarkRow) -> bool:
    return line.page == row.page and abs(line.segment.middle - row.marks[0].cy) < 0.7 * line.segment.size


def _over_break(elements: list[Element], i: int, row: MarkRow) -> bool:
    """Whether a line may be the rest of a label that a page break went through, in a table without rules."""
    last, line = elements[i - 1], elements[i]
    if not isinstance(line, TextLine) or not isinstance(last, TextLine):
        return False
    a, b = last.segment, line.segment
    if row.bounds or line.page != row.page + 1 or not is_label(b, row):
        return False
    if a.style() != b.style() or abs(a.first - b.first) > 0.4 * b.size:
        return False
    if last.page == line.page:
        return b.base - a.base < leading(b)
    return last.page == row.page and is_label(a, row) and is_wrapped(a, b, _reach(elements, i, row))


def _reach(elements: list[Element], end: int, row: MarkRow) -> float:
    """Where the column of labels ends that stand before ``elements[end]`` on their page: no earlier than
    the longest, if one of them is wrapped; else before the controls."""
    labels: list[TextLine] = []
    for e in elements[end - 1 :: -1]:
        if isinstance(e, TextLine) and e.page == row.page and is_label(e.segment, row):
            labels.append(e)
        elif not isinstance(e, MarkRow):
            break
    rtl, mark = labels[0].segment.rtl, row.marks[0]
    if not any(_is_tight(above, below) for below, above in pairwise(labels)):
        return mark.x1 + mark.size if rtl else mark.x0 - mark.size
    ends = [label.segment.last for label in labels]
    return min(ends) if rtl else max(ends)


def _label_line(elements: list[Element], i: int, row: MarkRow) -> TextLine | None:
    """The line of a row's label before ``elements[i]``: right above, or beside the controls that are."""
    last = elements[i - 2] if elements[i - 1] is row and i > 1 else elements[i - 1]
    return last if isinstance(last, TextLine) and is_label(last.segment, row) else None


def _goes_on(line: TextLine, last: TextLine | None, row: MarkRow) -> bool:
    """Whether a line below a row's marks belongs to its label: by the table's rule, or tightly set."""
    if not is_label(line.segment, row) or begins_verdict(line.segment):
        return False
    if line.page == row.page + 1 and row.bounds and line.walled:  # a page break went through the row
        wall = row.bounds[2]
        return line.segment.x0 > wall if line.segment.rtl else line.segment.x1 < wall
    if line.page != row.page:
        return False
    if row.bounds:
        return line.segment.middle < row.bounds[1]
    segment, mark = line.segment, row.marks[0]
    if segment.middle - mark.cy < 0.7 * segment.size:
        return True
    if last is None or last.page != line.page or last.segment.style() != segment.style():
        return False
    tight = segment.base - last.segment.base < leading(segment)
    return tight and abs(segment.first - last.segment.first) < 0.4 * segment.size


def _take_lead(
    before: list[Element], first: MarkRow, rows: list[MarkRow]
) -> tuple[list[Segment], list[TextLine]]:
    """Header segments and the first row's label lines, off the end of ``before``."""
    header: list[TextLine] = []
    labels: list[TextLine] = []
    while before and isinstance(before[-1], TextLine) and len(header) + len(labels) < 8 * HEADER_LINES:
        line = before[-1]
        if line.number and not _beside(line, first):
            break
        segment = line.segment
        level = bool(labels) and _starts_level(line, labels[0])
        heads = over_columns(segment, first) and not level and not _beside(line, first)
        below = labels[0].segment.base if labels else first.marks[0].cy
        if heads and (line.page < first.page or below - segment.base < 9 * segment.size):
            header.insert(0, line)
        elif header or line.page != first.page or not is_label(segment, first):
            break
        elif _near(segment, rows) or (level and _is_tight(line, labels[0])):
            labels.insert(0, line)
        else:
            break
        before.pop()
    return once(header), labels


def _starts_level(a: TextLine, b: TextLine) -> bool:
    return a.page == b.page and abs(a.segment.first - b.segment.first) < 0.4 * a.segment.size


def _is_tight(a: TextLine, b: TextLine) -> bool:
    """Whether two lines are set like lines of one label."""
    return b.segment.base - a.segment.base < leading(b.segment) and a.segment.style() == b.segment.style()


def _near(segment: Segment, rows: list[MarkRow]) -> bool:
    mark = rows[0].marks[0]
    reach = 1.2 * max(segment.size, mark.size)
    if len(rows) > 1 and rows[1].page == rows[0].page:
        reach = max(reach, 0.5 * (rows[1].marks[0].cy - mark.cy))
    return abs(segment.middle - mark.cy) < reach


def _place(rows: list[MarkRow]) -> Place:
    return place_of(rows[0].page, [m for row in rows if row.page == rows[0].page for m in row.marks])
