"""One row per submission and question: what the strongest of its exports shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.tables.identity import given
from ingest.tables.merged import STRENGTH, _put
from ingest.tables.submissions import equal
from parsers.blocks import Evidence
from parsers.responses import Answer, QuestionType, Status
from tests.runs import ROOT, ingest, rows, write

RAW = ROOT / "data" / "raw"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("examples")
    ingest(RAW, out, parser=None)
    return out


def by_path(out: Path) -> dict[str, list[str]]:
    """Path -> its responses' submissions."""
    paths = {d["document_id"]: d["path"] for d in rows(out, "documents")}
    found: dict[str, list[str]] = {}
    for response in rows(out, "responses"):
        found.setdefault(paths[response["document_id"]], []).append(response["submission_id"])
    return found


def test_every_evidence_has_its_strength() -> None:
    assert set(STRENGTH) == set(Evidence)


def test_the_same_submission_in_three_formats_has_one_id(examples: Path) -> None:
    found = by_path(examples)
    assert found["harbour-day/respondent-27.docx"] == found["harbour-day/respondent-27.html"]
    assert found["harbour-day/respondent-12.pdf"][0] in found["harbour-day/all-responses.xlsx"]


def test_one_export_of_each_submission_is_preferred(examples: Path) -> None:
    responses = rows(examples, "responses")
    preferred = [r["submission_id"] for r in responses if r["preferred"]]
    assert sorted(preferred) == sorted({r["submission_id"] for r in responses})


def test_merged_has_one_row_per_submission_and_question(examples: Path) -> None:
    merged = rows(examples, "merged")
    keys = [(row["submission_id"], row["question_id"]) for row in merged]
    assert len(keys) == len(set(keys))
    answers = {(r["response_id"], r["question_id"]): r for r in rows(examples, "answers")}
    submission = {r["response_id"]: r["submission_id"] for r in rows(examples, "responses")}
    assert set(keys) == {(submission[response], question) for response, question in answers}


def test_what_one_export_lost_another_shows(examples: Path) -> None:
    submission = {r["response_id"]: r["submission_id"] for r in rows(examples, "responses")}
    shown = {(r["submission_id"], r["question_id"]): r for r in rows(examples, "merged")}
    lost = [r for r in rows(examples, "answers") if r["status"] == "undetermined"]
    found = [shown[submission[r["response_id"]], r["question_id"]] for r in lost]
    assert {r["status"] for r in found if r["sources"] > 1} == {"answered", "blank"}


def test_what_a_workbook_leaves_out_of_a_question_the_page_shows(examples: Path) -> None:
    merged = [r for r in rows(examples, "merged") if r["sources"] > 1 and r["evidence"] == "markup"]
    taken = {(r["submission_id"], r["question_id"]): r for r in merged}
    submission = {r["response_id"]: r["submission_id"] for r in rows(examples, "responses")}
    shown = [r for r in rows(examples, "answers") if r["evidence"] == "marks" and r["number"]]
    pairs = [(taken.get((submission[r["response_id"]], r["question_id"])), r) for r in shown]
    found = [(m, r) for m, r in pairs if m]
    assert len(found) > 10 and any(r["row_label"] for _, r in found)
    for row, page in found:
        assert [row[c] for c in ("number", "prompt", "row_label", "section")] == [
            page[c] for c in ("number", "prompt", "row_label", "section")
        ]


def put(evidence: str = "marks", **more: Any) -> dict[str, Any]:
    return {
        "evidence": evidence, "prompt": "Why?", "row_label": None, "number": None, "section": None,
        "required": None, "help_text": None,
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("others", "taken"),
    [
        ([put(number="3", help_text="In short."), put("text", number="3")], ("3", "In short.")),
        ([put(number="3"), put("text", number="8")], (None, None)),  # they contradict each other
        ([put("text", number="3", help_text="because")], ("3", None)),  # it may be the answer's beginning
    ],
)
def test_a_row_takes_what_it_lacks_from_exports_that_agree(
    others: Rows, taken: tuple[str | None, str | None]
) -> None:
    own = put("markup")
    row = _put(own, [own, *others])
    assert (row["number"], row["help_text"]) == taken


def test_a_workbooks_statement_gets_the_question_above_it() -> None:
    own, page = put("markup", prompt="Room"), put(prompt="How good?", row_label="room ")
    row = _put(own, [own, page])
    assert (row["prompt"], row["row_label"]) == ("How good?", "room ")
    assert _put(own, [own, page | {"row_label": "Food"}]) == own


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("photo 1.jpg", "https://x.example/personal/a/photo%201.jpg", True),
        ("a.pdf; b.pdf", "https://x.example/b.pdf?web=1; https://x.example/a.pdf", True),
        ("photo.jpg", "https://x.example/foto.jpg", False),
        ("photo.jpg", "https://x.example/", False),
    ],
)
def test_a_pages_file_name_and_a_workbooks_address_are_one_upload(one: str, other: str, same: bool) -> None:
    first, second = (
        Answer(prompt="?", question_type=QuestionType.FILE_UPLOAD, status=Status.ANSWERED, answer_text=text)
        for text in (one, other)
    )
    assert equal(given(first), given(second)) is same


SHOWN = "ok Course|{}\nYour name?: {}\nWhich days?: [x] Monday, [ ] Tuesday\nWhy?: because the days are long here\nPlace?: {}"


def test_equally_strong_exports_that_contradict_each_other_are_undetermined(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=SHOWN.format(7, "Ada", "hall"), b=SHOWN.format(7, "Ada", "garden"))
    ingest(raw, tmp_path / "out")
    merged = {row["prompt"]: row for row in rows(tmp_path / "out", "merged")}
    assert merged["Place?"]["status"] == "undetermined"
    assert merged["Place?"]["answer_text"] is None
    assert merged["Place?"]["agreed"] is False
    assert (merged["Why?"]["agreed"], merged["Why?"]["sources"]) == (True, 2)
    [told] = [f for f in rows(tmp_path / "out", "findings") if f["code"] == "exports_contradict"]
    assert told["question_id"] == merged["Place?"]["question_id"]
