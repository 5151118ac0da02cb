"""Rating symbols (stars, hearts) with the state of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from parsers.blocks import ScaleKind
from parsers.pdf.boxes import Box
from parsers.pdf.glyphs import STARS, is_rating
from parsers.pdf.marks import Mark
from parsers.pdf.page import Kind, Page, Run, Shape
from parsers.pdf.pagetext import PageText
from parsers.pdf.scales import ScaleFind

FULL, EMPTY = "★⭐🟊♥❤🖤", "☆✩✭✮✯♡🤍"

LEAST = 3
"""Symbols of a rating."""
LONGEST = 20
"""Times its height: a longer path is no row of symbols."""
EVEN = 0.3
"""Of the widest step: by how much steps may differ; where one run draws several, their places are guessed."""
FIELD = 2.0
"""Times the width of symbols that were typed: a box as wide is a field, not a frame around a rating."""


class Point:
    """What is drawn at one place of a row of symbols."""

    __slots__ = ("shapes", "texts", "x0", "x1")

    def __init__(self, x0: float, x1: float) -> None:
        self.x0, self.x1 = x0, x1
        self.texts: list[Run] = []
        self.shapes: list[Shape] = []


def find_symbols(
    page: Page, taken: set[int], body: float, rtl: bool, colored: bool, boxes: Sequence[Box] = ()
) -> list[ScaleFind]:
    """Rows of three and more equal symbols. ``colored``: the document was printed in colour; ``boxes``: in
    which symbols may have been typed as a text."""
    symbols = [r for r in page.runs if is_rating(r) and id(r) not in taken]
    items: list[Run | Shape] = [part for r in symbols for part in _apart(r)]
    ghosts = [r for r in page.runs if not r.text and r.x1 - r.x0 > 1]
    items += [s for s in page.shapes if s.kind in (Kind.POLYGON, Kind.ROUNDED) and _starlike(s, body)]
    rows: dict[int, list[Run | Shape]] = {}
    for item in items:
        middle = (item.top + item.bottom) / 2
        key = next((k for k in rows if abs(k / 4 - middle) < 0.25 * body), round(middle * 4))
        rows.setdefault(key, []).append(item)
    found = []
    for row in rows.values():
        points = _points(row)
        if len(points) < LEAST or not _even(points) or _labelled(points, page.runs) or _typed(row, boxes):
            continue
        if rtl:
            points.reverse()
        low, high = min(i.top for i in row), max(i.bottom for i in row)
        taken |= {id(r) for r in symbols if low < (r.top + r.bottom) / 2 < high}
        for ghost in ghosts:  # symbols over symbols: their text is taken for a repetition
            if low < (ghost.top + ghost.bottom) / 2 < high:
                for point in points:
                    if ghost.x0 < (point.x0 + point.x1) / 2 < ghost.x1:
                        point.texts.append(msgspec.structs.replace(ghost, x0=point.x0, x1=point.x1))
        states = _symbol_states(points, page.clips, colored)
        if rtl and _from_the_end(states):  # some pages do not turn their symbols around
            points.reverse()
            states = states[::-1]
        box = (min(p.x0 for p in points), low, max(p.x1 for p in points), high)
        labels = tuple(str(n + 1) for n in range(len(points)))
        found.append(ScaleFind(ScaleKind.SYMBOLS, labels, states, box, looks=tuple(map(_look, points))))
    return found


def _from_the_end(states: Sequence[bool | None]) -> bool:
    """Whether the last symbols are full and the first are not."""
    count = states.count(True)
    return 0 < count < len(states) and None not in states and all(states[-count:])


def _look(point: Point) -> str:
    """The sign and colour that are seen of a symbol, or the fills and strokes that draw it."""
    if point.texts:
        return " ".join(f"{r.text.strip()} {r.color}" for r in point.texts if _visible(r))
    return " ".join(sorted({f"{s.fill}/{s.stroke}" for s in point.shapes}))


def unread_symbols(page: Page, text: PageText, body: float) -> list[ScaleFind]:
    """Symbols that were not understood, typed in a line or drawn in one path: ratings that say nothing."""
    found = [_unknown_scale(s) for s in page.shapes if _is_row_in_one(s, body)]
    found = [
        f for n, f in enumerate(found) if all(f.box[1] > g.box[3] or f.box[3] < g.box[1] for g in found[:n])
    ]
    found = [
        f
        for f in found
        if not any(s.x1 > f.box[0] and s.x0 < f.box[2] for s in text.between(f.box[1], f.box[3]))
    ]
    for line in text.lines():
        signs = "".join(s.text for s in line.segments).replace(" ", "")
        if len(signs) >= LEAST and STARS.issuperset(signs):
            labels = tuple(str(n + 1) for n in range(len(signs)))
            box = (line.x0, line.top, line.x1, line.bottom)
            text.take(list(line.segments))
            found.append(ScaleFind(ScaleKind.SYMBOLS, labels, (None,) * len(signs), box))
    return found


def _unknown_scale(s: Shape) -> ScaleFind:
    count = max(LEAST, round((s.x1 - s.x0) / (s.bottom - s.top)))
    labels = tuple(str(n + 1) for n in range(count))
    return ScaleFind(ScaleKind.SYMBOLS, labels, (None,) * count, (s.x0, s.top, s.x1, s.bottom))


def _is_row_in_one(s: Shape, body: float) -> bool:
    """Whether a path may be several symbols: a letter's or more in height, and long."""
    height = s.bottom - s.top
    high = 0.7 * body < height < 4 * body
    return s.kind == Kind.POLYGON and s.filled and high and LEAST * height < s.x1 - s.x0 < LONGEST * height


def _starlike(s: Shape, body: float) -> bool:
    width, height = s.x1 - s.x0, s.bottom - s.top
    return not s.hollow and 0.7 * body < height < 4 * body and 0.75 < width / height < 1.35


def symbol_row(page: Page, row: Sequence[Mark], rtl: bool) -> ScaleFind | None:
    """A row of outlines without any text: hearts or smileys, if their filling says how far."""
    points = []
    for mark in row:
        point = Point(mark.x0, mark.x1)
        point.shapes = [
            s
            for s in page.shapes
            if s.kind != Kind.LINE
            and mark.x0 - 1 < s.x0
            and s.x1 < mark.x1 + 1
            and s.top < mark.cy < s.bottom
        ]
        points.append(point)
    states = _shape_states(points)
    if None in states or any(m.on for m in row):
        return None
    box = (min(p.x0 for p in points), row[0].top, max(p.x1 for p in points), row[0].bottom)
    return ScaleFind(ScaleKind.SYMBOLS, tuple(str(n + 1) for n in range(len(points))), states, box)


def _typed(row: Sequence[Run | Shape], boxes: Sequence[Box]) -> bool:
    """Whether symbols set side by side stand in a field that has room for more: an answer of stars."""
    if not all(isinstance(item, Run) and item.bold for item in row):
        return False
    x0, x1 = min(i.x0 for i in row), max(i.x1 for i in row)
    middle = (row[0].top + row[0].bottom) / 2
    return any(b.holds(x0, middle) and b.holds(x1, middle) and b.x1 - b.x0 > FIELD * (x1 - x0) for b in boxes)


def _labelled(points: list[Point], runs: list[Run]) -> bool:
    """Whether a figure or a letter stands in one of the shapes: they are cells, not symbols."""
    return any(
        s.x0 < r.x0 and r.x1 < s.x1 and s.top < (r.top + r.bottom) / 2 < s.bottom
        for p in points
        for s in p.shapes
        for r in runs
        if r.text.strip().isalnum()
    )


def _points(row: list[Run | Shape]) -> list[Point]:
    points: list[Point] = []
    for item in sorted(row, key=lambda i: i.x0 + i.x1):
        middle = (item.x0 + item.x1) / 2
        if not points or middle - points[-1].x0 > 0.75 * (points[-1].x1 - points[-1].x0):
            points.append(Point(item.x0, item.x1))
        if isinstance(item, Run):
            points[-1].texts.append(item)
        else:
            points[-1].shapes.append(item)
    return points


def _apart(run: Run) -> list[Run]:
    """A run's symbols one by one; set side by side they are ``bold``: maybe typed as a text."""
    text = run.text.replace(" ", "")
    if len(text) == 1:
        return [msgspec.structs.replace(run, bold=False)]
    width = min(0.93 * run.size, (run.x1 - run.x0) / len(text))
    pitch = (run.x1 - run.x0 - width) / (len(text) - 1)
    typed = " " not in run.text.strip() and pitch < 1.15 * run.size
    return [
        msgspec.structs.replace(
            run, text=char, bold=typed, x0=run.x0 + n * pitch, x1=run.x0 + n * pitch + width
        )
        for n, char in enumerate(text)
    ]


def _even(points: Sequence[Point]) -> bool:
    """Whether they, or the gaps between them, are as far apart: two fonts may draw one row."""
    steps = [b.x0 - a.x0 for a, b in pairwise(points)]
    gaps = [b.x0 - a.x1 for a, b in pairwise(points)]
    return any(max(d) - min(d) < EVEN * max(steps) for d in (steps, gaps))


def _symbol_states(points: list[Point], clips: bool, colored: bool) -> tuple[bool | None, ...]:
    if all(p.texts for p in points):
        return _glyph_states(points, clips, colored)
    if any(p.texts for p in points):  # glyphs at some places, paths at others
        return tuple(None for _ in points)
    return _shape_states(points)


def _glyph_states(points: list[Point], clips: bool, colored: bool) -> tuple[bool | None, ...]:
    layers = [sum(_visible(r) for r in p.texts) for p in points]
    if min(layers) > 1 and not clips:
        return tuple(None for _ in points)
    if max(layers) > 1:  # full symbols over empty ones, as far as the rating goes
        return tuple(n > 1 for n in layers)
    if any(len(p.texts) > 1 for p in points):  # the upper layer is clipped away altogether
        return tuple(False for _ in points)
    chars = [p.texts[0].text.strip() for p in points]
    if set(chars) <= set(FULL + EMPTY) and len(set(chars)) > 1:
        return _prefix([char in FULL for char in chars])
    if set(chars) <= set(EMPTY):
        return tuple(False for _ in points)
    if len(set(chars)) > 1:  # two icons of a private font: the rating is drawn first
        return _prefix([char == chars[0] for char in chars])
    first = points[0].texts[0]
    colors = [p.texts[0].color for p in points]
    if len(set(colors)) == 2:
        return _prefix([color == colors[0] for color in colors])
    if first.loose and first.bold and set(chars) <= set(FULL):  # a word processor shows what was typed
        return tuple(True for _ in points)
    typed = first.bold and _is_dark(first.color)  # a text, or a control whose upper layer is missing
    if colored and len(set(colors)) == 1 and _is_grey(first.color) and not typed:  # and no accent
        return tuple(False for _ in points)
    return tuple(None for _ in points)


def _shape_states(points: list[Point]) -> tuple[bool | None, ...]:
    signs = [_shape_sign(p) for p in points]
    if all(s is not None for s in signs):
        return _prefix([bool(s) for s in signs])
    fills = [frozenset(s.fill for s in p.shapes if s.filled) for p in points]
    if len(set(fills)) == 2:
        return _prefix([fill == fills[0] for fill in fills])
    return tuple(None for _ in points)


def _shape_sign(point: Point) -> bool | None:
    """Filled like its outline, or filled otherwise or not at all; None without an outline."""
    shapes = [s for s in point.shapes if _visible(s)]
    outlines = {s.stroke for s in shapes if s.stroked}
    fills = {s.fill for s in shapes if s.filled}
    if not outlines:
        return None
    return bool(fills & outlines)


def _prefix(states: list[bool]) -> tuple[bool | None, ...]:
    """A rating fills its symbols from the first one on; anything else is not understood."""
    count = sum(states)
    if states[:count] == [True] * count:
        return tuple(states)
    return tuple(None for _ in states)


def _visible(item: Run | Shape) -> bool:
    """Whether the clip leaves more than half of it."""
    if item.clip is None:
        return True
    left, right = max(item.x0, item.clip[0]), min(item.x1, item.clip[2])
    return right - left > 0.5 * (item.x1 - item.x0)


def _is_grey(color: str) -> bool:
    """Whether a colour (``rrggbb``) has no hue and is not near white."""
    return len(color) == 6 and not has_hue(color) and int(color[:2], 16) < 240


def _is_dark(color: str) -> bool:
    """Whether a grey (``rrggbb``) is as dark as a text's."""
    return int(color[:2] or "0", 16) < 128


def has_hue(color: str) -> bool:
    """Whether a colour (``rrggbb``) is more than a shade of grey."""
    parts = [int(color[i : i + 2], 16) for i in (0, 2, 4)] if len(color) == 6 else [0]
    return max(parts) - min(parts) >= 24
