"""What a run would take from the published dataset: more than a little is a share that is not mounted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.run.gather import Known
from ingest.settings import NothingPublished
from ingest.store.snapshot import Snapshot

UNREAD = frozenset({"unreadable"})
"""Reasons of files that are there, but whose bytes could not be had."""


@dataclass(frozen=True, slots=True)
class Published:
    """A document of the snapshot before."""

    document_id: str
    paths: frozenset[str]
    rejected: bool


def published(before: Snapshot | None) -> list[Published]:
    """The documents of the snapshot before; none if it is damaged."""
    columns = ["document_id", "path", "duplicate_paths", "outcome"]
    if before is None or not before.holds("documents"):
        return []
    rows = before.rows("documents", columns)
    return [
        Published(
            row["document_id"],
            frozenset((row["path"], *row["duplicate_paths"])),
            row["outcome"] == "rejected",
        )
        for row in rows
    ]


def paths_gone(old: Sequence[Published], documents: Sequence[Known]) -> int:
    """Files of the snapshot before that are gone."""
    now = {path for document in documents for path in document.paths}
    return len({path for document in old for path in document.paths} - now)


def check_any(raw: Path, files: int) -> None:
    """Raises NothingPublished where RAW holds no document."""
    if not files:
        raise NothingPublished(f"no document in {raw}: is the share mounted? Nothing was published.")


def check(old: Sequence[Published], documents: Sequence[Known], limit: str) -> None:
    """Raises NothingPublished if more than ``limit`` (``N`` or ``N%``) of the old documents would go.

    A document that was renamed, or changed in its place, is not gone.
    """
    here = [document for document in documents if document.reason not in UNREAD]
    contents = {document.document_id for document in here}
    paths = {path for document in here for path in document.paths}
    gone = sum(item.document_id not in contents and paths.isdisjoint(item.paths) for item in old)
    most = float(limit.removesuffix("%")) * (len(old) / 100 if limit.endswith("%") else 1)
    if gone > most:
        raise NothingPublished(
            f"{gone:,} of {len(old):,} published documents are gone, --max-removed is {limit}: "
            "is the share mounted? Nothing was published."
        )
