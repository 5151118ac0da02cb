"""What the operating system is asked for: limits, and that no process outlives its purpose.

Linux has all of it; elsewhere the parts that are missing are left out (docs/operating.md).
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

MARK = "TIDYFORMS_WORKER"
"""Environment variable by which a worker's descendants are known, whatever they did to get away."""
NETWORK_EVENTS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"})
MAX_DESCRIPTORS = 64
"""A worker has six; a library that it loads takes one for a moment."""
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def collect_seldom() -> None:
    """Look for garbage cycles rarely: reading makes many small values and few cycles, and a collection
    for each 700 of them takes a twentieth of the time (measured by ``python -m tests.bench``)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


def limit_self(memory: int, written: int) -> None:
    """Cap this process's address space and any file it writes (bytes), and its descriptors; no core dumps."""
    for kind, wanted in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, MAX_DESCRIPTORS),
    ):
        hard = resource.getrlimit(kind)[1]
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (limit, limit))


def die_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent ends, and give it its orphaned descendants."""
    if sys.platform == "linux":
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def forbid_network() -> None:
    """Make every attempt of Python code in this process to reach a network fail. Cannot be undone."""

    def forbid(event: str, arguments: object) -> None:
        if event in NETWORK_EVENTS:
            raise PermissionError(f"no network while reading: {event}")

    sys.addaudithook(forbid)


def peak_memory() -> int:
    """KiB that this program has held at most.

    ``ru_maxrss`` counts, too, what the process held before it became this program: its parent's memory.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


class AddressSpace:
    """How much of it this process takes; opened once, as a confined process opens nothing."""

    def __init__(self) -> None:
        self._fd: int | None = None
        with suppress(OSError):
            self._fd = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)

    def now(self) -> int:
        """Bytes; 0 if unknown."""
        if self._fd is None:
            return 0
        return int(os.pread(self._fd, 100, 0).split()[0]) * resource.getpagesize()


def end_children() -> None:
    """Kill and reap what this process's work has left behind (orphans of its children included)."""
    for _ in range(100):
        children = _children()
        if not children:
            return
        for pid in children:
            _kill(pid)
        for pid in children:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _children() -> list[int]:
    try:
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_bytes().split()]
    except OSError:
        return []


def end_marked(mark: str) -> None:
    """Kill every process that carries this mark in its environment, wherever it went."""
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0") and int(folder.name) != os.getpid():
                _kill(int(folder.name))
        except OSError:
            continue


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
