"""Sheets go into the tables by column: the same bytes as row by row, whatever else lies in the folder."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.review.corrections import Correction, Corrections
from ingest.tables import writer
from ingest.tables.build import Document, write_tables
from ingest.tables.merged import write_merged
from ingest.tables.records import response_id
from ingest.tables.writer import DatasetWriter
from ingest.workers.protocol import Summary
from ingest.workers.summary import summarise
from parsers.reader import parse
from parsers.responses import Reading
from tests.makers.sheet import xlsx
from tests.makers.workbooks import export
from tests.makers.workbooks import xlsx as workbook
from tests.poison import evenings, read

Folder = dict[str, Reading]


class Kept:
    def __init__(self, reading: Reading) -> None:
        self.parcel = summarise(reading)

    def summary(self, document_id: str, /) -> Summary:
        return self.parcel.summary

    def responses(self, document_id: str, /) -> bytes:
        return self.parcel.responses


def written(
    folder: Folder, out: Path, by_column: bool, corrections: Corrections | None = None
) -> dict[str, bytes]:
    documents = [Document(name, (name,), 1, Kept(folder[name])) for name in sorted(folder)]
    with DatasetWriter(out) as tables:
        stretch = tables.add_stretch if by_column else None
        write_tables(documents, tables.add, (), corrections, stretch)
        write_merged(tables)
    return {file.name: file.read_bytes() for file in out.rglob("*.parquet")}


def pages_and_sheet() -> Folder:
    form = evenings(12)
    return {
        "p1": read(form, 1, "new"),
        "p2": read(form, 2, "ocr"),
        "all.xlsx": parse(xlsx(form)),
        "p3": read(form, 3, "old"),
    }


def sheet_alone() -> Folder:
    return {"all.xlsx": parse(xlsx(evenings(300)))}


def two_waves_and_a_copy() -> Folder:
    books = {f"w{wave}": export("en", random.Random(1), wave=wave) for wave in (0, 1)}
    copy = export("en", random.Random(1))
    for row in copy.rows[:2]:
        row[6] = "Another answer"
    return {name: parse(workbook(book)) for name, book in {**books, "copy": copy}.items()}


def dates_and_languages() -> Folder:
    head = "Id,Start time,Completion time,Email,Name,Language,When?,Which day?,Why?,Cost?"
    days = ("3/4/2024", "13/4/2024", "4/14/2024", "x")
    rows = [
        f"{n},2026-03-0{n} 10:00,2026-03-0{n} 10:0{n},a@b.example,A,{('de', 'en-US')[n % 2]},"
        f'{days[n % 4]},{days[(n + 1) % 4]},Because\n,"1,234"'
        for n in range(1, 9)
    ]
    lines = [row.replace("Because\n", '"Because\nWhat should we change?"') for row in rows]
    return {"a.csv": parse("\n".join((head, *lines)).encode()), **pages_and_sheet()}


def a_line_is_a_prompt() -> Folder:
    head = "Id,Start time,Completion time,Email,Name,City name,How did you take part?,Was the price fair?,Anything else?"
    rows = [
        f'{n},2026-03-0{n} 10:00,2026-03-0{n} 10:05,a@b.example,A,X,"Well\nWhat should we change?",Yes,No'
        for n in (1, 2)
    ]
    plain = [f"{n},2026-03-0{n} 10:00,2026-03-0{n} 10:05,a@b.example,A,X,Well,Yes,No" for n in (3, 4)]
    return {
        "a.csv": parse("\n".join((head, rows[0], plain[0], rows[1], plain[1])).encode()),
        **pages_and_sheet(),
    }


FOLDERS = [pages_and_sheet, sheet_alone, two_waves_and_a_copy, dates_and_languages, a_line_is_a_prompt]


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("batch", [writer.BATCH_ROWS, 64])
def test_by_column_and_by_row_are_the_same_bytes(
    folder: Callable[[], Folder], batch: int, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(writer, "BATCH_ROWS", batch)
    monkeypatch.setattr(writer, "LOOSE_ROWS", max(1, batch // 8))
    by_row, by_column = (written(folder(), tmp_path / str(way), way) for way in (False, True))
    assert sorted(by_row) == sorted(by_column) and len(by_row) >= 8
    assert [name for name in by_row if by_row[name] != by_column[name]] == []


def test_what_a_person_set_in_a_row_is_there(tmp_path: Path) -> None:
    folder = sheet_alone()
    question = parse_ids(folder, tmp_path / "first")
    set_by_hand = [
        Correction(response_id("all.xlsx", n), question, "answered", f"by hand {n}", None, None, "c.csv:1")
        for n in (0, 7, 299)
    ]
    ways = [written(folder, tmp_path / str(way), way, Corrections(set_by_hand)) for way in (False, True)]
    assert ways[0] == ways[1]


def parse_ids(folder: Folder, out: Path) -> str:
    """The question of the last text column."""
    import pyarrow.parquet as pq

    written(folder, out, by_column=True)
    rows = pq.read_table(out / "questions" / "questions.parquet").to_pylist()
    return str(next(row["question_id"] for row in rows if row["prompt"] == "Anything else?"))
