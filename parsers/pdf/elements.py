"""What layout finds on a page, in reading order, before blocks are made of it."""

from __future__ import annotations

from parsers.blocks import Role
from parsers.pdf.boxes import Box
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.page import BBox, FormField
from parsers.pdf.scales import ScaleFind


class Element:
    """Something on a page. ``top`` orders it; equal tops keep the order they were made in."""

    __slots__ = ("page", "top")

    def __init__(self, page: int, top: float) -> None:
        self.page, self.top = page, top


class TextLine(Element):
    """A line of running text, with what was drawn apart from it."""

    __slots__ = ("alone", "column", "number", "required", "role", "segment", "start", "walled")

    def __init__(self, page: int, segment: Segment) -> None:
        super().__init__(page, segment.base - segment.size)
        self.segment = segment
        self.number: str | None = None
        self.start = segment.first
        """The x where its number begins, which was taken off; else where it begins itself."""
        self.required = False
        self.role: Role | None = None
        self.alone = False
        """Other text stands beside it."""
        self.column: int | None = None
        """Which of the columns that stand side by side; only lines of one are a paragraph."""
        self.walled = False
        """In a cell of a table that goes on from the page before."""


class OptionLine(Element):
    """A control with its label's lines."""

    __slots__ = ("label", "mark", "other", "rest")

    def __init__(
        self, page: int, mark: Mark, label: list[Segment], other: bool, rest: list[Segment] | None = None
    ) -> None:
        super().__init__(page, mark.cy - 0.5 * mark.size)
        self.mark, self.label, self.other = mark, label, other
        self.rest = rest or []
        """The label's further lines, where they stand around the control or beside other options."""


class MarkRow(Element):
    """Controls side by side without labels between them: a row of a grid."""

    __slots__ = ("bounds", "marks")

    def __init__(self, page: int, marks: list[Mark], top: float) -> None:
        super().__init__(page, top)
        self.marks = marks
        """In reading order."""
        self.bounds: tuple[float, float, float] | None = None
        """Where there is a ruled table: the rules above and below, and the one beside the label."""


class ScaleLine(Element):
    """A rating or a scale of numbers."""

    __slots__ = ("found",)

    def __init__(self, page: int, found: ScaleFind) -> None:
        super().__init__(page, found.box[1])
        self.found = found


class InputField(Element):
    """A text field or a list that states what stands in it."""

    __slots__ = ("field",)

    def __init__(self, page: int, field: FormField) -> None:
        super().__init__(page, field.box[1])
        self.field = field


class AnswerBox(Element):
    """A bordered area and the lines in it."""

    __slots__ = ("box", "lines", "whole")

    def __init__(self, page: int, box: Box, lines: list[Segment], whole: bool = True) -> None:
        super().__init__(page, box.top)
        self.box, self.lines = box, lines
        self.whole = whole
        """Neither the box runs out of the page, nor a line out of the box."""


class RuledTable(Element):
    """A table of two columns: the lines of each row's cells in reading order, and where each cell ends."""

    __slots__ = ("box", "edges", "rows")

    def __init__(
        self, page: int, box: BBox, rows: list[list[list[Segment]]], edges: list[list[float]]
    ) -> None:
        super().__init__(page, box[1])
        self.box, self.rows, self.edges = box, rows, edges

    @property
    def padding(self) -> float:
        """What the cells leave free beside their walls."""
        starts = [s.first for row in self.rows for s in row[0]]
        wall = self.box[0]
        if any(s.rtl for row in self.rows for s in row[0]):
            return max(self.box[2] - max(starts, default=self.box[2]), 0.0)
        return max(min(starts, default=wall) - wall, 0.0)
