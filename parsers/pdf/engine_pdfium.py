"""The main reader: pdfium's page objects, by its C interface.

Every call costs about a microsecond, so each is made only for the objects whose answer it can
change (facts: runs and paths yes, characters no).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from parsers.blocks import Unreadable
from parsers.pdf.glyphs import STARS, GlyphReader
from parsers.pdf.page import MAX_CHARS, MAX_OBJECTS, MAX_PAGES, Page, Run, Shape, Source, Target, has_rtl
from parsers.pdf.pdfium_frame import Bounds, ColorReader, Frame, Matrix, clip_box, multiply, values
from parsers.pdf.pdfium_paths import PathReader

MAX_FORM_DEPTH = 8
TEXT_BUFFER = 8192
"""Bytes; a longer text asks for a buffer of its own."""

_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC = ("italic", "oblique")


def read(data: bytes) -> Source:
    """Read every page. Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``."""
    document = _open(data)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise Unreadable("too_large", f"{count} pages; at most {MAX_PAGES} are read", "pdf")
        reader = _Reader(document)
        pages = [reader.page(index) for index in range(count)]
        return Source(pages, count, _language(document))
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted", "The PDF asks for a password.", "pdf") from error
        raise Unreadable("corrupt", f"pdfium cannot open it: {error}", "pdf") from error


def _language(document: pdfium.PdfDocument) -> str | None:
    size = c.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < size <= 80:
        return None
    buffer = ctypes.create_string_buffer(size)
    c.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0").strip() or None


class _Reader:
    """Holds what is shared by all pages: the buffers of the C calls and the fonts seen."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self.document = document
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.glyphs = GlyphReader()
        producer = document.get_metadata_value("Producer")
        # Chromium starts a new text object wherever the pen jumps; the others do not.
        self.exact = producer.startswith("Skia")
        self.loose = not producer.startswith(("Skia", "cairo", "macOS", "iOS"))
        self.objects = self.chars = 0
        self.bounds, self.colors = Bounds(), ColorReader()
        self.paths = PathReader(self.bounds, self.colors)
        self.one = ctypes.c_float()
        self.matrix = c.FS_MATRIX()
        self.text = ctypes.create_string_buffer(TEXT_BUFFER)
        self.text_pointer = ctypes.cast(self.text, ctypes.POINTER(c.FPDF_WCHAR))

    def page(self, index: int) -> Page:
        """Read a page; an empty one that says so if it cannot be loaded."""
        page = c.FPDF_LoadPage(self.document.raw, index)
        if not page:
            return Page(index, 0.0, 0.0, [], [], loaded=False)
        links: list[Target] = []
        frame = Frame(page)
        if c.FPDFPage_GetAnnotCount(page):
            links = _links(self.document, page, frame)
            if _has_fields(page) and c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS:
                c.FPDF_ClosePage(page)  # form fields are now drawn like all else
                page = c.FPDF_LoadPage(self.document.raw, index)
        text_page = c.FPDFText_LoadPage(page)
        try:
            self.raw_runs: list[tuple[Any, Run]] = []
            self.shapes: list[Shape] = []
            self.images = 0
            self.text_page = text_page
            self.glyphs.new_page()
            count = c.FPDFPage_CountObjects(page)
            self._walk(count, partial(c.FPDFPage_GetObject, page), frame.matrix, 0)
            return Page(index, frame.width, frame.height, self._runs(frame), self.shapes, links, self.images)
        finally:
            c.FPDFText_ClosePage(text_page)
            c.FPDF_ClosePage(page)

    def _walk(self, count: int, get: Callable[[int], Any], ctm: Matrix, depth: int) -> None:
        self.objects += count
        if self.objects > MAX_OBJECTS:
            raise Unreadable("too_large", f"more than {MAX_OBJECTS} drawn objects", "pdf")
        get_type = c.FPDFPageObj_GetType
        for i in range(count):
            handle = get(i)
            kind = get_type(handle)
            if kind == c.FPDF_PAGEOBJ_TEXT:
                self._text(handle, ctm)
            elif kind == c.FPDF_PAGEOBJ_PATH:
                shape = self.paths.read(handle, ctm)
                if shape is not None:
                    self.shapes.append(shape)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                self.images += 1
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                c.FPDFPageObj_GetMatrix(handle, self.matrix)
                inner = multiply(values(self.matrix), ctm)
                inside = c.FPDFFormObj_CountObjects(handle)
                self._walk(inside, partial(c.FPDFFormObj_GetObject, handle), inner, depth + 1)

    # --- text -------------------------------------------------------------------------------

    def _text(self, handle: Any, ctm: Matrix) -> None:
        size = c.FPDFTextObj_GetText(handle, self.text_page, self.text_pointer, TEXT_BUFFER)
        if size > TEXT_BUFFER:
            text = self._long_text(handle, size)
        else:
            text = self.text.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
        self.chars += len(text)
        if self.chars > MAX_CHARS:
            raise Unreadable("too_large", f"more than {MAX_CHARS} characters", "pdf")
        c.FPDFTextObj_GetFontSize(handle, self.one)
        c.FPDFPageObj_GetMatrix(handle, self.matrix)
        m = self.matrix
        a, b, cc, d, e, f = m.a, m.b, m.c, m.d, m.e + ctm[4], ctm[5] - m.f
        if ctm[0] != 1 or ctm[3] != -1:
            a, b, cc, d, e, f = multiply(values(m), ctm)
        points = self.one.value * (cc * cc + d * d) ** 0.5
        if points < 1.5 or abs(b) > abs(a):  # hidden for screen readers, or running up the page
            return
        box = self.bounds(handle, ctm)
        font = c.FPDFTextObj_GetFont(handle)
        bold, italic = self._font(font)
        color = self.colors.fill(handle)
        if not text.isprintable():
            text = "".join(char for char in text.replace("\n", " ") if char >= " ")
        clip = None
        if text[0] in STARS if text else box[2] - box[0] > 1:
            clip = clip_box(handle, ctm)
        run = Run(text, *box, f, e, points, bold, italic, color, clip, self.loose)
        self.raw_runs.append((handle, run))

    def _long_text(self, handle: Any, size: int) -> str:
        buffer = ctypes.create_string_buffer(size)
        pointer = ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR))
        c.FPDFTextObj_GetText(handle, self.text_page, pointer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace")

    def _font(self, font: Any) -> tuple[bool, bool]:
        key = ctypes.addressof(font.contents) if font else 0
        found = self.fonts.get(key)
        if found is None:
            buffer = ctypes.create_string_buffer(256)
            c.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("latin-1").split("+")[-1].lower()
            flags = max(c.FPDFFont_GetFlags(font), 0)
            bold = any(word in name for word in _BOLD) or bool(flags & 1 << 18)
            italic = any(word in name for word in _ITALIC) or bool(flags & 1 << 6)
            found = self.fonts[key] = (bold, italic)
        return found

    def _runs(self, frame: Frame) -> list[Run]:
        """The page's runs; those whose text may not stand as it was drawn are taken apart."""
        rtl = any(has_rtl(run.text) for _, run in self.raw_runs)
        runs: list[Run] = []
        for handle, run in self.raw_runs:
            if self._doubtful(handle, run, rtl):
                runs += self.glyphs.split(self.text_page, handle, run, frame)
            else:
                runs.append(run)
        return runs

    def _doubtful(self, handle: Any, run: Run, rtl: bool) -> bool:
        text = run.text
        if len(text) < 2 or not text.strip():
            return False
        if rtl and has_rtl(text):
            return len(text.strip()) > 1
        if rtl and not text.isalnum():
            return True
        if self.exact:
            return False
        return run.origin - run.x0 > 0.35 * run.size or self.glyphs.spread(handle, run) > 0.6 * run.size


def _has_fields(page: Any) -> bool:
    """Whether a page has form fields: what stands in them is not part of its content."""
    for index in range(c.FPDFPage_GetAnnotCount(page)):
        annotation = c.FPDFPage_GetAnnot(page, index)
        kind = c.FPDFAnnot_GetSubtype(annotation)
        c.FPDFPage_CloseAnnot(annotation)
        if kind == c.FPDF_ANNOT_WIDGET:
            return True
    return False


def _links(document: pdfium.PdfDocument, page: Any, frame: Frame) -> list[Target]:
    found: list[Target] = []
    position, link, rect = ctypes.c_int(0), c.FPDF_LINK(), c.FS_RECTF()
    while c.FPDFLink_Enumerate(page, position, link) and len(found) < 2000:
        action = c.FPDFLink_GetAction(link)
        if not action or not c.FPDFLink_GetAnnotRect(link, rect):
            continue
        size = c.FPDFAction_GetURIPath(document.raw, action, None, 0)
        if size > 1:
            buffer = ctypes.create_string_buffer(size)
            c.FPDFAction_GetURIPath(document.raw, action, buffer, size)
            uri = buffer.value.decode("utf-8", "replace")
            found.append(Target(frame.place(rect.left, rect.bottom, rect.right, rect.top), uri))
    return found
