"""A case as one row of a workbook, among others, edited as people edit."""

from __future__ import annotations

import csv
import io
import random
from datetime import datetime, timedelta
from typing import Any

import openpyxl

from tests.world.model import CHOICES, SCALES, Case, Item, label

OWN = ("sheet_id", "sheet_start", "sheet_end", "sheet_email", "sheet_name", "sheet_modified")
UNKNOWN = ("Auðkenni", "Upphafstími", "Lokatími", "Netfang", "Nafn", "Síðast breytt")
FIRST = datetime(2024, 3, 5, 9, 30)
ROWS = 6
DELIMITERS = {"csv": ",", "semicolon": ";", "cp1252": ";", "tab": "\t", "utf16": "\t"}
CODES = {"cp1252": "cp1252", "utf16": "utf-16", "csv": "utf-8-sig"}


def sheet(case: Case) -> bytes:
    """The file's bytes: ``xlsx`` or some kind of CSV."""
    table = _edit(case, _table(case))
    if case["file"] == "xlsx":
        return _xlsx(case, table)
    out = io.StringIO()
    csv.writer(out, delimiter=DELIMITERS[case["file"]]).writerows(
        [["" if c is None else c for c in row] for row in table]
    )
    return out.getvalue().encode(CODES.get(case["file"], "utf-8"), "replace")


def encodable(case: Case) -> bool:
    """Whether the file's letters can hold the form's."""
    try:
        "".join(str(c) for row in _table(case) for c in row).encode(CODES.get(case["file"], "utf-8"))
    except UnicodeEncodeError:
        return False
    return True


def _table(case: Case) -> list[list[Any]]:
    language = "en" if case["headers"] == "english" else case.chrome
    own = list(UNKNOWN) if case["headers"] == "unknown" else [label(language, word) for word in OWN]
    header, seen = list(own), dict[str, int]()
    for item in case.items:
        for title in item.rows if item.kind == "likert" else (item.prompt,):
            seen[title] = seen.get(title, 0) + 1
            header.append(title if seen[title] == 1 else f"{title}{seen[title]}")
    rng = random.Random(case.name)
    place = rng.randrange(ROWS)
    first = max(1, int(case.head.respondent) - place)
    body = [_row(case, rng, n, n == int(case.head.respondent)) for n in range(first, first + ROWS)]
    return [header, *body]


def _row(case: Case, rng: random.Random, number: int, own: bool) -> list[Any]:
    start = FIRST + timedelta(days=number, minutes=rng.randrange(500))
    end = start + timedelta(seconds=case.head.seconds if own else rng.randrange(60, 900))
    times: list[Any] = [start, end]
    if case["file"] != "xlsx":
        times = [t.strftime("%m/%d/%y %H:%M:%S") for t in times]
    name = case.head.name if own else None
    row: list[Any] = [number, *times, "someone@example.org" if name else "anonymous", name, None]
    for item in case.items:
        row += cells(item) if own else _others(rng, item)
    return row


def cells(item: Item) -> list[Any]:
    """What the export writes for one question."""
    if item.kind == "likert":
        return list(item.given) or [None] * len(item.rows)
    if item.kind in ("multi", "ranking"):
        listed = [*item.given, *([item.typed] if item.typed else [])]
        return ["".join(f"{x};" for x in listed) or None]
    if item.typed is not None:
        return [item.typed]
    if not item.given:
        return [None]
    return [int(str(item.given[0])) if item.kind in SCALES else item.given[0]]


def _others(rng: random.Random, item: Item) -> list[Any]:
    """Other people's answers, so that a column looks like its kind."""
    if item.kind == "likert":
        return [rng.choice(item.options) for _ in item.rows]
    if item.kind in ("multi", "ranking"):
        return [
            "".join(
                f"{o};" for o in rng.sample(item.options, len(item.options) if item.kind == "ranking" else 2)
            )
        ]
    if item.kind in CHOICES or item.kind == "dropdown":
        return [rng.choice(item.options)]
    if item.kind in SCALES:
        return [rng.randint(1, item.scale)]
    return [rng.choice((None, "-", "Fine", "See above", "3/4/2024" if item.kind == "date" else "No idea"))]


def _edit(case: Case, table: list[list[Any]]) -> list[list[Any]]:
    """What people do to an export before they put it away."""
    how, (header, *body) = case["edit"], table
    if how == "index":
        return [["", *header], *([n, *row] for n, row in enumerate(body))]
    if how == "title_line":
        return [[case.title], [], header, *body]
    if how == "dropped":
        return [header[:1] + header[3:], *(row[:1] + row[3:] for row in body)]
    if how == "extra":
        return [[*header, "Score (ours)", "Status"], *([*row, 3, "done"] for row in body)]
    if how == "notes":
        return [*table, [], ["", "", "", "", "checked by J."]]
    if how == "reordered":
        return [header, *sorted(body, key=lambda row: str(row[-1]))]
    return table


def _xlsx(case: Case, table: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Sheet1"
    for row in table:
        page.append(row)
    for cells_ in page.iter_rows():
        for cell in cells_:
            if isinstance(cell.value, datetime):
                cell.number_format = "m/d/yy h:mm:ss"
            elif isinstance(cell.value, str):
                cell.data_type = "s"
    if case["edit"] == "filtered":
        page.auto_filter.ref = page.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
