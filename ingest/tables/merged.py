"""The table ``merged``: of each submission's exports, the answer that the strongest evidence shows.

Made from the finished tables ``answers`` and ``responses``, row group by row group: what only one export
shows is taken over by column, the rest is compared question by question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.tables.identity import DETERMINED, EXACT, given_of
from ingest.tables.records import Row, finding_row
from ingest.tables.schema import arrow_schema
from ingest.tables.writer import DatasetWriter
from parsers.blocks import Evidence, Problem, Severity
from parsers.forms.wording import fold
from parsers.responses import QuestionType, Status

CONTRADICT = "exports_contradict"
STRENGTH = (
    Evidence.PERSON, Evidence.MARKUP, Evidence.MARKS, Evidence.LAYOUT, Evidence.PIXELS, Evidence.FORM,
    Evidence.TEXT,
)  # fmt: skip
"""Strongest first."""
ANSWER = (
    "answer_text", "selected", "other_text", "value_bool", "value_number", "value_unit", "value_date",
    "codes", "urls",
)  # fmt: skip
"""Columns that are null where no answer is claimed."""
PUT = ("number", "section", "required", "help_text")
"""Columns of how the question was put: what the row's export leaves out others may show. Help is taken from
exact ones only: where words alone tell, it may be the answer's beginning."""
CHOICES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE, QuestionType.LIKERT)


def write_merged(writer: DatasetWriter) -> None:
    """Adds ``merged`` and its findings; ``answers`` and ``responses`` are complete then."""
    answers, responses = writer.finish("answers"), _read(writer.finish("responses"))
    sizes = responses.group_by("submission_id").aggregate([("response_id", "count")])
    shared = sizes.filter(pc.greater(sizes["response_id_count"], 1))["submission_id"]
    several: list[pa.Table] = []
    for table in _with_submission(answers, responses):
        many = pc.is_in(table["submission_id"], shared)
        if not pc.any(many).as_py():
            writer.add_table("merged", _alone(table))
            continue
        writer.add_table("merged", _alone(table.filter(pc.invert(many))))
        several.append(table.filter(many))
    if several:
        for rows in _by_submission(pa.concat_tables(several)):
            merged = [_merge(list(group)) for _, group in groupby(rows, key=lambda row: row["question_id"])]
            writer.add("merged", [row for row, _ in merged])
            writer.add("findings", [finding for _, finding in merged if finding])


def _with_submission(answers: Path, responses: pa.Table) -> Iterator[pa.Table]:
    of = {name: n for n, name in enumerate(responses["response_id"].to_pylist())}
    with answers.open("rb") as opened:  # Arrow takes no path that is not UTF-8
        file = pq.ParquetFile(opened)
        for n in range(file.num_row_groups):
            table = file.read_row_group(n)
            ids = pc.dictionary_encode(table["response_id"].combine_chunks())
            places = pa.array([of[i] for i in ids.dictionary.to_pylist()], pa.int64()).take(ids.indices)
            for name in ("submission_id", "preferred"):
                table = table.append_column(name, pc.take(responses[name], places))
            yield table


def _read(path: Path) -> pa.Table:
    with path.open("rb") as opened:
        return pq.read_table(opened)


def _alone(table: pa.Table) -> pa.Table:
    """The rows of submissions with one export."""
    shown = pc.cast(pc.not_equal(table["status"], Status.NOT_SHOWN.value), pa.int32())
    table = table.append_column("sources", shown)
    table = table.append_column("agreed", pa.nulls(table.num_rows, pa.bool_()))
    return table.select(arrow_schema("merged").names).cast(arrow_schema("merged"))


def _by_submission(table: pa.Table) -> Iterator[list[Row]]:
    """The rows of each submission, by question."""
    order = [("form_id", "ascending"), ("submission_id", "ascending"), ("question_id", "ascending"),
             ("preferred", "descending"), ("response_id", "ascending")]  # fmt: skip
    table = table.take(pc.sort_indices(table, order))
    rows = (row for batch in table.to_batches(4096) for row in batch.to_pylist())
    for _, group in groupby(rows, key=lambda row: row["submission_id"]):
        yield list(group)


def _merge(rows: Sequence[Row]) -> tuple[Row, Row | None]:
    """One question of one submission, the preferred export first -> its row, and a finding if need be."""
    shown = [row for row in rows if row["status"] != Status.NOT_SHOWN]
    determined = [row for row in shown if row["status"] in DETERMINED]
    best = min(determined or shown or rows, key=lambda row: STRENGTH.index(row["evidence"]))
    counts: Row = {"sources": len(shown), "agreed": None}
    if not determined:
        return _put(best, shown) | counts, None
    equals = [row for row in determined if _equal(row, best)]
    counts["agreed"] = len(equals) == len(determined) if len(determined) > 1 else None
    strongest = [row for row in determined if row["evidence"] == best["evidence"]]
    if not all(_equal(row, best) for row in strongest):
        nothing = dict.fromkeys(ANSWER) | {"status": Status.UNDETERMINED, "confidence": 0.0}
        return _put(best, shown) | nothing | counts, _contradiction(best, strongest)
    fullest = min(equals, key=_detail)
    return _put(fullest, shown) | counts, None


def _put(row: Row, shown: Sequence[Row]) -> Row:
    """A row with what it lacks of how its question was put, where all exports that show it say the same.

    A workbook shows neither numbers nor help, and a grid's statement without the question above it.
    """
    found = row
    if row["row_label"] is None:
        above = [r for r in shown if r["row_label"] and fold(r["row_label"]) == fold(row["prompt"])]
        if above and _agree(above, "prompt"):
            found = found | {"prompt": above[0]["prompt"], "row_label": above[0]["row_label"]}
    for column in PUT:
        heard = [r for r in shown if column != "help_text" or r["evidence"] in EXACT]
        saying = [r for r in heard if r[column] is not None]
        if row[column] is None and saying and _agree(saying, column):
            found = found | {column: saying[0][column]}
    return found


def _agree(rows: Sequence[Row], column: str) -> bool:
    return len({fold(str(row[column])) for row in rows}) == 1


def _equal(one: Row, other: Row) -> bool:
    left, right = given_of(one).hashes, given_of(other).hashes
    return left == right or not left.isdisjoint(right)


def _detail(row: Row) -> tuple[bool, bool, int]:
    """The more a row says of an answer that several show alike, the better."""
    unknown = row["question_type"] == QuestionType.UNKNOWN
    # A workbook's cell does not tell a text typed into “Other” from an option.
    unsaid = row["question_type"] in CHOICES and (row["selected"] is None or row["codes"] is None)
    return unknown, unsaid, STRENGTH.index(row["evidence"])


def _contradiction(best: Row, rows: Sequence[Row]) -> Row:
    other = next(row for row in rows if not _equal(row, best))
    problem = Problem(
        code=CONTRADICT,
        message=f"equally strong exports of one submission differ here (the other: {other['response_id']})",
        severity=Severity.WARNING,
    )
    return finding_row(best["document_id"], problem, best["response_id"], best["question_id"])
