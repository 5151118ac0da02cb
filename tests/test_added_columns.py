"""Columns that people put among the questions: told where the workbook or its form's other documents tell."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from parsers.reader import parse
from tests.makers.workbooks import Book, export, xlsx
from tests.poison import Row, evenings, read, tables

REVISION = b'xmlns:xr3="http://schemas.microsoft.com/office/spreadsheetml/2016/revision3" '
AT = 8


def book(title: str | None) -> Book:
    """An export; with a title, somebody put a column before the third question."""
    made = export("en", random.Random(3))
    if title is not None:
        made.header.insert(AT, title)
        for number, row in enumerate(made.rows):
            row.insert(AT, "open" if number % 2 else "done")
    return made


def by_excel(made: Book, late: int | None, ids: bool = True) -> bytes:
    """As Excel saves a table that it found in a file, but for the column ``late``, which it made itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(made))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if "/tables/" in name:
                data = data.replace(b"<table ", b"<table " + REVISION, 1)

                def column(hit: re.Match[bytes]) -> bytes:
                    at = int(hit[1]) - 1
                    number = len(made.header) if at == late else at + 1 - (late is not None and at > late)
                    uid = (
                        "{3F2504E0-4F89-41D3-9A0C-0305E82C3301}"
                        if at == late
                        else f"{{00000000-0010-0000-0000-{number:06}000000}}"
                    )
                    return b'<tableColumn id="%d" %s' % (number, f'xr3:uid="{uid}" '.encode() if ids else b"")

                data = re.sub(rb'<tableColumn id="(\d+)" ', column, data)
            new.writestr(name, data)
    return out.getvalue()


def asked(data: bytes) -> list[str]:
    return [a.prompt for a in parse(data).responses[0].answers]


def test_a_column_that_excel_made_itself_is_no_question() -> None:
    reading = parse(by_excel(book("Status"), AT))
    assert [a.prompt for a in reading.responses[0].answers] == asked(by_excel(book(None), None))
    assert [p.message for p in reading.problems if p.code == "column_passed_over"] == [
        "The column “Status” was put into the table by hand: passed over."
    ]


@pytest.mark.parametrize("title", ["Is it done?", "What we will do about it"])
def test_one_that_asks_is_a_question_whoever_made_it(title: str) -> None:
    assert title in asked(by_excel(book(title), AT))


def test_without_excels_ids_a_number_out_of_order_tells_nothing() -> None:
    assert "Status" in asked(by_excel(book("Status"), AT, ids=False))


def test_a_moved_question_is_one() -> None:
    assert "Status" in asked(by_excel(book("Status"), None))


# ------------------------------------------------------------------- what other documents of the form show

OWN = "Id,Start time,Completion time,Email,Name"


def unconfirmed(extra: str, pages: int, people: int = 3) -> list[Row]:
    form = evenings(10)
    shown = [q.prompt for q in form.items if hasattr(q, "kind") and not q.rows]  # type: ignore[union-attr]
    titles = [*shown[:3], *filter(None, [extra]), *shown[3:]]
    head = ",".join((OWN, *(f'"{title}"' for title in titles)))
    rows = [
        f"{n},2026-05-0{n} 10:00,2026-05-0{n} 10:0{n},x{n}@y.example,N{n},"
        + ",".join(f"a{n}{i}" for i in range(len(titles)))
        for n in range(1, people + 1)
    ]
    folder = {f"p{n}": read(form, n, "new") for n in range(pages)}
    found = tables({"all.csv": parse("\n".join((head, *rows)).encode()), **folder})
    assert len({r["form_id"] for r in found["answers"]}) == 1
    assert extra in {r["prompt"] for r in found["answers"]} or not extra  # what it shows stays
    return [f for f in found["findings"] if f["code"] == "column_unconfirmed"]


@pytest.mark.parametrize(("extra", "pages", "told"), [
    ("Status", 3, True), ("Status", 2, False), ("What do you make of it all?", 3, False), ("", 3, False),
])  # fmt: skip
def test_a_title_that_no_other_document_shows_and_that_asks_nothing_is_told(
    extra: str, pages: int, told: bool
) -> None:
    found = unconfirmed(extra, pages)
    assert [f["message"][:53] for f in found] == [
        "No other document of the form shows “Status”: somebod"
    ] * told
    assert all(f["document_id"] == "all.csv" and f["response_id"] is None and f["question_id"] for f in found)


def test_it_stands_in_the_list_of_findings() -> None:
    assert "`column_unconfirmed`" in Path("docs/findings.md").read_text("utf-8")
