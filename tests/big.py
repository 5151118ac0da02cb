"""A published dataset of one form with many submissions, made without reading a document."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.store.publish import Dataset
from ingest.store.snapshot import Written
from ingest.tables.schema import NAMES, arrow_schema
from ingest.tables.tally import tally

KINDS = ("single_choice", "multiple_choice", "rating", "nps", "likert", "text")
OPTIONS = ["Very poor", "Poor", "Neither", "Good", "Very good"]
FORM = "f" * 16


def publish(out: Path, submissions: int, questions: int) -> None:
    """One form; every sixth question of each kind, one answer in twenty blank or undetermined."""
    rng = random.Random(18)
    book = [_question(n) for n in range(1, questions + 1)]
    ids = [f"{n:016x}" for n in range(submissions)]
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    tables["questions"] = book
    tables["forms"] = [
        {"form_id": FORM, "name": "big", "title": "Big", "documents": 1, "responses": submissions,
         "submissions": submissions, "questions": questions, "versions": 1},
    ]  # fmt: skip
    tables["documents"] = [
        {"document_id": "d" * 64, "path": "a.csv", "duplicate_paths": [], "size_bytes": 1, "outcome": "parsed", "responses": submissions},
    ]  # fmt: skip
    tables["responses"] = [
        {"response_id": i, "document_id": "d" * 64, "form_id": FORM, "submission_id": i, "preferred": True,
         "n_questions": questions, "n_answered": questions, "n_blank": 0, "n_undetermined": 0} for i in ids
    ]  # fmt: skip
    tables["merged"] = [_answer(rng, i, row) for row in book for i in ids]
    _write(out, tables)


def _question(n: int) -> dict[str, Any]:
    kind = KINDS[n % len(KINDS)]
    return {
        "form_id": FORM, "question_id": f"q{n:03}", "position": n, "number": str(n), "prompt": f"What of {n}?",
        "row_label": "The room" if kind == "likert" else None, "question_type": kind,
        "options": OPTIONS if "choice" in kind or kind == "likert" else [],
        "n_responses": 0, "n_answered": 0, "n_blank": 0, "n_undetermined": 0, "n_not_shown": 0,
    }  # fmt: skip


def _answer(rng: random.Random, submission: str, question: dict[str, Any]) -> dict[str, Any]:
    kind, state = question["question_type"], rng.random()
    row = {
        name: question[name]
        for name in ("form_id", "question_id", "position", "number", "prompt", "row_label", "question_type")
    }
    row |= {
        "submission_id": submission,
        "response_id": submission,
        "confidence": 1.0,
        "evidence": "markup",
        "sources": 1,
    }
    if state < 0.05:
        return row | {"status": "blank" if state < 0.03 else "undetermined"}
    if question["options"]:
        chosen = sorted(rng.sample(OPTIONS, 2 if kind == "multiple_choice" else 1), key=OPTIONS.index)
        return row | {"status": "answered", "selected": chosen, "answer_text": "; ".join(chosen)}
    if kind in ("rating", "nps"):
        number = rng.randint(1, 5) if kind == "rating" else rng.randint(0, 10)
        return row | {"status": "answered", "value_number": float(number), "answer_text": str(number)}
    return row | {"status": "answered", "answer_text": "word " * rng.randint(1, 60)}


def _write(out: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    dataset = Dataset(out)
    dataset.prepare()
    folder = dataset.new_folder() / "tables"
    for name in NAMES:
        (folder / name).mkdir(parents=True)
        table = pa.Table.from_pylist(tables[name], arrow_schema(name))
        pq.write_table(table, folder / name / f"{name}.parquet")
    counts = {name: len(rows) for name, rows in tables.items()}
    dataset.publish(dataset.seal(folder, "0", 1, Written(1, (), counts, tally(folder))))
