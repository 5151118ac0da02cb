"""Options, scales and grids whose controls are drawn, and which no attribute names.

A sign of text beside each option tells its state; a picture does not, and then it is not known. What is no
option here would be taken for a typed answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from parsers import glyphs, grids, labels
from parsers.blocks import Block, Choice, Control, Evidence, Grid, Place, Role, Scale, ScaleKind, Struct, Text
from parsers.html.entries import ICON
from parsers.html.groups import cells, is_row
from parsers.html.inline import View, automation, classes, place

OLD_ITEM = "office-form-question-choice"
_GROUPS = frozenset({"radiogroup", "group"})
_BOXES = frozenset({"textbox-printview", "office-form-question-textbox"})
_BARE = frozenset({"span", "i", "div", "b", "em", "s"})
"""Elements that a style sheet may draw a control with, where nothing is in them."""
FEWEST = 3
"""Figures of a scale, and symbols of a rating: two of a sign may be a typed remark."""
_PAIRS = ("★⭐☆✩✰", "♥❤🖤♡🤍", "●⚫⬤○⚪◯", "■⬛◼□⬜◻")
_EMPTY = frozenset("☆✩✰♡🤍○⚪◯□⬜◻")


class _Item(Struct, frozen=True):
    """An option: its words, and the sign beside them."""

    words: str
    mark: glyphs.Mark | None
    pictured: bool
    place: Place
    typed: str | None = None


def options(container: HtmlElement, view: View, *, named: bool) -> list[Block] | None:
    """The options that an element holds, each in a child of its own; None where it holds something else.
    ``named``: the page says that it is a group of controls."""
    children = _children(container, view)
    while named and len(children) == 1 and not _is_item(children[0]):
        children = _children(children[0], view)
    if len(children) < 2 or len({e.tag for e in children}) > 1:
        return None
    items = [_item(e, view) for e in children]
    told = all(i.mark for i in items)
    if not all(i.words for i in items):
        return None
    if not (named or told or all(i.pictured for i in items) or all(map(_is_item, children))):
        return None
    radio = container.get("role") == "radiogroup"
    return _scale(items, told) or [_option(i, s, radio) for i, s in zip(items, _states(items), strict=True)]


def signed(container: HtmlElement, view: View) -> list[Block] | None:
    """The options of an element, where every one of them has a sign of text beside it."""
    items = [_item(e, view) for e in _children(container, view)]
    return options(container, view, named=False) if items and all(i.mark and i.words for i in items) else None


def is_group(element: HtmlElement) -> bool:
    """Whether the page says that an element groups controls."""
    return element.get("role") in _GROUPS


def is_typed_box(element: HtmlElement) -> bool:
    """Whether it is a box with what was typed: nothing in it is a control."""
    return not _BOXES.isdisjoint(classes(element))


def symbols(text: str) -> Scale | None:
    """A rating drawn with signs of text, some of them empty; filled ones alone may be typed."""
    signs = [c for c in text if not c.isspace() and c not in "\ufe0e\ufe0f"]
    pair = next((p for p in _PAIRS if signs and all(s in p for s in signs)), None)
    states = tuple(s not in _EMPTY for s in signs)
    if pair is None or len(signs) < FEWEST or all(states) or list(states) != sorted(states, reverse=True):
        return None
    figures = tuple(str(n + 1) for n in range(len(signs)))
    return Scale(kind=ScaleKind.SYMBOLS, labels=figures, states=states)


def figures(words: Sequence[str]) -> bool:
    """Whether words are the figures of a scale in their order."""
    if len(words) < FEWEST or not all(w.isdecimal() for w in words) or words[0] not in ("0", "1"):
        return False
    return [int(w) for w in words] == list(range(int(words[0]), int(words[0]) + len(words)))


def grid(table: HtmlElement, view: View) -> Grid | None:
    """A grid whose cells hold signs, pictures, or the column's name once more."""
    rows = [cells(e, view) for e in table.iter() if is_row(e) and view.shown(e)]
    rows = [r for r in rows if r]
    if len(rows) < 2:
        return None
    head = ["", *(view.text(c) for c in rows[0][1:])]
    body = [
        [_without(view.text(c), head[n]) if n < len(head) else view.text(c) for n, c in enumerate(row)]
        for row in rows[1:]
    ]
    return grids.grid_of([head, *body], place(table))


def _without(text: str, name: str) -> str:
    return text.removeprefix(name).removesuffix(name).strip() if name else text


def _children(element: HtmlElement, view: View) -> list[HtmlElement]:
    """What an element consists of; nothing where it has words of its own."""
    if any((t or "").strip() for t in (element.text, *(c.tail for c in element))):
        return []
    return [c for c in element if isinstance(c.tag, str) and not view.hidden(c) and view.text(c)]


def _is_item(element: HtmlElement) -> bool:
    return automation(element) == "choiceItem" or OLD_ITEM in classes(element)


def _item(element: HtmlElement, view: View) -> _Item:
    inside = [e for e in element.iterdescendants() if isinstance(e.tag, str)]
    signs = [e for e in inside if glyphs.mark_of(view.text(e)) is not None]
    outer = [e for e in signs if e.getparent() not in signs]
    whole = view.text(element, frozenset(outer))
    words = " ".join(ICON.sub("", whole).split())
    mark = glyphs.mark_of(view.text(outer[0])) if len(outer) == 1 else None
    if not outer:
        words, mark = _cut(words)
    linked = element.tag == "a" or any(e.tag == "a" for e in inside)  # a file with its icon
    pictured = not linked and (bool(outer) or any(e.tag in ("svg", "img") or _is_empty(e) for e in inside))
    label, typed = _other(words, inside, view)
    return _Item(words=label, mark=mark, pictured=pictured, place=place(element), typed=typed)


def _is_empty(element: HtmlElement) -> bool:
    return element.tag in _BARE and len(element) == 0 and not (element.text or "").strip()


def _cut(words: str) -> tuple[str, glyphs.Mark | None]:
    """Words and the mark that begins or ends them."""
    found = list(glyphs.find_marks(words))
    if len(found) == 1:
        start, end, mark = found[0]
        if start == 0 or end == len(words):
            return (words[:start] + words[end:]).strip(), mark
    return words, None


def free_text(words: str, item: HtmlElement, view: View) -> tuple[str, str | None]:
    """The label of an option, and what was typed into the free one, in an element of its own."""
    inside = [e for e in item.iterdescendants() if isinstance(e.tag, str)]
    return _other(words, inside, view)


def _other(words: str, inside: Sequence[HtmlElement], view: View) -> tuple[str, str | None]:
    """The free option's label, and the words that an element of their own holds behind it."""
    for element in inside:
        given = " ".join(view.text(element).split())
        label = words.removesuffix(given).rstrip(" :") if given else words
        if label != words and labels.means(label, "other"):
            return label, given
    return words, None


def _states(items: Sequence[_Item]) -> Iterator[bool | None]:
    """The states that signs tell: a sign that has two meanings needs its opposite beside it."""
    present = {i.mark.glyph for i in items if i.mark}
    told = all(i.mark for i in items)
    for item in items:
        trusted = told and item.mark is not None and glyphs.is_trusted(item.mark, present)
        yield item.mark.selected if trusted and item.mark else None


def _option(item: _Item, selected: bool | None, radio: bool) -> Choice:
    control = item.mark.control if item.mark else Control.RADIO if radio else Control.UNKNOWN
    other = item.typed is not None or labels.means(item.words, "other")
    return Choice(
        text=item.words,
        selected=selected,
        place=item.place,
        control=control,
        other=other,
        other_text=item.typed,
        evidence=Evidence.MARKS,
    )


def _scale(items: Sequence[_Item], told: bool) -> list[Block]:
    """A scale, where the items are figures; words about them are its ends."""
    points = [i for i in items if i.words.isdecimal()]
    if not figures([p.words for p in points]):
        return []
    ends = [Text(text=i.words, place=i.place, role=Role.SCALE_END) for i in items if i not in points]
    states = tuple(_states(points)) if told else (None,) * len(points)
    scale = Scale(
        kind=ScaleKind.NUMBERS,
        labels=tuple(p.words for p in points),
        states=states,
        place=points[0].place,
    )
    return [scale, *ends]
