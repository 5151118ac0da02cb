"""What a run's summary counts besides rows: kept in the manifest, so that an idle night need not read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from parsers.responses import Status


class Tally(msgspec.Struct, frozen=True):
    """Counts of a whole snapshot."""

    submissions: int = 0
    shown: int = 0
    """Answers that a document shows: answered, blank or undetermined."""
    undetermined: int = 0
    findings: dict[str, int] = {}
    """By code, the most frequent first."""


def tally(folder: Path) -> Tally:
    """Count in the finished tables below ``folder``."""
    states = _counts(folder, "answers", "status")
    forms: int = sum(_column(folder, "forms", "submissions").to_pylist())
    codes = _counts(folder, "findings", "code")
    return Tally(
        submissions=forms,
        shown=sum(states.values()) - states.get(Status.NOT_SHOWN, 0),
        undetermined=states.get(Status.UNDETERMINED, 0),
        findings=dict(sorted(codes.items(), key=lambda item: (-item[1], item[0]))),
    )


def _counts(folder: Path, table: str, column: str) -> dict[str, int]:
    import pyarrow.compute as pc

    rows = pc.value_counts(_column(folder, table, column)).to_pylist()
    return {row["values"]: row["counts"] for row in rows}


def _column(folder: Path, table: str, column: str) -> Any:
    import pyarrow.parquet as pq

    with (folder / table / f"{table}.parquet").open("rb") as file:  # Arrow takes no path that is not UTF-8
        return pq.read_table(file, columns=[column])[column]
