"""Boxes to type in and lists to choose from -> fields."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

from parsers import labels
from parsers.blocks import (
    Choice,
    Control,
    Evidence,
    Field,
    FieldKind,
)
from parsers.html.inline import View, automation, classes, join, links, place
from parsers.patterns import gaps

_TEXT_TYPES = frozenset(
    {"", "text", "email", "url", "tel", "number", "search", "date", "datetime-local", "time"}
)
ICON = re.compile("[\ue000-\uf8ff]")
_ORDER = re.compile(r"(?<!\w)[dmyDMY]{1,4}(?P<sep>[-/. ]{1,2})[mdMD]{1,4}(?P=sep)[dyDY]{1,4}(?!\w)")
_FILE_NAME = re.compile(r"\S.*\.\w{1,5}", re.S)
_FILED = re.compile(r"(?:^|[-_])files?(?=$|[-_A-Z])|[uU]pload")
_DATED = re.compile(r"(?:^|[-_])date(?:$|[-_]|picker|input|time|container|field)|DatePicker", re.I)


def is_text_input(element: HtmlElement) -> bool:
    """A box to type in."""
    return element.tag == "textarea" or (
        element.tag == "input" and element.get("type", "").lower() in _TEXT_TYPES
    )


def takes_date(element: HtmlElement) -> bool:
    """Whether an element is made for a date: by Forms' name, its components' class, the type of input, or the
    order of day, month and year that an empty one shows."""
    if element.tag == "input" and element.get("type", "").lower() in ("date", "datetime-local"):
        return True
    if element.tag == "input" and _ORDER.search(element.get("placeholder") or ""):
        return True
    return _is_dated(automation(element), element.get("class") or "")


@lru_cache(maxsize=8192)
def _is_dated(name: str, names: str) -> bool:
    return any(map(_DATED.search, (name, *names.split())))


def takes_file(element: HtmlElement) -> bool:
    """Whether an element's own name says that it holds uploaded files."""
    return any(map(_FILED.search, {automation(element), *classes(element)}))


def file_list(element: HtmlElement, view: View) -> Field | None:
    """A list of links to files and nothing else: what was uploaded."""
    items = [e for e in element if e.tag == "li"] if element.tag in ("ul", "ol") else []
    anchors = [a for item in items for a in item.iter("a")]
    names = [" ".join(view.text(a).split()) for a in anchors]
    if not items or names != [" ".join(view.text(item).split()) for item in items]:
        return None
    if not all(map(_FILE_NAME.fullmatch, names)):
        return None
    found = [link for a in anchors for link in links(list(view.runs(a, (), False)))]
    return Field(
        text="\n".join(names),
        kind=FieldKind.FILE,
        place=place(element),
        links=tuple(found),
        evidence=Evidence.MARKUP,
    )


def is_writable(element: HtmlElement) -> bool:
    """An element that is a box to type in by its role alone."""
    return element.get("role") == "textbox" or element.get("contenteditable") in ("", "true")


def is_picker(element: HtmlElement) -> bool:
    """The owner's picker of results: a box named ``Respondent`` with the number in it."""
    if element.tag != "input" or not (element.get("value") or "").strip().isdecimal():
        return False
    before = element.getprevious()
    named = (element.get("aria-label") or "", str(before.text_content()) if before is not None else "")
    return any(labels.means(" ".join(name.split()), "respondent") for name in named)


def is_list(element: HtmlElement) -> bool:
    """A drop-down list: native, or a button that opens a list box."""
    role, popup = element.get("role"), element.get("aria-haspopup")
    if element.tag == "select" or (role == "combobox" and element.tag != "input" and popup != "dialog"):
        return True
    return popup == "listbox" and (role in ("button", "combobox", "listbox") or element.tag == "button")


def entry(element: HtmlElement, view: View, kind: FieldKind = FieldKind.TEXT) -> list[Field | Choice]:
    """A box to type in or a list, with what stands in it; a list that does not say which of its options it
    shows is options of unknown state."""
    found = field(element, view, kind)
    if element.tag != "select" or found.text or not found.options:
        return [found]
    first = next(element.iter("option"), None)
    invites = first is not None and view.text(first) not in found.options
    if invites or any(o.get("selected") is not None for o in element.iter("option")):
        return [found]
    return [
        Choice(text=o, selected=None, place=found.place, control=Control.RADIO, evidence=Evidence.MARKUP)
        for o in found.options
    ]


def field(element: HtmlElement, view: View, kind: FieldKind = FieldKind.TEXT) -> Field:
    """A box to type in or a list, with what stands in it."""
    if is_list(element) and not (kind is FieldKind.DATE and element.tag != "select"):
        return _list(element, view)
    if element.tag in ("textarea", "input"):
        given = typed(element, view)
        return Field(text=given, kind=kind, place=place(element), typed=bool(given), evidence=Evidence.MARKUP)
    runs = list(view.runs(element, (), view.keeps_lines(element)))
    text = join(runs)
    empty = labels.means(text, "placeholder_text") or gaps(text, "placeholder_pattern") is not None
    pale = next((e for e in element.iterdescendants() if classes(e) & {"ph", "placeholder"}), None)
    return Field(
        text=text,
        kind=kind,
        place=place(element),
        links=links(runs),
        placeholder=bool(text) and (empty or (pale is not None and view.text(pale) == text)),
        evidence=Evidence.MARKUP,
    )


def _list(element: HtmlElement, view: View) -> Field:
    if element.tag != "select":
        shown = field_text(element, view)
        placeholder = labels.means(shown, "placeholder_text")
        return Field(
            text=shown,
            kind=FieldKind.DROPDOWN,
            place=place(element),
            placeholder=placeholder,
            evidence=Evidence.MARKUP,
        )
    options = list(element.iter("option"))
    chosen = [view.text(o) for o in options if o.get("selected") is not None]
    names = [
        view.text(o) for o in options if not labels.means(view.text(o), "placeholder_text") and view.text(o)
    ]
    return Field(
        text="\n".join(c for c in chosen if c),
        kind=FieldKind.DROPDOWN,
        place=place(element),
        options=tuple(names),
        placeholder=any(labels.means(c, "placeholder_text") for c in chosen),
        evidence=Evidence.MARKUP,
    )


def field_text(element: HtmlElement, view: View) -> str:
    """What a list shows: its text, or the value of the box inside it."""
    box = element if element.tag == "input" else next(element.iter("input"), None)
    shown = " ".join(ICON.sub("", view.text(element)).split())
    return shown or (typed(box, view) if box is not None else "")


def typed(element: HtmlElement, view: View) -> str:
    """What stands in a native box, lines kept."""
    if view.mute(element):
        return ""
    text = (element.text_content() if element.tag == "textarea" else element.get("value")) or ""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n").strip()
