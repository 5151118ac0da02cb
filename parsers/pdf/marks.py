"""Shapes and glyphs -> radio buttons and check boxes, each with what it shows by itself.

A sign is something smaller, a tick or an icon glyph, centred in a square-ish outline; what it says,
``states`` decides by all controls of the document. Colour and the number of paths say nothing by themselves
(prints drop fills, and native controls paint extra white shapes).
"""

from __future__ import annotations

import msgspec

from parsers.blocks import Control
from parsers.pdf.brackets import bracket_signs
from parsers.pdf.glyphs import STARS
from parsers.pdf.page import BBox, FieldType, FormField, Kind, Page, Run, Shape

GLYPHS: dict[str, tuple[Control, bool]] = {
    **dict.fromkeys("☐□▢⬜🗆\u25fb\u25fd\ue739", (Control.CHECKBOX, False)),
    **dict.fromkeys("☒☑☑🗹🗵⊠▣\U0001f5f9\ue73a\ue73d\ue73e\ue73b", (Control.CHECKBOX, True)),
    **dict.fromkeys("○◯⚪⭘\u26aa\uecca\uea3a", (Control.RADIO, False)),
    **dict.fromkeys("◉●⦿⚫🔘⬤\u26ab\ueccb\uea3b", (Control.RADIO, True)),
}
TICKS = frozenset({"✓", "✔", "✅", "🗸", "✔\ufe0f"})
NO_CONTROLS = STARS | frozenset("-–—.,:;·•*/|()")
BUTTONS = frozenset("<>‹›«»←→❮❯+?!…")
"""What stands on the buttons of a page, and in no control."""
SPECK = 0.15
"""Of the outline: a smaller closed shape is dirt, or a bullet's shine."""
SURE_INNER = 0.68
"""Of the outline: a smaller closed shape is a sign."""
DOUBTFUL_INNER = 0.78
"""Up to here it may be the hole of a thick border: decided by the neighbours."""
LARGEST_ICON = 0.85
"""Of the outline: a larger polygon is its shadow or a part of its border; a tick may reach over it."""
LARGEST_PICTURE = 1.6
"""Of the outline: a larger picture is no control's, but a ground or a logo."""
LARGEST = 2.6
"""Of the text's size: no control is larger."""
OUTLINES = (Kind.ROUND, Kind.RECT, Kind.ROUNDED)


class Look(msgspec.Struct, frozen=True, gc=False):
    """What a drawn control shows, in shares of its outline's height; equal where no difference is seen."""

    ticked: bool
    """A tick, a cross or an icon is in it."""
    inner: float
    """The largest closed shape inside; 0: none."""
    inners: int
    ring: float
    """The outline's stroke."""
    color: str
    """The stroke's."""
    fill: str
    """The uppermost fill of the outline's size."""
    hollow: bool
    layers: int
    """Shapes of the outline's size."""
    pictured: bool = False
    """A picture lies in it."""


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
    stated: bool = False
    """The document itself states it: an AcroForm field."""
    look: Look | None = None
    """Of a drawn one."""

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
    marks += [Mark(*c.box, c.kind, c.on) for c in page.controls]
    if page.pictured:
        return marks, used
    icons = [r for r in page.runs if r.x1 - r.x0 < 1.3 * LARGEST * body]
    larger = [r for r in page.runs if r.size > body]
    for group in _clusters(page.shapes, larger, body):
        mark = _drawn(group, icons, page.images, used)
        if mark is not None and not any(_over(mark, other) for other in fields):
            marks.append(mark)
    for run in page.runs:
        if len(run.text) > 3 or run.text.isalnum():
            continue
        known = GLYPHS.get(run.text.strip())
        if known and id(run) not in used:
            used.add(id(run))
            marks.append(Mark(run.x0, run.top, run.x1, run.bottom, known[0], known[1], run))
    for run, control, on in bracket_signs(page.runs):
        used.add(id(run))
        marks.append(Mark(run.x0, run.top, run.x1, run.bottom, control, on, run))
    return [*marks, *_typed_signs(page.runs, marks, used)], used


def _typed_signs(runs: list[Run], marks: list[Mark], used: set[int]) -> list[Mark]:
    """Signs in the column of typed controls: a tick is a chosen one, of others we know nothing."""
    typed = [m for m in marks if m.glyph]
    found = []
    for run in runs:
        text = run.text.strip()
        if not 0 < len(text) < 3 or any(map(str.isalnum, text)) or text[0] in NO_CONTROLS or id(run) in used:
            continue
        cx = (run.x0 + run.x1) / 2
        above = next((m for m in typed if abs(m.cx - cx) < 0.4 * m.size), None)
        if above and _as_large(above, run):
            used.add(id(run))
            on = True if text in TICKS else None
            found.append(Mark(run.x0, run.top, run.x1, run.bottom, above.control, on, run))
    return found


def _as_large(mark: Mark, run: Run) -> bool:
    """Whether a sign is about as large as a control."""
    return 0.5 < (run.x1 - run.x0) / mark.size < 2.0


def _stated(field: FormField) -> Mark:
    control = Control.RADIO if field.kind == FieldType.RADIO else Control.CHECKBOX
    return Mark(*field.box, control, field.on, stated=True)


def _over(mark: Mark, field: Mark) -> bool:
    """Whether a shape only frames a field."""
    return field.x0 - 2 < mark.cx < field.x1 + 2 and field.top - 2 < mark.cy < field.bottom + 2


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
    outer = next((s for s in group if s.kind != Kind.TICK), group[0])  # a tick may reach over its box
    width, height = outer.x1 - outer.x0, outer.bottom - outer.top
    limit = body if height < 2.3 * body else _label_size(outer, runs, body)
    return (
        0.55 * body < height < 2.3 * limit
        and 0.8 < width / height < 1.25
        and any(s.kind in OUTLINES and s.bottom - s.top > 0.8 * height for s in group)
    )


def _drawn(group: list[Shape], runs: list[Run], images: list[BBox], used: set[int]) -> Mark | None:
    outer = max((s for s in group if s.kind in OUTLINES), key=lambda s: s.bottom - s.top)
    inside = [r for r in runs if outer.x0 < (r.x0 + r.x1) / 2 < outer.x1 and _covers(outer, r)]
    if any(c.isalnum() or c in BUTTONS for r in inside for c in r.text):
        return None  # a cell with a figure or a letter in it, or a button
    icons = [r for r in inside if r.x1 - r.x0 > 0.1]
    used.update(map(id, icons))
    known = [GLYPHS.get(r.text.strip(), (Control.CHECKBOX, True))[1] for r in icons]
    pictured = any(_is_in(outer, image) for image in images)
    look = _look(group, outer, any(known), pictured)
    on: bool | None = look.ticked or 0 < look.inner <= SURE_INNER
    if pictured or (not on and look.inner):
        on = None
    elif known and not any(known):
        on = False
    control = Control.RADIO if outer.kind == Kind.ROUND else Control.CHECKBOX
    return Mark(outer.x0, outer.top, outer.x1, outer.bottom, control, on, look=look)


def _look(group: list[Shape], outer: Shape, icon: bool, pictured: bool) -> Look:
    whole = outer.bottom - outer.top
    alike = [s for s in group if s.kind in OUTLINES and s.bottom - s.top > 0.8 * whole]
    # Stroked outlines include the stroke, inner shapes do not: measure by the bare path.
    height = min(s.bottom - s.top for s in alike)
    inner: list[float] = []
    ticked = icon
    for shape in group:
        size = max(shape.x1 - shape.x0, shape.bottom - shape.top) / height
        if shape.kind not in OUTLINES:
            ticked = ticked or shape.kind == Kind.TICK or size <= LARGEST_ICON
        elif SPECK < size <= DOUBTFUL_INNER:
            inner.append(size)
    stroke = next((s for s in alike if s.stroked or s.hollow), None)
    fills = [s.fill for s in alike if s.filled and not s.hollow]
    return Look(
        ticked=ticked,
        inner=round(max(inner, default=0.0), 2),
        inners=len(inner),
        ring=round(stroke.width / (stroke.bottom - stroke.top), 2) if stroke else 0.0,
        color=(stroke.stroke if stroke.stroked else stroke.fill) if stroke else "",
        fill=fills[-1] if fills else "",
        hollow=any(s.hollow for s in alike),
        layers=len(alike),
        pictured=pictured,
    )


def _is_in(outer: Shape, image: BBox) -> bool:
    """Whether a picture no larger than a control lies in it."""
    x, y = (image[0] + image[2]) / 2, (image[1] + image[3]) / 2
    within = outer.x0 < x < outer.x1 and outer.top < y < outer.bottom
    return within and image[3] - image[1] < LARGEST_PICTURE * (outer.bottom - outer.top)


def _covers(outer: Shape, run: Run) -> bool:
    middle = (run.top + run.bottom) / 2
    return outer.top < middle < outer.bottom and run.x1 - run.x0 < 1.3 * (outer.x1 - outer.x0)
