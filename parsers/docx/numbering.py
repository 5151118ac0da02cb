"""Automatic numbering: the labels that Word prints but does not keep in the text.

Source: ECMA-376 part 1, 17.9. Lists that share an abstract definition count on together
unless one of them says where it starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from parsers.blocks import Struct
from parsers.docx.fonts import in_unicode
from parsers.docx.markup import Element, W, child, is_on, number, value

_DEPTH = 9


class Label(Struct, frozen=True):
    """What stands in front of a numbered paragraph."""

    text: str
    """As printed: ``3.``, ``IV.``, ``•``."""
    bullet: str | None
    """``-`` for a bullet, ``3`` or ``1.2`` for plain figures; None: the text says more than a number."""
    list_id: str
    """Equal for the paragraphs of one list."""


class _Level(Struct, frozen=True):
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    font: str | None = None
    style: str | None = None


class _Num(Struct, frozen=True):
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The document's list definitions and how far each list has counted."""

    def __init__(self, root: Element | None) -> None:
        abstracts = {} if root is None else _abstracts(root)
        nums = () if root is None else root.iterfind(W + "num")
        self._nums = {value(num, "numId"): _num(num, abstracts) for num in nums}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, num_id: str | None, level: int | None, style_id: str | None) -> Label | None:
        """Counts one paragraph and gives its label; None if it has none."""
        num = self._nums.get(num_id)
        if num is None or num_id is None:
            return None
        if level is None:
            level = next((n for n, one in num.levels.items() if style_id and one.style == style_id), 0)
        here = num.levels.get(level)
        if here is None:
            return None
        self._count(num_id, num, level)
        if here.format == "bullet":
            return Label(text=in_unicode(here.text, here.font), bullet="-", list_id=num_id)
        text = self._printed(num, level)
        return _ordinal_label(text, here, num_id) if text.strip() else None

    def bullet(self, num_id: str | None, level: int | None) -> str:
        """The bullet of a level, without counting; "" if it has none."""
        num = self._nums.get(num_id)
        one = num.levels.get(level or 0) if num else None
        return in_unicode(one.text, one.font) if one and one.format == "bullet" else ""

    def _count(self, num_id: str, num: _Num, level: int) -> None:
        counts = self._counts.setdefault(num.abstract, {})
        if level in num.starts and (num_id, level) not in self._started:
            counts[level] = num.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else num.levels[level].start
        self._started.add((num_id, level))
        for deeper in [n for n in counts if n > level]:
            restart = num.levels[deeper].restart if deeper in num.levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]

    def _printed(self, num: _Num, level: int) -> str:
        counts, legal = self._counts[num.abstract], num.levels[level].legal

        def figure(found: re.Match[str]) -> str:
            n = int(found[1]) - 1
            one = num.levels.get(n, _Level())
            return ordinal(counts.get(n, one.start), "decimal" if legal else one.format)

        return re.sub(r"%([1-9])", figure, num.levels[level].text)


def ordinal(count: int, numbering_format: str) -> str:
    """``count`` written in a ``w:numFmt``; formats that are not known are written as figures."""
    return _FORMATS.get(numbering_format, str)(count)


def _ordinal_label(text: str, level: _Level, list_id: str) -> Label:
    plain = re.fullmatch(r"\W*([0-9]+(?:[.-][0-9]+)*)\W*", text)
    return Label(text=text.strip(), bullet=plain[1] if plain else None, list_id=list_id)


def _abstracts(root: Element) -> dict[str | None, dict[int, _Level]]:
    found = {value(a, "abstractNumId"): a for a in root.iterfind(W + "abstractNum")}
    by_style = {value(child(a, "styleLink")): a for a in found.values() if child(a, "styleLink") is not None}
    levels = {}
    for abstract_id, abstract in found.items():
        linked = by_style.get(value(child(abstract, "numStyleLink")), abstract)
        levels[abstract_id] = _levels(linked)
    return levels


def _levels(parent: Element) -> dict[int, _Level]:
    return {number(value(lvl, "ilvl"), 0): _level(lvl) for lvl in parent.iterfind(W + "lvl")}


def _level(lvl: Element) -> _Level:
    restart = value(child(lvl, "lvlRestart"))
    fonts = child(lvl, "rPr", "rFonts")
    return _Level(
        format=value(child(lvl, "numFmt")) or "decimal",
        text=value(child(lvl, "lvlText")) or "",
        start=number(value(child(lvl, "start")), 1),
        restart=None if restart is None else number(restart, 0),
        legal=is_on(child(lvl, "isLgl")),
        font=value(fonts, "ascii") or value(fonts, "hAnsi"),
        style=value(child(lvl, "pStyle")),
    )


def _num(num: Element, abstracts: dict[str | None, dict[int, _Level]]) -> _Num:
    abstract = value(child(num, "abstractNumId")) or ""
    levels, starts = dict(abstracts.get(abstract, {})), {}
    for override in num.iterfind(W + "lvlOverride"):
        level = number(value(override, "ilvl"), 0)
        levels.update(_levels(override))
        if start := value(child(override, "startOverride")):
            starts[level] = number(start, 1)
    return _Num(
        abstract=abstract, levels={n: one for n, one in levels.items() if 0 <= n < _DEPTH}, starts=starts
    )


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for size, letters in _ROMAN:
        text += letters * (count // size)
        count %= size
    return text


def _letter(count: int) -> str:
    """``A`` … ``Z``, then ``AA``, ``BB``: Word doubles the letter."""
    return chr(64 + (count - 1) % 26 + 1) * min((count - 1) // 26 + 1, 9) if count > 0 else str(count)


def _chinese(count: int) -> str:
    digits = "〇一二三四五六七八九"
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")


def _circled(count: int) -> str:
    return chr(0x245F + count) if 0 < count <= 20 else str(count)


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda count: f"{count:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda count: _letter(count).lower(),
    "decimalEnclosedCircle": _circled,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
}
