"""Shapes and glyphs -> radio buttons and check boxes with their state.

The state comes from shape alone: something smaller, a tick or an icon glyph, centred in a
square-ish outline. Colour and the number of paths say nothing (facts: prints drop fills, and
native controls paint extra white shapes).
"""

from __future__ import annotations

import msgspec

from parsers.blocks import Control
from parsers.pdf.page import FieldType, FormField, Kind, Page, Run, Shape

GLYPHS: dict[str, tuple[Control, bool]] = {
    **dict.fromkeys("☐□▢⬜🗆\u25fb\u25fd\ue739", (Control.CHECKBOX, False)),
    **dict.fromkeys("☒☑☑🗹🗵⊠▣\U0001f5f9\ue73a\ue73d\ue73e\ue73b", (Control.CHECKBOX, True)),
    **dict.fromkeys("○◯⚪⭘\u26aa\uecca\uea3a", (Control.RADIO, False)),
    **dict.fromkeys("◉●⦿⚫🔘⬤\u26ab\ueccb\uea3b", (Control.RADIO, True)),
}
SURE_INNER = 0.68
"""Of the outline: a smaller closed shape is the sign of a chosen control."""
DOUBTFUL_INNER = 0.78
"""Up to here it may be the hole of a thick border: decided by the neighbours."""
LARGEST = 2.6
"""Of the text's size: no control is larger."""
OUTLINES = (Kind.ROUND, Kind.RECT, Kind.ROUNDED)


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A control on the page."""

    x0: float
    top: float
    x1: float
    bottom: float
    control: Control
    on: bool | None
    glyph: Run | None = None
    """The run that is the mark itself."""
    doubtful: bool = False
    stated: bool = False
    """The document itself states it: an AcroForm field."""

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.x1 - self.x0


def find_marks(page: Page, body: float) -> tuple[list[Mark], set[int]]:
    """The page's marks, and the ``id`` of each run that belongs to one.

    ``body``: the size of the page's text in points, which marks are measured by.
    """
    marks = [_stated(f) for f in page.fields if f.on is not None]
    used: set[int] = set()
    fields = marks[:]
    icons = [r for r in page.runs if r.x1 - r.x0 < 1.3 * LARGEST * body]
    larger = [r for r in page.runs if r.size > body]
    for group in _clusters(page.shapes, larger, body):
        mark = _drawn(group, icons, used)
        if mark is not None and not any(_over(mark, other) for other in fields):
            marks.append(mark)
    for run in page.runs:
        if len(run.text) > 3 or run.text.isalnum():
            continue
        known = GLYPHS.get(run.text.strip())
        if known and id(run) not in used:
            used.add(id(run))
            marks.append(Mark(run.x0, run.top, run.x1, run.bottom, known[0], known[1], run))
    return marks, used


def _stated(field: FormField) -> Mark:
    control = Control.RADIO if field.kind == FieldType.RADIO else Control.CHECKBOX
    return Mark(*field.box, control, field.on, stated=True)


def _over(mark: Mark, field: Mark) -> bool:
    """Whether a shape only frames a field."""
    return field.x0 - 2 < mark.cx < field.x1 + 2 and field.top - 2 < mark.cy < field.bottom + 2


def settle(pages: list[list[Mark]]) -> list[list[Mark]]:
    """Decide the doubtful ones by their neighbours.

    An inner shape is a sign if other controls of the kind lack it; where all have it, and some
    have a plainer sign besides, it is only a thick border's inside.
    """
    drawn = [m for marks in pages for m in marks if not m.glyph]
    plain = {m.control for m in drawn if m.on is False}
    marked = {m.control for m in drawn if m.on}

    def decided(mark: Mark) -> Mark:
        if not mark.doubtful:
            return mark
        on = True if mark.control in plain else False if mark.control in marked else None
        return msgspec.structs.replace(mark, on=on)

    return [[decided(m) for m in marks] for marks in pages]


def _label_size(shape: Shape, runs: list[Run], body: float) -> float:
    """The size of the text beside a shape; most of a page's text may be smaller than its labels."""
    reach = 2 * (shape.x1 - shape.x0)
    beside = [
        r.size
        for r in runs
        if shape.top < (r.top + r.bottom) / 2 < shape.bottom
        and shape.x0 - reach < r.x1
        and r.x0 < shape.x1 + reach
    ]
    return min(max([body, *beside]), 1.5 * body)


def _clusters(shapes: list[Shape], runs: list[Run], body: float) -> list[list[Shape]]:
    """Small shapes that share a centre, outlines first."""
    cells: dict[tuple[int, int], list[list[Shape]]] = {}
    groups: list[list[Shape]] = []
    step = 0.45 * body
    small = [s for s in shapes if s.kind != Kind.LINE and _is_small(s, runs, body)]
    small.sort(key=lambda s: s.top - s.bottom)
    for shape in small:
        cx, cy = (shape.x0 + shape.x1) / 2, (shape.top + shape.bottom) / 2
        column, row = int(cx / step), int(cy / step)
        home = None
        for i in (column, column - 1, column + 1):
            for j in (row, row - 1, row + 1):
                for group in cells.get((i, j), ()):
                    outer = group[0]
                    reach = 0.2 * (outer.bottom - outer.top)
                    if (
                        abs((outer.x0 + outer.x1) / 2 - cx) < reach
                        and abs((outer.top + outer.bottom) / 2 - cy) < reach
                    ):
                        home = group
        if home is None:
            home = []
            groups.append(home)
            cells.setdefault((column, row), []).append(home)
        home.append(shape)
    return [g for g in map(_without_ground, groups) if _is_outline(g, runs, body)]


def _without_ground(group: list[Shape]) -> list[Shape]:
    """Without the shaded cells that a control may stand in: square by chance, and no outlines themselves.

    ``group``: from the highest down.
    """
    outlines = [s for s in group if s.kind in OUTLINES]
    drawn = [s.bottom - s.top for s in outlines if s.stroked or s.hollow][-1:]
    drawn += [s.bottom - s.top for s in outlines if s.kind == Kind.ROUND][-2:-1]
    least = min(drawn, default=float("inf"))
    for n, s in enumerate(group):
        ground = s.kind == Kind.RECT and not (s.stroked or s.hollow)
        if not (ground and least < SURE_INNER * (s.bottom - s.top)):
            return group[n:]
    return group


def _is_small(shape: Shape, runs: list[Run], body: float) -> bool:
    size = max(shape.x1 - shape.x0, shape.bottom - shape.top)
    return size < LARGEST * body or (
        size < 1.5 * LARGEST * body and size < LARGEST * _label_size(shape, runs, body)
    )


def _is_outline(group: list[Shape], runs: list[Run], body: float) -> bool:
    outer = group[0]
    width, height = outer.x1 - outer.x0, outer.bottom - outer.top
    limit = body if height < 2.3 * body else _label_size(outer, runs, body)
    return (
        0.55 * body < height < 2.3 * limit
        and 0.8 < width / height < 1.25
        and any(s.kind in OUTLINES and s.bottom - s.top > 0.8 * height for s in group)
    )


def _drawn(group: list[Shape], runs: list[Run], used: set[int]) -> Mark | None:
    outer = max((s for s in group if s.kind in OUTLINES), key=lambda s: s.bottom - s.top)
    inside = [r for r in runs if outer.x0 < (r.x0 + r.x1) / 2 < outer.x1 and _covers(outer, r)]
    if any(any(map(str.isalnum, r.text)) for r in inside):
        return None  # a cell with a figure or a letter in it
    # Stroked outlines include the stroke, inner shapes do not: measure by the bare path.
    height = min(
        s.bottom - s.top
        for s in group
        if s.kind in OUTLINES and s.bottom - s.top > 0.8 * (outer.bottom - outer.top)
    )
    on: bool | None = False
    doubtful = False
    for shape in group:
        size = max(shape.x1 - shape.x0, shape.bottom - shape.top) / height
        if shape.kind not in OUTLINES or 0.15 < size <= SURE_INNER:
            on = True
        elif size <= DOUBTFUL_INNER:
            doubtful = True
    for run in inside:
        if run.x1 - run.x0 > 0.1:
            known = GLYPHS.get(run.text.strip())
            used.add(id(run))
            on = True if known is None else known[1]
    control = Control.RADIO if outer.kind == Kind.ROUND else Control.CHECKBOX
    doubtful = doubtful and not on
    on = None if doubtful else on
    return Mark(outer.x0, outer.top, outer.x1, outer.bottom, control, on, None, doubtful)


def _covers(outer: Shape, run: Run) -> bool:
    middle = (run.top + run.bottom) / 2
    return outer.top < middle < outer.bottom and run.x1 - run.x0 < 1.3 * (outer.x1 - outer.x0)
