"""How a line of text looks: size, baseline, weight, grey. Only differences in a document mean anything."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from parsers.pixels.blobs import Blob, Mask, row_runs
from parsers.pixels.lines import TextLine
from parsers.pixels.recogniser import Words
from parsers.pixels.words import advance

CAPITAL = 0.72
"""Of the size: a capital's height, and a figure's (Arial 0.716, Segoe UI 0.7, Liberation 0.729)."""
SMALL_LETTER = 0.53
"""Of the size: an x's height (Arial 0.519, Segoe UI 0.5)."""
WIDE = 0.92
"""Of the size: an ideograph's height."""
DESCENDING = frozenset("gjpqyQ,;()[]{}|/@$_çÇşţ¸")
LOW = frozenset("acemnorsuvwxz")
HIGH = frozenset("bdhklfABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ßÀÁÂ")
MEASURED = 4
"""Letters whose widths tell the size (to 1.5 %); of fewer their heights do (to 6 %)."""
BEARINGS = 0.1
"""Of the size: what the first and the last letter leave free beside them."""
MELTED = 0.7
"""Blobs a letter: with fewer they touch, and their heights are those of several."""
SPREAD = 1.0
"""Pixels by which ink is higher than its letter: its edges are grey."""
SNAP = 1.07
"""Times: sizes closer to each other are one. Measuring is off by 3 %, steps of type are 10 % and more."""
BOLD = 1.26
"""Times the stem of most text: bold has 1.45, measuring is off by 10 %."""
GREY = 0.8
"""Of most text's darkness: help has 0.70 to 0.77 of the black's."""
PALE = 0.5


class Looks(msgspec.Struct, frozen=True, gc=False):
    """In pixels; ``stem``: of the size; ``dark``: 0 to 255, of the strokes' cores."""

    size: float
    base: float
    stem: float
    dark: float


def looks_of(line: TextLine, said: Words, dark: NDArray[np.uint8], ink: Mask) -> Looks:
    """Measure a line."""
    size, base = _size(line, said)
    patch = dark[line.y0 : line.y1, line.x0 : line.x1]
    mask = ink[line.y0 : line.y1, line.x0 : line.x1]
    core = float(np.percentile(patch[mask], 85)) if mask.any() else 0.0
    half = patch > 0.5 * core
    _, starts, ends = row_runs(half)
    stems = ends - starts
    # The sum of darkness over a stem is its true width, however it falls on the pixels' grid.
    short = stems < 0.35 * size
    stem = float(patch[half].sum() / max(core, 1)) / max(1, len(stems)) if short.any() else 0.0
    if short.sum() > 3:
        stem = float(np.median(stems[short]) * 0.5 + 0.5 * np.mean(stems[short]))
    return Looks(size, base, stem / size, core)


def _size(line: TextLine, said: Words) -> tuple[float, float]:
    """Size and baseline, by what the letters' heights should be."""
    letters = [c for c in said.text if not c.isspace()]
    whole = [b for b in line.blobs if b.height > 0.3 * line.height] or line.blobs
    base = _baseline(whole, line)
    if letters and sum(c >= "\u2e80" for c in letters) > 0.5 * len(letters):
        high = float(np.percentile([b.y1 for b in whole], 80) - np.percentile([b.y0 for b in whole], 20))
        return max(6.0, high / WIDE), line.y1 - 0.06 * high
    letters_width = by_width(said, line.x1 - line.x0)
    melted = len(whole) < MELTED * len(letters)
    if letters_width and (len(letters) >= MEASURED or (melted and len(letters) > 2)):
        return max(6.0, letters_width), base
    rises = [base - b.y0 - SPREAD for b in whole if base - b.y0 > 2]
    if not rises or not letters:
        return max(6.0, line.height / CAPITAL), base
    tall = sum(c in HIGH or not c.isascii() for c in letters)
    by_height = _by_height(rises, tall, len(letters))
    return max(6.0, by_height), base


def _by_height(rises: Sequence[float], tall: int, count: int) -> float:
    top = float(np.percentile(rises, 90)) if tall > 2 else max(rises)
    if tall:
        return top / CAPITAL
    return float(np.median(rises)) / SMALL_LETTER


def _baseline(whole: Sequence[Blob], line: TextLine) -> float:
    """Where most letters end."""
    ends = sorted(b.y1 for b in whole)
    if not ends:
        return float(line.y1)
    counts = {y: sum(abs(other - y) <= 1 for other in ends) for y in ends}
    most = max(counts.values())
    near = [y for y in ends if counts[y] == most]
    return float(np.mean(near))


def by_width(said: Words, width: float) -> float:
    """The size that makes a line's letters as wide as its ink, blanks included."""
    total = sum(advance(c) for c in said.text.strip()) - BEARINGS
    return width / total if total > 0 else 0.0


def snapped(sizes: Sequence[float], weights: Sequence[int]) -> list[float]:
    """Sizes of one document, those that differ by no more than measuring does made equal."""
    order = sorted(range(len(sizes)), key=lambda n: sizes[n])
    found = [0.0] * len(sizes)
    group: list[int] = []
    for n in [*order, None]:
        if n is not None and (not group or sizes[n] < SNAP * _middle(sizes, weights, group)):
            group.append(n)
            continue
        middle = round(_middle(sizes, weights, group), 1) if group else 0.0
        for k in group:
            found[k] = middle
        group = [] if n is None else [n]
    return found


def _middle(sizes: Sequence[float], weights: Sequence[int], group: Sequence[int]) -> float:
    total = sum(weights[k] for k in group)
    return sum(sizes[k] * weights[k] for k in group) / max(1, total)
