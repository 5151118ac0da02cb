"""From a PDF page's own coordinates to points from the top left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pypdfium2.raw as c

from parsers.pdf.engines import pdfium_calls as pdfium
from parsers.pdf.engines.pdfium_calls import Handle, Values
from parsers.pdf.page import BBox

Matrix = tuple[float, float, float, float, float, float]


class Frame:
    """A page's size and the matrix that turns its coordinates."""

    def __init__(self, page: Any, way: int = 0) -> None:
        """``way``: quarter turns, clockwise, by which the page is turned from how it is shown."""
        box = c.FS_RECTF()
        c.FPDF_GetPageBoundingBox(page, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        self.way = way
        turn = (c.FPDFPage_GetRotation(page) + way) % 4
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
        self.box = Values(4)

    def __call__(self, handle: Handle, ctm: Matrix) -> BBox:
        pdfium.bounds_of(handle, *self.box.each)
        left, bottom, right, top = self.box.read()
        if ctm[0] == 1 and ctm[3] == -1:  # nearly every page
            x, y = ctm[4], ctm[5]
            return left + x, y - top, right + x, y - bottom
        return place(ctm, left, bottom, right, top)


def multiply(m: Iterable[float], n: Matrix) -> Matrix:
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
        self.parts = Values(4, "I")
        self.names: dict[tuple[int, ...], str] = {}
        self.last: tuple[int, ...] | None = None
        """Red, green, blue and alpha of the fill that was asked for last."""

    def fill(self, handle: Handle) -> str:
        """The fill's colour, empty where there is none."""
        if not pdfium.fill_of(handle, *self.parts.each):
            self.last = None
            return ""
        self.last = self.parts.read()
        return self._hex(self.last)

    def stroke(self, handle: Handle) -> str:
        """The stroke's colour, empty where there is none."""
        return self._hex(self.parts.read()) if pdfium.stroke_of(handle, *self.parts.each) else ""

    def _hex(self, key: tuple[int, ...]) -> str:
        name = self.names.get(key)
        if name is None:
            red, green, blue, _ = key
            name = self.names[key] = f"{red << 16 | green << 8 | blue:06x}"
        return name


_point = Values(2)


def clip_box(handle: Handle, ctm: Matrix) -> BBox | None:
    """The box that an object's clip paths leave, or None where there are none."""
    path = pdfium.clip_path(handle)
    count = pdfium.clip_count(path) if path else 0
    if count <= 0:
        return None
    box: BBox | None = None
    for i in range(count):
        xs: list[float] = []
        ys: list[float] = []
        for k in range(min(pdfium.clip_segment_count(path, i), 64)):
            pdfium.segment_point(pdfium.clip_segment(path, i, k), *_point.each)
            x, y = _point.read()
            xs.append(x)
            ys.append(y)
        if xs:
            one = place(ctm, min(xs), min(ys), max(xs), max(ys))
            box = one if box is None else intersect(box, one)
    return box
