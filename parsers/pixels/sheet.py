"""One picture -> what stands on it: texts, lines, boxes, controls, stars. In pixels, straightened."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from parsers.pixels import choose, letters, looks, rules
from parsers.pixels.blobs import Blob, Mask, blobs
from parsers.pixels.controls import LARGEST, Found
from parsers.pixels.lines import TextLine, text_lines
from parsers.pixels.looks import Looks
from parsers.pixels.paper import Grey, Paper, straightened, upside_down
from parsers.pixels.recogniser import Words, read_lines
from parsers.pixels.rules import Border
from parsers.pixels.stars import Star, star_rows
from parsers.pixels.upright import Affine
from parsers.pixels.verdicts import without_sides, without_verdicts
from parsers.pixels.words import Word, words_of

MARGIN = 0.02
"""Inches around a line that the model gets to see."""
LOWEST = 0.11
"""Inches: no line is shown to the model lower than that."""
SPECK = 3
"""Pixels: a smaller blob is dirt."""
DIRT = 0.014
"""Inches: a line that is all together smaller; full stops have 0.008 and more, but a letter before them."""
ALONE = 0.035
"""Inches: what is flatter and stands alone is no text, but in a box, where a dash may be an answer."""
FLECK, FAINTER = 3, 2.5
"""Pixels, and times the palest ink's darkness: flatter and paler ink is a faint rule's; help has 3."""
TRIED = 6
"""Lines that are read both ways up."""
UPRIGHT = 0.75
"""Mean confidence of lines that stand the right way up; of those on their head 0.2 to 0.6."""
ICON = 0.4
"""Inches from a box's right side: an arrow or a calendar stands there, alone."""
CORNER = 0.13
"""Inches from a box's lower right corner: the handle of a text area."""


class Piece(msgspec.Struct, frozen=True):
    """A line of text: its words, how it looks, how sure the reading is (0 to 1)."""

    words: list[Word]
    looks: Looks
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float
    text: str


class Sheet(msgspec.Struct, frozen=True):
    """A page's picture, read."""

    width: int
    height: int
    dpi: float
    back: Affine
    """From its pixels to the picture's as it was."""
    pieces: list[Piece]
    flat: list[Blob]
    upright: list[Blob]
    borders: list[Border]
    controls: list[Found]
    stars: list[list[Star]]


def read_sheet(grey: Grey, dpi: float) -> Sheet:
    """Read one picture."""
    paper = straightened(grey, dpi)
    page = _Page(paper, dpi)
    said = page.said()
    if said and _mean(said) < UPRIGHT:
        other = _Page(upside_down(paper), dpi)
        again = other.said(TRIED)
        if again and _mean(again) > _mean(said) + 0.1:
            page, said = other, other.said()
    return page.sheet(said)


def _mean(said: Sequence[Words]) -> float:
    long = [w for w in said if len(w.text) > 3] or list(said)
    return sum(w.confidence for w in long) / len(long)


class _Page:
    """Takes a page apart; reading its lines comes last."""

    def __init__(self, paper: Paper, dpi: float) -> None:
        self.dpi = dpi
        grey = paper.grey
        ink = grey < paper.threshold
        found = blobs(ink)
        self.borders = [b for b in rules.borders(ink, found, dpi) if not self._may_be_control(b)]
        filled = [b for b in self.borders if b.filled]
        if filled:
            grey = _on_paper(grey, filled)
            ink = grey < paper.threshold
        self.paper, self.grey, self.ink = paper, grey, ink
        rest = rules.without_borders(ink, self.borders)
        self.dark = 255 - grey
        self.stars = star_rows(self.dark, ink, blobs(rest), dpi)  # before their points are taken for rules
        for star in (star.blob for row in self.stars for star in row):
            rest[star.y0 : star.y1, star.x0 : star.x1] = False
        self.flat, rest = rules.rules(rest, dpi)
        self.upright, rest = rules.upright(rest, dpi)
        small = [b for b in blobs(rest) if b.area >= SPECK and max(b.width, b.height) > 1]
        thin = rules.splinters(small, dpi)
        self.upright += thin
        small = [b for b in small if b not in thin and not self._is_fleck(b)]
        self.controls = choose.controls_of(self.dark, ink, small, paper.noise, dpi)
        self._cells()
        small = _without(small, [f.blob for f in self.controls])
        self.lines = text_lines(small, dpi)
        self.lines = [line for line in self.lines if not (self._is_icon(line) or self._is_dirt(line))]
        self.lines = without_sides(without_verdicts(self.lines, self.controls, ink), self.controls)
        self.borders += rules.cut_boxes(self.flat, self.upright, self.lines, dpi)
        self.controls += choose.lost(self.controls, self.lines, ink)

    def _may_be_control(self, b: Border) -> bool:
        return b.width <= LARGEST * self.dpi and b.height <= LARGEST * self.dpi and b.width < 1.25 * b.height

    def _cells(self) -> None:
        """Outlines with a figure in them, several side by side, are a scale's cells."""
        cells = [f for f in self.controls if f.sign.figure and f.sign.on is None]
        rows = [
            f for f in cells
            if sum(abs(f.blob.cy - g.blob.cy) < 3 and abs(f.blob.width - g.blob.width) < 5 for g in cells) > 2
        ]  # fmt: skip
        self.borders += [Border(f.blob.x0, f.blob.y0, f.blob.x1, f.blob.y1, 2.0) for f in rows]
        self.controls = [f for f in self.controls if f not in rows]

    def _is_icon(self, line: TextLine) -> bool:
        """Whether it is an arrow, a calendar or a handle in a box's corner."""
        if line.x1 - line.x0 > 1.6 * max(line.height, 0.08 * self.dpi):
            return False
        for b in self.borders:
            if not (b.x0 < line.x0 and line.x1 <= b.x1 + 2 and b.y0 - 2 < line.y0 and line.y1 < b.y1 + 3):
                continue
            right = b.x1 - line.x0 < ICON * self.dpi and line.x0 - b.x0 > 0.6 * b.width
            corner = b.x1 - line.x0 < CORNER * self.dpi and b.y1 - line.y0 < CORNER * self.dpi
            if (right and b.width > 2.5 * ICON * self.dpi) or corner:
                return True
        return False

    def _is_dirt(self, line: TextLine) -> bool:
        """Whether it is smaller than a full stop of the smallest print, or flat and in no box."""
        if max(line.height, line.x1 - line.x0) < DIRT * self.dpi:
            return True
        edge = ALONE * self.dpi
        return line.height < edge and not any(
            b.x0 + edge < line.x0
            and line.x1 < b.x1 - edge
            and b.y0 + edge < line.y0
            and line.y1 < b.y1 - edge
            for b in self.borders
        )

    def _is_fleck(self, b: Blob) -> bool:
        """Whether it is what is left of a rule that is almost as pale as the paper."""
        return b.height <= FLECK and int(self.dark[b.y0 : b.y1, b.x0 : b.x1].max()) < FAINTER * (
            255 - self.paper.threshold
        )

    def said(self, count: int | None = None) -> list[Words]:
        """What stands in the lines; with ``count`` only in so many of the longest."""
        lines = self.lines
        if count is not None:
            lines = sorted(lines, key=lambda line: line.x0 - line.x1)[:count]
        crops = [self._crop(line) for line in lines]
        said = read_lines(crops)
        return [_on_line(w, line, crop.shape[1]) for w, line, crop in zip(said, lines, crops, strict=True)]

    def _crop(self, line: TextLine) -> Grey:
        """A line with paper around it: the model loses letters at a picture's very edge."""
        pad = max(2, round(MARGIN * self.dpi))
        height, width = self.grey.shape
        x0, x1 = max(0, line.x0 - pad), min(width, line.x1 + pad)
        y0, y1 = max(0, line.y0 - pad), min(height, line.y1 + pad)
        side = (line.height + 2 * pad) // 4
        low = max(0, round(LOWEST * self.dpi) - (y1 - y0)) // 2  # a dash alone
        return np.pad(self.grey[y0:y1, x0:x1], ((low, low), (side, side)), constant_values=255)

    def _without_side(self, piece: Piece) -> Piece:
        """A label without the upright stroke that was read from its control's side."""
        first = piece.words[0] if piece.words else None
        beside = any(
            piece.y0 < f.blob.cy < piece.y1 and -1 < (piece.x0 - f.blob.x1) / f.blob.width < 1
            for f in self.controls
        )
        if first is None or not beside or not (first.text.startswith("|") and len(first.text) > 1):
            return piece
        words = [msgspec.structs.replace(first, text=first.text[1:]), *piece.words[1:]]
        return msgspec.structs.replace(piece, words=words)

    def sheet(self, said: Sequence[Words]) -> Sheet:
        """All that was found."""
        pieces = [
            self._without_side(_piece(line, words, self.dark, self.ink))
            for line, words in zip(self.lines, said, strict=True)
        ]
        height, width = self.grey.shape
        return Sheet(
            width, height, self.dpi, self.paper.back, pieces, self.flat, self.upright, self.borders,
            self.controls, self.stars,
        )  # fmt: skip


def _on_line(said: Words, line: TextLine, width: int) -> Words:
    """The characters' places as shares of the line, without the paper around it."""
    wide = max(1, line.x1 - line.x0)
    at = tuple(((a - 0.5) * width + wide / 2) / wide for a in said.at)
    return msgspec.structs.replace(said, at=at)


def _piece(line: TextLine, said: Words, dark: NDArray[np.uint8], ink: Mask) -> Piece:
    look = looks.looks_of(line, said, dark, ink)
    words = [_read_right(word, line, look) for word in words_of(said, line.blobs, look.size)]
    sure = 0.0 if letters.is_dash(said.text, line.blobs) else said.confidence
    return Piece(words, look, line.x0, line.y0, line.x1, line.y1, sure, said.text)


def _read_right(word: Word, line: TextLine, look: Looks) -> Word:
    """A word with those letters told apart that the model takes for each other."""
    text = letters.read_right(word.text)
    if text.endswith("..."):
        ink = [b for b in line.blobs if word.x0 <= b.cx <= word.x1]
        text = text[:-3] + "…" if letters.is_ellipsis(ink, look.size, look.stem) else text
    return word if text == word.text else msgspec.structs.replace(word, text=text)


def _without(found: Sequence[Blob], taken: Sequence[Blob]) -> list[Blob]:
    """The blobs that are not in others."""
    return [
        b
        for b in found
        if not any(
            t.x0 - 1 <= b.cx <= t.x1 + 1 and t.y0 - 1 <= b.cy <= t.y1 + 1 and b.width <= t.width + 2
            for t in taken
        )
    ]


def _on_paper(grey: Grey, filled: Sequence[Border]) -> Grey:
    """The page with what stands in filled areas as dark ink on white paper."""
    grey = grey.copy()
    for b in filled:
        area = grey[b.y0 : b.y1, b.x0 : b.x1].astype(np.int16)
        ground = int(np.median(area))
        light = np.abs(area - ground) if ground < 128 else np.maximum(ground - area, 0)
        scale = 255 / max(60, 255 - ground if ground < 128 else ground)
        fresh = 255 - np.minimum(255, np.maximum(0, light * scale - 12))
        edge = 4
        fresh[:edge], fresh[-edge:], fresh[:, :edge], fresh[:, -edge:] = 255, 255, 255, 255
        grey[b.y0 : b.y1, b.x0 : b.x1] = fresh.astype(np.uint8)
    return grey
