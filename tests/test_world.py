"""The world machine: what it counts, how it shrinks, what it has found, and a short run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.world import forms
from tests.world.compare import FALSE, compare, folded
from tests.world.keep import replay
from tests.world.model import Case, Item
from tests.world.producers import CHEAP, Press
from tests.world.run import run
from tests.world.shrink import shrink
from tests.world.truth import Row, Truth

KEPT = sorted((Path(__file__).parent / "golden" / "world").glob("*/"))
PARSED = {"outcome": "parsed", "reason": None, "detail": None}
TEXT = Row("1", "Why did you come?", None, "text", ("for the book",))
CHOICE = Row("2", "Which days?", None, "multi", (), ("Monday", "Friday"))


def truth(*rows: Row) -> Truth:
    return Truth(rows, "27", None, 660, "A form")


def answer(row: Row, status: str = "answered", text: str | None = None, **more: Any) -> dict[str, Any]:
    columns = {
        "number": row.number,
        "prompt": row.prompt,
        "row_label": row.row_label,
        "question_type": row.kind,
    }
    return {**columns, "status": status, "answer_text": text, "selected": None, **more}


def response(*answers: dict[str, Any], **head: Any) -> dict[str, Any]:
    shown = {"respondent": "27", "respondent_name": None, "time_to_complete_s": 660, "form_title": "A form"}
    return shown | head | {"answers": list(answers)}


def kinds(known: Truth, *responses: dict[str, Any]) -> list[str]:
    return [fault.kind for fault in compare(known, PARSED, list(responses))]


@pytest.mark.parametrize(
    ("row", "got", "expected"),
    [
        (TEXT, answer(TEXT, text="for the  book"), []),
        (TEXT, answer(TEXT, text="for the"), ["wrong_answer"]),
        (TEXT, answer(TEXT, "blank"), ["false_blank"]),
        (TEXT, answer(TEXT, "undetermined"), ["undetermined"]),
        (TEXT, answer(TEXT, "not_shown"), ["lost"]),
        (replace(TEXT, decidable=False), answer(TEXT, "undetermined"), []),
        (replace(TEXT, decidable=False), answer(TEXT, "blank"), ["false_blank"]),
        (replace(TEXT, texts=()), answer(TEXT, text="so"), ["false_answer"]),
        (replace(TEXT, texts=()), answer(TEXT, "blank"), []),
        (CHOICE, answer(CHOICE, text="Monday; Friday", selected=["Monday", "Friday"]), []),
        (CHOICE, answer(CHOICE, text="Monday", selected=["Monday"]), ["missed_selection"]),
        (CHOICE, answer(CHOICE, selected=["Monday", "Friday", "Sunday"]), ["false_selection"]),
        (CHOICE, answer(CHOICE, text="Monday; Friday"), []),
    ],
)
def test_each_claim_is_judged(row: Row, got: dict[str, Any], expected: list[str]) -> None:
    assert kinds(truth(row), response(got)) == expected


def test_other_may_be_claimed_by_its_word_or_its_text() -> None:
    row = replace(CHOICE, chosen=("Monday", "Other"), typed="at night", other="Other")
    for claimed in (["Monday", "Other"], ["Monday", "at night"], ["Monday", "Other: at night"]):
        assert kinds(truth(row), response(answer(row, selected=claimed))) == []
    assert kinds(truth(row), response(answer(row, selected=["Monday"]))) == ["missed_selection"]


def test_what_matches_no_question_is_invented_and_false_where_it_is_answered() -> None:
    extra = {"number": "9", "prompt": "See you there", "row_label": None}
    known, good = truth(TEXT), answer(TEXT, text="for the book")
    assert kinds(known, response(good, answer(TEXT, "blank") | extra)) == ["invented"]
    assert kinds(known, response(good, answer(TEXT, text="x") | extra)) == ["invented_answer"]
    assert kinds(known) == ["lost"]


def test_words_glued_to_a_prompt_are_a_fault_of_the_prompt_alone() -> None:
    got = answer(TEXT, text="for the book") | {"prompt": "Why did you come? Single line text", "number": None}
    assert kinds(truth(TEXT), response(got)) == ["prompt"]


def test_a_head_may_be_silent_but_not_wrong() -> None:
    good = answer(TEXT, text="for the book")
    assert kinds(truth(TEXT), response(good, respondent=None, form_title=None)) == []
    assert kinds(truth(TEXT), response(good, respondent_name="Forms")) == ["false_head"]


def test_a_rejected_document_claims_nothing() -> None:
    rejected = {"outcome": "rejected", "reason": "image_only", "detail": "a scan"}
    assert [f.kind for f in compare(truth(TEXT), rejected, [])] == ["rejected"]


def test_folding_leaves_what_a_reader_sees() -> None:
    assert folded("a\u00a0b\n c\u200f") == "a b c"
    assert folded("１２") == "12"


def test_shrinking_keeps_what_fails_and_drops_the_rest() -> None:
    items = tuple(
        Item("text", f"Question {n}?", (f"answer {n}",), help="Help", number=n) for n in range(1, 9)
    )
    case = Case("c", "c", "md", "en", "A form", items, look={"head": "rows", "md": "bold", "noise": "case"})

    def fails(one: Case) -> bool:
        return any(i.number == 5 for i in one.items) and one["md"] == "bold"

    small = shrink(case, fails)
    assert [(i.number, i.help) for i in small.items] == [(5, None)]
    assert small.look == {"md": "bold"}


def test_the_same_seed_draws_the_same_documents() -> None:
    producers = dict.fromkeys(CHEAP, 1)
    with Press() as press:
        first, again = ([press.make(case) for case in forms.draw(7, index, producers)] for index in (3, 3))
    assert [m.truth for m in first] == [m.truth for m in again]
    assert [m.data for m in first if m.suffix in (".md", ".html", ".csv")] == [
        m.data for m in again if m.suffix in (".md", ".html", ".csv")
    ]


@pytest.mark.parametrize("folder", KEPT, ids=lambda p: p.name)
def test_what_was_found_stays_mended(folder: Path, tmp_path: Path) -> None:
    assert [f for f in replay(folder, tmp_path) if f.kind in FALSE] == []


CLEAN = {
    "sheet": ("edit", "then", "file", "headers", "quiz"),
    "html": (
        *("control", "markup", "state", "star", "field", "corner", "ground", "shadow", "empty", "other"),
        *("paper", "scale", "background", "columns", "mark_side", "push", "break", "zoom", "font", "size"),
        *("head", "number", "section", "prompt", "printed", "tagged", "quiz"),
    ),
    "docx": ("docx", "head", "number", "prompt", "empty", "required"),
    "md": ("head", "number", "empty", "required"),
}
"""Producers and the axes of theirs on which nothing false is known; more, as more is mended."""
ROWS = {"sheet": 400, "html": 200, "docx": 200, "md": 150}


@pytest.mark.parametrize("producer", CLEAN)
def test_a_short_run_finds_nothing_false_where_nothing_false_is_known(
    producer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "SKIPPED", 1.0)  # no other program is started here
    tally = run(ROWS[producer], 20, {producer: 1}, CLEAN[producer])
    found = [
        f"{f.case.name}: {fault.what}" for f in tally.findings for fault in f.faults if fault.kind in FALSE
    ]
    assert found == []
    assert tally.rows >= ROWS[producer]
    assert not tally.failed
