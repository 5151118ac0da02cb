"""Connected areas of a mask, by the runs of its rows: no loop over pixels."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Blob(msgspec.Struct, frozen=True, gc=False):
    """A connected area (corners touch, too). ``x1`` and ``y1`` are just outside."""

    x0: int
    y0: int
    x1: int
    y1: int
    area: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2


def row_runs(mask: Mask) -> tuple[Ints, Ints, Ints]:
    """Row, first and end column of each run of set pixels, in reading order."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return rows.astype(np.int64), starts.astype(np.int64), ends.astype(np.int64)


def blobs(mask: Mask) -> list[Blob]:
    """All connected areas of a mask."""
    rows, starts, ends = row_runs(mask)
    if not len(rows):
        return []
    label = _joined(len(rows), *_touching(rows, starts, ends, mask.shape[1] + 2))
    order = np.argsort(label, kind="stable")
    first = np.flatnonzero(np.diff(label[order], prepend=-1))
    parts = (
        np.minimum.reduceat(starts[order], first),
        np.minimum.reduceat(rows[order], first),
        np.maximum.reduceat(ends[order], first),
        np.maximum.reduceat(rows[order], first) + 1,
        np.add.reduceat((ends - starts)[order], first),
    )
    return [Blob(*found) for found in zip(*(part.tolist() for part in parts), strict=True)]


def holes(mask: Mask) -> list[Blob]:
    """Areas of a small mask's ground that its set pixels close in."""
    height, width = mask.shape
    found = blobs(~mask)
    return [b for b in found if b.x0 > 0 and b.y0 > 0 and b.x1 < width and b.y1 < height]


def without_gaps(mask: Mask, longest: int) -> Mask:
    """The mask with gaps of at most ``longest`` pixels within a row filled."""
    rows, starts, ends = row_runs(mask)
    if len(rows) < 2:
        return mask
    small = (rows[1:] == rows[:-1]) & (starts[1:] - ends[:-1] <= longest)
    return painted(mask.shape, rows[:-1][small], ends[:-1][small], starts[1:][small]) | mask


def long_runs(mask: Mask, least: int) -> Mask:
    """Only the pixels of runs of at least ``least`` pixels within a row."""
    rows, starts, ends = row_runs(mask)
    long = ends - starts >= least
    return painted(mask.shape, rows[long], starts[long], ends[long])


def painted(shape: tuple[int, ...], rows: Ints, starts: Ints, ends: Ints) -> Mask:
    """A mask with these runs set."""
    edges = np.zeros((shape[0], shape[1] + 1), np.int16)
    np.add.at(edges, (rows, starts), 1)
    np.add.at(edges, (rows, ends), -1)
    return np.cumsum(edges, axis=1)[:, :-1] > 0


def _touching(rows: Ints, starts: Ints, ends: Ints, pitch: int) -> tuple[Ints, Ints]:
    """Pairs of runs in rows below each other that touch."""
    low = np.searchsorted(rows * pitch + ends, (rows + 1) * pitch + starts, "left")
    high = np.searchsorted(rows * pitch + starts, (rows + 1) * pitch + ends, "right")
    counts = np.maximum(high - low, 0)
    above = np.repeat(np.arange(len(rows)), counts)
    offsets = np.arange(len(above)) - np.repeat(np.cumsum(counts) - counts, counts)
    return above, np.repeat(low, counts) + offsets


def _joined(count: int, a: Ints, b: Ints) -> Ints:
    """A label for each of ``count`` things, equal for those that pairs join."""
    label = np.arange(count)
    while len(a):
        la, lb = label[a], label[b]
        apart = la != lb
        if not apart.any():
            break
        a, b, la, lb = a[apart], b[apart], la[apart], lb[apart]
        np.minimum.at(label, np.maximum(la, lb), np.minimum(la, lb))
        while True:
            jumped = label[label]
            if np.array_equal(jumped, label):
                break
            label = jumped
    return label
