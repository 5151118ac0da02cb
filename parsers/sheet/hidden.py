"""Rows, columns and worksheets of a workbook that are hidden.

A filtered row is still a response: it is read, and a finding says so.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from parsers.blocks import Problem, Severity
from parsers.ooxml import chunks

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\shidden=[\"'](?:1|true)[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*?\shidden=[\"'](?:1|true)[\"']")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LARGEST = 4 * 2**20
"""Bytes of the workbook's own parts; those of 1,000 sheets have 200,000."""


def hidden_parts(data: bytes) -> Iterator[Problem]:
    """A finding for each worksheet that is hidden or hides some of its rows or columns.

    ``data``: a package that was checked."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
        for title, state, part in _sheets(package, names):
            if state != "visible":
                yield _told(title, "is hidden")
            rows, columns = _count(package, part) if part in names else (0, 0)
            parts = [f"{rows} hidden row(s)"] * bool(rows)
            parts += [f"{columns} range(s) of hidden columns"] * bool(columns)
            if parts:
                yield _told(title, f"has {' and '.join(parts)}")


def _told(title: str, what: str) -> Problem:
    message = f"The worksheet “{title}” {what}; what is hidden is read like the rest."
    return Problem(code="hidden", message=message, severity=Severity.WARNING)


def _sheets(package: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str, str]]:
    """Title, state and part of each sheet; nothing of a workbook that does not say."""
    book = _part(package, names, "xl/workbook.xml")
    links = _part(package, names, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter("{*}sheet"):
        part = posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(_R), ""))).lstrip("/")
        yield sheet.get("name", ""), sheet.get("state", "visible"), part


def _part(package: zipfile.ZipFile, names: set[str], name: str) -> etree._Element | None:
    if name not in names or package.getinfo(name).file_size > LARGEST:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return etree.fromstring(package.read(name), parser)


def _count(package: zipfile.ZipFile, part: str) -> tuple[int, int]:
    rows = columns = 0
    tail = b""
    for piece in chunks(package, package.getinfo(part)):
        text = tail + piece
        end = text.rfind(b">") + 1
        rows += len(_ROW.findall(text, 0, end))
        columns += len(_COLUMN.findall(text, 0, end))
        tail = text[end:][-4096:]
    return rows, columns
