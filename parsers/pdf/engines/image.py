"""The reader of pictures: pages of a PDF that are nothing else, and pictures that are documents themselves.

A page at a time, and each page's pixels are gone before the next one's are made.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from PIL import Image, ImageOps, ImageSequence

from parsers.blocks import Unreadable
from parsers.pdf import pictured
from parsers.pdf.page import MAX_PAGES, Page, Source
from parsers.pixels import pace, recogniser
from parsers.pixels.pages import pages_of
from parsers.pixels.paper import Grey
from parsers.pixels.sheet import Sheet, read_sheet

DPI = 200
"""Finer pictures are read at this: 300 dpi takes twice the time for 2 % more controls."""
COARSEST = 50
COVERS = 0.85
"""Of its page: a larger picture is the page, a smaller one is on it."""
FEW = 60
"""Characters beside such a picture are a stamp's or a scanner's, no page's text."""
MAX_PIXELS = 60_000_000
PAPER_WIDTH = 8.27
"""Inches: of a picture that does not say its resolution (A4)."""
SENSIBLE = (90, 1250)
"""Dots per inch that a page's picture may claim; cameras claim 72 whatever they took."""


def is_picture(page: Page) -> bool:
    """Whether a page is nothing but a picture."""
    if not page.images or not page.loaded:
        return False
    letters = sum(len(run.text.strip()) for run in page.runs)
    if not letters:
        return True
    area = max(abs((i[2] - i[0]) * (i[3] - i[1])) for i in page.images)
    return letters < FEW and area > COVERS * page.width * page.height


def with_pictures(source: Source, data: bytes) -> Source:
    """The document with those pages that are pictures read from their pixels.

    Raises ``Unreadable`` (``image_only``) where it has no other pages and what reads pictures is missing.
    """
    wanted = [page.index for page in source.pages if is_picture(page)]
    if not wanted:
        return source
    if not recogniser.available():
        if len(wanted) < sum(page.loaded for page in source.pages):
            return source
        raise recogniser.missing("pdf")
    sheets: list[tuple[int, Sheet]] = []
    document = pdfium.PdfDocument(data)
    try:
        for index in wanted:
            pace.page_begins()
            sheets.append((index, read_sheet(*_rendered(document, index))))
    finally:
        document.close()
    read = {page.index: page for page in _readable(_pages(sheets), "pdf", len(source.pages))}
    return msgspec.structs.replace(source, pages=[read.get(page.index, page) for page in source.pages])


def read(data: bytes) -> Source:
    """Read a picture, or a TIFF's several.

    Raises ``Unreadable``: ``image_only`` (what reads them is missing), ``corrupt``, ``too_large``.
    """
    if not recogniser.available():
        raise recogniser.missing("image")
    sheets = []
    for index, (grey, dpi) in enumerate(pictures(data)):
        pace.page_begins()
        sheets.append((index, read_sheet(grey, dpi)))
    return Source(_readable(_pages(sheets), "image", len(sheets)), len(sheets))


def _readable(pages: list[Page], format: str, count: int) -> list[Page]:
    """The pages, all texts of those in another script unread: what looks like figures there may be letters.

    Raises ``Unreadable`` (``unreadable_script``) where all ``count`` pages of the document are so.
    """
    foreign = [pictured.is_foreign(page) for page in pages]
    if all(foreign) and len(pages) == count:
        detail = "Most of the text is in a script that is not read from pictures, or too faint."
        raise Unreadable("unreadable_script", detail, format)
    return [pictured.without_texts(page) if far else page for page, far in zip(pages, foreign, strict=True)]


def _pages(sheets: list[tuple[int, Sheet]]) -> list[Page]:
    sizes = [(72 * sheet.width / sheet.dpi, 72 * sheet.height / sheet.dpi) for _, sheet in sheets]
    return pages_of(sheets, sizes)


def _rendered(document: pdfium.PdfDocument, index: int) -> tuple[Grey, float]:
    """A page at the resolution of its picture, at most at ``DPI``."""
    page = document[index]
    try:
        width, height = page.get_size()
        dpi = min(DPI, max(COARSEST, _resolution(page)))
        if width * height * (dpi / 72) ** 2 > MAX_PIXELS:
            raise Unreadable("too_large", f"page {index + 1} is too large a picture", "pdf")
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        try:
            return np.array(bitmap.to_pil().convert("L")), dpi
        finally:
            bitmap.close()
    finally:
        page.close()


def _resolution(page: pdfium.PdfPage) -> float:
    """Dots per inch of its largest picture."""
    best, most = float(DPI), 0.0
    for item in page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        area = (right - left) * (top - bottom)
        if area > most:
            pixels = item.get_px_size()
            best, most = 72 * max(pixels) / max(right - left, top - bottom), area
    return best


def pictures(data: bytes) -> Iterator[tuple[Grey, float]]:
    """A picture's pages, each with its dots per inch. Raises ``Unreadable``: ``corrupt``, ``too_large``."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if getattr(picture, "n_frames", 1) > MAX_PAGES:
                raise Unreadable("too_large", f"more than {MAX_PAGES} pages", "image")
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > MAX_PIXELS:
                    raise Unreadable("too_large", "the picture has too many pixels", "image")
                yield _grey(frame)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unreadable(
            "corrupt", f"the picture cannot be opened: {type(error).__name__}", "image"
        ) from error


def _grey(frame: Image.Image) -> tuple[Grey, float]:
    """A picture as a camera or scanner says it stands, at most at ``DPI``."""
    said = frame.info.get("dpi", (0, 0))[0]
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame.convert("RGBA"))
    grey = ImageOps.exif_transpose(frame).convert("L")
    dpi = float(said) if said and SENSIBLE[0] <= said <= SENSIBLE[1] else 0.0
    if not dpi or not 0.5 < min(grey.size) / dpi / PAPER_WIDTH < 2:
        dpi = min(grey.size) / PAPER_WIDTH
    if dpi > DPI:
        size = round(grey.width * DPI / dpi), round(grey.height * DPI / dpi)
        grey, dpi = (
            grey.resize(size, Image.Resampling.BOX if dpi > 1.9 * DPI else Image.Resampling.LANCZOS),
            DPI,
        )
    return np.array(grey), dpi
