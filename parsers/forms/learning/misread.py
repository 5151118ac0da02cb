"""Questions that only a few badly read documents claim: their text is help, an option or a grid's head of
questions that many more show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.forms.template import Item
from parsers.forms.wording import fold

OUTVOTED = 4
"""So many times as many documents show the text in another part."""


def without_misread(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items but for those whose wording is another's part, as most documents show it."""
    parts: dict[str, int] = {}
    for item in items:
        for text in _parts(item):
            parts[fold(text)] = max(parts.get(fold(text), 0), item.witnesses)
    rows = [i for i in items if i.row_label]
    kept = (i for i in items if not (_is_part(i, parts) or any(_is_start(i, other) for other in rows)))
    return tuple(kept)


def _parts(item: Item) -> Iterator[str]:
    """Texts of a question that are not its own wording."""
    yield from item.options
    if item.help_text:
        yield from (item.help_text, *item.help_text.split("\n"))
    if item.row_label:
        yield item.prompt


def _is_part(item: Item, parts: dict[str, int]) -> bool:
    return parts.get(fold(item.row_label or item.prompt), 0) >= OUTVOTED * item.witnesses


def _is_start(item: Item, other: Item) -> bool:
    """Whether a grid's row is another one broken off."""
    if item is other or not item.row_label or item.prompt != other.prompt:
        return False
    start, whole = fold(item.row_label), fold(other.row_label or "")
    return start != whole and whole.startswith(start) and other.witnesses >= OUTVOTED * item.witnesses
