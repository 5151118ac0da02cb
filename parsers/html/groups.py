"""Groups of controls -> scales and grids."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from parsers.blocks import Evidence, Grid, GridRow, Scale, ScaleKind
from parsers.html.controls import OLD_ITEM, choices_in, control_of, is_choice, seen_choices, state
from parsers.html.inline import View, automation, classes, place
from parsers.patterns import gaps

# ------------------------------------------------------------------------------ scales


def scale(group: HtmlElement, view: View) -> Scale | None:
    """A rating or a 0-10 scale, if the group's points are named by figures in order."""
    sliders = (e for e in group.iter() if e.get("role") == "slider" and e.get("aria-valuemax"))
    slider = next(filter(view.shown, sliders), None)
    if slider is not None:
        return _slider(slider)
    points = seen_choices(group, view)
    if len(points) < 2 or any(_is_option(p, group) for p in points):
        return None
    shown = [view.text(p) for p in points]
    figures = shown if all(s.isdecimal() for s in shown) else [_figure(p) for p in points]
    if not all(figures) or [int(f) for f in figures] != list(
        range(int(figures[0]), int(figures[0]) + len(figures))
    ):
        return None
    states = tuple(state(p) for p in points)
    numbers = figures == shown
    if not numbers and int(figures[0]) != 1:
        return None
    return Scale(
        kind=ScaleKind.NUMBERS if numbers else ScaleKind.SYMBOLS,
        labels=tuple(figures),
        states=states if numbers else filled(states),
        place=place(group),
        evidence=Evidence.MARKUP,
    )


def ruled_scale(table: HtmlElement, view: View) -> Scale | None:
    """A scale drawn as a table: figures in order and as many controls, none of them beside a statement."""
    figures = view.text(table).split()
    points = seen_choices(table, view)
    if len(points) < 2 or len(figures) != len(points) or not all(f.isdecimal() for f in figures):
        return None
    first = int(figures[0])
    if first not in (0, 1) or [int(f) for f in figures] != list(range(first, first + len(figures))):
        return None
    if any(value not in ("", "on", f) for f, value in zip(figures, map(_value, points), strict=True)):
        return None
    return Scale(
        kind=ScaleKind.NUMBERS,
        labels=tuple(figures),
        states=tuple(state(p) for p in points),
        place=place(table),
        evidence=Evidence.MARKUP,
    )


def _value(point: HtmlElement) -> str:
    return (point.get("value") or "").strip()


def _is_option(point: HtmlElement, group: HtmlElement) -> bool:
    """Whether a point is a listed option, which may be called ``1`` as well."""
    for parent in point.iterancestors():
        if parent is group:
            return False
        if parent.tag == "label" or automation(parent) == "choiceItem" or OLD_ITEM in classes(parent):
            return True
    return False


def _figure(point: HtmlElement) -> str:
    label = (point.get("aria-label") or "").strip()
    found = gaps(label, "star_pattern") or (label,)
    return found[0] if found[0].isdecimal() else ""


def filled(states: tuple[bool | None, ...]) -> tuple[bool | None, ...]:
    """Symbols are filled up to the chosen one."""
    if None in states:
        return (None,) * len(states)
    last = max((i for i, s in enumerate(states) if s), default=-1)
    return tuple(i <= last for i in range(len(states)))


def _slider(slider: HtmlElement) -> Scale | None:
    top = slider.get("aria-valuemax", "")
    if not re.fullmatch(r"[1-9]\d?", top):
        return None
    now, count = slider.get("aria-valuenow"), int(top)
    known = now is not None and re.fullmatch(r"\d*", now.strip()) is not None
    value = int(now or 0) if known else -1
    states = tuple(i < value for i in range(count)) if known and value <= count else (None,) * count
    figures = tuple(str(i + 1) for i in range(count))
    return Scale(
        kind=ScaleKind.SYMBOLS, labels=figures, states=states, place=place(slider), evidence=Evidence.MARKUP
    )


# ------------------------------------------------------------------------------ grids


_NAMED_CELLS = ("rowheader", "cell", "gridcell", "columnheader")


def grid(element: HtmlElement, view: View) -> Grid | None:
    """A Likert table: a header row, then statements with one control under each column."""
    rows = [e for e in element.iter() if is_row(e) and view.shown(e)]
    body = [r for r in rows if len(seen_choices(r, view)) >= 2 and cells(r, view)]
    if not body or any(is_choice(c) for r in body for c in cells(r, view)[:1]):
        return None
    head = next((r for r in rows if not choices_in(r)), None)
    width = len(seen_choices(body[0], view))
    columns = [view.text(c) for c in cells(head, view)][-width:] if head is not None else []
    if len(columns) != width or not all(columns):
        columns = _column_names(body[0], view)
    statements = [(view.text(cells(r, view)[0]), r) for r in body]
    if not all(columns) or not any(label for label, _ in statements):
        return None
    return Grid(
        columns=tuple(" ".join(c.split()) for c in columns),
        rows=tuple(_grid_row(label, row, width, view) for label, row in statements),
        place=place(element),
        control=control_of(choices_in(body[0])[0]),
        evidence=Evidence.MARKUP,
    )


def _grid_row(label: str, row: HtmlElement, width: int, view: View) -> GridRow:
    states = tuple(state(c) for c in seen_choices(row, view))
    whole = states if len(states) == width else (None,) * width
    return GridRow(label=" ".join(label.split()), states=whole, place=place(row))


def is_row(element: HtmlElement) -> bool:
    """A row of a table, by tag, name or role."""
    return element.tag == "tr" or automation(element) == "likerTableTr" or element.get("role") == "row"


def cells(row: HtmlElement, view: View) -> list[HtmlElement]:
    """The cells of a row that are seen."""
    named = [
        e for e in row.iter() if automation(e) in ("likerStatementTd", "likerTableTh") and not view.hidden(e)
    ]
    if named and row.tag != "tr":
        return named
    return [c for c in row if (c.tag in ("td", "th") or c.get("role") in _NAMED_CELLS) and not view.hidden(c)]


def _column_names(row: HtmlElement, view: View) -> list[str]:
    label = view.text(cells(row, view)[0])
    names = [(c.get("aria-label") or c.get("value") or "").strip() for c in seen_choices(row, view)]
    return [n.removeprefix(label).strip() or n for n in names]
