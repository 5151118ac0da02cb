"""Snapshots: whole datasets side by side, one of them published by a single link.

    OUT/answers   -> current/answers          made once
    OUT/current   -> snapshots/000007         replaced in one step by each run
    OUT/snapshots/000007/answers/answers.parquet, …, manifest.json, published.json

A snapshot's tables are never written to. A reader that opens a table's path once has one whole file
of one snapshot; one that follows a link once and stays there may open it as often as it likes, and
has tables that agree: a snapshot stays for ``LINGER`` seconds after the next one took its place.
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from ingest import __version__
from ingest.settings import RunFailed
from ingest.store.snapshot import (
    MANIFEST,
    RECORD,
    UNFINISHED,
    Manifest,
    Snapshot,
    TableFile,
    Written,
    remove,
    sha256_of,
    write_synced,
)
from ingest.tables.schema import NAMES, VERSION

CURRENT, SNAPSHOTS = "current", "snapshots"
RUN_REPORT, LOCK = "run.json", ".lock"
NUMBERED = re.compile("[0-9]{6,}")
LINGER = 600.0
"""Seconds that a snapshot stays after another took its place, however few are kept: a reader that
resolved its path has so long to read. Less, and slow scans fail while runs follow fast; more, and a
loop of runs takes room for longer."""


class Dataset:
    """The folder OUT."""

    def __init__(self, out: Path) -> None:
        self.out, self._snapshots = out, out / SNAPSHOTS

    def prepare(self) -> None:
        """Make OUT if need be. Raises RunFailed if it cannot hold a dataset."""
        try:
            self._snapshots.mkdir(parents=True, exist_ok=True)
            probe = self._snapshots / f"{UNFINISHED}probe"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise RunFailed(f"cannot write to {self.out}: {error.strerror}") from error
        for name, target in self._links().items():
            _refuse_foreign(self.out / name, target)
        for name in (RUN_REPORT, LOCK):
            path = self.out / name
            if path.exists() and not path.is_file():
                raise RunFailed(f"{path} is there already and is no file: move it away")

    @staticmethod
    def _links() -> dict[str, str]:
        """Every link in OUT, and a pattern of where it leads."""
        links = {name: re.escape(f"{CURRENT}/{name}") for name in NAMES}
        return links | {CURRENT: f"{SNAPSHOTS}/{NUMBERED.pattern}"}

    @contextmanager
    def lock(self, wait: float) -> Iterator[None]:
        """Keep other runs away. Raises RunFailed if another one stays longer than ``wait`` seconds."""
        path, end = self.out / LOCK, time.monotonic() + wait
        with path.open("a+") as file:
            while not _locked(file.fileno()):
                if time.monotonic() >= end:
                    file.seek(0)
                    raise RunFailed(
                        f"another run is at work on {self.out} (process {file.read().strip() or '?'})"
                    )
                time.sleep(0.1)
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            self._sweep()
            self._take_stock()
            yield

    def _sweep(self) -> None:
        """Remove what a killed run left."""
        for path in (*self._snapshots.glob(f"{UNFINISHED}*"), *self.out.glob(f"{UNFINISHED}*")):
            remove(path)

    def _take_stock(self) -> None:
        """Note what a killed run has published but not noted, and give back links that are gone."""
        current = self.current()
        if current is None:
            return
        with suppress(OSError):
            if not current.is_untouched() and current.is_whole():
                current.note_published()
        self._link_tables()
        self._discard_named(current)

    def current(self) -> Snapshot | None:
        """The published snapshot."""
        try:
            folder = (self.out / CURRENT).resolve(strict=True)
        except (OSError, RuntimeError):
            return None
        return Snapshot(folder) if NUMBERED.fullmatch(folder.name) else None

    def published(self) -> Snapshot:
        """The same. Raises RunFailed if there is none."""
        snapshot = self.current()
        if snapshot is None:
            raise RunFailed(f"{self.out} holds no published dataset")
        return snapshot

    def snapshots(self) -> list[Snapshot]:
        """All that are kept, oldest first. What else lies there is not tidyforms'."""
        found = [Snapshot(path) for path in self._numbered() if _is_snapshot(path)]
        return sorted(found, key=lambda snapshot: snapshot.number)

    def _numbered(self) -> list[Path]:
        return [path for path in self._snapshots.iterdir() if NUMBERED.fullmatch(path.name)]

    def new_folder(self) -> Path:
        """A folder to build a snapshot in."""
        folder = self._snapshots / f"{UNFINISHED}{os.getpid()}"
        folder.mkdir()
        return folder

    def seal(self, folder: Path, fingerprint: str, files: int, written: Written) -> Snapshot:
        """Make a finished folder a snapshot that survives a power cut."""
        built = Snapshot(folder)
        tables = {name: _describe(built.table(name), written.rows[name]) for name in NAMES}
        manifest = Manifest(
            fingerprint,
            files,
            written.forms,
            written.adopted,
            tables,
            __version__,
            VERSION,
            written.pseudonyms,
            written.tally,
        )
        write_synced(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        for name in NAMES:
            _sync(folder / name)
        _sync(folder)
        last = max((int(path.name) for path in self._numbered()), default=0)
        target = self._snapshots / f"{last + 1:06}"
        folder.rename(target)
        _sync(self._snapshots)
        return Snapshot(target)

    def publish(self, snapshot: Snapshot) -> None:
        """Show a snapshot to all readers at once. Nothing has changed if it raises OSError."""
        self._link_tables()
        before = self.current()
        if before is not None:
            with suppress(OSError):
                os.utime(before.folder)  # from now on it lingers
        self._link(CURRENT, f"{SNAPSHOTS}/{snapshot.name}")
        with suppress(OSError):  # it is published: what fails now, the next run does again
            _sync(self.out)
            snapshot.note_published()

    def _link_tables(self) -> None:
        for name in NAMES:
            if not (self.out / name).is_symlink():
                self._link(name, f"{CURRENT}/{name}")

    def _link(self, name: str, target: str) -> None:
        new = self.out / f"{UNFINISHED}{name}"
        new.unlink(missing_ok=True)
        new.symlink_to(target)
        new.replace(self.out / name)

    def prune(self, keep: int) -> None:
        """Remove all but the last ``keep`` that were published, the current one, and those that linger."""
        current, snapshots = self.current(), self.snapshots()
        kept = [s.name for s in snapshots if s.record()][-max(1, keep) :]
        for snapshot in snapshots:
            if snapshot.name not in (*kept, current and current.name) and not _lingers(snapshot):
                self._remove(snapshot)
        if current is not None:
            self._discard_named(current)

    def _discard_named(self, current: Snapshot) -> None:
        """If persons are hidden, no snapshot stays that names them, or hides them under another key."""
        manifest = current.manifest()
        if manifest is None or not manifest.pseudonyms:
            return
        for snapshot in self.snapshots():
            other = snapshot.manifest()
            if snapshot.name != current.name and (other is None or other.pseudonyms != manifest.pseudonyms):
                self.discard(snapshot)

    def discard(self, snapshot: Snapshot) -> None:
        """Remove a snapshot, whoever reads it. Raises RunFailed if something of it stays."""
        for left in self._remove(snapshot).rglob("*"):
            if left.is_file():
                raise RunFailed(f"{left} cannot be removed")

    @staticmethod
    def _remove(snapshot: Snapshot) -> Path:
        """Remove a snapshot as far as it can be; returns where its rest would be."""
        gone = snapshot.folder.with_name(f"{UNFINISHED}{snapshot.name}")
        try:
            snapshot.folder.rename(gone)
        except OSError:  # a folder of an overlay's lower layer: it can only be emptied
            gone = snapshot.folder
        remove(gone)
        return gone


def _refuse_foreign(path: Path, target: str) -> None:
    """Raise RunFailed if something stands at a link's place that leads elsewhere, or is none."""
    if path.is_symlink():
        leads = str(path.readlink())
        if not re.fullmatch(target, leads):
            raise RunFailed(f"{path} is a link to {leads} and not tidyforms': choose another folder")
    elif path.exists():
        raise RunFailed(f"{path} is there already and is not tidyforms': choose another folder")


def _is_snapshot(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and any((path / n).exists() for n in (MANIFEST, RECORD))


def _lingers(snapshot: Snapshot) -> bool:
    """Whether another took its place (or it was made) a short time ago, by a clock that may be set back."""
    return abs(time.time() - snapshot.folder.stat().st_mtime) < LINGER


def _locked(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _describe(path: Path, rows: int) -> TableFile:
    return TableFile(rows, path.stat().st_size, sha256_of(path))


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
