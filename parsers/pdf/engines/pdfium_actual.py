"""``ActualText``: what a file says its glyphs read. What people see are the glyphs.

It is of use where one glyph stands for several characters, and is believed as far as it may be right.
Where the glyphs say something else, theirs counts.
"""

from __future__ import annotations

import ctypes
import unicodedata
from typing import Any

import msgspec
import pypdfium2.raw as c

from parsers.pdf.engines.pdfium_calls import Handle, TextBuffer, bare, handle
from parsers.pdf.page import Run

PER_GLYPH = 4
"""Characters: no glyph of an alphabet stands for more (``ffi`` is three)."""

_count = bare(c.FPDFPageObj_CountMarks)
_mark = bare(c.FPDFPageObj_GetMark, Handle)
_string = bare(c.FPDFPageObjMark_GetParamStringValue)
_remove = bare(c.FPDFPageObj_RemoveMark)


class ActualTexts:
    """Collects a page's texts that an ``ActualText`` stands for."""

    def __init__(self) -> None:
        buffer, size = ctypes.create_string_buffer(8), ctypes.c_ulong()
        self._buffer, self._room, self._size = ctypes.byref(buffer), ctypes.c_ulong(8), ctypes.byref(size)
        self._keep = (buffer, size)
        self.new_page()

    def new_page(self) -> None:
        """Begin a page."""
        self._found: list[tuple[Handle, Run, list[Handle]]] = []

    def note(self, item: Handle, run: Run) -> None:
        """Keep a text object that is marked so."""
        count = _count(item)
        if count <= 0:
            return
        marks = (_mark(item, n) for n in range(count))
        named = [m for m in marks if m and _string(m, b"ActualText", self._buffer, self._room, self._size)]
        if named:
            self._found.append((item, run, named))

    def mended(self, page: Any) -> dict[int, Run]:
        """The runs whose glyphs say something else, by ``id``, with what the glyphs say.

        It takes the marks away from the page, which is read no further."""
        if not self._found:
            return {}
        for item, _, marks in self._found:
            for mark in marks:
                _remove(item, mark)
        text_page = c.FPDFText_LoadPage(page)
        try:
            buffer, where = TextBuffer(), handle(text_page)
            drawn = [buffer.read(item, where) for item, _, _ in self._found]
        finally:
            c.FPDFText_ClosePage(text_page)
        said = [run.text for _, run, _ in self._found]
        if len(self._spans()) == len(said) and all(map(may_read, drawn, said)):
            return {}
        found: dict[int, Run] = {}
        for span in self._spans():
            texts = _once([self._found[n][1] for n in span])
            if not may_read("".join(drawn[n] for n in span), "".join(texts)):
                texts = [drawn[n] for n in span]
            runs = [(self._found[n][1], text) for n, text in zip(span, texts, strict=True)]
            found |= {id(r): msgspec.structs.replace(r, text=text) for r, text in runs if r.text != text}
        return found

    def _spans(self) -> list[list[int]]:
        """The objects of each marked span, which may be several: a letter and what stands above it."""
        spans: list[list[int]] = []
        last: tuple[int | None, ...] = ()
        for n, (_, _, marks) in enumerate(self._found):
            key = tuple(mark.value for mark in marks)
            if spans and key == last:
                spans[-1].append(n)
            else:
                spans.append([n])
            last = key
        return spans


def _once(runs: list[Run]) -> list[str]:
    """What each of a span's glyphs says, where pdfium gives several the text of all: the letter has it,
    at which the pen begins, and not what stands above or below."""
    texts = [run.text for run in runs]
    said = {text.strip() for text in texts if text.strip()}
    if len(said) != 1 or sum(map(bool, texts)) < 2:
        return texts
    letter = min(range(len(runs)), key=lambda n: runs[n].origin)
    (text,) = said
    return [text if n == letter else "" for n in range(len(runs))]


def may_read(drawn: str, said: str) -> bool:
    """Whether glyphs that say ``drawn`` may be meant to read ``said``."""
    glyphs, words = _letters(drawn), _letters(said)
    if glyphs == words or not glyphs:
        return True
    if drawn.isascii() and said.isascii():
        return False
    return len(words) <= PER_GLYPH * len(drawn) and set(glyphs) <= set(words)


def _letters(text: str) -> str:
    """Letters and figures alone, each in its plain form."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text))).casefold()
