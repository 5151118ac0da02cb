"""Snapshots: whole datasets side by side, one of them published by a single link.

    OUT/answers   -> current/answers          made once
    OUT/current   -> snapshots/000007         replaced in one step by each run
    OUT/snapshots/000007/answers/answers.parquet, …, manifest.json

A snapshot is never written to. A reader has one whole file of one snapshot per table, whatever
it meets; one that follows ``current`` once has tables that agree.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ingest import __version__
from ingest.schema import NAMES, VERSION
from ingest.settings import MIB, RunFailed

CURRENT, SNAPSHOTS, MANIFEST = "current", "snapshots", "manifest.json"
UNFINISHED = ".unfinished-"


class TableFile(msgspec.Struct, frozen=True):
    """What a table's file must be."""

    rows: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a snapshot says of itself. Holds no time: equal inputs give equal manifests."""

    fingerprint: str
    """Hash of all inputs, their outcomes and the program."""
    files: int
    """Files seen = documents + duplicate paths."""
    forms: int
    adopted: tuple[str, ...]
    """Documents that only their form made responses of."""
    tables: dict[str, TableFile]
    program: str = ""
    """Version of the program that wrote it."""
    schema: int = 0
    """Version of its tables."""


@dataclass(frozen=True)
class Written:
    """What was written into a folder that is to become a snapshot."""

    forms: int
    adopted: tuple[str, ...]
    rows: dict[str, int]
    """By table."""


class Snapshot:
    """A published or publishable dataset."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.name = folder, folder.name

    def table(self, name: str) -> Path:
        """The file of a table."""
        return self.folder / name / f"{name}.parquet"

    def manifest(self) -> Manifest | None:
        """What it says of itself; None if it is damaged."""
        try:
            return msgspec.json.decode((self.folder / MANIFEST).read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError):
            return None

    def is_whole(self) -> bool:
        """A quick look: every table is there with its size (``verify`` looks closely)."""
        manifest = self.manifest()
        try:
            return manifest is not None and all(
                self.table(name).stat().st_size == manifest.tables[name].bytes for name in NAMES
            )
        except (OSError, KeyError):
            return False


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
        for name in (*NAMES, CURRENT):
            path = self.out / name
            if path.exists() and not path.is_symlink():
                raise RunFailed(f"{path} is there already and is not tidyforms': choose another folder")

    @contextmanager
    def lock(self, wait: float) -> Iterator[None]:
        """Keep other runs away. Raises RunFailed if another one stays longer than ``wait`` seconds."""
        path, end = self.out / ".lock", time.monotonic() + wait
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
            yield

    def _sweep(self) -> None:
        """Remove what a killed run left."""
        for path in self._snapshots.glob(f"{UNFINISHED}*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.out.glob(f"{UNFINISHED}*"):
            path.unlink(missing_ok=True)

    def current(self) -> Snapshot | None:
        """The published snapshot."""
        try:
            return Snapshot((self.out / CURRENT).resolve(strict=True))
        except (OSError, RuntimeError):
            return None

    def snapshots(self) -> list[Snapshot]:
        """All that are kept, oldest first."""
        return [Snapshot(path) for path in sorted(self._snapshots.glob("[0-9]*"))]

    def new_folder(self) -> Path:
        """A folder to build a snapshot in."""
        folder = self._snapshots / f"{UNFINISHED}{os.getpid()}"
        folder.mkdir()
        return folder

    def seal(self, folder: Path, fingerprint: str, files: int, written: Written) -> Snapshot:
        """Make a finished folder a snapshot that survives a power cut."""
        built = Snapshot(folder)
        tables = {name: _describe(built.table(name), written.rows[name]) for name in NAMES}
        manifest = Manifest(fingerprint, files, written.forms, written.adopted, tables, __version__, VERSION)
        write_synced(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        for name in NAMES:
            _sync(folder / name)
        _sync(folder)
        last = self.snapshots()
        target = self._snapshots / f"{int(last[-1].name) + 1 if last else 1:06}"
        folder.rename(target)
        _sync(self._snapshots)
        return Snapshot(target)

    def publish(self, snapshot: Snapshot) -> None:
        """Show a snapshot to all readers at once."""
        for name in NAMES:
            if not (self.out / name).is_symlink():
                self._link(name, f"{CURRENT}/{name}")
        self._link(CURRENT, f"{SNAPSHOTS}/{snapshot.name}")
        _sync(self.out)

    def _link(self, name: str, target: str) -> None:
        new = self.out / f"{UNFINISHED}{name}"
        new.unlink(missing_ok=True)
        new.symlink_to(target)
        new.replace(self.out / name)

    def prune(self, keep: int) -> None:
        """Remove all but the last ``keep`` snapshots and the published one."""
        current = self.current()
        for snapshot in self.snapshots()[: -max(1, keep)]:
            if current is None or snapshot.name != current.name:
                gone = snapshot.folder.with_name(f"{UNFINISHED}{snapshot.name}")
                snapshot.folder.rename(gone)
                shutil.rmtree(gone, ignore_errors=True)


def _locked(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _describe(path: Path, rows: int) -> TableFile:
    return TableFile(rows, path.stat().st_size, sha256_of(path))


def sha256_of(path: Path) -> str:
    """Hash of a file, in bounded memory."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(MIB):
            digest.update(chunk)
    return digest.hexdigest()


def write_synced(path: Path, data: bytes) -> None:
    """Write a file so that it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
