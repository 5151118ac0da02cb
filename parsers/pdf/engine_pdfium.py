"""The main reader: pdfium's page objects, by its C interface.

Every call costs about a microsecond, so each is made only for the objects whose answer it can
change (facts: runs and paths yes, characters no).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from parsers.blocks import Unreadable
from parsers.pdf.glyphs import STARS, GlyphReader
from parsers.pdf.page import (
    MAX_CHARS,
    MAX_OBJECTS,
    MAX_PAGES,
    BBox,
    Kind,
    Page,
    Run,
    Shape,
    Source,
    Target,
    has_rtl,
)

MAX_FORM_DEPTH = 8
THIN = 4.0
"""Points; a border of 3 px at 130 %."""
SMALL = 64.0
"""Points; above, a shape is neither a mark nor a scale's cell."""
Matrix = tuple[float, float, float, float, float, float]

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
        self.f4 = [ctypes.c_float() for _ in range(4)]
        self.u4 = [ctypes.c_uint() for _ in range(4)]
        self.one = ctypes.c_float()
        self.mode, self.stroked = ctypes.c_int(), ctypes.c_int()
        self.matrix = c.FS_MATRIX()
        self.text = ctypes.create_string_buffer(8192)
        self.text_pointer = ctypes.cast(self.text, ctypes.POINTER(c.FPDF_WCHAR))

    def page(self, index: int) -> Page:
        page = c.FPDF_LoadPage(self.document.raw, index)
        if not page:
            raise Unreadable("corrupt", f"pdfium cannot load page {index + 1}", "pdf")
        text_page = c.FPDFText_LoadPage(page)
        try:
            frame = _Frame(page)
            self.raw_runs: list[tuple[Any, Run]] = []
            self.shapes: list[Shape] = []
            self.images = 0
            self.text_page = text_page
            self.glyphs.new_page()
            count = c.FPDFPage_CountObjects(page)
            self._walk(count, lambda i: c.FPDFPage_GetObject(page, i), frame.matrix, 0)
            runs = self._runs(frame)
            return Page(
                index, frame.width, frame.height, runs, self.shapes, _links(self.document, page, frame), [], self.images
            )
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
                self._path(handle, ctm)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                self.images += 1
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                c.FPDFPageObj_GetMatrix(handle, self.matrix)
                inner = _multiply(_values(self.matrix), ctm)
                inside = c.FPDFFormObj_CountObjects(handle)
                self._walk(inside, lambda n, h=handle: c.FPDFFormObj_GetObject(h, n), inner, depth + 1)

    def _bounds(self, handle: Any, ctm: Matrix) -> BBox:
        left, bottom, right, top = self.f4
        c.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        return _place(ctm, left.value, bottom.value, right.value, top.value)

    def _color(self, handle: Any, call: Callable[..., int]) -> str:
        red, green, blue, alpha = self.u4
        if not call(handle, red, green, blue, alpha):
            return ""
        return f"{red.value << 16 | green.value << 8 | blue.value:06x}"

    # --- text -------------------------------------------------------------------------------

    def _text(self, handle: Any, ctm: Matrix) -> None:
        size = c.FPDFTextObj_GetText(handle, self.text_page, self.text_pointer, 8192)
        if size > 8192:
            text = self._long_text(handle, size)
        else:
            text = self.text.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
        self.chars += len(text)
        if self.chars > MAX_CHARS:
            raise Unreadable("too_large", f"more than {MAX_CHARS} characters", "pdf")
        c.FPDFTextObj_GetFontSize(handle, self.one)
        c.FPDFPageObj_GetMatrix(handle, self.matrix)
        a, b, cc, d, e, f = _multiply(_values(self.matrix), ctm)
        points = self.one.value * (cc * cc + d * d) ** 0.5
        if points < 1.5 or abs(b) > abs(a):  # hidden for screen readers, or running up the page
            return
        x0, top, x1, bottom = self._bounds(handle, ctm)
        font = c.FPDFTextObj_GetFont(handle)
        bold, italic = self._font(font)
        color = self._color(handle, c.FPDFPageObj_GetFillColor)
        if not text.isprintable():
            text = "".join(char for char in text.replace("\n", " ") if char >= " ")
        clip = None
        if (not text and x1 - x0 > 1) or (text and text[0] in STARS):
            clip = self._clip(handle, ctm)
        self.raw_runs.append((handle, Run(text, x0, top, x1, bottom, f, e, points, bold, italic, color, clip, self.loose)))

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

    def _runs(self, frame: _Frame) -> list[Run]:
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

    # --- paths ------------------------------------------------------------------------------

    def _path(self, handle: Any, ctm: Matrix) -> None:
        c.FPDFPath_GetDrawMode(handle, self.mode, self.stroked)
        filled, stroked = self.mode.value != 0, self.stroked.value != 0
        if not (filled or stroked):
            return
        x0, top, x1, bottom = self._bounds(handle, ctm)
        width, height = x1 - x0, bottom - top
        least, most = (width, height) if width < height else (height, width)
        if least <= THIN and most >= 2.5 * least:
            self.shapes.append(Shape(Kind.LINE, x0, top, x1, bottom, filled, stroked))
        elif most <= SMALL:
            self._small(handle, ctm, (x0, top, x1, bottom), filled, stroked)
        else:
            kind, hollow = _outline(handle)
            self.shapes.append(Shape(kind, x0, top, x1, bottom, filled, stroked, hollow))

    def _small(self, handle: Any, ctm: Matrix, box: BBox, filled: bool, stroked: bool) -> None:
        kind, hollow = _outline(handle)
        fill = self._color(handle, c.FPDFPageObj_GetFillColor) if filled else ""
        stroke, width = "", 0.0
        if stroked:
            stroke = self._color(handle, c.FPDFPageObj_GetStrokeColor)
            c.FPDFPageObj_GetStrokeWidth(handle, self.one)
            c.FPDFPageObj_GetMatrix(handle, self.matrix)
            a, b, *_ = _multiply(_values(self.matrix), ctm)
            width = self.one.value * (a * a + b * b) ** 0.5
        clip = self._clip(handle, ctm) if kind in (Kind.POLYGON, Kind.ROUNDED) else None
        self.shapes.append(Shape(kind, *box, filled, stroked, hollow, fill, stroke, width, clip))

    def _clip(self, handle: Any, ctm: Matrix) -> BBox | None:
        """The box that all clip paths leave, or None where there is none."""
        path = c.FPDFPageObj_GetClipPath(handle)
        count = c.FPDFClipPath_CountPaths(path) if path else 0
        box: BBox | None = None
        x, y = ctypes.c_float(), ctypes.c_float()
        for i in range(max(count, 0)):
            xs: list[float] = []
            ys: list[float] = []
            for k in range(min(c.FPDFClipPath_CountPathSegments(path, i), 64)):
                c.FPDFPathSegment_GetPoint(c.FPDFClipPath_GetPathSegment(path, i, k), x, y)
                xs.append(x.value)
                ys.append(y.value)
            if xs:
                one = _place(ctm, min(xs), min(ys), max(xs), max(ys))
                box = one if box is None else _intersect(box, one)
        return box


def _outline(handle: Any) -> tuple[str, bool]:
    """A path's kind, and whether it is a ring of two outlines, from a few of its segments."""
    count = c.FPDFPath_CountSegments(handle)
    get, kind_of = c.FPDFPath_GetPathSegment, c.FPDFPathSegment_GetType
    if count <= 4:
        return Kind.TICK, False
    first = kind_of(get(handle, 1))
    line = c.FPDF_SEGMENT_LINETO
    if count <= 6 and first == line:
        return Kind.RECT, False
    hollow = count >= 10 and count % 2 == 0 and kind_of(get(handle, count // 2)) == c.FPDF_SEGMENT_MOVETO
    second = kind_of(get(handle, 2))
    if first == line:
        if second != line:
            return Kind.ROUNDED, hollow
        return (Kind.RECT if hollow and count <= 12 else Kind.POLYGON), hollow
    if second == line or kind_of(get(handle, 3)) == line or kind_of(get(handle, 4)) == line:
        return Kind.ROUNDED, hollow
    return Kind.ROUND, hollow


class _Frame:
    """A page's size and the way from its own coordinates to points from the top left."""

    def __init__(self, page: Any) -> None:
        box = c.FS_RECTF()
        c.FPDF_GetPageBoundingBox(page, box)
        wide, high = box.right - box.left, box.top - box.bottom
        turn = c.FPDFPage_GetRotation(page)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        self.matrix: Matrix = (
            (1, 0, 0, -1, -left, top),
            (0, 1, 1, 0, -bottom, -left),
            (-1, 0, 0, 1, right, -bottom),
            (0, -1, -1, 0, top, right),
        )[turn]
        self.width, self.height = (wide, high) if turn % 2 == 0 else (high, wide)

    def place(self, left: float, bottom: float, right: float, top: float) -> BBox:
        """A box of the page's own coordinates in points from the top left."""
        return _place(self.matrix, left, bottom, right, top)


def _links(document: pdfium.PdfDocument, page: Any, frame: _Frame) -> list[Target]:
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


def _values(m: Any) -> Matrix:
    return m.a, m.b, m.c, m.d, m.e, m.f


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    a, b, cc, d, e, f = m
    g, h, i, j, k, o = n
    return a * g + b * i, a * h + b * j, cc * g + d * i, cc * h + d * j, e * g + f * i + k, e * h + f * j + o


def _place(m: Matrix, left: float, bottom: float, right: float, top: float) -> BBox:
    a, b, cc, d, e, f = m
    if b == 0.0 == cc:
        x0, x1, y0, y1 = a * left + e, a * right + e, d * bottom + f, d * top + f
    else:
        xs = [a * x + cc * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _intersect(a: BBox, b: BBox) -> BBox:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
