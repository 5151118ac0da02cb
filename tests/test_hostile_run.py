"""One run over good documents among hostile, damaged and odd files: nothing lost, nothing hung, nothing claimed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from ingest.commands.verify import verify
from tests.fuzz import hostile
from tests.fuzz.__main__ import GOLDEN, documents
from tests.fuzz.mutate import mutate
from tests.runs import ROOT, command, rows

MEMORY = 700
"""MiB; less than by default, so that bombs are told sooner."""
TABLES = ("documents", "responses", "answers", "options", "findings")


class Peaks:
    """The most memory that a process and its children ever took, MiB."""

    def __init__(self, pid: int) -> None:
        self.parent, self.worker, self._pid = 0, 0, pid
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while (own := _peak(self._pid)) is not None:
            self.parent = max(self.parent, own)
            for child in _children(self._pid):
                self.worker = max(self.worker, _peak(child) or 0)
            time.sleep(0.02)


def _peak(pid: int) -> int | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    return int(status.split("VmHWM:")[1].split()[0]) // 1024 if "VmHWM:" in status else None


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def run(raw: Path, out: Path) -> Peaks:
    """A whole run of the program with the real reader."""
    words = command(
        "ingest", raw, out, "--quiet", "--workers", 2, "--memory", MEMORY, parser="parsers.reader:parse"
    )
    with subprocess.Popen(words, cwd=ROOT) as process:
        peaks = Peaks(process.pid)
        assert process.wait(120) == 0
    return peaks


def put_good(folder: Path) -> None:
    """One form's documents in every rendering."""
    for path in documents():
        if path.name.startswith("G1-1"):
            (folder / "good" / path.parent.name).mkdir(parents=True)
            shutil.copy(path, folder / "good" / path.parent.name)


def put_damaged(folder: Path, each: int) -> None:
    """Mutations of another form's documents, spliced among themselves: a document of two forms counts for both."""
    folder.mkdir()
    others = [path for path in documents() if path.name.startswith("G2")]
    for path in others:
        for number in range(each):
            rng = random.Random(f"{path.parent.name} {number}")
            data = mutate(path.read_bytes(), rng.choice(others).read_bytes(), rng)
            (folder / f"{path.parent.name}-{number}{path.suffix}").write_bytes(data)


def put_hostile(folder: Path) -> None:
    """Files made to break readers, and what is no plain file."""
    folder.mkdir()
    for name, data in hostile.make().items():
        (folder / name).write_bytes(data)
    (folder / "link.md").symlink_to("/etc/passwd")
    (folder / "loop.pdf").symlink_to("loop.pdf")
    os.mkfifo(folder / "pipe.pdf")
    with (folder / "sparse.pdf").open("wb") as file:
        file.truncate(20 << 30)
    for name in (b"bad_\xff\xe9.pdf", b"new\nline.md", b"-rf.md", b"n" * 251 + b".md"):
        with open(os.fsencode(folder) + b"/" + name, "wb") as odd:
            odd.write(b"odd " + name)


def files_in(folder: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))


def of_good(out: Path, good: set[str], table: str) -> list[str]:
    """The rows of good documents, in one order; ``good``: document ids."""
    responses = {row["response_id"] for row in rows(out, "responses") if row["document_id"] in good}

    def belongs(row: dict[str, Any]) -> bool:
        return row["document_id"] in good if "document_id" in row else row["response_id"] in responses

    return sorted(repr(row) for row in rows(out, table) if belongs(row))


@pytest.mark.parametrize("each", [1, pytest.param(30, marks=pytest.mark.slow)])
def test_good_documents_among_bad_ones(tmp_path: Path, each: int) -> None:
    raw, alone = tmp_path / "raw", tmp_path / "alone"
    for folder in (raw, alone):
        folder.mkdir()
        put_good(folder)
    put_damaged(raw / "damaged", each)
    put_hostile(raw / "hostile")
    peaks = run(raw, tmp_path / "out")
    run(alone, tmp_path / "out-alone")
    assert peaks.worker <= MEMORY
    assert 0 < peaks.parent <= 400

    found = rows(tmp_path / "out", "documents")
    paths = [path for row in found for path in (row["path"], *row["duplicate_paths"])]
    assert len(paths) == len(set(paths)) == files_in(raw)
    assert all(row["reason"] and row["detail"] for row in found if row["outcome"] != "parsed")
    assert [row["path"] for row in found if row["path"].startswith("hostile") and row["responses"]] == []
    assert {row["reason"] for row in found if row["path"].startswith("hostile")}.isdisjoint(
        {"crashed", "timeout"}
    )
    assert verify(tmp_path / "out") == []

    good = {row["document_id"] for row in rows(tmp_path / "out-alone", "documents")}
    for table in TABLES:
        together, by_itself = (of_good(tmp_path / out, good, table) for out in ("out", "out-alone"))
        assert together == by_itself, table


def test_the_golden_documents_are_there() -> None:
    assert GOLDEN.is_dir()
    assert len(documents()) > 40
