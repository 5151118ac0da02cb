"""Radio buttons, check boxes and ranked items -> choices and rankings. Attributes decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from parsers import glyphs, labels
from parsers.blocks import (
    Choice,
    Control,
    Evidence,
    Problem,
    Ranking,
)
from parsers.html.entries import ICON, is_text_input, typed
from parsers.html.inline import View, automation, classes, place
from parsers.html.tree import content

_GROUPS = frozenset({"radiogroup", "group"})
_CONTAINERS = frozenset({"tr", "td", "th", "body", "html", "form", "fieldset", "section", "main"})
_CELLS = frozenset({"td", "th", "tr", "li", "label", "body"})
"""Where a control's own wrappers end."""
OLD_ITEM = "office-form-question-choice"
CLIMB = 4
"""Elements that may lie between a control and the row that holds its label."""


def is_choice(element: HtmlElement) -> bool:
    """A radio button or check box."""
    if element.tag == "input":
        return element.get("type", "").lower() in ("radio", "checkbox")
    return element.get("role") in ("radio", "checkbox") and not any(map(is_choice, element))


def is_drawn_over(element: HtmlElement) -> bool:
    """A native radio button or check box: pages hide it and draw their own at its place."""
    return element.tag == "input" and is_choice(element)


def choices_in(element: HtmlElement) -> list[HtmlElement]:
    """All radio buttons and check boxes inside."""
    return [e for e in element.iter() if isinstance(e.tag, str) and is_choice(e)]


def seen_choices(element: HtmlElement, view: View) -> list[HtmlElement]:
    """Those of them that stand in nothing hidden."""
    return [e for e in choices_in(element) if stands(e, view)]


def stands(control: HtmlElement, view: View) -> bool:
    """Whether a control's place is seen. A native one may be hidden itself, as may what wraps it alone: pages
    draw their own there."""
    if not is_drawn_over(control):
        return view.shown(control)
    place: HtmlElement | None = control.getparent()
    while place is not None and len(place) == 1 and place.tag not in _CELLS and not content(place).strip():
        place = place.getparent()
    return place is None or view.shown(place)


def state(element: HtmlElement) -> bool | None:
    """Whether it is chosen; None where its attributes disagree or say nothing."""
    native = element.tag == "input"
    aria = {"true": True, "false": False}.get(element.get("aria-checked", ""))
    if element.get("aria-checked") is None:
        return (element.get("checked") is not None) if native else None
    if native and element.get("checked") is not None and aria is not True:
        return None
    return aria


def disagreement(elements: Sequence[HtmlElement]) -> Iterator[Problem]:
    """A finding for each control whose attributes disagree."""
    for element in elements:
        if element.get("aria-checked") is not None and state(element) is None:
            yield Problem(
                code="mark_conflict",
                message="The page says of one option both that it is chosen and that it is not.",
                place=place(element),
            )


# ------------------------------------------------------------------------------ options


def row_of(control: HtmlElement, area: HtmlElement) -> HtmlElement:
    """The element around a control that holds its label, and no other control; one that holds words of its
    own, more than the sign it is drawn with, is its own row."""
    if control.tag != "input" and _has_words(control):
        return control
    chain: list[HtmlElement] = []
    for parent in islice(control.iterancestors(), CLIMB):
        if parent is area or parent.get("role") in _GROUPS or parent.tag in _CONTAINERS or _several(parent):
            break
        chain.append(parent)
    item = next(
        (e for e in chain if e.tag == "li" or automation(e) == "choiceItem" or OLD_ITEM in classes(e)), None
    )
    worded = (e for e in chain if _has_words(e) or any(map(is_text_input, e.iter("input", "textarea"))))
    row = item if item is not None else next(worded, control)
    above = row.getparent()
    return above if above is not None and above in chain and _is_box(row.getnext()) else row


def _is_box(element: HtmlElement | None) -> bool:
    """Whether an element is a box to type in, or wraps one alone."""
    while element is not None and len(element) == 1 and not content(element).strip():
        element = element[0]
    return element is not None and is_text_input(element)


def _has_words(element: HtmlElement) -> bool:
    text = ICON.sub("", content(element)).strip()
    return bool(text) and glyphs.mark_of(text) is None


def _several(element: HtmlElement) -> bool:
    return len(list(islice((e for e in element.iter() if is_choice(e)), 2))) > 1


def is_unseen(control: HtmlElement, row: HtmlElement, view: View) -> bool:
    """Whether nothing of an option is seen: its words are hidden, or it has none and is hidden itself."""
    if row is not control and content(row).strip():
        typed = (e for e in row.iter("input", "textarea") if is_text_input(e))
        return not view.text(row) and not any(map(view.shown, typed))
    drawn = any(view.shown(above) for e in row.iter("svg", "img") if (above := e.getparent()) is not None)
    return not view.shown(control) and not drawn


def choice(control: HtmlElement, row: HtmlElement, view: View, without: frozenset[HtmlElement]) -> Choice:
    """An option with its label; the free-text option has a box to type in beside it."""
    boxes = (e for e in row.iter() if isinstance(e.tag, str) and e is not control and is_text_input(e))
    box = next((e for e in boxes if view.shown(e)), None)
    without |= _signs(row, view, without)
    label = view.text(row, without) if row is not control or control.tag != "input" else ""
    label = ICON.sub("", label).strip()
    if box is not None:
        given = typed(box, view).strip()
        invited = box.get("placeholder") or ""
        invited = invited if labels.means(invited, "other") else ""
        label = label or invited or control.get("aria-label") or ""
        return _choice(control, label, other=True, other_text=given or None)
    if (parts := typed_beside(control, row, view, without)) is not None:
        label, given = parts
        return _choice(control, label, other=True, other_text=given if state(control) else None)
    label = label or control.get("aria-label") or control.get("value") or ""
    return _choice(control, label, other=False, other_text=None)


def _signs(row: HtmlElement, view: View, without: frozenset[HtmlElement]) -> frozenset[HtmlElement]:
    """Elements of an option that hold a sign of the control and nothing else: ``(x)`` beside a native input.

    They are no part of the label, and decide nothing: style sheets show and hide them.
    """
    found = frozenset(
        e
        for e in row.iterdescendants()
        if isinstance(e.tag, str) and glyphs.mark_of(view.text(e)) is not None
    )
    return found if view.text(row, without | found).strip() else frozenset()


_TYPED = re.compile(r"other", re.I)
"""In the name of the element that holds what was typed into the free option."""


def typed_beside(
    control: HtmlElement, row: HtmlElement, view: View, without: frozenset[HtmlElement]
) -> tuple[str, str] | None:
    """A free option's label and the text typed beside it, where each is an element's own; else None.

    What the control itself is called is one option, however many elements it is printed with.
    """
    value = " ".join((control.get("value") or "").split())
    whole = " ".join(view.text(row, without).split())
    if row is control or not whole or whole.replace(" ", "") == value.replace(" ", ""):
        return None
    for element in row.iterdescendants():
        if not isinstance(element.tag, str) or element in without:
            continue
        given = " ".join(view.text(element, without).split())
        label = " ".join(view.text(row, without | {element}).split())
        named = any(map(_TYPED.search, (automation(element), *classes(element))))
        if (
            given
            and label
            and whole.endswith(given)
            and (named or labels.means(label, "other") or label == value)
        ):
            return label, given
    return None


def free(option: Choice, name: str, *, alone: bool) -> Choice:
    """The option outside the list of the others: its label, or what was typed in its place.

    ``name``: what the page calls its control. ``alone``: no words stand beside it, so these may be typed.
    """
    whole = alone and name == option.text and bool(option.selected)
    known = [name] if name and option.text.startswith(name) and not whole else []
    known += [option.text[:end] for end in range(len(option.text), 0, -1)]
    for label in known:
        named = label == name or labels.means(label, "other")
        if named and not option.text[len(label) : len(label) + 1].isalnum():
            typed = option.text[len(label) :].strip(" :")
            break
    else:
        label, typed = ("", option.text) if option.selected else (option.text, "")
    return Choice(
        text=label,
        selected=option.selected,
        place=option.place,
        control=option.control,
        other=True,
        other_text=option.other_text or typed or None,
        evidence=option.evidence,
    )


def name_of(control: HtmlElement) -> str:
    """What the page calls an option, apart from its text."""
    names = (control.get("value"), control.get("aria-label"), control.get("data-automation-value"))
    return " ".join(next((n for n in names if n and n != "on"), "").split())


def unlisted(option: Choice) -> Choice:
    """A quiz review's extra row for an answer that is none of the options."""
    return Choice(
        text="",
        selected=option.selected,
        place=option.place,
        control=option.control,
        other=True,
        other_text=option.text,
        evidence=option.evidence,
    )


def _choice(control: HtmlElement, label: str, *, other: bool, other_text: str | None) -> Choice:
    return Choice(
        text=" ".join(label.split()),
        selected=state(control),
        place=place(control),
        control=control_of(control),
        other=other,
        other_text=other_text,
        evidence=Evidence.MARKUP,
    )


def control_of(element: HtmlElement) -> Control:
    kind = element.get("type", "").lower() if element.tag == "input" else element.get("role", "")
    return Control.CHECKBOX if kind == "checkbox" else Control.RADIO


# ------------------------------------------------------------------------------ rankings and fields


def ranking(items: Sequence[HtmlElement], view: View) -> Ranking | None:
    """Items in the order shown; a rank printed beside one is not part of it. None where one is not seen."""
    listed = [_ranked(item, number, view) for number, item in enumerate(items, 1)]
    if not all(listed):
        return None
    return Ranking(items=unranked(listed), place=place(items[0]), evidence=Evidence.MARKUP)


_RANK = re.compile(r"(\d{1,2})(?:[.)]\s*|\s+)(?=\D)")


def unranked(items: Sequence[str]) -> tuple[str, ...]:
    """Items without their ranks, where each begins with its own."""
    found = [_RANK.match(item) for item in items]
    if len(items) < 2 or [m and int(m[1]) for m in found] != list(range(1, len(items) + 1)):
        return tuple(items)
    return tuple(item[m.end() :] for item, m in zip(items, found, strict=True) if m)


def ranked_list(element: HtmlElement, view: View) -> Ranking | None:
    """A list whose items each show their rank in an element of their own."""
    if element.get("role") != "list" and element.tag not in ("ol", "ul"):
        return None
    items = [e for e in element if e.tag == "li" or e.get("role") == "listitem"]
    shown = [(view.text(e), _ranked(e, n, view)) for n, e in enumerate(items, 1)]
    if len(items) < 2 or not all(text and item and text != item for text, item in shown):
        return None
    return ranking(items, view)


def _ranked(item: HtmlElement, number: int, view: View) -> str:
    ranks = frozenset(e for e in item.iterdescendants() if view.text(e).rstrip(".") == str(number))
    return view.text(item, ranks) or view.text(item)
