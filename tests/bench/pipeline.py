"""What a document takes in a whole run: read in a worker, handed over, written into every table."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.machine import ROOT, ingest

COPIES = 20
REPETITIONS = 5


def milliseconds(files: Sequence[Path]) -> tuple[float, float]:
    """CPU per document of ``tidyforms ingest --workers 1`` (user and system, all processes), and how many
    times the floor that is.

    Each time the difference between a run on ``COPIES`` of each file and one on a single copy, so that
    nothing that a run takes once is in it, between two measurements of the floor: what disturbs the
    machine disturbs both. The medians of ``REPETITIONS`` times.
    """
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        _copy(files, top / "few", 1)
        _copy(files, top / "many", COPIES)
        pairs = [_pair(files, top, n) for n in range(REPETITIONS)]
    ratios = [whole / floor for whole, floor in pairs]
    return statistics.median(whole for whole, _ in pairs), statistics.median(ratios)


def _pair(files: Sequence[Path], top: Path, n: int) -> tuple[float, float]:
    before = _floor(files)
    few, many = (_run(top / name, top / f"{name}-{n}") for name in ("few", "many"))
    floor = (before + _floor(files)) / 2
    return (many - few) * 1000 / (len(files) * (COPIES - 1)), floor


def _floor(files: Sequence[Path]) -> float:
    command = [sys.executable, "-m", "tests.bench.floor", *map(str, files)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def _copy(files: Sequence[Path], folder: Path, copies: int) -> None:
    """Copies that differ by a comment after the end: equal bytes would be read once."""
    folder.mkdir()
    for number, file in enumerate(files):
        data = file.read_bytes()
        for copy in range(copies):
            (folder / f"{number:03}-{copy:03}.pdf").write_bytes(data + b"\n%% copy %d\n" % copy)


def _run(raw: Path, out: Path) -> float:
    return ingest(raw, out, "--workers", "1", watched=False).cpu
