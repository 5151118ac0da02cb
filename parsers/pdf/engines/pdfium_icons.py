"""Controls and symbols that a page brings as pictures: drawn large, and looked at as a scan's are."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pypdfium2.raw as c
from numpy.typing import NDArray

from parsers.pdf.engines.pdfium_frame import Frame
from parsers.pdf.icon_scales import stand_in_line
from parsers.pdf.page import BBox, Icon, Page, Seen
from parsers.pixels import controls
from parsers.pixels.blobs import Blob
from parsers.pixels.choose import settled
from parsers.pixels.controls import Found

SIDE, MARGIN = 48, 8
"""Pixels: a picture's drawn height, and what is drawn around it to know its ground."""
INK = 40
"""Of 255: what differs less from the ground is no ink (JPEG's ripples reach 25)."""
ALIKE = 12.0
"""Of 255, mean difference: drawn at another fraction of a pixel a picture differs by up to 6, a full
star from an outlined one by 60."""
SOLID = 0.95
"""Of its box is ink: a spot of one colour is neither a control nor a symbol."""
MOST = 600
"""Pictures of a document that are looked at: a form has fewer, and each costs a drawing."""

Picture = NDArray[np.uint8]


class Icons:
    """The small pictures of one document."""

    def __init__(self) -> None:
        self._found: dict[int, list[tuple[Found, BBox]]] = {}
        self._icons: dict[int, list[Icon]] = {}
        self._looks: list[Picture] = []
        self._drawn = 0

    def look(self, index: int, page: Any, frame: Frame, images: Sequence[BBox]) -> None:
        """Look at a page's pictures."""
        read: list[tuple[Found | None, BBox, Icon]] = []
        for box in images:
            if self._drawn >= MOST:
                break
            self._drawn += 1
            dark = _ink(_drawn(page, frame, box))
            blob = _blob(dark)
            if blob is None or blob.area > SOLID * blob.width * blob.height:
                continue
            sign = controls.read(dark, blob, 0.0)
            icon = Icon(box, self._look(dark), float(dark.mean()))
            read.append((Found(blob, sign) if sign else None, _placed(blob, box), icon))
        symbols = [icon for found, _, icon in read if found is None]
        # A pale star may look like a control: beside a symbol it is one, too.
        beside = [found is None or any(stand_in_line(icon, s) for s in symbols) for found, _, icon in read]
        self._found[index] = [
            (f, box) for (f, box, _), not_one in zip(read, beside, strict=True) if f and not not_one
        ]
        self._icons[index] = [icon for (*_, icon), is_one in zip(read, beside, strict=True) if is_one]

    def added(self, pages: Sequence[Page]) -> list[Page]:
        """The pages with their controls, each beside all others of the document, and their other pictures."""
        states = iter(settled([f for found in self._found.values() for f, _ in found]))
        seen = {
            index: [Seen(box, sign.kind, sign.on) for _, box in found for sign in (next(states).sign,)]
            for index, found in self._found.items()
        }
        return [
            msgspec.structs.replace(p, controls=seen[p.index], icons=self._icons[p.index])
            if p.index in seen
            else p
            for p in pages
        ]

    def _look(self, dark: Picture) -> str:
        for n, known in enumerate(self._looks):
            if float(np.abs(known.astype(np.int16) - dark).mean()) < ALIKE:
                return f"picture {n}"
        self._looks.append(dark)
        return f"picture {len(self._looks) - 1}"


def _drawn(page: Any, frame: Frame, box: BBox) -> NDArray[np.uint8]:
    """A picture's place on the page as people see it: rows, columns, three colours."""
    scale = SIDE / (box[3] - box[1])
    side = SIDE + 2 * MARGIN
    bitmap = c.FPDFBitmap_Create(side, side, 0)
    if not bitmap:
        raise MemoryError("no room for the picture of a control")
    try:
        c.FPDFBitmap_FillRect(bitmap, 0, 0, side, side, 0xFFFFFFFF)
        left, top = round(MARGIN - box[0] * scale), round(MARGIN - box[1] * scale)
        size = round(frame.width * scale), round(frame.height * scale)
        c.FPDF_RenderPageBitmap(bitmap, page, left, top, *size, frame.way, 0)
        stride = c.FPDFBitmap_GetStride(bitmap)
        raw = ctypes.string_at(c.FPDFBitmap_GetBuffer(bitmap), stride * side)
        return np.frombuffer(raw, np.uint8).reshape(side, stride // 4, 4)[:, :side, :3]
    finally:
        c.FPDFBitmap_Destroy(bitmap)


def _ink(picture: NDArray[np.uint8]) -> Picture:
    """How far each spot is from the ground, which is what most of the picture's rim shows."""
    rim = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    ground = np.median(rim, axis=0)
    ink: Picture = np.abs(picture.astype(np.int16) - ground).max(axis=2).astype(np.uint8)
    return ink


def _blob(dark: Picture) -> Blob | None:
    """The box around all ink within the picture's place; None where it is empty."""
    ink = dark > max(INK, int(dark.max()) // 3)
    ink[:2], ink[-2:], ink[:, :2], ink[:, -2:] = False, False, False, False
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return Blob(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1, int(ink.sum()))


def _placed(blob: Blob, box: BBox) -> BBox:
    """A blob's box on the page."""
    points = (box[3] - box[1]) / SIDE
    x, y = box[0] - MARGIN * points, box[1] - MARGIN * points
    return x + blob.x0 * points, y + blob.y0 * points, x + blob.x1 * points, y + blob.y1 * points
