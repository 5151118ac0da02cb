"""The corrections file: each save is on the disk before it is confirmed, whoever else writes or kills.

It is review's CSV, with the columns and the rows that somebody else put there kept as they are. A save
reads it afresh under a lock, writes the whole of it beside, and swaps it in: at any moment the file is
the one before or the one after.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ingest.review.files import NEEDED
from ingest.review.worklist import COLUMNS, cell, plain
from ingest.settings import RunFailed
from ingest.tables.records import Row

Key = tuple[str, str]
SAID = ("correct_status", "correct_answer", "who", "note")
PRIVATE = 0o600
"""Mode of a new file: it holds what persons answered."""


class Said(NamedTuple):
    """What the file says of one answer; empty where it says nothing."""

    status: str = ""
    answer: str = ""
    who: str = ""
    note: str = ""

    @property
    def done(self) -> bool:
        """Whether it settles the answer."""
        return bool(self.status or self.answer)


NOTHING = Said()


class Changed(Exception):
    """Somebody else has said something of this answer meanwhile."""


@dataclass
class _Table:
    """The file's rows as they stand there."""

    columns: list[str]
    rows: list[dict[str, str]]
    delimiter: str

    def said(self) -> dict[Key, Said]:
        return {_key(row): _said(row) for row in self.rows}


class Store:
    """One corrections file, shared by any number of processes."""

    def __init__(self, path: Path) -> None:
        """Raises RunFailed if the file is there and is no corrections file."""
        self.path = path.resolve()
        self._lock = self.path.with_name(f"{self.path.name}.lock")
        self._read()

    def said(self) -> dict[Key, Said]:
        """All that the file says now. Raises RunFailed, OSError."""
        return self._read().said()

    def save(self, asked: Row, said: Said, expected: Said) -> None:
        """Write what is said of an answer; it is on the disk when this returns.

        ``asked``: its row of review's CSV. Raises Changed if the file does not say ``expected`` of it any
        more, RunFailed, OSError.
        """
        with self._locked():
            table = self._read()
            key = asked["response_id"], asked["question_id"]
            if table.said().get(key, NOTHING) != expected:
                raise Changed
            own = [row for row in table.rows if _key(row) == key]
            row = own[0] if own else {n: str(cell(_text(asked.get(n)))) for n in table.columns}
            if not own:
                table.rows.append(row)
            row.update({name: str(cell(value)) for name, value in zip(SAID, said, strict=True)})
            table.rows = [r for r in table.rows if r is row or _key(r) != key]
            self._write(table)

    def erase(self, responses: set[str]) -> int:
        """Remove all rows of these responses; returns how many. Raises RunFailed, OSError."""
        with self._locked():
            table = self._read()
            kept = [row for row in table.rows if row.get("response_id") not in responses]
            gone = len(table.rows) - len(kept)
            if gone:
                table.rows = kept
                self._write(table)
            return gone

    @contextmanager
    def _locked(self) -> Iterator[None]:
        fd = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)

    def _read(self) -> _Table:
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return _Table(list(COLUMNS), [], ",")
        except UnicodeDecodeError as error:
            raise RunFailed(f"{self.path} is not UTF-8") from error
        head = text.partition("\n")[0]
        delimiter = ";" if head.count(";") > head.count(",") else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
        columns = list(reader.fieldnames or COLUMNS)
        if missing := [name for name in NEEDED if name not in columns]:
            raise RunFailed(f"{self.path} is no corrections file: it has no column {', '.join(missing)}")
        columns += [name for name in SAID if name not in columns]
        return _Table(columns, [{n: row.get(n) or "" for n in columns} for row in reader], delimiter)

    def _write(self, table: _Table) -> None:
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, table.columns, delimiter=table.delimiter)
        writer.writeheader()
        writer.writerows(table.rows)
        new = self.path.with_name(f"{self.path.name}.unfinished")
        mode = self.path.stat().st_mode & 0o777 if self.path.exists() else PRIVATE
        fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
        with os.fdopen(fd, "wb") as file:
            os.fchmod(fd, mode)
            file.write(b"\xef\xbb\xbf" + text.getvalue().encode())
            file.flush()
            os.fsync(fd)
        new.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _key(row: dict[str, str]) -> Key:
    return row["response_id"].strip(), row["question_id"].strip()


def _said(row: dict[str, str]) -> Said:
    return Said(*(plain(row[name].strip()) for name in SAID))


def _text(value: object) -> str:
    return "" if value is None else str(value)
