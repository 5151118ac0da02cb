"""Rows of stars by their pixels: solid ones are given, hollow ones are not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import cos, pi, sin

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from parsers.pixels.blobs import Blob, Mask, blobs

SMALLEST, LARGEST = 0.08, 0.5
"""Inches: a star's width."""
LEAST = 3
ALIKE = 1.15
"""Times: stars of one row are as large as each other."""
EVEN = 0.15
"""Of the step: they are as far apart."""
FIT = 0.78
"""Of star and pattern together is common to both; a letter's silhouette has less than 0.7."""
SOLID, HOLLOW = 0.6, 0.25
"""Of the outline's darkness: a solid star's middle is darker, a hollow one's paler."""
SIDE = 32


class Star(msgspec.Struct, frozen=True, gc=False):
    """``on``: solid; None: neither solid nor hollow."""

    blob: Blob
    on: bool | None


def star_rows(dark: NDArray[np.uint8], ink: Mask, found: Sequence[Blob], dpi: float) -> list[list[Star]]:
    """Rows of at least three stars, from left to right."""
    shaped = [b for b in found if SMALLEST * dpi < b.width < LARGEST * dpi and 0.8 < b.width / b.height < 1.3]
    stars = [b for b in shaped if is_star(ink[b.y0 : b.y1, b.x0 : b.x1])]
    rows: list[list[Blob]] = []
    for star in sorted(stars, key=lambda b: b.x0):
        row = next((r for r in rows if _goes_on(r[-1], star)), None)
        if row is None:
            rows.append([star])
        else:
            row.append(star)
    return [[_star(dark, b) for b in row] for row in rows if len(row) >= LEAST and _even(row)]


def is_star(patch: Mask) -> bool:
    """Whether a silhouette is a star of five points."""
    outside = [b for b in blobs(~np.pad(patch, 1)) if b.x0 == 0 and b.y0 == 0]
    solid = ~_filled_from_border(np.pad(patch, 1)) if outside else np.pad(patch, 1)
    grid = np.asarray(Image.fromarray(solid[1:-1, 1:-1].astype(np.uint8) * 255).resize((SIDE, SIDE))) > 127
    return any((grid & pattern).sum() >= FIT * (grid | pattern).sum() for pattern in _patterns())


def _filled_from_border(patch: Mask) -> Mask:
    """The ground that is connected with the border, grown a row and a column at a time."""
    seen = np.zeros_like(patch)
    seen[0, :] = seen[-1, :] = seen[:, 0] = seen[:, -1] = True
    free = ~patch
    seen &= free
    while True:
        grown = seen.copy()
        grown[1:] |= seen[:-1]
        grown[:-1] |= seen[1:]
        grown[:, 1:] |= seen[:, :-1]
        grown[:, :-1] |= seen[:, 1:]
        grown &= free
        if np.array_equal(grown, seen):
            return seen
        seen = grown


@cache
def _patterns() -> tuple[Mask, ...]:
    """Stars as fonts and icons draw them: thinner and thicker ones."""
    return tuple(_pattern(inner) for inner in (0.382, 0.45, 0.52))


def _pattern(inner: float) -> Mask:
    points = []
    for n in range(10):
        radius = 1.0 if n % 2 == 0 else inner
        angle = -pi / 2 + n * pi / 5
        points.append((radius * cos(angle), radius * sin(angle)))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top, wide, high = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    picture = Image.new("1", (SIDE, SIDE))
    drawn = [((x - left) / wide * (SIDE - 1), (y - top) / high * (SIDE - 1)) for x, y in points]
    ImageDraw.Draw(picture).polygon(drawn, fill=1)
    return np.asarray(picture)


def _goes_on(last: Blob, star: Blob) -> bool:
    gap = star.x0 - last.x1
    high = max(last.height, star.height) < ALIKE * min(last.height, star.height)
    return high and abs(last.cy - star.cy) < 0.15 * star.height and -2 < gap < 2.5 * star.width


def _even(row: Sequence[Blob]) -> bool:
    steps = [b.cx - a.cx for a, b in pairwise(row)]
    return max(steps) - min(steps) < EVEN * max(steps)


def _star(dark: NDArray[np.uint8], b: Blob) -> Star:
    patch = dark[b.y0 : b.y1, b.x0 : b.x1].astype(float)
    height, width = patch.shape
    middle = patch[int(0.42 * height) : int(0.66 * height), int(0.38 * width) : int(0.62 * width)]
    outline = float(np.percentile(patch, 93))
    core = float(middle.mean())
    on = True if core > SOLID * outline else False if core < HOLLOW * outline else None
    return Star(b, on)
