"""``tidyforms review OUT --csv FILE``: what needs a person's eyes, the most valuable first."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from pathlib import Path

from ingest.review.places import full_prompt
from ingest.settings import RunFailed
from ingest.store.publish import Dataset
from ingest.store.snapshot import Snapshot, write_synced
from ingest.tables.records import Row
from parsers.responses import Status

COLUMNS = (
    "response_id", "question_id", "path", "page", "number", "prompt", "options", "status", "answer_text",
    "why", "correct_status", "correct_answer", "who", "note",
)  # fmt: skip
ASKED = (
    "exports_contradict",
    "responses_differ",
    "required_blank",
    "mark_conflict",
    "marks_disagree",
    "help_or_answer",
    "no_answer_in_box",
)
"""Findings that a person can settle by looking, the most valuable first; undetermined answers come before."""
DOUBTFUL = 0.73
"""Confidence below which an answer is asked about: lower, and misread helps pass; higher, and most of an OCR
document is asked."""
LOW_CONFIDENCE = "low_confidence"
"""The reason of what no finding names."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula where it begins a cell (and what ``cell`` makes of it)."""


def write_review(out: Path, path: Path) -> int:
    """Write the CSV; returns its rows. Raises RunFailed if there is no dataset."""
    snapshot = Dataset(out).current()
    if snapshot is None:
        raise RunFailed(f"{out} holds no published dataset")
    rows = review_rows(snapshot)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)
    write_synced(path, b"\xef\xbb\xbf" + text.getvalue().encode())
    return len(rows)


def review_rows(snapshot: Snapshot) -> list[Row]:
    """The rows to look at, by worth, then by document and place; ``reason`` besides: why, as a code."""
    findings = _findings(snapshot)
    paths = {r["document_id"]: r["path"] for r in snapshot.rows("documents", ["document_id", "path"])}
    offered = options_offered(snapshot)
    found = []
    for answer in snapshot.rows("answers"):
        why = _why(answer, findings[answer["response_id"], answer["question_id"]])
        if why:
            shared = {name: answer[name] for name in COLUMNS if name in answer}
            own, book = (offered.get((answer[k], answer["question_id"])) for k in ("response_id", "form_id"))
            options = own or book or ()
            prompt = full_prompt(answer["prompt"], answer["row_label"])
            row = {**shared, "path": paths[answer["document_id"]], "why": why[1],
                   "options": "; ".join(options), "prompt": prompt, "reason": _reason(why[0][0])}  # fmt: skip
            found.append(((*why[0], row["path"], answer["response_id"], answer["position"]), row))
    return [row for _, row in sorted(found, key=lambda item: item[0])]


def options_offered(snapshot: Snapshot) -> dict[tuple[str, str], list[str]]:
    """The options of each question of a form, and of each answer that shows its own."""
    book = snapshot.rows("questions", ["form_id", "question_id", "options"])
    offered: dict[tuple[str, str], list[str]] = {(r["form_id"], r["question_id"]): r["options"] for r in book}
    for row in snapshot.rows("options", ["response_id", "question_id", "option"]):
        offered.setdefault((row["response_id"], row["question_id"]), []).append(row["option"])
    return offered


def _findings(snapshot: Snapshot) -> defaultdict[tuple[str, str], dict[str, str]]:
    """Code -> message of what was found at each answer."""
    found: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in snapshot.rows("findings"):
        if row["response_id"] and row["question_id"]:
            found[row["response_id"], row["question_id"]][row["code"]] = row["message"]
    return found


def _why(answer: Row, findings: dict[str, str]) -> tuple[tuple[int, float], str] | None:
    """How soon an answer is to be looked at, and why; None if it needs no eyes."""
    if answer["evidence"] == "person" or answer["status"] == Status.NOT_SHOWN:
        return None
    told = next((code for code in ASKED if code in findings), None)
    if answer["status"] == Status.UNDETERMINED:
        message = findings[told] if told else "the document does not show the answer"
        return (0 if answer["required"] else 1, 0.0), message
    if told:
        return (2 + ASKED.index(told), 0.0), findings[told]
    if answer["confidence"] < DOUBTFUL:
        return (2 + len(ASKED), answer["confidence"]), f"read with a confidence of {answer['confidence']:.2f}"
    return None


def _reason(rank: int) -> str:
    """The code of a rank that ``_why`` gives."""
    return (Status.UNDETERMINED.value, Status.UNDETERMINED.value, *ASKED, LOW_CONFIDENCE)[rank]


def cell(value: object) -> object:
    """A cell that no spreadsheet runs; ``plain`` takes it back."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def plain(text: str) -> str:
    """What ``cell`` made a cell of."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
