"""Frames around whole questions: all of a document are of one width, and fields within them are narrower."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from parsers.pdf.boxes import Box
from parsers.pdf.elements import ScaleLine
from parsers.pdf.marks import Mark

SIDES = 1.5
"""Points: the sides of frames of one width differ by no more."""


class Framed(Protocol):
    """A page with its controls, scales and boxes."""

    boxes: list[Box]
    marks: list[Mark]
    scales: list[ScaleLine]


def frames_of(layouts: Sequence[Framed]) -> list[Box]:
    """Boxes around drawn controls or a scale, and what stands above them: no cells, no text's scroll bar."""
    return [box for layout in layouts for box in layout.boxes if _is_frame(box, layout)]


def is_as_wide(box: Box, frames: Sequence[Box]) -> bool:
    """Whether a box has a frame's sides."""
    return any(abs(f.x0 - box.x0) < SIDES and abs(f.x1 - box.x1) < SIDES for f in frames)


def _is_frame(box: Box, page: Framed) -> bool:
    drawn = [m for m in page.marks if m.glyph is None and box.holds(m.cx, m.cy)]
    scales = [s for s in page.scales if _holds(box, s)]
    middle = (box.x0 + box.x1) / 2
    rows = {round(m.cy / max(m.size, 1.0)) for m in drawn if m.x1 < middle or len(drawn) > 2}
    return len(rows) > 1 or bool(scales)


def _holds(box: Box, scale: ScaleLine) -> bool:
    x0, top, x1, bottom = scale.found.box
    return box.holds(x0, top) and box.holds(x1, bottom)
