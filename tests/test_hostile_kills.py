"""Whole groups killed during real runs, and disks that are full: what is published stays whole."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from ingest.commands.verify import verify
from tests.fuzz.__main__ import documents
from tests.runs import ROOT, TABLES, command, digest, ingest, program, rows, write

REAL = "parsers.reader:parse"
TOGETHER = ("documents", "responses", "answers")


def put(raw: Path, names: str) -> Path:
    """The golden documents whose names match, and copies of the plain ones under further names."""
    shutil.rmtree(raw, ignore_errors=True)
    for number, path in enumerate(p for p in documents() if re.match(names, p.name)):
        target = raw / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        if path.suffix in (".md", ".html"):
            shutil.copy(path, target.with_stem(f"{path.stem}-copy"))
            with target.open("ab") as file:
                file.write(b"\n" * (number + 1))
    return raw


def run(raw: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run that reads everything, as the leader of its own group."""
    words = command("ingest", raw, out, "--quiet", "--no-cache", "--keep", 2, parser=REAL)
    return subprocess.Popen(words, cwd=ROOT, start_new_session=True)


def state(out: Path) -> dict[str, str]:
    """What a reader sees of each table, as a digest of its values."""
    return {table: _values(out, table) for table in TABLES}


def _values(out: Path, table: str) -> str:
    return hashlib.sha256(pd.read_parquet(out / table).to_json(date_format="iso").encode()).hexdigest()


class Readers:
    """Reads all tables over and over; each must be as in one of the states, and those of one snapshot agree."""

    def __init__(self, out: Path, *states: dict[str, str]) -> None:
        self.reads, self.faults = 0, list[str]()
        self._out, self._states, self._stop = out, states, threading.Event()

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
                seen = {table: _values(self._out, table) for table in TABLES}
                snapshot = (self._out / "current").resolve()
                same = {table: _values(snapshot, table) for table in TOGETHER}
            except Exception as error:
                self.faults.append(repr(error))
                continue
            self.reads += 1
            if any(all(one[table] != seen[table] for one in self._states) for table in TABLES):
                self.faults.append("a table is of no published state")
            if not any(all(one[table] == same[table] for table in TOGETHER) for one in self._states):
                self.faults.append("a snapshot's tables are of different states")


@pytest.mark.slow
def test_twelve_kills_of_real_runs(tmp_path: Path) -> None:
    raw, out, chance = tmp_path / "raw", tmp_path / "out", random.Random(12)
    forms = ("G1|G2|event|suq", "G1|clinica")
    began = time.monotonic()
    for number, names in enumerate(forms):
        assert run(put(raw, names), tmp_path / f"clean{number}").wait(120) == 0
    usual = (time.monotonic() - began) / len(forms)
    assert run(put(raw, forms[0]), out).wait(120) == 0
    readers = Readers(out, *(state(tmp_path / f"clean{number}") for number in range(len(forms))))
    with readers.reading():
        for number in range(1, 13):
            process = run(put(raw, forms[number % 2]), out)
            time.sleep(chance.uniform(0.1, 1.2 * usual))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert verify(out) == []
    assert readers.faults == []
    assert readers.reads > 12
    assert run(raw, out).wait(120) == 0
    assert run(raw, tmp_path / "clean").wait(120) == 0
    assert digest(out) == digest(tmp_path / "clean")
    assert not list((out / "snapshots").glob(".*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tidyforms", disk], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("options", [[], ["--no-cache"]], ids=["cache", "no cache"])
def test_a_full_disk(small_disk: Path, tmp_path: Path, options: list[str]) -> None:
    noise = random.Random(1)
    raw, out, filler = tmp_path / "raw", small_disk / "out", small_disk / "filler"
    ingest(write(raw, a="ok T\nQ: 1"), out)
    before = digest(out)
    write(raw, **{f"d{n}": f"ok T\nQ: {noise.randbytes(3000).hex()}" for n in range(12)})
    for left in (0, 8 << 10, 64 << 10):
        fill(filler, left)
        done = program("ingest", raw, out, "--quiet", *options)
        assert done.returncode == 1, f"{left} bytes left"
        assert re.fullmatch("(tidyforms: .*No space left on device.*\n)+", done.stderr)
        assert digest(out) == before
        assert verify(out) == []
        filler.unlink()
    assert program("ingest", raw, out, "--quiet", *options).returncode == 0
    assert len(rows(out, "documents")) == 13
    assert verify(out) == []


def fill(filler: Path, left: int) -> None:
    """Take all room but ``left`` bytes."""
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(1 << 16)):
                pass
        except OSError:
            size = filler.stat().st_size
        file.truncate(max(0, size - left))
