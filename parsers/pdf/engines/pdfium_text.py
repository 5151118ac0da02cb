"""pdfium's text objects -> runs."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Container, Mapping
from math import isfinite
from typing import Any

import msgspec

from parsers.bidi import has_rtl
from parsers.blocks import Unreadable
from parsers.pdf.engines import pdfium_calls as pdfium
from parsers.pdf.engines.pdfium_calls import Handle, TextBuffer, Values
from parsers.pdf.engines.pdfium_frame import Bounds, ColorReader, Frame, Matrix, clip_box, multiply
from parsers.pdf.glyphs import STARS, GlyphReader
from parsers.pdf.page import MAX_CHARS, Run

_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC = ("italic", "oblique")
_BROWSERS = ("Skia", "cairo", "macOS", "iOS")
HIDDEN = 1.5
"""Points; smaller text is there for screen readers."""


BLANK_AND_LETTER = 0.55
"""Of the size: a right-to-left letter in a run that is as wide may have a blank beside it."""
_HANGUL = re.compile("[\uac00-\ud7a3]")


class TextReader:
    """Reads one text object at a time; holds the fonts seen."""

    def __init__(self, bounds: Bounds, colors: ColorReader, producer: str) -> None:
        self.bounds, self.colors = bounds, colors
        self.fonts: dict[int | None, tuple[bool, bool]] = {}
        self.glyphs = GlyphReader()
        # Chromium starts a new text object wherever the pen jumps; the others do not.
        self.exact = producer.startswith("Skia")
        self.loose = not producer.startswith(_BROWSERS)
        self.chars = 0
        self.size, self.matrix, self.buffer = Values(1), Values(6), TextBuffer()

    def new_page(self, text_page: Any) -> None:
        """Begin a page's runs."""
        self.found: list[tuple[Handle, Run]] = []
        self.settled: list[Run] = []
        self.ways = [0, 0, 0, 0]
        """Characters by the quarter turns, clockwise, that would put them upright."""
        self.text_page, self.page_handle = text_page, pdfium.handle(text_page)
        self.glyphs.new_page()

    def read(self, item: Handle, ctm: Matrix) -> Run | None:
        """Read an object; ``ctm``: from its coordinates to points from the page's top left.

        None if nobody can see it.
        """
        text = self.buffer.read(item, self.page_handle)
        self.chars += len(text)
        if self.chars > MAX_CHARS:
            raise Unreadable("too_large", f"more than {MAX_CHARS} characters", "pdf")
        pdfium.font_size_of(item, self.size.all)
        pdfium.matrix_of(item, self.matrix.all)
        a, b, c, d, x, y = self.matrix.read()
        if ctm[0] == 1 and ctm[3] == -1:  # nearly every page
            x, y = x + ctm[4], ctm[5] - y
            self.ways[_way(a, -b) if b or a < 0 else 0] += len(text)
        else:
            a, b, c, d, x, y = multiply((a, b, c, d, x, y), ctm)
            self.ways[_way(a, b)] += len(text)
        points = self.size.read()[0] * (abs(d) if not c else (c * c + d * d) ** 0.5)
        if points < HIDDEN or abs(b) > abs(a):  # the latter runs up the page
            return None
        box = self.bounds(item, ctm)
        if not isfinite(x + y + points + sum(box)):  # a damaged font or matrix: it stands nowhere
            return None
        bold, italic = self._font(pdfium.font_of(item))
        color = self.colors.fill(item)
        if not text.isprintable():
            text = "".join(char for char in text.replace("\n", " ") if char >= " ")
        clip = None
        if text[0] in STARS if text else box[2] - box[0] > 1:
            clip = clip_box(item, ctm)
        run = Run(text, *box, y, x, points, bold, italic, color, clip, self.loose)
        self.found.append((item, run))
        return run

    def way(self) -> int:
        """The quarter turns, clockwise, that put most of the page's characters upright."""
        return max(range(4), key=lambda way: (self.ways[way], way == 0))

    def _font(self, font: Handle) -> tuple[bool, bool]:
        found = self.fonts.get(font.value)
        if found is None:
            buffer = ctypes.create_string_buffer(256)
            pdfium.font_name_of(font, buffer, ctypes.c_size_t(256))
            name = buffer.value.decode("latin-1").split("+")[-1].lower()
            flags = max(pdfium.font_flags_of(font), 0)
            bold = any(word in name for word in _BOLD) or bool(flags & 1 << 18)
            italic = any(word in name for word in _ITALIC) or bool(flags & 1 << 6)
            found = self.fonts[font.value] = (bold, italic)
        return found

    def runs(self, frame: Frame) -> list[Run]:
        """The page's runs; those whose text may not stand as it was drawn are taken apart."""
        rtl = any(not run.text.isascii() and has_rtl(run.text) for _, run in self.found)
        if any(not run.text.isascii() and _HANGUL.search(run.text) for _, run in self.found):
            self.found = [(item, self._as_wide_as_drawn(item, run, frame)) for item, run in self.found]
        if self.exact and not rtl:
            return [run for _, run in self.found] + self.settled
        runs: list[Run] = self.settled
        for item, run in self.found:
            if self._doubtful(item, run, rtl):
                runs += self.glyphs.split(self.text_page, item, run, frame)
            else:
                runs.append(run)
        return runs

    def replace(self, gone: Container[int], mended: Mapping[int, Run]) -> None:
        """Leave runs out, and take others in their stead as they are, by ``id``."""
        self.settled = [mended[id(run)] for _, run in self.found if id(run) in mended and id(run) not in gone]
        self.found = [(i, run) for i, run in self.found if id(run) not in gone and id(run) not in mended]

    def _as_wide_as_drawn(self, item: Handle, run: Run, frame: Frame) -> Run:
        """A Korean run from where the pen began to where it stopped: a syllable leaves as much of its square
        free as a blank takes, and a word is drawn in several runs."""
        if not _HANGUL.search(run.text):
            return run
        box = self.glyphs.extent(self.text_page, item, run, frame)
        return run if box is None else msgspec.structs.replace(run, x0=box[0], x1=box[1])

    def _doubtful(self, item: Handle, run: Run, rtl: bool) -> bool:
        text = run.text
        if len(text) < 2 or not text.strip():
            return False
        if rtl and has_rtl(text):
            # A letter with a drawn blank is as wide as both; pdfium makes blanks up, too.
            wide = text != text.strip() and run.x1 - run.x0 > BLANK_AND_LETTER * run.size
            return wide or len(text.strip()) > 1
        if rtl and not text.isalnum():
            return True
        if self.exact:
            return False
        return run.origin - run.x0 > 0.35 * run.size or self.glyphs.spread(item, run) > 0.6 * run.size


def _way(across: float, down: float) -> int:
    """The quarter turns, clockwise, that put a text upright which runs so far across and down the page."""
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 3 if down > 0 else 1
