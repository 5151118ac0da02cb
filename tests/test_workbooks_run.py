"""Workbooks in a run, beside other documents of their form: options, waves, copies, findings."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from parsers.forms.reading.offered import cut
from tests.makers.workbooks import Book, export, xlsx
from tests.runs import ingest, rows


def run(tmp_path: Path, **books: Book) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, book in books.items():
        (raw / f"{name}.xlsx").write_bytes(xlsx(book))
    ingest(raw, tmp_path / "out", parser=None)
    return tmp_path / "out"


def book(wave: int = 0, seed: int = 1) -> Book:
    return export("en", random.Random(seed), wave=wave)


def test_two_waves_are_not_the_same_people(tmp_path: Path) -> None:
    out = run(tmp_path, spring=book(0), autumn=book(1))
    assert len(rows(out, "responses")) == 16
    assert not {"same_response", "responses_differ"} & {f["code"] for f in rows(out, "findings")}


@pytest.mark.parametrize("column", [1, 3, 4], ids=["time", "address", "name"])
def test_what_both_show_of_the_person_must_agree(tmp_path: Path, column: int) -> None:
    other = book()
    for row in other.rows:
        row[column] = row[column].replace(year=2023) if column == 1 else f"x{row[column]}"
    out = run(tmp_path, a=book(), b=other)
    assert "same_response" not in {f["code"] for f in rows(out, "findings")}


@pytest.mark.parametrize(("minutes", "same"), [("2:09", True), ("11:00", False)])
def test_a_print_of_another_length_is_another_submission(tmp_path: Path, minutes: str, same: bool) -> None:
    (tmp_path / "raw").mkdir()
    short = book()
    del short.header[8:]
    for number, row in enumerate(short.rows, 1):
        del row[8:]
        row[2] = row[1] + timedelta(seconds=129 if number == 3 else 300 + 60 * number)
        row[3:5] = ["anonymous", ""]
        row[6:8] = ["At home", "Monday;"] if number == 3 else ["Elsewhere", "Tuesday;"]
    (tmp_path / "raw" / "all.xlsx").write_bytes(xlsx(short))
    page = PAGE.format(n=3, at="x", on=" ").replace("11:00", minutes)
    (tmp_path / "raw" / "one.md").write_text(page)
    ingest(tmp_path / "raw", tmp_path / "out", parser=None)
    codes = [f["code"] for f in rows(tmp_path / "out", "findings")]
    assert ("same_response" in codes) == same


def test_a_copy_saved_without_names_and_seconds_is_the_same(tmp_path: Path) -> None:
    other = book()
    for row in other.rows:
        row[1:5] = [row[1].replace(second=0), row[2].replace(second=0), None, None]
    out = run(tmp_path, a=book(), b=other)
    codes = [f["code"] for f in rows(out, "findings")]
    assert codes.count("same_response") == 8 and "responses_differ" not in codes


PAGE = """# Course

Respondent: {n} Anonymous 11:00 Time to complete

1. Where do you work? \\*

- [{at}] At home
- [{on}] On site
- [ ] On the road

2. Which days suit you?

- [x] Monday
- [ ] Tuesday; late
- [ ] Friday
- [ ] Sunday
"""


def test_a_cell_has_the_options_that_the_form_knows(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for n in range(1, 4):
        text = PAGE.format(n=40 + n, at="x" if n % 2 else " ", on=" " if n % 2 else "x")
        (tmp_path / "raw" / f"p{n}.md").write_text(text)
    short = book()
    for place in (10, 9, 8):
        short.header.pop(place)
        for row in short.rows:
            row.pop(place)
    (tmp_path / "raw" / "all.xlsx").write_bytes(xlsx(short))
    ingest(tmp_path / "raw", tmp_path / "out", parser=None)
    out = tmp_path / "out"
    sheet = next(d["document_id"] for d in rows(out, "documents") if d["format"] == "xlsx")
    answers = [a for a in rows(out, "answers") if a["document_id"] == sheet]
    assert len({a["form_id"] for a in rows(out, "answers")}) == 1
    offered: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for option in rows(out, "options"):
        offered.setdefault((option["response_id"], option["question_id"]), []).append(option)
    assert len(answers) == 16
    for answer in answers:
        options = offered[answer["response_id"], answer["question_id"]]
        chosen = [o["option"] for o in options if o["selected"]]
        assert len(options) == (3 if answer["prompt"].startswith("Where") else 4)
        assert chosen == answer["selected"]
        assert "; ".join(chosen) == (answer["answer_text"] or "")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("a;b", None),
        ("x;y", ("x;y",)),
        ("x;y;a", ("x;y", "a")),
        ("x;y;a;b", None),
        ("a;c", None),
        ("", None),
    ],
)
def test_a_cell_is_cut_where_the_options_leave_one_way(text: str, chosen: tuple[str, ...] | None) -> None:
    assert cut(text, ("x;y", "a", "b;c", "b;")) == chosen


def test_one_way_only() -> None:
    assert cut("a;b", ("a", "b", "a;b")) is None
    assert cut("a;b", ("a", "b")) == ("a", "b")


def test_a_reworded_question_is_told_once_a_document(tmp_path: Path) -> None:
    one, other = book(0), book(1)
    one.header[6] = "Where do you work during most of the week?"
    other.header[6] = "Where do you work during most of the weeks?"
    out = run(tmp_path, a=one, b=other)
    told = [f for f in rows(out, "findings") if f["code"] == "reworded"]
    assert len(told) == len({(f["document_id"], f["question_id"]) for f in told}) == 1
