"""YAML text -> nodes with their places, and values out of nodes; every fault as a line for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import yaml

from parsers.blocks import Struct

MAX_CHARACTERS = 2**20
MAX_ALIASES = 100
MAX_DEPTH = 8
"""Levels of nesting. A form file has six."""

_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_TAG = "tag:yaml.org,2002:"
_NULL = _TAG + "null"
_PLAIN = ("str", "int", "float", "bool", "null", "timestamp", "value", "merge")
"""What YAML may take a text without quotes for."""


class FileError(Struct, frozen=True, order=True):
    """Something in a form file that a person must mend. Line and column count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class Mark(Struct, frozen=True):
    """A place in a form file; both count from 1."""

    line: int
    column: int


class Faults:
    """The errors of one file, gathered so that a person sees all at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[FileError] = []

    def at(self, where: yaml.Node | Mark, message: str) -> None:
        """Notes an error at a place."""
        mark = where if isinstance(where, Mark) else mark_of(where)
        self.errors.append(FileError(self.file, mark.line, mark.column, message))


def quoted(value: str | None) -> str:
    """A text for a message: one line, not too long."""
    line = " ".join((value or "").split())
    return f"“{line}”" if len(line) <= 40 else f"“{line[:39]}…”"


def mark_of(node: yaml.Node) -> Mark:
    """Where a node begins."""
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)


class _Composer(yaml.SafeLoader):
    """Nodes only, nothing is constructed; few aliases and little depth."""

    aliases = depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        here = self.peek_event().start_mark  # type: ignore[no-untyped-call] # PyYAML's stubs
        self.aliases += self.check_event(yaml.AliasEvent)
        if self.aliases > MAX_ALIASES:
            raise yaml.MarkedYAMLError(problem=f"more than {MAX_ALIASES} aliases (*name)", problem_mark=here)
        if self.depth == MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=here)
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def compose(text: str, faults: Faults) -> yaml.Node | None:
    """The root node; None where the text is no YAML (``faults`` says where and why)."""
    if len(text) > MAX_CHARACTERS:
        faults.at(Mark(1, 1), f"larger than {MAX_CHARACTERS} characters: no form file")
        return None
    try:
        node: yaml.Node | None = _Composer(text).get_single_node()
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        faults.at(place, f"the character U+{ord(text[error.position]):04X} may not stand in YAML")
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        faults.at(place, "no YAML: " + ", ".join(filter(None, (error.context, error.problem))))
        return None
    if node is None:
        faults.at(Mark(1, 1), "the file is empty")
    return node


Fields = Mapping[str, yaml.Node]


def fields_of(node: yaml.Node, known: Mapping[str, object], what: str, faults: Faults) -> Fields | None:
    """The fields of a mapping by name; unknown and repeated ones are faults."""
    if not isinstance(node, yaml.MappingNode):
        faults.at(node, f"{what} is written as “name: value” lines")
        return None
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            close = get_close_matches(name, known, 1)
            faults.at(key, f"{what} has no {quoted(name)}" + (f"; is “{close[0]}” meant?" if close else ""))
        elif name in found:
            faults.at(key, f"“{name}” stands here twice, first in line {mark_of(found[name]).line}")
        else:
            found[name] = value
    return found


def items_of(node: yaml.Node, what: str, faults: Faults) -> list[yaml.Node]:
    """The items of a list."""
    if not isinstance(node, yaml.SequenceNode):
        faults.at(node, f"{what} is a list: each begins with “- ”")
        return []
    return list(node.value)


Reader = Callable[[yaml.Node, Faults], Any]
"""The value of a node; a fault where it has another kind. ``null`` is None."""


def is_null(node: yaml.Node) -> bool:
    """Whether a value is ``null``, ``~`` or nothing."""
    return bool(node.tag == _NULL)


def text(node: yaml.Node, faults: Faults) -> str | None:
    """A text just as it is written: ``No``, ``1`` and ``1:30`` need no quotes."""
    if not isinstance(node, yaml.ScalarNode) or node.tag.removeprefix(_TAG) not in _PLAIN:
        faults.at(node, "a text belongs here")
        return None
    return None if is_null(node) else str(node.value)


def flag(node: yaml.Node, faults: Faults) -> bool | None:
    """``true`` or ``false``."""
    word = node.value.lower() if isinstance(node, yaml.ScalarNode) else ""
    if word not in (*_TRUE, *_FALSE) and not is_null(node):
        faults.at(node, "true or false belongs here")
    return None if is_null(node) else word in _TRUE


def count(node: yaml.Node, faults: Faults) -> int | None:
    """A whole number from 0."""
    word = node.value if isinstance(node, yaml.ScalarNode) else ""
    if not (word.isascii() and word.isdecimal() and len(word) < 10):
        faults.at(node, "a number (0, 1, 2 …) belongs here")
        return None
    return int(word)


def texts(node: yaml.Node, faults: Faults) -> tuple[str, ...]:
    """A list of texts, none of them empty or twice there; ``null`` is the empty list."""
    found: dict[str, Mark] = {}
    for item in [] if is_null(node) else items_of(node, "this", faults):
        value = text(item, faults)
        if value in found:
            faults.at(item, f"{quoted(value)} stands in this list twice, first in line {found[value].line}")
        elif value:
            found[value] = mark_of(item)
        elif value == "" or is_null(item):
            faults.at(item, "an empty text; the word null needs quotes")
    return tuple(found)
