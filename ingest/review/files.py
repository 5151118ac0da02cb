"""Corrections as people leave them: the CSV files of ``review``, and those that are published already."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from ingest.review.corrections import WITHDRAWN, Corrections, FaultyCorrections
from ingest.review.places import Correction
from ingest.review.worklist import plain
from ingest.settings import RunFailed
from ingest.store.snapshot import Snapshot
from parsers.responses import Status

NEEDED = ("response_id", "question_id", "correct_status", "correct_answer")
_ID = re.compile(r"[0-9a-f]{16}")
MAX_BYTES = 1 << 26
_Key = tuple[str, str]


def read_corrections(
    path: Path | None, published: Snapshot | None, forgotten: Container[str] = ()
) -> Corrections:
    """What is published stays; what the files say wins; of ``forgotten`` responses nothing is taken.

    Raises FaultyCorrections, RunFailed, OSError.
    """
    kept = {(c.response_id, c.question_id): c for c in _kept(published)}
    said: dict[_Key, Correction] = {}
    errors: list[str] = []
    for file in _files(path):
        for correction in _read(file, errors):
            key = (correction.response_id, correction.question_id)
            before = said.setdefault(key, correction)
            if before.said != correction.said:
                errors.append(f"{correction.source}: {before.source} says otherwise of the same answer")
    if errors:
        raise FaultyCorrections(errors)
    repeated = {key for key, c in said.items() if key in kept and kept[key].said == c.said}
    new = {key: c for key, c in said.items() if key not in repeated}
    every = [c for _, c in sorted((kept | new).items()) if c.response_id not in forgotten]
    digest = sha256()
    for c in every:
        digest.update(repr((c.response_id, c.question_id, c.status, c.answer, c.who, c.note)).encode())
    return Corrections(every, digest.hexdigest() if every else "")


def _kept(published: Snapshot | None) -> Iterator[Correction]:
    """The published corrections. Raises RunFailed if they are damaged: no run may lose them in silence."""
    manifest = published.manifest() if published else None
    table = manifest.tables.get("corrections") if manifest else None
    if published is None or table is None or not table.rows:
        return
    if not published.holds("corrections"):
        raise RunFailed(
            f"the corrections in {published.folder} are damaged: publish an earlier snapshot again"
        )
    for row in published.rows("corrections"):
        yield Correction(
            row["response_id"], row["question_id"], row["status"], row["answer_text"],
            row["who"], row["note"], "published before", row.get("number"), row.get("prompt"), True,
        )  # fmt: skip


def _files(path: Path | None) -> Sequence[Path]:
    if path is None:
        return ()
    if path.is_dir():
        return sorted(p for p in path.iterdir() if p.suffix.lower() == ".csv" and p.is_file())
    if not path.is_file():
        raise RunFailed(f"{path}: no such file or folder")
    return (path,)


def _read(path: Path, errors: list[str]) -> Iterator[Correction]:
    """The corrections of one file; what is wrong goes to ``errors``."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        errors.append(f"{path.name}: larger than {MAX_BYTES >> 20} MiB")
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        errors.append(f"{path.name}:{data.count(10, 0, error.start) + 1}: this is not UTF-8")
        return
    lines = text.splitlines()
    delimiter = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        errors.append(f"{path.name}:1: no column {', '.join(missing)}")
        return
    last = 1
    for row in reader:
        source, last = f"{path.name}:{last + 1}", reader.line_num
        correction = _correction(row, source, errors)
        if correction:
            yield correction


def _correction(row: dict[str, str | None], source: str, errors: list[str]) -> Correction | None:
    """What a row says; None if it says nothing, or something wrong."""
    status, answer = (plain((row[name] or "").strip()) for name in NEEDED[2:])
    if not status and not answer:
        return None
    keys = [(row[name] or "").strip() for name in NEEDED[:2]]
    if not _ID.fullmatch(keys[0]) or not keys[1]:
        errors.append(f"{source}: “{keys[0]} {keys[1]}” names no answer")
        return None
    given = Status.ANSWERED.value
    allowed = (given,) if answer else (Status.BLANK.value, Status.UNDETERMINED.value, WITHDRAWN)
    status = status.casefold() or given
    if status not in allowed:
        what = "with an answer" if answer else "without an answer"
        errors.append(f"{source}: correct_status “{status}” {what}; it may be {', '.join(allowed)}")
        return None
    who, note = ((row.get(name) or "").strip() or None for name in ("who", "note"))
    number, prompt = (plain((row.get(name) or "").strip()) or None for name in ("number", "prompt"))
    return Correction(keys[0], keys[1], status, answer or None, who, note, source, number, prompt)
