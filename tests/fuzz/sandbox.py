"""The reader in a forked child with limits: a reading, or what went wrong instead."""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ingest.workers.summary import summarise
from parsers.formats import READERS
from parsers.reader import parse
from parsers.responses import Reading

TIMEOUT = 10
"""Seconds for a document that was read in less than one before it was mutated."""
MEMORY = 1536 << 20
"""Bytes of address space beyond what the parent has taken: a test run may have loaded much before."""
ALARM = "timeout"


@dataclass(frozen=True)
class Fault:
    """What the reader did instead of answering."""

    kind: str
    """``timeout``, ``memory``, ``crash`` or ``exception``."""
    said: str
    """The end of a traceback; equal faults say the same."""


def warm_up() -> None:
    """Load every reader before the first fork: children then start with all that is loaded."""
    for module, _ in READERS.values():
        import_module(module)


def attempt(data: bytes, parser: Callable[[bytes], Reading] = parse, timeout: int = TIMEOUT) -> Fault | None:
    """Parse in a child. None if that gave a reading, whatever the reading says."""
    inside, outside = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(inside)
        _child(data, parser, timeout, outside)
    os.close(outside)
    with os.fdopen(inside, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return _fault(code, said)


def _child(data: bytes, parser: Callable[[bytes], Reading], timeout: int, outside: int) -> None:
    try:
        for descriptor in (1, 2):
            os.dup2(outside, descriptor)
        faulthandler.enable(file=2)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(timeout)
        limit = _address_space() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        summarise(parser(data))
        os._exit(0)
    except BaseException:
        os.write(2, "\n".join(traceback.format_exc().splitlines()[-7:]).encode("utf-8", "replace"))
        os._exit(1)
    finally:
        os._exit(2)


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _fault(code: int, said: str) -> Fault | None:
    if code == 0:
        return None
    if code == -signal.SIGALRM:
        return Fault("timeout", "longer than allowed")
    if "MemoryError" in said or "bad_alloc" in said:
        return Fault("memory", said)
    if code < 0:
        return Fault("crash", f"{signal.Signals(-code).name}\n{said}")
    return Fault("exception", said or f"exit code {code}")


if __name__ == "__main__":  # python -m tests.fuzz.sandbox FILE…: does a finding still fail?
    warm_up()
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            print(name, attempt(file.read()) or "ok", sep=": ")
