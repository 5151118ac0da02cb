"""DuckDB, polars and pandas read, by the lines in README, while runs publish and are killed."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from ingest.commands.verify import verify
from tests.runs import ROOT, command, ingest, write

DOCUMENTS = 12
Values = list[str]


def by_pandas(out: Path) -> Values:
    return list(pd.read_parquet(out / "answers")["answer_text"])


def by_duckdb(out: Path) -> Values:
    folder = (out / "answers").resolve()
    return [row[0] for row in duckdb.sql(f"SELECT answer_text FROM '{folder}/*.parquet'").fetchall()]


def by_polars(out: Path) -> Values:
    folder = (out / "answers").resolve()
    return list(pl.read_parquet(folder / "*.parquet")["answer_text"])


def by_polars_later(out: Path) -> Values:
    """A scan that opens the file long after it was named."""
    scan = pl.scan_parquet((out / "answers").resolve() / "*.parquet")
    time.sleep(0.2)
    return list(scan.select("answer_text").collect()["answer_text"])


READERS = (by_pandas, by_duckdb, by_polars, by_polars_later)


class Loops:
    """Every reader over and over, each in a thread; ``faults`` has what was wrong."""

    def __init__(self, out: Path) -> None:
        self.reads, self.faults = Counter[str](), list[str]()
        self._out, self._stop = out, threading.Event()

    @contextmanager
    def reading(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._loop, args=(reader,)) for reader in READERS]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _loop(self, reader: Callable[[Path], Values]) -> None:
        while not self._stop.is_set():
            try:
                values = reader(self._out)
            except Exception as error:
                self.faults.append(f"{reader.__name__}: {error!r}")
                continue
            self.reads[reader.__name__] += 1
            if len(values) != DOCUMENTS or len(set(values)) != 1:
                self.faults.append(f"{reader.__name__}: {Counter(values)}")


def version(raw: Path, number: int) -> Path:
    """A folder in which every answer says the number, in words of another length each time."""
    text = f"{number}" + "." * (number * 37 % 500)
    return write(raw, **{f"d{n}": f"ok\nQ{n}: {text}" for n in range(DOCUMENTS)})


@pytest.mark.parametrize("kills", [4, pytest.param(65, marks=pytest.mark.slow)])
def test_no_reader_fails_while_runs_publish_and_are_killed(tmp_path: Path, kills: int) -> None:
    raw, out, chance = tmp_path / "raw", tmp_path / "out", random.Random(kills)
    ingest(version(raw, 0), out)
    loops = Loops(out)
    with loops.reading():
        for number in range(1, kills + 1):
            version(raw, number)
            words = command("ingest", raw, out, "--quiet", "--keep", 1)
            process = subprocess.Popen(words, cwd=ROOT, start_new_session=True)
            time.sleep(chance.uniform(0.3, 2.5))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            ingest(raw, out, keep=1)
            assert verify(out) == []
    assert loops.faults == []
    assert set(loops.reads) == {reader.__name__ for reader in READERS}


def test_readme_says_the_line_that_is_tested_here() -> None:
    said = re.sub(r"\s+", " ", (ROOT / "README.md").read_text("utf-8"))
    assert 'Path("data/processed/answers").resolve()' in said
