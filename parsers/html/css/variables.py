"""Custom properties: ``display: var(--gone)`` -> the value that holds on the element."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from parsers.html.css.cascade import Declarations

MAX_DEPTH = 8
"""Variables in variables; a circle has no value."""
MAX_VALUE = 1_000
"""Characters: values that grow with each step are given up."""
_CALL = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
"""The innermost call, with what holds where the property has no value."""


class Variables:
    """The custom properties of one page, as its elements inherit them."""

    def __init__(self, own: dict[HtmlElement, Declarations]) -> None:
        self._own = own
        self._known: dict[tuple[HtmlElement, str], str | None] = {}

    def resolved(self) -> dict[HtmlElement, Declarations]:
        """The declarations of each element with values in place of variables; one without a value is as if it
        were not declared. Equal ones are one object."""
        shared: dict[tuple[tuple[str, str], ...], Declarations] = {}
        found = {}
        for element, own in self._own.items():
            key = tuple(self._values(element, own))
            found[element] = shared.get(key) or shared.setdefault(key, dict(key))
        return found

    def _values(self, element: HtmlElement, own: Declarations) -> Iterator[tuple[str, str]]:
        for name, text in own.items():
            value = self._filled(element, text, 0) if "var(" in text else text
            if value is not None and not name.startswith("--"):
                yield name, value.strip()

    def _filled(self, element: HtmlElement, text: str, depth: int) -> str | None:
        """A value without variables; None where it has none."""
        while found := _CALL.search(text):
            value = self._of(element, found[1], depth + 1) if depth < MAX_DEPTH else None
            value = found[2] if value is None else value
            text = text[: found.start()] + (value or "") + text[found.end() :]
            if value is None or len(text) > MAX_VALUE:
                return None
        return None if "var(" in text else text

    def _of(self, element: HtmlElement, name: str, depth: int) -> str | None:
        """What a custom property is on an element, its own or inherited."""
        key = (element, name)
        if key in self._known:
            return self._known[key]
        self._known[key] = None  # a circle ends here
        holder = next((e for e in (element, *element.iterancestors()) if name in self._own.get(e, ())), None)
        found = None
        if holder is not None:
            text = self._own[holder][name]
            found = self._filled(holder, text, depth) if "var(" in text else text
        self._known[key] = found
        return found
