"""What a workbook's package says beside its cells: its extent, and the tables it declares."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from parsers.blocks import Struct, Unreadable
from parsers.ooxml import chunks

MAX_CELLS = 20_000_000
"""Of a worksheet's used rectangle: the library holds it whole."""
MAX_PART = 4 * 2**20
"""Bytes of a part that describes a table or names parts; larger ones describe nothing we need."""
FORMS = "OfficeForms"
"""How the name of the table begins that Microsoft Forms writes (all 34 real workbooks)."""
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>]*?(/?)>")
COUNTED = "{00000000-"
"""How the id of a table's column begins that Excel found in a file."""
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class TableArea(Struct, frozen=True):
    """A declared table; rows and columns from 0, the ends behind the last."""

    top: int
    left: int
    bottom: int
    right: int
    by_forms: bool
    formulas: frozenset[int]
    """Columns of the sheet that the table calculates."""
    added: frozenset[int] = frozenset()
    """Columns of the sheet that somebody put into the table by hand."""


def check_extent(data: bytes) -> None:
    """Refuses a few cells that span the whole grid, whatever the sheet's ``dimension`` claims.

    Raises ``Unreadable``: ``too_large``.
    """
    with zipfile.ZipFile(BytesIO(data)) as package:
        for entry in package.infolist():
            if re.search(r"sheets/[^/]+\.xml$", entry.filename, re.I):
                rows, columns = _extent(chunks(package, entry))
                if rows * columns > MAX_CELLS:
                    raise Unreadable(
                        "too_large", f"A worksheet of {rows} rows and {columns} columns.", "xlsx"
                    )


def _extent(parts: Iterable[bytes]) -> tuple[int, int]:
    """Last row and column with a cell that is not empty."""
    rows = columns = 0
    tail = b""
    for part in parts:
        text = tail + part
        places = [(letters, digits) for letters, digits, empty in _CELL.findall(text) if not empty]
        columns = max(columns, *map(_column, {letters for letters, _ in places}), 0)
        rows = max(rows, *map(int, {digits for _, digits in places}), 0)
        tail = text[text.rfind(b"<") :][-500:] if b"<" in text else b""
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def tables_of(data: bytes) -> dict[str, tuple[TableArea, ...]]:
    """Name of each worksheet -> the tables on it. Empty where the package names none."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        book = _part(package, "xl/workbook.xml")
        if book is None:
            return {}
        parts = _related(package, "xl/workbook.xml")
        found: dict[str, tuple[TableArea, ...]] = {}
        for sheet in book.iter("{*}sheet"):
            ids = (str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id"))
            part = parts.get(next(ids, ""))
            if part:
                areas = (_area(package, p) for p in _related(package, part).values() if "/tables/" in p)
                found[sheet.get("name", "")] = tuple(filter(None, areas))
        return found


def _area(package: zipfile.ZipFile, part: str) -> TableArea | None:
    table = _part(package, part)
    area = _AREA.fullmatch(table.get("ref", "")) if table is not None else None
    if table is None or area is None or table.get("headerRowCount", "1") == "0":
        return None
    left, right = (_column(area[k].encode()) for k in (1, 3))
    columns = list(enumerate(table.iter("{*}tableColumn"), left - 1))
    formulas = {i for i, column in columns if column.find("{*}calculatedColumnFormula") is not None}
    return TableArea(
        top=int(area[2]) - 1,
        left=left - 1,
        bottom=int(area[4]) - int(table.get("totalsRowCount") or "0"),
        right=right,
        by_forms=any(table.get(key, "").startswith(FORMS) for key in ("name", "displayName")),
        formulas=frozenset(formulas),
        added=frozenset(_added(columns)),
    )


def _added(columns: Sequence[tuple[int, etree._Element]]) -> Iterator[int]:
    """Columns that Excel made itself between those that it found in the file.

    It gives a column the next number that is free, whatever its place, and a random id; those it found
    without one get ids that count (``{00000000-0010-0000-0000-000001000000}``), Forms' own first.
    """
    ids = [next((str(v) for k, v in c.attrib.items() if str(k).endswith("}uid")), "") for _, c in columns]
    numbers = [int(c.get("id", "0")) if c.get("id", "0").isdecimal() else 0 for _, c in columns]
    found = [uid.startswith(COUNTED) for uid in ids]
    if not all(ids) or not all(found[:1]) or sum(found) * 2 <= len(found):
        return
    for at, (index, _) in enumerate(columns):
        if not found[at] and any(numbers[at] > later for later in numbers[at + 1 :]):
            yield index


def _related(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Id -> the part that it names, of all parts that ``part`` relates to."""
    folder, name = dirname(part), part.rsplit("/", 1)[-1]
    relations = _part(package, f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    targets = ((r.get("Id", ""), r.get("Target", "")) for r in relations.iter("{*}Relationship"))
    return {
        key: target[1:] if target[:1] == "/" else normpath(join(folder, target)) for key, target in targets
    }


def _part(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    try:
        if package.getinfo(name).file_size > MAX_PART:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(package.read(name), parser)
    except (KeyError, etree.XMLSyntaxError):
        return None
