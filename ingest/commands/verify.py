"""Does a dataset keep its promises? Every fault is a line for a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.settings import RunFailed
from ingest.store.publish import CURRENT, Dataset
from ingest.store.snapshot import Manifest, Snapshot, sha256_of
from ingest.tables.schema import NAMES, TABLES, Table, arrow_schema

OUTCOMES = ("parsed", "partial", "rejected")
STATUS = ("answered", "blank", "undetermined", "not_shown")
REFERENCES = (
    ("responses", "document_id", "documents"),
    ("answers", "response_id", "responses"),
    ("answers", "document_id", "documents"),
    ("options", "response_id", "responses"),
    ("findings", "document_id", "documents"),
    ("findings", "response_id", "responses"),
)


def verify(out: Path) -> list[str]:
    """All faults of the published dataset. Raises RunFailed if there is none to check."""
    snapshot = Dataset(out).current()
    if snapshot is None:
        raise RunFailed(f"{out} holds no published dataset")
    manifest = snapshot.manifest()
    if manifest is None:
        return ["the manifest is missing or damaged"]
    faults = [
        *_link_faults(out),
        *(f for table in TABLES for f in _file_faults(snapshot, manifest, table)),
    ]
    return faults or [
        *_key_faults(snapshot),
        *_reference_faults(snapshot),
        *_count_faults(snapshot, manifest),
    ]


def _link_faults(out: Path) -> Iterator[str]:
    for name in NAMES:
        if not (out / name).is_dir():
            yield f"{name}: the link to the published table is missing"
        elif not (out / name).is_symlink() or str((out / name).readlink()) != f"{CURRENT}/{name}":
            yield f"{name}: the link leads elsewhere than to the published table"


def _file_faults(snapshot: Snapshot, manifest: Manifest, table: Table) -> Iterator[str]:
    path, wanted = snapshot.table(table.name), manifest.tables.get(table.name)
    if wanted is None or not path.is_file():
        yield f"{table.name}: the file is missing"
        return
    if sha256_of(path) != wanted.sha256:
        yield f"{table.name}: the file is not the one that was published (checksum)"
        return
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        yield f"{table.name}: the file is no Parquet ({error})"
        return
    if not file.schema_arrow.equals(arrow_schema(table.name)):
        yield f"{table.name}: columns or types differ from the schema"
    if file.metadata.num_rows != wanted.rows:
        yield f"{table.name}: {file.metadata.num_rows} rows, {wanted.rows} were published"


def _read(snapshot: Snapshot, table: str, columns: list[str]) -> pa.Table:
    return snapshot.read(table, columns)


def _key_faults(snapshot: Snapshot) -> Iterator[str]:
    for table in TABLES:
        if table.key:
            keys = _read(snapshot, table.name, list(table.key))
            doubles = keys.num_rows - keys.group_by(list(table.key)).aggregate([]).num_rows
            if doubles:
                yield f"{table.name}: {doubles} rows repeat the key {', '.join(table.key)}"


def _reference_faults(snapshot: Snapshot) -> Iterator[str]:
    for table, column, target in REFERENCES:
        values = _read(snapshot, table, [column])[column].drop_null().unique()
        lost = (
            len(values) - pc.sum(pc.is_in(values, _read(snapshot, target, [column])[column])).as_py()
            if values
            else 0
        )
        if lost:
            yield f"{table}: {lost} values of {column} are not in {target}"
    asked = (
        _read(snapshot, "answers", ["form_id", "question_id"])
        .group_by(["form_id", "question_id"])
        .aggregate([])
    )
    book = _read(snapshot, "questions", ["form_id", "question_id"])
    lost = asked.join(book, ["form_id", "question_id"], join_type="left anti").num_rows
    if lost:
        yield f"answers: {lost} questions are not in questions"


def _count_faults(snapshot: Snapshot, manifest: Manifest) -> Iterator[str]:
    documents = _read(snapshot, "documents", ["document_id", "outcome", "duplicate_paths", "responses"])
    outcomes = sum(pc.sum(pc.equal(documents["outcome"], name)).as_py() or 0 for name in OUTCOMES)
    if outcomes != documents.num_rows:
        yield "documents: an outcome is none of parsed, partial, rejected"
    seen = documents.num_rows + len(pc.list_flatten(documents["duplicate_paths"]))
    if seen != manifest.files:
        yield f"documents: {seen} paths, but {manifest.files} files were seen"
    responses = _read(snapshot, "responses", ["response_id", "document_id"])
    yield from _compare(
        documents.select(["document_id", "responses"]).filter(pc.greater(documents["responses"], 0)),
        responses.group_by("document_id").aggregate([("response_id", "count")]),
        "documents: responses",
    )
    yield from _status_faults(snapshot)


def _status_faults(snapshot: Snapshot) -> Iterator[str]:
    answers = _read(snapshot, "answers", ["response_id", "status"])
    for status in STATUS[:3]:
        column = f"n_{status}"
        said = _read(snapshot, "responses", ["response_id", column])
        counted = answers.filter(pc.equal(answers["status"], status)).group_by("response_id")
        counted = counted.aggregate([("status", "count")])
        yield from _compare(said.filter(pc.greater(said[column], 0)), counted, f"responses: {column}")
    columns = ["n_responses", "n_answered", "n_blank", "n_undetermined", "n_not_shown"]
    book = _read(snapshot, "questions", columns)
    total = pc.add(pc.add(book[columns[1]], book[columns[2]]), pc.add(book[columns[3]], book[columns[4]]))
    if not pc.all(pc.equal(total, book["n_responses"])).as_py() and book.num_rows:
        yield "questions: counts do not add up to n_responses"


def _compare(said: pa.Table, counted: pa.Table, what: str) -> Iterator[str]:
    """Both have a key and a count; every key's counts must be equal."""
    left = dict(zip(said[0].to_pylist(), said[1].to_pylist(), strict=True))
    names = counted.column_names
    key = next(name for name in names if name == said.column_names[0])
    count = next(name for name in names if name != key)
    right = dict(zip(counted[key].to_pylist(), counted[count].to_pylist(), strict=True))
    wrong = [k for k in left.keys() | right.keys() if left.get(k, 0) != right.get(k, 0)]
    if wrong:
        yield f"{what} is wrong for {len(wrong)}, such as {min(wrong)}"
