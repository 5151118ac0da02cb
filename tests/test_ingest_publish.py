"""Publishing: whole snapshots or nothing, whatever happens to the run or whoever reads meanwhile."""

from __future__ import annotations

import os
import random
import re
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from ingest.commands.rollback import listing, rollback
from ingest.commands.verify import verify
from ingest.settings import RunFailed
from ingest.store.publish import LINGER, Dataset
from tests.runs import GOOD, ROOT, alive, command, digest, ingest, rows, write

DOCUMENTS = 20


def version(raw: Path, number: int, pause: float = 0.0) -> Path:
    """A folder in which every answer says the number."""
    word = f"sleep {pause}" if pause else "ok"
    return write(raw, **{f"d{n}": f"{word}\nQ{n}: {number}" for n in range(DOCUMENTS)})


class Readers:
    """Reads tables over and over and notes what is wrong with them."""

    def __init__(self, out: Path) -> None:
        self.reads, self.faults = 0, list[str]()
        self._out, self._stop = out, threading.Event()

    @contextmanager
    def reading(self) -> Iterator[None]:
        thread = threading.Thread(target=self._loop)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _loop(self) -> None:
        while not self._stop.is_set():
            try:
                self._read()
            except Exception as error:
                self.faults.append(repr(error))

    def _read(self) -> None:
        answers = pd.read_parquet(self._out / "answers")
        documents = pd.read_parquet(self._out / "documents")
        if len(documents) != DOCUMENTS or len(answers) != DOCUMENTS or answers["answer_text"].nunique() != 1:
            self.faults.append(f"{len(documents)} documents, {len(answers)} answers")
        self.reads += 1


def test_readers_never_see_a_mixture(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    ingest(version(raw, 0), out)
    readers = Readers(out)
    with readers.reading():
        for number in range(1, 4):
            ingest(version(raw, number), out)
    assert readers.faults == []
    assert readers.reads > 5
    assert {row["answer_text"] for row in rows(out, "answers")} == {"3"}


@pytest.mark.parametrize("kills", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_a_killed_run_leaves_the_dataset_whole(tmp_path: Path, kills: int) -> None:
    raw, out, chance = tmp_path / "raw", tmp_path / "out", random.Random(kills)
    ingest(version(raw, 0), out)
    readers = Readers(out)
    with readers.reading():
        for number in range(1, kills + 1):
            version(raw, number, pause=0.01)
            process = subprocess.Popen(
                command("ingest", raw, out, "--quiet"), cwd=ROOT, start_new_session=True
            )
            time.sleep(chance.uniform(0.05, 0.8))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert verify(out) == []
    assert readers.faults == []
    ingest(raw, out)
    ingest(raw, tmp_path / "clean")
    assert digest(out) == digest(tmp_path / "clean")
    assert not list((out / "snapshots").glob(".*"))


def test_workers_die_with_a_killed_run(tmp_path: Path) -> None:
    raw, out = write(tmp_path / "raw", a="hang"), tmp_path / "out"
    process = subprocess.Popen(command("ingest", raw, out, "--quiet"), cwd=ROOT, start_new_session=True)
    workers = wait_for_workers(process.pid)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 5
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(alive, workers))


def wait_for_workers(pid: int) -> list[int]:
    """The run's worker processes, once they are at work."""
    deadline = time.monotonic() + 10
    workers: list[int] = []
    while not workers and time.monotonic() < deadline:
        time.sleep(0.02)
        workers = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    assert workers
    time.sleep(0.15)
    return workers


def names(out: Path) -> list[str]:
    return [snapshot.name for snapshot in Dataset(out).snapshots()]


def test_snapshots_are_kept_while_readers_may_be_in_them(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for number in range(4):
        ingest(version(raw, number), out, keep=2)
    assert names(out) == ["000001", "000002", "000003", "000004"]
    superseded = time.time() - LINGER
    os.utime(out / "snapshots" / "000001", (0, superseded - 1))
    os.utime(out / "snapshots" / "000002", (0, superseded + 60))
    os.utime(out / "snapshots" / "000003", (0, superseded - 1))
    ingest(version(raw, 5), out, keep=2)
    assert names(out) == ["000002", "000004", "000005"]


def test_rollback(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for number in range(3):
        ingest(version(raw, number), out)
    assert rollback(out, None) == "000002"
    assert {row["answer_text"] for row in rows(out, "answers")} == {"1"}
    assert rollback(out, "000001") == "000001"
    assert {row["answer_text"] for row in rows(out, "answers")} == {"0"}
    assert [line[:8] for line in listing(out).splitlines()] == ["* 000001", "  000002", "  000003"]
    with pytest.raises(RunFailed, match="no earlier"):
        rollback(out, None)
    with pytest.raises(RunFailed, match="no snapshot 000009"):
        rollback(out, "000009")
    ingest(raw, out)
    assert {row["answer_text"] for row in rows(out, "answers")} == {"2"}


def test_a_damaged_dataset_is_told_and_mended(tmp_path: Path) -> None:
    raw, out = version(tmp_path / "raw", 1), tmp_path / "out"
    ingest(raw, out)
    file = out / "answers" / "answers.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert verify(out) == ["answers: the file is not the one that was published (checksum)"]
    file.unlink()
    assert verify(out) == ["answers: the file is missing"]
    assert ingest(raw, out)["published"]
    assert verify(out) == []


def test_another_ones_folder_is_left_alone(tmp_path: Path) -> None:
    raw, out = version(tmp_path / "raw", 1), tmp_path / "out"
    (out / "answers").mkdir(parents=True)
    (out / "answers" / "precious").write_text("x")
    with pytest.raises(RunFailed, match="is there already"):
        ingest(raw, out)
    assert (out / "answers" / "precious").read_text() == "x"


def test_two_runs_wait_for_each_other(tmp_path: Path) -> None:
    raw, out = write(tmp_path / "raw", a=GOOD), tmp_path / "out"
    dataset = Dataset(out)
    dataset.prepare()
    with dataset.lock(0):
        with pytest.raises(RunFailed, match=f"another run is at work on .* {os.getpid()}"):
            ingest(raw, out, wait=0.1)
        waiting = subprocess.Popen(command("ingest", raw, out, "--quiet"), cwd=ROOT)
        time.sleep(0.3)
        assert waiting.poll() is None
    assert waiting.wait(20) == 0
    assert len(rows(out, "answers")) == 3


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_a_run_cleanly(tmp_path: Path, kind: signal.Signals) -> None:
    raw, out = version(tmp_path / "raw", 0), tmp_path / "out"
    ingest(raw, out)
    before = digest(out)
    write(raw, slow="hang")
    process = subprocess.Popen(
        command("ingest", raw, out), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    wait_for_workers(process.pid)
    process.send_signal(kind)
    said = process.communicate(timeout=10)
    assert process.returncode == 1
    assert said == ("", f"tidyforms: stopped by {kind.name}; nothing was published\n")
    assert digest(out) == before
    assert not list((out / "snapshots").glob(".*"))


@pytest.mark.parametrize("space", [0, 4096, 10_000])
def test_a_full_disk_fails_the_run_and_nothing_else(tmp_path: Path, space: int) -> None:
    raw, out = version(tmp_path / "raw", 0), tmp_path / "out"
    ingest(raw, out)
    before = digest(out)
    version(raw, 1)

    def limit() -> None:  # no file may grow larger: write() fails as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (space, space))

    options = ["--quiet"] if space == 4096 else ["--quiet", "--no-cache"]
    done = subprocess.run(
        command("ingest", raw, out, *options),
        cwd=ROOT,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert re.fullmatch("(tidyforms: .*\n)+", done.stderr)
    assert digest(out) == before
    assert verify(out) == []
    ingest(raw, out)
    assert {row["answer_text"] for row in rows(out, "answers")} == {"1"}
