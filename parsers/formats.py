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
    "pdf": ("parsers.pdf.read", "read_pdf"),
    "docx": ("parsers.docx.read", "read_docx"),
    "xlsx": ("parsers.sheet.read", "read_xlsx"),
    "xls": ("parsers.sheet.read", "read_xls"),
    "ods": ("parsers.sheet.read", "read_ods"),
    "csv": ("parsers.sheet.read", "read_csv"),
    "html": ("parsers.html.read", "read_html"),
    "md": ("parsers.markdown.read", "read_markdown"),
    "image": ("parsers.pdf.read", "read_image"),
}
"""Format -> module and function; a module is loaded when a document first needs it."""

_PAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""PNG, JPEG and TIFF: what scanners and cameras write; WebP besides."""
_DRAWINGS = (b"GIF8", b"BM", b"RIFF")

FIELDS, WIDE = 3, 5
"""Fields of each row, and of eight rows in ten, of a text that is a table. Prose has as many commas in each
of its lines only by chance; a wide table may have some rows that somebody broke."""
WHOLE, MUCH = 4096, 65536
"""Characters of a text in which its kind is looked for, and bytes in which rows are: headers are long."""
HEADER_LINES = 5
"""Lines in which an export's header is looked for; people put titles above it."""
MAIL_HEADERS = 3
_MAIL = re.compile(
    r"^(From|To|Subject|Date|MIME-Version|Message-ID|Received|Return-Path|Content-Type|Delivered-To):",
    re.M | re.I,
)


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
        return _compound(data)
    if data.startswith(_PAGES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "image"
    if data.startswith(_DRAWINGS):
        raise Unreadable(
            "image_only", "A picture that is no page: save it as PNG, JPEG, TIFF or WebP.", "image"
        )
    if data.startswith(b"{\\rtf"):
        raise Unreadable("unsupported", "An RTF file: save it as DOCX.")
    return _text_format(data, head)


def _compound(data: bytes) -> str:
    """The kind of an old Office file, by the streams that its directory names (in UTF-16)."""

    def names(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if names("EncryptedPackage"):
        raise Unreadable("encrypted", "An Office file with a password: save it again without one.")
    if names("__properties_version1.0"):
        raise Unreadable("unsupported", "An Outlook message: save what is attached to it into the folder.")
    if names("WordDocument"):
        raise Unreadable("unsupported", "An old Word file (.doc): save it as .docx.")
    if names("Workbook") or names("Book"):
        return "xls"
    raise Unreadable("unsupported", "An old Office file: save it as .docx or .xlsx.")


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
    if "content.xml" in names and _is_spreadsheet(data):
        return "ods"
    if "content.xml" in names:
        raise Unreadable("unsupported", "An OpenDocument file that is no spreadsheet: save it as .docx.")
    raise Unreadable("unsupported", "A zip archive: unpack it into the folder.")


def _is_spreadsheet(data: bytes) -> bool:
    """OpenDocument's kind stands uncompressed at the file's begin."""
    return b"opendocument.spreadsheet" in data[:200]


def _text_format(data: bytes, head: bytes) -> str:
    start = decode(_begin(data, 8192))[:WHOLE].lstrip("\ufeff \t\r\n")
    lowered = start[:2048].lower()
    if _PANDOC.match(start):  # Markdown that keeps the page's divs
        return "csv" if _is_export(start) else "md"
    if (
        lowered.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body", "<div", "<!--"))
        and "<" in lowered
    ):
        return "html"
    if len(set(_MAIL.findall(start[:2048]))) >= MAIL_HEADERS and not start.startswith("#"):
        raise Unreadable("unsupported", "An e-mail or web archive: save what is in it into the folder.")
    if "<html" in lowered or "<body" in lowered:
        return "html"
    table = decode(_begin(data, MUCH)).lstrip("\ufeff \t\r\n")
    return "csv" if _is_export(start) or _is_delimited(table) else "md"


def _begin(data: bytes, size: int) -> bytes:
    """The first lines, so that no character is cut in two."""
    piece = data[:size]
    end = piece.rfind(b"\n") + 1
    return piece[:end] if end and len(data) > size and b"\0" not in piece else piece


_PANDOC = re.compile(r"<div\b[^<>\n]*>\n\n(?!<\w+\b[^<>\n]*>\S)", re.I)


def _is_export(start: str) -> bool:
    """Whether one of the first lines is the header row of an “Open in Excel” export."""
    return any(_is_header(line) for line in start.split("\n", HEADER_LINES)[:HEADER_LINES])


def _is_header(line: str) -> bool:
    cells = max((next(csv.reader([line], delimiter=d), []) for d in ",;\t"), key=len)
    meanings = {m for cell in cells for m in labels.meanings(cell) if m.startswith("sheet_")}
    return len(meanings) >= 2


def _is_delimited(start: str) -> bool:
    """Whether the text is a table of fields: all its rows have as many as the first, and several."""
    text = start.removeprefix(start.split("\n", 1)[0]).lstrip() if start.startswith("sep=") else start
    return any(_is_table(text, delimiter) for delimiter in ",;\t")


def _is_table(text: str, delimiter: str) -> bool:
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return False
    whole = rows[:-1] if len(rows) > 2 else rows  # the last may be cut
    fields = len(whole[0]) if whole else 0
    alike = sum(len(row) == fields for row in whole)
    if fields >= WIDE and len(whole) >= 3:
        return alike * 10 >= len(whole) * 8
    return fields >= FIELDS and len(whole) >= 2 and alike == len(whole)
