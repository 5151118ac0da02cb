"""Radio buttons and check boxes by their pixels: on, off, or unknown where either may be.

An outline is looked at along rays from its centre: where its ring lies tells round from square, how dark it
is all around whether it is closed, what is darker than its gap what it holds. No examples are learned from.
"""

from __future__ import annotations

from math import pi

import msgspec
import numpy as np
from numpy.typing import NDArray

from parsers.blocks import Control
from parsers.pixels.blobs import Blob
from parsers.pixels.signs import Sign, drawn

LEAST_PIXELS = 20
"""A smaller control is unknown: at 100 dpi 14 of 1,152 were read wrongly, above none was."""
SMALLEST, LARGEST = 0.075, 0.34
"""Inches: a control's width, from a browser's own on a shrunk page to a large one's."""
SQUARE = 1.2
"""Times as wide as high, or as high as wide."""
RAYS = 72
ROUND = 1.13
"""Times as far from the centre are a square's corners than its sides; 1.41 if sharp, 1.25 if round."""
FAINT = 20.0
"""Of 255: a ring that is no darker than that (and ``NOISY`` times the noise) is none."""
NOISY = 3.0
CLOSED = 0.4
"""Of the ring's usual darkness it has everywhere; less is a gap that a pen or a fold may have made."""
EMPTY = 0.22
"""Of the ring's darkness: what an empty control holds is paler (JPEG's ripples have up to 0.15)."""
PALE = 0.35
"""Of the ring's darkness: the ground of a control that cannot be used is paler."""
CORE = 0.55
"""Of the ring's darkness: a core is darker. Between ``EMPTY`` and this nothing is known."""
GAP = 0.5
"""Of the core's darkness: around it, it is paler, or the control is only a spot."""
CENTRED = 0.14
"""Of the radius: a core's middle is no further off."""
CORE_SIZES = (0.22, 0.8)
"""Of the radius: a core is neither a speck nor all."""
THICK_HOLE = (0.2, 0.66)
"""Of the radius: the hole of a ring that is all border, as chosen ones are drawn by some pages."""
THIN_HOLE = 0.72
"""Of the radius: the hole of an empty control is larger."""
LEFT_WHITE = 0.6
"""Of a filled box's darkness: its tick is paler, a fill's unevenness is not."""
FULL = 0.5
"""Of a filled box is ink, at least; a tick takes the rest."""


class Found(msgspec.Struct, frozen=True, gc=False):
    """A control and where it stands, in pixels."""

    blob: Blob
    sign: Sign


def may_be(blob: Blob, dpi: float) -> bool:
    """Whether an area has a control's size and shape."""
    low, high = sorted((blob.width, blob.height))
    return SMALLEST * dpi <= low and high <= LARGEST * dpi and high <= SQUARE * low


def read(dark: NDArray[np.uint8], blob: Blob, noise: float) -> Sign | None:
    """What a control's picture says; None: it is no outline. ``dark``: of the page, 0 is paper."""
    rays = _Rays(dark, blob)
    least = max(FAINT, NOISY * noise)
    edge = rays.edge(least)
    if edge is None:
        return None
    kind = Control.RADIO if rays.roundness(edge) < ROUND else Control.CHECKBOX
    ring = rays.ring(edge)
    strength = float(np.median(ring))
    if strength < least:
        return None
    if blob.width < LEAST_PIXELS or blob.height < LEAST_PIXELS:
        return Sign(kind, None)
    if float(_smooth(ring).min()) < CLOSED * strength:
        return Sign(kind, None) if kind == Control.CHECKBOX or _is_ring(ring, strength) else None
    if kind == Control.RADIO:
        return _radio(rays, edge, strength, noise)
    return _box(dark, blob, strength, noise)


def _is_ring(ring: NDArray[np.float64], strength: float) -> bool:
    """Whether most of a ring is there; a letter's strokes are elsewhere."""
    return float((ring > CLOSED * strength).mean()) > 0.75


class _Rays:
    """Darkness along rays from a control's centre, by angle and distance (of half its width)."""

    def __init__(self, dark: NDArray[np.uint8], blob: Blob) -> None:
        self.radius = (blob.width + blob.height) / 4
        steps = max(16, round(1.55 * self.radius))
        self.reach = np.linspace(0, 1.55, steps)
        angles = np.arange(RAYS) * 2 * pi / RAYS
        xs = blob.cx - 0.5 + np.outer(np.cos(angles), self.reach) * blob.width / 2
        ys = blob.cy - 0.5 + np.outer(np.sin(angles), self.reach) * blob.height / 2
        self.dark = _between(dark, xs, ys)
        self.diagonal = np.abs(np.sin(2 * angles)) > 0.85
        self.straight = np.abs(np.sin(2 * angles)) < 0.5
        self.most = np.maximum(np.abs(np.cos(angles)), np.abs(np.sin(angles)))

    def edge(self, least: float) -> NDArray[np.float64] | None:
        """How far out the ink's outer edge is, by ray; None where it is no outline's."""
        peak = float(np.percentile(self.dark[:, self.reach > 0.55].max(axis=1), 40))
        if peak < least:
            return None
        outer = np.where(self.dark > 0.5 * peak, self.reach, 0).max(axis=1)
        edge: NDArray[np.float64] = outer
        return edge if float(np.median(edge)) > 0.75 else None

    def roundness(self, edge: NDArray[np.float64]) -> float:
        """How much further the corners are than the sides."""
        sides, corners = np.median(edge[self.straight]), np.median(edge[self.diagonal])
        return float(corners / max(0.01, sides))

    def ring(self, edge: NDArray[np.float64]) -> NDArray[np.float64]:
        """The darkest spot near the outer edge, by ray."""
        usual = np.where(self.diagonal | self.straight, edge, edge)
        near = np.abs(self.reach - np.minimum(usual, 1.5)[:, None]) < 3.2 / self.radius
        found: NDArray[np.float64] = np.where(near, self.dark, 0).max(axis=1)
        return found

    def profile(self) -> NDArray[np.float64]:
        """The mean darkness by distance."""
        found: NDArray[np.float64] = self.dark.mean(axis=0)
        return found

    def within(self, low: float, high: float) -> NDArray[np.float64]:
        """The darkness of all spots between two distances."""
        found: NDArray[np.float64] = self.dark[:, (self.reach >= low) & (self.reach <= high)]
        return found


def _radio(rays: _Rays, edge: NDArray[np.float64], strength: float, noise: float) -> Sign:
    hole = _hole(rays, strength)
    margin = 2.0 / rays.radius
    inside = rays.within(0, max(0.3, hole - margin))
    spots = _calm(inside)
    ground = float(np.percentile(spots, 10))
    if hole >= THIN_HOLE and spots.max() - ground < EMPTY * strength and ground < PALE * strength:
        return Sign(Control.RADIO, False)
    profile = rays.profile()
    core = float(rays.within(0, 0.16).min())
    gap, at = _gap(rays, profile)
    if core >= CORE * strength and gap <= GAP * core and _is_disc(rays, core, at):
        return Sign(Control.RADIO, True)
    if THICK_HOLE[0] <= hole <= THICK_HOLE[1] and spots.max() < EMPTY * strength:
        return Sign(Control.RADIO, None, heavy=True)
    figure = spots.max() > CORE * strength and core < CORE * strength
    return Sign(Control.RADIO, None, figure=figure)


def _hole(rays: _Rays, strength: float) -> float:
    """How far from the centre the ring begins, seen from its outer edge: where most rays are pale."""
    dark = rays.dark > 0.5 * strength
    share = dark.mean(axis=0)
    ring = np.flatnonzero((share > 0.6) & (rays.reach > 0.5) & (rays.reach < 1.1))
    if not len(ring):
        return 0.0
    at = int(ring[-1])
    while at > 0 and share[at] > 0.5:
        at -= 1
    return float(rays.reach[at])


def _gap(rays: _Rays, profile: NDArray[np.float64]) -> tuple[float, float]:
    """How dark the palest circle around a core is, and where."""
    region = np.flatnonzero((rays.reach > 0.3) & (rays.reach < 0.92))
    at = int(region[np.argmin(profile[region])])
    return float(np.percentile(rays.dark[:, at], 85)), float(rays.reach[at])


def _is_disc(rays: _Rays, core: float, at: float) -> bool:
    """Whether what is within the gap is round and centred."""
    inner = rays.reach <= at
    ends = np.where((rays.dark > 0.5 * core) & inner, rays.reach, 0).max(axis=1)
    size = float(np.median(ends))
    angles = np.arange(RAYS) * 2 * pi / RAYS
    off = 2 * max(abs(float((ends * np.cos(angles)).mean())), abs(float((ends * np.sin(angles)).mean())))
    even = float(ends.max() - ends.min()) < max(0.3, 4.0 / rays.radius)
    return CORE_SIZES[0] < size < CORE_SIZES[1] and off < max(CENTRED, 1.5 / rays.radius) and even


def _box(dark: NDArray[np.uint8], blob: Blob, strength: float, noise: float) -> Sign:
    patch = dark[blob.y0 : blob.y1, blob.x0 : blob.x1].astype(float)
    unknown = Sign(Control.CHECKBOX, None)
    border = _border(patch, strength)
    rim = round(0.1 * blob.width) + 1
    if border > 0.3 * min(patch.shape):
        return _filled(patch, strength, noise)
    inner = patch[border + 1 : -border - 1, border + 1 : -border - 1]
    if min(inner.shape) < 8:
        return unknown
    spots = _calm(inner)
    ground = float(np.percentile(spots, 10))
    if spots.max() - ground < EMPTY * strength and ground < PALE * strength:
        return Sign(Control.CHECKBOX, False) if border <= 1.5 * rim else unknown
    sign = inner > max(ground + CORE * strength * 0.8, CORE * strength)
    return drawn(sign, unknown)


def _border(patch: NDArray[np.float64], strength: float) -> int:
    """A border's thickness: how far from each side most is dark."""
    dark = patch > 0.5 * strength
    height, width = patch.shape
    deep = []
    for side in (dark, dark[::-1], dark.T, dark[:, ::-1].T):
        share = side[:, side.shape[1] // 5 : -(side.shape[1] // 5) or None].mean(axis=1)
        begun = int(np.argmax(share > 0.6)) if (share > 0.6).any() else 0
        pale = np.flatnonzero(share[begun:] < 0.6)
        deep.append(begun + int(pale[0]) if len(pale) else len(side))
    return int(min(max(deep), height, width))


def _filled(patch: NDArray[np.float64], strength: float, noise: float) -> Sign:
    """A box filled with ink: on with a tick left white in it."""
    inner = _calm(patch[2:-2, 2:-2])
    usual = float(np.percentile(inner, 75))
    pale = inner < LEFT_WHITE * usual
    if usual < CORE * strength or float((~pale).mean()) < FULL or not pale.any():
        return Sign(Control.CHECKBOX, None)
    return drawn(pale, Sign(Control.CHECKBOX, None))


def _calm(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means of 3 x 3 spots: single dark ones are noise."""
    if min(spots.shape) < 3:
        return spots
    total = sum(
        spots[i : spots.shape[0] - 2 + i, j : spots.shape[1] - 2 + j] for i in range(3) for j in range(3)
    )
    return np.asarray(total) / 9


def _smooth(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = (np.roll(ring, 1) + ring + np.roll(ring, -1)) / 3
    return found


def _between(
    dark: NDArray[np.uint8], xs: NDArray[np.float64], ys: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The darkness at places between pixels."""
    height, width = dark.shape
    x = np.clip(xs, 0, width - 1.001)
    y = np.clip(ys, 0, height - 1.001)
    i, j = x.astype(int), y.astype(int)
    a, b = x - i, y - j
    found: NDArray[np.float64] = (
        dark[j, i] * (1 - a) * (1 - b) + dark[j, i + 1] * a * (1 - b)
        + dark[j + 1, i] * (1 - a) * b + dark[j + 1, i + 1] * a * b
    )  # fmt: skip
    return found
