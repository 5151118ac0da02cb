"""Documents -> parcels, through processes that can be killed. What one document does, only it suffers.

The pool starts workers as documents need them and gives each one document at a time. A
worker that dies, or takes too long, is killed with all its descendants and replaced. Why this
is own code stands in docs/operating.md.
"""

from __future__ import annotations

import os
import selectors
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from ingest.settings import MIB, WALL, Reading, RunFailed
from ingest.workers.process import Death, Job, Worker
from ingest.workers.protocol import Parcel, Summary, rejected
from ingest.workers.sandbox import not_dumpable

MAX_FAILED_STARTS = 3
LEAVE = 0.3
"""Seconds an idle worker has to end by itself."""
DYING = 1.0
"""Seconds a worker that closed its line has to show how it ended."""
FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}
TOO_LATE = {-signal.SIGPROF, -signal.SIGALRM}
OUT_OF_MEMORY = (
    "bad_alloc",
    "memory allocation of",
    "out of memory",
    "MemoryError",
    "Cannot allocate memory",
)


class Pool:
    """A context in which documents are read."""

    def __init__(self, reading: Reading, workers: int) -> None:
        self._reading, self._size = reading, max(1, workers)
        self._workers: list[Worker] = []
        self._again: deque[Job] = deque()
        self._tried: set[str] = set()
        self._failed_starts = 0
        self.sandbox: dict[str, str] = {}
        """What holds of the workers' sandbox (``ingest.workers.sandbox``); empty if none was started."""
        self._hidden = not_dumpable()
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Pool:
        self._hidden.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        for worker in list(self._workers):
            self._end(worker, patience=0.0 if worker.job else LEAVE)
        self._selector.close()
        self._hidden.__exit__(None, None, None)

    def run(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Parcel]]:
        """Read every document, in the order they get done. Raises RunFailed if workers cannot start."""
        more = True
        while True:
            while more or self._again:
                worker = self._free()
                if worker is None and len(self._workers) >= self._size:
                    break
                job = self._again.popleft() if self._again else next(jobs, None)
                if job is None:
                    more = False
                    break
                self._give(worker or self._start(), job)
            if not any(worker.job for worker in self._workers):
                return
            yield from self._wait()

    def _free(self) -> Worker | None:
        return next((worker for worker in self._workers if worker.job is None), None)

    def _start(self) -> Worker:
        worker = Worker(self._reading)
        self._workers.append(worker)
        self._selector.register(worker.line, selectors.EVENT_READ, worker)
        self._selector.register(worker.pidfd, selectors.EVENT_READ, worker)
        return worker

    def _give(self, worker: Worker, job: Job) -> None:
        with suppress(OSError):  # it is dead then, and _wait() will hear of it
            worker.give(job)

    def _wait(self) -> Iterator[tuple[Job, Parcel]]:
        """Wait until something happens, and give out the documents that are done by it."""
        now = time.monotonic()
        first = min((w.deadline for w in self._workers if w.job), default=now)
        ready = self._selector.select(max(0.0, first - now))
        for worker in {id(key.data): key.data for key, _ in ready}.values():
            yield from self._hear(worker)
        now = time.monotonic()
        for worker in [w for w in self._workers if w.job and w.deadline <= now]:
            yield from self._bury(worker, late=True)

    def _hear(self, worker: Worker) -> Iterator[tuple[Job, Parcel]]:
        job = worker.job
        try:
            parcel = worker.take()
        except (EOFError, msgspec.MsgspecError):
            yield from self._bury(worker, late=False)
            return
        if parcel is None or job is None:
            self._failed_starts = 0
            self.sandbox = worker.sandbox
            return
        if worker.tired:
            self._end(worker)
        if parcel.summary.reason == "memory" and worker.served > 1 and self._may_retry(job):
            return
        yield self._done(job, parcel)

    def _bury(self, worker: Worker, late: bool) -> Iterator[tuple[Job, Parcel]]:
        """Replace a worker that died or overslept, and say what becomes of its document."""
        job, ready, fresh = worker.job, worker.ready, worker.served == 0
        death = self._end(worker, patience=0.0 if late else DYING)
        if job is None:
            return
        if not ready:
            self._again.append(job)
            self._count_failed_start(death)
            return
        summary = self._cause(death, late)
        blameless = death.code in FROM_OUTSIDE or not fresh
        if summary.reason == "timeout" or not blameless or not self._may_retry(job):
            yield self._done(job, Parcel(summary))

    def _cause(self, death: Death, late: bool) -> Summary:
        if late or death.code in TOO_LATE:
            return rejected("timeout", _too_long(self._reading.timeout))
        limit = self._reading.memory * MIB
        if death.peak > 0.6 * limit or any(words in death.said for words in OUT_OF_MEMORY):
            return rejected("memory", f"reading it takes more than {self._reading.memory:,} MiB (--memory)")
        if death.code >= 0:
            return rejected("crashed", f"the reader ended itself (exit code {death.code})")
        return rejected("crashed", f"the reader was ended by {signal.Signals(-death.code).name}")

    def _may_retry(self, job: Job) -> bool:
        """Once more, in another worker: it may have suffered from the document before it or from outside."""
        if job.key in self._tried:
            return False
        self._tried.add(job.key)
        self._again.append(job)
        return True

    def _done(self, job: Job, parcel: Parcel) -> tuple[Job, Parcel]:
        os.close(job.fd)
        return job, parcel

    def _count_failed_start(self, death: Death) -> None:
        self._failed_starts += 1
        if self._failed_starts >= MAX_FAILED_STARTS:
            lines = death.said.strip().splitlines() or [f"exit code {death.code}"]
            raise RunFailed(f"the reading processes do not start: {lines[-1]}")

    def _end(self, worker: Worker, patience: float = LEAVE) -> Death:
        self._workers.remove(worker)
        self._selector.unregister(worker.line)
        self._selector.unregister(worker.pidfd)
        return worker.end(patience)


def _too_long(seconds: float) -> str:
    return (
        f"reading it takes longer than {seconds:g} s of processor time, or {WALL * seconds:g} s by the clock "
        "(--timeout SECONDS)"
    )
