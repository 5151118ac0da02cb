"""pdfium's paths -> shapes: only as much of a path is read as tells what it is."""

from __future__ import annotations

import pypdfium2.raw as c

from parsers.pdf.engines import pdfium_calls as pdfium
from parsers.pdf.engines.pdfium_calls import Handle, Values
from parsers.pdf.engines.pdfium_frame import Bounds, ColorReader, Matrix, clip_box, multiply, place
from parsers.pdf.page import BBox, Kind, Shape

LINE_TO, MOVE_TO = c.FPDF_SEGMENT_LINETO, c.FPDF_SEGMENT_MOVETO
THIN = 4.0
"""Points; a border of 3 px at 130 %."""
THICK = 1.5
"""Points; a stroke that is thicker is measured exactly."""
MAX_POINTS = 128
"""A circle has up to 97."""
SMALL = 64.0
"""Points; above, a shape is neither a mark nor a scale's cell."""


class PathReader:
    """Reads one path object at a time."""

    def __init__(self, bounds: Bounds, colors: ColorReader) -> None:
        self.bounds, self.colors = bounds, colors
        self.modes = Values(2, "i")
        self.one, self.matrix, self.point = Values(1), Values(6), Values(2)

    def read(self, handle: Handle, ctm: Matrix) -> Shape | None:
        """The shape, or None if nothing of it is painted."""
        pdfium.draw_mode_of(handle, *self.modes.each)
        fill_mode, stroke_mode = self.modes.read()
        if not (fill_mode or stroke_mode):
            return None
        filled, stroked = fill_mode != 0, stroke_mode != 0
        box = self.bounds(handle, ctm)
        width, height = box[2] - box[0], box[3] - box[1]
        least, most = (width, height) if width < height else (height, width)
        if least <= THIN and most >= 2.5 * least:
            return Shape(Kind.LINE, *box, filled, stroked)
        if most <= SMALL:
            return self._small(handle, ctm, box, filled, stroked)
        kind, hollow = _outline(handle)
        return Shape(kind, *box, filled, stroked, hollow)

    def _small(self, handle: Handle, ctm: Matrix, box: BBox, filled: bool, stroked: bool) -> Shape:
        kind, hollow = _outline(handle)
        fill = self.colors.fill(handle) if filled else ""
        stroke, width = "", 0.0
        if stroked:
            stroke = self.colors.stroke(handle)
            pdfium.stroke_width_of(handle, self.one.all)
            pdfium.matrix_of(handle, self.matrix.all)
            matrix = multiply(self.matrix.read(), ctm)
            width = self.one.read()[0] * (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5
            if width > THICK:
                box = self._drawn(handle, matrix, width / 2) or box
        elif hollow:
            width = self._border(handle, ctm, box)
        if kind == Kind.ROUNDED and self._slanted(handle):
            kind = Kind.POLYGON
        clip = clip_box(handle, ctm) if kind == Kind.POLYGON else None
        return Shape(kind, *box, filled, stroked, hollow, fill, stroke, width, clip)

    def _drawn(self, handle: Handle, matrix: Matrix, half: float) -> BBox | None:
        """The box of a path with its stroke: pdfium's own leaves room for a pointed corner of that stroke."""
        box = self._spanned(handle, matrix, 0, pdfium.segment_count(handle))
        return box and (box[0] - half, box[1] - half, box[2] + half, box[3] + half)

    def _border(self, handle: Handle, ctm: Matrix, box: BBox) -> float:
        """How thick a border of two outlines is, of which either may come first; the second begins at half
        of the points."""
        count = pdfium.segment_count(handle)
        pdfium.matrix_of(handle, self.matrix.all)
        matrix = multiply(self.matrix.read(), ctm)
        halves = (
            self._spanned(handle, matrix, 0, count // 2),
            self._spanned(handle, matrix, count // 2, count),
        )
        widths = [half[2] - half[0] for half in halves if half]
        return (box[2] - box[0] - min(widths)) / 2 if widths else 0.0

    def _spanned(self, handle: Handle, matrix: Matrix, start: int, end: int) -> BBox | None:
        """What some of a path's points span."""
        if not start < end <= MAX_POINTS:
            return None
        xs: list[float] = []
        ys: list[float] = []
        for i in range(start, end):
            pdfium.segment_point(pdfium.segment(handle, i), *self.point.each)
            x, y = self.point.read()
            xs.append(x)
            ys.append(y)
        return place(matrix, min(xs), min(ys), max(xs), max(ys))

    def _slanted(self, handle: Handle) -> bool:
        """Whether an outline of lines and curves has a slanted line: a star, no box."""
        before: tuple[float, ...] | None = None
        for i in range(min(pdfium.segment_count(handle), 9)):
            segment = pdfium.segment(handle, i)
            pdfium.segment_point(segment, *self.point.each)
            here = self.point.read()
            if before and pdfium.segment_type(segment) == LINE_TO:
                across, up = abs(here[0] - before[0]), abs(here[1] - before[1])
                return bool(min(across, up) > 0.1 * max(across, up))
            before = here
        return False


def _outline(handle: Handle) -> tuple[str, bool]:
    """A path's kind, and whether it is a ring of two outlines, from a few of its segments."""
    count = pdfium.segment_count(handle)
    get, kind_of = pdfium.segment, pdfium.segment_type
    if count <= 4:
        return Kind.TICK, False
    line = LINE_TO
    first = kind_of(get(handle, 1))
    if count <= 6 and first == line:
        return Kind.RECT, False
    hollow = count >= 10 and count % 2 == 0 and kind_of(get(handle, count // 2)) == MOVE_TO
    second = kind_of(get(handle, 2))
    if first == line:
        if second != line:
            return Kind.ROUNDED, hollow
        return (Kind.RECT if hollow and count <= 12 else Kind.POLYGON), hollow
    if second == line or kind_of(get(handle, 3)) == line or kind_of(get(handle, 4)) == line:
        return Kind.ROUNDED, hollow
    return Kind.ROUND, hollow
