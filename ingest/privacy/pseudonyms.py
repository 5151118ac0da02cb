"""``--pseudonymise KEYFILE``: tokens in the place of respondents' names and addresses.

A token is an HMAC-SHA-256 under the key, so only who has the key can tell whose it is, by trying names. What
people wrote into answers is not touched: docs/privacy.md.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from ingest.settings import RunFailed
from ingest.tables.records import Row
from parsers.forms.wording import fold

SHORTEST = 16
"""Bytes of a key: a shorter one can be found by trying all."""
LENGTH = 16
"""Hexadecimal digits of a token: two people share one by chance once in billions of pairs of people."""
NAME, EMAIL, SUBMISSION = "name", "email", "submission"
Add = Callable[[str, Iterable[Row]], None]


class FaultyKey(RunFailed):
    """A key file that cannot be used."""


class Pseudonyms:
    """Replaces what names a person, if there is a key."""

    def __init__(self, key: bytes | None) -> None:
        self._key = key
        self.digest = self._token("key", "") if key else ""
        """Changes with the key and does not tell it; empty without one."""

    def adder(self, add: Add) -> Add:
        """The same as ``add``, but for the persons in ``responses``, and ids that are made of their names.

        Submissions are matched by then: their ids are keyed too, as whoever tries names could else tell from
        an id whose it is.
        """
        if self._key is None:
            return add
        return lambda table, rows: add(table, map(self._hidden, rows) if table == "responses" else rows)

    def _hidden(self, row: Row) -> Row:
        name, email = row["respondent_name"], row["respondent_email"]
        return row | {
            "respondent_name": name and self._token(NAME, fold(name)),
            "respondent_email": email and self._token(EMAIL, email.casefold()),
            "submission_id": self._token(SUBMISSION, row["submission_id"]),
        }

    def _token(self, what: str, text: str) -> str:
        assert self._key is not None
        return hmac.new(self._key, f"{what}\0{text}".encode(), sha256).hexdigest()[:LENGTH]


def read_key(path: Path | None, out: Path) -> Pseudonyms:
    """The key of a file; a line's end behind it is no part of it. Raises FaultyKey."""
    if path is None:
        return Pseudonyms(None)
    try:
        key = path.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise FaultyKey(f"{path}: {error.strerror}") from error
    if len(key) < SHORTEST:
        raise FaultyKey(f"{path}: a key has at least {SHORTEST} bytes, this one has {len(key)}")
    if path.resolve().is_relative_to(out.resolve()):
        raise FaultyKey(f"{path}: the key lies in OUT, beside what it hides")
    return Pseudonyms(key)
