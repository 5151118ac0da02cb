"""What people say of answers that no document shows: it takes its place, and it stays."""

from __future__ import annotations

import csv
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace as replace_struct

from ingest.review.corrections import Corrections, FaultyCorrections
from ingest.review.files import MAX_BYTES
from ingest.review.places import Correction, place_of
from ingest.review.worklist import COLUMNS, DOUBTFUL, _why, write_review
from ingest.settings import RunFailed
from ingest.tables.records import Context
from parsers.blocks import Evidence
from parsers.forms.template import Template
from parsers.forms.wording import fold, question_hash
from parsers.responses import Answer, Option, QuestionType, Response, Status
from tests.runs import ROOT, digest, ingest, program, rows, write

RAW = ROOT / "data" / "raw"
Rows = list[dict[str, Any]]
SHOWN = "ok Course|{}\nYour name?: {}\nWhich days?: [x] Monday, [ ] Tuesday\nWhy?: because the days are long here\nPlace?: {}"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("examples")
    ingest(RAW, out, parser=None)
    return out


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


def test_corrections_go_with_a_question_whose_wording_turns_out_to_be_misread(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    text = (RAW / "harbour-day" / "respondent-12-ocr.md").read_text("utf-8")
    prompts = re.findall(r"^#* *\**\d+\. *(.{20,})$", text, re.M)
    for prompt in prompts:  # a scanner's slip in each
        text = text.replace(prompt, f"{prompt[:9]}q{prompt[10:]}")
    (raw / "scan.md").write_text(text, "utf-8")
    ingest(raw, out, parser=None)
    write_review(out, tmp_path / "review.csv")
    with (tmp_path / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        asked = [row for row in csv.DictReader(file) if row["status"] == "undetermined" and row["options"]]
    said = [row | {"correct_answer": row["options"].split("; ")[0]} for row in asked]
    assert len(said) > 5
    with (tmp_path / "review.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(said)
    ingest(raw, out, parser=None, corrections=tmp_path / "review.csv")
    for path in (RAW / "harbour-day").iterdir():
        shutil.copy(path, raw)
    (raw / "scan.md").rename(raw / "zz.md")
    for corrections in (tmp_path / "review.csv", None):
        ingest(raw, out, parser=None, corrections=corrections)
        persons = [r for r in rows(out, "answers") if r["evidence"] == "person"]
        wanted = sorted((r["number"], r["correct_answer"]) for r in said)
        assert sorted((r["number"], r["answer_text"]) for r in persons) == wanted
        kept = {(c["response_id"], c["question_id"]) for c in rows(out, "corrections") if c["applied"]}
        assert kept == {(r["response_id"], r["question_id"]) for r in persons}
    assert not kept <= {(r["response_id"], r["question_id"]) for r in said}  # some got other ids


def correction(number: str | None, prompt: str | None, question_id: str = "gone") -> Correction:
    return Correction("r", question_id, "answered", "x", None, None, "", number, prompt, published=True)


def shown(number: str | None, prompt: str) -> Answer:
    return Answer(prompt=prompt, question_type=QuestionType.TEXT, status=Status.BLANK, number=number)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (correction("9", "Why not?", "b"), 1),  # the id first
        (correction("3", "How did you travel to us?"), 2),
        (correction(None, "How did you come here today?"), 0),
        (correction("1", "How did you corne here todav?"), 0),  # a scanner's slips
        (correction("2", "How did you come here todav?"), None),  # a slip, and another number
        (correction("1", "What did you eat?"), None),
        (correction("1", None), None),
    ],
)
def test_a_correction_is_of_the_question_with_its_number_and_wording(
    said: Correction, place: int | None
) -> None:
    answers = [
        shown("1", "How did you come here today?"),
        shown("2", "Why?"),
        shown("3", "How did you travel to us?"),
    ]
    assert place_of(said, ["a", "b", "c"], answers) == place


@pytest.mark.parametrize(
    ("prompt", "own", "place"),
    [("Why?", "Why?", 1), ("Of the room: Why?", "Why?", None), ("Why?", "What?", None)],
)
def test_what_a_file_says_is_placed_by_a_wording_that_gave_the_question_its_id(
    prompt: str, own: str, place: int | None
) -> None:
    said = replace(correction("2", prompt, question_hash(fold(own))), published=False)
    answers = [shown("1", "How did you come here today?"), shown("2", "Why?")]
    assert place_of(said, ["a", "b"], answers) == place
    grid = [replace_struct(shown("2", "Of the room"), row_label="Why?")]
    assert (place_of(said, ["a"], grid) == 0) is (prompt != own and own == "Why?")


def test_a_published_correction_never_stops_a_run(folder: tuple[Path, Path], tmp_path: Path) -> None:
    raw, out = folder
    days, place = answer_of(out, "Ada", "Which days?"), answer_of(out, "Ada", "Place?")
    ingest(raw, out, corrections=fill(tmp_path / "said.csv", (days, "", "Tuesday"), (place, "", "hall")))
    table = pq.read_table((out / "corrections").resolve() / "corrections.parquet").to_pylist()
    kept = [Correction(r["response_id"], r["question_id"], r["status"], r["answer_text"], None, None, "", published=True)
            for r in table]  # fmt: skip
    [gone, now_other] = sorted(kept, key=lambda c: c.question_id != place["question_id"])
    corrections = Corrections([replace(gone, question_id="gone"), replace(now_other, answer="Sunday")])
    context = Context("d", days["response_id"], "f")
    options = tuple(Option(text=text, selected=None) for text in ("Monday", "Tuesday"))
    read = Answer(
        prompt="Which days?", question_type=QuestionType.MULTIPLE_CHOICE, status=Status.BLANK, options=options
    )
    template = Template(form_id="f", items=())
    response, done = corrections.apply(context, Response(answers=(read,)), [days["question_id"]], template)
    assert list(corrections.waiting()) == []
    [answer] = response.answers
    assert (answer.answer_text, answer.selected, answer.evidence) == ("Sunday", None, Evidence.PERSON)
    told = {(c.row("d")["applied"], c.finding(context)["code"], c.finding(context)["severity"]) for c in done}
    assert told == {(True, "corrected", "warning"), (False, "correction_unplaced", "warning")}


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
