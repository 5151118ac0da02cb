"""Sheets of one document -> pages, as any engine gives them: in points, alike sizes made equal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

from parsers.pdf.page import Kind, Page, Run, Seen, Shape
from parsers.pixels.choose import settled
from parsers.pixels.looks import BOLD, GREY, PALE, snapped
from parsers.pixels.rules import Border
from parsers.pixels.sheet import Piece, Sheet
from parsers.pixels.stars import Star
from parsers.pixels.underlines import underlined
from parsers.pixels.upright import UNREAD
from parsers.pixels.words import Word, advance

ORDINAL = re.compile(r"(\d{1,3})[.)．、]$")
GLUED = re.compile(r"((\d{1,3})[.)．、])(.+)")
LEGIBLE = 0.8
"""A line's mean confidence: below it is no reading. Print has 0.95 and more, icons and others 0.2 to 0.7."""
LEGIBLE_LETTER = 0.45
"""The least of a word's characters'."""
THICKER = 1.5, 1.5
"""Times, and pixels: by how much a chosen cell's border is thicker than its neighbours'."""
ROW = 0.03
"""Inches: cells of one row are as high and begin as high."""
PLAIN = 1.15
"""Times the usual size: a larger text is a heading."""
COLUMN = 0.04
"""Inches: ordinals stand no further out of line."""
THIN, THICK = 0.75, 2.25
"""Points given to borders."""
BLACK, HELP, FAINT = "202020", "707070", "a0a0a0"
"""Greys given to texts, by how dark they are beside the document's darkest usual ones."""


def pages_of(sheets: Sequence[tuple[int, Sheet]], sizes: Sequence[tuple[float, float]]) -> list[Page]:
    """Pages of sheets with their numbers (from 0). ``sizes``: of the straightened pages, in points."""
    pieces = [(n, piece) for n, (_, sheet) in enumerate(sheets) for piece in sheet.pieces]
    size = snapped(
        [72 * p.looks.size / sheets[n][1].dpi for n, p in pieces], [max(1, len(p.text)) for _, p in pieces]
    )
    usual = _usual(size)
    size = [points if p.confidence >= LEGIBLE else usual for (_, p), points in zip(pieces, size, strict=True)]
    long = [p for _, p in pieces if len(p.text) > 5]
    stem = _low([p.looks.stem for p in long])
    dark = _usual(sorted(p.looks.dark for p in long)[len(long) // 3 :])
    controls = settled([f for _, sheet in sheets for f in sheet.controls])
    mixed = any(
        len({s.on for s in row}) == 2 and None not in {s.on for s in row}
        for _, s_ in sheets
        for row in s_.stars
    )
    plain: list[list[Piece]] = [[] for _ in sheets]
    for (n, piece), points in zip(pieces, size, strict=True):
        if piece.looks.stem <= BOLD * stem and points <= PLAIN * usual and not ORDINAL.match(piece.text[:4]):
            plain[n].append(piece)
    column, known = _ordinals([sheet for _, sheet in sheets])
    inputs = underlined([sheet for _, sheet in sheets], plain)
    found = []
    for n, (index, sheet) in enumerate(sheets):
        own = [(p, points) for (k, p), points in zip(pieces, size, strict=True) if k == n]
        states = [controls.pop(0) for _ in sheet.controls]
        scale = 72 / sheet.dpi
        cut = {
            id(p): _unglued(p.words, known) if _is_near(p.x0 / sheet.dpi, column, COLUMN) else None
            for p, _ in own
        }
        runs = [run for p, points in own for run in _runs(p, points, scale, stem, dark, cut[id(p)])]
        runs += [run for row in sheet.stars for run in _stars(row, scale, mixed)]
        back = sheet.back
        found.append(
            Page(
                index, *sizes[n], runs, _shapes(sheet, inputs[n], scale),
                controls=[
                    Seen(_box(f.blob.x0, f.blob.y0, f.blob.x1, f.blob.y1, scale), f.sign.kind, f.sign.on)
                    for f in states
                ],
                pictured=True,
                back=(back[0], back[1], back[2] * scale, back[3], back[4], back[5] * scale),
            )
        )  # fmt: skip
    return found


def _low(values: Sequence[float]) -> float:
    """What the thinner texts have: prompts in bold may be the most."""
    return sorted(values)[len(values) * 3 // 10] if values else 0.0


def _usual(values: Sequence[float]) -> float:
    return median(values) if values else 0.0


def _box(x0: float, y0: float, x1: float, y1: float, scale: float) -> tuple[float, float, float, float]:
    return x0 * scale, y0 * scale, x1 * scale, y1 * scale


def _ordinals(sheets: Sequence[Sheet]) -> tuple[list[float], set[int]]:
    """Where lines begin with ordinals, in inches, and these; but not in boxes, where somebody typed them."""
    starts: list[float] = []
    known: set[int] = set()
    for sheet in sheets:
        for piece in sheet.pieces:
            found = ORDINAL.match(piece.words[0].text) if len(piece.words) > 1 else None
            middle = (piece.y0 + piece.y1) / 2
            if found and not any(b.x0 < piece.x0 < b.x1 and b.y0 < middle < b.y1 for b in sheet.borders):
                starts.append(piece.x0 / sheet.dpi)
                known.add(int(found[1]))
    return [x for x in starts if sum(abs(x - other) < COLUMN for other in starts) > 1], known


def _is_near(x: float, others: Iterable[float], slack: float) -> bool:
    return any(abs(x - other) < slack for other in others)


def _runs(
    piece: Piece, size: float, scale: float, stem: float, dark: float, cut: Sequence[Word] | None
) -> list[Run]:
    """A run for each text that stands apart on the line, its words parted by blanks.

    ``cut``: its words where it begins in the column of the page's ordinals, with its own ordinal apart.
    """
    bold = piece.looks.stem > BOLD * stem and len(piece.text) > 1
    groups: list[list[Word]] = []
    words = piece.words if cut is None else cut
    for n, word in enumerate(words):
        ordinal = n == 1 and cut is not None and bool(ORDINAL.match(words[0].text))
        alone = ordinal or word.text == "*" or (groups and groups[-1][-1].text == "*")
        if groups and not word.apart and not alone:
            groups[-1].append(word)
        else:
            groups.append([word])
    share = piece.looks.dark / dark if dark else 1.0
    color = BLACK if share > GREY else HELP if share > PALE else FAINT
    if not groups:
        groups = [[Word(UNREAD, piece.x0, piece.x1, 0.0, False)]]
    legible = piece.confidence >= LEGIBLE
    base = piece.looks.base * scale
    return [
        Run(
            text=" ".join(w.text if legible and w.sure >= LEGIBLE_LETTER else UNREAD for w in group),
            x0=group[0].x0 * scale, top=base - 0.8 * size, x1=group[-1].x1 * scale, bottom=base + 0.22 * size,
            base=base, origin=group[0].x0 * scale, size=size, bold=bold, color=color,
        )
        for group in groups
    ]  # fmt: skip


def _unglued(words: Sequence[Word], known: set[int]) -> list[Word]:
    """The words with an ordinal taken off the first: ``10.About``, where two figures leave no room.

    Before a figure (``14.3 things``) only the ordinal that follows a ``known`` one is.
    """
    first = words[0] if words else None
    found = GLUED.match(first.text) if first else None
    if first is None or found is None:
        return list(words)
    next_one = int(found[2]) - 1 in known and int(found[2]) not in known
    if not found[3][0].isalpha() and not (found[3][0].isdecimal() and next_one):
        return list(words)
    share = sum(map(advance, found[1])) / sum(map(advance, first.text))
    cut = round(first.x0 + share * (first.x1 - first.x0))
    head = msgspec.structs.replace(first, text=found[1], x1=cut)
    rest = msgspec.structs.replace(first, text=found[3], x0=cut + 1, apart=True)
    return [head, rest, *words[1:]]


def _stars(row: Sequence[Star], scale: float, mixed: bool) -> list[Run]:
    """Stars as glyphs. Where no row of the document has both kinds, nothing says what one means."""
    unknown = not mixed or any(star.on is None for star in row)
    found = []
    for star in row:
        x0, y0, x1, y1 = _box(star.blob.x0, star.blob.y0, star.blob.x1, star.blob.y1, scale)
        sign = "★" if unknown or star.on else "☆"
        color = FAINT if unknown else BLACK
        found.append(Run(sign, x0, y0, x1, y1, y1, x0, y1 - y0, color=color))
    return found


def _shapes(sheet: Sheet, inputs: Sequence[Border], scale: float) -> list[Shape]:
    lines = [
        Shape(Kind.LINE, *_box(b.x0, b.y0, b.x1, b.y1, scale), filled=False, stroked=True)
        for b in (*sheet.flat, *sheet.upright)
    ]
    return lines + [
        Shape(
            Kind.RECT, *_box(b.x0, b.y0, b.x1, b.y1, scale), filled=b.filled, stroked=not b.filled,
            fill="404040" if b.filled else "", stroke="" if b.filled else "606060",
            width=THICK if _is_thick(b, sheet) else THIN,
        )
        for b in (*sheet.borders, *inputs)
    ]  # fmt: skip


def _is_thick(border: Border, sheet: Sheet) -> bool:
    """Whether a border is thicker than those of the boxes beside it."""
    slack = ROW * sheet.dpi
    row = [
        b.thick
        for b in sheet.borders
        if abs(b.y0 - border.y0) < slack and abs(b.y1 - border.y1) < slack and not b.filled
    ]
    usual = median(row) if row else border.thick
    return len(row) > 2 and border.thick > THICKER[0] * usual and border.thick > usual + THICKER[1]
