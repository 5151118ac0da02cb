"""Which words of a question's title are the prompt, and which stand behind it as labels of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from parsers import labels
from parsers.html.inline import BLOCKS, View
from parsers.html.tree import content

LONGEST = 40
"""Characters of a label in a language that is not known."""
OFTEN = 4
"""Titles in which such labels must stand: fewer may be the last words of prompts that are much alike."""
_BRACKETS = "()[]（）［］ *＊"
TYPES = (
    "type_single_choice",
    "type_multiple_choice",
    "type_text",
    "type_rating",
    "type_date",
    "type_ranking",
    "type_likert",
    "type_nps",
    "type_file_upload",
)


def known(text: str) -> tuple[str, ...]:
    """The labels that a text is made of, in brackets or not; () where it holds anything else."""
    return labels.sequence(text.strip(_BRACKETS), "required", *TYPES)


def behind(title: HtmlElement) -> list[HtmlElement]:
    """The elements behind a title's first words that are set apart from them, none inside another."""
    found: list[HtmlElement] = []
    _collect(title, False, found)
    return found


def recurring(titles: Sequence[HtmlElement], view: View) -> frozenset[HtmlElement]:
    """Labels in languages that are not known: elements of one kind that say few things in many titles."""
    kinds: dict[tuple[str, str], list[tuple[HtmlElement, str]]] = {}
    for title in titles:
        for element in behind(title):
            text = view.text(element)
            if text and len(text) <= LONGEST:
                kinds.setdefault((str(element.tag), element.get("class") or ""), []).append((element, text))
    return frozenset(e for kind in kinds.values() if _says_little([t for _, t in kind]) for e, _ in kind)


def _says_little(texts: Sequence[str]) -> bool:
    return len(texts) >= OFTEN and len(Counter(texts)) * 2 <= len(texts)


def _collect(element: HtmlElement, begun: bool, found: list[HtmlElement]) -> bool:
    """Whether words stand in it or before it."""
    bare = any(map(_is_worded, (element.text, *(c.tail for c in element))))
    begun = begun or _is_worded(element.text)
    for child in element:
        if begun and (child.tag in BLOCKS or not bare) and _is_worded(content(child)):
            found.append(child)
        else:
            begun = _collect(child, begun, found)
        begun = begun or _is_worded(child.tail)
    return begun


def _is_worded(text: str | None) -> bool:
    return any(map(str.isalpha, text or ""))
