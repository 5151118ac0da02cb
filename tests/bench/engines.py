"""The readers that are compared: each a function of a PDF's bytes. Raises ImportError where it is missing."""

from __future__ import annotations

import importlib
import io
import logging
from collections.abc import Callable
from importlib.metadata import version

Read = Callable[[bytes], object]


def floor() -> Read:
    """Bare page objects by pdfium's C interface."""
    from tests.bench.floor import read

    return read


def tidyforms() -> Read:
    """Blocks and responses, from bytes to the finished reading."""
    from parsers.reader import parse

    def read(data: bytes) -> object:
        reading = parse(data)
        if not reading.responses:
            raise ValueError(f"no response was found: {reading.reason}")
        return reading

    return read


def pypdfium2_objects() -> Read:
    """The floor's questions, asked by pypdfium2's own classes."""
    import pypdfium2 as pdfium

    def read(data: bytes) -> object:
        document = pdfium.PdfDocument(data)
        seen: list[object] = []
        for page in document:
            text_page = page.get_textpage()
            for item in page.get_objects(textpage=text_page):
                seen.append((item.type, item.get_bounds()))
                if isinstance(item, pdfium.PdfTextObj):
                    seen.append((item.extract(), item.get_font_size(), item.get_font().get_base_name()))
            text_page.close()
            page.close()
        document.close()
        return seen

    return read


def pdfplumber() -> Read:
    """Words with their places."""
    module = importlib.import_module("pdfplumber")

    def read(data: bytes) -> object:
        with module.open(io.BytesIO(data)) as document:
            return [page.extract_words() for page in document.pages]

    return read


def pypdf() -> Read:
    """Plain text."""
    module = importlib.import_module("pypdf")
    return lambda data: [page.extract_text() for page in module.PdfReader(io.BytesIO(data)).pages]


def pymupdf() -> Read:
    """Words with their places, and drawings."""
    module = importlib.import_module("pymupdf")

    def read(data: bytes) -> object:
        with module.open(stream=data, filetype="pdf") as document:
            return [(page.get_text("words"), page.get_drawings()) for page in document]

    return read


def markitdown() -> Read:
    """Markdown."""
    converter = importlib.import_module("markitdown").MarkItDown(enable_plugins=False)
    logging.disable(logging.WARNING)
    return lambda data: converter.convert_stream(io.BytesIO(data), file_extension=".pdf")


ENGINES: dict[str, tuple[str, str, Callable[[], Read]]] = {
    "floor": ("pypdfium2", "bare page objects", floor),
    "tidyforms": ("tidyforms", "blocks and responses", tidyforms),
    "pypdfium2": ("pypdfium2", "page objects, its own classes", pypdfium2_objects),
    "pymupdf": ("pymupdf", "words and drawings", pymupdf),
    "pypdf": ("pypdf", "text", pypdf),
    "pdfplumber": ("pdfplumber", "words", pdfplumber),
    "markitdown": ("markitdown", "Markdown", markitdown),
}
"""Name -> package, what is asked of it, and how it is loaded."""


def version_of(name: str) -> str:
    """The version of an engine's package; empty for a checkout that is not installed."""
    try:
        return version(ENGINES[name][0])
    except ImportError:
        return ""
