"""Effective properties of runs and paragraphs: direct formatting over styles over defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.blocks import Struct, Style
from parsers.word.markup import Element, W, child, is_on, name_of, number, value

_MAX_DEPTH = 32
"""Styles based on styles; a loop ends here."""


class RunLook(Struct, frozen=True):
    """How a run looks."""

    style: Style
    font: str | None
    hidden: bool


class Styles:
    """The document's style sheet."""

    def __init__(self, root: Element) -> None:
        self._styles = {value(s, "styleId"): s for s in root.iterfind(W + "style")}
        self._default = next(
            (
                s
                for s in self._styles.values()
                if value(s, "type") == "paragraph" and value(s, "default") == "1"
            ),
            None,
        )
        self._doc_run = child(root, "docDefaults", "rPrDefault", "rPr")
        self._looks: dict[tuple[str | None, str | None, bytes], RunLook] = {}

    def heading(self, paragraph: Element) -> int:
        """Outline level 1 to 6 (deeper ones count as 6), 1 for the style ``Title``, 0 for none."""
        for properties in self._paragraph_chain(paragraph):
            level = number(value(child(properties, "outlineLvl")), -1)
            if level >= 0:
                return min(level + 1, 6) if level < 9 else 0
        for style in self._based_on(self.style_id(paragraph)):
            name = (value(child(style, "name")) or "").lower()
            if found := re.fullmatch(r"heading ([1-9])", name):
                return min(int(found[1]), 6)
            if name == "title":
                return 1
        return 0

    def numbering(self, paragraph: Element) -> tuple[str | None, int | None]:
        """The ``numId`` that numbers a paragraph, directly or by its style, and the level if it is told."""
        direct = child(paragraph, "pPr", "numPr")
        level = value(child(direct, "ilvl"))
        for properties in self._paragraph_chain(paragraph):
            num_pr = child(properties, "numPr")
            if num_pr is not None:
                level = level or value(child(num_pr, "ilvl"))
                if num_id := value(child(num_pr, "numId")):
                    return num_id, None if level is None else number(level, 0)
        return None, None

    def run(self, run: Element, paragraph: Element) -> RunLook:
        """How a run of a paragraph looks."""
        direct = run.find(W + "rPr")
        own = b"" if direct is None else _fingerprint(direct)
        key = (self.style_id(paragraph), value(child(direct, "rStyle")), own)
        if key not in self._looks:
            self._looks[key] = self._look(direct, key[0], key[1])
        return self._looks[key]

    def style_id(self, paragraph: Element) -> str | None:
        """The style that the paragraph names."""
        return value(child(paragraph, "pPr", "pStyle"))

    def _look(self, direct: Element | None, paragraph_style: str | None, run_style: str | None) -> RunLook:
        sheets = [
            direct,
            *(s.find(W + "rPr") for s in self._based_on(run_style, fallback=False)),
            *(s.find(W + "rPr") for s in self._based_on(paragraph_style)),
            self._doc_run,
        ]
        chain = [sheet for sheet in sheets if sheet is not None]
        color = (value(_first(chain, "color")) or "").lower()
        fonts = _first(chain, "rFonts")
        style = Style(
            size=number(value(_first(chain, "sz")), 0) / 2,
            bold=is_on(_first(chain, "b")),
            italic=is_on(_first(chain, "i")),
            color=color if re.fullmatch("[0-9a-f]{6}", color) and color != "000000" else "",
        )
        font = value(fonts, "ascii") or value(fonts, "hAnsi")
        return RunLook(style=style, font=font, hidden=is_on(_first(chain, "vanish")))

    def _paragraph_chain(self, paragraph: Element) -> Iterator[Element]:
        direct = child(paragraph, "pPr")
        if direct is not None:
            yield direct
        for style in self._based_on(self.style_id(paragraph)):
            properties = child(style, "pPr")
            if properties is not None:
                yield properties

    def _based_on(self, style_id: str | None, fallback: bool = True) -> Iterator[Element]:
        style = self._styles.get(style_id) if style_id else None
        if style is None and fallback:
            style = self._default
        for _ in range(_MAX_DEPTH):
            if style is None:
                return
            yield style
            style = self._styles.get(value(child(style, "basedOn")))


def _first(chain: list[Element], name: str) -> Element | None:
    return next((found for sheet in chain if (found := sheet.find(W + name)) is not None), None)


def _fingerprint(properties: Element) -> bytes:
    """Equal for equal formatting: documents repeat few looks in many runs."""
    return repr([(name_of(p), sorted(p.attrib.items())) for p in properties]).encode()
