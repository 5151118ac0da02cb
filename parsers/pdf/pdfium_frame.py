"""From a PDF page's own coordinates to points from the top left."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as c

from parsers.pdf.page import BBox

Matrix = tuple[float, float, float, float, float, float]


class Frame:
    """A page's size and the matrix that turns its coordinates."""

    def __init__(self, page: Any) -> None:
        box = c.FS_RECTF()
        c.FPDF_GetPageBoundingBox(page, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        turn = c.FPDFPage_GetRotation(page)
        self.matrix: Matrix = (
            (1, 0, 0, -1, -left, top),
            (0, 1, 1, 0, -bottom, -left),
            (-1, 0, 0, 1, right, -bottom),
            (0, -1, -1, 0, top, right),
        )[turn]
        size = (right - left, top - bottom)
        self.width, self.height = size if turn % 2 == 0 else size[::-1]

    def place(self, left: float, bottom: float, right: float, top: float) -> BBox:
        """A box of the page's own coordinates in points from the top left."""
        return place(self.matrix, left, bottom, right, top)


class Bounds:
    """Reads objects' boxes into one buffer."""

    def __init__(self) -> None:
        self.left, self.bottom, self.right, self.top = (ctypes.c_float() for _ in range(4))

    def __call__(self, handle: Any, ctm: Matrix) -> BBox:
        c.FPDFPageObj_GetBounds(handle, self.left, self.bottom, self.right, self.top)
        if ctm[0] == 1 and ctm[3] == -1:  # nearly every page
            x, y = ctm[4], ctm[5]
            return self.left.value + x, y - self.top.value, self.right.value + x, y - self.bottom.value
        return place(ctm, self.left.value, self.bottom.value, self.right.value, self.top.value)


def values(m: Any) -> Matrix:
    """A C matrix as a tuple."""
    return m.a, m.b, m.c, m.d, m.e, m.f


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    a, b, cc, d, e, f = m
    g, h, i, j, k, o = n
    return a * g + b * i, a * h + b * j, cc * g + d * i, cc * h + d * j, e * g + f * i + k, e * h + f * j + o


def place(m: Matrix, left: float, bottom: float, right: float, top: float) -> BBox:
    """A box turned by a matrix."""
    a, b, cc, d, e, f = m
    xs = [a * x + cc * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


def intersect(a: BBox, b: BBox) -> BBox:
    """What two boxes share; turned inside out where they share nothing."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


class ColorReader:
    """Reads colours as ``rrggbb``."""

    def __init__(self) -> None:
        self.parts = [ctypes.c_uint() for _ in range(4)]

    def fill(self, handle: Any) -> str:
        """The fill's colour, empty where there is none."""
        return self._hex(c.FPDFPageObj_GetFillColor(handle, *self.parts))

    def stroke(self, handle: Any) -> str:
        """The stroke's colour, empty where there is none."""
        return self._hex(c.FPDFPageObj_GetStrokeColor(handle, *self.parts))

    def _hex(self, known: int) -> str:
        red, green, blue, _ = self.parts
        return f"{red.value << 16 | green.value << 8 | blue.value:06x}" if known else ""


def clip_box(handle: Any, ctm: Matrix) -> BBox | None:
    """The box that an object's clip paths leave, or None where there are none."""
    path = c.FPDFPageObj_GetClipPath(handle)
    count = c.FPDFClipPath_CountPaths(path) if path else 0
    box: BBox | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(max(count, 0)):
        xs: list[float] = []
        ys: list[float] = []
        for k in range(min(c.FPDFClipPath_CountPathSegments(path, i), 64)):
            c.FPDFPathSegment_GetPoint(c.FPDFClipPath_GetPathSegment(path, i, k), x, y)
            xs.append(x.value)
            ys.append(y.value)
        if xs:
            one = place(ctm, min(xs), min(ys), max(xs), max(ys))
            box = one if box is None else intersect(box, one)
    return box
