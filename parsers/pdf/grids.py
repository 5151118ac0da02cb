"""Rows of controls and the texts around them -> Likert grids."""

from __future__ import annotations

from collections import Counter

from parsers.bidi import brackets
from parsers.blocks import Control, Grid, GridRow, Place, Scale, ScaleKind
from parsers.pdf.elements import Element, MarkRow, TextLine
from parsers.pdf.joining import glue
from parsers.pdf.lines import Segment
from parsers.pdf.places import place_of

HEADER_LINES = 5
CELL_GAP = 0.42
"""Of the size: a wider gap parts two cells of a header."""


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
    rows, end = _rows(elements, start)
    texts = [e for e in elements[start:end] if isinstance(e, TextLine)]
    lead = _take_lead(before, first, rows)
    labels = _row_labels(rows, [*lead[1], *texts])
    columns = _header(lead[0], first)
    place = _place(rows)
    if len(rows) == 1 and not labels[0] and all(c.isdecimal() for c in columns):
        states = tuple(m.on for m in first.marks)
        return Scale(kind=ScaleKind.NUMBERS, labels=columns, states=states, place=place), end
    radio = first.marks[0].control == Control.RADIO
    unseen = _lacks_marks(first, lead[0], columns)
    made = tuple(
        GridRow(label=label, states=_states(row, radio, unseen), place=_place([row]))
        for row, label in zip(rows, labels, strict=True)
    )
    return Grid(columns=columns, rows=made, place=place, control=first.marks[0].control), end


def _lacks_marks(row: MarkRow, header: list[Segment], columns: tuple[str, ...]) -> bool:
    """Whether a row of typed signs has fewer than its header has cells: a font lacked the others."""
    if not row.marks[0].glyph:
        return False
    across = Counter(round(segment.base) for segment in header)
    return not all(columns) or max(across.values(), default=0) > len(row.marks)


def _states(row: MarkRow, radio: bool, unseen: bool) -> tuple[bool | None, ...]:
    states = tuple(m.on for m in row.marks)
    if unseen and True not in states:
        return tuple(None for _ in states)
    if radio and sum(s is True for s in states) > 1:  # one choice per row: the signs are misread
        return tuple(None for _ in states)
    return states


def _rows(elements: list[Element], start: int) -> tuple[list[MarkRow], int]:
    """The rows from ``start``, over page breaks and repeated headers, and the index after the last text."""
    first = elements[start]
    assert isinstance(first, MarkRow)
    rows = [first]
    end = i = start + 1
    while i < len(elements):
        e = elements[i]
        if isinstance(e, MarkRow):
            if not same_columns(first, e):
                break
            rows.append(e)
            end = i + 1
        elif not isinstance(e, TextLine) or e.number:
            break
        elif end == i and _goes_on(e, elements[i - 1], rows[-1]):
            end = i + 1
        elif i - end > HEADER_LINES:
            break
        i += 1
    while end < len(elements):  # the last label may go on below its marks
        e = elements[end]
        if not (isinstance(e, TextLine) and not e.number and _goes_on(e, elements[end - 1], rows[-1])):
            break
        end += 1
    return rows, end


def _goes_on(line: TextLine, last: Element, row: MarkRow) -> bool:
    """Whether a line below a row's marks belongs to its label: by the table's rule, or tightly set."""
    if not _is_label(line.segment, row):
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
    if not isinstance(last, TextLine) or last.segment.style() != segment.style():
        return False
    tight = segment.base - last.segment.base < 1.5 * segment.size
    return tight and abs(segment.first - last.segment.first) < 0.4 * segment.size


def _is_label(segment: Segment, row: MarkRow) -> bool:
    mark = row.marks[0]
    return segment.x0 > mark.cx if segment.rtl else segment.x1 < mark.cx


def _take_lead(
    before: list[Element], first: MarkRow, rows: list[MarkRow]
) -> tuple[list[Segment], list[TextLine]]:
    """Header segments and the first row's label lines, off the end of ``before``."""
    header: list[Segment] = []
    labels: list[TextLine] = []
    while before and isinstance(before[-1], TextLine) and len(header) + len(labels) < 8 * HEADER_LINES:
        line = before[-1]
        if line.number:
            break
        segment = line.segment
        if _over_columns(segment, first) and (
            line.page < first.page or first.marks[0].cy - segment.base < 9 * segment.size
        ):
            header.insert(0, segment)
        elif not header and line.page == first.page and _is_label(segment, first) and _near(segment, rows):
            labels.insert(0, line)
        else:
            break
        before.pop()
    return header, labels


def _near(segment: Segment, rows: list[MarkRow]) -> bool:
    mark = rows[0].marks[0]
    reach = 1.2 * max(segment.size, mark.size)
    if len(rows) > 1 and rows[1].page == rows[0].page:
        reach = max(reach, 0.5 * (rows[1].marks[0].cy - mark.cy))
    return abs(segment.middle - mark.cy) < reach


def _over_columns(segment: Segment, row: MarkRow) -> bool:
    """Whether a text can be a column's heading: it does not reach over to the labels' side."""
    edge = row.marks[0]
    pitch = abs(row.marks[1].cx - edge.cx) if len(row.marks) > 1 else 6 * edge.size
    return segment.x1 < edge.cx + 0.6 * pitch if segment.rtl else segment.x0 > edge.cx - 0.6 * pitch


def _header(segments: list[Segment], row: MarkRow) -> tuple[str, ...]:
    columns = ["" for _ in row.marks]
    for segment in segments:
        for chunk in _chunks(segment):
            middle = (chunk.x0 + chunk.x1) / 2
            nearest = min(
                range(len(row.marks)),
                key=lambda n: min(
                    abs(middle - row.marks[n].cx), abs(chunk.first - _first(row, n, chunk.rtl))
                ),
            )
            columns[nearest] = glue(columns[nearest], chunk.text, False)
    return tuple(columns)


def _chunks(segment: Segment) -> list[Segment]:
    """A header's cells may stand no further apart than a little more than a blank."""
    groups = [[segment.runs[0]]]
    for run in segment.runs[1:]:
        if run.x0 - groups[-1][-1].x1 > CELL_GAP * run.size:
            groups.append([run])
        else:
            groups[-1].append(run)
    found = [Segment(g, segment.rtl) for g in groups if any(r.text.strip() for r in g)]
    return found[::-1] if segment.rtl else found


def _first(row: MarkRow, n: int, rtl: bool) -> float:
    return row.marks[n].x1 if rtl else row.marks[n].x0


def _row_labels(rows: list[MarkRow], texts: list[TextLine]) -> list[str]:
    """Each text goes to the row between whose rules it stands, else to its block's row, else the nearest."""
    lines = [t for t in texts if _is_label(t.segment, rows[0])]
    blocks: list[list[TextLine]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else None
        step = 0.0 if last is None else line.segment.base - last.segment.base
        if last is None or line.page != last.page or step > 1.6 * line.segment.size:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    if len(blocks) > len(rows):
        blocks = _over_breaks(blocks, rows)
    labels = ["" for _ in rows]
    ends: dict[int, Segment] = {}
    in_order = len(blocks) == len(rows) and not any(row.bounds for row in rows)
    for n, block in enumerate(blocks):
        for line in block:
            k = n if in_order else _owner(rows, line)
            labels[k] = glue(labels[k], line.segment.text, _broken(ends.get(k), line.segment, rows[k]))
            ends[k] = line.segment
    return [brackets(label) for label in labels]


def _over_breaks(blocks: list[list[TextLine]], rows: list[MarkRow]) -> list[list[TextLine]]:
    """Labels that a page break went through in one piece: at the head of a page, beside no controls."""
    found = blocks[:1]
    for block in blocks[1:]:
        first, end = block[0], block[-1]
        last = found[-1][-1]
        reach = first.segment.size
        beside = any(
            row.page == end.page
            and first.segment.middle - reach < row.marks[0].cy < end.segment.middle + reach
            for row in rows
        )
        goes_on = first.page == last.page + 1 and abs(first.segment.first - last.segment.first) < reach
        if goes_on and not beside and first.segment.style() == last.segment.style():
            found[-1] = [*found[-1], *block]
        else:
            found.append(block)
    return found


def _broken(last: Segment | None, segment: Segment, row: MarkRow) -> bool:
    """Whether a word was broken at its cell's wall: it stands alone on its line and fills it."""
    if last is None or not row.bounds or " " in last.text or not segment.text[:1].islower():
        return False
    room = last.x0 - row.bounds[2] if last.rtl else row.bounds[2] - last.x1
    return room < 0.6 * last.size + 1.2 * (last.x1 - last.x0) / len(last.text)


def _owner(rows: list[MarkRow], line: TextLine) -> int:
    near = [n for n, row in enumerate(rows) if row.page == line.page]
    middle = line.segment.middle
    first = rows[near[0]].bounds if near else None
    before = [n for n, row in enumerate(rows) if row.page < line.page]
    if before and (not near or (first and middle < first[0])):  # the rest of a row that a page break cut
        return before[-1]
    for n in near:
        bounds = rows[n].bounds
        if bounds and bounds[0] < middle < bounds[1]:
            return n
    return min(near or range(len(rows)), key=lambda k: abs(rows[k].marks[0].cy - middle))


def _place(rows: list[MarkRow]) -> Place:
    return place_of(rows[0].page, [m for row in rows if row.page == rows[0].page for m in row.marks])
