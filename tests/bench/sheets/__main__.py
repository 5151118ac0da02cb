"""``python -m tests.bench.sheets``: CPU and memory of a whole run on one large file beside pandas, in one run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench import machine
from tests.bench.sheets.books import QUESTIONS, write_csv, write_xlsx

BARS = {"csv": 6.0, "xlsx": 4.0}
"""Times the CPU of what a user would write."""
PEAK = 700
"""MiB, of each process."""
TIMEOUT = "600"
"""Seconds: what is measured here is not what a busy machine takes."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print. Exit code 1 if a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sheets", description=__doc__)
    parser.add_argument("--csv", type=int, default=30_000, metavar="ROWS", help="0: none (%(default)d)")
    parser.add_argument("--xlsx", type=int, default=100_000, metavar="ROWS", help="0: none (%(default)d)")
    arguments = parser.parse_args(argv)
    print(machine.describe())
    print(f"Exports of {QUESTIONS} questions, 1 worker, a fresh OUT\n")
    print("           rows  pandas CPU s   MiB  tidyforms CPU s  main MiB  worker MiB  ratio   bar")
    kinds = (("csv", arguments.csv, write_csv), ("xlsx", arguments.xlsx, write_xlsx))
    kept = [_measure(kind, rows, write) for kind, rows, write in kinds if rows]
    return 0 if all(kept) else 1


def _measure(kind: str, rows: int, write: object) -> bool:
    assert callable(write)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        file = raw / f"export.{kind}"
        write(file, rows)
        user = [
            sys.executable,
            "-m",
            "tests.bench.sheets.user",
            str(file),
            str(Path(folder) / "long.parquet"),
        ]
        theirs = machine.run(user)
        ours = machine.ingest(raw, Path(folder) / "out", "--workers", "1", "--timeout", TIMEOUT)
    ratio = ours.cpu / theirs.cpu
    print(
        f"{kind:5}{rows:10,}{theirs.cpu:14.2f}{theirs.main:6.0f}{ours.cpu:17.2f}{ours.main:10.0f}"
        f"{ours.worker:12.0f}{ratio:7.1f}{BARS[kind]:6.1f}",
        flush=True,
    )
    return ratio <= BARS[kind] and max(ours.main, ours.worker) <= PEAK


if __name__ == "__main__":
    sys.exit(main())
