"""The answer area of a Forms question -> choices, scales, grids, rankings, fields and apparatus."""

from __future__ import annotations

import msgspec
from lxml.html import HtmlElement

from parsers import labels
from parsers.blocks import Block, Choice, Control, Evidence, Field, FieldKind, Problem, Role, Text
from parsers.html import controls, drawn, entries, groups
from parsers.html.inline import View, automation, classes, links, place
from parsers.html.leftover import CHOSEN, ICONS, Asked, is_placeholder, says_grade, settle
from parsers.html.looks import parts_of
from parsers.html.shapes import Shapes
from parsers.html.walk import Walker

_BOX = frozenset({"textbox-printview", "textInput", "office-form-question-textbox"})
_RANKED = frozenset({"rankingItemContent", "office-form-ranking-item"})
_GRIDS = frozenset({"likertTable", "likerTable"})
_TABLES = ("table", "grid")
_KINDS = {"type_date": FieldKind.DATE, "type_file_upload": FieldKind.FILE}


def read_area(
    question: HtmlElement, shapes: Shapes, done: frozenset[HtmlElement], types: tuple[str, ...]
) -> tuple[list[Block], list[Problem]]:
    """All blocks of a question but its title and help (``done``), and what its controls contradict."""
    reader = _Area(question, shapes, done, types)
    walker = Walker(shapes.view, reader.claim, apart="type_text" not in reader.asked.meanings)
    blocks = walker.walk(question)
    settled = _without_unseen_choice(settle(blocks, reader.asked), question)
    return settled, reader.problems + walker.problems


def _without_unseen_choice(blocks: list[Block], question: HtmlElement) -> list[Block]:
    """Where the chosen option is not seen, page and markup disagree: the seen ones say nothing."""
    options = [b for b in blocks if isinstance(b, Choice)]
    if not options or any(o.selected for o in options):
        return blocks
    if not any(controls.state(c) for c in controls.choices_in(question)):
        return blocks
    return [msgspec.structs.replace(b, selected=None) if isinstance(b, Choice) else b for b in blocks]


class _Area:
    def __init__(
        self, question: HtmlElement, shapes: Shapes, done: frozenset[HtmlElement], types: tuple[str, ...]
    ) -> None:
        self._question, self._shapes, self._view = question, shapes, shapes.view
        self._done = set(done)
        meanings = frozenset(m for label in types for m in labels.meanings(label))
        self._kind = next((_KINDS[m] for m in sorted(meanings) if m in _KINDS), FieldKind.TEXT)
        inside = [e for e in question.iterdescendants() if isinstance(e.tag, str)]
        if self._kind is FieldKind.TEXT and any(map(entries.takes_date, inside)):
            self._kind = FieldKind.DATE
        if not meanings and any(map(entries.takes_file, inside)):
            self._kind = FieldKind.FILE
        self._ranked = [e for e in inside if _named(e, _RANKED) and self._view.shown(e)]
        if not self._ranked and "type_ranking" in meanings:
            self._ranked = [e for e in inside if _is_item(e)]
        elif not self._ranked and not meanings:
            self._ranked = _ordered(inside, self._view)
        self._listed = any(automation(e) == "choiceItem" for e in inside)
        self._undrawn = not any(map(controls.is_choice, inside))
        self._counted = any(e.get("aria-posinset") for e in inside)
        self.asked = Asked(meanings=meanings, kind=self._kind, tick_lies=False)
        self.problems: list[Problem] = []

    def claim(self, element: HtmlElement) -> list[Block] | None:
        if element in self._done:
            return []
        if self._kind is FieldKind.FILE and _is_upload(element):
            return [self._files(element)]
        if element in self._ranked:
            first = element is self._ranked[0]
            ranked = controls.ranking(self._ranked, self._view) if first else None
            return [ranked] if ranked else []
        if self._undrawn and not drawn.is_typed_box(element):
            if scale := self._shapes.read_scale(element):
                return scale
            found = drawn.options(element, self._view, named=drawn.is_group(element))
            found = found or (self._shapes.read_pills(element) if not self.asked.meanings else None)
            if found is not None:
                return found
        if element.get("role") in ("slider", "radiogroup") or "rateit" in classes(element):
            return self._scale(element)
        if (
            element.tag == "table"
            or element.get("role") in ("table", "grid")
            or automation(element) in _GRIDS
        ):
            return self._table(element)
        if self._is_list(element) or _is_box(element):
            return list(entries.entry(element, self._view, self._kind))
        if element.tag == "button":
            return []
        held = (
            controls.seen_choices(element, self._view)
            if element.tag in ("label", "input") or controls.is_choice(element)
            else []
        )
        if len(held) == 1:
            return self._choice(held[0])
        row = self._row_above(element)
        if row is None and automation(element) == "choiceItem" and not controls.choices_in(element):
            return self._drawn(element)
        return self._choice(row) if row is not None else None

    def _is_list(self, element: HtmlElement) -> bool:
        """A list to choose from; the box of a date opens a calendar instead."""
        if self._kind is FieldKind.DATE:
            return bool(element.tag == "select")
        choice = not self.asked.meanings.isdisjoint(CHOSEN)
        return entries.is_list(element) or bool(choice and element.get("role") == "combobox")

    def _drawn(self, item: HtmlElement) -> list[Block] | None:
        """An option whose control is a picture alone: nothing says whether it is chosen."""
        label = self._view.text(item)
        if not label or ICONS.match(label):
            return None
        names = {automation(e) for e in item.iter()}
        kind = next((k for k in (Control.RADIO, Control.CHECKBOX) if k in names), Control.UNKNOWN)
        return [Choice(text=label, selected=None, place=place(item), control=kind)]

    def _row_above(self, element: HtmlElement) -> HtmlElement | None:
        """The control of an option's row, where the row is reached before its control."""
        named = automation(element) == "choiceItem" or "office-form-question-choice" in classes(element)
        held = controls.seen_choices(element, self._view) if named else []
        return held[0] if len(held) == 1 else None

    def _scale(self, element: HtmlElement) -> list[Block] | None:
        found = groups.scale(element, self._view)
        if found is None:
            return self._table(element) if element.tag == "table" else None
        self.problems += controls.disagreement(controls.choices_in(element))
        return [found]

    def _table(self, element: HtmlElement) -> list[Block] | None:
        found = groups.ruled_scale(element, self._view) or groups.grid(element, self._view)
        if found is None and self._undrawn:
            found = drawn.grid(element, self._view)
        if found is None:
            return None
        self.problems += controls.disagreement(controls.choices_in(element))
        return [found]

    def _choice(self, control: HtmlElement) -> list[Block]:
        row = controls.row_of(control, self._question)
        if controls.is_unseen(control, row, self._view):
            self._done.update(row.iter())
            return []
        grading = [e for e in row.iterdescendants() if self._is_grading(e)]
        found = controls.choice(control, row, self._view, frozenset(grading))
        if found.selected is False and any(ICONS.fullmatch(self._view.text(e)) for e in grading):
            self.asked = Asked(meanings=self.asked.meanings, kind=self._kind, tick_lies=True)
        self.problems += controls.disagreement([control])
        self._done.update(row.iter())
        if self._counted and not control.get("aria-posinset") and not found.other and found.selected:
            found = controls.unlisted(found)
        elif self._listed and not found.other and not _is_listed(control):
            beside = row.getnext()
            alone = beside is None or bool(controls.choices_in(beside)) or not self._view.text(beside)
            found = controls.free(found, controls.name_of(control), alone=alone)
        outermost = [e for e in grading if not any(a in grading for a in e.iterancestors())]
        marks = [
            Text(text=t, place=place(e), role=Role.GRADING) for e in outermost if (t := self._view.text(e))
        ]
        return [found, *marks]

    def _is_grading(self, element: HtmlElement) -> bool:
        if element.tag not in ("span", "i", "div", "em") or automation(element):
            return False
        text = self._view.text(element)
        return bool(text) and (bool(ICONS.fullmatch(text)) or says_grade(text, short=True))

    def _files(self, element: HtmlElement) -> Field:
        anchors = [a for a in element.iter("a") if self._view.shown(a) and self._view.text(a)]
        shown = [self._view.text(a) for a in anchors] or [self._view.text(element)]
        found = [link for a in anchors for link in links(list(self._view.runs(a, (), False)))]
        text = "\n".join(" ".join(s.split()) for s in shown)
        return Field(
            text=text,
            kind=FieldKind.FILE,
            place=place(element),
            links=tuple(found),
            placeholder=bool(text) and is_placeholder(text, FieldKind.FILE),
            evidence=Evidence.MARKUP,
        )


def _is_box(element: HtmlElement) -> bool:
    written = entries.is_text_input(element) or entries.is_writable(element)
    return written or _named(element, _BOX)


def _ordered(inside: list[HtmlElement], view: View) -> list[HtmlElement]:
    """The items of a list in order, where a question shows one without controls: nobody types one."""
    found = [e for e in inside if e.tag == "ol" and view.shown(e)]
    items = [e for e in found[0] if e.tag == "li"] if len(found) == 1 else []
    plain = all(view.text(e) and not parts_of(e, view) for e in items)
    return items if len(items) > 1 and plain else []


def _is_item(element: HtmlElement) -> bool:
    return bool(element.tag == "li" or element.get("role") == "listitem")


def _is_listed(control: HtmlElement) -> bool:
    return any(automation(e) == "choiceItem" for e in control.iterancestors())


def _is_upload(element: HtmlElement) -> bool:
    return "upload" in automation(element).lower() or (
        element.tag in ("div", "ul", "section") and any(c.tag == "a" for c in element.iterdescendants())
    )


def _named(element: HtmlElement, wanted: frozenset[str]) -> bool:
    names = element.get("class")
    return automation(element) in wanted or bool(names and not wanted.isdisjoint(classes(element)))
