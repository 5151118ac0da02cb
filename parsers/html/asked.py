"""Prompts that the markup of any page names: legends, labels of boxes, names of groups, terms of a list."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from parsers import labels
from parsers.blocks import Block, Role, Text
from parsers.html import controls, entries, frames
from parsers.html.inline import View, join, links, place
from parsers.html.shapes import Shapes
from parsers.html.walk import Claim
from parsers.print_lines import HEADER

FEWEST = 2
"""Prompts that are named so, for the names to be the page's way: one may be a box for searching."""
_GROUPS = frozenset({"group", "radiogroup", "textbox", "table", "grid", "list", "listbox", "slider", "img"})


def claim(root: HtmlElement, view: View) -> Claim:
    """What reads prompts, and boxes and controls that the page draws in its own way."""
    found, boxes, shapes = prompts(root, view), frames.boxes(root, view), Shapes(root, view)

    def read(element: HtmlElement) -> list[Block] | None:
        if element in found:
            return prompt(element, view)
        return [frames.field(element, view)] if element in boxes else shapes.read(element)

    return read


def prompts(root: HtmlElement, view: View) -> frozenset[HtmlElement]:
    """The elements that hold a prompt; none where the page names not those of all its controls so."""
    found = dict(_named(root, view))
    taking = [e for e in root.iter("*") if _takes_answer(e, view)]
    terms = () if found else tuple(_terms(root, view))
    if terms:
        named = all(any(a.tag == "dd" for a in e.iterancestors()) for e in taking)
        return frozenset(terms) if named and len(terms) >= FEWEST else frozenset()
    covered = {e for around in found.values() for e in around.iter("*")}
    whole = len(found) >= FEWEST and covered.issuperset(taking)
    return frozenset(found) if whole else frozenset()


def prompt(element: HtmlElement, view: View) -> list[Block]:
    """A prompt with its number and required mark, where they stand in elements of their own."""
    marks = [e for e in element.iterdescendants() if labels.means(_bare(view.text(e)), "required")]
    first = next((e for e in element.iterdescendants() if view.text(e)), None)
    alone = first is not None and not (element.text or "").strip()
    number = view.text(first).rstrip(".):") if first is not None and alone else ""
    ordinal = first if number.isdecimal() and len(number) <= 3 and view.text(element) != number else None
    away = frozenset([*marks, *([ordinal] if ordinal is not None else [])])
    runs = list(view.runs(element, away, False))
    return [
        Text(
            text=join(runs),
            place=place(element),
            links=links(runs),
            role=Role.PROMPT,
            number=number if ordinal is not None else None,
            required=True if marks else None,
        )
    ]


def _bare(text: str) -> str:
    return text.strip("()[]（）［］ *＊")


def _named(root: HtmlElement, view: View) -> Iterator[tuple[HtmlElement, HtmlElement]]:
    """Elements that hold a prompt, each with what it is the prompt of."""
    by_id = {e.get("id", ""): e for e in root.iter("*") if e.get("id")}
    held: set[HtmlElement] = set()
    for fieldset in root.iter("fieldset"):
        legend = fieldset.find("legend")
        if legend is not None and view.text(legend) and not _holds_others(fieldset):
            held.update(fieldset.iter("*"))
            yield legend, fieldset
    for element in root.iter("*"):
        if element.get("role") in _GROUPS and element not in held:
            name = by_id.get(next(iter((element.get("aria-labelledby") or "").split()), "-"))
            if name is not None and view.text(name) and name not in element.iter():
                held.update(element.iter("*"))
                yield name, element
    for label in root.iter("label"):
        box = by_id.get(label.get("for") or "-")
        if box is not None and box not in held and _is_box(box) and view.text(label):
            yield label, box


def _holds_others(fieldset: HtmlElement) -> bool:
    """Whether a fieldset is a section: it groups others, or boxes with labels of their own."""
    return next(fieldset.iterdescendants("fieldset"), None) is not None


def _is_box(element: HtmlElement) -> bool:
    return entries.is_text_input(element) or element.tag == "select" or entries.is_writable(element)


def draws_all(root: HtmlElement, view: View) -> bool:
    """Whether a page draws all its controls itself: only their looks tell them from texts."""
    return not takes_answers(root, view) and Shapes(root, view).holds_any(root)


def takes_answers(root: HtmlElement, view: View) -> bool:
    """Whether a page holds controls that are no drawings."""
    return any(_takes_answer(e, view) for e in root.iter("*"))


def _takes_answer(element: HtmlElement, view: View) -> bool:
    if controls.is_choice(element):
        return True
    return _is_box(element) and view.shown(element) and not entries.is_picker(element)


def _terms(root: HtmlElement, view: View) -> Iterator[HtmlElement]:
    """Terms of a list of descriptions, unless it is the header of a result."""
    for term in root.iter("dt"):
        described = term.getnext() is not None and term.getnext().tag == "dd"
        if described and view.text(term) and not labels.means(view.text(term), *HEADER):
            yield term
