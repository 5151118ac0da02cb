"""Help that shows by its size alone: in print colours go, and a question may show no place for its answer."""

from __future__ import annotations

import re

import msgspec

from parsers.blocks import Block, Field, Role, Text

_NUMBERED = re.compile(r"^\d{1,3}\s?[.)．、]")
SMALLER = 0.95
"""Of the size that answers are set in."""


def mark_help(blocks: list[Block]) -> list[Block]:
    """Texts under a numbered bold title that are smaller than every answer of the document are its help."""
    sizes = [b.style.size for b in blocks if isinstance(b, Field) and b.text and b.style.size]
    if len(sizes) < 3 or max(sizes) - min(sizes) > 0.3:
        return blocks
    found: list[Block] = []
    below = False
    for block in blocks:
        if not isinstance(block, Text):
            below = False
        elif _is_title(block):
            below = True
        elif block.role is None:
            below = below and not block.style.bold and 0 < block.style.size < SMALLER * min(sizes)
            block = msgspec.structs.replace(block, role=Role.HELP) if below else block
        found.append(block)
    return found


def _is_title(text: Text) -> bool:
    return text.style.bold and text.role is None and bool(text.number or _NUMBERED.match(text.text))
