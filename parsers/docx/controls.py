"""Controls that a form is filled with: content controls and the older form fields."""

from __future__ import annotations

from enum import Enum, auto

from parsers.blocks import Control, Evidence, Field, FieldKind, Link, Struct
from parsers.docx.fonts import in_unicode
from parsers.docx.markup import W14, W15, Element, child, is_on, name_of, number, value
from parsers.glyphs import mark_of
from parsers.labels import means
from parsers.text import fold_lines


class Box(Struct, frozen=True):
    """A check box in a line."""

    selected: bool | None
    control: Control
    evidence: Evidence = Evidence.MARKUP
    conflict: bool = False
    """What it shows is not what its markup says."""


class Kind(Enum):
    """What a content control is to a reader of forms."""

    CHECKBOX = auto()
    DROPDOWN = auto()
    DATE = auto()
    TEXT = auto()
    """Plain text."""
    RICH = auto()
    """Rich text: an answer, or a wrapper around anything."""
    WRAPPER = auto()


_WRAPPERS = frozenset(
    {"docPartObj", "docPartList", "group", "picture", "bibliography", "citation", "equation"}
)
_REPEATS = (W15 + "repeatingSection", W15 + "repeatingSectionItem")


def kind_of(sdt: Element) -> Kind:
    """The kind of a ``w:sdt``."""
    properties = child(sdt, "sdtPr")
    if properties is None:
        return Kind.WRAPPER
    names = {name_of(p) for p in properties}
    if W14 + "checkbox" in names:
        return Kind.CHECKBOX
    if names & {"dropDownList", "comboBox"}:
        return Kind.DROPDOWN
    if "date" in names:
        return Kind.DATE
    if names & _WRAPPERS or names.intersection(_REPEATS) or _is_foreign(properties):
        return Kind.WRAPPER
    return Kind.TEXT if "text" in names else Kind.RICH


def _is_foreign(properties: Element) -> bool:
    """A producer's own wrapper (Google Docs puts runs into some), or a field of the document's properties."""
    tag = value(child(properties, "tag")) or ""
    path = value(child(properties, "dataBinding"), "xpath") or ""
    return tag.startswith("goog_rdk") or "coreProperties" in path or "extended-properties" in path.lower()


def is_empty(sdt: Element) -> bool:
    """Whether the control shows only its placeholder."""
    return is_on(child(sdt, "sdtPr", "showingPlcHdr"))


def checkbox(sdt: Element, shown: str) -> Box:
    """The state of a ``w14:checkbox`` that shows the character ``shown``."""
    properties = child(sdt, "sdtPr")
    box = properties.find(W14 + "checkbox") if properties is not None else None
    states = {on: _state(box, name) for on, name in ((True, "checkedState"), (False, "uncheckedState"))}
    told = _checked(box)
    seen = next((on for on, glyph in states.items() if shown and shown == glyph), None)
    if states[True] == states[False] or seen is None:
        mark = mark_of(shown)
        seen = mark.selected if mark else None
    drawn = [mark.control for glyph in states.values() if (mark := mark_of(glyph))]
    # Word has no radio buttons: people make them of check boxes with round characters.
    control = Control.RADIO if drawn and set(drawn) == {Control.RADIO} else Control.CHECKBOX
    conflict = None not in (told, seen) and told is not seen
    selected = None if conflict else seen if told is None else told
    return Box(selected=selected, control=control, conflict=conflict)


def dropdown(sdt: Element, shown: str) -> Field:
    """A list's choice; the item that only invites to choose is no option and no choice."""
    properties = child(sdt, "sdtPr")
    choices = child(properties, "dropDownList")
    choices = child(properties, "comboBox") if choices is None else choices
    items = [] if choices is None else [i for i in choices if name_of(i) == "listItem"]
    real = [_item_text(i) for i in items if value(i, "displayText") and value(i, "value") != ""]
    invitations = {_item_text(i) for i in items} - set(real)
    if not real:  # no display texts at all: the values are shown
        real, invitations = [_item_text(i) for i in items if value(i, "value")], set()
    real = [text for n, text in enumerate(real) if n or not _is_invitation(text)]
    text = "" if is_empty(sdt) or shown in invitations or _is_invitation(shown) else shown
    return Field(text=text, kind=FieldKind.DROPDOWN, options=tuple(real), evidence=Evidence.MARKUP)


def answer_field(kind: Kind, sdt: Element, shown: str, links: tuple[Link, ...]) -> Field:
    """A text, date or drop-down control as a field."""
    if kind is Kind.DROPDOWN:
        return dropdown(sdt, shown)
    if is_empty(sdt):
        shown, links = "", ()
    what = FieldKind.DATE if kind is Kind.DATE else FieldKind.TEXT
    return Field(text=shown, kind=what, links=links, evidence=Evidence.MARKUP)


def legacy_box(data: Element | None, shown: str) -> Box | None:
    """A ``FORMCHECKBOX``; without its data, what it shows."""
    box = child(data, "checkBox")
    if box is not None:
        state = child(box, "checked")
        return Box(
            selected=is_on(child(box, "default") if state is None else state), control=Control.CHECKBOX
        )
    mark = mark_of(shown)
    return Box(selected=mark.selected, control=mark.control, evidence=Evidence.MARKS) if mark else None


def legacy_text(data: Element | None, shown: str) -> Field:
    """A ``FORMTEXT``; five en spaces are its empty state."""
    what = value(child(data, "textInput", "type"))
    kind = FieldKind.DATE if what == "date" else FieldKind.TEXT
    return Field(text=fold_lines(shown), kind=kind, evidence=Evidence.MARKUP)


def legacy_dropdown(data: Element | None, shown: str) -> Field:
    """A ``FORMDROPDOWN``. Never touched, it shows its first entry: that is no answer."""
    entries = child(data, "ddList")
    if entries is None:
        return Field(text=shown.strip(), kind=FieldKind.DROPDOWN, evidence=Evidence.MARKUP)
    offered = [(value(e) or "").strip() for e in entries if name_of(e) == "listEntry"]
    chosen, default = value(child(entries, "result")), value(child(entries, "default"))
    index = number(chosen or default, 0)
    text = offered[index] if 0 <= index < len(offered) else ""
    return Field(
        text="" if _is_invitation(text) else text,
        kind=FieldKind.DROPDOWN,
        options=tuple(o for n, o in enumerate(offered) if o and (n or not _is_invitation(o))),
        placeholder=chosen is None and default is None,
        evidence=Evidence.MARKUP,
    )


def _checked(box: Element | None) -> bool | None:
    state = box.find(W14 + "checked") if box is not None else None
    if state is None:
        return None
    return (state.get(W14 + "val") or "1").lower() in {"1", "true", "on"}


def _state(box: Element | None, name: str) -> str:
    state = box.find(W14 + name) if box is not None else None
    code = "" if state is None else state.get(W14 + "val") or ""
    try:
        return in_unicode(chr(int(code, 16)), None if state is None else state.get(W14 + "font"))
    except (ValueError, OverflowError):
        return ""


def _is_invitation(text: str) -> bool:
    return means(text, "placeholder_text", "placeholder_word")


def _item_text(item: Element) -> str:
    return (value(item, "displayText") or value(item, "value") or "").strip()
