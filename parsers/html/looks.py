"""Which of two looks of a control is the chosen one, where pictures and style sheets alone draw it.

What is chosen holds more than what is empty: a disc in the ring, a tick in the box, a fill. Names in the
markup may say it, too. Where they disagree, or nothing tells, it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from lxml import etree
from lxml.html import HtmlElement

from parsers import glyphs
from parsers.blocks import Struct
from parsers.html import ink
from parsers.html.inline import View, classes

_BARE = frozenset({"span", "i", "div", "b", "em", "s", "ins", "label"})
_ON = re.compile(r"(?:^|[-_./ ])(?:is-?)?(?:checked|selected|chosen|ticked)(?=$|[-_./ ])", re.I)
_OFF = re.compile(r"(?:un|not?-?)(?:checked|selected|chosen|ticked)", re.I)
_MORE = 1.08
"""Of the ink of an empty control: a chosen one has more."""
_SHAPES = frozenset({"path", "circle", "rect", "ellipse", "polygon", "polyline", "line", "use"})
_MARKS = re.compile(r"background|border|content|fill")
"""Properties that mark a control: outlines and shadows show where the keyboard is, paleness what is off."""
_PLACES = re.compile(r"\b(?:left|right|top|bottom)\b|radius|spacing|collapse")


class Look(Struct, frozen=True):
    """What draws a control: its parts in their order."""

    tags: tuple[str, ...]
    paint: frozenset[tuple[str, str]]
    """Declarations, each name with the number of its part."""
    pictures: tuple[str, ...]
    """Addresses of pictures, and drawings as they stand in the page."""
    named: bool | None
    """What names in the markup say; None: nothing, or both."""

    @property
    def seen(self) -> tuple[object, ...]:
        """What people see of it."""
        return self.tags, self.paint, self.pictures

    @property
    def bare(self) -> bool:
        """Whether nothing draws it: its style sheets were not saved with the page."""
        return not self.paint and not self.pictures


def parts_of(item: HtmlElement, view: View) -> list[HtmlElement]:
    """The elements that draw a control: pictures, wordless ones, and those that style sheets draw beside.

    What stands behind the words, where something stands before them, is another's: a quiz's verdict.
    """
    found: list[tuple[HtmlElement, bool]] = []
    _collect(item, view, found, [False])
    before = [part for part, behind in found if not behind]
    return before or [part for part, _ in found]


def _collect(
    element: HtmlElement, view: View, found: list[tuple[HtmlElement, bool]], worded: list[bool]
) -> None:
    """``worded``: whether words stand before, as one changing value."""
    if view.hidden(element) and element.tag != "svg":
        return
    picture = element.tag in ("svg", "img")
    if picture or _is_empty(element) or view.paint.draws(element):
        found.append((element, worded[0]))
    if picture:
        return
    worded[0] = worded[0] or _says(element.text)
    for child in element.iterchildren("*"):
        _collect(child, view, found, worded)
        worded[0] = worded[0] or _says(child.tail)


def _says(text: str | None) -> bool:
    return any(map(str.isalnum, text or ""))


def _is_empty(element: HtmlElement) -> bool:
    """Whether it holds neither words nor a picture."""
    if element.tag not in _BARE or element.text_content().strip():
        return False
    return next(element.iter("img", "svg"), None) is None


def look_of(item: HtmlElement, parts: Sequence[HtmlElement], view: View) -> Look:
    """The look of the control of one option, cell or point."""
    paint = {(f"{n} {name}", value) for n, part in enumerate(parts) for name, value in _visible(part, view)}
    pictures = tuple(_picture(p) for p in parts if p.tag in ("img", "svg"))
    names = [n for e in (item, *parts, *_between(item, parts)) for n in _names(e)]
    on, off = any(map(_is_on, names)), any(map(_OFF.search, names))
    return Look(
        tags=tuple(str(p.tag) for p in parts),
        paint=frozenset(paint),
        pictures=pictures,
        named=None if on is off else on,
    )


def _between(item: HtmlElement, parts: Sequence[HtmlElement]) -> set[HtmlElement]:
    inside = set(item.iter("*"))
    return {a for p in parts for a in p.iterancestors() if a in inside}


def _visible(part: HtmlElement, view: View) -> Iterable[tuple[str, str]]:
    return ((name, value) for name, value in view.paint.of(part).items() if not _PLACES.search(name))


def _picture(part: HtmlElement) -> str:
    if part.tag == "img":
        return part.get("src") or ""
    return re.sub(rb"\s(?:id|class)=\"[^\"]*\"", b"", etree.tostring(part, with_tail=False)).decode()


def _names(element: HtmlElement) -> Iterable[str]:
    yield from classes(element)
    for name in ("alt", "title", "aria-label", "src", "href", "data-state", "data-checked"):
        value = element.get(name) or ""
        if value and not value.startswith("data:"):
            yield value


def _is_on(name: str) -> bool:
    return _ON.search(name) is not None and _OFF.search(name) is None


# ------------------------------------------------------------------------------ which of two is chosen


class Known:
    """The looks of a page that are known to be chosen, and to be empty."""

    def __init__(self) -> None:
        self.on: set[Look] = set()
        self.off: set[Look] = set()

    def learn(self, looks: Iterable[Look]) -> None:
        """What the looks of one group of controls say of each other."""
        for one, other in combinations(dict.fromkeys(looks), 2):
            if one.seen == other.seen and not one.bare:
                continue  # people see no difference, whatever the markup says
            said = {vote(one, other) for vote in (_by_names, _by_signs, _by_paint, _by_picture)} - {0}
            if len(said) == 1:
                first = said.pop() > 0
                self.on.add(one if first else other)
                self.off.add(other if first else one)

    def odd(self, looks: Sequence[Look]) -> None:
        """A row of points of which one is chosen: the only one that differs."""
        kinds = dict.fromkeys(looks)
        odd = [look for look in kinds if looks.count(look) == 1]
        if len(kinds) == 2 and len(odd) == 1 and len(looks) > 2:
            self.on.update(odd)
            self.off.update(k for k in kinds if k not in odd)

    def filled(self, looks: Sequence[Look]) -> None:
        """A row of symbols: filled from the first."""
        kinds = list(dict.fromkeys(looks))
        if len(kinds) == 2 and list(looks) == [k for k in kinds for _ in range(looks.count(k))]:
            self.on.add(kinds[0])
            self.off.add(kinds[1])

    def state(self, look: Look) -> bool | None:
        """Whether a control of this look is chosen."""
        on, off = look in self.on, look in self.off
        return None if on is off else on


def _by_names(one: Look, other: Look) -> int:
    """1: the first is chosen by its names, -1: the second, 0: they say nothing."""
    if one.named is other.named:
        return 0
    first = one.named is True or other.named is False
    second = other.named is True or one.named is False
    return int(first) - int(second)


def _by_signs(one: Look, other: Look) -> int:
    """By the signs that style sheets write."""
    mine, theirs = _sign(one), _sign(other)
    return 0 if mine is None or theirs is None else int(mine) - int(theirs)


def _sign(look: Look) -> bool | None:
    written = (value.strip("\"' ") for name, value in look.paint if name.endswith("|content"))
    states = {mark.selected for text in written if (mark := glyphs.mark_of(text))}
    return states.pop() if len(states) == 1 else None


def _by_paint(one: Look, other: Look) -> int:
    """By what is painted: more of it, or a ground where the other has none."""
    mine, theirs = ({n for n, _ in look.paint if _MARKS.search(n)} for look in (one, other))
    if len(one.tags) != len(other.tags):
        return 1 if len(one.tags) > len(other.tags) else -1
    if mine == theirs:
        return 0
    return 1 if mine > theirs else -1 if mine < theirs else 0


def _by_picture(one: Look, other: Look) -> int:
    """By how much is drawn in the first pictures that differ."""
    pair = next((p for p in zip(one.pictures, other.pictures, strict=False) if p[0] != p[1]), None)
    if pair is None:
        return 0
    mine, theirs = map(_drawn, pair)
    if mine is None or theirs is None:
        return 0
    return 1 if mine > theirs * _MORE else -1 if theirs > mine * _MORE else 0


def _drawn(picture: str) -> float | None:
    if picture.startswith("<"):
        return float(sum(picture.count(f"<{shape}") for shape in _SHAPES))
    return ink.share(picture)
