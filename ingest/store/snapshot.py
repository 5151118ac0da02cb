"""One snapshot of a dataset: its tables' files, and what stands beside them to tell if they are whole."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ingest.settings import MIB
from ingest.tables.schema import NAMES
from ingest.tables.tally import Tally

MANIFEST, RECORD = "manifest.json", "published.json"
UNFINISHED = ".unfinished-"

if TYPE_CHECKING:
    import pyarrow as pa


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
    pseudonyms: str = ""
    """Tells the key under which persons are hidden from another; empty: their names stand in it."""
    tally: Tally = Tally()


class Record(msgspec.Struct, frozen=True):
    """That a snapshot was published, and its files' stamps then: equal as long as nobody wrote to them."""

    snapshot: str
    """Its name: a copy under another name was never published."""
    manifest: str
    """SHA-256 of the manifest."""
    stamps: dict[str, tuple[int, int, int, int]]
    """By table: inode, size, mtime_ns, ctime_ns."""


@dataclass(frozen=True)
class Written:
    """What was written into a folder that is to become a snapshot."""

    forms: int
    adopted: tuple[str, ...]
    rows: dict[str, int]
    """By table."""
    pseudonyms: str = ""
    """As in the manifest."""
    tally: Tally = field(default_factory=Tally)


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
            data = (self.folder / MANIFEST).read_bytes()
            manifest = msgspec.json.decode(data, type=Manifest)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        record = self.record()
        return manifest if record is None or record.manifest == sha256(data).hexdigest() else None

    @property
    def number(self) -> int:
        """Later ones have higher numbers."""
        return int(self.name)

    def _stamps(self) -> dict[str, tuple[int, int, int, int]]:
        found = {name: self.table(name).stat() for name in NAMES}
        return {n: (s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for n, s in found.items()}

    def record(self) -> Record | None:
        """What was noted when it was published; None: it never was, as far as anybody can tell."""
        try:
            record = msgspec.json.decode((self.folder / RECORD).read_bytes(), type=Record)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return record if record.snapshot == self.name else None

    def is_untouched(self) -> bool:
        """Whether nobody wrote to its tables since they were last found whole: a look at their stamps."""
        record = self.record()
        try:
            return record is not None and record.stamps == self._stamps()
        except OSError:
            return False

    def is_whole(self) -> bool:
        """Whether every table has the bytes of the manifest (hashed where somebody may have written)."""
        return all(self.holds(name) for name in NAMES)

    def holds(self, name: str) -> bool:
        """Whether a table has the bytes of the manifest."""
        manifest, untouched = self.manifest(), self.is_untouched()
        try:
            wanted, path = manifest.tables[name] if manifest else None, self.table(name)
            return wanted is not None and (
                path.stat().st_size == wanted.bytes and (untouched or sha256_of(path) == wanted.sha256)
            )
        except (OSError, KeyError):
            return False

    def read(self, name: str, columns: list[str] | None = None, filters: Any = None) -> pa.Table:
        """A table, or some of its columns and rows. Raises OSError, pa.ArrowInvalid."""
        import pyarrow.parquet as pq  # takes longer to load than a night with nothing new

        with self.table(name).open("rb") as file:  # Arrow takes no path that is not UTF-8
            return pq.read_table(file, columns=columns, filters=filters)

    def rows(self, name: str, columns: list[str] | None = None, filters: Any = None) -> list[dict[str, Any]]:
        """The same as plain rows."""
        found: list[dict[str, Any]] = self.read(name, columns, filters).to_pylist()
        return found

    def note_published(self) -> None:
        """Write down that it is published, and whole at this moment. Raises OSError."""
        data = msgspec.json.encode(Record(self.name, sha256_of(self.folder / MANIFEST), self._stamps()))
        new = self.folder / f"{UNFINISHED}{RECORD}"
        write_synced(new, data)
        new.replace(self.folder / RECORD)


def sha256_of(path: Path) -> str:
    """Hash of a file, in bounded memory."""
    digest = sha256()
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


def remove(path: Path) -> None:
    """Remove a file, a link or a folder as far as it can be removed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
