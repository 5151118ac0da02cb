"""What earlier runs read, by content: one SQLite file that may be deleted at any time.

It holds each document's summary and packed responses under the hash of its bytes, valid for
one state of the reading code (``key``), and the stamp each file was hashed under, so that a
file nobody wrote to is not read again. Without a cache the same store lives for one run.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ingest.discover import Stamp
from ingest.protocol import Parcel, Summary
from ingest.settings import MAX_TRIES, Reading

FORMAT = 1
RACY_NS = 2_000_000_000
"""A file written so shortly before it was hashed may change again within its time stamp's grain."""
COMMIT_EVERY = 2.0
"""Seconds of work that a kill may cost."""
TRANSIENT = frozenset({"crashed", "timeout", "memory"})
TABLES = """
CREATE TABLE IF NOT EXISTS stamps (
    device INT, inode INT, size INT, mtime INT, ctime INT, sha256 TEXT, PRIMARY KEY (device, inode)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outcomes (
    sha256 TEXT PRIMARY KEY, key TEXT, outcome TEXT, reason TEXT, detail TEXT,
    tries INT, timeout REAL, memory INT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (sha256 TEXT PRIMARY KEY, summary BLOB, responses BLOB);
"""


class CacheDamaged(Exception):
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


READ_FAULTS = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
SYSTEM_FAULTS = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


@contextmanager
def _guarded() -> Iterator[None]:
    """Tell a system that refuses (OSError) from a file that is damaged (CacheDamaged)."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if code & 0xFF in SYSTEM_FAULTS and code not in READ_FAULTS:
            number = errno.ENOSPC if code == sqlite3.SQLITE_FULL else errno.EIO
            raise OSError(number, f"{os.strerror(number)} (cache: {error})") from error
        raise CacheDamaged(str(error)) from error


class Cache:
    """The store, open for one run."""

    def __init__(self, path: Path, key: str, reading: Reading) -> None:
        """``path`` is made if it does not exist. Raises CacheDamaged, OSError."""
        self._key, self._reading = key, reading
        path.parent.mkdir(parents=True, exist_ok=True)
        with _guarded():
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._prepare()
            self._known = self._load_outcomes()
            self._stamps = self._load_stamps()
        self._new_stamps: list[tuple[int | str, ...]] = []
        self._committed = time.monotonic()
        self._asked_ns = time.time_ns()

    def _prepare(self) -> None:
        if self._db.execute("PRAGMA user_version").fetchone()[0] not in (0, FORMAT):
            raise CacheDamaged("it is of another version")
        self._db.executescript(TABLES)
        self._db.execute(f"PRAGMA user_version={FORMAT}")

    def _load_outcomes(self) -> dict[str, Outcome]:
        rows = self._db.execute(
            "SELECT sha256, outcome, reason, detail, tries, timeout, memory FROM outcomes WHERE key = ?",
            (self._key,),
        )
        return {row[0]: Outcome(*row[1:]) for row in rows}

    def _load_stamps(self) -> dict[tuple[int, int], tuple[Stamp, str]]:
        rows = self._db.execute("SELECT device, inode, size, mtime, ctime, sha256 FROM stamps")
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
            self._reading.timeout, self._reading.memory,
        )  # fmt: skip
        self._known[sha256] = outcome
        row = (
            outcome.outcome,
            outcome.reason,
            outcome.detail,
            outcome.tries,
            outcome.timeout,
            outcome.memory,
        )
        with _guarded():
            self._begin()
            self._db.execute("REPLACE INTO outcomes VALUES (?,?,?,?,?,?,?,?)", (sha256, self._key, *row))
            packed = msgspec.msgpack.encode(summary)
            self._db.execute("REPLACE INTO contents VALUES (?,?,?)", (sha256, packed, parcel.responses))
            if time.monotonic() - self._committed > COMMIT_EVERY:
                self.commit()

    def summary(self, sha256: str) -> Summary:
        """A document's summary. Raises CacheDamaged."""
        return self._decode(self._content(sha256, "summary"))

    def _decode(self, data: bytes) -> Summary:
        try:
            return msgspec.msgpack.decode(data, type=Summary)
        except msgspec.MsgspecError as error:
            raise CacheDamaged(str(error)) from error

    def responses(self, sha256: str) -> bytes:
        """A document's packed responses. Raises CacheDamaged."""
        return self._content(sha256, "responses")

    def _content(self, sha256: str, column: str) -> bytes:
        with _guarded():
            row = self._db.execute(f"SELECT {column} FROM contents WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None or not isinstance(row[0], bytes):
            raise CacheDamaged("a document is missing from it")
        return row[0]

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
                self._db.executemany("REPLACE INTO stamps VALUES (?,?,?,?,?,?)", self._new_stamps)
                self._new_stamps.clear()
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        self._committed = time.monotonic()

    def close(self) -> None:
        """Commit and close. What cannot be committed now is read again by the next run."""
        with suppress(CacheDamaged, OSError):
            self.commit()
        self._db.close()


def delete(path: Path) -> None:
    """Delete a cache file and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
