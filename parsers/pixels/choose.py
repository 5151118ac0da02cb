"""Which of a page's blobs are controls: what stands apart from the letters around it, as a control does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from parsers.pixels import controls
from parsers.pixels.blobs import Blob, Mask, holes
from parsers.pixels.controls import Found
from parsers.pixels.lines import TextLine
from parsers.pixels.signs import Sign

NEAR = 0.28
"""Of its size: letters of one word stand nearer to each other, labels further from their control."""
LEAN = 0.3
"""Of its size: a slanted letter's neighbour reaches no further over it."""
BESIDE = 2.5
"""Of its size: a label is no further."""
SAME_FOOT = 0.07
"""Of its size: a letter ends on its neighbours' baseline, a control below it."""
SAME_HEAD = 1.12
"""Times a capital's height: a letter O is no higher."""
SMALL_LETTER, TALL_LETTER = 1.5, 1.35
"""Times the height of the highest of the small letters that follow: a capital is no higher; the second where
one of them is a t or higher."""
SIDE = 0.85
"""Of a box's side is ink."""
BLANK = 0.45
"""Of an O's width: a blank after it is no wider."""
OPEN_SHAPE = 0.3
"""Of an outline's box is white and closed in, at least."""
COLUMN = 0.3
"""Of a control's size: controls of one list stand no further out of line."""
PITCH = 4.5
"""Times a control's size: the next of a list is no further."""
INK = 0.03
"""Of a control's place is ink where one was drawn that was not found."""


def controls_of(
    dark: NDArray[np.uint8], ink: Mask, found: Sequence[Blob], noise: float, dpi: float
) -> list[Found]:
    """The controls of a page, those inside others left out."""
    sure: list[Found] = []
    doubtful: list[Found] = []
    rows = _Rows(found)
    for blob in sorted(
        (b for b in found if controls.may_be(b, dpi)), key=lambda b: -b.area - b.width * b.height
    ):
        if any(_inside(blob, other.blob) for other in (*sure, *doubtful)):
            continue
        sign = controls.read(dark, blob, noise)
        if sign is None:
            continue
        framed = _is_framed(ink[blob.y0 : blob.y1, blob.x0 : blob.x1])
        if not _stands_alone(blob, sign, rows, framed):
            continue
        if sign.on is None and not sign.heavy:
            if framed or (_is_outline(blob, ink) and _overtops(blob, rows)):
                doubtful.append(Found(blob, sign))
        else:
            sure.append(Found(blob, sign))
    return sure + [f for f in doubtful if _labelled(f.blob, rows) or _in_line(f.blob, sure)]


def _labelled(blob: Blob, rows: _Rows) -> bool:
    """Whether a text begins on its right, and none ends on its left."""
    near = rows.label(blob)
    return any(b.x0 > blob.x1 for b in near) and not any(b.x1 < blob.x0 for b in near)


def _is_outline(blob: Blob, ink: Mask) -> bool:
    """Whether a blob closes in most of its box, or is filled."""
    patch = np.pad(ink[blob.y0 : blob.y1, blob.x0 : blob.x1], 1)
    white = sum(h.area for h in holes(patch))
    area = blob.width * blob.height
    return white > OPEN_SHAPE * area or blob.area > 0.6 * area


def _inside(blob: Blob, other: Blob) -> bool:
    return other.x0 - 1 <= blob.cx <= other.x1 + 1 and other.y0 - 1 <= blob.cy <= other.y1 + 1


def _in_line(blob: Blob, sure: Iterable[Found]) -> bool:
    """Whether a control of its size stands above, below or beside it."""
    return any(
        max(blob.width, f.blob.width) < 1.25 * min(blob.width, f.blob.width)
        and min(abs(f.blob.cx - blob.cx), abs(f.blob.cy - blob.cy)) < COLUMN * blob.width
        for f in sure
    )


def _twins(a: Blob, b: Blob) -> bool:
    """Whether two are as large as each other: controls side by side."""
    return abs(a.width - b.width) <= 2 and abs(a.height - b.height) <= 2 and abs(a.y0 - b.y0) <= 2


class _Rows:
    """Finds a blob's neighbours."""

    def __init__(self, found: Sequence[Blob]) -> None:
        self.blobs = sorted(found, key=lambda b: b.x0)
        self.x0 = np.array([b.x0 for b in self.blobs])
        self.x1 = np.array([b.x1 for b in self.blobs])
        self.y0 = np.array([b.y0 for b in self.blobs])
        self.y1 = np.array([b.y1 for b in self.blobs])

    def beside(self, blob: Blob, reach: float) -> list[Blob]:
        """What stands left or right of it within ``reach`` pixels, on its height."""
        level = np.minimum(self.y1, blob.y1) - np.maximum(self.y0, blob.y0)
        low = np.minimum(self.y1 - self.y0, blob.height)
        gap = np.maximum(self.x0 - blob.x1, blob.x0 - self.x1)
        near = (level > 0.4 * low) & (gap > -LEAN * blob.width) & (gap < reach)
        near &= self.y1 - self.y0 < 3 * blob.height
        return [b for n in np.flatnonzero(near) if not _inside(b := self.blobs[n], blob) and b is not blob]

    def label(self, blob: Blob) -> list[Blob]:
        """The letters on its right (or left) that may be its label's."""
        beside = self.beside(blob, BESIDE * blob.width)
        return [b for b in beside if b.height > 0.2 * blob.height and not _twins(b, blob)]


def _is_framed(patch: Mask) -> bool:
    """Whether all four sides of a box are drawn: no letter is."""
    band = max(2, round(0.12 * len(patch)))
    sides = (patch[:band], patch[-band:], patch[:, :band].T, patch[:, -band:].T)
    return all(float(side.any(axis=0).mean()) > SIDE for side in sides) and bool(holes(np.pad(patch, 1)))


def _overtops(blob: Blob, rows: _Rows) -> bool:
    """Whether it is higher than the letters beside it."""
    return all(blob.height > SAME_HEAD * b.height for b in rows.label(blob))


def _stands_alone(blob: Blob, sign: Sign, rows: _Rows, framed: bool) -> bool:
    """Whether it is no letter of a word."""
    near = rows.beside(blob, NEAR * blob.width)
    label = rows.label(blob)
    after = [b for b in label if b.x0 > blob.x1][:6]
    if not framed and _is_letter(blob, after or label[:6]):
        return False
    if not near:
        return True
    sure = framed or sign.on is not None
    return sure and bool(after) and not any(b.x1 <= blob.x0 for b in near)


def _is_letter(blob: Blob, label: Sequence[Blob]) -> bool:
    """Whether it ends where the letters beside it end, and is no higher than a capital beside them."""
    if not label:
        return False
    feet = sorted(b.y1 for b in label)
    foot = feet[len(feet) // 2]
    if abs(blob.y1 - foot) > SAME_FOOT * blob.height + 1:
        return False
    heights = sorted(foot - b.y0 for b in label)
    usual, high = heights[len(heights) // 2], heights[-1]
    gap = min(max(b.x0 - blob.x1, blob.x0 - b.x1) for b in label)
    if gap > BLANK * blob.width:
        return blob.height <= SAME_HEAD * high
    return blob.height <= (SMALL_LETTER if high < 1.2 * usual else TALL_LETTER) * high


def lost(found: Sequence[Found], lines: Sequence[TextLine], ink: Mask) -> list[Found]:
    """An unknown control for each label in a list that has none beside it, but ink where it should be."""
    missing: list[Found] = []
    for f in found:
        b = f.blob
        label = _label_of(b, lines)
        if label is None:
            continue
        for line in lines:
            middle = (line.y0 + line.y1) / 2
            away = abs(middle - b.cy)
            if (
                line is label
                or abs(line.x0 - label.x0) > 0.3 * b.width
                or not 0.6 * b.height < away < PITCH * b.height
            ):
                continue
            spot = _moved(b, round(middle - b.cy))
            taken = (*found, *missing)
            if any(
                abs(t.blob.cx - spot.cx) < b.width and abs(t.blob.cy - spot.cy) < 0.8 * b.height
                for t in taken
            ):
                continue
            patch = _free(ink, spot, taken)
            if patch.shape[0] > 0.5 * b.height and patch.mean() > INK:
                missing.append(Found(spot, Sign(f.sign.kind, None)))
    return missing


def _free(ink: Mask, spot: Blob, taken: Iterable[Found]) -> Mask:
    """What is seen at a place between the controls above and below it."""
    top, bottom = max(0, spot.y0), spot.y1
    for t in (t.blob for t in taken if abs(t.blob.cx - spot.cx) < spot.width):
        if t.y0 < spot.cy and t.y1 > top:
            top = t.y1 if t.cy < spot.cy else top
        if t.y0 < bottom and t.cy > spot.cy:
            bottom = t.y0
    return ink[top : max(top, bottom), max(0, spot.x0) : spot.x1]


def _moved(b: Blob, down: int) -> Blob:
    return Blob(b.x0, b.y0 + down, b.x1, b.y1 + down, 0)


def _label_of(b: Blob, lines: Sequence[TextLine]) -> TextLine | None:
    level = [x for x in lines if x.y0 < b.cy < x.y1 and 0 <= x.x0 - b.x1 < BESIDE * b.width]
    return min(level, key=lambda x: x.x0, default=None)


def settled(found: Sequence[Found]) -> list[Found]:
    """The controls of one document, each beside all others.

    A border that is all a control's sign is one beside empty controls with thin ones. And a control is empty
    only where the document shows a chosen one of its kind and size: a print may have lost
    what told them apart.
    """
    thin = [f for f in found if f.sign.on is False]
    weighed = [
        _with(f, True) if f.sign.heavy and any(_alike(f, other) for other in thin) else f for f in found
    ]
    chosen = [f for f in weighed if f.sign.on]
    return [
        f if f.sign.on is not False or any(_alike(f, other) for other in chosen) else _with(f, None)
        for f in weighed
    ]


def _alike(a: Found, b: Found) -> bool:
    """Whether two are of a kind and about as large."""
    return a.sign.kind == b.sign.kind and 0.8 < a.blob.width / b.blob.width < 1.25


def _with(f: Found, on: bool | None) -> Found:
    return Found(f.blob, msgspec.structs.replace(f.sign, on=on))
