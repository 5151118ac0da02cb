"""What of a page makes no difference to its picture: it is drawn with it and without."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as c
from PIL import Image, ImageChops

from parsers.pdf.engines.pdfium_calls import Handle, bare
from parsers.pdf.engines.pdfium_frame import Frame
from parsers.pdf.page import Run, Shape

SEEN = 16
"""Of 255: the least difference of a channel that an eye finds."""
ENOUGH = 0.5
"""Of its width: of what is seen of a text or a mark. Less is a remnant that says something else."""
SCALE = 2.0
"""Pixels to a point, for a page of up to ``MAX_SIDE`` pixels."""
MAX_SIDE = 2400
_set_active = bare(c.FPDFPageObj_SetIsActive)


def alike(page: Any, frame: Frame, items: Sequence[tuple[Handle, Run | Shape]]) -> dict[int, Run | Shape]:
    """The items without which the page looks the same at their places; no more of it is drawn."""
    view = _View(frame, [what for _, what in items])
    with _picture(page, view) as with_them:
        try:
            for handle, _ in items:
                _set_active(handle, 0)
            with _picture(page, view) as without:
                bands = ImageChops.difference(with_them, without).split()
        finally:
            for handle, _ in items:
                _set_active(handle, 1)
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2]).point(
        [255 * (v >= SEEN) for v in range(256)]
    )
    return {id(what): what for _, what in items if not _stands_out(most, view.place(what))}


class _View:
    """The part of a page's picture in which some things stand, in whole pixels."""

    def __init__(self, frame: Frame, things: Sequence[Run | Shape]) -> None:
        self.way, self.left, self.top = frame.way, 0, 0
        self.scale = min(SCALE, MAX_SIDE / max(frame.width, frame.height, 1.0))
        self.page = tuple(max(1, round(side * self.scale)) for side in (frame.width, frame.height))
        lefts, tops, rights, bottoms = zip(*map(self.place, things), strict=True)
        self.left, self.top = max(0, min(lefts)), max(0, min(tops))
        self.across = max(1, min(self.page[0], max(rights)) - self.left)
        self.down = max(1, min(self.page[1], max(bottoms)) - self.top)

    def place(self, what: Run | Shape) -> tuple[int, int, int, int]:
        """Left, top, right and bottom."""
        left, top = int(what.x0 * self.scale) - self.left, int(what.top * self.scale) - self.top
        right, bottom = int(what.x1 * self.scale) + 1, int(what.bottom * self.scale) + 1
        return left, top, right - self.left, bottom - self.top


def _stands_out(change: Image.Image, place: tuple[int, int, int, int]) -> bool:
    ink = change.crop(place).getbbox()
    return ink is not None and ink[2] - ink[0] >= ENOUGH * (place[2] - place[0] - 1)


@contextmanager
def _picture(page: Any, view: _View) -> Iterator[Image.Image]:
    """What is drawn in a view: blue, green, red and a fourth that says nothing, in pdfium's own memory."""
    bitmap = c.FPDFBitmap_Create(view.across, view.down, 0)
    if not bitmap:
        raise MemoryError("no room for the picture of a page")
    try:
        c.FPDFBitmap_FillRect(bitmap, 0, 0, view.across, view.down, 0xFFFFFFFF)
        where = (-view.left, -view.top, *view.page)
        c.FPDF_RenderPageBitmap(bitmap, page, *where, view.way, c.FPDF_ANNOT)
        stride = c.FPDFBitmap_GetStride(bitmap)
        raw = (ctypes.c_ubyte * (stride * view.down)).from_address(c.FPDFBitmap_GetBuffer(bitmap))
        yield Image.frombuffer("RGBX", (view.across, view.down), raw, "raw", "RGBX", stride, 1)
    finally:
        c.FPDFBitmap_Destroy(bitmap)
