"""The blocks that are to be read again by the form, without the labels that are no part of any answer."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers.blocks import Block, Text
from parsers.recognise.answer_label import without_label
from parsers.recognise.hidden_labels import labels_in
from parsers.recognise.leaked import sentences
from parsers.recognise.parts import Habits
from parsers.text import fold


def source_of(blocks: Sequence[Block], habits: Habits) -> tuple[Block, ...]:
    """The blocks without leaked labels and without the word before every answer."""
    if not (habits.leaks or habits.answer_label):
        return tuple(blocks)
    cleared = (_cleared(b, habits) if isinstance(b, Text) and b.role is None else b for b in blocks)
    return tuple(b for b in cleared if b is not None)


def _cleared(block: Text, habits: Habits) -> Text | None:
    """The paragraph without labels; None where nothing else is left of it."""
    if habits.leaks and _is_label(block.text, habits):
        return None
    if habits.answer_label is None:
        return block
    text = without_label(block.text, habits.answer_label)
    return replace(block, text=text) if text else None


def _is_label(text: str, habits: Habits) -> bool:
    found = sentences(text)
    return bool(labels_in(fold(text))) or (bool(found) and habits.repeated.issuperset(found))
