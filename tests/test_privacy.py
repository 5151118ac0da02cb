"""Persons hidden under a key; documents erased from all that is kept; modes."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from ingest.commands import verify
from ingest.privacy.forget import forget
from ingest.privacy.forgotten import FORGOTTEN, read_forgotten
from ingest.privacy.pseudonyms import SHORTEST, FaultyKey, read_key
from ingest.privacy.without import names
from ingest.review.worklist import COLUMNS
from ingest.settings import RunFailed
from ingest.workers.protocol import unpack
from tests.runs import ROOT, digest, ingest, program, rows, write
from tests.test_corrections import answer_of, fill

RAW = ROOT / "data" / "raw"
KEY = b"0123456789abcdef"


def everything(out: Path) -> str:
    """All that can be read in OUT: raw bytes, the tables' cells, the cache's responses."""
    text = []
    for path in sorted(p for p in out.rglob("*") if p.is_file() and not p.is_symlink()):
        text.append(path.read_bytes().decode("utf-8", "replace"))
        if path.suffix == ".parquet":
            text.append(repr(pq.read_table(path).to_pylist()))
    for path in out.rglob("*.sqlite"):
        with sqlite3.connect(path) as db:
            found = db.execute("SELECT summary, responses FROM contents").fetchall()
        text += [repr((summary, list(unpack(responses)))) for summary, responses in found]
        db.close()
    return "\n".join(text)


def key_file(folder: Path, key: bytes = KEY) -> Path:
    path = folder / "key"
    path.write_bytes(key)
    return path


# ------------------------------------------------------------------ pseudonyms


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("examples")
    ingest(RAW, out, parser=None)
    return out


def persons(out: Path) -> dict[str, tuple[str | None, str | None]]:
    return {r["response_id"]: (r["respondent_name"], r["respondent_email"]) for r in rows(out, "responses")}


def test_the_same_person_has_the_same_token_in_every_table(examples: Path, tmp_path: Path) -> None:
    ingest(RAW, tmp_path / "out", parser=None, pseudonymise=key_file(tmp_path))
    plain, hidden = persons(examples), persons(tmp_path / "out")
    assert plain.keys() == hidden.keys()
    for column in (0, 1):
        pairs = {(plain[r][column], hidden[r][column]) for r in plain}
        told = [(name, token) for name, token in pairs if name is not None]
        assert told
        assert len({name.casefold() for name, _ in told}) == len({token for _, token in told})
        assert all(re.fullmatch("[0-9a-f]{16}", token or "") for _, token in told)
        assert (None, None) in pairs or len(told) == len(pairs)
    text = "".join(repr(rows(tmp_path / "out", t)) for t in ("responses", "forms", "questions"))
    assert not [name for name, _ in plain.values() if name and f"'{name}'" in text]


def test_answers_and_submissions_are_the_same_but_for_the_submissions_names(
    examples: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ingest(RAW, out, parser=None, pseudonymise=key_file(tmp_path))
    assert rows(out, "answers") == rows(examples, "answers")

    def grouped(folder: Path) -> set[frozenset[str]]:
        of: dict[str, set[str]] = {}
        for row in rows(folder, "responses"):
            of.setdefault(row["submission_id"], set()).add(row["response_id"])
        return set(map(frozenset, of.values()))

    assert grouped(out) == grouped(examples)
    ids = [{r["submission_id"] for r in rows(folder, "responses")} for folder in (out, examples)]
    assert not ids[0] & ids[1]  # they are made of names: whoever tries names could tell whose they are
    assert verify.verify(out) == []


def test_another_key_gives_other_tokens_and_the_snapshots_that_name_persons_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ingest(RAW, out, parser=None)
    name = next(n for n, _ in persons(out).values() if n)
    first = ingest(RAW, out, parser=None, pseudonymise=key_file(tmp_path))
    assert first["published"]
    assert [p.name for p in (out / "snapshots").iterdir()] == [first["snapshot"]]
    tables = [f"{p} {pq.read_table(p).to_pylist()}" for p in (out / "snapshots").rglob("responses.parquet")]
    assert name not in "".join(tables)
    before = persons(out)
    assert not ingest(RAW, out, parser=None, pseudonymise=key_file(tmp_path, KEY + b"\n"))["published"]
    assert ingest(RAW, out, parser=None, pseudonymise=key_file(tmp_path, KEY[::-1]))["published"]
    after = persons(out)
    assert all(before[r] != after[r] for r in before if any(before[r]))


@pytest.mark.parametrize(
    ("key", "ends"), [(b"x" * SHORTEST, True), (b"x" * (SHORTEST - 1) + b"\n", False), (b"", False)]
)
def test_a_key_has_at_least_16_bytes(tmp_path: Path, key: bytes, ends: bool) -> None:
    if ends:
        assert read_key(key_file(tmp_path, key), tmp_path / "out").digest
        return
    with pytest.raises(FaultyKey, match="a key has at least 16 bytes"):
        read_key(key_file(tmp_path, key), tmp_path / "out")


def test_a_key_that_cannot_be_used_is_an_error_of_the_command_line(tmp_path: Path) -> None:
    raw, out = write(tmp_path / "raw", a="ok"), tmp_path / "out"
    out.mkdir()
    for path in (key_file(tmp_path, b"short"), tmp_path / "none", key_file(out)):
        done = program("ingest", raw, out, "--pseudonymise", path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert not (out / "current").exists()


# ---------------------------------------------------------------------- forget

FORM = "ok Course|{}\nYour name?: {}\nWhich days?: [ ] Monday, [ ] Tuesday\nWhy?: {}\n"
SECRET = "because of the lighthouse keeper"


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    """A folder, and a dataset with two snapshots that hold the document `b.md`, and a correction of it."""
    raw = write(tmp_path / "raw", a=FORM.format(1, "Ada", "fun"), b=FORM.format(2, "Bea", SECRET))
    out = tmp_path / "out"
    ingest(raw, out)
    said = fill(tmp_path / "said.csv", (answer_of(out, "Bea", "Which days?"), "", "Tuesday"))
    ingest(raw, out, corrections=said)
    write(raw, c=FORM.format(3, "Cid", "fun, too"), d=FORM.format(2, "Bea", SECRET + " "))
    (raw / "d.md").rename(raw / "sub-d.md")
    ingest(raw, out)
    return raw, out


def test_nothing_of_a_forgotten_document_is_left(kept: tuple[Path, Path], tmp_path: Path) -> None:
    raw, out = kept
    (raw / "sub-d.md").unlink()
    ingest(raw, out)
    assert SECRET in everything(out)
    assert len(list((out / "snapshots").iterdir())) > 1
    forget(out, ["b.md"], tmp_path / "said.csv")
    text = everything(out)
    for word in (SECRET, "Bea", "b.md"):
        assert word not in text
    assert [d["path"] for d in rows(out, "documents")] == ["a.md", "c.md"]
    assert rows(out, "corrections") == []
    assert "Tuesday" not in (tmp_path / "said.csv").read_text("utf-8-sig").partition("\n")[2]
    assert verify.verify(out) == []


def test_what_is_left_is_what_a_run_without_the_document_publishes(
    kept: tuple[Path, Path], tmp_path: Path
) -> None:
    raw, out = kept
    forget(out, ["b.md", "sub-d.md"])
    for name in ("b.md", "sub-d.md"):
        (raw / name).unlink()
    ingest(raw, tmp_path / "new")
    for table in ("documents", "responses", "answers", "options", "merged", "forms", "findings", "questions"):
        assert rows(out, table) == rows(tmp_path / "new", table), table
    assert digest(out) == digest(tmp_path / "new")


def test_a_forgotten_document_is_kept_out_as_long_as_the_list_says_so(kept: tuple[Path, Path]) -> None:
    raw, out = kept
    [document] = [d["document_id"] for d in rows(out, "documents") if d["path"] == "b.md"]
    forget(out, [document])
    report = ingest(raw, out)
    assert report["counts"]["forgotten"] == 1
    assert "b.md" not in {d["path"] for d in rows(out, "documents")}
    assert verify.verify(out) == []
    assert not ingest(raw, out)["published"]
    (out / FORGOTTEN).unlink()
    ingest(raw, out)
    assert "b.md" in {d["path"] for d in rows(out, "documents")}


def test_corrections_of_a_forgotten_document_do_not_bring_its_answers_back(
    kept: tuple[Path, Path], tmp_path: Path
) -> None:
    raw, out = kept
    forget(out, ["b.md"])
    ingest(raw, out, corrections=tmp_path / "said.csv")
    assert rows(out, "corrections") == []


def test_another_export_of_the_submission_is_preferred_then(kept: tuple[Path, Path]) -> None:
    _, out = kept
    before = {r["submission_id"] for r in rows(out, "responses")}
    assert len(before) == 3
    forget(out, ["b.md"])
    assert {r["submission_id"] for r in rows(out, "responses")} == before
    assert all(r["preferred"] for r in rows(out, "responses"))
    assert "b.md" not in repr(rows(out, "findings"))


def test_forgetting_again_finishes_what_a_kill_left(
    kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, out = kept
    (raw / "sub-d.md").unlink()
    ingest(raw, out)
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(
            "ingest.store.publish.Dataset.discard", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        forget(out, ["b.md"])
    assert SECRET in everything(out)
    forget(out, ["b.md"])
    assert SECRET not in everything(out)


def test_a_name_that_means_nothing_changes_nothing(kept: tuple[Path, Path]) -> None:
    _, out = kept
    before = digest(out)
    with pytest.raises(RunFailed, match=r"no kept snapshot has a document nobody\.md"):
        forget(out, ["b.md", "nobody.md"])
    assert digest(out) == before
    assert read_forgotten(out).documents == {}
    assert program("forget", out, "nobody.md").returncode == 1


def test_a_list_that_cannot_be_read_stops_a_run(kept: tuple[Path, Path]) -> None:
    raw, out = kept
    (out / FORGOTTEN).write_text("{")
    with pytest.raises(RunFailed, match="erased documents would come back"):
        ingest(raw, out)


def test_the_list_holds_hashes_alone(kept: tuple[Path, Path]) -> None:
    _, out = kept
    forget(out, ["b.md"])
    held = msgspec.json.decode((out / FORGOTTEN).read_bytes())
    assert all(re.fullmatch("[0-9a-f]{64}", document) for document in held["documents"])


@pytest.mark.parametrize(
    ("name", "message", "named"),
    [
        ("a.md", "the same as in a.md, which", True),
        ("a.md", "the same as in aa.md", False),
        ("a", "a.md", True),
    ],
)
def test_a_message_names_a_path_as_a_whole(name: str, message: str, named: bool) -> None:
    assert names(name, message) is named


# ----------------------------------------------------------------------- modes


@pytest.mark.parametrize(("mode", "file", "folder"), [("600", 0o600, 0o700), ("640", 0o640, 0o750)])
def test_new_files_have_the_mode_that_is_asked_for(tmp_path: Path, mode: str, file: int, folder: int) -> None:
    raw = write(tmp_path / "raw", a=FORM.format(1, "Ada", "fun"))
    assert program("ingest", raw, tmp_path / "out", "--mode", mode).returncode == 0
    found = [p for p in (tmp_path / "out").rglob("*") if not p.is_symlink() and ".cache" not in p.parts]
    modes = {(p.is_dir(), p.stat().st_mode & 0o777) for p in found}
    assert modes == {(True, folder), (False, file)}


def test_without_a_mode_the_umask_decides_but_the_cache_is_its_owners_alone(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=FORM.format(1, "Ada", "fun"))
    before = os.umask(0o022)
    try:
        ingest(raw, tmp_path / "out")
    finally:
        os.umask(before)
    assert (tmp_path / "out" / "run.json").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "out" / ".cache").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", ["400", "755", "7", "rw", "0o600", "066"])
def test_a_mode_that_shuts_the_owner_out_or_runs_files_is_refused(tmp_path: Path, mode: str) -> None:
    assert program("ingest", tmp_path, tmp_path / "out", "--mode", mode).returncode == 2


def test_the_review_file_has_no_column_of_persons() -> None:
    assert not {"respondent_name", "respondent_email"} & set(COLUMNS)
