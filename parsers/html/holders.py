"""Parts of a page of Forms that its names leave out: found by their place, or by a name of that meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from parsers.html.inline import automation

_SECTION_TITLE = re.compile(r"section[\w-]*(?:title|heading|name)", re.I)
_ENDS = frozenset({"body", "html", "main", "form"})
"""Elements that hold a whole page: no question is one."""


def is_section_title(element: HtmlElement) -> bool:
    """Whether one of its names calls an element the title of a section, in whatever spelling."""
    return _names_section(automation(element), element.get("class") or "")


@lru_cache(maxsize=8192)
def _names_section(of_automation: str, of_class: str) -> bool:
    return any(map(_SECTION_TITLE.search, (of_automation, *of_class.split())))


def holders(
    titles: Sequence[HtmlElement], named: Sequence[HtmlElement], apart: Sequence[HtmlElement]
) -> Iterator[HtmlElement]:
    """The elements that hold a question each, for ``titles`` that stand in none of those ``named`` so: the
    largest around a title that holds no other, and nothing of what stands ``apart`` from questions."""
    counted = Counter(a for e in titles for a in e.iterancestors())
    shut = {a for e in apart for a in e.iterancestors()}
    known = set(named)
    for title in titles:
        above = list(title.iterancestors())
        around = [a for a in above if counted[a] == 1 and a.tag not in _ENDS and a not in shut]
        if around and known.isdisjoint(above):
            yield around[-1]
