"""The corrections file under kill -9: what was confirmed is there, whatever was at work at that moment."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.review_page.store import Said, Store
from tests.runs import ROOT

WRITER = """
import sys
from pathlib import Path
from ingest.review_page.store import NOTHING, Said, Store
store, name = Store(Path(sys.argv[1])), sys.argv[2]
for n in range(int(sys.argv[3]), 10**6):
    asked = {"response_id": f"{n:016x}", "question_id": name, "prompt": "=1+1"}
    store.save(asked, Said("answered", f"{name} says, \\"{n}\\"\\nso", name), NOTHING)
    print(n, flush=True)
"""


def write_until_killed(file: Path, names: tuple[str, ...], first: int, saves: int) -> dict[str, int]:
    """Reviewers who save at once, each killed after about ``saves``; the last one that each was told of."""
    writers = {
        name: subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), name, str(first)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    }
    last = {}
    for name, writer in writers.items():
        assert writer.stdout is not None
        confirmed = [writer.stdout.readline() for _ in range(saves)]
        writer.kill()
        confirmed += writer.stdout.read().splitlines()
        writer.wait()
        last[name] = int(confirmed[-1])
    return last


def run(file: Path, rounds: int, saves: int) -> int:
    """Rounds of saves and kills; returns how many saves were confirmed and found."""
    dice, first, found = random.Random(7), 0, 0
    for _ in range(rounds):
        last = write_until_killed(file, ("mo", "zo"), first, dice.randint(1, saves))
        said = Store(file).said()
        for name, end in last.items():
            for n in range(first, end + 1):
                assert said[f"{n:016x}", name] == Said("answered", f'{name} says, "{n}"\nso', name)
                found += 1
        first = max(last.values()) + 2  # one more may be in the file, not yet confirmed
    return found


def test_no_confirmed_save_is_lost_by_a_kill(tmp_path: Path) -> None:
    assert run(tmp_path / "review.csv", rounds=4, saves=25) >= 30


@pytest.mark.slow
def test_no_confirmed_save_of_a_thousand_is_lost(tmp_path: Path) -> None:
    assert run(tmp_path / "review.csv", rounds=40, saves=40) >= 1000
