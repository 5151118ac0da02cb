"""Every engine in a process of its own, all asked in turns: what disturbs the machine disturbs all alike."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.machine import ROOT


@dataclass(frozen=True)
class Result:
    """What one engine took."""

    version: str
    error: str | None
    """Why there are no figures: not installed, or it fails on these files."""
    milliseconds: tuple[float, ...]
    """CPU for each file: the least of all rounds."""

    @property
    def mean(self) -> float:
        """CPU milliseconds per document."""
        return sum(self.milliseconds) / len(self.milliseconds)


class Child:
    """One engine's process."""

    def __init__(self, name: str, files: Sequence[Path]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.child", name, *map(str, files)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        start = self._answer()
        self.version, self.error = start.get("version", ""), start.get("error")
        self.rounds: list[list[float]] = []

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"error": f"died ({self.process.wait()})"}

    def turn(self) -> None:
        """Read every file once."""
        if self.error is None:
            assert self.process.stdin is not None
            self.process.stdin.write("\n")
            self.process.stdin.flush()
            self.rounds.append(self._answer())

    def end(self) -> Result:
        """Stop it and give what it took."""
        self.process.communicate()
        least = tuple(map(min, zip(*self.rounds, strict=True)))
        return Result(self.version, self.error, least)


def compare(
    names: Sequence[str], files: Sequence[Path], rounds: int, say: Callable[[str], None]
) -> dict[str, Result]:
    """The figures of each engine, missing ones with their reason."""
    children: dict[str, Child] = {}
    for name in names:
        say(f"loading {name}")
        children[name] = Child(name, files)
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for child in children.values():
            child.turn()
    return {name: child.end() for name, child in children.items()}
