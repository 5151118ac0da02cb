"""Rows of numbered cells, with the state of each."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import msgspec

from parsers.blocks import ScaleKind
from parsers.pdf.boxes import Rule
from parsers.pdf.lines import Line
from parsers.pdf.page import BBox, Kind, Page, Run, Shape

DIGIT = 0.6
"""Of the size: by how much a cell is wider for each further digit."""


class ScaleFind(msgspec.Struct, frozen=True, gc=False):
    """A scale on a page; points in reading order."""

    kind: ScaleKind
    labels: tuple[str, ...]
    states: tuple[bool | None, ...]
    box: BBox
    after: str = ""
    """The words that follow the last point on its own line."""
    looks: tuple[str, ...] = ()
    """How each point is drawn, where other scales of the document may tell what that says; else empty."""


def number_scale(
    line: Line, page: Page, flat: list[Rule], upright: list[Rule], rtl: bool
) -> ScaleFind | None:
    """A line of consecutive figures, each in a cell of its own."""
    runs = _figures([r for s in line.segments for r in s.runs if r.text.strip()])
    figures = [r.text.strip() for r in runs]
    if len(runs) < 3 or not all(f.isdecimal() and len(f) < 3 for f in figures):
        return None
    numbers = [int(f) for f in figures]
    if rtl and numbers[0] > numbers[-1]:
        runs.reverse()
        numbers.reverse()
    if any(b - a != 1 for a, b in pairwise(numbers)) or numbers[0] not in (0, 1):
        return None
    centres = [(r.x0 + r.x1) / 2 for r in runs]
    pitch = abs(centres[-1] - centres[0]) / (len(runs) - 1)
    steps = [abs(b - a) for a, b in pairwise(centres)]
    slack = [0.2 * pitch + _wider(a, b) for a, b in pairwise(runs)]
    if any(abs(step - pitch) > room for step, room in zip(steps, slack, strict=True)):
        return None
    rooms = [pitch + DIGIT * r.size * (len(r.text.strip()) - 1) for r in runs]
    cells = [_cell(page.shapes, r, room) for r, room in zip(runs, rooms, strict=True)]
    edges = [_edge_height(flat, x, line, room) for x, room in zip(centres, rooms, strict=True)]
    walls = sum(
        any(abs(u.x0 - x - pitch / 2) < 0.3 * pitch and u.top < line.base < u.bottom for u in upright)
        for x in centres
    )
    if sum(map(bool, cells)) < len(runs) - 1 and walls < len(runs) - 2:
        return None
    states = _chosen(runs, cells, edges)
    if page.pictured and not all(cells):  # the cell that was not found may be the chosen one
        states = tuple(None for _ in runs)
    labels = tuple(str(n) for n in numbers)
    xs = sorted(centres)
    box = (xs[0] - pitch / 2, line.base - 1.4 * line.size, xs[-1] + pitch / 2, line.base + 0.8 * line.size)
    looks = tuple("on" if state else "" for state in states)
    return ScaleFind(ScaleKind.NUMBERS, labels, states, box, looks=looks)


def _wider(a: Run, b: Run) -> float:
    """By how much a step is longer where a cell is as wide as its figure needs."""
    return DIGIT * a.size * (max(len(r.text.strip()) for r in (a, b)) - 1) / 2


def _figures(runs: list[Run]) -> list[Run]:
    """The runs, with figures drawn digit by digit joined."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last is not None and run.x0 - last.x1 < 0.3 * run.size and not last.text.endswith(" "):
            found[-1] = msgspec.structs.replace(last, text=last.text + run.text, x1=run.x1)
        else:
            found.append(run)
    return found


def _cell(shapes: list[Shape], run: Run, pitch: float) -> list[Shape]:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return [
        s
        for s in shapes
        if s.kind != Kind.LINE and s.x0 < x < s.x1 and s.top < y < s.bottom and s.x1 - s.x0 < 1.3 * pitch
    ]


def _edge_height(flat: list[Rule], x: float, line: Line, pitch: float) -> float:
    """How thick the border just above a cell is."""
    near = [
        f.bottom - f.top
        for f in flat
        if f.x0 <= x <= f.x1
        and line.base - 2.6 * line.size < f.top < line.base - 0.5 * line.size
        and f.x1 - f.x0 < 1.3 * pitch
    ]
    return round(max(near, default=0.0), 1)


def _chosen(runs: list[Run], cells: list[list[Shape]], edges: list[float]) -> tuple[bool | None, ...]:
    """The cell that differs from all others. Each kind of difference has a vote."""
    thin = sorted(edges)[len(edges) // 2]
    strong: list[list[object]] = [
        [r.bold for r in runs],
        [round(max((s.width for s in c), default=0.0), 1) for c in cells],
        _larger(cells, runs),
        [sum(s.filled and not s.hollow for s in c) for c in cells],
        [edge if edge > thin else thin for edge in edges],
    ]
    weak: list[list[object]] = [
        [r.color for r in runs],
        [frozenset(s.stroke or s.fill for s in c if s.stroked or s.hollow) for c in cells],
        [frozenset(s.fill for s in c if s.filled and not s.hollow) for c in cells],
    ]
    sure = [odd for odd in map(_odd_one, strong) if odd is not None]
    votes = Counter(sure + [odd for odd in map(_odd_one, weak) if odd is not None])
    if not votes:  # a border that is not found might be the thick one
        return tuple(False if min(edges) >= thin else None for _ in runs)
    winner, count = votes.most_common(1)[0]
    if len(votes) > 1 or not sure or (count < 2 and len(runs) < 4):
        return tuple(None for _ in runs)
    return tuple(n == winner for n in range(len(runs)))


def _larger(cells: list[list[Shape]], runs: list[Run]) -> list[object]:
    """Which cells are wider than the middle one, and not for a rounding or a longer figure."""
    widths = [max((s.x1 - s.x0 for s in c), default=0.0) for c in cells]
    usual = sorted(widths)[len(widths) // 2]
    digits = [len(r.text.strip()) for r in runs]
    short = min(digits)
    return [width > 1.04 * usual and count == short for width, count in zip(widths, digits, strict=True)]


def _odd_one(values: list[object]) -> int | None:
    counts = Counter(values)
    if len(counts) != 2:
        return None
    value, count = counts.most_common()[-1]
    return values.index(value) if count == 1 else None
