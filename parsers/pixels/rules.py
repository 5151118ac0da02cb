"""Borders and ruled lines in a page's ink."""

from __future__ import annotations

import msgspec
import numpy as np

from parsers.pixels.blobs import Blob, Mask, blobs, long_runs, without_gaps
from parsers.pixels.lines import TextLine

LEAST_RULE = 0.3
"""Inches: shorter strokes may be a large letter's. A number scale's cells are wider."""
THICKEST = 0.045
"""Inches: a thicker bar is a filled area."""
LEAST_BOX = (0.2, 0.15)
"""Inches, width and height: smaller outlines are controls, and so are squares up to ``controls.LARGEST``."""
WHOLE = 0.9
"""Of each side of a box has ink; noise takes some, text that touches a line adds none."""
ROW, WALL = 0.4, 0.92
"""Inches: a row that is no higher may have cells; of its height a wall is ink, a letter in it is not."""
FILLED = 0.6
"""Of a box's area is ink: it is filled."""
BARE = 0.3
"""Of a line has ink right above, or right below: an underline has some, a row through letters has half."""
ALIGNED, ITEM = 0.03, 0.6
"""Inches: by how much sides of one box are out of line, and how high an item's box is at most."""
SPLINTER = 0.18, 0.1
"""Inches, and of its height: a line is higher, and thinner. An l of 18 points has 0.18 and 0.12."""
CORNER = 0.03
"""Inches that a round corner takes of a side."""


class Border(msgspec.Struct, frozen=True, gc=False):
    """A rectangle's outline; ``thick``: of its sides, in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int
    thick: float
    filled: bool = False

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0


def borders(ink: Mask, found: list[Blob], dpi: float) -> list[Border]:
    """The rectangles among a page's blobs."""
    return [
        cell
        for blob in found
        if blob.width > LEAST_BOX[0] * dpi
        and blob.height > LEAST_BOX[1] * dpi
        and (border := _border(ink[blob.y0 : blob.y1, blob.x0 : blob.x1], blob, dpi))
        for cell in _cells(ink, border, dpi)
    ]


def _cells(ink: Mask, b: Border, dpi: float) -> list[Border]:
    """The cells of a table's row, whose walls are too short for rules; a box without walls is one."""
    edge = int(b.thick) + 3
    inner = ink[b.y0 + edge : b.y1 - edge, b.x0 + edge : b.x1 - edge]
    if b.filled or b.height > ROW * dpi or not inner.size:
        return [b]
    dark = np.flatnonzero(inner.mean(axis=0) > WALL)
    groups = np.split(dark, np.flatnonzero(np.diff(dark) > 1) + 1) if len(dark) else []
    walls = [
        (int(g[0]) + b.x0 + edge, int(g[-1]) + 1 + b.x0 + edge) for g in groups if len(g) <= THICKEST * dpi
    ]
    if not walls:
        return [b]
    lefts, rights = [b.x0, *(x0 for x0, _ in walls)], [*(x1 for _, x1 in walls), b.x1]
    return [
        Border(x0, b.y0, x1, b.y1, _thickness(ink[b.y0 : b.y1, x0:x1]))
        for x0, x1 in zip(lefts, rights, strict=True)
    ]


def _thickness(patch: Mask) -> float:
    """Of a cell's upper and lower side, between its corners."""
    height, width = patch.shape
    inner = patch[:, width // 4 : -(width // 4) or None]
    return float(np.median([np.median(_depth(side[: height // 2])) for side in (inner, inner[::-1])]))


def _border(patch: Mask, blob: Blob, dpi: float) -> Border | None:
    """The outline in a blob, of which letters that touch it may be a part."""
    left, top, right, bottom = _outer_lines(patch)
    patch = patch[top:bottom, left:right]
    band, corner = max(3, int(0.025 * dpi)), int(CORNER * dpi)
    height, width = patch.shape
    if width < LEAST_BOX[0] * dpi or height < LEAST_BOX[1] * dpi:
        return None
    inner = slice(corner, -corner)
    reach = min(height, width) // 2
    sides = [patch[:, inner], patch[::-1, inner], patch[inner].T, patch[inner, ::-1].T]
    if any(side[:band].any(axis=0).mean() < WHOLE for side in sides):
        return None
    thick = float(np.median([np.median(_depth(side[:reach])) for side in sides]))
    filled = bool(patch.mean() > FILLED) and thick > THICKEST * dpi
    return Border(blob.x0 + left, blob.y0 + top, blob.x0 + right, blob.y0 + bottom, thick, filled)


def _outer_lines(patch: Mask) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the lines that run through most of a blob."""
    height, width = patch.shape
    rows = np.flatnonzero(patch.sum(axis=1) > 0.75 * width)
    if not len(rows):
        return 0, 0, width, height
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(patch[top:bottom].sum(axis=0) > 0.75 * (bottom - top))
    if not len(columns) or bottom - top < 0.5 * height:
        return 0, 0, width, height
    top = 0 if not patch[:top].any() else max(0, top - 1)
    return int(columns[0]), top, int(columns[-1]) + 1, bottom


def _depth(side: Mask) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """How many pixels of ink follow each other from a side's first ones on, by column."""
    first = np.argmax(side, axis=0)
    rows = np.arange(len(side))[:, None]
    ends = np.where((rows > first) & ~side, rows, len(side)).min(axis=0)
    depth: np.ndarray[tuple[int, ...], np.dtype[np.int64]] = ends - first
    return depth


def without_borders(ink: Mask, found: list[Border]) -> Mask:
    """The ink without the outlines of boxes."""
    ink = ink.copy()
    for b in found:
        if b.filled:
            continue
        t = int(b.thick) + 3
        for rows, columns in (
            (slice(b.y0 - 1, b.y0 + t), slice(b.x0, b.x1)),
            (slice(b.y1 - t, b.y1 + 1), slice(b.x0, b.x1)),
            (slice(b.y0, b.y1), slice(b.x0 - 1, b.x0 + t)),
            (slice(b.y0, b.y1), slice(b.x1 - t, b.x1 + 1)),
        ):
            ink[max(0, rows.start) : rows.stop, max(0, columns.start) : columns.stop] = False
        _clear_corners(ink, b, t)
    return ink


def _clear_corners(ink: Mask, b: Border, t: int) -> None:
    size = 3 * t
    for x in (b.x0, b.x1 - size):
        for y in (b.y0, b.y1 - size):
            ink[max(0, y) : y + size, max(0, x) : x + size] = False


def rules(ink: Mask, dpi: float) -> tuple[list[Blob], Mask]:
    """Thin level lines, and the ink without them."""
    long = long_runs(without_gaps(ink, max(2, int(0.015 * dpi))), int(LEAST_RULE * dpi))
    found = [b for b in blobs(long) if b.height <= THICKEST * dpi and _is_bare(b, ink)]
    rest = ink.copy()
    for b in found:
        band = rest[max(0, b.y0 - 1) : b.y1 + 1, b.x0 : b.x1]
        above, below = _beside(b, ink)
        band[:, ~(above & below)] = False  # what goes on above and below is a letter's
    return found, rest


def _beside(b: Blob, ink: Mask) -> tuple[Mask, Mask]:
    """The ink just above and below a line."""
    none = np.zeros(b.x1 - b.x0, bool)
    above = ink[b.y0 - 3, b.x0 : b.x1] if b.y0 > 2 else none
    below = ink[b.y1 + 2, b.x0 : b.x1] if b.y1 + 2 < len(ink) else none
    return above, below


def _is_bare(b: Blob, ink: Mask) -> bool:
    """Whether there is paper along a line: a row of letters is none."""
    above, below = _beside(b, ink)
    return max(float(above.mean()), float(below.mean())) < BARE


def cut_boxes(flat: list[Blob], upright: list[Blob], lines: list[TextLine], dpi: float) -> list[Border]:
    """Boxes with a text each that lack their right side, several below each other: a page cut them off."""
    slack, low, high = ALIGNED * dpi, LEAST_BOX[1] * dpi, ITEM * dpi
    found = []
    for top in flat:
        for bottom in flat:
            if not low < bottom.y0 - top.y0 < high or abs(top.x0 - bottom.x0) > slack:
                continue
            joined = any(
                abs(u.x0 - top.x0) < slack and u.y0 < top.y1 + slack and u.y1 > bottom.y0 - slack
                for u in upright
            )
            middle = (top.y0 + bottom.y1) / 2
            inside = [x for x in lines if x.y0 < middle < x.y1 and top.x0 < x.x0 < x.x1 < top.x1]
            if joined and len(inside) == 1 and abs(top.x1 - bottom.x1) < slack:
                found.append(Border(top.x0, top.y0, top.x1, bottom.y1, 2.0))
    return found if len(found) > 1 else []


def splinters(found: list[Blob], dpi: float) -> list[Blob]:
    """What is left of upright lines that are shorter than rules: no letter is as high and as thin."""
    return [b for b in found if b.height > SPLINTER[0] * dpi and b.width < SPLINTER[1] * b.height]


def upright(ink: Mask, dpi: float) -> tuple[list[Blob], Mask]:
    """Thin upright lines, and the ink without them."""
    found, rest = rules(np.ascontiguousarray(ink.T), dpi)
    return [Blob(b.y0, b.x0, b.y1, b.x1, b.area) for b in found], np.ascontiguousarray(rest.T)
