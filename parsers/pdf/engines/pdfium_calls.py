"""pdfium's functions as the reader calls them: bare.

A page is asked some thousand times, and pypdfium2's prototypes check and convert each argument each
time, which takes longer than pdfium itself. Here a handle is a ``Handle``, an output a reference made
once, and ctypes has nothing to convert. Nothing checks the arguments: a wrong one ends the process.
"""

from __future__ import annotations

import ctypes
import struct
from codecs import utf_16_le_decode
from functools import partial
from typing import Any

import pypdfium2.raw as c


class Handle(ctypes.c_void_p):
    """Any of pdfium's pointers; false if null, equal objects have equal ``value``."""


def handle(pointer: Any) -> Handle:
    """The handle of what pypdfium2 gave."""
    return Handle(ctypes.addressof(pointer.contents))


def bare(function: Any, result: Any = ctypes.c_int) -> Any:
    """A function of pdfium without checks, by pypdfium2's."""
    # Keeping the interpreter's lock saves time as well; pdfium has one thread only.
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


page_object = bare(c.FPDFPage_GetObject, Handle)
form_object = bare(c.FPDFFormObj_GetObject, Handle)
form_count = bare(c.FPDFFormObj_CountObjects)
type_of = bare(c.FPDFPageObj_GetType)
bounds_of = bare(c.FPDFPageObj_GetBounds)
matrix_of = bare(c.FPDFPageObj_GetMatrix)
fill_of = bare(c.FPDFPageObj_GetFillColor)
stroke_of = bare(c.FPDFPageObj_GetStrokeColor)
stroke_width_of = bare(c.FPDFPageObj_GetStrokeWidth)
mark_of = bare(c.FPDFPageObj_GetMarkedContentID)

text_of = bare(c.FPDFTextObj_GetText, ctypes.c_ulong)
font_size_of = bare(c.FPDFTextObj_GetFontSize)
font_of = bare(c.FPDFTextObj_GetFont, Handle)
font_name_of = bare(c.FPDFFont_GetBaseFontName, ctypes.c_size_t)
font_flags_of = bare(c.FPDFFont_GetFlags)
glyph_width_of = bare(c.FPDFFont_GetGlyphWidth)

draw_mode_of = bare(c.FPDFPath_GetDrawMode)
segment_count = bare(c.FPDFPath_CountSegments)
segment = bare(c.FPDFPath_GetPathSegment, Handle)
segment_type = bare(c.FPDFPathSegment_GetType)
segment_point = bare(c.FPDFPathSegment_GetPoint)

clip_path = bare(c.FPDFPageObj_GetClipPath, Handle)
clip_count = bare(c.FPDFClipPath_CountPaths)
clip_segment_count = bare(c.FPDFClipPath_CountPathSegments)
clip_segment = bare(c.FPDFClipPath_GetPathSegment, Handle)


class Values:
    """A few numbers that pdfium writes and Python reads at once."""

    def __init__(self, count: int, kind: str = "f") -> None:
        layout = struct.Struct(f"{count}{kind}")
        buffer = ctypes.create_string_buffer(layout.size)
        self.read = partial(layout.unpack_from, buffer)
        self.all = ctypes.byref(buffer)
        """To be written as one struct, or as the only value."""
        self.each = tuple(ctypes.byref(buffer, 4 * n) for n in range(count))


class TextBuffer:
    """Reads texts into one buffer that grows with them."""

    def __init__(self, size: int = 8192) -> None:
        self._make(size)

    def _make(self, size: int) -> None:
        buffer = ctypes.create_string_buffer(size)
        self.pointer, self.view = ctypes.byref(buffer), memoryview(buffer)
        self.size = ctypes.c_ulong(size)

    def read(self, text: Handle, page: Handle) -> str:
        """A text object's characters."""
        length: int = text_of(text, page, self.pointer, self.size)
        if length > len(self.view):
            self._make(length)
            length = text_of(text, page, self.pointer, self.size)
        return utf_16_le_decode(self.view[: length - 2], "replace")[0] if length > 2 else ""
