"""The text of style sheets -> rules: what each selector declares, in time proportional to the text.

Rules are cut at their braces, once comments are gone and strings and addresses hold none; selectors are
``cssselect2``'s subject and values ``tinycss2``'s. Nothing is fetched: ``@import`` is without effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import tinycss2

from parsers.blocks import Struct
from parsers.html.css.media import matches

_OPAQUE = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)"""
    r"""|url\(\s*(?!["'\s])(?:\\.|[^)\\])*\)?"""
    r"""|/\*.*?(?:\*/|\Z)|<!--|-->""",
    re.S | re.I,
)
_SIMPLE = re.compile(r"[\w\s:;#.,%+!-]*", re.ASCII)
"""Declarations without functions, strings and escapes: nothing but names, values and their separators."""
_WRAPPERS = ("@media", "@supports", "@layer", "@scope", "@document", "@-moz-document", "@container",
             "@starting")  # fmt: skip
MAX_NESTED = 8
"""Rules in rules: people write three; each names all around it."""


class Value(Struct, frozen=True):
    """What a declaration gives a property."""

    text: str
    """In lower case."""
    important: bool = False


class Rule(Struct, frozen=True):
    """A style rule that applies on a screen."""

    selectors: str
    declarations: str
    layered: bool = False


REMEMBERED = 1 << 16
"""Characters of a style sheet that is kept for the next page: those of one form have the same."""


def rules(sheet: str) -> Iterable[Rule]:
    """The rules of a ``plain`` style sheet in their order."""
    return _remembered(sheet) if len(sheet) <= REMEMBERED else _rules(sheet)


@lru_cache(maxsize=32)
def _remembered(sheet: str) -> tuple[Rule, ...]:
    return tuple(_rules(sheet))


def _rules(sheet: str) -> Iterator[Rule]:
    opened: list[_Frame] = []
    for chunk in sheet.split("}"):
        *heads, tail = chunk.split("{")
        for head in heads:
            before, _, prelude = head.rpartition(";")
            if opened:
                opened[-1].declarations += before + ";"
            opened.append(_frame(prelude.strip(), opened[-1] if opened else _Frame("", True, False)))
        if not opened:
            continue
        frame = opened.pop()
        declarations = frame.declarations + tail
        if frame.applies and frame.selectors and ":" in declarations:
            yield Rule(selectors=frame.selectors, declarations=declarations, layered=frame.layered)


class _Frame:
    """A block that is open: its selectors ("" outside of rules), and whether it counts on a screen."""

    __slots__ = ("applies", "declarations", "depth", "layered", "selectors")

    def __init__(self, selectors: str, applies: bool, layered: bool, depth: int = 0) -> None:
        self.selectors, self.applies, self.layered, self.depth = selectors, applies, layered, depth
        self.declarations = ""


def _frame(prelude: str, outer: _Frame) -> _Frame:
    if not prelude.startswith("@"):
        deep = outer.depth >= MAX_NESTED
        selectors = "" if deep else _nested(prelude, outer.selectors)
        return _Frame(selectors, outer.applies and not deep, outer.layered, outer.depth + 1)
    name = re.split(r"[\s(]", prelude, maxsplit=1)[0].lower()
    applies = outer.applies and name.startswith(_WRAPPERS)
    if name == "@media":
        applies = applies and matches(prelude[len(name) :])
    elif name in ("@supports", "@container"):
        applies = applies and not re.match(r"\s*not\b", prelude[len(name) :])
    return _Frame(outer.selectors, applies, outer.layered or name == "@layer", outer.depth)


def _nested(selectors: str, outer: str) -> str:
    if not outer:
        return selectors
    around = f":is({outer})"
    parts = (s.strip() for s in selectors.split(","))
    return ",".join(p.replace("&", around) if "&" in p else f"{around} {p}" for p in parts)


def plain(sheet: str) -> str:
    """Without comments and addresses; braces and separators of strings are escaped."""

    def simpler(match: re.Match[str]) -> str:
        string = match["string"]
        if string is None:
            return "url()" if match.group()[0] in "uU" else " "
        return re.sub(r"[{};]", lambda m: f"\\{ord(m.group()):x} ", string)

    return _OPAQUE.sub(simpler, sheet)


@lru_cache(maxsize=8192)
def declared(text: str) -> tuple[tuple[str, Value], ...]:
    """Properties and values of a block of declarations; a later one of the same name comes later."""
    if _SIMPLE.fullmatch(text):
        return tuple(_split(text))
    found = []
    for node in tinycss2.parse_declaration_list(text, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            value = tinycss2.serialize(node.value).strip().lower()
            found.append((node.lower_name, Value(text=value, important=node.important)))
    return tuple(found)


def _split(text: str) -> Iterator[tuple[str, Value]]:
    for declaration in text.lower().split(";"):
        name, colon, value = declaration.partition(":")
        value, mark, rest = value.partition("!")
        if colon and value.strip() and (not mark or rest.strip() == "important"):
            yield name.strip(), Value(text=value.strip(), important=bool(mark))
