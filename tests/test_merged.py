"""One row per submission and question, and what people say of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from ingest.correction_files import MAX_BYTES
from ingest.corrections import FaultyCorrections
from ingest.identity import given
from ingest.merged import STRENGTH, _put
from ingest.review import COLUMNS, DOUBTFUL, _why, write_review
from ingest.settings import RunFailed
from ingest.submissions import equal
from parsers.blocks import Evidence
from parsers.form import Answer, QuestionType, Status
from tests.runs import ROOT, digest, ingest, program, rows, write

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


# ------------------------------------------------------------------ corrections


def lost(name: str, number: int) -> str:
    return SHOWN.format(number, name, "").replace("[x] Monday", "[ ] Monday")


@pytest.fixture
def folder(tmp_path: Path) -> tuple[Path, Path]:
    raw = write(tmp_path / "raw", a=lost("Ada", 1), b=lost("Bea", 2), c=SHOWN.format(3, "Cid", "hall"))
    ingest(raw, tmp_path / "out")
    return raw, tmp_path / "out"


def answer_of(out: Path, name: str, prompt: str) -> dict[str, Any]:
    [own] = [r["response_id"] for r in rows(out, "answers") if r["answer_text"] == name]
    [row] = [r for r in rows(out, "answers") if r["response_id"] == own and r["prompt"] == prompt]
    return row


def fill(path: Path, *said: tuple[dict[str, Any], str, str]) -> Path:
    """A review file with what a person says of some answers: (row, correct_status, correct_answer)."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", extrasaction="ignore")
        writer.writeheader()
        for row, status, answer in said:
            writer.writerow(row | {"correct_status": status, "correct_answer": answer, "who": "Mo"})
    return path


def test_a_correction_takes_the_place_of_what_was_read_and_stays(
    folder: tuple[Path, Path], tmp_path: Path
) -> None:
    raw, out = folder
    before = answer_of(out, "Ada", "Which days?")
    said = fill(
        tmp_path / "said.csv", (before, "", "Tuesday"), (answer_of(out, "Bea", "Place?"), "undetermined", "")
    )
    ingest(raw, out, corrections=said)
    row = answer_of(out, "Ada", "Which days?")
    assert (row["status"], row["selected"], row["evidence"]) == ("answered", ["Tuesday"], "person")
    assert row["confidence"] == 1.0
    assert answer_of(out, "Bea", "Place?")["status"] == "undetermined"
    chosen = {
        o["option"]: o["selected"] for o in rows(out, "options") if o["response_id"] == row["response_id"]
    }
    assert chosen == {"Monday": False, "Tuesday": True}
    said.unlink()
    write(raw, d=SHOWN.format(4, "Dee", "hall"))
    (raw / "a.md").rename(raw / "z.md")
    ingest(raw, out)
    assert answer_of(out, "Ada", "Which days?")["evidence"] == "person"
    [kept, _] = sorted(rows(out, "corrections"), key=lambda r: r["answer_text"] or "", reverse=True)
    assert (kept["machine_status"], kept["answer_text"], kept["who"], kept["applied"]) == (
        before["status"],
        "Tuesday",
        "Mo",
        True,
    )


def test_a_correction_waits_for_a_document_that_has_gone(folder: tuple[Path, Path], tmp_path: Path) -> None:
    raw, out = folder
    ingest(
        raw,
        out,
        corrections=fill(tmp_path / "said.csv", (answer_of(out, "Ada", "Which days?"), "", "Tuesday")),
    )
    text = (raw / "a.md").read_text()
    (raw / "a.md").unlink()
    ingest(raw, out)
    assert [c["applied"] for c in rows(out, "corrections")] == [False]
    write(raw, again=text)
    ingest(raw, out)
    assert answer_of(out, "Ada", "Which days?")["selected"] == ["Tuesday"]


def test_a_published_correction_can_be_changed_and_taken_back(
    folder: tuple[Path, Path], tmp_path: Path
) -> None:
    raw, out = folder
    before = answer_of(out, "Ada", "Which days?")
    for status, answer, expected in (
        ("", "Tuesday", ["Tuesday"]),
        ("answered", "Monday; Tuesday", ["Monday", "Tuesday"]),
        ("as_read", "", before["selected"]),
    ):
        ingest(raw, out, corrections=fill(tmp_path / "said.csv", (before, status, answer)))
        assert answer_of(out, "Ada", "Which days?")["selected"] == expected
    assert rows(out, "corrections") == []


@pytest.mark.parametrize(
    ("status", "answer", "message"),
    [
        ("", "Wednesday", "said.csv:2: “Wednesday” is none of the options: Monday; Tuesday"),
        ("", "Monday; Monday", "said.csv:2: “Monday; Monday” names an option twice"),
        ("maybe", "", "said.csv:2: correct_status “maybe” without an answer"),
        ("blank", "Monday", "said.csv:2: correct_status “blank” with an answer"),
    ],
)
def test_a_wrong_correction_is_told_with_its_line_and_nothing_is_published(
    folder: tuple[Path, Path], tmp_path: Path, status: str, answer: str, message: str
) -> None:
    raw, out = folder
    before = digest(out)
    said = fill(tmp_path / "said.csv", (answer_of(out, "Ada", "Which days?"), status, answer))
    done = program("ingest", raw, out, "--corrections", said)
    assert done.returncode == 2
    assert message in done.stderr
    assert digest(out) == before


def test_two_people_who_differ_are_an_error(folder: tuple[Path, Path], tmp_path: Path) -> None:
    raw, out = folder
    row = answer_of(out, "Ada", "Which days?")
    said = tmp_path / "said"
    said.mkdir()
    fill(said / "mo.csv", (row, "", "Monday"))
    fill(said / "zo.csv", (row, "", "Tuesday"))
    with pytest.raises(FaultyCorrections, match=r"zo\.csv:2: mo\.csv:2 says otherwise"):
        ingest(raw, out, corrections=said)


def test_an_unknown_question_and_a_broken_key_are_errors(folder: tuple[Path, Path], tmp_path: Path) -> None:
    raw, out = folder
    row = answer_of(out, "Ada", "Place?")
    said = fill(tmp_path / "said.csv", (row | {"question_id": "none"}, "", "hall"))
    with pytest.raises(FaultyCorrections, match=r"said\.csv:2: the response has no question none"):
        ingest(raw, out, corrections=said)
    said = fill(tmp_path / "said.csv", (row | {"response_id": "x"}, "", "hall"))
    with pytest.raises(FaultyCorrections, match=r"said\.csv:2: “x .*” names no answer"):
        ingest(raw, out, corrections=said)


def test_a_file_that_is_no_review_is_an_error(folder: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "said.csv").write_bytes(b"a,b\n1,2\n")
    with pytest.raises(FaultyCorrections, match=r"said\.csv:1: no column response_id"):
        ingest(*folder, corrections=tmp_path / "said.csv")
    (tmp_path / "said.csv").write_bytes(b"\n\xff")
    with pytest.raises(FaultyCorrections, match=r"said\.csv:2: this is not UTF-8"):
        ingest(*folder, corrections=tmp_path / "said.csv")
    with (tmp_path / "said.csv").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(FaultyCorrections, match="larger than 64 MiB"):
        ingest(*folder, corrections=tmp_path / "said.csv")


# ----------------------------------------------------------------------- review


def test_review_asks_for_what_no_document_shows_first(examples: Path, tmp_path: Path) -> None:
    count = write_review(examples, tmp_path / "review.csv")
    with (tmp_path / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        asked: Rows = list(csv.DictReader(file))
    assert len(asked) == count > 0
    assert list(asked[0]) == list(COLUMNS)
    statuses = [row["status"] == "undetermined" for row in asked]
    assert statuses == sorted(statuses, reverse=True)
    undetermined = {
        (r["response_id"], r["question_id"])
        for r in rows(examples, "answers")
        if r["status"] == "undetermined"
    }
    assert {
        (r["response_id"], r["question_id"]) for r in asked if r["status"] == "undetermined"
    } == undetermined


@pytest.mark.parametrize(("confidence", "asked"), [(DOUBTFUL, False), (DOUBTFUL - 0.01, True)])
def test_an_answer_is_asked_about_below_a_confidence(confidence: float, asked: bool) -> None:
    row = {"status": "answered", "evidence": "text", "confidence": confidence, "required": None}
    assert bool(_why(row, {})) is asked


def test_no_cell_of_the_review_is_a_formula(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a="ok Course|1\nHow?*: \n=1+1*: ")
    ingest(raw, tmp_path / "out")
    write_review(tmp_path / "out", tmp_path / "review.csv")
    assert "\n=1" not in (tmp_path / "review.csv").read_text("utf-8-sig").replace(",", "\n")


def test_damaged_corrections_are_not_lost_in_silence(folder: tuple[Path, Path], tmp_path: Path) -> None:
    raw, out = folder
    ingest(raw, out, corrections=fill(tmp_path / "said.csv", (answer_of(out, "Ada", "Place?"), "", "hall")))
    table = (out / "corrections").resolve() / "corrections.parquet"
    table.write_bytes(table.read_bytes()[:-1] + b"?")
    with pytest.raises(RunFailed, match="are damaged"):
        ingest(raw, out)
