"""Single characters of a pdfium text object: for the few objects whose text may mislead.

A writer may draw words far apart in one object, or an Arabic word in an order that pdfium's
text then turns around. Such an object is taken apart by its characters' places.
"""

from __future__ import annotations

import ctypes
from typing import Any, Protocol

import msgspec
import pypdfium2.raw as c

from parsers.bidi import has_rtl
from parsers.pdf.engines import pdfium_calls as pdfium
from parsers.pdf.engines.pdfium_calls import Handle, Values
from parsers.pdf.page import BBox, Run

STARS = frozenset("★☆✩✭✮✯⭐🟊♥♡❤🤍🖤\ue734\ue735\ue1ce\ue1cf\ueb51\ueb52\ue006\ue007\ue0a5")
"""Rating symbols, also of Microsoft's icon fonts."""
ASTRAY = 2.0
"""Of the size: what a run's and its glyphs' ends differ by at most, side bearings and blanks."""
WORD_GAP = 0.6
"""Of the size: characters further apart are drawn as separate words."""


def is_rating(run: Run) -> bool:
    """Whether a run is nothing but rating symbols: of these, a clip leaves as many as were given."""
    text = run.text.replace(" ", "")
    return bool(text) and STARS.issuperset(text)


class Frame(Protocol):
    """Places a box of the page's own coordinates."""

    def place(self, left: float, bottom: float, right: float, top: float) -> BBox: ...


class Glyph:
    """A character's text and place; a ligature is one glyph."""

    __slots__ = ("box", "index", "spaced", "text")

    def __init__(self, text: str, box: BBox, index: int, spaced: bool = False) -> None:
        self.text, self.box, self.index, self.spaced = text, box, index, spaced
        """``index``: its number on the page, as drawn; ``spaced``: a blank was drawn before."""


class GlyphReader:
    """Reads characters' places and widths; remembers widths by font, and a page's characters."""

    def __init__(self) -> None:
        self.widths: dict[tuple[int, str], float] = {}
        self.by_object: dict[int, list[int]] | None = None
        self.one, self.size = Values(1), ctypes.c_float(1.0)
        self.rect = c.FS_RECTF()

    def new_page(self) -> None:
        """Forget the characters of the page before."""
        self.by_object = None

    def spread(self, handle: Handle, run: Run) -> float:
        """Points by which a run is wider than its characters set side by side."""
        font = pdfium.font_of(handle)
        key = font.value or 0
        total = 0.0
        for char in run.text.strip():
            width = self.widths.get((key, char))
            if width is None:
                known = pdfium.glyph_width_of(font, ord(char), self.size, self.one.all)
                width = self.widths[key, char] = self.one.read()[0] if known else 1.0
            total += width
        return run.x1 - run.x0 - total * run.size

    def split(self, text_page: Any, handle: Handle, run: Run, frame: Frame) -> list[Run]:
        """The run's words from left to right; one run per character where the script turns."""
        glyphs = _on(run, self._glyphs(text_page, handle, frame))
        if not glyphs:
            return [run]
        words = [[glyphs[0]]]
        one_by_one = has_rtl(run.text)
        for glyph in glyphs[1:]:
            last = words[-1][-1]
            jumped = not 0 < glyph.index - last.index < 4  # the pen came back from somewhere else
            if one_by_one or jumped or glyph.box[0] - last.box[2] > WORD_GAP * run.size:
                words.append([glyph])
            else:
                words[-1].append(glyph)
        return [_word(word, run) for word in words]

    def extent(self, text_page: Any, handle: Handle, run: Run, frame: Frame) -> tuple[float, float] | None:
        """From the first character's left to the last one's right, blanks left out."""
        glyphs = _on(run, self._glyphs(text_page, handle, frame))
        return (glyphs[0].box[0], glyphs[-1].box[2]) if glyphs else None

    def _glyphs(self, text_page: Any, handle: Handle, frame: Frame) -> list[Glyph]:
        if self.by_object is None:
            self.by_object = _index(text_page)
        glyphs: list[Glyph] = []
        blank = False
        for i in self.by_object.get(handle.value or 0, ()):
            code = c.FPDFText_GetUnicode(text_page, i)
            if code == 32:
                blank = blank or not c.FPDFText_IsGenerated(text_page, i)
            # The loose box is as wide as the pen moves: letters of a word touch.
            if code < 33 or not c.FPDFText_GetLooseCharBox(text_page, i, self.rect):
                continue
            box = frame.place(self.rect.left, self.rect.bottom, self.rect.right, self.rect.top)
            if glyphs and abs(box[0] - glyphs[-1].box[0]) < 0.01 and abs(box[2] - glyphs[-1].box[2]) < 0.01:
                glyphs[-1].text += chr(code)
                blank = False
            else:
                glyphs.append(Glyph(chr(code), box, i, blank))
                blank = False
        return sorted((g for g in glyphs if not g.text.isspace()), key=lambda g: g.box[0] + g.box[2])


def _on(run: Run, glyphs: list[Glyph]) -> list[Glyph]:
    """A run's glyphs where it stands: within a form that is drawn smaller (several pages on a sheet) pdfium
    gives the boxes of some as if it were not."""
    if not glyphs:
        return glyphs
    left, right = glyphs[0].box[0], max(g.box[2] for g in glyphs)
    if abs(left - run.x0) + abs(right - run.x1) < ASTRAY * run.size or right <= left:
        return glyphs
    scale = (run.x1 - run.x0) / (right - left)
    for g in glyphs:
        x0, x1 = (run.x0 + (x - left) * scale for x in (g.box[0], g.box[2]))
        g.box = (x0, run.top, x1, run.bottom)
    return glyphs


def _index(text_page: Any) -> dict[int, list[int]]:
    """A page's characters by the object that drew them."""
    found: dict[int, list[int]] = {}
    for i in range(c.FPDFText_CountChars(text_page)):
        owner = c.FPDFText_GetTextObject(text_page, i)
        if owner:
            found.setdefault(ctypes.addressof(owner.contents), []).append(i)
    return found


def _ligature(text: str) -> str:
    """A lam with its alef is one glyph; pdfium may give its letters in either order."""
    return text[::-1] if len(text) == 2 and text[1] == "ل" and text[0] in "اأإآ" else text


def _word(glyphs: list[Glyph], run: Run) -> Run:
    text = ""
    last: Glyph | None = None
    for glyph in glyphs:
        # A ligature's box may be wider than what the pen moves.
        least = 0.05 if glyph.spaced else 0.17
        if last is not None and glyph.box[0] - last.box[2] > least * run.size:
            text += " "
        text += _ligature(glyph.text)
        last = glyph
    if not text.isascii():  # halves of a character beyond the basic plane
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    x0, x1 = glyphs[0].box[0], glyphs[-1].box[2]
    return msgspec.structs.replace(run, text=text, x0=x0, x1=x1, origin=x0)
