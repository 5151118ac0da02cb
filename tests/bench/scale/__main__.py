"""``python -m tests.bench.scale``: whether time stays linear, and memory level, as documents grow in number."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import machine
from tests.bench.machine import Usage
from tests.bench.scale.check import Found, expected, look
from tests.bench.scale.documents import write
from tests.bench.scale.forms import FORMS

SIZES = "2000,8000,20000"


@dataclass(frozen=True)
class Run:
    """One run of ``tidyforms ingest`` on a fresh OUT."""

    documents: int
    usage: Usage
    found: Found

    @property
    def right(self) -> bool:
        """Whether every document, form and question is there, and no answer is false."""
        return self.found == expected(self.documents)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print. Exit code 1 if a run fails or its tables do not hold what the documents say."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, metavar="A,B", help="numbers of documents (%(default)s)")
    parser.add_argument("--workers", default="2", metavar="N", help="(%(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        try:
            runs = measure(sorted(map(int, arguments.sizes.split(","))), Path(temporary), arguments.workers)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
    print(_as_json(runs) if arguments.json else _as_text(runs, arguments.workers))
    return 0 if all(run.right for run in runs) else 1


def measure(sizes: Sequence[int], top: Path, workers: str) -> list[Run]:
    """A run for each size; a larger one has the documents of the smaller and more."""
    runs: list[Run] = []
    written = 0
    for size in sizes:
        write(top / "raw", written, size)
        written = size
        print(f"ingesting {size:,} documents", file=sys.stderr)
        out = top / f"out-{size}"
        usage = machine.ingest(top / "raw", out, "--workers", workers)
        runs.append(Run(size, usage, look(out)))
        shutil.rmtree(out)
    return runs


def _as_text(runs: Sequence[Run], workers: str) -> str:
    lines = [
        machine.describe(),
        f"Markdown documents of {FORMS} invented forms, {workers} workers, a fresh OUT for each run",
        "",
        f"{'documents':>10}{'wall s':>9}{'CPU s':>9}{'docs/s':>8}{'CPU ms/doc':>12}"
        f"{'main MiB':>10}{'worker MiB':>12}{'forms':>7}{'stray':>7}{'questions':>11}{'false':>7}",
    ]
    for run in runs:
        use, found = run.usage, run.found
        lines.append(
            f"{run.documents:>10,}{use.wall:>9.1f}{use.cpu:>9.1f}{run.documents / use.wall:>8.0f}"
            f"{use.cpu * 1000 / run.documents:>12.2f}{use.main:>10.0f}{use.worker:>12.0f}"
            f"{found.forms:>7}{found.stray:>7}{found.questions:>11,}{found.false:>7}"
        )
    lines += ["", f"{'as ratios':>10}{'wall':>9}{'CPU':>9}{'':8}{'':12}{'main':>10}{'worker':>12}"]
    for times, wall, cpu, main, worker in (_ratios(run, runs[0]) for run in runs):
        lines.append(f"{times:>10.1f}{wall:>9.2f}{cpu:>9.2f}{'':20}{main:>10.2f}{worker:>12.2f}")
    wrong = [
        f"WRONG: {run.found} where it must be {expected(run.documents)}" for run in runs if not run.right
    ]
    return "\n".join(
        [*lines, "", *(wrong or ["every document, form and question was found, and no answer is false"])]
    )


def _ratios(run: Run, least: Run) -> tuple[float, ...]:
    """Documents, wall time, CPU and memory as multiples of the smallest run's."""
    pairs = zip(asdict(run.usage).values(), asdict(least.usage).values(), strict=True)
    return (run.documents / least.documents, *(a / b if b else 0.0 for a, b in pairs))


def _as_json(runs: Sequence[Run]) -> str:
    rows = [asdict(run) | {"right": run.right, "ratios": _ratios(run, runs[0])} for run in runs]
    return json.dumps({"machine": machine.describe(), "runs": rows}, indent=1)


if __name__ == "__main__":
    sys.exit(main())
