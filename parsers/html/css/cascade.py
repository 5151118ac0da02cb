"""Which declarations hold for which element: selectors, specificity, importance and order.

Only the elements that a rule's last part names are looked at, so a page of thousands of rules costs little
more than its elements do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import cssselect2
from cssselect2.compiler import CompiledSelector
from lxml.html import HtmlElement

from parsers.blocks import Unreadable
from parsers.html.css.sheets import Rule, Value, declared
from parsers.html.tree import class_names

MAX_STEPS = 2_000_000
"""Comparisons of elements with selectors; a large page with large sheets takes some 100,000."""
NOT_UNDERSTOOD = (cssselect2.SelectorError, NotImplementedError, ValueError)
Priority = tuple[bool, int, int, tuple[int, int, int], int]
Declarations = dict[str, str]
_NAMES = re.compile(r"[.#](-?[A-Za-z_][\w-]*)", re.ASCII)
_HIDING = frozenset({"hidden", "aria-hidden", "popover"})
_HINTS = {"bgcolor": "background-color", "color": "color", "text": "color", "background": "background-image"}
"""Attributes of old pages -> the property that they set."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ITEMS = re.compile(r"(?:[^,(\[]|\([^()]*\)|\[[^\[\]]*\])+")
_ONE_NAME = re.compile(r"[.#]?[A-Za-z][\w-]*", re.ASCII)
_ODD = re.compile(r"[()\[\]\"'\\]")
"""Brackets in brackets and the like: such selectors are not cut before they are read."""


class Index:
    """A page's elements by class, id and tag."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.by_class: dict[str, list[HtmlElement]] = {}
        self.by_id: dict[str, list[HtmlElement]] = {}
        self.by_tag: dict[str, list[HtmlElement]] = {}
        self.styled: list[tuple[HtmlElement, str]] = []
        self.attributed: list[HtmlElement] = []
        """With an attribute that hides it from some people."""
        self.hints: list[tuple[HtmlElement, str, str]] = []
        """Colours that attributes give."""
        self.all: list[HtmlElement] = []
        self._nodes: dict[HtmlElement, _Node] = {}
        self._steps = 0
        for element in root.iter("*"):
            self._note(element)

    def _note(self, element: HtmlElement) -> None:
        self.all.append(element)
        self.by_tag.setdefault(str(element.tag), []).append(element)
        for name, value in element.items():
            if name == "class":
                for one in class_names(value):
                    self.by_class.setdefault(one, []).append(element)
            elif name == "id":
                self.by_id.setdefault(value, []).append(element)
            elif name == "style":
                self.styled.append((element, value))
            elif name in _HIDING:
                self.attributed.append(element)
            elif name in _HINTS and (name != "color" or element.tag == "font"):
                self.hints.append((element, _HINTS[name], value))

    def node(self, element: HtmlElement) -> _Node:
        """The element as ``cssselect2`` looks at it."""
        found = self._nodes.get(element)
        if found is None:
            found = self._nodes[element] = _Node(element, self)
        return found

    def spend(self, steps: int) -> None:
        """Count steps. Raises ``Unreadable``: ``too_large``."""
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise Unreadable("too_large", "Its style sheets take too many comparisons.", "html")

    def matching(self, selector: CompiledSelector, simple: bool = False) -> Iterable[HtmlElement]:
        """The elements that a selector selects. ``simple``: it asks for one class, id or tag alone."""
        if selector.id is not None:
            held = self.by_id.get(selector.id, [])
        elif selector.class_name is not None:
            held = self.by_class.get(selector.class_name, [])
        elif selector.lower_local_name is not None:
            held = self.by_tag.get(selector.lower_local_name, [])
        else:
            held = self.all
        self.spend(len(held))
        return held if simple else (e for e in held if selector.test(self.node(e)))

    def may_match(self, selector: str) -> bool:
        """Whether the page has all names that a selector asks for outside of brackets."""
        names = _NAMES.findall(_BRACKETS.sub("", selector))
        return all(n in self.by_class or n in self.by_id for n in names)


class _Node(cssselect2.ElementWrapper):  # type: ignore[misc]  # ships no types
    """An element that is looked at only as far as a selector asks."""

    def __init__(self, element: HtmlElement, index: Index) -> None:
        self.etree_element, self._index = element, index
        self.in_html_document, self.transport_content_language = True, None
        above = element.getparent()
        self.parent: _Node | None = None if above is None else index.node(above)
        self.depth: int = 0 if self.parent is None else self.parent.depth + 1
        self.local_name, self.namespace_url, self.id = element.tag, "", element.get("id")
        self.classes = class_names(element.get("class") or "")
        self._before: _Node | None = self
        """Itself: not asked for yet."""

    @property
    def previous(self) -> _Node | None:
        if self._before is self:
            before = self.etree_element.getprevious()
            self._before = None if before is None else self._index.node(before)
        return self._before

    @property
    def etree_siblings(self) -> list[HtmlElement]:
        siblings = [self.etree_element] if self.parent is None else self.parent.etree_children
        self._index.spend(1 + len(siblings) // 16)
        return siblings

    @cached_property
    def index(self) -> int:
        return 0 if self.parent is None else self.parent.places[self.etree_element]

    @cached_property
    def places(self) -> dict[HtmlElement, int]:
        return {e: n for n, e in enumerate(self.etree_children)}

    @property
    def ancestors(self) -> Iterator[_Node]:
        self._index.spend(self.depth)
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def previous_siblings(self) -> Iterator[_Node]:
        node = self.previous
        while node is not None:
            self._index.spend(1)
            yield node
            node = node.previous

    def iter_children(self) -> Iterator[_Node]:
        for element in self.etree_children:
            self._index.spend(1)
            yield self._index.node(element)

    def iter_next_siblings(self) -> Iterator[_Node]:
        for element in self.etree_element.itersiblings("*"):
            self._index.spend(1)
            yield self._index.node(element)


class Cascade:
    """Collects declarations; ``of`` holds what holds for each element that has any."""

    def __init__(self, index: Index, wanted: frozenset[str], *, variables: bool = False) -> None:
        """``variables``: custom properties are wanted, too."""
        self._index, self._wanted = index, wanted
        self._variables = variables
        names = "|".join([*map(re.escape, sorted(wanted)), *(["--[\\w-]+"] if variables else [])])
        self._mentioned = re.compile(rf"\\|(?:^|[;\s])(?:{names})\s*:" if wanted else r"\\", re.I)
        self._held: dict[HtmlElement, dict[str, tuple[Priority, str]]] = {}
        self._order = 0

    def add(self, rules: Iterable[Rule]) -> None:
        """Apply the rules of a style sheet."""
        for rule in rules:
            if not self._mentioned.search(rule.declarations):
                continue
            values = self._of_interest(rule.declarations)
            for selector, simple in self._selectors(rule.selectors) if values else ():
                self._order += 1
                for element in self._index.matching(selector, simple):
                    self._hold(element, values, not rule.layered, 0, selector.specificity)

    def _selectors(self, text: str) -> Iterator[tuple[CompiledSelector, bool]]:
        """The selectors that may match, each with whether it is simple."""
        if _ODD.search(_BRACKETS.sub("", text)):
            yield from ((s, False) for s in compiled(text))
            return
        for one in _ITEMS.findall(text):
            if self._index.may_match(one):
                simple = _ONE_NAME.fullmatch(one.strip()) is not None
                yield from ((s, simple) for s in compiled(one.strip()))

    def inline(self, element: HtmlElement, style: str) -> None:
        """Apply a ``style`` attribute."""
        if self._mentioned.search(style):
            self._order += 1
            self._hold(element, self._of_interest(style), True, 1, (0, 0, 0))

    def hint(self, element: HtmlElement, name: str, value: str) -> None:
        """Apply an attribute such as ``bgcolor``: any rule is stronger."""
        self._held.setdefault(element, {}).setdefault(name, ((False, -1, 0, (0, 0, 0), 0), value.lower()))

    def of(self) -> dict[HtmlElement, Declarations]:
        """The winning declarations of each element that has any; equal ones are one object."""
        shared: dict[tuple[tuple[str, str], ...], Declarations] = {}
        found = {}
        for element, held in self._held.items():
            key = tuple([(name, value) for name, (_, value) in held.items()])
            found[element] = shared.get(key) or shared.setdefault(key, dict(key))
        return found

    def _of_interest(self, text: str) -> list[tuple[str, Value]]:
        return [
            (name, value)
            for name, value in declared(text)
            if name in self._wanted or (self._variables and name.startswith("--"))
        ]

    def _hold(
        self,
        element: HtmlElement,
        values: list[tuple[str, Value]],
        plain: bool,
        inline: int,
        specificity: tuple[int, int, int],
    ) -> None:
        held = self._held.setdefault(element, {})
        for name, value in values:
            # Important declarations of a layer beat those outside of layers: the other way round.
            layer = int(plain is not value.important)
            priority = (value.important, layer, inline, specificity, self._order)
            if name not in held or priority >= held[name][0]:
                held[name] = (priority, value.text)


@lru_cache(maxsize=8192)
def compiled(selectors: str) -> tuple[CompiledSelector, ...]:
    """The selectors of a list; none where one of them is not understood, as in browsers."""
    try:
        found = cssselect2.compile_selector_list(selectors)
    except (*NOT_UNDERSTOOD, SyntaxError, RecursionError, MemoryError):  # of code that nests too deep
        return ()
    return tuple(s for s in found if s.pseudo_element is None and not s.never_matches)
