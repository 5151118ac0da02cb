"""Back to an earlier snapshot."""

from __future__ import annotations

from pathlib import Path

from ingest.settings import RunFailed
from ingest.store.publish import Dataset
from ingest.store.snapshot import Snapshot

WAIT = 60.0
"""Seconds to wait for a run that is at work."""


def _dataset(out: Path) -> Dataset:
    dataset = Dataset(out)
    if dataset.current() is None:
        raise RunFailed(f"{out} holds no published dataset")
    return dataset


def rollback(out: Path, name: str | None) -> str:
    """Publish the snapshot ``name``, or the one before the published one. Raises RunFailed."""
    dataset = _dataset(out)
    with dataset.lock(WAIT):
        target = _choose(dataset, name)
        if target.record() is None:
            raise RunFailed(f"snapshot {target.name} was never published")
        if not target.is_whole():
            raise RunFailed(f"snapshot {target.name} is damaged")
        dataset.publish(target)
    return target.name


def _choose(dataset: Dataset, name: str | None) -> Snapshot:
    current = dataset.current()
    if name is None:
        earlier = [s for s in dataset.snapshots() if current and s.number < current.number and s.record()]
        if not earlier:
            raise RunFailed("there is no earlier snapshot")
        return earlier[-1]
    found = next((s for s in dataset.snapshots() if s.name == name), None)
    if found is None:
        raise RunFailed(f"there is no snapshot {name}")
    return found


def listing(out: Path) -> str:
    """The snapshots with their sizes, a star at the published one."""
    dataset = _dataset(out)
    current, lines = dataset.current(), []
    for snapshot in dataset.snapshots():
        manifest = snapshot.manifest()
        mark = "*" if current and snapshot.name == current.name else " "
        table = manifest.tables.get("documents") if manifest else None
        rows = f"{table.rows:,} documents" if table else "damaged"
        lines.append(f"{mark} {snapshot.name}  {rows}" + ("" if snapshot.record() else ", never published"))
    return "\n".join(lines)
