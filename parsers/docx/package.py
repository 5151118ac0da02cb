"""Opening a DOCX without being hurt by it: all checks come before the first XML parser."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import cast

import docx
from docx.document import Document as Opened
from lxml import etree

from parsers.blocks import Unreadable
from parsers.docx.markup import Element, W
from parsers.ooxml import check_package, chunks

MAX_TAGS = 4_000_000
"""Tags of one XML part; the tree takes some 150 bytes for each."""
MAX_PARAGRAPHS = 200_000


def open_package(data: bytes) -> Opened:
    """The opened document.

    Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``, or ``unsupported`` (another
    Office format, a DOCTYPE).
    """
    check_package(data, "docx")
    _check_tags(data)
    try:
        opened = docx.Document(BytesIO(data))
        paragraphs = sum(1 for _ in body_of(opened).iter(W + "p"))
        _ = opened.styles.element, opened.settings.element  # python-docx finds them when first asked
    except (KeyError, AttributeError, etree.XMLSyntaxError) as error:
        raise Unreadable("corrupt", f"not a whole Word document: {_one_line(error)}", "docx") from error
    except ValueError as error:
        raise Unreadable("unsupported", f"not a plain Word document: {_one_line(error)}", "docx") from error
    if paragraphs > MAX_PARAGRAPHS:
        raise Unreadable("too_large", f"{paragraphs} paragraphs", "docx")
    return opened


def body_of(opened: Opened) -> Element:
    """The document's ``w:body``."""
    body = opened.element.body
    if body is None:
        raise KeyError("w:body")
    return cast("Element", body)


def _check_tags(data: bytes) -> None:
    """zipfile gives no more of a part than it says it has: a small one has no room for as many."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        for entry in package.infolist():
            if entry.file_size > MAX_TAGS and entry.filename.endswith((".xml", ".rels")):
                tags = sum(chunk.count(b"<") for chunk in chunks(package, entry))
                if tags > MAX_TAGS:
                    raise Unreadable("too_large", f"{entry.filename} has {tags} tags", "docx")


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
