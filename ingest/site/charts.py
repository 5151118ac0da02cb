"""The charts, drawn by matplotlib. Lengths are pixels of a figure ``WIDTH`` wide, scaled with its card."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from ingest.site.svg import TONES, printable, svg_of

WIDTH = 320
"""A card on a telephone; wider ones scale."""
FONT, LINE = 12, 15
LETTERS = 46
"""Half-width letters of a label's line."""
LABEL_LINES = 3
"""The table beside the chart has the label whole."""
BAR, GAP, FIGURES = 11, 9, 84
"""Height of a bar, room below it, width of the figures behind it."""
COLUMNS_HIGH, WIDEST = 110, 64
"""Height of the highest column, and the width of the widest with its gap."""
_PIXELS = 72
"""matplotlib's SVG has a pixel per point."""

Bar = tuple[str, float, str]
"""Label, length, and the figures behind it."""


def bars(rows: Sequence[Bar], most: float, label: str) -> str:
    """Horizontal bars, each below its label. ``most``: the length that fills the width."""
    lines = [_lines(text) for text, _, _ in rows]
    height = sum(len(wrapped) * LINE + BAR + GAP for wrapped in lines)
    figure, axes = _canvas(height)
    full, top = WIDTH - FIGURES, 0
    for (_, length, figures), wrapped in zip(rows, lines, strict=True):
        _write(axes, 0, top, wrapped)
        top += len(wrapped) * LINE + 2
        axes.barh(top, full, BAR, align="edge", color=TONES["track"], clip_on=False)
        if length:
            axes.barh(top, full * length / most, BAR, align="edge", color=TONES["accent"], clip_on=False)
        _write(axes, full + 8, top - 2, [figures], "soft")
        top += BAR + GAP - 2
    return svg_of(figure, label)


def columns(
    counts: Sequence[int], names: Sequence[str], label: str, tones: Sequence[str] | None = None
) -> str:
    """Columns side by side; names that find no room are left out."""
    figure, axes = _canvas(COLUMNS_HIGH + 2 * LINE + 4)
    step, most = min(WIDTH / max(len(counts), 1), WIDEST), max(max(counts, default=0), 1)
    bottom = COLUMNS_HIGH + LINE
    places = np.arange(len(counts)) * step + step * 0.1
    heights = np.array(counts) / most * COLUMNS_HIGH
    colours = [TONES[tone] for tone in tones or ["accent"] * len(counts)]
    axes.bar(places, -heights, step * 0.8, bottom, align="edge", color=colours, clip_on=False)
    axes.plot([0, WIDTH], [bottom, bottom], color=TONES["soft"], linewidth=1, clip_on=False)
    widest = max((_width(name) for name in names), default=1) * FONT * 0.6 + 8
    every = max(1, -(-int(widest) // max(int(step), 1)))
    crowded = step < max(len(str(most)) * FONT * 0.65, 1)
    for n, count in enumerate(counts):
        middle = (n + 0.5) * step
        if n % every == 0:
            _write(
                axes,
                min(max(middle, widest / 2 - 4), WIDTH - widest / 2 + 4),
                bottom + 4,
                [names[n]],
                "soft",
                "center",
            )
        if count and not crowded:
            _write(axes, middle, bottom - heights[n] - LINE + 1, [f"{count:,}"], "ink", "center")
    return svg_of(figure, label)


def diverging(
    statements: Sequence[str], shares: Sequence[Sequence[float]], figures: Sequence[str], label: str
) -> str:
    """Stacked bars around the middle of a scale, its end to the right. ``shares``: of each column, 0 to 1."""
    lines = [_lines(text) for text in statements]
    height = sum(len(wrapped) * LINE + LINE + BAR + GAP for wrapped in lines)
    figure, axes = _canvas(height)
    scale = len(shares[0]) if shares else 0
    tones = [TONES[tone] for tone in tones_of(scale)]
    half, top = WIDTH / 2, 0
    for wrapped, row, told in zip(lines, shares, figures, strict=True):
        _write(axes, 0, top, wrapped)
        top += len(wrapped) * LINE + 2
        axes.barh(top, WIDTH, BAR, align="edge", color=TONES["track"], clip_on=False)
        axes.plot([half, half], [top - 2, top + BAR + 2], color=TONES["soft"], linewidth=1, clip_on=False)
        left = half - half * (sum(row[: scale // 2]) + (row[scale // 2] / 2 if scale % 2 else 0))
        for share, tone in zip(row, tones, strict=True):
            if share:
                axes.barh(top, half * share, BAR, left=left, align="edge", color=tone, clip_on=False)
            left += half * share
        _write(axes, 0, top + BAR, [told], "soft")
        top += BAR + LINE + GAP - 2
    return svg_of(figure, label)


def tones_of(scale: int) -> list[str]:
    """Names of colours for a scale, from one end to the other, the middle neutral."""
    half = scale // 2
    low = ["low2" if n < (half + 1) // 2 else "low1" for n in range(half)]
    high = [tone.replace("low", "high") for tone in reversed(low)]
    return [*low, *["mid"] * (scale % 2), *high]


def heatmap(cells: np.ndarray[Any, Any], names: Sequence[str], colours: Sequence[str], label: str) -> str:
    """One row per name, one column per submission; ``cells`` are places in ``colours``."""
    row, left = 13, 8 + max(map(_width, names), default=0) * FONT * 0.62
    wide = min(max(cells.shape[1] * 14, 60), 900)
    height = len(names) * row
    figure, axes = _canvas(height + 4, int(left + wide))  # room for the last name's descenders
    for n, name in enumerate(names):
        _write(axes, 0, n * row, [name], "soft")
    axes.imshow(
        cells, ListedColormap(list(colours)), vmin=0, vmax=len(colours) - 1, interpolation="none",
        aspect="auto", extent=(left, left + wide, height, 0),
    )  # fmt: skip
    axes.set_xlim(0, left + wide)
    axes.set_ylim(height + 4, 0)
    return svg_of(figure, label, fixed=True)


def _canvas(height: float, width: int = WIDTH) -> tuple[Figure, Any]:
    """Axes whose units are pixels from the top left."""
    height = max(height, 1)
    figure = Figure(figsize=(width / _PIXELS, height / _PIXELS), dpi=_PIXELS)
    axes: Any = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_autoscale_on(False)
    return figure, axes


def _write(
    axes: Any, x: float, y: float, lines: Sequence[str], tone: str = "ink", align: str = "left"
) -> None:
    for n, line in enumerate(lines):
        axes.text(
            x,
            y + n * LINE + FONT,
            line,
            fontsize=FONT,
            color=TONES[tone],
            ha=align,
            va="baseline",
            clip_on=False,
        )


def _width(text: str) -> int:
    """In half-width letters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _lines(text: str) -> list[str]:
    """The text in at most ``LABEL_LINES`` lines of ``LETTERS``; words longer than a line are cut."""
    found, line = [], ""
    for word in printable(" ".join(text.split())).split(" "):
        for piece in _pieces(word):
            if line and _width(line) + 1 + _width(piece) > LETTERS:
                found.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    found.append(line)
    if len(found) > LABEL_LINES:
        found = [*found[: LABEL_LINES - 1], f"{found[LABEL_LINES - 1][: LETTERS // 2]}…"]
    return found


def _pieces(word: str) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if _width(piece + letter) > LETTERS:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
