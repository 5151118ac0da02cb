"""Exports of "Open in Excel" as people keep them: edited, saved again, copied. Each with its truth.

    truth, data = make(EDITS["notes below"], SAVES["xlsx"], seed=1)

``truth`` is one dict a response: respondent, started, submitted, email, and answers by title, as text.
"""

from __future__ import annotations

import csv
import io
import random
import re
import subprocess
import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table

from tests.makers.zips import stable

OWN = {
    "en": ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time"),
    "es": ("ID", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre",
           "Hora de la última modificación"),
    "de": ("ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Uhrzeit der letzten Änderung"),
    "nb": ("ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn",
           "Tidspunkt for siste endring"),
    "ja": ("ID", "開始時刻", "完了時刻", "メール", "名前", "最終変更時刻"),
}  # fmt: skip
QUESTIONS = ("Where do you work?", "Which days suit you?", "How many years?", "Name2", "Anything else?")
DAYS = ("Monday", "Tuesday; late", "Friday")
Truth = list[dict[str, Any]]


@dataclass
class Book:
    """A worksheet of an export, before it is saved."""

    header: list[str]
    rows: list[list[Any]]
    truth: Truth
    own: int
    above: list[list[Any]] = field(default_factory=list)
    below: list[list[Any]] = field(default_factory=list)
    beside: dict[int, str] = field(default_factory=dict)
    """Row (0: the header's) -> a note two columns behind the last."""
    hidden: set[int] = field(default_factory=set)
    table: str | None = "OfficeForms.Table"
    sheets: dict[str, list[list[Any]]] = field(default_factory=dict)
    """Further worksheets."""
    language: str = "en"


def export(language: str, rng: random.Random, people: int = 8, wave: int = 0) -> Book:
    """An export as Forms writes it. ``wave``: the same form again, ids from 1."""
    header = [*OWN[language], *QUESTIONS]
    rows: list[list[Any]] = []
    truth: Truth = []
    begin = datetime(2024, 3, 4, 8, 30) + timedelta(days=40 * wave)
    for number in range(1, people + 1):
        started = begin + timedelta(days=2 * number, minutes=rng.randrange(500), seconds=rng.randrange(60))
        submitted = started + timedelta(seconds=rng.randrange(40, 900))
        days = [day for day in DAYS if rng.random() < 0.5]
        email = f"p{wave}.{number}@example.org"
        answers = [
            rng.choice(("At home", "On site")),
            "".join(f"{d};" for d in days) or None,
            rng.randrange(40),
            f"Person {wave} {number}",
            rng.choice((None, "No; thanks", "yes, 3\nand more")),
        ]
        rows.append([number, started, submitted, email, f"Person {wave} {number}", None, *answers])
        shown = {q: _shown(a) for q, a in zip(QUESTIONS, answers, strict=True)}
        shown["Name"] = shown.pop("Name2")
        truth.append({"respondent": str(number), "started": started, "submitted": submitted, "email": email,
                      "answers": shown})  # fmt: skip
    return Book(header=header, rows=rows, truth=truth, own=6, language=language)


def _shown(value: Any) -> str | None:
    text = None if value is None else str(value)
    if text and text.endswith(";"):
        return "; ".join(re.split(r";(?! )", text[:-1]))
    return text


# --------------------------------------------------------------------------------- edits

Edit = Callable[[Book, random.Random], Book]


def _drop(*places: int) -> Edit:
    def edit(book: Book, rng: random.Random) -> Book:
        kept = [i for i in range(len(book.header)) if i not in places]
        _arrange(book, kept)
        book.own -= sum(p < book.own for p in places)
        for person in book.truth:
            person |= {("respondent", "started", "submitted", "email")[p]: None for p in places if p < 4}
        return book

    return edit


def _arrange(book: Book, order: list[int]) -> None:
    book.header = [book.header[i] for i in order]
    book.rows = [[row[i] for i in order] for row in book.rows]


def _insert(at: int, title: str, value: Callable[[int], Any]) -> Edit:
    def edit(book: Book, rng: random.Random) -> Book:
        book.header.insert(at, title)
        for number, row in enumerate(book.rows):
            row.insert(at, value(number))
        return book

    return edit


def _title(book: Book, rng: random.Random) -> Book:
    book.above = [["Staff survey, spring"], []]
    return book


def _notes_below(book: Book, rng: random.Random) -> Book:
    book.below = [
        [],
        ["Total: 8"],
        [None, None, "Average", None, None, None, None, None, 12.5],
        ["Checked by Ada"],
    ]
    return book


def _notes_beside(book: Book, rng: random.Random) -> Book:
    book.beside = {0: "To do", 2: "call back", 5: "done"}
    return book


def _genuine_below(book: Book, rng: random.Random) -> Book:
    """Two responses that Forms wrote after somebody had shortened the table, and a note."""
    book.below = [book.rows.pop(-2), book.rows.pop(-1), [None] * book.own + ["these two came late"]]
    return book


def _own_last(book: Book, rng: random.Random) -> Book:
    _arrange(book, [*range(book.own, len(book.header)), *range(book.own)])
    return book


def _question_moved(book: Book, rng: random.Random) -> Book:
    order = list(range(len(book.header)))
    order.append(order.pop(book.own))
    _arrange(book, order)
    return book


def _sorted(book: Book, rng: random.Random) -> Book:
    pairs = sorted(zip(book.rows, book.truth, strict=True), key=lambda pair: str(pair[0][book.own]))
    book.rows, book.truth = [row for row, _ in pairs], [person for _, person in pairs]
    return book


def _filtered(book: Book, rng: random.Random) -> Book:
    book.hidden = {1, 3}
    return book


def _renamed(book: Book, rng: random.Random) -> Book:
    old, new = book.header[book.own], "Place of work, as one of two?"
    book.header[book.own] = new
    for person in book.truth:
        person["answers"][new] = person["answers"].pop(old)
    return book


def _question_deleted(book: Book, rng: random.Random) -> Book:
    title = book.header[book.own + 2]
    _arrange(book, [i for i in range(len(book.header)) if i != book.own + 2])
    for person in book.truth:
        del person["answers"][title]
    return book


def _copied(book: Book, rng: random.Random) -> Book:
    book.sheets["Sheet1 (2)"] = [book.header, *book.rows]
    book.sheets["Pivot"] = [["Where do you work?", "Count"], ["At home", 5], ["On site", 3]]
    return book


def _pasted_twice(book: Book, rng: random.Random) -> Book:
    book.rows += deepcopy(book.rows[:3])
    return book


def _as_is(book: Book, rng: random.Random) -> Book:
    return book


EDITS: dict[str, Edit] = {
    "as it is": _as_is,
    "index column": _insert(0, "", lambda n: n),
    "unnamed index": _insert(0, "Unnamed: 0", lambda n: n),
    "column in front": _insert(0, "Seen by", lambda n: "Ada" if n % 2 else None),
    "column among own": _insert(5, "Status", lambda n: "ok"),
    "title line": _title,
    "notes below": _notes_below,
    "notes beside": _notes_beside,
    "responses below": _genuine_below,
    "no address": _drop(3),
    "no address, no name": _drop(3, 4),
    "no id": _drop(0),
    "no name, no change": _drop(4, 5),
    "no id, no times": _drop(0, 1, 2),
    "own columns last": _own_last,
    "question moved": _question_moved,
    "sorted": _sorted,
    "filtered": _filtered,
    "question renamed": _renamed,
    "question deleted": _question_deleted,
    "copied sheet": _copied,
    "pasted twice": _pasted_twice,
}
IN_WORKBOOKS = {"filtered", "copied sheet"}
"""Edits that a text file cannot hold."""
NEEDS_TABLE: dict[str, Edit] = {
    "no own column": _drop(0, 1, 2, 3, 4, 5),
}
"""Edits after which only the name of Forms' table tells what the sheet is."""


# --------------------------------------------------------------------------------- saving

Save = Callable[[Book], bytes]


def _grid(book: Book) -> list[list[Any]]:
    width = len(book.header)
    grid = [list(row) for row in (book.header, *book.rows)]
    for at, note in book.beside.items():
        grid[at] += [None] * (width + 1 - len(grid[at])) + [note]
    return [*map(list, book.above), *grid, *map(list, book.below)]


def xlsx(book: Book) -> bytes:
    """As Excel saves it, with Forms' table."""
    file = openpyxl.Workbook()
    page = file.active
    assert page is not None
    page.title = "Sheet1"
    _fill(page, _grid(book))
    top = len(book.above) + 1
    if book.table:
        ref = f"A{top}:{get_column_letter(len(book.header))}{top + len(book.rows)}"
        columns = [title or f"Column{n}" for n, title in enumerate(book.header, 1)]
        table = Table(displayName=book.table, name=book.table, ref=ref)
        table._initialise_columns()
        for column, title in zip(table.tableColumns, columns, strict=True):
            column.name = title
        page._tables[book.table] = table
    for row in book.hidden:
        page.row_dimensions[top + row].hidden = True
    for name, grid in book.sheets.items():
        _fill(file.create_sheet(name), grid)
    out = io.BytesIO()
    file.save(out)
    return stable(out.getvalue())


def _fill(page: Any, grid: list[list[Any]]) -> None:
    for row in grid:
        page.append(row)
    for cells in page.iter_rows():
        for cell in cells:
            if isinstance(cell.value, datetime):
                cell.number_format = "m/d/yy h:mm:ss"


def pandas(book: Book) -> bytes:
    """As a script saves what it read: no table."""
    return xlsx(Book(**{**vars(book), "table": None}))


def _text(delimiter: str, encoding: str, times: str, sep_line: bool = False) -> Save:
    def save(book: Book) -> bytes:
        out = io.StringIO()
        if sep_line:
            out.write(f"sep={delimiter}\r\n")
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        for row in _grid(book):
            writer.writerow([v.strftime(times) if isinstance(v, datetime) else v for v in row])
        return out.getvalue().encode(encoding, "xmlcharrefreplace")

    return save


def r_csv(book: Book) -> bytes:
    """As R's ``write.csv`` of ``read_excel`` with ``check.names``: row names, dots, ``NA`` left blank."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(["", *(re.sub(r"[^\w.]", ".", title) for title in book.header)])
    for number, row in enumerate(book.rows, 1):
        shown = [v.strftime("%Y-%m-%d %H:%M:%S") if isinstance(v, datetime) else v for v in row]
        writer.writerow([str(number), *("" if v is None else v for v in shown)])
    return out.getvalue().encode()


def _office(ending: str) -> Save:
    def save(book: Book) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "in" / "book.xlsx"
            source.parent.mkdir()
            source.write_bytes(xlsx(book))
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                 "--convert-to", ending, "--outdir", folder, str(source)],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
            return (Path(folder) / f"book.{ending}").read_bytes()

    return save


SAVES: dict[str, Save] = {
    "xlsx": xlsx,
    "pandas": pandas,
    "csv": _text(",", "utf-8-sig", "%m/%d/%y %H:%M:%S"),
    "csv;cp1252": _text(";", "cp1252", "%d.%m.%Y %H:%M"),
    "csv iso": _text(",", "utf-8", "%Y-%m-%d %H:%M:%S"),
    "csv sep": _text(";", "utf-8-sig", "%Y-%m-%dT%H:%M:%SZ", sep_line=True),
    "tabs utf-16": _text("\t", "utf-16", "%d/%m/%Y %H:%M:%S"),
}
OFFICE_SAVES: dict[str, Save] = {ending: _office(ending) for ending in ("xlsx", "ods", "xls")}


def make(edit: Edit, save: Save, seed: int = 1, language: str = "en") -> tuple[Truth, bytes]:
    """An edited export in one format, with what it must be read as."""
    rng = random.Random(seed)
    book = edit(export(language, rng), rng)
    return book.truth, save(book)
