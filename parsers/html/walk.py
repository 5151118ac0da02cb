"""Any page -> blocks: paragraphs, headings, lists, tables and native controls in reading order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from lxml.html import HtmlElement
from msgspec.structs import replace

from parsers import grids, labels
from parsers.blocks import Block, Choice, FieldKind, Problem, Table, Text
from parsers.html import controls, drawn, entries, groups
from parsers.html.inline import BLOCKS, SPACE, Run, View, join, links, place, style, styled
from parsers.html.seen import UNREAD
from parsers.html.tree import content
from parsers.marked import resolve
from parsers.print_lines import HEADER

MEDIUM = 16.0
"""Pixels of a page's text that no style sheet sets."""
Claim = Callable[[HtmlElement], "list[Block] | None"]
"""Reads an element itself, or returns None to have it walked."""


class Walker:
    """Collects the blocks of a page; inline content between block edges is one paragraph."""

    def __init__(
        self, view: View, claim: Claim | None = None, *, apart: bool = False, looks: bool = False
    ) -> None:
        """``apart``: inline elements that touch each other are texts of their own, as in a result's header
        they always are. ``looks``: texts get the size, weight and colour that the style sheets give them."""
        self._view, self._claim, self._apart = view, claim, apart
        self._paint = view.paint if looks else None
        self._labels: dict[str, HtmlElement] | None = None
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._start: HtmlElement | None = None
        self._done: set[HtmlElement] = set()
        self.problems: list[Problem] = []

    def walk(self, element: HtmlElement) -> tuple[Block, ...]:
        """All blocks inside ``element``."""
        self._children(element, Run(text="", size=MEDIUM if self._paint else 0.0), _Context())
        self._flush(_Context())
        return tuple(self._blocks)

    def _children(self, element: HtmlElement, look: Run, context: _Context) -> None:
        kept = context.kept or self._view.keeps_lines(element)
        context = _Context(context.heading, context.marker, kept)
        mute = self._view.mute(element)
        self._say("" if mute else element.text, look, element, context)
        apart = _stands_apart(element) and (self._apart or _labels_header(element))
        for child in element:
            if apart:
                self._flush(context)
            if child not in self._done:
                self._element(child, look, context)
            self._say("" if mute else child.tail, look, child, context)

    def _element(self, element: HtmlElement, look: Run, context: _Context) -> None:
        if element.tag == "br":
            self._runs.append(Run(text="\n"))
            return
        if self._view.hidden(element) and not controls.is_drawn_over(element):
            return
        claimed = self._claim(element) if self._claim else None
        if claimed is None:
            claimed = self._native(element)
        if claimed is not None:
            self._flush(context)
            self._blocks += claimed
            return
        inner = styled(element, look, self._paint)
        if element.tag not in BLOCKS:
            self._children(element, inner, context)
            return
        self._flush(context)
        nested = _context(element, context)
        self._children(element, inner, nested)
        self._flush(nested)

    def _say(self, text: str | None, look: Run, element: HtmlElement, context: _Context) -> None:
        if not text:
            return
        shown = text.replace("\u00a0", " ").replace("\r\n", "\n")
        if not context.kept:
            shown = SPACE.sub(" ", shown)
        if shown.strip() and self._start is None:
            self._start = element
        self._runs.append(replace(look, text=shown))

    def _flush(self, context: _Context) -> None:
        runs, start, self._runs, self._start = self._runs, self._start, [], None
        text = join(runs) if start is not None else ""
        if not text or start is None:
            return
        bullet = context.bullet()
        self._blocks.append(
            Text(
                text=text,
                place=place(start),
                style=style(runs, context.heading),
                links=links(runs),
                bullet=bullet,
                tight=bool(bullet and self._blocks and _bullet(self._blocks[-1])),
            )
        )

    # ---------------------------------------------------------------------- native controls

    def _native(self, element: HtmlElement) -> list[Block] | None:
        if element.tag == "table":
            return self._table(element)
        if element.get("role") in ("table", "grid"):
            grid = groups.grid(element, self._view)
            return [grid] if grid else None
        if drawn.is_group(element) and not controls.choices_in(element):
            return drawn.options(element, self._view, named=True)
        if element.get("role") in ("radiogroup", "slider"):
            scale = groups.scale(element, self._view)
            return [scale] if scale else None
        if entries.is_picker(element):
            return [Text(text=(element.get("value") or "").strip(), place=place(element))]
        if files := entries.file_list(element, self._view):
            return [files]
        if ranked := controls.ranked_list(element, self._view):
            return [ranked]
        if controls.is_choice(element):
            return self._choice(element)
        if entries.is_list(element) or entries.is_text_input(element) or entries.is_writable(element):
            near = (element, *islice(element.iterancestors(), controls.CLIMB))
            dated = element.tag != "select" and any(map(entries.takes_date, near))
            return list(entries.entry(element, self._view, FieldKind.DATE if dated else FieldKind.TEXT))
        held = controls.seen_choices(element, self._view) if element.tag == "label" else []
        return self._choice(held[0]) if len(held) == 1 else None

    def _choice(self, control: HtmlElement) -> list[Block]:
        """The option, or nothing where nothing of it is seen."""
        self.problems += controls.disagreement([control])
        label = self._label_for(control)
        if label is not None and control not in label.iter():
            self._done.add(label)
            seen = self._view.shown(label) and not controls.is_unseen(control, label, self._view)
            return [controls.choice(control, label, self._view, frozenset())] if seen else []
        row = controls.row_of(control, control.getroottree().getroot())
        if row is not control and row.tag in ("label", "li", "p", "div", "span"):
            self._done.update(row.iterdescendants())
            seen = not controls.is_unseen(control, row, self._view)
            return [controls.choice(control, row, self._view, frozenset())] if seen else []
        return [self._loose(control)]

    def _label_for(self, control: HtmlElement) -> HtmlElement | None:
        if self._labels is None:
            root = control.getroottree().getroot()
            self._labels = {e.get("for", ""): e for e in root.iter("label")}
        return self._labels.get(control.get("id") or "-")

    def _loose(self, control: HtmlElement) -> Choice:
        """A control whose label is the text after it, up to the next control or line break."""
        above = control.getparent()
        mute = above is not None and self._view.mute(above)
        words = ["" if mute else control.tail or ""]
        control.tail = None
        self._view.forget()
        for sibling in control.itersiblings():
            if sibling.tag == "br" or sibling.tag in BLOCKS or controls.choices_in(sibling):
                break
            words += [self._view.text(sibling), "" if mute else sibling.tail or ""]
            self._done.add(sibling)
            sibling.tail = None
            self._view.forget()
        label = " ".join(" ".join(words).split())
        found = controls.choice(control, control, self._view, frozenset())
        return (
            found
            if not label
            else Choice(
                text=label,
                selected=found.selected,
                place=found.place,
                control=found.control,
                evidence=found.evidence,
            )
        )

    def _table(self, element: HtmlElement) -> list[Block] | None:
        """A grid, or rows of cells; None for a table that only lays out the page."""
        rows = [[c for c in r if c.tag in ("td", "th")] for r in element.iter("tr") if _owner(r) is element]
        rows = [r for r in rows if r]
        if len(rows) < 2 or max(map(len, rows)) < 2:
            return None
        marked = groups.grid(element, self._view)
        if marked is None:
            marked = grids.grid_of([[self._view.text(c) for c in r] for r in rows], place(element))
        if marked is not None:
            return [marked]
        cells = tuple(tuple(self._inside(c) for c in r) for r in rows)
        return [Table(rows=cells, place=place(element))]

    def _inside(self, cell: HtmlElement) -> tuple[Block, ...]:
        walker = Walker(self._view, self._claim, apart=self._apart, looks=self._paint is not None)
        blocks = walker.walk(cell)
        self.problems += walker.problems
        return blocks if self._claim else tuple(resolve(blocks))


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Context:
    """What an enclosing block says of the paragraphs in it."""

    def __init__(self, heading: int = 0, marker: list[str] | None = None, kept: bool = False) -> None:
        self.heading, self.kept = heading, kept
        self.marker = [] if marker is None else marker
        """Of the list's item; the first paragraph in it takes it."""

    def bullet(self) -> str | None:
        return self.marker.pop() if self.marker else None


def _context(element: HtmlElement, context: _Context) -> _Context:
    if element.tag in _HEADINGS:
        return _Context(int(str(element.tag)[1]), context.marker, context.kept)
    if element.get("role") == "heading" and (element.get("aria-level") or "").isdecimal():
        return _Context(min(6, int(element.get("aria-level", "1"))), context.marker, context.kept)
    if element.tag == "li":
        return _Context(context.heading, [_marker(element)], context.kept)
    return context


def _marker(item: HtmlElement) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    first = parent.get("start") or "1"
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    return str((int(first) if first.lstrip("-").isdecimal() else 1) + before)


def _stands_apart(element: HtmlElement) -> bool:
    """Children without a word between them, laid out side by side: each is a text of its own."""
    worded = [c for c in element if c.tag not in UNREAD and content(c).strip()]
    bare = (element.text or "").strip() or any((c.tail or "").strip() for c in element)
    return len(worded) > 1 and not bare


LONGEST_HEADER = 300
"""Characters of an element that can be part of a result's header."""


def _labels_header(element: HtmlElement) -> bool:
    if len(content(element)) > LONGEST_HEADER:
        return False
    words = (" ".join(content(e).split()) for e in element.iterdescendants())
    return any(labels.means(w, *HEADER) for w in words)


def _owner(row: HtmlElement) -> HtmlElement | None:
    return next(row.iterancestors("table"), None)


def _bullet(block: Block) -> bool:
    return isinstance(block, Text) and block.bullet is not None
