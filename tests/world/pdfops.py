"""What people do to a print before they put it away."""

from __future__ import annotations

import ctypes
import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

A4 = (595.0, 842.0)


def change(data: bytes, how: str, other: bytes | None = None) -> bytes:
    """The changed document. ``other``: what is merged behind it."""
    document = pdfium.PdfDocument(data)
    if how == "merged" and other is not None:
        document.import_pages(pdfium.PdfDocument(other))
    elif how == "annotated":
        _annotate(document)
    elif how == "cropped":
        for page in document:
            left, bottom, right, top = page.get_mediabox()
            page.set_cropbox(left + 6, bottom + 6, right - 6, top - 6)
    elif how == "rotated":
        for page in document:
            page.set_rotation(90)
    elif how == "2up":
        document = _two_up(document)
    elif how == "booklet":
        document = _booklet(document)
    elif how == "stamped":
        _stamp(document)
    out = io.BytesIO()
    document.save(out)
    return _relinearised(out.getvalue()) if how == "relinearised" else out.getvalue()


def _relinearised(data: bytes) -> bytes:
    """As a server sends it: linearised, objects in streams. The same where qpdf is not installed."""
    if shutil.which("qpdf") is None:
        return data
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        source.write_bytes(data)
        subprocess.run(
            ["qpdf", "--linearize", "--object-streams=generate", source, target], check=True, timeout=60
        )
        return target.read_bytes()


def _annotate(document: pdfium.PdfDocument) -> None:
    for page in document:
        note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
        raw.FPDFAnnot_SetRect(note, ctypes.byref(raw.FS_RECTF(72, 500, 300, 480)))
        raw.FPDFPage_CloseAnnot(note)
        text = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT)
        raw.FPDFAnnot_SetRect(text, ctypes.byref(raw.FS_RECTF(20, 700, 40, 680)))
        words = "checked, see mail".encode("utf-16-le") + b"\0\0"
        buffer = ctypes.cast(ctypes.create_string_buffer(words), raw.FPDF_WIDESTRING)
        raw.FPDFAnnot_SetStringValue(text, b"Contents", buffer)
        raw.FPDFPage_CloseAnnot(text)


def _stamp(document: pdfium.PdfDocument) -> None:
    for page in document:
        text = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 10.0)
        words = ctypes.create_string_buffer("RECEIVED 7 May".encode("utf-16-le") + b"\0\0")
        raw.FPDFText_SetText(text, ctypes.cast(words, raw.FPDF_WIDESTRING))
        raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 400, 12)
        raw.FPDFPage_InsertObject(page, text)
        page.gen_content()


def _two_up(document: pdfium.PdfDocument) -> pdfium.PdfDocument:
    width, height = A4
    return pdfium.PdfDocument(raw.FPDF_ImportNPagesToOne(document, height, width, 2, 1))


def _booklet(document: pdfium.PdfDocument) -> pdfium.PdfDocument:
    """Sheets to be folded: the last page beside the first."""
    count = len(document)
    size = document[0].get_size()
    for _ in range(-count % 4):
        document.new_page(*size)
    total, order = len(document), list[int]()
    for sheet in range(total // 4):
        order += [total - 1 - 2 * sheet, 2 * sheet, 2 * sheet + 1, total - 2 - 2 * sheet]
    folded = pdfium.PdfDocument.new()
    folded.import_pages(document, order)
    return _two_up(folded)
