"""Inputs that are drawn as a line below what was typed: as boxes, which say where an answer ends."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pixels.blobs import Blob
from parsers.pixels.rules import Border
from parsers.pixels.sheet import Piece, Sheet

LONG = 2.0
"""Inches: an input is longer, what underlines words is not."""
INDENT = (0.05, 0.3)
"""Inches: what was typed begins so much after its line; a paragraph above a rule begins with it."""
BELOW = 1.5
"""Of the size: the line is no further below the letters' feet."""
ABOVE = 1.1
"""Of the size: the letters' heads are no higher above their feet."""
ALIGNED, STEP = 0.03, 1.7
"""Inches, and of the size: lines of one text begin so exactly below each other, and are no further apart."""
FEW = 2
"""Inputs: fewer may be chance."""


def underlined(sheets: Sequence[Sheet], plain: Sequence[Sequence[Piece]]) -> list[list[Border]]:
    """The boxes of such inputs, by sheet. ``plain``: the texts that may be answers by their look."""
    found = [
        [box for piece in own for rule in sheet.flat if (box := _input(sheet, piece, rule))]
        for sheet, own in zip(sheets, plain, strict=True)
    ]
    return found if sum(map(len, found)) >= FEW else [[] for _ in sheets]


def _input(sheet: Sheet, piece: Piece, rule: Blob) -> Border | None:
    size, base = piece.looks.size, piece.looks.base
    low, high = (inches * sheet.dpi for inches in INDENT)
    if rule.width < LONG * sheet.dpi or not low < piece.x0 - rule.x0 < high or piece.x1 > rule.x1:
        return None
    if not 0 < rule.y0 - base < BELOW * size or not _is_alone(sheet, piece):
        return None
    top = base
    for above in sorted(sheet.pieces, key=lambda p: -p.looks.base):  # further lines of the same text
        step = top - above.looks.base
        if abs(above.x0 - piece.x0) < ALIGNED * sheet.dpi and 0.9 * size < step < STEP * size:
            top = above.looks.base
    return Border(rule.x0, int(top - ABOVE * size), rule.x1, rule.y1, 1.0)


def _is_alone(sheet: Sheet, piece: Piece) -> bool:
    """Whether nothing else stands on a text's height: no cells of a row, no control that it labels."""
    middle = (piece.y0 + piece.y1) / 2
    texts = sum(p.y0 < middle < p.y1 for p in sheet.pieces)
    controls = any(f.blob.y0 < middle < f.blob.y1 for f in sheet.controls)
    boxes = any(b.x0 < piece.x0 < b.x1 and b.y0 < middle < b.y1 for b in sheet.borders)
    return texts == 1 and not controls and not boxes
