"""Exports as people keep them: whatever was done to them, each response and each answer, and no other."""

from __future__ import annotations

import random
import shutil
from datetime import datetime
from typing import Any

import pytest

from parsers.reader import parse
from parsers.responses import Reading
from tests.makers.workbooks import (
    EDITS,
    IN_WORKBOOKS,
    NEEDS_TABLE,
    OFFICE_SAVES,
    OWN,
    SAVES,
    Truth,
    export,
    make,
    r_csv,
    xlsx,
)

TEXTS = {name for name in SAVES if name.startswith(("csv", "tabs"))}
CASES = [(e, s) for e in EDITS for s in SAVES if not (e in IN_WORKBOOKS and s in TEXTS)]


def read(reading: Reading) -> Truth:
    found: Truth = []
    for r in reading.responses:
        answers = {a.prompt: a.answer_text for a in r.answers}
        assert len(answers) == len(r.answers)
        found.append({"respondent": r.respondent, "started": r.started_at, "submitted": r.submitted_at,
                      "email": r.respondent_email, "answers": answers})  # fmt: skip
    return found


def without_seconds(truth: Truth) -> Truth:
    def minute(value: Any) -> Any:
        return value.replace(second=0) if isinstance(value, datetime) else value

    return [{key: minute(value) for key, value in person.items()} for person in truth]


def check(truth: Truth, data: bytes, minutes: bool = False) -> Reading:
    reading = parse(data)
    assert reading.reason is None, reading.detail
    found = read(reading)
    expected = without_seconds(truth) if minutes else truth
    assert [p["answers"] for p in found] == [p["answers"] for p in expected]
    assert found == expected
    return reading


@pytest.mark.parametrize(("edit", "save"), CASES, ids=lambda name: name.replace(" ", "_"))
def test_what_people_do_to_an_export_changes_no_answer(edit: str, save: str) -> None:
    check(*make(EDITS[edit], SAVES[save]), minutes=save == "csv;cp1252")


@pytest.mark.parametrize("edit", NEEDS_TABLE)
def test_forms_table_tells_what_the_columns_no_longer_do(edit: str) -> None:
    check(*make(NEEDS_TABLE[edit], xlsx))
    rejected = parse(make(NEEDS_TABLE[edit], SAVES["pandas"])[1])
    assert rejected.reason == "not_a_response" and "missing: Id, Start time, Completion time" in str(
        rejected.detail
    )


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("edit", ["index column", "column among own", "own columns last", "no id"])
def test_in_every_language_that_was_seen(language: str, edit: str) -> None:
    check(*make(EDITS[edit], xlsx, language=language))


def test_dots_of_r_are_blanks() -> None:
    rng = random.Random(1)
    book = export("en", rng)
    reading = parse(r_csv(book))
    assert [r.respondent for r in reading.responses] == [p["respondent"] for p in book.truth]
    assert [r.submitted_at for r in reading.responses] == [p["submitted"] for p in book.truth]
    assert reading.responses[0].answers[0].prompt == "Where.do.you.work."
    assert len(reading.responses[0].answers) == 5


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("ending", OFFICE_SAVES)
@pytest.mark.parametrize("edit", ["as it is", "notes below", "title line", "copied sheet"])
def test_libreoffice_saves_them_again(edit: str, ending: str) -> None:
    check(*make(EDITS[edit], OFFICE_SAVES[ending]))


@pytest.mark.parametrize("column", [3, 8], ids=["address", "question"])
@pytest.mark.parametrize("first", [True, False])
def test_a_copy_that_lacks_a_column_is_a_copy(column: int, first: bool) -> None:
    book = export("en", random.Random(1))
    whole = [list(row) for row in (book.header, *book.rows)]
    less = [row[:column] + row[column + 1 :] for row in whole]
    book.header, *book.rows = less if first else whole
    book.sheets["Copy"] = whole if first else less
    check(book.truth, xlsx(book))


def test_a_copy_without_ids_is_a_copy_and_a_row_of_the_same_sheet_is_not() -> None:
    book = export("en", random.Random(1))
    less = [list(row)[1:] for row in (book.header, *book.rows)]
    book.header, *book.rows = less
    book.sheets["Copy"] = [list(row) for row in less]
    count = len(parse(xlsx(book)).responses)
    assert count == len(less) - 1
    del book.sheets["Copy"]
    book.rows.append(list(book.rows[0]))
    assert len(parse(xlsx(book)).responses) == count + 1  # two people, as far as the sheet tells


def test_a_copy_that_says_something_else_stays() -> None:
    book = export("en", random.Random(1))
    changed = [list(row) for row in (book.header, *book.rows)]
    changed[1][6] = "Elsewhere"
    book.sheets["Copy"] = changed
    assert len(parse(xlsx(book)).responses) == 9


def codes(edit: str, save: str) -> list[str]:
    return [p.code for p in parse(make(EDITS[edit], SAVES[save])[1]).problems]


def test_what_was_passed_over_is_told() -> None:
    assert codes("as it is", "xlsx") == []
    assert codes("index column", "pandas") == ["column_passed_over"]
    assert codes("column among own", "xlsx") == ["column_passed_over"]
    assert codes("notes beside", "xlsx") == ["column_passed_over"]
    assert codes("notes below", "xlsx") == ["row_passed_over"]
    assert codes("pasted twice", "csv iso") == ["repeated_rows"]
    assert codes("copied sheet", "xlsx") == ["worksheet_ignored", "repeated_rows"]


UNKNOWN_EDITS = [
    "as it is",
    "index column",
    "column in front",
    "notes below",
    "notes beside",
    "responses below",
]


@pytest.mark.parametrize(
    ("edit", "save"),
    [(e, s) for e in UNKNOWN_EDITS for s in (xlsx, SAVES["pandas"]) if s is xlsx or e in UNKNOWN_EDITS[:3]],
)
def test_own_columns_in_an_unknown_language_are_no_questions(edit: str, save: Any) -> None:
    rng = random.Random(1)
    book = export("en", rng)
    book.header[:6] = ["Auðkenni", "Upphafstími", "Lokatími", "Netfang", "Nafn", "Síðast breytt"]
    found = read(parse(save(EDITS[edit](book, rng))))
    assert [p["respondent"] for p in found] == [p["respondent"] for p in book.truth]
    assert [p["submitted"] for p in found] == [p["submitted"] for p in book.truth]
    assert not {"Auðkenni", "Upphafstími", "Lokatími"} & set(found[0]["answers"])


@pytest.mark.parametrize(("cell", "is_name"), [("Ada", True), ("", True), ("7", False), ("a;b;", False)])
def test_figures_and_lists_in_the_place_of_the_name_are_answers(cell: str, is_name: bool) -> None:
    rows = "".join(
        f"{n},2026-03-0{n} 10:00,2026-03-0{n} 10:05,anonymous,{cell if n > 1 else ''},x\n" for n in (1, 2, 3)
    )
    (reading,) = (parse(f"Auðkenni,Upphafstími,Lokatími,Netfang,Einkunn,Hvað fannst þér?\n{rows}".encode()),)
    asked = [a.prompt for a in reading.responses[0].answers]
    assert asked == ([] if is_name else ["Einkunn"]) + ["Hvað fannst þér?"]
