"""The answer area of a Forms question -> choices, scales, grids, rankings, fields and apparatus."""

from __future__ import annotations

import re

import msgspec
from lxml.html import HtmlElement

from parsers import labels
from parsers.blocks import Block, Choice, Evidence, Field, FieldKind, Problem, Role, Scale, Text
from parsers.html import controls, groups
from parsers.html.inline import View, automation, classes, links, place
from parsers.html.walk import Walker
from parsers.patterns import gaps

_BOX = frozenset({"textbox-printview", "office-form-question-textbox"})
_RANKED = frozenset({"rankingItemContent", "office-form-ranking-item"})
_ICONS = re.compile(r"[\ue000-\uf8ff\s✓✔✗✘☑]+")
_KINDS = {"type_date": FieldKind.DATE, "type_file_upload": FieldKind.FILE}
_GRADES = ("correct_answer", "marked_correct", "marked_wrong", "feedback")


def read_area(
    question: HtmlElement, view: View, done: frozenset[HtmlElement], type_label: str | None
) -> tuple[list[Block], list[Problem]]:
    """All blocks of a question but its title and help (``done``), and what its controls contradict."""
    reader = _Area(question, view, done, type_label)
    walker = Walker(view, reader.claim, apart=True)
    blocks = walker.walk(question)
    return reader.settle(blocks), reader.problems + walker.problems


class _Area:
    def __init__(
        self, question: HtmlElement, view: View, done: frozenset[HtmlElement], type_label: str | None
    ) -> None:
        self._question, self._view = question, view
        self._done = set(done)
        meanings = labels.meanings(type_label or "")
        self._kind = next((_KINDS[m] for m in meanings if m in _KINDS), FieldKind.TEXT)
        self._boxed = bool(meanings.keys() & {"type_text", *_KINDS})
        self._ranked = [e for e in question.iterdescendants() if _named(e, _RANKED) and view.shown(e)]
        self._counted = any(e.get("aria-posinset") for e in question.iterdescendants())
        self.problems: list[Problem] = []

    def claim(self, element: HtmlElement) -> list[Block] | None:
        if element in self._done:
            return []
        if self._kind is FieldKind.FILE and _is_upload(element):
            return [self._files(element)]
        if element in self._ranked:
            first = element is self._ranked[0]
            return [controls.ranking(self._ranked, self._view)] if first else []
        if (
            element.get("role") == "slider"
            or "rateit" in classes(element)
            or element.get("role") == "radiogroup"
        ):
            return self._scale(element)
        if element.tag == "table" or automation(element) == "likertTable":
            return self._table(element)
        if controls.is_list(element) or controls.is_text_input(element) or _named(element, _BOX):
            return [controls.field(element, self._view, self._kind)]
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
        return self._choice(row) if row is not None else None

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
        found = groups.grid(element, self._view)
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
        self.problems += controls.disagreement([control])
        self._done.update(row.iter())
        if self._counted and not control.get("aria-posinset") and not found.other and found.selected:
            found = controls.unlisted(found)
        outermost = [e for e in grading if not any(a in grading for a in e.iterancestors())]
        marks = [
            Text(text=t, place=place(e), role=Role.GRADING) for e in outermost if (t := self._view.text(e))
        ]
        return [found, *marks]

    def _is_grading(self, element: HtmlElement) -> bool:
        text = self._view.text(element)
        inside_label = automation(element) == "" and element.tag in ("span", "i", "div", "em")
        return bool(text) and inside_label and (bool(_ICONS.fullmatch(text)) or _says_grade(text, short=True))

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
            placeholder=bool(text) and self._is_placeholder(text),
            evidence=Evidence.MARKUP,
        )

    def settle(self, blocks: tuple[Block, ...]) -> list[Block]:
        """Names the texts that stand about the controls; without controls they are the answer."""
        found: list[Block] = []
        scaled = any(isinstance(b, Scale) for b in blocks)
        controlled = any(not isinstance(b, Text) for b in blocks)
        for block in blocks:
            settled = self._settled(block, scaled, controlled) if isinstance(block, Text) else block
            if found and not controlled and isinstance(settled, Field) and isinstance(found[-1], Field):
                settled = _joined(found.pop(), settled)
            found.append(settled)
        if self._boxed and all(isinstance(b, Text) for b in found):
            found.append(
                Field(text="", kind=self._kind, place=place(self._question), evidence=Evidence.MARKUP)
            )
        return self._without_unseen_choice(found)

    def _without_unseen_choice(self, blocks: list[Block]) -> list[Block]:
        """Where the chosen option is not seen, page and markup disagree: the seen ones say nothing."""
        options = [b for b in blocks if isinstance(b, Choice)]
        if not options or any(o.selected for o in options):
            return blocks
        chosen = [c for c in controls.choices_in(self._question) if controls.state(c)]
        if not chosen:
            return blocks
        return [msgspec.structs.replace(b, selected=None) if isinstance(b, Choice) else b for b in blocks]

    def _settled(self, text: Text, scaled: bool, controlled: bool) -> Block:
        if text.role is not None or labels.means(text.text, "no_answer"):
            return text
        if _says_grade(text.text, short=False) or _ICONS.fullmatch(text.text):
            return _as(text, Role.GRADING)
        if scaled:
            return _as(text, Role.SCALE_END)
        if controlled:
            return _as(text, Role.GRADING)
        return Field(
            text=text.text,
            kind=self._kind,
            place=text.place,
            links=text.links,
            placeholder=self._is_placeholder(text.text),
            evidence=Evidence.MARKUP,
        )

    def _is_placeholder(self, text: str) -> bool:
        if self._kind is FieldKind.FILE and not re.search(r"\.\w{1,5}$", text):
            return True
        return labels.means(text, "no_answer", "placeholder_text") or bool(gaps(text, "placeholder_pattern"))


def _is_upload(element: HtmlElement) -> bool:
    return "upload" in automation(element).lower() or (
        element.tag in ("div", "ul", "section") and any(c.tag == "a" for c in element.iterdescendants())
    )


def _says_grade(text: str, *, short: bool) -> bool:
    """Points, ``Correct``, ``Correct answer: …``, ``Feedback …``."""
    text = _ICONS.sub(" ", text).strip() if re.search("[\ue000-\uf8ff]", text) else text
    if labels.means(text, *_GRADES) or gaps(text, "points_pattern") is not None:
        return True
    head = re.split(r"[:：\n]", text, maxsplit=1)[0]
    return not short and head != text and labels.means(head, "correct_answer", "feedback")


def _as(text: Text, role: Role) -> Text:
    return Text(text=text.text, place=text.place, style=text.style, links=text.links, role=role)


def _joined(first: Block, second: Field) -> Field:
    """Paragraphs of one typed answer."""
    assert isinstance(first, Field)
    text = f"{first.text}\n{second.text}"
    return msgspec.structs.replace(first, text=text, links=first.links + second.links, placeholder=False)


def _named(element: HtmlElement, wanted: frozenset[str]) -> bool:
    return automation(element) in wanted or not wanted.isdisjoint(classes(element))
