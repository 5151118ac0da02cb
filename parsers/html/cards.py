"""The questions of a page that is not in Forms' own markup, where its structure names them.

Elements of one kind (headings, legends, terms, labels …) are the prompts where every control of the page
belongs to one of them and no two groups of controls to the same. Else it is read as any page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.html import HtmlElement

from parsers import labels
from parsers.html import controls, drawn, entries
from parsers.html.inline import BLOCKS, View, classes
from parsers.html.titles import behind, known
from parsers.html.tree import content
from parsers.print_lines import HEADER

QUESTION, TITLE, HELP = "questionItem", "questionTitle", "questionSubTitle"
"""The names that Forms has for the parts."""
DOUBTFUL = "doubtful"
"""A question of which it is not clear what was typed: its words stand in no box, though others' do, or beside
others of another kind, or beside a picture."""
FEWEST = 2
"""Prompts and groups of controls: less shows no structure, where the page does not call them headings."""
LONGEST = 600
"""Characters of a prompt."""
_NAMES = frozenset({"legend", "dt", "summary"})
"""Elements that name what follows them."""
_HEADINGS = {"h3": "c", "h4": "c", "h5": "c", "h6": "c", "h2": "h", "th": "i"}
"""Elements that may name it, and how sure: a second level names sections, too."""
_SECTIONS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HINT = re.compile(
    r"(?:^|[-_])(?:q|question|prompt|title|stem|heading|legend)(?:$|[-_])|(?:Title|Prompt|Heading)$", re.I
)
"""In the name of a class: what its maker calls a prompt."""
_TABLES = ("table", "grid")
_FAINT = frozenset({"small", "em", "i"})
_PICTURES = ("svg", "img", "canvas", "ol", "ul", "meter", "progress")
_STRONG = ("b", "strong")
_SURE = "ab"
"""Kinds of elements that name what follows them, by the first letter of their sign."""
Parts = dict[HtmlElement, frozenset[str]]
Sign = tuple[str, str]


class Layout:
    """The elements of a page in their order."""

    def __init__(self, root: HtmlElement, view: View) -> None:
        self.view = view
        self.start: dict[HtmlElement, int] = {}
        self.end: dict[HtmlElement, int] = {}
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self.start[element] = len(self.start)
            else:
                self.end[element] = len(self.start)
        self.units = list(self._units())
        self.is_result = _has_header(root)

    def holds(self, outer: HtmlElement, inner: HtmlElement) -> bool:
        """Whether an element is or contains another."""
        return self.start[outer] <= self.start[inner] < self.end[outer]

    def holds_unit(self, element: HtmlElement) -> bool:
        """Whether an element contains a control, or stands in a group of them."""
        return any(self.holds(element, u) or self.holds(u, element) for u in self.units)

    def _units(self) -> Iterator[HtmlElement]:
        """The smallest elements that hold the controls of one question each."""
        last: HtmlElement | None = None
        for element in self.start:
            if last is not None and self.holds(last, element):
                continue
            unit = self._unit(element)
            if unit is not None and (last is None or not self.holds(last, unit)):
                last = unit
                yield unit

    def _unit(self, element: HtmlElement) -> HtmlElement | None:
        if controls.is_choice(element):
            return self._group(element) if controls.stands(element, self.view) else None
        if not self.view.shown(element) or entries.is_picker(element):
            return None
        if drawn.is_typed_box(element) or self._draws_options(element):
            return element
        if element.tag == "table" and drawn.grid(element, self.view) is not None:
            return element
        typed = entries.is_text_input(element) or entries.is_writable(element) or entries.is_list(element)
        return element if typed or element.get("role") == "slider" else None

    def _draws_options(self, element: HtmlElement) -> bool:
        if len(element) < 2 or controls.choices_in(element):
            return False
        return drawn.options(element, self.view, named=drawn.is_group(element)) is not None

    def _group(self, control: HtmlElement) -> HtmlElement:
        """What holds a choice together with its like: a grid where it is a table's row."""
        above = list(control.iterancestors())
        group = next((e for e in above if len(controls.choices_in(e)) > 1), control)
        if group.tag != "tr" and group.get("role") != "row":
            return group
        return next((e for e in above if e.tag == "table" or e.get("role") in _TABLES), group)


def parts(root: HtmlElement, view: View) -> Parts:
    """Each part of a question with the name that Forms gives it; empty where the page shows no structure.

    Questions whose parts lie side by side are given an element around them.
    """
    layout = Layout(root, view)
    if not layout.units and not layout.is_result:
        return {}
    kinds = ((sign[0] in _SURE, group) for sign, group in _groups(layout))
    groups = (_titles(group, layout, sure) for sure, group in kinds if layout.units or sure)
    found = next(filter(None, groups), [])
    if not found:
        return {}
    cards = _cards(found, layout)
    helps = _helps(cards, found, layout)
    named: Parts = dict.fromkeys(helps, frozenset({HELP})) | dict.fromkeys(found, frozenset({TITLE}))
    boxes = any(not controls.choices_in(u) and not drawn.is_group(u) for u in layout.units)
    for card, title in zip(cards, found, strict=True):
        doubtful = _is_bare(card, layout) and (boxes or _is_mixed(card, title, helps, layout))
        named[card] = frozenset({QUESTION, DOUBTFUL} if doubtful else {QUESTION})
    return named


def _has_header(root: HtmlElement) -> bool:
    """Whether the page names the parts of a result's header: then it is one, be it without any control."""
    texts = {" ".join((e.text or "").split()) for e in root.iter("*")}
    return len({m for t in texts if t for m in HEADER if labels.means(t.strip(":： "), m)}) > 1


def _groups(layout: Layout) -> Iterator[tuple[Sign, list[HtmlElement]]]:
    """Elements that may be all prompts of the page, the surest first."""
    seen = [e for e in layout.start if isinstance(e.tag, str) and layout.view.shown(e)]
    kinds: dict[Sign, list[HtmlElement]] = {}
    naming = {i for e in seen for i in (e.get("aria-labelledby") or "").split()}
    for element in seen:
        if element.get("id") in naming:
            kinds.setdefault(("a", "named"), []).append(element)
        for sign in _signs(element):
            kinds.setdefault(sign, []).append(element)
    yield from sorted(kinds.items(), key=lambda kind: (kind[0][0], -len(kind[1])))


def _signs(element: HtmlElement) -> Iterator[Sign]:
    """The kinds of prompt that an element may be; the first letter orders them."""
    tag = str(element.tag)
    if element.get("role") == "heading" and element.get("aria-level") != "1":
        yield "a", "role"
    if tag in _NAMES:
        yield "b", tag
    if tag in _HEADINGS:
        yield _HEADINGS[tag], tag
    if any(map(_HINT.search, classes(element))):
        yield "d", f"{tag} {element.get('class')}"
    if tag == "label" and element.get("for"):
        yield "e", "label"
    if tag in ("p", "div") and _is_strong(element):
        yield "f", tag
    if tag == "td" and element.getprevious() is None and _is_pair(element):
        yield "g", "cell"


def _is_strong(element: HtmlElement) -> bool:
    """Whether all words of a paragraph are bold."""
    inner = element[0] if len(element) == 1 and element[0].tag in _STRONG else None
    return inner is not None and content(inner).strip() == content(element).strip() != ""


def _is_pair(cell: HtmlElement) -> bool:
    beside = cell.getnext()
    return beside is not None and beside.getnext() is None


def _titles(group: Sequence[HtmlElement], layout: Layout, sure: bool) -> list[HtmlElement]:
    """The prompts among elements of one kind; none where they do not part the page's controls."""
    found: list[HtmlElement] = []
    for element in group:
        words = layout.view.text(element)
        fits = any(map(str.isalpha, words)) and len(words) <= LONGEST and not labels.means(words, *HEADER)
        fits = fits and not layout.holds_unit(element)
        if fits and not (found and layout.holds(found[-1], element)):
            found.append(element)
    starts = [layout.start[e] for e in found]
    at = [bisect_right(starts, layout.start[u]) for u in layout.units]
    if not sure and (len(found) < FEWEST or (len(at) < FEWEST and not layout.is_result)):
        return []
    return found if 0 not in at and len(set(at)) == len(at) else []


def _cards(titles: Sequence[HtmlElement], layout: Layout) -> list[HtmlElement]:
    """The element of each question."""
    own = set(titles)
    highest = [_highest(t, own, layout) for t in titles]
    inside = sum(any(layout.holds(card, u) for card in highest) for u in layout.units)
    if inside * 2 > len(layout.units):
        return highest
    return [_wrapped(card, set(highest)) for card in highest]


def _highest(title: HtmlElement, titles: set[HtmlElement], layout: Layout) -> HtmlElement:
    """The largest element around a prompt that holds no other."""
    card = title
    for above in title.iterancestors():
        if above.tag in ("body", "html") or sum(layout.holds(above, t) for t in titles) > 1:
            break
        card = above
    return card


def _wrapped(first: HtmlElement, firsts: set[HtmlElement]) -> HtmlElement:
    """A new element around a prompt and what follows it, up to the next prompt or heading."""
    rest = []
    for sibling in first.itersiblings():
        heading = sibling.tag in _SECTIONS or sibling.get("role") == "heading"
        if sibling in firsts or heading or any(e in firsts for e in sibling.iterdescendants()):
            break
        rest.append(sibling)
    card: HtmlElement = first.makeelement("div")
    card.sourceline = first.sourceline
    first.addprevious(card)
    for element in (first, *rest):
        card.append(element)
    return card


def _is_bare(card: HtmlElement, layout: Layout) -> bool:
    """Whether no control of the page belongs to a question."""
    return not any(e in layout.units for e in card.iter())


def _is_mixed(card: HtmlElement, title: HtmlElement, helps: set[HtmlElement], layout: Layout) -> bool:
    """Whether its words are of several kinds, look as help does, are a list, or stand beside a picture."""
    kinds = {_kind(e) for e in _texts(card, title, layout) if e not in helps}
    faint = any(not {*wraps.split(), tag}.isdisjoint(_FAINT) for tag, _, wraps in kinds)
    return len(kinds) > 1 or faint or next(card.iter(*_PICTURES), None) is not None


def _helps(cards: Sequence[HtmlElement], titles: Sequence[HtmlElement], layout: Layout) -> set[HtmlElement]:
    """Texts of a kind that stands between prompts and controls: where there are no controls, too."""
    kinds: set[tuple[str, str, str]] = set()
    texts: list[HtmlElement] = []
    for card, title in zip(cards, titles, strict=True):
        inside = list(_texts(card, title, layout))
        unit = next((u for u in layout.units if any(e is card for e in u.iterancestors())), None)
        texts += inside
        if unit is not None:
            kinds |= {_kind(e) for e in inside if layout.start[e] < layout.start[unit]}
    under = {e for t in titles for e in behind(t) if e.tag in BLOCKS and not known(layout.view.text(e))}
    return under | {e for e in texts if _kind(e) in kinds and any(_kind(e)[1:])}


def _texts(card: HtmlElement, title: HtmlElement, layout: Layout) -> Iterator[HtmlElement]:
    """The outermost elements with words beside a prompt that hold no control."""
    for child in card:
        if child is title or not layout.view.shown(child):
            continue
        if any(e is title for e in child.iterdescendants()) or (
            child in layout.start and layout.holds_unit(child)
        ):
            if not any(u is child for u in layout.units):
                yield from _texts(child, title, layout)
        elif layout.view.text(child):
            yield child


def _kind(element: HtmlElement) -> tuple[str, str, str]:
    """What its maker calls a text: the element, its class, and what wraps all its words."""
    inner, wraps = element, ""
    while len(inner) == 1 and not (inner.text or "").strip() and not (inner[0].tail or "").strip():
        inner = inner[0]
        wraps += f" {inner.tag} {inner.get('class') or ''}"
    return str(element.tag), element.get("class") or "", wraps
