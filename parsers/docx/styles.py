"""Effective properties of runs and paragraphs: direct formatting over styles over defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from parsers.blocks import Struct, Style
from parsers.docx import unseen
from parsers.docx.markup import Element, W, child, is_on, name_of, number, value

_MAX_DEPTH = 32
"""Styles based on styles; a loop ends here."""


class Stressed(Style, frozen=True):
    """The look of a run that is underlined, highlighted or struck out; blocks know it as its plain look."""

    struck: bool = False


class RunLook(Struct, frozen=True):
    """How a run looks."""

    style: Style
    font: str | None
    hidden: bool
    ink: str = ""
    """Its colour where one is told, ``rrggbb``."""
    ground: str | None = ""
    """That of its own shading; "" for none, None for an unknown one."""


class _ParagraphKind(Struct, frozen=True):
    """What a paragraph style and those it is based on say of numbering and outline."""

    heading: int
    num_id: str | None
    level: int | None


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
        self._kinds: dict[str | None, _ParagraphKind] = {}

    def style_id(self, paragraph: Element) -> str | None:
        """The style that the paragraph names."""
        return value(child(paragraph, "pPr", "pStyle"))

    def heading(self, paragraph: Element) -> int:
        """Outline level 1 to 6 (deeper ones count as 6), 1 for the style ``Title``, 0 for none."""
        direct = _outline(child(paragraph, "pPr"))
        return self._kind(self.style_id(paragraph)).heading if direct is None else direct

    def numbering(self, paragraph: Element) -> tuple[str | None, int | None]:
        """The ``numId`` that numbers a paragraph, directly or by its style, and the level if it is told."""
        num_id, level = _num_pr(child(paragraph, "pPr"))
        if num_id is not None and level is not None:
            return num_id, level
        kind = self._kind(self.style_id(paragraph))
        return (
            kind.num_id if num_id is None else num_id,
            kind.level if level is None and num_id in (None, kind.num_id) else level,
        )

    def run(self, run: Element, style_id: str | None) -> RunLook:
        """How a run looks in a paragraph of this style."""
        direct = run.find(W + "rPr")
        own = b"" if direct is None else _fingerprint(direct)
        key = (style_id, value(child(direct, "rStyle")), own)
        if key not in self._looks:
            self._looks[key] = self._look(direct, key[0], key[1])
        return self._looks[key]

    def ground(self, style_id: str | None) -> str | None:
        """The colour that a paragraph's style gives its ground, "" for none, None for an unknown one."""
        shades = (child(style, "pPr", "shd") for style in self._based_on(style_id))
        return next((unseen.fill_of(shade) for shade in shades if shade is not None), "")

    def _kind(self, style_id: str | None) -> _ParagraphKind:
        if style_id not in self._kinds:
            self._kinds[style_id] = self._read_kind(style_id)
        return self._kinds[style_id]

    def _read_kind(self, style_id: str | None) -> _ParagraphKind:
        heading: int | None = None
        num_id: str | None = None
        level: int | None = None
        for style in self._based_on(style_id):
            properties = child(style, "pPr")
            own_id, own_level = _num_pr(properties)
            num_id = own_id if num_id is None else num_id
            level = own_level if level is None else level
            heading = _heading(style, properties) if heading is None else heading
        return _ParagraphKind(heading=heading or 0, num_id=num_id, level=level)

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
        struck = is_on(_first(chain, "strike")) or is_on(_first(chain, "dstrike"))
        underlined = (value(_first(chain, "u")) or "none") != "none"
        shaded = unseen.ground_of(chain) != ""
        kind = partial(Stressed, struck=struck) if struck or underlined or shaded else Style
        style = kind(
            size=number(value(_first(chain, "sz")), 0) / 2,
            bold=is_on(_first(chain, "b")),
            italic=is_on(_first(chain, "i")),
            color=color if re.fullmatch("[0-9a-f]{6}", color) and color != "000000" else "",
        )
        font = value(fonts, "ascii") or value(fonts, "hAnsi")
        tiny = 0 < style.size <= unseen.TINY
        hidden = is_on(_first(chain, "vanish")) or tiny
        return RunLook(style=style, font=font, hidden=hidden, ink=color, ground=unseen.ground_of(chain))

    def _based_on(self, style_id: str | None, fallback: bool = True) -> Iterator[Element]:
        style = self._styles.get(style_id) if style_id else None
        if style is None and fallback:
            style = self._default
        for _ in range(_MAX_DEPTH):
            if style is None:
                return
            yield style
            style = self._styles.get(value(child(style, "basedOn")))


def _heading(style: Element, properties: Element | None) -> int | None:
    """By the outline level, else by the built-in name, which is English in every language of Word."""
    outline = _outline(properties)
    name = (value(child(style, "name")) or "").lower()
    if outline is None and (found := re.fullmatch(r"heading ([1-9])", name)):
        return min(int(found[1]), 6)
    return 1 if name == "title" else outline


def _outline(properties: Element | None) -> int | None:
    """Body text has level 9 here."""
    level = number(value(child(properties, "outlineLvl")), -1)
    return None if level < 0 else min(level + 1, 6) if level < 9 else 0


def _num_pr(properties: Element | None) -> tuple[str | None, int | None]:
    num_pr = child(properties, "numPr")
    level = value(child(num_pr, "ilvl"))
    return value(child(num_pr, "numId")), None if level is None else number(level, 0)


def _first(chain: list[Element], name: str) -> Element | None:
    return next((found for sheet in chain if (found := sheet.find(W + name)) is not None), None)


def _fingerprint(properties: Element) -> bytes:
    """Equal for equal formatting: documents repeat few looks in many runs."""
    return repr([(name_of(p), sorted(p.attrib.items())) for p in properties]).encode()
