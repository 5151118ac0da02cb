"""A picture -> ink on even, white paper: shade taken out, turned upright, straightened."""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians, sin

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from parsers.pixels.blobs import blobs
from parsers.pixels.upright import Affine

Grey = NDArray[np.uint8]
SHADE = 0.5
"""Inches: shade changes over more than this, and filled areas are smaller."""
PAPER = 80
"""Percentile of a block's greys that is taken for its paper: text covers less than the rest."""
FAINTEST = 26
"""Of 255: paler than this is no ink. A disabled control's ring has some 50; JPEG leaves up to 20."""
NOISE = 4.5
"""Times its deviation: noise is no darker."""
STEEPEST = 4.0
"""Degrees: a page that lies on a scanner is no further off."""
TINT_STEP = 4
STROKE = 0.13
"""Inches: what is thinner is drawn on a ground and no part of it; a control's core is."""
PALEST, TINT = 243, 170
"""Of 255: between the two a ground is a tint; darker ones are fills."""
UNEVEN = 15
"""Of 255: more of a tint is as pale as its ground, or it is a fill between light letters."""
BAND = (0.5, 0.1)
"""Inches, width and height: a smaller tint may be a control's."""
LETTER = 0.3
"""Inches: no letter is larger."""
LYING = 1.2
"""Times as much do letters' edges lie on upright lines as on level ones, on a page that lies on its side."""
NIGHT = 110
"""Of 255: half of a page with light letters on a dark ground is darker; a photo of paper is lighter."""
SAMPLE = 60_000
"""Pixels of ink that the angle is measured with."""


class Paper(msgspec.Struct, frozen=True):
    """A straightened page."""

    grey: Grey
    """255 is paper."""
    threshold: int
    """Ink is darker."""
    noise: float
    """Deviation of the paper's grey."""
    back: Affine
    """From its pixels to those of the picture as it was."""

    @property
    def dark(self) -> Grey:
        return 255 - self.grey


def flattened(grey: Grey, dpi: float) -> Grey:
    """The picture with its paper made evenly white."""
    block = max(16, int(SHADE * dpi))
    height, width = grey.shape
    down, across = max(1, round(height / block)), max(1, round(width / block))
    small = grey[::3, ::3]
    rows = np.linspace(0, small.shape[0], down + 1).astype(int)
    columns = np.linspace(0, small.shape[1], across + 1).astype(int)
    light = np.array([
        [np.percentile(small[a:b, c:d], PAPER) for c, d in pairwise(columns)]
        for a, b in pairwise(rows)
    ])  # fmt: skip
    padded = np.pad(light, 1, mode="edge")
    around = [padded[i : i + down, j : j + across] for i in range(3) for j in range(3)]
    light = np.maximum(light, np.median(around, axis=0))  # a filled area is darker than what is around it
    ground = Image.fromarray(light.astype(np.float32)).resize((width, height), Image.Resampling.BILINEAR)
    even: Grey = np.clip(grey * (250.0 / np.maximum(np.asarray(ground), 40)), 0, 255).astype(np.uint8)
    return even


def untinted(grey: Grey, dpi: float) -> Grey:
    """The picture with pale grounds (a heading's band, every other row of a table) made white, too."""
    small = Image.fromarray(grey).reduce(TINT_STEP)
    window = max(3, round(STROKE * dpi / TINT_STEP) | 1)
    ground = np.asarray(small.filter(ImageFilter.MaxFilter(window)).filter(ImageFilter.MinFilter(window)))
    tinted = (ground < PALEST) & (ground >= TINT)
    fresh: Grey | None = None
    for area in blobs(tinted):
        if area.width * TINT_STEP < BAND[0] * dpi or area.height * TINT_STEP < BAND[1] * dpi:
            continue
        inside = tinted[area.y0 : area.y1, area.x0 : area.x1]
        tint = float(np.median(ground[area.y0 : area.y1, area.x0 : area.x1][inside]))
        seen = np.asarray(small)[area.y0 : area.y1, area.x0 : area.x1][inside]
        if float(np.median(seen)) < tint - UNEVEN:  # dark, with light letters on it
            continue
        fresh = grey.copy() if fresh is None else fresh
        rows = slice(area.y0 * TINT_STEP, area.y1 * TINT_STEP)
        columns = slice(area.x0 * TINT_STEP, area.x1 * TINT_STEP)
        mask = np.kron(inside, np.ones((TINT_STEP, TINT_STEP), bool))
        patch = fresh[rows, columns]
        mask = mask[: patch.shape[0], : patch.shape[1]]
        patch[mask] = np.minimum(255, patch[mask] * (250.0 / tint)).astype(np.uint8)
    return grey if fresh is None else fresh


def noise_of(grey: Grey) -> float:
    """The deviation of the paper's grey, from neighbours that are both light."""
    a, b = grey[::2, ::4].astype(np.int16), grey[::2, 1::4].astype(np.int16)
    width = min(a.shape[1], b.shape[1])
    a, b = a[:, :width], b[:, :width]
    steps = np.abs(a - b)[(a > 200) & (b > 200)]
    # Of the absolute difference of two equal deviations the mean is 1.128 times either; clipping halves it.
    return float(steps.mean() / 1.128) if steps.size else 0.0


def straightened(grey: Grey, dpi: float) -> Paper:
    """Even paper, upright lines (not yet: which way is up)."""
    if float(np.median(grey[::4, ::4])) < NIGHT:
        grey = 255 - grey
    grey = untinted(flattened(grey, dpi), dpi)
    noise = noise_of(grey)
    threshold = int(255 - max(FAINTEST, 5 + NOISE * noise))
    back: Affine = (1, 0, 0, 0, 1, 0)
    if _lies(grey < min(threshold, 190), dpi):
        height = grey.shape[0]
        grey, back = np.ascontiguousarray(np.rot90(grey, -1)), (0, 1, 0, -1, 0, height)
    angle = skew(grey < min(threshold, 190))
    if abs(angle) > 0.015:
        grey, turned = _turned(grey, angle)
        back = chained(back, turned)
    return Paper(grey, threshold, noise, back)


def upside_down(paper: Paper) -> Paper:
    """The page standing on its head."""
    height, width = paper.grey.shape
    grey = np.ascontiguousarray(paper.grey[::-1, ::-1])
    return msgspec.structs.replace(paper, grey=grey, back=chained(paper.back, (-1, 0, width, 0, -1, height)))


def skew(ink: NDArray[np.bool_]) -> float:
    """By how many degrees the lines of text and the rules fall to the right."""
    ys, xs = np.nonzero(ink)
    if len(ys) < 100:
        return 0.0
    step = max(1, len(ys) // SAMPLE)
    rows: NDArray[np.float64] = ys[::step].astype(np.float64)
    columns: NDArray[np.float64] = xs[::step].astype(np.float64)
    best = 0.0
    for reach, fine in ((STEEPEST, 0.2), (0.2, 0.04), (0.04, 0.01)):
        angles = best + np.arange(-reach, reach + fine / 2, fine)
        best = float(max(angles, key=lambda a: _sharpness(rows, columns, a)))
    return best


def chained(outer: Affine, inner: Affine) -> Affine:
    """First ``inner``, then ``outer``."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f


def _sharpness(ys: NDArray[np.float64], xs: NDArray[np.float64], angle: float) -> float:
    """How much the ink is gathered in rows that fall by this angle."""
    rows = (ys - xs * np.tan(radians(angle))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(float)
    return float((counts * counts).sum())


def _lies(ink: NDArray[np.bool_], dpi: float) -> bool:
    """Whether lines of text run from top to bottom: letters end on one height in the way that they run."""
    letters = [b for b in blobs(ink) if 0.02 * dpi < max(b.width, b.height) < LETTER * dpi]
    if len(letters) < 20:
        return False
    edges = np.array([(b.cx, b.cy, b.x0, b.x1, b.y0, b.y1) for b in letters], float).T
    cx, cy, x0, x1, y0, y1 = edges
    across = max(_gathered(y, cx) for y in (y0, y1))
    down = max(_gathered(x, cy) for x in (x0, x1))
    return down > LYING * across


def _gathered(edges: NDArray[np.float64], along: NDArray[np.float64]) -> float:
    """How much edges lie on common lines, at the angle at which they do most."""
    return max(_sharpness(edges, along, angle) for angle in np.arange(-STEEPEST, STEEPEST + 0.1, 0.2))


def _turned(grey: Grey, angle: float) -> tuple[Grey, Affine]:
    """The picture turned so that what falls by ``angle`` is level."""
    height, width = grey.shape
    c, s = cos(radians(angle)), sin(radians(angle))
    x, y = width / 2, height / 2
    back = (c, -s, x - c * x + s * y, s, c, y - s * x - c * y)
    picture = Image.fromarray(grey).transform(
        (width, height), Image.Transform.AFFINE, back, Image.Resampling.BICUBIC, fillcolor=255
    )
    return np.asarray(picture), back
