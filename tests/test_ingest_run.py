"""Whole runs: the same bytes whatever the way, what is new alone is read, nothing is lost."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from ingest.commands.verify import verify
from ingest.run.pipeline import CACHE
from ingest.store import cache
from tests.runs import GOOD, TABLES, digest, ingest, reasons, rows, write

OTHER = "ok Course|28\nYour name?*:\nWhich days?: [ ] Monday, [x] Tuesday, [ ] Friday\nWhy?: fun"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = write(
        tmp_path / "raw", a__one=GOOD, a__same=GOOD, b__two=OTHER, bad="abort", torn="partial T\nQ: a"
    )
    (folder / "link.md").symlink_to("bad.md")
    (folder / ".hidden").write_text("x")
    write(folder, surrogate="ok Title|\nFirst?: one\nFirst?: two")
    return folder


def verified(out: Path) -> bool:
    return verify(out) == []


def test_every_input_is_exactly_one_row(raw: Path, tmp_path: Path) -> None:
    summary = ingest(raw, tmp_path / "out")
    assert reasons(tmp_path / "out") == {
        "a/one.md": "parsed", "b/two.md": "parsed", "bad.md": "crashed", "link.md": "not_a_file",
        "surrogate.md": "parsed", "torn.md": "torn_page",
    }  # fmt: skip
    one = rows(tmp_path / "out", "documents")[0]
    assert (one["path"], one["duplicate_paths"]) == ("a/one.md", ["a/same.md"])
    counts = summary["counts"]
    assert (counts["files"], counts["duplicates"], counts["passed_over"], counts["read"]) == (7, 1, 1, 5)
    assert (counts["parsed"], counts["partial"], counts["rejected"]) == (3, 1, 2)
    assert summary["reasons"] == {"crashed": 1, "not_a_file": 1, "torn_page": 1}
    assert verified(tmp_path / "out")


def test_the_tables(raw: Path, tmp_path: Path) -> None:
    ingest(raw, tmp_path / "out")
    responses = {row["respondent"]: row for row in rows(tmp_path / "out", "responses")}
    assert responses["27"]["form_id"] == responses["28"]["form_id"]
    assert (responses["28"]["n_questions"], responses["28"]["n_answered"], responses["28"]["n_blank"]) == (
        3,
        2,
        1,
    )
    answers = [
        r for r in rows(tmp_path / "out", "answers") if r["response_id"] == responses["27"]["response_id"]
    ]
    answers.sort(key=lambda row: row["position"])
    assert [row["answer_text"] for row in answers] == ["Ada", "Monday; Friday", "because"]
    assert [row["selected"] for row in answers] == [None, ["Monday", "Friday"], None]
    options = [
        r for r in rows(tmp_path / "out", "options") if r["response_id"] == responses["28"]["response_id"]
    ]
    assert [(r["position"], r["option"], r["selected"]) for r in options] == [
        (1, "Monday", False), (2, "Tuesday", True), (3, "Friday", False),
    ]  # fmt: skip
    book = [r for r in rows(tmp_path / "out", "questions") if r["prompt"] == "Your name?"]
    assert [(r["n_responses"], r["n_answered"], r["n_blank"], r["n_not_shown"]) for r in book] == [
        (2, 1, 1, 0)
    ]
    codes = {(row["code"], row["line"]) for row in rows(tmp_path / "out", "findings")}
    assert codes == {("required_blank", 2), ("torn_page", None)}
    twice = [r for r in rows(tmp_path / "out", "answers") if r["prompt"] == "First?"]
    assert len({row["question_id"] for row in twice}) == 2


def test_the_same_bytes_whatever_the_way(raw: Path, tmp_path: Path) -> None:
    ingest(raw, tmp_path / "one")
    ingest(raw, tmp_path / "two", workers=1, use_cache=False)
    ingest(raw, tmp_path / "three", workers=4)
    shutil.rmtree(tmp_path / "three" / "snapshots")
    ingest(raw, tmp_path / "three")  # from the cache
    turned = tmp_path / "turned"
    for path in sorted(raw.rglob("*"), reverse=True):
        if path.is_file() and not path.is_symlink():
            (turned / path.relative_to(raw)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, turned / path.relative_to(raw))
    (turned / "link.md").symlink_to("bad.md")
    ingest(turned, tmp_path / "four")
    assert len({digest(tmp_path / name) for name in ("one", "two", "three", "four")}) == 1
    assert not (tmp_path / "two" / ".cache").exists()


def test_nothing_new_is_nothing_done(raw: Path, tmp_path: Path) -> None:
    (raw / "bad.md").unlink()
    first = ingest(raw, tmp_path / "out")
    second = ingest(raw, tmp_path / "out")
    assert (first["published"], second["published"]) == (True, False)
    assert second["snapshot"] == first["snapshot"]
    assert second["counts"]["read"] == 0


def test_only_what_is_new_is_read_and_what_is_gone_goes(raw: Path, tmp_path: Path) -> None:
    (raw / "bad.md").unlink()
    ingest(raw, tmp_path / "out")
    (raw / "b" / "two.md").unlink()
    write(raw, new="ok Course|29\nYour name?: Eve", torn="partial T\nQ: other")
    summary = ingest(raw, tmp_path / "out")
    assert (summary["counts"]["read"], summary["counts"]["removed"]) == (2, 1)
    ingest(raw, tmp_path / "clean")
    assert digest(tmp_path / "out") == digest(tmp_path / "clean")


def test_a_change_that_keeps_size_and_time_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "RACY_NS", 0)  # instead of waiting until the stamp is old enough
    raw, out = write(tmp_path / "raw", a="ok T\nQ: 1"), tmp_path / "out"
    stamp = (raw / "a.md").stat()
    time.sleep(0.05)
    ingest(raw, out)
    assert ingest(raw, out)["counts"]["hashed"] == 0
    write(raw, a="ok T\nQ: 2")
    os.utime(raw / "a.md", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    ingest(raw, out)
    assert [row["answer_text"] for row in rows(out, "answers")] == ["2"]


def test_failures_are_tried_again_but_not_for_ever(tmp_path: Path) -> None:
    raw, out = write(tmp_path / "raw", bad="exit 1", good=GOOD), tmp_path / "out"
    assert [ingest(raw, out)["counts"]["read"] for _ in range(4)] == [2, 1, 1, 0]
    assert ingest(raw, out, memory=1600)["counts"]["read"] == 1


@pytest.mark.parametrize("damage", ["delete", "garbage", "truncate", "rows"])
def test_the_cache_may_be_deleted_or_damaged(raw: Path, tmp_path: Path, damage: str) -> None:
    (raw / "bad.md").unlink()
    out = tmp_path / "out"
    ingest(raw, out)
    file = out / CACHE
    if damage == "delete":
        shutil.rmtree(file.parent)
    elif damage == "garbage":
        file.write_bytes(os.urandom(5000))
    elif damage == "truncate":
        os.truncate(file, file.stat().st_size // 2)
    else:
        _lose_rows(file)
    write(raw, new="ok Course|30\nYour name?: Eve")
    ingest(raw, out)
    ingest(raw, tmp_path / "clean")
    assert digest(out) == digest(tmp_path / "clean")
    assert verified(out)


def _lose_rows(file: Path) -> None:
    import sqlite3

    with sqlite3.connect(file) as db:
        db.execute("DELETE FROM contents")
    db.close()


def test_the_cache_may_be_deleted_during_a_run(tmp_path: Path) -> None:
    import subprocess

    from tests.runs import ROOT, command

    names = {f"d{number}": f"sleep 0.06\nQ: {number}" for number in range(8)}
    raw, out = write(tmp_path / "raw", **names), tmp_path / "out"
    with subprocess.Popen(command("ingest", raw, out, "--quiet"), cwd=ROOT) as process:
        while not (out / CACHE).exists():
            time.sleep(0.01)
        time.sleep(0.2)
        shutil.rmtree(out / ".cache")
        assert process.wait(30) == 0
    assert len(rows(out, "documents")) == 8


def test_the_same_response_in_two_documents(tmp_path: Path) -> None:
    other = GOOD.replace("because", "no idea").replace("ok Course|27", "ok |27")
    raw = write(tmp_path / "raw", a=GOOD, b=GOOD + "\n", c=other, d=OTHER)
    ingest(raw, tmp_path / "out")
    documents = {row["document_id"]: row["path"] for row in rows(tmp_path / "out", "documents")}
    found: list[Any] = [
        (documents[row["document_id"]], row["code"])
        for row in rows(tmp_path / "out", "findings")
        if row["code"] != "required_blank"
    ]
    assert found[:3] == [("b.md", "same_response"), ("c.md", "same_response"), ("c.md", "responses_differ")]
    assert [code for _, code in found[3:]] == ["exports_contradict"]


def test_a_folder_without_responses_is_a_dataset_without_rows(tmp_path: Path) -> None:
    ingest(write(tmp_path / "raw", a="reject it is torn"), tmp_path / "out")
    assert {table for table in TABLES if rows(tmp_path / "out", table)} == {"documents"}
    assert verified(tmp_path / "out")


def test_out_inside_raw_is_no_input(tmp_path: Path) -> None:
    write(tmp_path, a=GOOD)
    ingest(tmp_path, tmp_path / "out")
    assert ingest(tmp_path, tmp_path / "out")["published"] is False


def test_halves_of_surrogates_are_replaced(tmp_path: Path) -> None:
    from ingest.workers.protocol import unpack
    from ingest.workers.summary import summarise
    from parsers.responses import Answer, QuestionType, Reading, Response, Status

    answer = Answer(
        prompt="a\ud800b", question_type=QuestionType.TEXT, status=Status.ANSWERED, answer_text="\udcff😀"
    )
    reading = Reading(format="md", responses=(Response(answers=(answer,), form_title="\ud83d"),))
    [response] = unpack(summarise(reading).responses)
    assert response.answers[0].prompt == "a\ufffdb"
    assert response.answers[0].answer_text == "\ufffd😀"
    assert response.form_title == "\ufffd"
