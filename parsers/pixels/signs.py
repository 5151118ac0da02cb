"""What stands in a box: a tick, a cross, a core, or something that is no sign."""

from __future__ import annotations

import msgspec
import numpy as np
from PIL import Image

from parsers.blocks import Control
from parsers.pixels.blobs import Mask, blobs, holes

TICK_REACH = 0.42
"""Of the inside: a tick or a cross reaches over more, in both directions."""

RIM = 0.08
"""Of the inside: what is left of a border reaches no further in."""


class Sign(msgspec.Struct, frozen=True, gc=False):
    """What a control shows. ``heavy``: its border alone is thick, which is a sign beside thin ones."""

    kind: Control
    on: bool | None
    heavy: bool = False
    figure: bool = False
    """Something that is no sign stands in it: a letter, a figure, a part of a drawing."""


def drawn(sign: Mask, unknown: Sign) -> Sign:
    """On for a tick, a cross or a square core; unknown for anything else."""
    edge = max(1, round(RIM * len(sign)))
    if is_cross(sign[edge:-edge, edge:-edge]):  # it may touch the border on all sides
        return msgspec.structs.replace(unknown, on=True)
    found = [b for b in blobs(sign) if b.area >= 0.03 * sign.size]
    if not found:
        return unknown
    main = max(found, key=lambda b: b.area)
    others = sum(b.area for b in found) - main.area
    figure = msgspec.structs.replace(unknown, figure=True)
    if others > 0.15 * main.area or holes(np.pad(sign[main.y0 : main.y1, main.x0 : main.x1], 1)):
        return figure
    height, width = sign.shape
    if main.width < TICK_REACH * width or main.height < TICK_REACH * 0.8 * height:
        return figure
    shape = sign[main.y0 : main.y1, main.x0 : main.x1]
    on = msgspec.structs.replace(unknown, on=True)
    if is_tick(shape) or is_cross(shape):
        return on
    core = shape.mean() > 0.92 and 0.8 < main.width / main.height < 1.25
    apart = main.x0 > 0 and main.y0 > 0 and main.x1 < width and main.y1 < height
    return on if core and apart else figure


def is_tick(shape: Mask) -> bool:
    """Whether a stroke falls to a low point left of the middle and rises further on its right."""
    height, width = shape.shape
    columns = shape.any(axis=0)
    if not columns.all() or shape.mean() > 0.55:
        return False
    rows = np.arange(height)[:, None]
    middle = (shape * rows).sum(axis=0) / shape.sum(axis=0)
    runs = (np.diff(np.pad(shape.astype(np.int8), ((1, 1), (0, 0))), axis=0) == 1).sum(axis=0)
    low = int(np.argmax(middle))
    if not 0.1 * width <= low <= 0.55 * width or float((runs > 1).mean()) > 0.15:
        return False
    left, right = middle[: low + 1], middle[low:]
    falls = float((np.diff(left) >= -0.6).mean()) > 0.8 if len(left) > 1 else False
    rises = float((np.diff(right) <= 0.6).mean()) > 0.85
    drop, climb = float(middle[low] - left[0]), float(middle[low] - right[-1])
    return falls and rises and climb > 0.45 * height and 0.1 * height < drop < 0.8 * climb


def is_cross(shape: Mask) -> bool:
    """Whether two strokes run from corner to corner."""
    height, width = shape.shape
    if not 0.8 < width / height < 1.25 or shape.mean() > 0.6 or min(shape.shape) < 8:
        return False
    side = 24
    grid = np.asarray(Image.fromarray(shape.astype(np.uint8) * 255).resize((side, side))) > 127
    at = np.arange(side)
    falls, rises = np.abs(at[:, None] - at), np.abs(at[:, None] + at - side + 1)
    strokes = [(grid & (away <= 3)).any(axis=1).mean() for away in (falls, rises)]
    ends = [grid[y, x].any() for y in (slice(0, 6), slice(-6, None)) for x in (slice(0, 6), slice(-6, None))]
    beside = grid[np.minimum(falls, rises) > 6]
    return bool(all(ends) and min(strokes) > 0.9 and beside.mean() < 0.1)
