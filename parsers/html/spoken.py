"""What a question says of itself, mostly to screen readers alone: that it must be answered, and its type."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from parsers import labels
from parsers.blocks import Struct
from parsers.html import titles
from parsers.html.entries import is_text_input
from parsers.html.inline import View, automation, classes
from parsers.html.leftover import says_points
from parsers.html.titles import TYPES
from parsers.html.tree import content

_LISTED = frozenset({"choiceItem", "likerStatementTd", "likerTableTh", "rankingItemContent"})
"""Parts whose own words may be the name of a type."""


class Spoken(Struct, frozen=True):
    """The hidden labels of a question."""

    types: tuple[str, ...]
    """As written, ``Single choice``; in a language that is not known too."""
    required: bool
    elements: frozenset[HtmlElement]
    """Those that hold the labels: no part of the prompt."""


def hear(
    question: HtmlElement, title: HtmlElement, view: View, unknown: frozenset[HtmlElement] = frozenset()
) -> Spoken:
    """The labels of a question: in its title, hidden anywhere in it, or naming its box. ``unknown``: elements
    of titles that are labels in a language that is not known."""
    found: dict[HtmlElement, tuple[str, ...]] = {}
    inside, behind = frozenset(title.iterdescendants()), frozenset(titles.behind(title))
    heard: set[HtmlElement] = set()
    for element in question.iterdescendants():
        if not isinstance(element.tag, str) or element in heard:
            continue
        said = _label(element, element in inside, view)
        if not said and element in behind:
            text = all_text(element)
            said = titles.known(text) or ((text,) if element in unknown and not says_points(text) else ())
        if said:
            found[element] = said
            heard.update(element.iterdescendants())
    words = [w for said in found.values() for w in said]
    types = [w for w in words if not labels.means(w, "required")] or list(_named(question))
    return Spoken(
        types=tuple(dict.fromkeys(types)),
        required=len([w for w in words if labels.means(w, "required")]) > 0,
        elements=frozenset(found),
    )


def is_spoken(element: HtmlElement, view: View) -> bool:
    """Whether an element is what Forms tells screen readers alone."""
    return bool(isinstance(element.tag, str) and _label(element, True, view))


def _label(element: HtmlElement, in_title: bool, view: View) -> tuple[str, ...]:
    """The words of a screen-reader text; () where the element is none."""
    if not in_title and not view.hidden(element):
        return ()
    text = all_text(element)
    if not text or element.tag in ("script", "style") or automation(element) in _LISTED:
        return ()
    known = labels.sequence(text, "required", *TYPES)
    if known and (view.hidden(element) or (in_title and len(known) > 1)):
        return known if len(known) > 1 else (text,)
    ours = "accessibility-reader-no-display" in classes(element) or (element.get("id") or "").startswith(
        "QuestionInfo_"
    )
    return (text,) if in_title and ours else ()


def _named(question: HtmlElement) -> Iterator[str]:
    """What a box to type in is called, where that is a type's name."""
    for element in question.iterdescendants():
        name = (element.get("aria-label") or "") if isinstance(element.tag, str) else ""
        if name and is_text_input(element) and labels.means(name, *TYPES):
            yield name


def all_text(element: HtmlElement) -> str:
    """All words in it, seen or not."""
    return " ".join(content(element).split())
