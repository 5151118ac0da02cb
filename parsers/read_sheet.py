"""Workbooks and CSV of "Open in Excel" -> one ``Sheet`` block per worksheet of responses."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO

import python_calamine as calamine

from parsers.blocks import Cell, Document, Problem, Severity, Sheet, Unreadable
from parsers.ooxml import check_package, chunks
from parsers.sheet_header import columns_of, known_words
from parsers.sheet_hidden import hidden_parts
from parsers.text import decode

MAX_CELLS = 20_000_000
"""Of a worksheet's used rectangle: the library holds it whole."""
MAX_CSV = 256 * 2**20
MAX_FIELD = 10_000_000
"""Characters of one CSV field."""
MAX_COLUMNS = 16_384
HEADER_ROWS = 10
"""Rows in which the header is looked for; people put titles above it."""

_NO_EXPORT = "No worksheet has the columns of an export of responses (Id, Start time, Completion time, …)."
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>]*?(/?)>")
_LEGACY = ("cp932", "gb18030", "big5", "cp949", "cp1256", "cp1250", "cp1251", "cp1254", "cp1252")
"""What Excel's plain "CSV" is written in, by the system's region."""


def read_xlsx(data: bytes) -> Document:
    """A workbook's export sheets; other worksheets are named in ``problems``.

    Raises ``Unreadable``: ``encrypted``, ``corrupt``, ``too_large``, ``unsupported``,
    ``not_a_response``.
    """
    check_package(data, "xlsx")
    _check_extent(data)
    blocks: list[Sheet] = []
    problems: list[Problem] = list(hidden_parts(data))
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            for meta in book.sheets_metadata:
                if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = _sheet(_rows(book.get_sheet_by_name(meta.name).iter_rows()))
                if sheet:
                    blocks.append(sheet)
                else:
                    problems.append(_ignored(meta.name))
    except calamine.PasswordError as error:
        raise Unreadable("encrypted", "The workbook is protected with a password.", "xlsx") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise Unreadable("corrupt", f"A damaged workbook: {error}"[:200], "xlsx") from error
    if not blocks:
        raise Unreadable("not_a_response", _NO_EXPORT, "xlsx")
    return Document(format="xlsx", blocks=tuple(blocks), problems=tuple(problems))


def read_csv(data: bytes) -> Document:
    """A CSV export: encoding and delimiter are those under which the header row makes most sense.

    Raises ``Unreadable``: ``too_large``, ``corrupt``, ``unsupported``, ``not_a_response``.
    """
    if len(data) > MAX_CSV:
        raise Unreadable("too_large", f"The file has {len(data)} bytes.", "csv")
    text, delimiter = max(_readings(data), key=lambda r: _header_words(*r))
    try:
        sheet = _sheet(_rows(_records(text, delimiter)))
    except csv.Error as error:
        raise Unreadable("corrupt", f"Not a whole CSV file: {error}"[:200], "csv") from error
    if sheet is None:
        raise Unreadable("not_a_response", _NO_EXPORT, "csv")
    return Document(format="csv", blocks=(sheet,), problems=tuple(_ragged(sheet)))


def _sheet(rows: Iterable[Sequence[Cell]]) -> Sheet | None:
    filled = [row for row in rows if any(cell.text.strip() for cell in row)]
    for number, row in enumerate(filled[:HEADER_ROWS]):
        body = filled[number + 1 :]
        header = tuple(cell.text for cell in row)[: _width([row, *body])]
        if len(header) <= MAX_COLUMNS and columns_of(header, body):
            return Sheet(header=header, rows=tuple(tuple(r) for r in body))
    return None


def _width(rows: Sequence[Sequence[Cell]]) -> int:
    return max((i + 1 for row in rows for i, cell in enumerate(row) if cell.text.strip()), default=0)


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


# ------------------------------------------------------------------------------ workbook


def _check_extent(data: bytes) -> None:
    """Refuses a few cells that span the whole grid, whatever the sheet's ``dimension`` claims."""
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


def _rows(values: Iterable[Sequence[object]]) -> Iterator[list[Cell]]:
    """A row at a time. Equal cells are one object: answers repeat."""
    shared: dict[Cell, Cell] = {}
    for row in values:
        yield [shared.setdefault(cell, cell) for cell in map(_cell, row)]


def _cell(value: object) -> Cell:
    match value:
        case bool():
            return Cell(text="TRUE" if value else "FALSE")
        case int() | float():
            return Cell(text=_figure(value), number=float(value))
        case datetime():
            moment = _whole_second(value)
            iso = moment.isoformat() if moment.time() != time() else moment.date().isoformat()
            return Cell(text=iso.replace("T", " "), iso=iso)
        case date():
            return Cell(text=value.isoformat(), iso=value.isoformat())
        case time():
            return Cell(text=value.isoformat())
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return Cell(text=f"{minutes // 60}:{minutes % 60:02}:{seconds:02}")
    return _text_cell(str(value))


def _figure(value: int | float) -> str:
    """``4`` and not ``4.0``; no exponent."""
    whole = float(value).is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(value)


def _whole_second(moment: datetime) -> datetime:
    """Excel's days are floats: 19:44:43.999996 is 19:44:44."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _text_cell(text: str) -> Cell:
    return Cell(text=text.replace("\r\n", "\n").replace("\r", "\n"))


# ------------------------------------------------------------------------------ CSV


def _readings(data: bytes) -> Iterator[tuple[str, str]]:
    for text in _texts(data):
        named = re.match(r"sep=(.)\r?\n", text)
        if named:
            yield text[named.end() :], named[1]
        else:
            yield from ((text, delimiter) for delimiter in ",;\t|")


def _texts(data: bytes) -> Iterator[str]:
    text = decode(data)
    yield text.removeprefix("\ufeff")
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _is_utf8(data):
        return
    for encoding in _LEGACY:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _header_words(text: str, delimiter: str) -> tuple[int, int]:
    """How well a reading explains the first rows; the number of fields settles unknown languages."""
    records = _records(text[:200_000], delimiter)
    try:
        first = [row for row, _ in zip(records, range(HEADER_ROWS), strict=False)]
    except csv.Error:
        return 0, 0
    return max((known_words(row) for row in first), default=0), len(first[0]) if first else 0


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_FIELD)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)
