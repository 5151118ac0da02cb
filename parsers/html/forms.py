"""A saved Microsoft Forms page -> blocks whose roles the page's own attributes name.

Parts are told by ``data-automation-id`` (new page), by the classes of the old page
(``office-form-…``), by roles and ARIA attributes; never by generated class names.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from parsers import labels
from parsers.blocks import Block, Problem, Role, Text
from parsers.html.area import read_area
from parsers.html.inline import View, automation, classes, join, links, place
from parsers.html.walk import Walker
from parsers.patterns import gaps

_QUESTION = frozenset({"questionItem", "office-form-question"})
_TITLE = frozenset({"questionTitle", "office-form-question-title"})
_ORDINAL = frozenset({"questionOrdinal", "ordinal-number"})
_STAR = frozenset({"requiredStar", "required-star"})
_HELP = frozenset({"questionSubTitle", "office-form-question-subtitle"})
_NAMED = {
    "formTitle": Role.TITLE,
    "office-form-title": Role.TITLE,
    "formSubTitle": Role.SUBTITLE,
    "office-form-subtitle": Role.SUBTITLE,
    "sectionTitle": Role.SECTION,
    "office-form-section-title": Role.SECTION,
    "form-renderer-section-title": Role.SECTION,
    "form-designer-section-title": Role.SECTION,
    "sectionSubTitle": Role.SECTION_TEXT,
    "section-sub": Role.SECTION_TEXT,
    "office-form-section-subtitle": Role.SECTION_TEXT,
    "form-renderer-section-subtitle": Role.SECTION_TEXT,
    "form-designer-section-subtitle": Role.SECTION_TEXT,
}
"""Automation id or class -> the part it names."""
_DECORATION = frozenset({"button", "nav", "footer"})


def names(element: HtmlElement) -> frozenset[str]:
    """The names that Forms' own code gives an element."""
    return classes(element) | {automation(element)}


def is_forms(root: HtmlElement) -> bool:
    """Whether the page has questions in Forms' own markup."""
    return any(names(e) & _TITLE for e in root.iter() if isinstance(e.tag, str))


def read_forms(root: HtmlElement, view: View) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The page's blocks, one response after another."""
    reader = _Reader(view)
    walker = Walker(view, reader.claim, apart=True)
    blocks = walker.walk(root)
    return _section_texts(blocks), tuple(reader.problems + walker.problems)


def may_answer(element: HtmlElement) -> bool:
    """Whether a text that is not seen could pass for a part of a question: it stands in one's markup, and is
    not what Forms itself tells screen readers alone."""
    if not any(names(e) & _QUESTION for e in (element, *element.iterancestors())):
        return False
    return not any(_is_label(e) for e in (element, *element.iterdescendants())) and not labels.meanings(
        _all_text(element)
    )


class _Reader:
    def __init__(self, view: View) -> None:
        self._view = view
        self.problems: list[Problem] = []

    def claim(self, element: HtmlElement) -> list[Block] | None:
        named = names(element)
        if named & _QUESTION:
            return self._question(element)
        if role := next((_NAMED[n] for n in sorted(named) if n in _NAMED), None):
            return self._named(element, role)
        if element.tag in _DECORATION:
            return []
        if element.tag == "input" and element.get("type", "text") in ("text", "number", ""):
            value = "" if self._view.mute(element) else (element.get("value") or "").strip()
            return [Text(text=value, place=place(element))] if value else []
        return None

    def _named(self, element: HtmlElement, role: Role) -> list[Block] | None:
        if any(names(e) & _NAMED.keys() for e in element.iterdescendants()):
            return None
        runs = list(self._view.runs(element, (), False))
        text = join(runs)
        return [Text(text=text, place=place(element), links=links(runs), role=role)] if text else []

    def _question(self, element: HtmlElement) -> list[Block] | None:
        title = _first(element, _TITLE)
        if title is None:
            return None
        prompt, kinds, rest = self._prompt(title)
        helps = [e for e in element.iterdescendants() if names(e) & _HELP and self._visible(e, element)]
        blocks: list[Block] = [prompt, *rest, *kinds]
        blocks += [self._text(e, Role.HELP) for e in helps if self._view.text(e)]
        type_label = kinds[-1].text if kinds else None
        area, problems = read_area(element, self._view, frozenset([title, *helps]), type_label)
        self.problems += problems
        return blocks + area

    def _prompt(self, title: HtmlElement) -> tuple[Text, list[Text], list[Text]]:
        """The prompt, the type labels hidden in it, and what is printed of points."""
        ordinal, star = _first(title, _ORDINAL), _first(title, _STAR)
        hidden = [e for e in title.iterdescendants() if _is_label(e)]
        kinds = [e for e in hidden if not labels.means(_all_text(e), "required")]
        points = [e for e in title.iterdescendants() if gaps(self._view.text(e), "points_pattern")]
        away = frozenset(e for e in (ordinal, star, *hidden, *points) if e is not None)
        runs = list(self._view.runs(title, away, False))
        required = star is not None or len(kinds) < len(hidden)
        number = re.sub(r"\D", "", _all_text(ordinal)) if ordinal is not None else ""
        prompt = Text(
            text=join(runs),
            place=place(title),
            links=links(runs),
            role=Role.PROMPT,
            number=number or None,
            required=required,
        )
        outermost = [e for e in points if not any(a in points for a in e.iterancestors())]
        return prompt, [_label(e) for e in kinds], [self._text(e, Role.GRADING) for e in outermost]

    def _text(self, element: HtmlElement, role: Role) -> Text:
        runs = list(self._view.runs(element, (), False))
        return Text(text=join(runs), place=place(element), links=links(runs), role=role)

    def _visible(self, element: HtmlElement, within: HtmlElement) -> bool:
        chain = [element, *element.iterancestors()]
        return not any(self._view.hidden(e) for e in chain[: chain.index(within)])


def _is_label(element: HtmlElement) -> bool:
    """A screen-reader text in a title: ``Required to answer``, ``Single choice``."""
    text = _all_text(element)
    if not text or element.tag in ("script", "style"):
        return False
    hidden = "accessibility-reader-no-display" in classes(element) or (element.get("id") or "").startswith(
        "QuestionInfo_"
    )
    types = [m for m in labels.meanings(text) if m.startswith("type_") or m == "required"]
    return hidden or (element.get("aria-hidden") == "true" and bool(types))


def _label(element: HtmlElement) -> Text:
    return Text(text=_all_text(element), place=place(element), role=Role.TYPE_LABEL)


def _all_text(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _first(element: HtmlElement, wanted: frozenset[str]) -> HtmlElement | None:
    return next((e for e in element.iterdescendants() if isinstance(e.tag, str) and names(e) & wanted), None)


def _section_texts(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Plain texts between a section's title and its first question introduce the section."""
    found: list[Block] = []
    inside = False
    for block in blocks:
        role = block.role if isinstance(block, Text) else Role.PROMPT
        inside = role in (Role.SECTION, Role.SECTION_TEXT) or (inside and role is None)
        if inside and isinstance(block, Text) and block.role is None:
            block = Text(text=block.text, place=block.place, links=block.links, role=Role.SECTION_TEXT)
        found.append(block)
    return tuple(found)
