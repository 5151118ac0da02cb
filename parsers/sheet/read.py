"""Workbooks and CSV of "Open in Excel" -> one ``Sheet`` block per worksheet of responses."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO

import python_calamine as calamine

from parsers.blocks import Document, Problem, Severity, Sheet, Unreadable
from parsers.columns.header import known_words
from parsers.ooxml import check_package
from parsers.sheet.cells import rows_of, rows_of_texts
from parsers.sheet.delimited import readings, records
from parsers.sheet.find import HEADER_ROWS, find_sheet
from parsers.sheet.hidden import hidden_parts
from parsers.sheet.package import TableArea, check_extent, tables_of

MAX_CSV = 256 * 2**20


def read_xlsx(data: bytes) -> Document:
    """A workbook's export sheets; other worksheets are named in ``problems``.

    Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``, ``unsupported``,
    ``not_a_response``.
    """
    check_package(data, "xlsx")
    check_extent(data)
    return _read(data, tables_of(data), tuple(hidden_parts(data)))


def read_xls(data: bytes) -> Document:
    """The same of an old workbook, which is no package and declares no tables."""
    return _read(data, {})


def read_ods(data: bytes) -> Document:
    """The same of an OpenDocument spreadsheet."""
    check_package(data, "xlsx")
    return _read(data, {})


def read_csv(data: bytes) -> Document:
    """A CSV export: encoding and delimiter are those under which the header row makes most sense.

    Raises ``Unreadable``: ``too_large``, ``corrupt``, ``unsupported``, ``not_a_response``.
    """
    if len(data) > MAX_CSV:
        raise Unreadable("too_large", f"The file has {len(data)} bytes.", "csv")
    text, delimiter = max(readings(data), key=lambda r: _header_words(*r))
    try:
        sheet = find_sheet(rows_of_texts(records(text, delimiter)))
    except csv.Error as error:
        raise Unreadable("corrupt", f"Not a whole CSV file: {error}"[:200], "csv") from error
    if isinstance(sheet, str):
        raise Unreadable("not_a_response", sheet, "csv")
    return Document(format="csv", blocks=(sheet,), problems=tuple(_ragged(sheet)))


def _read(
    data: bytes, tables: dict[str, tuple[TableArea, ...]], hidden: tuple[Problem, ...] = ()
) -> Document:
    blocks: list[Sheet] = []
    refused: list[str] = []
    problems = list(hidden)
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            for meta in book.sheets_metadata:
                if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                    continue
                rows = rows_of(book.get_sheet_by_name(meta.name).iter_rows())
                sheet = find_sheet(rows, tables.get(meta.name, ()))
                if isinstance(sheet, str):
                    refused.append(sheet)
                    problems.append(_ignored(meta.name))
                else:
                    blocks.append(sheet)
    except calamine.PasswordError as error:
        raise Unreadable("encrypted", "The workbook is protected with a password.", "xlsx") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise Unreadable("corrupt", f"A damaged workbook: {error}"[:200], "xlsx") from error
    if not blocks:
        raise Unreadable("not_a_response", max(refused, key=len, default="No worksheet."), "xlsx")
    return Document(format="xlsx", blocks=tuple(blocks), problems=tuple(problems))


def _ignored(name: str) -> Problem:
    return Problem(
        code="worksheet_ignored",
        message=f"The worksheet “{name}” holds no responses and was passed over.",
        severity=Severity.INFO,
    )


def _ragged(sheet: Sheet) -> Iterator[Problem]:
    """Rows with more fields than the header: a delimiter inside an answer was not quoted."""
    for number, row in enumerate(sheet.rows, 1):
        if any(cell.text for cell in row[len(sheet.header) :]):
            message = (
                f"Row {number} has {len(row)} fields, the header {len(sheet.header)}: answers may be shifted."
            )
            yield Problem(code="row_too_long", message=message, severity=Severity.ERROR, loses_content=True)


def _header_words(text: str, delimiter: str) -> tuple[int, int]:
    """How well a reading explains the first rows; the number of fields settles unknown languages."""
    rows = records(text[:200_000], delimiter)
    try:
        first = [row for row, _ in zip(rows, range(HEADER_ROWS), strict=False)]
    except csv.Error:
        return 0, 0
    return max((known_words(row) for row in first), default=0), max(map(len, first), default=0)
