"""Boxes that a page draws around typed answers -> fields, whatever stands in them; empty ones are blank.

A box is a frame with nothing in it but words of one weight. Cards hold whole questions, pills and cells stand
side by side: a kind of frame of which one does so is no box.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lxml.html import HtmlElement

from parsers.blocks import Evidence, Field
from parsers.html import paint
from parsers.html.css.cascade import Declarations
from parsers.html.inline import View, join, links, place

FEWEST = 2
"""Boxes of a kind on a page: one alone may be a note or a header."""
LARGE = 20.0
"""Pixels: a heading's size, no typed text's."""
_TAGS = frozenset({"div", "p", "blockquote", "span", "pre", "output", "dd", "table"})
_PLAIN = frozenset({"p", "div", "span", "br", "a", "font", "u", "i", "em", "o:p", "tbody", "tr", "td", "wbr"})
"""What typed text is made of."""
_EDGES = ("border-left", "border-inline-start", "border-bottom")
_ASKS = re.compile(r"^\s*(?:Q\s?)?\d{1,3}\s?[.):、]|[?？؟:：*]\s*$")
_NONE = re.compile(r"\b(?:none|hidden|transparent)\b|^0(?:px|pt|em)?$|^0(?:px|pt|em)?\s")


def boxes(root: HtmlElement, view: View) -> frozenset[HtmlElement]:
    """The elements of a page that are boxes with an answer or without."""
    kinds: dict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
    for element in root.iter(*_TAGS):
        if view.shown(element) and _is_framed(element, view):
            kinds[element.tag, _kind(element)].append(element)
    framed = {e for kind in kinds.values() for e in kind}
    found = (kind for kind in kinds.values() if len(kind) >= FEWEST and _hold_words(kind, framed, view))
    return frozenset(e for kind in found for e in kind)


def field(box: HtmlElement, view: View) -> Field:
    """What stands in a box."""
    runs = list(view.runs(box, (), view.keeps_lines(box)))
    return Field(text=join(runs), place=place(box), links=links(runs), evidence=Evidence.LAYOUT)


def _kind(element: HtmlElement) -> str:
    """The first of its classes: others tell the empty ones."""
    return next(iter((element.get("class") or "").split()), "")


def _is_framed(element: HtmlElement, view: View) -> bool:
    if element.tag == "table":
        cells = list(element.iter("td", "th"))
        return len(cells) == 1 and (_draws_border(element) or _has_edge(view.paint.of(cells[0])))
    return _has_edge(view.paint.of(element))


def _draws_border(table: HtmlElement) -> bool:
    return (table.get("border") or "0").strip() not in ("0", "0px")


def _has_edge(own: Declarations) -> bool:
    """A line all around, or along one side of a ground of its own."""
    if has_line_around(own):
        return True
    ground = own.get("background") or own.get("background-color") or ""
    return bool(ground) and not _NONE.search(ground) and any(_is_line(own.get(e, "")) for e in _EDGES)


def has_line_around(own: Declarations) -> bool:
    """Whether a border is drawn on all sides."""
    return _is_line(own.get("border", "")) or _is_line(own.get("border-style", ""))


def _is_line(value: str) -> bool:
    return bool(value) and not _NONE.search(value)


def _hold_words(kind: list[HtmlElement], framed: set[HtmlElement], view: View) -> bool:
    """Whether all frames of a kind hold typed words alone, none beside another."""
    known = set(kind)
    if any(_is_followed(e, framed, view) for e in kind):
        return False
    return all(_is_typed(e, framed, view) and _next_to(e) not in known for e in kind)


def _is_followed(box: HtmlElement, framed: set[HtmlElement], view: View) -> bool:
    """Whether loose words stand right behind a frame, as an answer behind a note, or its second paragraph."""
    after = box.getnext()
    if after is None or after.tag not in ("p", "div", "span") or after in framed or not view.shown(after):
        return bool((box.tail or "").strip())
    words = view.text(after)
    inner = any(e.tag not in _PLAIN for e in after.iterdescendants("*"))
    heavy = any(paint.weight(view.paint.of(e)) for e in (after, *after.iterdescendants("*")))
    return bool(words) and not (inner or heavy or _ASKS.search(words))


def _is_typed(element: HtmlElement, framed: set[HtmlElement], view: View) -> bool:
    inside = list(element.iterdescendants("*"))
    if any(e.tag not in _PLAIN or e in framed for e in inside):
        return False
    looks = [view.paint.of(e) for e in (element, *inside)]
    return not any(paint.weight(own) or paint.size(own, 1.0, 1.0) > LARGE for own in looks)


def _next_to(element: HtmlElement) -> HtmlElement | None:
    """The element behind it, with no word between."""
    return None if (element.tail or "").strip() else element.getnext()
