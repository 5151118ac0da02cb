"""The floor: what any reader must at least ask pdfium about a page's objects, and nothing made of it."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.workers.system import collect_seldom

MAX_DEPTH = 8
"""Forms (XObjects) within forms."""
BUFFER = 8192
"""Bytes; no print has a longer run of text."""

Seen = tuple[Any, ...]


def read(data: bytes) -> list[Seen]:
    """Open, load every page, ask every object: type and bounds; of a text its characters, font
    size, font name and fill colour; of a path the number of its segments."""
    document = pdfium.PdfDocument(data)
    try:
        floor = Floor()
        for index in range(len(document)):
            floor.page(document, index)
        return floor.seen
    finally:
        document.close()


class Floor:
    """The buffers of the C calls, and what they brought."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.box = [ctypes.c_float() for _ in range(4)]
        self.rgba = [ctypes.c_uint() for _ in range(4)]
        self.size = ctypes.c_float()
        self.text = ctypes.create_string_buffer(BUFFER)
        self.text_view = memoryview(self.text)
        self.text_pointer = ctypes.cast(self.text, ctypes.POINTER(c.FPDF_WCHAR))
        self.name = ctypes.create_string_buffer(256)

    def page(self, document: pdfium.PdfDocument, index: int) -> None:
        """All objects of one page."""
        page = c.FPDF_LoadPage(document.raw, index)
        text_page = c.FPDFText_LoadPage(page)
        try:
            self.objects(c.FPDFPage_CountObjects(page), partial(c.FPDFPage_GetObject, page), text_page, 0)
        finally:
            c.FPDFText_ClosePage(text_page)
            c.FPDF_ClosePage(page)

    def objects(self, count: int, get: Callable[[int], Any], text_page: Any, depth: int) -> None:
        """The objects of a page or a form."""
        for i in range(count):
            handle = get(i)
            kind = c.FPDFPageObj_GetType(handle)
            c.FPDFPageObj_GetBounds(handle, *self.box)
            box = tuple(side.value for side in self.box)
            if kind == c.FPDF_PAGEOBJ_TEXT:
                self.seen.append((kind, box, *self.run(handle, text_page)))
            elif kind == c.FPDF_PAGEOBJ_PATH:
                self.seen.append((kind, box, c.FPDFPath_CountSegments(handle)))
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                inside = c.FPDFFormObj_CountObjects(handle)
                self.objects(inside, partial(c.FPDFFormObj_GetObject, handle), text_page, depth + 1)
            else:
                self.seen.append((kind, box))

    def run(self, handle: Any, text_page: Any) -> Seen:
        """Characters, size, font name and colour of a text."""
        length = c.FPDFTextObj_GetText(handle, text_page, self.text_pointer, BUFFER)
        text = self.text_view[: max(length - 2, 0)].tobytes().decode("utf-16-le", "replace")
        c.FPDFTextObj_GetFontSize(handle, self.size)
        c.FPDFFont_GetBaseFontName(c.FPDFTextObj_GetFont(handle), self.name, 256)
        c.FPDFPageObj_GetFillColor(handle, *self.rgba)
        return text, self.size.value, self.name.value, tuple(part.value for part in self.rgba)


ROUNDS = 10


def main() -> None:
    """``python -m tests.bench.floor FILE...``: the mean CPU milliseconds of a document."""
    documents = [Path(name).read_bytes() for name in sys.argv[1:]]
    for data in documents:
        read(data)
    collect_seldom()
    began = time.process_time()
    for _ in range(ROUNDS):
        for data in documents:
            read(data)
    print((time.process_time() - began) * 1000 / (ROUNDS * len(documents)))


if __name__ == "__main__":
    main()
