"""What a run is asked to do, and the limits it keeps."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20
MAX_RESULT = 256 * MIB
"""Bytes that one document's packed responses may take."""
MAX_RESPONSES = 1024 * MIB
"""Bytes that they may take unpacked: the run itself unpacks them, a document at a time."""
MAX_DEPTH = 256
"""Folders inside folders."""
WALL = 4.0
"""Times the processor time that a document may take by the clock. Less rejects good documents on a
busy machine; more waits longer for a reader that sleeps."""
MAX_TRIES = 3
"""Runs in which a document that crashed its reader or ran out of time or memory is tried."""


class NothingPublished(Exception):
    """The run would lose what is published; the message is one line. The dataset is as it was."""


class RunFailed(Exception):
    """The run cannot go on; the message is one line for a person. The dataset is as it was."""


@dataclass(frozen=True)
class Reading:
    """How documents are read. All of it decides what comes out, so all of it is in the cache's key."""

    engine: str = "auto"
    parser: str = "parsers.reader:parse"
    """``module:function``; another one is for tests."""
    timeout: float = 30.0
    """Seconds of processor time per document; of scans per page."""
    memory: int = 1536
    """MiB of address space per worker."""
    sandbox: bool = True
    """False is for tests of what holds without one."""


@dataclass(frozen=True)
class Settings:
    """One run of ``ingest``."""

    raw: Path
    out: Path
    reading: Reading = Reading()
    workers: int = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    max_size: int = 100
    """MiB; larger files are not opened."""
    use_cache: bool = True
    keep: int = 3
    """Published snapshots kept, the current one among them."""
    wait: float = 60.0
    """Seconds to wait for another run on the same OUT."""
    max_removed: str = "50%"
    """``N`` or ``N%`` of the published documents that a run may lose."""
    forms: Path | None = None
    """Folder of form files that people corrected."""
    corrections: Path | None = None
    """File or folder of what people corrected; the published ones stay besides."""
    pseudonymise: Path | None = None
    """File with the key under which respondents are hidden."""
