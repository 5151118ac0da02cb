"""A snapshot's tables without some documents, made of the tables alone.

Neither RAW nor the cache nor the key of pseudonyms is needed. What a form learned from several documents (its
wording, its options) stays as it is; the next run that reads something new learns it again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ingest.store.snapshot import Manifest, Snapshot, Written
from ingest.tables.form_names import form_row
from ingest.tables.merged import CONTRADICT, write_merged
from ingest.tables.records import Row
from ingest.tables.writer import DatasetWriter
from parsers.responses import Status

Question = tuple[str, str]
"""Form and question."""


@dataclass(frozen=True)
class Gone:
    """What is to be left out."""

    documents: frozenset[str]
    responses: frozenset[str]
    paths: frozenset[str]


def write_without(snapshot: Snapshot, manifest: Manifest, gone: Gone, folder: Path) -> tuple[Written, int]:
    """Write all tables of ``snapshot`` below ``folder``; returns what was written, and the files left."""
    with DatasetWriter(folder) as writer:
        documents = [d for d in snapshot.rows("documents") if d["document_id"] not in gone.documents]
        writer.add("documents", documents)
        before = snapshot.rows("responses")
        responses = _preferred([r for r in before if r["response_id"] not in gone.responses])
        writer.add("responses", responses)
        answers = _answers(snapshot.read("answers"), gone)
        writer.add_table("answers", answers)
        options = snapshot.read("options")
        writer.add_table("options", options.filter(_not_in(options["response_id"], gone.responses)))
        questions = _questions(snapshot.rows("questions"), answers, Counter(r["form_id"] for r in responses))
        writer.add("questions", questions)
        touched = {r["form_id"] for r in before if r["response_id"] in gone.responses}
        writer.add("versions", [v for v in snapshot.rows("versions") if v["form_id"] not in touched])
        corrections = snapshot.rows("corrections")
        writer.add("corrections", [c for c in corrections if c["response_id"] not in gone.responses])
        writer.add("findings", [f for f in snapshot.rows("findings") if not _tells_of(f, gone)])
        forms = _forms(snapshot.rows("forms"), responses, Counter(q["form_id"] for q in questions))
        writer.add("forms", forms)
        write_merged(writer)
    rows = {name: table.rows for name, table in writer.tables.items()}
    adopted = tuple(d for d in manifest.adopted if d not in gone.documents)
    files = len(documents) + sum(len(d["duplicate_paths"]) for d in documents)
    return Written(len(forms), adopted, rows, manifest.pseudonyms), files


def _not_in(column: pa.ChunkedArray, values: Iterable[str]) -> pa.ChunkedArray:
    return pc.invert(pc.is_in(column, pa.array(sorted(values), pa.string())))


def _preferred(responses: list[Row]) -> list[Row]:
    """The responses, one of each submission preferred: where it has gone, the one that shows most."""
    settled = {r["submission_id"] for r in responses if r["preferred"]}
    open_: defaultdict[str, list[Row]] = defaultdict(list)
    for row in responses:
        if row["submission_id"] not in settled:
            open_[row["submission_id"]].append(row)
    for rows in open_.values():
        min(rows, key=lambda r: (-r["n_answered"] - r["n_blank"], r["response_id"]))["preferred"] = True
    return responses


def _answers(table: pa.Table, gone: Gone) -> pa.Table:
    """The rows that stay; of a question that no document shows any more none does."""
    table = table.filter(_not_in(table["document_id"], gone.documents))
    shown = pc.not_equal(table["status"], Status.NOT_SHOWN.value)
    keys = pc.binary_join_element_wise(table["form_id"], table["question_id"], "\n")
    return table.filter(pc.is_in(keys, pc.unique(keys.filter(shown))))


def _questions(book: Iterable[Row], answers: pa.Table, responses: Counter[str]) -> list[Row]:
    """The codebook, counted again."""
    keys = ["form_id", "question_id", "status"]
    counted = answers.select(keys).group_by(keys).aggregate([([], "count_all")]).to_pylist()
    count: defaultdict[Question, Counter[str]] = defaultdict(Counter)
    for row in counted:
        count[row["form_id"], row["question_id"]][row["status"]] = row["count_all"]
    kept, places = [], Counter[str]()
    for row in book:
        status = count.get((row["form_id"], row["question_id"]))
        if status is None:
            continue
        places[row["form_id"]] += 1
        told = {f"n_{s.value}": status[s.value] for s in Status if s is not Status.NOT_SHOWN}
        every = responses[row["form_id"]]
        rest = {"n_responses": every, "n_not_shown": every - sum(told.values())}
        kept.append(row | told | rest | {"position": places[row["form_id"]]})
    return kept


def _tells_of(finding: Row, gone: Gone) -> bool:
    """Whether a finding is of what goes, or names it; what exports contradict is found again."""
    if finding["document_id"] in gone.documents or finding["response_id"] in gone.responses:
        return True
    if finding["code"] == CONTRADICT:
        return True
    return any(names(name, finding["message"]) for name in (*gone.paths, *gone.responses))


def names(name: str, message: str) -> bool:
    """Whether a message names this, and not only something that its letters are part of."""
    return name in message and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", message) is not None


def _forms(forms: Iterable[Row], responses: Iterable[Row], questions: Counter[str]) -> list[Row]:
    """The forms that still have responses, counted again; they keep their names."""
    of: defaultdict[str, list[Row]] = defaultdict(list)
    for row in responses:
        of[row["form_id"]].append(row)
    return [
        f | form_row(f["form_id"], f["title"], f["language"], questions[f["form_id"]], f["versions"], own, ())
        for f in forms
        if (own := of.get(f["form_id"]))
    ]
