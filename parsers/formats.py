"""Which format a document has, told by its content, and the reader for it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from importlib import import_module

from parsers import labels
from parsers.blocks import Document, Unreadable
from parsers.text import decode

READERS = {
    "pdf": ("parsers.read_pdf", "read_pdf"),
    "docx": ("parsers.read_docx", "read_docx"),
    "xlsx": ("parsers.read_sheet", "read_xlsx"),
    "csv": ("parsers.read_sheet", "read_csv"),
    "html": ("parsers.read_html", "read_html"),
    "md": ("parsers.read_markdown", "read_markdown"),
}
"""Format -> module and function; a module is loaded when a document first needs it."""

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")


def read(data: bytes, engine: str = "auto") -> Document:
    """A document's blocks. Raises ``Unreadable`` with the reason."""
    if not data.strip(b" \t\r\n\0"):
        raise Unreadable("empty", "The file is empty.")
    format = sniff(data)
    module, name = READERS[format]
    reader: Callable[..., Document] = getattr(import_module(module), name)
    return reader(data, engine) if format == "pdf" else reader(data)


def sniff(data: bytes) -> str:
    """The format by content. Raises ``Unreadable`` for what none of our readers takes."""
    head = data[:1024].lstrip()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unreadable(
            "encrypted", "An encrypted or old binary Office file: save it again without a password."
        )
    if data.startswith(_IMAGES):
        raise Unreadable("image_only", "A picture: it needs OCR first.", "image")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("unsupported", "An RTF file: save it as DOCX.")
    return _text_format(data, head)


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable("corrupt", "A damaged zip container (Office file?).") from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if any(n.startswith("word/") for n in names):
        return "docx"
    raise Unreadable("unsupported", "A zip archive that is no Word document and no workbook.")


def _text_format(data: bytes, head: bytes) -> str:
    start = decode(data[:8192] if len(data) > 8192 else data)[:4096].lstrip("\ufeff \t\r\n")
    lowered = start[:2048].lower()
    if _PANDOC.match(start):  # Markdown that keeps the page's divs
        return "csv" if _is_export(start) else "md"
    if (
        lowered.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body", "<div", "<!--"))
        and "<" in lowered
    ):
        return "html"
    if "<html" in lowered or "<body" in lowered:
        return "html"
    return "csv" if _is_export(start) else "md"


_PANDOC = re.compile(r"<div\b[^<>\n]*>\n\n(?!<\w+\b[^<>\n]*>\S)", re.I)


def _is_export(start: str) -> bool:
    """Whether the first line is the header row of an “Open in Excel” export."""
    line = start.split("\n", 1)[0]
    cells = max((next(csv.reader([line], delimiter=d), []) for d in ",;\t"), key=len)
    meanings = {m for cell in cells for m in labels.meanings(cell) if m.startswith("sheet_")}
    return len(meanings) >= 2
