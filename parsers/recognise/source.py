"""The blocks that are to be read again by the form, without the labels that are no part of any answer."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers.blocks import Block, Role, Text
from parsers.recognise.answer_label import without_label
from parsers.recognise.hidden_labels import labels_in
from parsers.recognise.leaked import sentences
from parsers.recognise.parts import Habits
from parsers.text import fold


def source_of(blocks: Sequence[Block], habits: Habits, helps: frozenset[Text]) -> tuple[Block, ...]:
    """The blocks without leaked labels and without the word before every answer. ``helps``: the paragraphs
    that their look shows to be help."""
    kept = [b for b in blocks if not (habits.leaks and isinstance(b, Text) and _is_label(b, habits))]
    known = (replace(b, role=Role.HELP) if isinstance(b, Text) and b in helps else b for b in kept)
    return without_label(tuple(known), habits.answer_label)


def _is_label(block: Text, habits: Habits) -> bool:
    found = sentences(block.text)
    known = bool(labels_in(fold(block.text))) or (bool(found) and habits.repeated.issuperset(found))
    return block.role is None and known
