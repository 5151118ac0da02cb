"""Controls that a page draws in its own way, told by how they are laid out -> choices, scales, grids.

For pages whose markup names no controls: a list whose items each hold the same kind of picture, a row of
figures, a row of symbols, a table or a flat row of cells with a drawing under each column.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from lxml.html import HtmlElement
from msgspec.structs import replace

from parsers import glyphs, labels
from parsers.blocks import Block, Choice, Control, Evidence, Grid, GridRow, Scale, ScaleKind, Struct
from parsers.html import controls, drawn
from parsers.html.frames import has_line_around
from parsers.html.inline import View, classes, place
from parsers.html.looks import Known, Look, look_of, parts_of
from parsers.print_lines import HEADER

LONGEST = 300
"""Characters of an option."""
PARTS = 3
"""Elements that draw one control: ring, dot, ripple."""
MOST = 12
"""Points of a scale."""
_RICH = ("table", "ul", "ol", "dl", "p", "h1", "h2", "h3", "h4", "h5", "h6", "input", "textarea", "select")


class Drawn(Struct, frozen=True):
    """One option, cell or point."""

    element: HtmlElement
    words: str
    look: Look


class Shapes:
    """Reads the controls of one page; what their looks mean is learned from all of them."""

    def __init__(self, root: HtmlElement, view: View) -> None:
        self._root, self.view = root, view

    def read(self, element: HtmlElement) -> list[Block] | None:
        """The blocks of an element that lays out controls; None for any other."""
        if len(element) < 2:
            return None
        if found := self.read_scale(element):
            return found
        if table := cells(element, self.view):
            return [self._grid(table, element)]
        if items := options(element, self.view):
            written = free_text(items, self.view)
            return [*map(self._option, items[: -1 if written else None]), *self._free(items[-1], written)]
        return drawn.signed(element, self.view) or self.read_pills(element)

    def read_pills(self, element: HtmlElement) -> list[Block] | None:
        """Words in frames side by side: options, or items to rank, and nothing says which were chosen."""
        children = _alone(element, self.view)
        alike = len(children) > 1 and len({(e.tag, e.get("class")) for e in children}) == 1
        words = [self.view.text(e) for e in children] if alike else []
        if not words or not all(map(_is_line, words)) or not all(map(self._is_framed, children)):
            return None
        if all(w.startswith(str(n)) for n, w in enumerate(words, 1)):
            return None  # their ranks stand beside them
        return [
            Choice(text=w, selected=None, place=place(e), evidence=Evidence.MARKS)
            for e, w in zip(children, words, strict=True)
        ]

    def _is_framed(self, element: HtmlElement) -> bool:
        return has_line_around(self.view.paint.of(element)) and not controls.choices_in(element)

    def holds_any(self, element: HtmlElement) -> bool:
        """Whether an element lays out controls, itself or in it."""
        return any(self.read(e) is not None for e in element.iter("*"))

    def read_scale(self, element: HtmlElement) -> list[Block] | None:
        """A row of figures or of symbols as a scale; None for anything else."""
        if len(element) < drawn.FEWEST:
            return None
        if points := figures(element, self.view):
            return [_scale(points, ScaleKind.NUMBERS, self._known.figures)]
        if points := symbols(element, self.view):
            return [_scale(points, ScaleKind.SYMBOLS, self._known.symbols)]
        return None

    @cached_property
    def _known(self) -> _Meanings:
        found = _Meanings(controls=Known(), figures=Known(), symbols=Known())
        for element in self._root.iter("*"):
            if len(element) > 1:
                _learn(found, element, self.view)
        return found

    def _option(self, item: Drawn) -> Choice:
        label, typed = drawn.free_text(item.words, item.element, self.view)
        return Choice(
            text=label,
            selected=self._known.controls.state(item.look),
            place=place(item.element),
            control=control_of(item.element),
            other=typed is not None,
            other_text=typed,
            evidence=Evidence.MARKS,
        )

    def _free(self, item: Drawn, written: tuple[str, str] | None) -> list[Block]:
        """The option outside the list of the others, if it is one."""
        if written is None:
            return []
        option = self._option(item)
        if not option.selected or option.other:
            return [option]
        label, typed = written  # told by elements, not by its mark
        return [replace(option, text=label, other=True, other_text=typed, evidence=Evidence.MARKUP)]

    def _grid(self, table: Cells, element: HtmlElement) -> Grid:
        columns, rows = table
        return Grid(
            columns=tuple(columns),
            rows=tuple(
                GridRow(
                    label=label,
                    states=tuple(self._known.controls.state(c.look) for c in row),
                    place=place(row[0].element),
                )
                for label, row in rows
            ),
            place=place(element),
            evidence=Evidence.MARKS,
        )


Cells = tuple[list[str], list[tuple[str, list[Drawn]]]]
"""Names of columns, and statements with the cells beside them."""


def control_of(element: HtmlElement) -> Control:
    """What an option's own names say that it is chosen with."""
    names = " ".join(" ".join(classes(e)) for e in element.iter("*")).lower()
    found = {c for c, words in _KINDS.items() if any(w in names for w in words)}
    return found.pop() if len(found) == 1 else Control.UNKNOWN


_KINDS = {Control.CHECKBOX: ("checkbox", "check-box"), Control.RADIO: ("radio", "choicefield")}


def _scale(points: Sequence[Drawn], kind: ScaleKind, known: Known) -> Scale:
    states = tuple(known.state(p.look) for p in points)
    whole = None not in states
    return Scale(
        kind=kind,
        labels=tuple(p.words if kind is ScaleKind.NUMBERS else str(n) for n, p in enumerate(points, 1)),
        states=states if whole else (None,) * len(states),
        place=place(points[0].element),
        evidence=Evidence.MARKS,
    )


class _Meanings(Struct, frozen=True):
    """What looks mean on a page."""

    controls: Known
    figures: Known
    symbols: Known


def _learn(found: _Meanings, element: HtmlElement, view: View) -> None:
    if points := figures(element, view):
        found.figures.odd([p.look for p in points])
    elif points := symbols(element, view):
        found.symbols.filled([p.look for p in points])
    elif table := cells(element, view):
        for _, row in table[1]:
            found.controls.learn(c.look for c in row)
    elif items := options(element, view):
        found.controls.learn(i.look for i in items)


# ------------------------------------------------------------------------------ shapes


def figures(element: HtmlElement, view: View) -> list[Drawn] | None:
    """A row of figures in their order, each in an element of its own, one of which may look chosen."""
    children = _alone(element, view)
    linked = any(next(e.iter("a"), None) is not None for e in children)  # pages of a list
    if not 3 <= len(children) <= MOST or element.tag == "nav" or linked:
        return None
    words = [view.text(e) for e in children]
    if not drawn.figures(words):
        return None
    return [Drawn(element=e, words=w, look=_painted(e, view)) for e, w in zip(children, words, strict=True)]


def symbols(element: HtmlElement, view: View) -> list[Drawn] | None:
    """A row of drawings of one kind, or of one sign that colours tell."""
    children = _alone(element, view)
    if not drawn.FEWEST <= len(children) <= MOST or len({e.tag for e in children}) > 1:
        return None
    signs = {view.text(e) for e in children}
    if len(signs) == 1 and glyphs.is_symbol(min(signs)):
        return [Drawn(element=e, words="", look=_painted(e, view)) for e in children]
    if signs != {""}:
        return None
    items = [_drawn(e, view) for e in children]
    kinds = {i.look.tags for i in items}
    return items if len(kinds) == 1 and kinds != {()} else None


def options(element: HtmlElement, view: View) -> list[Drawn] | None:
    """Items of one line each, all drawn with a control of the same kind."""
    children = _alone(element, view)
    if len(children) < 2 or len({e.tag for e in children}) > 1 or controls.choices_in(element):
        return None
    if any(True for e in children for _ in e.iter(*_RICH)):
        return None
    items = [_drawn(e, view) for e in children]
    if not all(_is_option(i) for i in items):
        return None
    return items


def _is_line(words: str) -> bool:
    return bool(words) and "\n" not in words and len(words) <= LONGEST and not labels.means(words, *HEADER)


def _is_option(item: Drawn) -> bool:
    return _is_line(item.words) and 1 <= len(item.look.tags) <= PARTS


def free_text(items: Sequence[Drawn], view: View) -> tuple[str, str] | None:
    """The label of the last option and what was typed behind it, if it alone ends in a line to write on."""
    lines = [_line(i.element, view) for i in items]
    last = lines[-1]
    if last is None or any(line is not None for line in lines[:-1]):
        return None
    typed = " ".join(view.text(last).split())
    label = " ".join(items[-1].words.split()).removesuffix(typed).rstrip(" :–-")
    return (label, typed) if label else None


def _line(item: HtmlElement, view: View) -> HtmlElement | None:
    """The element that an option ends in, if it is drawn as a line or a box to write on."""
    inside = [e for e in item.iterdescendants("*") if view.text(e)]
    last = inside[-1] if inside else None
    if last is None or not view.text(item).endswith(view.text(last)):
        return None
    own = view.paint.of(last)
    return last if last.tag in ("u", "ins") or "border" in own or "border-bottom" in own else None


def cells(element: HtmlElement, view: View) -> Cells | None:
    """A grid: names of columns, then statements with a wordless drawing under each column."""
    if element.tag == "table":
        rows = [[c for c in r if c.tag in ("td", "th")] for r in element.iter("tr")]
        listed = [c for row in rows for c in row] if len({len(r) for r in rows}) == 1 else []
    else:
        listed = _alone(element, view)
    if len(listed) < 6 or controls.choices_in(element):
        return None
    found = [_drawn(e, view) for e in listed]
    corner = 0 if found[0].words else 1
    width = next((n for n, c in enumerate(found[corner:]) if not c.words), 0) - 1
    body = found[corner + width :]
    if width < 2 or len(body) % (width + 1):
        return None
    rows_ = [body[n : n + width + 1] for n in range(0, len(body), width + 1)]
    if not all(r[0].words and all(not c.words and c.look.tags for c in r[1:]) for r in rows_):
        return None
    columns = [" ".join(c.words.split()) for c in found[corner : corner + width]]
    return columns, [(" ".join(r[0].words.split()), r[1:]) for r in rows_]


def _alone(element: HtmlElement, view: View) -> list[HtmlElement]:
    """What an element consists of; nothing where it has words of its own."""
    if any((t or "").strip() for t in (element.text, *(c.tail for c in element))):
        return []
    seen = (c for c in element if isinstance(c.tag, str) and c.tag != "br")
    return [c for c in seen if not view.hidden(c) or c.tag == "svg"]


def _drawn(element: HtmlElement, view: View) -> Drawn:
    parts = parts_of(element, view)
    return Drawn(element=element, words=view.text(element), look=look_of(element, parts, view))


def _painted(element: HtmlElement, view: View) -> Look:
    """The look of a figure: how it and all in it are painted."""
    return look_of(element, list(element.iter("*")), view)
