"""``python -m tests.bench.pools``: what breaks a pool of processes, done to four of them.

Each case gives 40 good tasks and one bad one, third in line, to two workers, in a process of
its own that has 20 seconds. Needs ``pebble`` and ``loky``, which nothing else here does.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, as_completed
from contextlib import suppress
from pathlib import Path
from typing import Any

from parsers.responses import Reading as Result

TIMEOUT, MEMORY, PATIENCE = 2, 600, 20
MARK = "POOLS_BENCH"
GOOD = 40


def work(deed: str) -> str:
    """Do what the task says; every good one answers ``done``."""
    DEEDS[deed.split()[0]]()
    return "done"


def _loop_in_c() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    ctypes.PyDLL(None).sleep(600)  # holds the interpreter's lock


def _swell() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(8 << 20))


def _swell_in_c() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while pointer := libc.malloc(8 << 20):
        ctypes.memset(pointer, 1, 8 << 20)
    libc.abort()


def _with_child() -> None:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    time.sleep(600)


DEEDS: dict[str, Callable[[], Any]] = {
    "good": lambda: time.sleep(0.05),
    "trivial": lambda: None,
    "abort": os.abort,
    "exit": lambda: os._exit(3),
    "loop": _loop_in_c,
    "fork": os.fork,
    "swell": _swell,
    "swell_c": _swell_in_c,
    "child": _with_child,
}
CASES = {
    "abort in C": "abort",
    "os._exit": "exit",
    "endless loop in C": "loop",
    "fork, both copies go on": "fork",
    "memory grows, in Python": "swell",
    "memory grows, in C": "swell_c",
    "hangs, with a child elsewhere": "child",
    "a worker is killed from outside": "good victim",
    "nothing bad, 500 trivial tasks": "",
}


def limit() -> None:  # what every pool's workers get
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 20, MEMORY << 20))


def parse(data: bytes, *, engine: str) -> Result:
    """A task as our workers take it."""
    return Result(format="md", reason=work(data.decode()))


def ours(tasks: list[str]) -> Iterator[tuple[str, str]]:
    from ingest.inputs.files import anonymous_file
    from ingest.settings import Reading
    from ingest.workers.isolate import Pool
    from ingest.workers.process import Job

    def jobs() -> Iterator[Job]:
        for task in tasks:
            fd = anonymous_file("task")
            os.write(fd, task.encode())
            yield Job(task, fd, len(task))

    with Pool(Reading(parser="tests.bench.pools:parse", timeout=TIMEOUT, memory=MEMORY), 2) as pool:
        for job, parcel in pool.run(jobs()):
            yield job.key, parcel.summary.reason or ""


def pebble(tasks: list[str]) -> Iterator[tuple[str, str]]:
    from pebble import ProcessPool  # type: ignore[import-not-found,unused-ignore]  # no dependency

    with ProcessPool(max_workers=2, initializer=limit) as pool:
        yield from _collect({pool.schedule(work, args=[task], timeout=TIMEOUT): task for task in tasks})


def loky(tasks: list[str]) -> Iterator[tuple[str, str]]:
    from loky import get_reusable_executor  # type: ignore[import-untyped,unused-ignore]  # no dependency

    pool = get_reusable_executor(max_workers=2, initializer=limit)
    yield from _collect({pool.submit(work, task): task for task in tasks})


def standard(tasks: list[str]) -> Iterator[tuple[str, str]]:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(2, initializer=limit) as pool:
        yield from _collect({pool.submit(work, task): task for task in tasks})


def _collect(futures: dict[Future[str], str]) -> Iterator[tuple[str, str]]:
    for future in as_completed(futures):
        error = future.exception()
        yield futures[future], type(error).__name__ if error else future.result()


POOLS = {"ours": ours, "pebble": pebble, "loky": loky, "standard": standard}


def run_case(pool: str, deed: str) -> None:
    """In a process of its own: print each outcome as it comes."""
    good = [f"good {number}" if deed else f"trivial {number}" for number in range(GOOD if deed else 500)]
    tasks = [*good[:2], deed, *good[2:]] if deed else good
    if deed.endswith("victim"):
        threading.Timer(0.5, _kill_a_worker).start()
    for task, outcome in POOLS[pool](tasks):
        print(json.dumps([task, outcome]), flush=True)


def _kill_a_worker() -> None:
    busy = [pid for pid in _marked(os.environ[MARK]) if pid != os.getpid()]
    with suppress(ProcessLookupError, IndexError):
        os.kill(max(busy), signal.SIGKILL)


def _marked(mark: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return found


def measure(pool: str, deed: str) -> str:
    """One cell of the table."""
    mark, began = secrets.token_hex(8), time.monotonic()
    words, ended = [sys.executable, "-m", "tests.bench.pools", pool, deed], "ends"
    environment, quiet = os.environ | {MARK: mark}, subprocess.DEVNULL
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            ended = "stays"
        seconds = time.monotonic() - began
        left = [pid for pid in _marked(mark) if pid != process.pid]
        for pid in [process.pid, *left]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        outcomes = [json.loads(line) for line in process.stdout or ()]
    good = sum(outcome == "done" for task, outcome in outcomes if task != deed)
    bad = next((outcome for task, outcome in outcomes if task == deed), "no answer") if deed else "-"
    parts = [f"{good} good", bad, f"{seconds:.1f} s" if ended == "ends" else ended]
    return ", ".join([*parts, f"{len(left)} left"] if left else parts)


def main() -> None:
    """Print the table."""
    if len(sys.argv) == 3:
        run_case(sys.argv[1], sys.argv[2])
        return
    print("| what happens | " + " | ".join(POOLS) + " |\n" + "|---" * (len(POOLS) + 1) + "|")
    for name, deed in CASES.items():
        print(f"| {name} | " + " | ".join(measure(pool, deed) for pool in POOLS) + " |", flush=True)


if __name__ == "__main__":
    main()
