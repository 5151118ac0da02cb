"""A page -> its elements in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from parsers.blocks import Control
from parsers.pdf.boxes import Box, find_boxes, find_rules
from parsers.pdf.bullets import mark_items, split_bullets
from parsers.pdf.cards import unread_marks
from parsers.pdf.controls import ControlRows
from parsers.pdf.elements import AnswerBox, Element, InputField, OptionLine, RuledTable, ScaleLine, TextLine
from parsers.pdf.evidence import Witness
from parsers.pdf.faint import faint_boxes
from parsers.pdf.frames import is_as_wide
from parsers.pdf.icon_scales import icon_scales
from parsers.pdf.icons import holds_picture, without_icons
from parsers.pdf.lines import Segment, make_lines
from parsers.pdf.marks import Mark, find_marks
from parsers.pdf.page import BBox, FormField, Page, Run
from parsers.pdf.pagetext import PageText
from parsers.pdf.ruled import find_tables
from parsers.pdf.scales import ScaleFind, number_scale
from parsers.pdf.symbols import find_symbols, has_hue, unread_symbols
from parsers.pdf.titles import text_elements
from parsers.pdf.unread import unread_drawings

PADDING = 1.5
"""Of the size: a field's text begins no further from its side."""
LEGEND = 0.35
"""Of the size: the middle of a legend is no further from the line that it interrupts; a first line within is
further, by its own half height."""
HEAD = 0.2
"""Of the page's height: where what goes on from the page before begins."""


class Look(msgspec.Struct, frozen=True):
    """What is learned from the whole document."""

    body: float
    """Size of most text, in points."""
    rtl: bool
    colored: bool
    """Whether any text has a hue: a print in greys has lost what only a hue would tell."""


def look_of(pages: list[Page], rtl: bool) -> Look:
    """Measure the document's text."""
    exact: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            exact[run.size] += len(run.text)
    sizes: Counter[float] = Counter()
    for size, length in exact.items():
        sizes[round(size, 1)] += length
    colored = any(map(has_hue, {run.color for page in pages for run in page.runs}))
    return Look(max(sizes, key=lambda s: sizes[s], default=10.0), rtl, colored)


class PageLayout:
    """Takes one page apart; every run goes to exactly one element."""

    def __init__(self, page: Page, look: Look) -> None:
        self.page, self.look = page, look
        self.flat, self.upright = find_rules(page)
        self.marks, self.used = find_marks(page, look.body)
        boxes = find_boxes(page, self.flat, self.upright, look.body)
        symbols = find_symbols(page, self.used, look.body, look.rtl, look.colored, boxes)
        self.scales = [ScaleLine(page.index, found) for found in symbols if not self._is_grid_row(found)]
        self.scales += [ScaleLine(page.index, found) for found in icon_scales(page.icons, look.rtl)]
        self.marks = [m for m in self.marks if not any(_inside(m, s.found.box) for s in self.scales)]
        self.text = self._lines()
        self.frames: list[Box] = []
        """The document's frames around whole questions."""
        self.inputs = [f for f in page.fields if f.on is None]
        self.boxes = [b for b in boxes if not any(_frames(b, f) for f in self.inputs)]

    def _lines(self) -> PageText:
        runs, bullets = split_bullets([r for r in self.page.runs if id(r) not in self.used])
        lines = make_lines(runs, self.page.index, self.look.rtl)
        mark_items(lines, bullets, self.look.rtl)
        return PageText(lines)

    def give_back(self, typed: Sequence[Mark]) -> None:
        """Takes signs for text that were taken for controls."""
        self.marks = [m for m in self.marks if not any(m is sign for sign in typed)]
        self.used -= {id(sign.glyph) for sign in typed}
        self.text = self._lines()

    def _is_grid_row(self, found: ScaleFind) -> bool:
        """Whether symbols that say nothing are only the insides of a grid's radio buttons."""
        if any(state is not None for state in found.states):
            return False
        radios = [m for m in self.marks if m.control == Control.RADIO]
        row = [m for m in radios if _inside(m, found.box)]
        others = [m for m in radios if m not in row]
        in_columns = all(any(abs(m.cx - other.cx) < 0.2 * m.size for other in others) for m in row)
        return len(row) == len(found.labels) and in_columns

    def read(self, marks: list[Mark], witness: Witness) -> list[Element]:
        """The page's elements from top to bottom, given its controls with their settled state."""
        marks = [*marks, *unread_marks(self.page, self.text, self.boxes, marks, self.look.rtl)]
        self.marks = marks
        self._numbers()
        taken: list[Mark | BBox] = [*marks, *(s.found.box for s in self.scales)]
        marks = self.marks = [*marks, *unread_drawings(self.page, self.text, taken, self.look.rtl)]
        free = [m for m in marks if not any(_inside(m, s.found.box) for s in self.scales)]
        tables = self._tables()
        free = [m for m in free if not any(_scrolls(m, b) for b in self.boxes)]
        rows = ControlRows(self.page, self.text, self.flat, self.upright, self.boxes, self.look.rtl)
        options = rows.read(free)
        found: list[Element] = [*self.scales, *tables, *options, *self._answer_boxes(options)]
        found += [
            ScaleLine(self.page.index, scale)
            for scale in unread_symbols(self.page, self.text, self.look.body)
        ]
        texts = text_elements(self.text.lines(), self.look.rtl)
        self._find_walls(texts)
        found += texts
        found += [InputField(self.page.index, f) for f in self.inputs]
        for e in found:
            if isinstance(e, ScaleLine):
                e.found = witness.scale(self.page, e.found, self.look.rtl)
        found.sort(key=lambda e: e.top)
        return found

    def _tables(self) -> list[RuledTable]:
        """Tables without controls; their frames are no boxes for answers."""
        taken: list[Mark | BBox] = [
            *self.marks,
            *(s.found.box for s in self.scales),
            *(f.box for f in self.inputs),
        ]
        found = find_tables(self.page, self.text, self.flat, self.upright, taken, self.look.rtl)
        self.boxes = [b for b in self.boxes if not any(_covers(t.box, b) for t in found)]
        return found

    def _find_walls(self, texts: list[TextLine]) -> None:
        """Mark the lines of a table that goes on from the page before."""
        for text in texts:
            middle = text.segment.middle
            text.walled = sum(u.top < middle < u.bottom for u in self.upright) > 2
            if not text.walled and middle > HEAD * self.page.height:
                break

    def _numbers(self) -> None:
        for line in self.text.lines():
            start = line.segments[0].runs[0].text.lstrip()[:1]
            if start and not start.isdecimal():
                continue
            found = number_scale(line, self.page, self.flat, self.upright, self.look.rtl)
            if found:
                self.scales.append(ScaleLine(self.page.index, found))
                self.text.take(list(line.segments))

    # --- answer boxes -----------------------------------------------------------------------

    def _answer_boxes(self, options: list[Element]) -> list[AnswerBox]:
        found = []
        inputs = [e.label[0] for e in options if isinstance(e, OptionLine) and e.other and e.label]
        controls = [m.cy for m in self.marks]
        self.boxes += faint_boxes(self.page, self.upright, self.text, self.boxes, controls, self.look.body)
        for box in self.boxes:
            near = [
                s for s in self.text.between(box.top, box.bottom + self.look.body) if not _interrupts(s, box)
            ]
            cut = [s for s in near if _runs_out(s, box)]
            inside = [s for s in near if _within(s, box) or s in cut]
            beside = any(box.top + 1 < s.middle < box.bottom - 1 and s not in inside for s in near)
            if beside or (not inside and box.x1 - box.x0 < 6 * self.look.body):
                continue
            if self._is_frame(box, inside) or any(_within(s, box) for s in inputs):
                continue
            inside.sort(key=lambda s: (s.base, -s.x1 if self.look.rtl else s.x0))
            self.text.take(inside)
            whole = not cut and not any(_leaves(s, box, self.page.width) for s in inside)
            rows = _merge_rows(inside, self.look.rtl)
            lines = [s for row in rows if (s := without_icons(row, box.x0, box.x1))]
            whole = whole and not holds_picture(box, lines, self.page.images, self.look.body)
            found.append(AnswerBox(self.page.index, box, lines, whole))
        return found

    def _is_frame(self, box: Box, inside: list[Segment]) -> bool:
        """Whether a box holds controls, scales, boxes or columns, or is one of a table's cells."""
        if any(box.holds(m.cx, m.cy) and not _scrolls(m, box) for m in self.marks):
            return True
        if any(box.holds((s.found.box[0] + s.found.box[2]) / 2, s.found.box[1] + 2) for s in self.scales):
            return True
        if any(_side_by_side(a, b) for a in inside for b in inside):
            return True
        if is_as_wide(box, self.frames) and len({round(s.base) for s in inside}) > 1:
            return True  # a card without a field, or what a page break left of one
        for other in self.boxes:
            if other is box:
                continue
            if (
                box.holds(other.x0, other.top)
                and box.holds(other.x1, other.bottom)
                and not _alike(box, other)
            ):
                return True
            touching = abs(other.x0 - box.x1) < 1.5 or abs(other.x1 - box.x0) < 1.5
            if touching and abs(other.top - box.top) < 3:
                return True
        return False


def _covers(table: BBox, box: Box) -> bool:
    return table[0] < (box.x0 + box.x1) / 2 < table[2] and table[1] < (box.top + box.bottom) / 2 < table[3]


def _frames(box: Box, field: FormField) -> bool:
    x0, top, x1, bottom = field.box
    return box.holds((x0 + x1) / 2, (top + bottom) / 2)


def _inside(mark: Mark, box: tuple[float, float, float, float]) -> bool:
    return box[0] < mark.cx < box[2] and box[1] < mark.cy < box[3]


def _scrolls(mark: Mark, box: Box) -> bool:
    """Whether a control is part of a text area's scroll bar: it touches the box's side from within."""
    if not box.top < (mark.top + mark.bottom) / 2 < box.bottom:
        return False
    size = mark.x1 - mark.x0
    at_side = min(abs(box.x1 - mark.x1), abs(mark.x0 - box.x0)) < 0.3 * size
    return at_side and box.x1 - box.x0 > 8 * size


def _within(segment: Segment, box: Box) -> bool:
    return box.holds(segment.x0, segment.middle) and box.holds(segment.x1, segment.middle)


def _interrupts(segment: Segment, box: Box) -> bool:
    """Whether a text stands in a gap of a frame's upper side, as a legend does."""
    return abs(segment.middle - box.top) < LEGEND * segment.size


def _runs_out(segment: Segment, box: Box) -> bool:
    """Whether a line begins in a box, a little from its side, and ends beyond its other one."""
    if not box.top + 1 < segment.middle < box.bottom - 1 or _within(segment, box):
        return False
    begun = box.x1 - segment.x1 if segment.rtl else segment.x0 - box.x0
    over = box.x0 - segment.x0 if segment.rtl else segment.x1 - box.x1
    return 0 < begun < PADDING * segment.size and over > 0


def _leaves(segment: Segment, box: Box, width: float) -> bool:
    """Whether a box runs out of the page, and a line in it may go on there."""
    left = box.x0 < -1 and segment.x0 < segment.size
    return left or (box.x1 > width + 1 and segment.x1 > width - segment.size)


def _side_by_side(a: Segment, b: Segment) -> bool:
    """Whether two texts of different looks stand beside each other: a header, not an answer."""
    apart = b.x0 - a.x1 > 2 * a.size
    return apart and min(a.bottom, b.bottom) > max(a.top, b.top) and a.style() != b.style()


def _alike(a: Box, b: Box) -> bool:
    """Whether one box is only the other's inner edge."""
    return (b.x1 - b.x0) > 0.93 * (a.x1 - a.x0) and (b.bottom - b.top) > 0.7 * (a.bottom - a.top)


def _merge_rows(segments: list[Segment], rtl: bool) -> list[Segment]:
    """Segments of one baseline as one: in a box a wide gap is only white space."""
    rows: list[list[Segment]] = []
    for segment in segments:
        if rows and abs(segment.base - rows[-1][-1].base) < 0.22 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [row[0] if len(row) == 1 else _joined(row, rtl) for row in rows]


def _joined(row: list[Segment], rtl: bool) -> Segment:
    runs: list[Run] = [r for s in row for r in s.runs]
    return Segment(sorted(runs, key=lambda r: r.x0), rtl)
