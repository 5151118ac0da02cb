"""The main reader: pdfium's page objects, by its C interface.

Every call costs about a microsecond, so each is made only for the objects whose answer it can
change (facts: runs and paths yes, characters no).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from parsers.blocks import Unreadable
from parsers.pdf.engines.pdfium_actual import ActualTexts
from parsers.pdf.engines.pdfium_calls import (
    Handle,
    Values,
    form_count,
    form_object,
    handle,
    matrix_of,
    page_object,
    type_of,
)
from parsers.pdf.engines.pdfium_fields import read_fields
from parsers.pdf.engines.pdfium_frame import Bounds, ColorReader, Frame, Matrix, multiply
from parsers.pdf.engines.pdfium_paths import SMALL, PathReader
from parsers.pdf.engines.pdfium_seen import Watch, annotated
from parsers.pdf.engines.pdfium_tags import TagReader, may_tell
from parsers.pdf.engines.pdfium_text import TextReader
from parsers.pdf.page import MAX_OBJECTS, MAX_PAGES, BBox, FormField, Kind, Page, Run, Shape, Source, Target
from parsers.pdf.pagecount import has_layers

if TYPE_CHECKING:
    from parsers.pdf.engines.pdfium_icons import Icons

MAX_FORM_DEPTH = 8
SHORT = 4
"""Characters; a control's icon or a scale's figure is shorter."""
ICON = 4.0, 30.0
"""Points: the height of a picture that may be a control, from one on a shrunk page to a large star."""
SQUARE = 1.35
"""Times as wide as high, or as high as wide: no icon is more."""
TEXT, PATH, IMAGE, FORM = (
    c.FPDF_PAGEOBJ_TEXT, c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM,
)  # fmt: skip


def read(data: bytes) -> Source:
    """Read every page. Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``."""
    document = _open(data)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise Unreadable("too_large", f"{count} pages; at most {MAX_PAGES} are read", "pdf")
        reader = _Reader(document, may_tell(data), has_layers(data))
        pages = [reader.page(index) for index in range(count)]
        pages = reader.icons.added(pages) if reader.icons else pages
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

    def __init__(self, document: pdfium.PdfDocument, tagged: bool, layered: bool) -> None:
        self.document = document
        self.tags = TagReader() if tagged else None
        if c.FPDF_GetFormType(document.raw) != c.FORMTYPE_NONE:
            document.init_forms()
        self.objects = 0
        bounds, colors = Bounds(), ColorReader()
        self.paths = PathReader(bounds, colors)
        self.texts = TextReader(bounds, colors, document.get_metadata_value("Producer"))
        self.matrix = Values(6)
        self.icons: Icons | None = None
        self.watch, self.actual = Watch(layered, colors), ActualTexts()

    def page(self, index: int) -> Page:
        """Read a page; an empty one that says so if it cannot be loaded."""
        page = c.FPDF_LoadPage(self.document.raw, index)
        if not page:
            return Page(index, 0.0, 0.0, [], [], loaded=False)
        text_page = c.FPDFText_LoadPage(page)
        try:
            objects, chars = self.objects, self.texts.chars
            frame = Frame(page)
            self._objects(page, text_page, frame)
            if way := self.texts.way():
                self.objects, self.texts.chars = objects, chars
                frame = Frame(page, way)
                self._objects(page, text_page, frame)
            self._look_at_pictures(index, page, frame)
            links, fields = self._annotations(page, frame)
            hidden = self.faint + self._without_unseen(page, frame)
            runs = self.texts.runs(frame)
            tags = self.tags.tags(page) if self.tags else []
            return Page(
                index, frame.width, frame.height, runs, self.shapes, links, tags, fields, self.images,
                hidden=hidden, way=frame.way,
            )  # fmt: skip
        finally:
            c.FPDFText_ClosePage(text_page)
            c.FPDF_ClosePage(page)

    def _look_at_pictures(self, index: int, page: Any, frame: Frame) -> None:
        small = [box for box in self.images if _may_be_icon(box)]
        if small and self.icons is None:
            from parsers.pdf.engines.pdfium_icons import (
                Icons,  # numpy takes longer to load than a print to read
            )

            self.icons = Icons()
        if small and self.icons:
            self.icons.look(index, page, frame, small)

    def _objects(self, page: Any, text_page: Any, frame: Frame) -> None:
        """Read what is drawn on a page."""
        self.shapes: list[Shape] = []
        self.images: list[BBox] = []
        self.faint: list[BBox] = []
        self.texts.new_page(text_page)
        self.watch.new_page()
        self.actual.new_page()
        if self.tags:
            self.tags.new_page()
        count = c.FPDFPage_CountObjects(page)
        self._walk(count, partial(page_object, handle(page)), frame.matrix, 0)

    def _annotations(self, page: Any, frame: Frame) -> tuple[list[Target], list[FormField]]:
        """A page's links and form fields."""
        if not c.FPDFPage_GetAnnotCount(page):
            return [], []
        fields: list[FormField] = []
        links = _links(self.document, page, frame)
        if self.document.formenv:
            c.FORM_OnAfterLoadPage(page, self.document.formenv)
            fields = read_fields(self.document.formenv, page, frame)
            c.FORM_OnBeforeClosePage(page, self.document.formenv)
        return links, fields

    def _without_unseen(self, page: Any, frame: Frame) -> list[BBox]:
        """Take away what nobody sees and what only claims to be read there; their places."""
        for box in annotated(page, frame):
            self.watch.picture(box)
        gone: dict[int, Run | Shape] = dict(self.watch.unseen(page, frame))
        mended = self.actual.mended(page)
        if not (gone or mended):
            return []
        self.shapes = [s for s in self.shapes if id(s) not in gone]
        self.texts.replace(gone.keys(), mended)
        texts = [what for what in gone.values() if isinstance(what, Run)]
        return [(r.x0, r.top, r.x1, r.bottom) for r in (*texts, *mended.values())]

    def _walk(self, count: int, get: Callable[[int], Handle], ctm: Matrix, depth: int) -> None:
        self.objects += count
        if self.objects > MAX_OBJECTS:
            raise Unreadable("too_large", f"more than {MAX_OBJECTS} drawn objects", "pdf")
        for i in range(count):
            item = get(i)
            kind = type_of(item)
            if kind == TEXT:
                run = self.texts.read(item, ctm)
                if run is not None:
                    self.watch.text(item, run, ctm)
                    self.actual.note(item, run)
                if self.tags and run is not None and len(run.text) < SHORT and not depth:
                    drawn = len(run.text) < 2 or not run.text.isalnum()
                    self.tags.note(item, (run.x0, run.top, run.x1, run.bottom), drawn)
            elif kind == PATH:
                shape = self.paths.read(item, ctm)
                if shape is not None:
                    self.shapes.append(shape)
                    self.watch.shape(item, shape, ctm)
                    if self.tags and shape.kind != Kind.LINE and shape.x1 - shape.x0 < SMALL and not depth:
                        self.tags.note(item, (shape.x0, shape.top, shape.x1, shape.bottom), True)
            elif kind == IMAGE:
                self.images.append(self.paths.bounds(item, ctm))
                self.watch.picture(self.images[-1])
            elif kind == FORM and depth < MAX_FORM_DEPTH:
                if self.watch.faint(item):
                    self._skipped(item, ctm)
                    continue
                matrix_of(item, self.matrix.all)
                inner = multiply(self.matrix.read(), ctm)
                self._walk(form_count(item), partial(form_object, item), inner, depth + 1)

    def _skipped(self, item: Handle, ctm: Matrix) -> None:
        """What is painted with no alpha as a whole, as a page's own control under its drawing: its texts are
        hidden ones."""
        if any(type_of(form_object(item, i)) == TEXT for i in range(form_count(item))):
            self.faint.append(self.paths.bounds(item, ctm))


def _may_be_icon(box: BBox) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    low, high = ICON
    return low <= height <= high and height / SQUARE < width < height * SQUARE


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
