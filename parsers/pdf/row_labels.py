"""The labels of a grid's rows: which of the texts beside and below its controls belong to which row."""

from __future__ import annotations

from parsers.bidi import brackets
from parsers.pdf.elements import MarkRow, TextLine
from parsers.pdf.joining import NARROW, NARROW_LETTERS, glue
from parsers.pdf.lines import Segment

TIGHT = 1.6
"""Of the size: the lines of one label are no further apart."""
CRAMPED = 4.5
"""Of the size: in columns further apart no label reaches over the first."""
TIGHT_HIGH = 2.2
"""The same for scripts with high letters."""


def is_label(segment: Segment, row: MarkRow) -> bool:
    """Whether a text stands where the labels of a grid's rows do."""
    mark = row.marks[0]
    before = segment.x0 > mark.cx if segment.rtl else segment.x1 < mark.cx
    return before or _reaches_in(segment, row)


def _reaches_in(segment: Segment, row: MarkRow) -> bool:
    """Whether a text begins before a grid's columns and goes on over the first, as on a page too narrow."""
    if len(row.marks) < 2:
        return False
    first, second = row.marks[:2]
    pitch = abs(second.cx - first.cx)
    before = segment.x1 - first.cx if segment.rtl else first.cx - segment.x0
    within = segment.x0 > second.x0 if segment.rtl else segment.x1 < second.x1
    return pitch < CRAMPED * segment.size and before > max(0.6 * pitch, 1.2 * first.size) and within


def leading(line: Segment) -> float:
    """The most by which the line before one of the same label stands above it."""
    return (TIGHT_HIGH if line.rtl else TIGHT) * line.size


def row_labels(rows: list[MarkRow], texts: list[TextLine]) -> list[str]:
    """Each text goes to the row between whose rules it stands, else to its block's row, else the nearest."""
    lines = [t for t in texts if is_label(t.segment, rows[0])]
    blocks: list[list[TextLine]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else None
        step = 0.0 if last is None else line.segment.base - last.segment.base
        if last is None or line.page != last.page or step > leading(line.segment):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    if len(blocks) > len(rows):
        blocks = _over_breaks(blocks, rows)
    labels = ["" for _ in rows]
    widest = max((t.segment.x1 - t.segment.x0 for t in lines), default=0.0)
    ends: dict[int, Segment] = {}
    in_order = len(blocks) == len(rows) and not any(row.bounds for row in rows)
    for n, block in enumerate(blocks):
        for line in block:
            k = n if in_order else _owner(rows, line)
            labels[k] = glue(
                labels[k], line.segment.text, _broken(ends.get(k), line.segment, rows[k], widest)
            )
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


def _broken(last: Segment | None, segment: Segment, row: MarkRow, widest: float) -> bool:
    """Whether a word was broken at its cell's wall: it stands alone on its line and fills it.

    ``widest``: of all the labels' lines.
    """
    if last is None or not row.bounds or " " in last.text or not segment.text[:1].islower():
        return False
    letter = (last.x1 - last.x0) / len(last.text)
    if widest > last.x1 - last.x0 + letter:
        return False
    room = last.x0 - row.bounds[2] if last.rtl else row.bounds[2] - last.x1
    following = letter * (NARROW if segment.text[0] in NARROW_LETTERS else 1.2)
    return room < 0.6 * last.size + following


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
