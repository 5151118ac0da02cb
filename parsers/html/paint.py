"""How a page's style sheets paint its elements: colours, frames, weights, and what they draw around them.

Read only where the look decides: pages whose markup names neither prompts nor the states of controls.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import cssselect2
from cssselect2.compiler import CompiledSelector
from lxml.html import HtmlElement

from parsers.html.boxes import font_size
from parsers.html.css import values as css
from parsers.html.css.cascade import NOT_UNDERSTOOD, Cascade, Declarations, Index
from parsers.html.css.sheets import Rule, plain, rules

_PAINT = frozenset({
    "background", "background-color", "background-image", "border", "border-color", "border-style",
    "border-width", "border-bottom", "border-inline-start", "border-left", "box-shadow", "outline",
    "color", "content", "fill", "stroke", "font", "font-size", "font-style", "font-weight",
    "opacity", "transform", "clip-path", "text-decoration", "text-decoration-line",
})  # fmt: skip
DRAWN = ("::before", "::after")
"""Prefixes of what a style sheet draws before and behind an element's content."""
_NOTHING: Declarations = {}
_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")
_LIGHT = re.compile(r"\b(?:normal|lighter|[1-5]00)\b")


class Paint:
    """The painting declarations of each element, worked out when first asked for."""

    def __init__(self, index: Index, sheets: list[str]) -> None:
        self._index, self._sheets = index, sheets
        self._own: dict[HtmlElement, Declarations] | None = None

    def of(self, element: HtmlElement) -> Declarations:
        """What paints an element; names of what is drawn before and behind it begin with ``::``."""
        if self._own is None:
            self._own = _painted(self._index, self._sheets)
        return self._own.get(element, _NOTHING)

    def draws(self, element: HtmlElement) -> bool:
        """Whether a style sheet draws something before or behind an element's content."""
        own = self.of(element)
        return any(f"{at}|content" in own and own[f"{at}|content"] not in ("none", "normal") for at in DRAWN)


def _painted(index: Index, sheets: list[str]) -> dict[HtmlElement, Declarations]:
    cascade = _Painter(index, _PAINT)
    for element, name, value in index.hints:
        cascade.hint(element, name, value)
    for sheet in sheets:
        cascade.add(rules(sheet))
    for element, style in index.styled:
        cascade.inline(element, plain(style))
    return cascade.of()


class _Painter(Cascade):
    """A cascade that keeps what is declared for ``::before`` and ``::after``, too."""

    def add(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            values = self._of_interest(rule.declarations)
            for selector in self._all_selectors(rule.selectors) if values else ():
                self._order += 1
                at = f"::{selector.pseudo_element}|" if selector.pseudo_element else ""
                named = [(at + name, value) for name, value in values]
                for element in self._index.matching(selector, False):
                    self._hold(element, named, not rule.layered, 0, selector.specificity)

    def _all_selectors(self, text: str) -> Iterator[CompiledSelector]:
        return (s for s in _compiled(text) if s.pseudo_element in (None, "before", "after"))


@lru_cache(maxsize=8192)
def _compiled(selectors: str) -> tuple[CompiledSelector, ...]:
    try:
        found = cssselect2.compile_selector_list(selectors)
    except (*NOT_UNDERSTOOD, SyntaxError, RecursionError, MemoryError):  # of code that nests too deep
        return ()
    return tuple(s for s in found if not s.never_matches)


# ------------------------------------------------------------------------------ how text looks


def weight(own: Declarations) -> bool | None:
    """Whether declarations make text bold; None where they say nothing of it."""
    said = own.get("font-weight") or own.get("font", "").split("/")[0]
    if _BOLD.search(said):
        return True
    return False if _LIGHT.search(own.get("font-weight", "")) or "font" in own else None


def slant(own: Declarations) -> bool | None:
    """Whether declarations make text italic; None where they say nothing of it."""
    said = own.get("font-style", "")
    if said:
        return said.startswith(("italic", "oblique"))
    return "italic" in own["font"] if "font" in own else None


def size(own: Declarations, around: float, factor: float) -> float:
    """Pixels of text inside text of ``around`` pixels; ``factor``: what browsers make of its tag."""
    told = "font" in own or "font-size" in own
    return font_size(own, around) if told else around * factor


def ink(own: Declarations) -> str | None:
    """The colour of text as ``rrggbb``; None where nothing is said of it."""
    found = css.color(own.get("color", ""))
    return "".join(f"{round(255 * c):02x}" for c in found[:3]) if found else None
