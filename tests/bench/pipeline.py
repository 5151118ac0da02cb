"""What a document takes in a whole run: read in a worker, handed over, written into every table."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.machine import ingest

COPIES = 20
REPETITIONS = 4


def milliseconds(files: Sequence[Path], copies: int = COPIES, repetitions: int = REPETITIONS) -> float:
    """CPU per document of ``tidyforms ingest --workers 1``: user and system, all processes.

    The difference between a run on ``copies`` of each file and one on a single copy, so that
    nothing that a run takes once is in it; the least of several.
    """
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        _copy(files, top / "few", 1)
        _copy(files, top / "many", copies)
        few, many = (
            min(_run(top / name, top / f"{name}-{n}") for n in range(repetitions)) for name in ("few", "many")
        )
    return (many - few) * 1000 / (len(files) * (copies - 1))


def _copy(files: Sequence[Path], folder: Path, copies: int) -> None:
    """Copies that differ by a comment after the end: equal bytes would be read once."""
    folder.mkdir()
    for number, file in enumerate(files):
        data = file.read_bytes()
        for copy in range(copies):
            (folder / f"{number:03}-{copy:03}.pdf").write_bytes(data + b"\n%% copy %d\n" % copy)


def _run(raw: Path, out: Path) -> float:
    return ingest(raw, out, "--workers", "1", watched=False).cpu
