"""R's names for the columns of a workbook: the same form and questions as where the words stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.forms.dotted import is_dotted, meant
from parsers.forms.repeated import Asked
from parsers.reader import parse
from parsers.responses import Reading
from tests.poison import Row, evenings, read, tables

OWN = ("Id", "Start time", "Completion time", "Email", "Name")
ASKED = (
    "Your name, please",
    "2. Where do you live?",
    "How - if at all - did it help?",
    "Why?",
    "Côte d'Azur?",
    "Why?2",
)
R_OWN = ("ID", "Start.time", "Completion.time", "Email", "Name")
R_ASKED = ("Your.name..please", "X2..Where.do.you.live.", "How...if.at.all...did.it.help.", "Why.", "Côte.d.Azur.", "Why.2")  # fmt: skip


def sheet(own: Sequence[str], asked: Sequence[str], people: int = 3) -> Reading:
    head = ";".join((*own, *asked))
    times = [(n, f"2026-03-0{n} 10:00:00;2026-03-0{n} 10:05:00") for n in range(1, people + 1)]
    lines = [
        f"{n};{both};a@b.example;A;" + ";".join(f"{n}{i}" for i in range(len(asked))) for n, both in times
    ]
    return parse("\n".join((head, *lines)).encode())


def rows(**folder: Reading) -> list[Row]:
    return tables(folder)["answers"]


def by_question(found: list[Row], document: str) -> list[str]:
    return [r["question_id"] for r in found if r["document_id"] == document and r["status"] != "not_shown"]


def test_they_are_the_questions_that_another_workbook_shows_whichever_is_longer() -> None:
    for people in (1, 9):
        found = rows(words=sheet(OWN, ASKED), r=sheet(R_OWN, R_ASKED, people))
        assert len({r["form_id"] for r in found}) == 1
        assert by_question(found, "r") == by_question(found, "words")[:6] * people
        assert {r["prompt"] for r in found if r["document_id"] == "r"} == set(R_ASKED) - {"Why.2"}


def test_the_form_keeps_its_words_and_no_wording_is_told() -> None:
    folder = tables({"words": sheet(OWN, ASKED), "r": sheet(R_OWN, R_ASKED, 9)})
    assert [q["prompt"] for q in folder["questions"]] == [*ASKED[:5], "Why?"]
    assert "reworded" not in {finding["code"] for finding in folder["findings"]}


@pytest.mark.parametrize("kind", ["new", "ocr"])
def test_they_are_the_questions_of_a_page_or_a_scan(kind: str) -> None:
    form = evenings(4)
    pages = {f"p{n}": read(form, n, kind) for n in range(4)}
    alone = {r["question_id"] for r in rows(**pages)}
    heads = [r["row_label"] or r["prompt"] for r in rows(p=pages["p0"])]
    dotted = ["".join(c if c.isalnum() else "." for c in head) for head in heads]
    found = rows(**pages, r=sheet(R_OWN, dotted))
    assert len({r["form_id"] for r in found}) == 1
    assert set(by_question(found, "r")) == {r["question_id"] for r in found} <= alone


def test_alone_they_are_questions_as_they_stand() -> None:
    found = rows(r=sheet(R_OWN, R_ASKED))
    assert [r["prompt"] for r in found[:5]] == list(R_ASKED[:5])


def test_another_form_stays_another() -> None:
    other = ("What.else.", "Who.are.you.", "Your.name..please", "When.was.it.", "Why.")
    assert len({r["form_id"] for r in rows(words=sheet(OWN, ASKED), r=sheet(R_OWN, other))}) == 2


def test_of_two_questions_with_the_same_letters_neither_is_meant() -> None:
    known = [Asked("howmany(a)?", "", ""), Asked("howmany:a?", "", ""), Asked("why?", "", "")]
    asked = [Asked("how.many..a", "", ""), Asked("why", "", ""), Asked("..", "", "")]
    assert is_dotted(asked) and meant(asked, known) == {"why": "why?"}
    assert meant([*asked[:1], Asked("how.many.a", "", "")], known[:1]) == {}


@pytest.mark.parametrize(("words", "dotted"), [
    (("a.b", "c"), True), (("ab", "c"), False), (("a.b", "c?"), False), (("a.", ".c"), False),
])  # fmt: skip
def test_a_dot_between_words_and_no_other_sign(words: Sequence[str], dotted: bool) -> None:
    assert is_dotted([Asked(word, "", "") for word in words]) is dotted
