"""``OUT/forgotten.json``: the documents that were erased, so that no later run takes them in again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ingest.settings import RunFailed
from ingest.store.snapshot import UNFINISHED, write_synced
from ingest.tables.records import response_id

FORGOTTEN = "forgotten.json"
MOST = 1_000
"""Responses of a document of which no table tells: with more, a correction of one could come back."""


class Forgotten(msgspec.Struct, frozen=True):
    """Hashes of contents, and nothing of what they were."""

    documents: dict[str, int] = {}
    """Document id -> how many responses it may have had."""

    @property
    def responses(self) -> frozenset[str]:
        """Ids of the documents' responses."""
        return frozenset(response_id(d, n) for d, count in self.documents.items() for n in range(count))


def read_forgotten(out: Path) -> Forgotten:
    """What was forgotten. Raises RunFailed if the list cannot be read: without it all would come back."""
    path = out / FORGOTTEN
    try:
        return msgspec.json.decode(path.read_bytes(), type=Forgotten)
    except FileNotFoundError:
        return Forgotten()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RunFailed(f"{path} cannot be read ({error}): erased documents would come back") from error


def write_forgotten(out: Path, forgotten: Forgotten) -> None:
    """Replace the list in one step. Raises OSError."""
    new = out / f"{UNFINISHED}{FORGOTTEN}"
    write_synced(new, msgspec.json.format(msgspec.json.encode(forgotten)) + b"\n")
    new.replace(out / FORGOTTEN)
