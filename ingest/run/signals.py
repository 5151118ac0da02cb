"""SIGINT, SIGTERM and SIGHUP end a run cleanly, until it has published."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

KINDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal asks the run to end; its argument is the signal's name."""


def _main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


@contextmanager
def stoppable() -> Iterator[None]:
    """Within, signals raise Stopped, and what runs cleans up behind itself (in the main thread only)."""

    def stop(number: int, frame: object) -> None:
        raise Stopped(signal.Signals(number).name)

    if not _main_thread():
        yield
        return
    before = [signal.signal(kind, stop) for kind in KINDS]
    try:
        yield
    finally:
        for kind, handler in zip(KINDS, before, strict=True):
            signal.signal(kind, handler)


def unstoppable() -> None:
    """From the swap of the link to the end of the run signals change nothing: that is milliseconds."""
    if _main_thread():
        for kind in KINDS:
            signal.signal(kind, signal.SIG_IGN)
