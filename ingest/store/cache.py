"""What earlier runs read, by content: one SQLite file that may be deleted at any time.

It holds each document's summary and packed responses under the hash of its bytes, valid for
one state of the reading code (``key``), and the stamp each file was hashed under, so that a
file nobody wrote to is not read again. Without a cache the same store lives for one run.

Each row carries a digest of itself: SQLite notices a torn page, but not a bit that fell over inside
a value. Whatever is wrong with the file, the run says so, makes a new one and reads again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ingest.inputs.discover import Stamp
from ingest.settings import MAX_TRIES, Reading
from ingest.store.snapshot import remove
from ingest.workers.protocol import Parcel, Summary, Torn

FORMAT = 2
PRIVATE = 0o700
"""Mode of its folder: it holds what was read, names too, and nobody but a run needs it."""
APPLICATION = 0x7469_6479
"""Tells our file from somebody else's database."""
RACY_NS = 2_000_000_000
"""A file written so shortly before it was hashed may change again within its time stamp's grain."""
COMMIT_EVERY = 2.0
"""Seconds of work that a kill may cost."""
TRANSIENT = frozenset({"crashed", "timeout", "memory"})
TABLES = """
CREATE TABLE IF NOT EXISTS stamps (
    device INT, inode INT, size INT, mtime INT, ctime INT, sha256 TEXT, digest BLOB,
    PRIMARY KEY (device, inode)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outcomes (
    sha256 TEXT PRIMARY KEY, key TEXT, outcome TEXT, reason TEXT, detail TEXT,
    tries INT, timeout REAL, memory INT, digest BLOB
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (sha256 TEXT PRIMARY KEY, summary BLOB, responses BLOB, digest BLOB);
"""


class CacheDamaged(Torn):
    """The cache is unusable; deleting it mends it."""


@dataclass(slots=True)
class Outcome:
    """What is known of a document, in short."""

    outcome: str
    reason: str | None
    detail: str | None
    tries: int
    timeout: float
    memory: int


WRITE_FAULTS = frozenset({
    sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
})  # fmt: skip
"""What a full disk looks like, beside SQLITE_FULL: a new cache would not help."""


@contextmanager
def _guarded() -> Iterator[None]:
    """Tell a disk that is full (OSError) from a file that cannot be used (CacheDamaged).

    A damaged file may even make SQLite's message undecodable (ValueError) or ask for terabytes.
    """
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if code in WRITE_FAULTS or code & 0xFF == sqlite3.SQLITE_FULL:
            number = errno.ENOSPC if code == sqlite3.SQLITE_FULL else errno.EIO
            raise OSError(number, f"{os.strerror(number)} (cache: {error})") from error
        raise CacheDamaged(str(error) or "it asks for more memory than there is") from error


def _digest(*values: str | int | float | bytes | None) -> bytes:
    digest = hashlib.blake2b(digest_size=8)
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        digest.update(b"%d " % len(data) + data)
    return digest.digest()


def _whole(row: tuple[Any, ...], *key: str) -> tuple[Any, ...]:
    """A row without its digest, the last column. Raises CacheDamaged."""
    if row[-1] != _digest(*key, *row[:-1]):
        raise CacheDamaged("a row is not as it was written")
    return row[:-1]


class Cache:
    """The store, open for one run."""

    def __init__(self, path: Path, key: str, reading: Reading) -> None:
        """``path`` is made if it does not exist. Raises CacheDamaged, OSError."""
        self._key, self._reading = key, reading
        try:
            path.parent.mkdir(PRIVATE, parents=True, exist_ok=True)
        except FileExistsError as error:
            raise CacheDamaged("there is a file in its folder's place") from error
        with _guarded():
            self._db = sqlite3.connect(path, isolation_level=None)
        try:
            with _guarded():
                self._prepare()
                self._known = self._load_outcomes()
                self._stamps = self._load_stamps()
        except BaseException:
            self._db.close()
            raise
        self._new_stamps: list[tuple[int | str, ...]] = []
        self._committed = time.monotonic()
        self._asked_ns = time.time_ns()

    def _prepare(self) -> None:
        for pragma in (
            "trusted_schema=OFF",
            "locking_mode=EXCLUSIVE",
            "journal_mode=WAL",
            "synchronous=NORMAL",
        ):
            self._db.execute(f"PRAGMA {pragma}")
        is_new = not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if is_new:
            self._db.executescript(TABLES)
            self._db.execute(f"PRAGMA application_id={APPLICATION}")
            self._db.execute(f"PRAGMA user_version={FORMAT}")
        if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise CacheDamaged("it is not tidyforms', or not of this version")
        if self._db.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            raise CacheDamaged("it is of another version")

    def _load_outcomes(self) -> dict[str, Outcome]:
        rows = self._db.execute("SELECT * FROM outcomes WHERE key = ?", (self._key,))
        return {row[0]: Outcome(*row[2:]) for row in map(_whole, rows)}

    def _load_stamps(self) -> dict[tuple[int, int], tuple[Stamp, str]]:
        rows = map(_whole, self._db.execute("SELECT * FROM stamps"))
        return {row[:2]: (row[:5], row[5]) for row in rows}

    def sha256_of(self, stamp: Stamp) -> str | None:
        """The hash of a file that nobody wrote to since it was hashed, else None: it may be hashed now."""
        self._asked_ns = time.time_ns()
        stored = self._stamps.get(stamp[:2])
        return stored[1] if stored and stored[0] == stamp else None

    def remember_stamp(self, stamp: Stamp, sha256: str) -> None:
        """Keep a file's hash for the next run, if it was old enough when ``sha256_of`` was last asked."""
        if max(stamp[3], stamp[4]) + RACY_NS < self._asked_ns:
            self._new_stamps.append((*stamp, sha256))

    def outcome(self, sha256: str) -> Outcome | None:
        """What is known of a document, whether it may be tried again or not."""
        return self._known.get(sha256)

    def is_settled(self, sha256: str) -> bool:
        """Whether a document need not be read (again).

        One that crashed, took too long or too much memory is tried in ``MAX_TRIES`` runs, and again
        whenever it is given more time or memory than before.
        """
        known = self._known.get(sha256)
        if known is None or known.reason not in TRANSIENT:
            return known is not None
        more = self._reading.timeout > known.timeout or self._reading.memory > known.memory
        return known.tries >= MAX_TRIES and not more

    def put(self, sha256: str, parcel: Parcel) -> None:
        """Keep what was read."""
        before, summary = self._known.get(sha256), parcel.summary
        outcome = Outcome(
            summary.outcome, summary.reason, summary.detail, before.tries + 1 if before else 1,
            float(self._reading.timeout), self._reading.memory,
        )  # fmt: skip
        self._known[sha256] = outcome
        row = (
            sha256, self._key, outcome.outcome, outcome.reason, outcome.detail, outcome.tries,
            outcome.timeout, outcome.memory,
        )  # fmt: skip
        content = (sha256, msgspec.msgpack.encode(summary), parcel.responses)
        with _guarded():
            self._begin()
            self._db.execute("REPLACE INTO outcomes VALUES (?,?,?,?,?,?,?,?,?)", (*row, _digest(*row)))
            self._db.execute(
                "REPLACE INTO contents VALUES (?,?,?,?)", (*content, _digest(self._key, *content))
            )
            if time.monotonic() - self._committed > COMMIT_EVERY:
                self.commit()

    def summary(self, sha256: str) -> Summary:
        """A document's summary. Raises CacheDamaged."""
        try:
            return msgspec.msgpack.decode(self._content(sha256)[0], type=Summary)
        except msgspec.MsgspecError as error:
            raise CacheDamaged(str(error)) from error

    def responses(self, sha256: str) -> bytes:
        """A document's packed responses. Raises CacheDamaged."""
        return self._content(sha256)[1]

    def _content(self, sha256: str) -> tuple[bytes, bytes]:
        with _guarded():
            row = self._db.execute("SELECT * FROM contents WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise CacheDamaged("a document is missing from it")
        _, summary, responses = _whole(row, self._key)
        return summary, responses

    def forget_others(self, wanted: set[str]) -> None:
        """Drop the documents and stamps that are not of these."""
        with _guarded():
            self._begin()
            kept = {row[0] for row in self._db.execute("SELECT sha256 FROM contents")}
            gone = [(sha256,) for sha256 in kept - wanted]
            for table in ("contents", "outcomes", "stamps"):
                self._db.executemany(f"DELETE FROM {table} WHERE sha256 = ?", gone)
            self.commit()

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN")

    def commit(self) -> None:
        """Make what was kept last beyond a kill."""
        with _guarded():
            if self._new_stamps:
                self._begin()
                rows = [(*row, _digest(*row)) for row in self._new_stamps]
                self._db.executemany("REPLACE INTO stamps VALUES (?,?,?,?,?,?,?)", rows)
                self._new_stamps.clear()
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        self._committed = time.monotonic()

    def close(self) -> None:
        """Commit and close. What cannot be committed now is read again by the next run."""
        with suppress(CacheDamaged, OSError):
            self.commit()
        with suppress(sqlite3.Error):
            self._db.close()


def erase(path: Path, documents: Iterable[str]) -> None:
    """Erase documents so that no byte of them is left in the file; one that cannot be mended is deleted."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA secure_delete=ON")
            for table in ("contents", "outcomes", "stamps"):
                db.executemany(f"DELETE FROM {table} WHERE sha256 = ?", [(d,) for d in documents])
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError):
        delete(path)


def delete(path: Path) -> None:
    """Delete a cache file, what SQLite keeps beside it, and whatever else stands in their places."""
    if not path.parent.is_dir():
        remove(path.parent)
    for suffix in ("", "-wal", "-shm", "-journal"):
        remove(path.with_name(path.name + suffix))
