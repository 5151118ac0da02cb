"""A saved Microsoft Forms page -> blocks whose roles the page's own attributes name.

Parts are told by ``data-automation-id`` (new page), by the classes of the old page
(``office-form-…``), by roles and ARIA attributes; never by generated class names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from parsers import labels
from parsers.blocks import Block, Evidence, Field, Problem, Ranking, Role, Text
from parsers.html import asked, cards, drawn, entries, titles
from parsers.html.area import read_area
from parsers.html.holders import holders, is_section_title
from parsers.html.inline import View, automation, join, links, place
from parsers.html.leftover import says_points
from parsers.html.shapes import Shapes
from parsers.html.spoken import Spoken, all_text, hear, is_spoken
from parsers.html.starred import starred
from parsers.html.walk import Claim, Walker
from parsers.marked import resolve

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
_WANTED = _QUESTION | _TITLE | _ORDINAL | _STAR | _HELP | _NAMED.keys()
_NOTHING: frozenset[str] = frozenset()
_DECORATION = frozenset({"button", "nav", "footer"})


def names(element: HtmlElement) -> frozenset[str]:
    """The names that Forms' own code gives an element."""
    return _names(element.get("class") or "", automation(element))


@lru_cache(maxsize=8192)
def _names(of_class: str, of_automation: str) -> frozenset[str]:
    return frozenset((*of_class.split(), of_automation))


def is_forms(root: HtmlElement) -> bool:
    """Whether the page has questions in Forms' own markup."""
    return any(names(e) & _TITLE for e in root.iter() if isinstance(e.tag, str))


def read_forms(
    root: HtmlElement, view: View, more: dict[HtmlElement, frozenset[str]] | None = None
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The page's blocks, one response after another. ``more``: elements that have names of Forms' parts by
    their place alone."""
    reader = _Reader(view, root, _completed(_parts(root) | (more or {}), root), frozenset(more or ()))
    walker = Walker(view, reader.claim, apart=True)
    blocks = reader.with_blanks(walker.walk(root))
    return _section_texts(blocks), tuple(reader.problems + walker.problems)


def may_answer(element: HtmlElement, view: View) -> bool:
    """Whether a text that is not seen could pass for a part of a question: it stands in one's markup, and is
    not what Forms itself tells screen readers alone."""
    if not any(names(e) & _QUESTION for e in (element, *element.iterancestors())):
        return False
    spoken = any(is_spoken(e, view) for e in (element, *element.iterdescendants()))
    return not spoken and not labels.meanings(all_text(element))


class _Reader:
    def __init__(
        self,
        view: View,
        root: HtmlElement,
        parts: dict[HtmlElement, frozenset[str]],
        by_place: frozenset[HtmlElement],
    ) -> None:
        """``by_place``: parts that the page does not name."""
        self._view, self._parts, self._by_place = view, parts, by_place
        self._shapes = Shapes(root, view)
        self._drawn = asked.claim(root, view) if by_place else None
        held = (e for e, named in parts.items() if named & _QUESTION)
        self._around = {a for e in held for a in e.iterancestors("table")}
        """Tables that only lay out the page."""
        self._unknown = titles.recurring([e for e, named in self._parts.items() if named & _TITLE], view)
        self._bare: list[Text] = []
        """Last blocks of questions to be answered by typing that hold nothing."""
        self._types_bare = False
        """An answer stands outside any control: so do blank ones."""
        self.problems: list[Problem] = []

    def with_blanks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks, with an empty field where the page shows answers in bare text, and here none."""
        if not self._types_bare:
            return tuple(blocks)
        found: list[Block] = []
        for block in blocks:
            found.append(block)
            bare = next((b for b in self._bare if b is block), None)
            if bare is not None:
                found.append(Field(text="", place=bare.place, evidence=Evidence.LAYOUT))
        return tuple(found)

    def claim(self, element: HtmlElement) -> list[Block] | None:
        named = self._parts.get(element, _NOTHING)
        if named & _QUESTION:
            return self._question(element)
        if role := next((_NAMED[n] for n in sorted(named) if n in _NAMED), None):
            return self._named(element, role)
        if element in self._around:
            walker = Walker(self._view, self.claim, apart=True)
            inside = list(walker.walk(element))
            self.problems += walker.problems
            return inside
        if element.tag in _DECORATION:
            return []
        if element.tag == "input" and element.get("type", "text") in ("text", "number", ""):
            value = "" if self._view.mute(element) else (element.get("value") or "").strip()
            return [Text(text=value, place=place(element))] if value else []
        return None

    def _named(self, element: HtmlElement, role: Role) -> list[Block] | None:
        if any(self._parts.get(e, _NOTHING) & _NAMED.keys() for e in element.iterdescendants()):
            return None
        runs = list(self._view.runs(element, (), False))
        text = join(runs)
        return [Text(text=text, place=place(element), links=links(runs), role=role)] if text else []

    def _question(self, element: HtmlElement) -> list[Block] | None:
        title = self._first(element, _TITLE)
        if title is None:
            return None
        said = hear(element, title, self._view, self._unknown)
        named = (e for e in element.iterdescendants() if self._parts.get(e, _NOTHING) & _HELP)
        helps = [e for e in named if self._visible(e, element)]
        blocks: list[Block] = self._prompt(title, said, helps)
        blocks += [Text(text=t, place=place(title), role=Role.TYPE_LABEL) for t in said.types]
        blocks += [self._text(e, Role.HELP) for e in helps if self._view.text(e)]
        done = frozenset([title, *helps])
        if self._drawn is not None and self._draws_controls(element):
            return blocks + self._loose(element, done, self._drawn)
        area, problems = read_area(element, self._shapes, done, said.types)
        self.problems += problems
        if cards.DOUBTFUL in self._parts.get(element, _NOTHING):
            area = [_doubted(b) for b in area]
        self._note_bare(element, blocks, area, said)
        return blocks + area

    def _draws_controls(self, element: HtmlElement) -> bool:
        """Whether a question of a page that names no parts holds drawings of controls, and no other."""
        if element not in self._by_place or asked.takes_answers(element, self._view):
            return False
        return not any(map(drawn.is_typed_box, element.iter("*"))) and self._shapes.holds_any(element)

    def _loose(self, element: HtmlElement, done: frozenset[HtmlElement], claim: Claim) -> list[Block]:
        """What stands in such a question: its controls, and texts that nothing says to be answers."""
        walker = Walker(self._view, lambda e: [] if e in done else claim(e), looks=True)
        return list(resolve(starred(walker.walk(element))))

    def _note_bare(self, element: HtmlElement, blocks: list[Block], area: list[Block], said: Spoken) -> None:
        """Keeps what tells how this page shows typed answers, given or not."""
        if not any(labels.means(t, "type_text", "type_date") for t in said.types):
            return
        last = (area or blocks)[-1]
        if isinstance(last, Text) and all(isinstance(b, Text) and b.role is not None for b in area):
            self._bare.append(last)
        boxes = (e for e in element.iterdescendants() if isinstance(e.tag, str) and entries.is_text_input(e))
        self._types_bare |= next(boxes, None) is None and any(isinstance(b, Field) and b.text for b in area)

    def _prompt(self, title: HtmlElement, said: Spoken, helps: Sequence[HtmlElement]) -> list[Block]:
        """The prompt, without the ``helps`` that stand in its title, and what is printed of points."""
        ordinal, star = self._first(title, _ORDINAL), self._first(title, _STAR)
        points = [e for e in title.iterdescendants() if says_points(self._view.text(e))]
        away = frozenset(e for e in (ordinal, star, *said.elements, *points, *helps) if e is not None)
        runs = list(self._view.runs(title, away, False))
        number = re.sub(r"\D", "", all_text(ordinal)) if ordinal is not None else ""
        prompt = Text(
            text=join(runs),
            place=place(title),
            links=links(runs),
            role=Role.PROMPT,
            number=number or None,
            required=star is not None or said.required,
        )
        outermost = [e for e in points if not any(a in points for a in e.iterancestors())]
        return [prompt, *(self._text(e, Role.GRADING) for e in outermost)]

    def _text(self, element: HtmlElement, role: Role) -> Text:
        runs = list(self._view.runs(element, (), False))
        return Text(text=join(runs), place=place(element), links=links(runs), role=role)

    def _first(self, element: HtmlElement, wanted: frozenset[str]) -> HtmlElement | None:
        return next((e for e in element.iterdescendants() if self._parts.get(e, _NOTHING) & wanted), None)

    def _visible(self, element: HtmlElement, within: HtmlElement) -> bool:
        chain = [element, *element.iterancestors()]
        return not any(self._view.hidden(e) for e in chain[: chain.index(within)])


def _parts(root: HtmlElement) -> dict[HtmlElement, frozenset[str]]:
    """The elements that have one of the names asked for here, with their names."""
    found = ((e, names(e)) for e in root.iter("*"))
    return {e: named for e, named in found if not named.isdisjoint(_WANTED)}


def _completed(
    parts: dict[HtmlElement, frozenset[str]], root: HtmlElement
) -> dict[HtmlElement, frozenset[str]]:
    """The parts with those that their place, or a name in another spelling, makes one."""
    sections = (e for e in root.iter("*") if e not in parts and is_section_title(e))
    found = parts | dict.fromkeys(sections, frozenset({"sectionTitle"}))
    of = {kind: [e for e, named in found.items() if named & kind] for kind in (_TITLE, _QUESTION)}
    apart = [e for e, named in found.items() if named & _NAMED.keys()]
    for element in holders(of[_TITLE], of[_QUESTION], apart):
        found[element] = found.get(element, _NOTHING) | {"questionItem"}
    return found


def _doubted(block: Block) -> Block:
    """An answer of which it is not known how much was typed: none, so that no other document fills it."""
    if isinstance(block, Field | Ranking):
        return Field(text="", place=block.place, whole=False, evidence=Evidence.LAYOUT)
    return block


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
