"""What came in: documents by outcome with what to do, what a person may want to look at, what changed."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc

from ingest.store.publish import Dataset
from ingest.store.snapshot import Snapshot
from ingest.tables.records import Row

LISTED = 20
"""Documents named per reason or code; the tables have all."""
ELSEWHERE = "Part of it could not be read: see the findings."


@dataclass(frozen=True)
class Group:
    """Documents that share a reason, or findings that share a code."""

    name: str
    kind: str
    """Outcome or severity."""
    count: int
    text: str
    """What to do; of a finding an example."""
    paths: tuple[str, ...]
    """The first of them."""
    more: bool
    """Whether there are more."""


@dataclass(frozen=True)
class Changes:
    """What differs from the snapshot that was published before."""

    before: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    submissions: int
    """More (or fewer) than before."""
    answers: int
    """Answers of submissions in both that differ in status or text."""


@cache
def advice() -> dict[str, str]:
    """Reason -> what to do about it."""
    found: dict[str, str] = tomllib.loads(files("ingest.site").joinpath("advice.toml").read_text("utf-8"))[
        "reasons"
    ]
    return found


def outcomes(documents: Sequence[Row]) -> list[Group]:
    """Documents that were not read whole, by reason."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in documents:
        if row["reason"]:
            groups[row["outcome"], row["reason"]].append(row["path"])
    ordered = sorted(groups.items(), key=lambda item: (item[0][0] != "rejected", -len(item[1]), item[0]))
    return [
        Group(reason, outcome, len(paths), advice().get(reason, ELSEWHERE), *_first(paths))
        for (outcome, reason), paths in ordered
    ]


def findings(rows: Sequence[Row], paths: dict[str, str]) -> list[Group]:
    """Findings by code, the gravest first."""
    groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["severity"], row["code"]].append(row)
    graver = ("error", "warning", "info")
    ordered = sorted(groups.items(), key=lambda item: (graver.index(item[0][0]), -len(item[1]), item[0][1]))
    return [
        Group(code, severity, len(found), _most_said(found), *_first(_where(found, paths)))
        for (severity, code), found in ordered
    ]


def _most_said(rows: Sequence[Row]) -> str:
    return str(Counter(row["message"] for row in rows).most_common(1)[0][0])


def _where(rows: Sequence[Row], paths: dict[str, str]) -> list[str]:
    named = dict.fromkeys(paths[row["document_id"]] for row in rows if row["document_id"] in paths)
    return list(named)


def _first(paths: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    return tuple(paths[:LISTED]), len(paths) > LISTED


def changes(dataset: Dataset, now: Snapshot) -> Changes | None:
    """What the published snapshot changed; None if there is none before it."""
    earlier = [s for s in dataset.snapshots() if s.number < now.number and s.record() and s.is_whole()]
    if not earlier:
        return None
    before = earlier[-1]
    old, new = (_paths(snapshot) for snapshot in (before, now))
    had, has = (_answers(snapshot) for snapshot in (before, now))
    both = has.join(had, ["submission_id", "question_id"], join_type="inner", right_suffix="_before")
    same = [_equal(both[name], both[f"{name}_before"]) for name in ("status", "answer_text")]
    differ = pc.sum(pc.invert(pc.and_(*same))).as_py() or 0
    counts = [pc.count_distinct(table["submission_id"]).as_py() for table in (has, had)]
    return Changes(
        before.name, tuple(sorted(new - old)), tuple(sorted(old - new)), counts[0] - counts[1], differ
    )


def _equal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.ChunkedArray:
    """Row by row; two nulls are equal."""
    return pc.equal(pc.fill_null(one, "\0"), pc.fill_null(other, "\0"))  # no text holds a NUL


def _paths(snapshot: Snapshot) -> set[str]:
    rows = snapshot.rows("documents", ["path", "duplicate_paths"])
    return {path for row in rows for path in (row["path"], *row["duplicate_paths"])}


def _answers(snapshot: Snapshot) -> pa.Table:
    return snapshot.read("merged", ["submission_id", "question_id", "status", "answer_text"])
