"""pdfium's paths -> shapes: only as much of a path is read as tells what it is."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as c

from parsers.pdf.page import BBox, Kind, Shape
from parsers.pdf.pdfium_frame import Bounds, ColorReader, Matrix, clip_box, multiply, values

THIN = 4.0
"""Points; a border of 3 px at 130 %."""
SMALL = 64.0
"""Points; above, a shape is neither a mark nor a scale's cell."""


class PathReader:
    """Reads one path object at a time."""

    def __init__(self, bounds: Bounds, colors: ColorReader) -> None:
        self.bounds, self.colors = bounds, colors
        self.mode, self.stroked = ctypes.c_int(), ctypes.c_int()
        self.one = ctypes.c_float()
        self.matrix = c.FS_MATRIX()
        self.x, self.y = ctypes.c_float(), ctypes.c_float()

    def read(self, handle: Any, ctm: Matrix) -> Shape | None:
        """The shape, or None if nothing of it is painted."""
        c.FPDFPath_GetDrawMode(handle, self.mode, self.stroked)
        filled, stroked = self.mode.value != 0, self.stroked.value != 0
        if not (filled or stroked):
            return None
        box = self.bounds(handle, ctm)
        width, height = box[2] - box[0], box[3] - box[1]
        least, most = (width, height) if width < height else (height, width)
        if least <= THIN and most >= 2.5 * least:
            return Shape(Kind.LINE, *box, filled, stroked)
        if most <= SMALL:
            return self._small(handle, ctm, box, filled, stroked)
        kind, hollow = _outline(handle)
        return Shape(kind, *box, filled, stroked, hollow)

    def _small(self, handle: Any, ctm: Matrix, box: BBox, filled: bool, stroked: bool) -> Shape:
        kind, hollow = _outline(handle)
        fill = self.colors.fill(handle) if filled else ""
        stroke, width = "", 0.0
        if stroked:
            stroke = self.colors.stroke(handle)
            c.FPDFPageObj_GetStrokeWidth(handle, self.one)
            c.FPDFPageObj_GetMatrix(handle, self.matrix)
            a, b, *_ = multiply(values(self.matrix), ctm)
            width = self.one.value * (a * a + b * b) ** 0.5
        if kind == Kind.ROUNDED and self._slanted(handle):
            kind = Kind.POLYGON
        clip = clip_box(handle, ctm) if kind == Kind.POLYGON else None
        return Shape(kind, *box, filled, stroked, hollow, fill, stroke, width, clip)

    def _slanted(self, handle: Any) -> bool:
        """Whether an outline of lines and curves has a slanted line: a star, no box."""
        before: tuple[float, float] | None = None
        for i in range(min(c.FPDFPath_CountSegments(handle), 9)):
            segment = c.FPDFPath_GetPathSegment(handle, i)
            c.FPDFPathSegment_GetPoint(segment, self.x, self.y)
            here = (self.x.value, self.y.value)
            if before and c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_LINETO:
                across, up = abs(here[0] - before[0]), abs(here[1] - before[1])
                return min(across, up) > 0.1 * max(across, up)
            before = here
        return False


def _outline(handle: Any) -> tuple[str, bool]:
    """A path's kind, and whether it is a ring of two outlines, from a few of its segments."""
    count = c.FPDFPath_CountSegments(handle)
    get, kind_of = c.FPDFPath_GetPathSegment, c.FPDFPathSegment_GetType
    if count <= 4:
        return Kind.TICK, False
    line = c.FPDF_SEGMENT_LINETO
    first = kind_of(get(handle, 1))
    if count <= 6 and first == line:
        return Kind.RECT, False
    hollow = count >= 10 and count % 2 == 0 and kind_of(get(handle, count // 2)) == c.FPDF_SEGMENT_MOVETO
    second = kind_of(get(handle, 2))
    if first == line:
        if second != line:
            return Kind.ROUNDED, hollow
        return (Kind.RECT if hollow and count <= 12 else Kind.POLYGON), hollow
    if second == line or kind_of(get(handle, 3)) == line or kind_of(get(handle, 4)) == line:
        return Kind.ROUNDED, hollow
    return Kind.ROUND, hollow
