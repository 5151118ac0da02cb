"""Runs as nights are: shares that are not there, narrow terminals, other locales, versions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import ingest as package
from ingest.cli import main
from ingest.tables import schema
from tests.runs import GOOD, ROOT, digest, ingest, program, write

HEAD = "ID,Start time,Completion time,Email,Name"


def folder(path: Path, documents: int) -> Path:
    return write(path, **{f"d{n}": f"ok T\nQ: {n}" for n in range(documents)})


def test_no_document_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    done = program("ingest", tmp_path / "raw", tmp_path / "out")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.count("\n") == 1 and "is the share mounted?" in done.stderr
    assert not (tmp_path / "out" / "answers").exists()


def test_an_emptied_folder_takes_nothing_away(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", 3), tmp_path / "out"
    ingest(raw, out)
    before = digest(out)
    shutil.rmtree(raw)
    raw.mkdir()
    assert program("ingest", raw, out, "--max-removed", "100%").returncode == 4
    assert digest(out) == before


@pytest.mark.parametrize(
    ("gone", "limit", "code"),
    [(2, None, 0), (3, None, 4), (3, "3", 0), (3, "2", 4), (3, "75%", 0), (3, "74%", 4), (1, "0", 4)],
)
def test_how_much_may_be_gone(tmp_path: Path, gone: int, limit: str | None, code: int) -> None:
    raw, out = folder(tmp_path / "raw", 4), tmp_path / "out"
    ingest(raw, out)
    for number in range(gone):
        (raw / f"d{number}.md").unlink()
    done = program("ingest", raw, out, *(("--max-removed", limit) if limit else ()))
    assert done.returncode == code
    assert len(pq.read_table(out / "documents")) == (4 if code else 4 - gone)


def test_what_is_renamed_or_changed_is_not_gone(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", 2), tmp_path / "out"
    ingest(raw, out)
    (raw / "d0.md").rename(raw / "new.md")
    (raw / "d1.md").write_text("ok T\nQ: other")
    assert program("ingest", raw, out, "--max-removed", "0").returncode == 0


@pytest.mark.parametrize("place", ["s3://bucket/raw", "file:///tmp/raw"])
def test_addresses_are_no_folders(tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["ingest", place, str(tmp_path)], ["ingest", str(tmp_path), place], ["inspect", place]):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)
        assert "is not supported" in capsys.readouterr().err


def test_versions_stand_everywhere(tmp_path: Path) -> None:
    raw, out = folder(tmp_path / "raw", 1), tmp_path / "out"
    said = program("--version")
    assert said.stdout == f"tidyforms {package.__version__} (tables {schema.VERSION})\n"
    summary = ingest(raw, out)
    assert summary["versions"]["tidyforms"] == package.__version__
    assert summary["versions"]["schema"] == str(schema.VERSION)
    manifest = json.loads((out / "current" / "manifest.json").read_text())
    assert (manifest["program"], manifest["schema"]) == (package.__version__, schema.VERSION)
    metadata = pq.read_schema(out / "answers" / "answers.parquet").metadata
    assert metadata[b"tidyforms_version"] == package.__version__.encode()
    assert metadata[b"schema_version"] == str(schema.VERSION).encode()


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "50"}


def test_ascii_and_50_columns_break_nothing(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONIOENCODING"} | ASCII
    raw = write(tmp_path / "raw", **{"d\u00e9j\u00e0": GOOD, "\U0001f600": "reject caf\u00e9"})
    done = program("ingest", raw, tmp_path / "\u00f6ut", "--json", "--log-json", env=environment)
    assert done.returncode == 0
    assert json.loads(done.stdout)["rejected"][0]["path"] == "\U0001f600.md"
    assert json.loads(done.stderr.splitlines()[0])["event"] == "start"
    shown = program("inspect", raw / "d\u00e9j\u00e0.md", env=environment)
    assert shown.returncode == 0 and "\\u25cf Monday" in shown.stdout
    for name in ("ingest", "export", "rollback", "learn"):
        assert program(name, "--help", env=environment).returncode == 0


def test_a_sheet_without_a_question_ends_no_run(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    rows = [f"{n},2024-05-0{n} 10:00:00,2024-05-0{n} 10:05:00,anonymous," for n in range(1, 4)]
    (raw / "none.csv").write_text("\n".join([HEAD, *rows]))
    (raw / "some.csv").write_text("\n".join([HEAD + ",Why?", *(row + ",because" for row in rows)]))
    ingest(raw, tmp_path / "out", parser=None)
    documents = {row["path"]: row for row in pq.read_table(tmp_path / "out" / "documents").to_pylist()}
    assert (documents["none.csv"]["outcome"], documents["none.csv"]["reason"]) == (
        "rejected",
        "not_a_response",
    )
    assert "no question" in documents["none.csv"]["detail"]
    assert documents["some.csv"]["responses"] == 3
    assert {r["document_id"] for r in pq.read_table(tmp_path / "out" / "responses").to_pylist()} == {
        documents["some.csv"]["document_id"]
    }


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_takes_folders_with_blanks_and_refuses_an_old_python(tmp_path: Path) -> None:
    planned = subprocess.run(
        ["make", "-n", "ingest", "RAW=my folder"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert '"$RAW" "$OUT"' in planned.stdout
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "old").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; sys.version_info = (3, 9); exec(sys.argv[1])" "$2"\n'
    )
    (tmp_path / "old").chmod(0o755)
    done = subprocess.run(
        ["make", "PYTHON=./old", ".venv/bin/python"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0 and "needs Python 3.11 or newer" in done.stderr
    assert not (tmp_path / ".venv").exists()
