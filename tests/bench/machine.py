"""Where a figure was measured, and what a command takes there."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = 0.02
"""Seconds between two looks at the processes' memory."""


def describe() -> str:
    """One line: Python, system, processor, cores, load."""
    model = platform.processor() or platform.machine()
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), model)
    cores, load = os.cpu_count(), os.getloadavg()[0]
    return f"Python {platform.python_version()}, {platform.system()}, {model}, {cores} cores, load {load:.1f}"


@dataclass(frozen=True)
class Usage:
    """What a command and its descendants took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system, of all processes."""
    main: float
    """Most resident memory of the command's own process, MiB; 0 where the system does not tell."""
    worker: float
    """Likewise of the largest of its descendants."""


def ingest(raw: Path, out: Path, *options: str, watched: bool = True) -> Usage:
    """A whole run of ``tidyforms ingest``. Raises RuntimeError with what it said if it fails."""
    command = [sys.executable, "-m", "ingest", "ingest", str(raw), str(out), "--quiet", *options]
    return run(command, watched)


def run(command: Sequence[str], watched: bool = True) -> Usage:
    """Run a command to its end. Raises RuntimeError if its exit code is not 0.

    ``watched``: its processes' memory is looked at all the time, which takes time from them.
    """
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        peaks: dict[int, float] = {}
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG if watched else 0)
            if pid:
                break
            for one in _family(process.pid):
                peaks[one] = max(peaks.get(one, 0.0), _peak(one))
            time.sleep(SAMPLE)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(
                f"exit code {process.returncode}: {said.read().decode(errors='replace')[-2000:]}"
            )
    main = peaks.pop(process.pid, 0.0)
    return Usage(wall, usage.ru_utime + usage.ru_stime, main, max(peaks.values(), default=0.0))


def _family(pid: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _peak(pid: int) -> float:
    """The high-water mark of a process's resident memory, MiB. ``ru_maxrss`` would not do: it begins
    with that of the process that started it."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
