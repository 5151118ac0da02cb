"""A worker process from the outside: start it, hand it a document, take the parcel, end it."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from ingest.inputs.files import anonymous_file
from ingest.settings import MAX_RESULT, WALL, Reading
from ingest.workers import system
from ingest.workers.protocol import PAGE, READY, Parcel, Reply, Task, Torn, count

START_TIME = 120.0
"""Seconds a worker may take to start."""
GRACE = 1.0
"""Seconds after which a worker that overslept its own alarm is killed."""
KEPT_VARIABLES = ("LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
"""Of this process's environment a worker has these: they tell where Python and its libraries are."""
FIXED_VARIABLES = {"HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "TZ": "UTC"}
BOOT = "import sys; sys.path[:] = {path!r}; from ingest.workers.main import main; main()"


@dataclass(frozen=True)
class Job:
    """A document to be read. The descriptor is the pool's to close."""

    key: str
    fd: int
    size: int


@dataclass(frozen=True)
class Death:
    """How a worker ended."""

    code: int
    """Exit code, or minus the signal."""
    peak: int
    """Most resident memory it ever took, bytes; 0 if never more than this process had when it began."""
    said: str
    """The end of what it wrote to its standard error."""


class Worker:
    """One running worker process."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self._mark = reading, secrets.token_hex(8)
        self.line, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._stderr = anonymous_file("stderr")
        with inner:
            self._process = subprocess.Popen(
                [sys.executable, "-c", BOOT.format(path=sys.path), str(inner.fileno()), str(os.getpid()),
                 msgspec.json.encode(reading).decode()],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._stderr,
                pass_fds=[inner.fileno()], start_new_session=True, env=self._environment(),
            )  # fmt: skip
        self.line.setblocking(False)
        self.pidfd = os.pidfd_open(self._process.pid)
        self._inherited = system.peak_memory()  # a child's count begins with it
        self.ready, self.tired, self.served = False, False, 0
        self.sandbox: dict[str, str] = {}
        self.job: Job | None = None
        self.deadline = time.monotonic() + START_TIME

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        return {**kept, **FIXED_VARIABLES, system.MARK: self._mark}

    def give(self, job: Job) -> None:
        """Hand over a document; the clock starts when the worker is ready. Raises OSError if it is dead."""
        self.job = job
        task = Task(self.served, job.size)
        if self.ready:
            self.deadline = time.monotonic() + WALL * self._reading.timeout + GRACE
        socket.send_fds(self.line, [msgspec.msgpack.encode(task)], [job.fd])

    def take(self) -> Parcel | None:
        """What the worker has sent: a parcel; or None for a sign of life.

        Raises EOFError if it is dead, msgspec.MsgspecError if it sends nonsense. The worker is
        idle again (``job`` is None) after a parcel.
        """
        try:
            message, fds, _, _ = socket.recv_fds(self.line, 4096, 1)
        except OSError as error:
            raise EOFError from error
        if not message:
            raise EOFError
        opening = not self.ready and message.startswith(READY)
        if opening or message == PAGE:
            if opening:
                self.ready = True
                self.sandbox = msgspec.msgpack.decode(message[len(READY) :], type=dict[str, str])
            self.deadline = time.monotonic() + WALL * self._reading.timeout + GRACE
            return None
        parcel = self._open_parcel(message, fds)
        self.served += 1
        self.job = None
        return parcel

    def _open_parcel(self, message: bytes, fds: list[int]) -> Parcel:
        try:
            reply = msgspec.msgpack.decode(message, type=Reply)
            if reply.serial != self.served or not fds or reply.size > 2 * MAX_RESULT:
                raise msgspec.ValidationError("not the reply that was waited for")
            self.tired = reply.tired
            parcel = msgspec.msgpack.decode(os.pread(fds[0], reply.size, 0), type=Parcel)
            if count(parcel.responses) != len(parcel.summary.respondents):
                raise msgspec.ValidationError("not as many responses as it says")
            return parcel
        except (OSError, ValueError, Torn) as error:  # what a document may have made of the worker
            raise msgspec.ValidationError(str(error)) from error
        finally:
            for fd in fds:
                os.close(fd)

    def end(self, patience: float = 0.0) -> Death:
        """Close the line, wait ``patience`` seconds, kill it and all its descendants; say how it ended."""
        self.line.close()
        end = time.monotonic() + patience
        while not self._exited() and time.monotonic() < end:
            time.sleep(0.002)
        self._kill()  # before it is reaped: until then nobody else can have its group's number
        _, status, usage = os.wait4(self._process.pid, 0)
        os.close(self.pidfd)
        code = self._process.returncode = os.waitstatus_to_exitcode(status)
        if code != 0:
            system.end_marked(self._mark)
        said = os.pread(self._stderr, 4096, max(0, os.fstat(self._stderr).st_size - 4096))
        os.close(self._stderr)
        scale = 1 if sys.platform == "darwin" else 1024
        peak = usage.ru_maxrss * scale if usage.ru_maxrss > self._inherited else 0
        return Death(code, peak, said.decode("utf-8", "replace"))

    def _exited(self) -> bool:
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def _kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
