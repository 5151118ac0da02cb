"""``tidyforms forget OUT DOCUMENT…``: erases documents from all that OUT keeps.

The list of what is forgotten comes first, then the tables without it, then all else goes that holds it: a
run killed in between has erased less, shows nothing half, and is finished by the same command again.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from ingest.privacy.forgotten import MOST, Forgotten, read_forgotten, write_forgotten
from ingest.privacy.without import Gone, write_without
from ingest.run.pipeline import CACHE
from ingest.settings import RunFailed
from ingest.store.cache import erase
from ingest.store.publish import RUN_REPORT, Dataset
from ingest.store.snapshot import UNFINISHED, Snapshot, write_synced
from ingest.tables.records import Row
from ingest.tables.schema import VERSION

WAIT = 60.0
"""Seconds to wait for a run that is at work."""
_ID = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Erased:
    """What was erased."""

    documents: int
    snapshots: int
    """Removed as a whole, as they held it."""
    correction_rows: int
    """Of the corrections files that were named."""


def forget(out: Path, names: Sequence[str], corrections: Path | None = None) -> Erased:
    """Erase documents by id or published path. Raises RunFailed, OSError.

    Nothing is done if a name means no document. ``corrections``: files outside OUT that lose their rows, too.
    """
    dataset = Dataset(out)
    if dataset.current() is None:
        raise RunFailed(f"{out} holds no published dataset")
    with dataset.lock(WAIT):
        snapshots = dataset.snapshots()
        gone, counts = _found(snapshots, names)
        before = read_forgotten(out).documents
        counts = {d: max(counts[d], before.get(d, 0)) for d in counts}
        forgotten = Forgotten(dict(sorted((before | counts).items())))
        responses = Forgotten(counts).responses
        gone = Gone(gone.documents, responses, gone.paths)
        rows = _erase_rows(corrections, responses)
        write_forgotten(out, forgotten)
        current = dataset.current()
        if current and _holds(current, gone):
            _publish_without(dataset, current, gone)
        held = [s for s in dataset.snapshots() if s.name != _name(dataset) and _holds(s, gone)]
        for snapshot in held:
            dataset.discard(snapshot)
        erase(out / CACHE, gone.documents)
        _clear_report(out / RUN_REPORT, gone.paths)
    return Erased(len(gone.documents), len(held), rows)


def _name(dataset: Dataset) -> str:
    current = dataset.current()
    return current.name if current else ""


def _found(snapshots: Sequence[Snapshot], names: Iterable[str]) -> tuple[Gone, dict[str, int]]:
    """The documents that names mean in any kept snapshot, and how many responses each had.

    Raises RunFailed.
    """
    wanted = set(names)
    counts: dict[str, int] = {}
    paths: set[str] = set()
    met: set[str] = set()
    for snapshot in snapshots:
        for row in _documents(snapshot):
            own = {row["document_id"], row["path"], *row["duplicate_paths"]}
            if own & wanted:
                met |= own & wanted
                paths |= own - {row["document_id"]}
                counts[row["document_id"]] = max(counts.get(row["document_id"], 0), row["responses"])
    if unknown := sorted(name for name in wanted - met if not _ID.fullmatch(name)):
        raise RunFailed(f"no kept snapshot has a document {', '.join(unknown)}")
    counts |= dict.fromkeys(wanted - met, MOST)
    return Gone(frozenset(counts), frozenset(), frozenset(paths)), counts


def _documents(snapshot: Snapshot) -> list[Row]:
    """What can be read of a snapshot's documents; nothing of a damaged one, which is discarded."""
    import pyarrow as pa

    try:
        return snapshot.rows("documents", ["document_id", "path", "duplicate_paths", "responses"])
    except (OSError, pa.ArrowException):
        return []


def _holds(snapshot: Snapshot, gone: Gone) -> bool:
    """Whether a snapshot holds anything of what goes; one that cannot be read may."""
    import pyarrow as pa

    try:
        documents = {row["document_id"] for row in snapshot.rows("documents", ["document_id"])}
        said = {row["response_id"] for row in snapshot.rows("corrections", ["response_id"])}
    except (OSError, pa.ArrowException):
        return True
    return not (documents.isdisjoint(gone.documents) and said.isdisjoint(gone.responses))


def _publish_without(dataset: Dataset, current: Snapshot, gone: Gone) -> None:
    manifest = current.manifest()
    if manifest is None or not current.is_whole() or manifest.schema != VERSION:
        raise RunFailed(
            "the published tables are damaged or of another version: run ingest, then forget again"
        )
    folder = dataset.new_folder()
    try:
        tables = folder / "tables"
        tables.mkdir()
        written, files = write_without(current, manifest, gone, tables)
        digest = sha256("\n".join((manifest.fingerprint, *sorted(gone.documents))).encode()).hexdigest()
        dataset.publish(dataset.seal(tables, digest, files, written))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _erase_rows(path: Path | None, responses: frozenset[str]) -> int:
    """Erase the rows of the corrections files that a person named."""
    from ingest.review_page.store import Store

    if path is None:
        return 0
    files = sorted(p for p in path.glob("*.csv") if p.is_file()) if path.is_dir() else [path]
    return sum(Store(file).erase(set(responses)) for file in files)


def _clear_report(path: Path, paths: frozenset[str]) -> None:
    """The last run's report names rejected documents."""
    try:
        report = msgspec.json.decode(path.read_bytes())
        report["rejected"] = [row for row in report["rejected"] if row["path"] not in paths]
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, LookupError, TypeError):
        path.unlink(missing_ok=True)  # nobody can tell what it holds
        return
    new = path.with_name(f"{UNFINISHED}{path.name}")
    write_synced(new, msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    new.replace(path)
