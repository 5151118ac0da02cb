"""What one page among many scans may order: what a scan's own lines say too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from parsers.forms.hints import MANY
from parsers.responses import QuestionType, Status
from tests.makers.model import Form, Question, Text
from tests.poison import ALTERATIONS, Row, evenings, read, tables
from tests.test_trust import page

SCANS = 12
HELP = "Be as frank as you like; nobody else will read this."


def rows(scans: Form, teacher: Form | None = None, count: int = SCANS) -> list[Row]:
    """The answers of scans of a form, beside one page of it as ``teacher`` has it."""
    folder = {f"{n:02}": read(scans, n, "ocr") for n in range(count)}
    if teacher is not None:
        folder["zz"] = page(teacher, (), "new", "900")
    return [r for r in tables(folder)["answers"] if r["document_id"] != "zz" and r["status"] != "not_shown"]


def ending(question: Question, count: int = SCANS) -> Form:
    """Evenings, with another last question."""
    form = evenings(count)
    return replace(form, items=(*form.items[:-1], question))


def last(found: list[Row], start: str = "Anything else?") -> list[Row]:
    return [r for r in found if r["prompt"].startswith(start)]


def typed(answers: list[str | None], **more: Any) -> Question:
    return Question("long", "Anything else?", tuple(Text(a) if a else None for a in answers), **more)


def test_help_that_most_scans_have_is_taken_out_of_their_answers() -> None:
    given = [f"Answer {n} to it" if n % 3 else None for n in range(SCANS)]
    form = ending(typed(given, help=HELP))
    found = last(rows(form, form))
    assert [r["answer_text"] for r in found] == given
    assert {r["prompt"] for r in found} == {"Anything else?"}
    assert {r["status"] for r in found if r["answer_text"] is None} == {Status.BLANK}


def test_help_that_few_scans_have_is_what_somebody_typed() -> None:
    given = [HELP if n < 2 else f"Answer {n} to it" for n in range(SCANS)]
    plain = ending(typed(given))
    found = last(rows(plain, ending(typed(given, help=HELP))))
    assert [r["answer_text"] for r in found] == given


def test_options_that_do_not_stand_in_a_scan_are_not_its_own() -> None:
    form = ending(typed([f"Answer {n}" for n in range(SCANS)]))
    radios = Question("single", "Anything else?", ("Yes",) * SCANS, options=("Yes", "No"))
    assert last(rows(form, ending(radios))) == last(rows(form))


def test_lines_that_are_a_pages_options_are_no_answer() -> None:
    kinds = ("Light", "Seats", "Shade")
    form = ending(Question("single", "Anything else?", ("Seats",) * SCANS, options=kinds))
    found = last(rows(form, form))
    assert {r["status"] for r in found} == {Status.UNDETERMINED}
    # Nothing in a scan says whether one may choose one or several.
    assert {r["question_type"] for r in found} == {QuestionType.UNKNOWN}


def test_a_ranking_is_what_holds_each_option_once() -> None:
    found = last(rows(evenings(SCANS), evenings(SCANS)), "Put the topics")
    ranked = [r for r in found if r["status"] == Status.ANSWERED]
    assert ranked and {r["question_type"] for r in ranked} == {QuestionType.RANKING}


@pytest.mark.parametrize(("count", "status"), [(MANY - 1, Status.BLANK), (MANY, Status.UNDETERMINED)])
def test_a_control_that_no_scan_of_many_shows_is_not_blank(count: int, status: Status) -> None:
    stars = last(rows(evenings(count), None, count), "How was the tea?")
    assert {r["status"] for r in stars} == {status}


@pytest.mark.parametrize("name", ["turned", "doubled"])
def test_one_page_of_three_in_another_order_moves_and_renames_nothing(name: str) -> None:
    form = evenings(9)
    folder = {f"{n:02}": read(form, n, "new" if n < 2 else "ocr") for n in range(9)}
    wrong, right = (page(form, names, "glyph", "900") for names in ((name,), ()))
    shown = ("document_id", "number", "prompt", "status", "answer_text", "question_id")
    found = [
        [tuple(r[c] for c in shown) for r in tables({**folder, "zz": third})["answers"]
         if r["document_id"] != "zz" and r["status"] != Status.NOT_SHOWN]
        for third in (wrong, right)
    ]  # fmt: skip
    assert name in ALTERATIONS and found[0] == found[1]


@pytest.mark.parametrize(("scans", "answered"), [(8, True), (9, False)])
def test_one_page_reads_as_many_documents_without_questions_as_it_teaches(scans: int, answered: bool) -> None:
    form = replace(evenings(scans, numbered=False), title="Without numbers")
    folder = {f"{n:02}": read(form, n, "ocr") for n in range(scans)}
    assert all(reading.pending and not reading.responses for reading in folder.values())
    found = tables({**folder, "zz": page(form, (), "new", "900")})["answers"]
    scanned = [r for r in found if r["document_id"] != "zz" and r["status"] != Status.NOT_SHOWN]
    assert len({r["document_id"] for r in scanned}) == scans
    assert any(r["status"] == Status.ANSWERED for r in scanned) is answered
