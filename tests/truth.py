"""Whole documents and what is true of them: reading the truth, comparing a reading with it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parsers.reader import parse
from parsers.responses import Answer, Reading, Response

GOLDEN = Path(__file__).parent / "golden"
Truth = dict[str, Any]

META = ("respondent", "respondent_name", "respondent_email", "anonymous", "time_to_complete_s")


def documents(folder: Path = GOLDEN) -> list[Truth]:
    """The documents of a truth file that lies beside them."""
    found: list[Truth] = json.loads((folder / "truth.json").read_text("utf-8"))["documents"]
    missing = [d["path"] for d in found if not (folder / d["path"]).exists()]
    assert not missing, f"no such documents: {missing}"
    return found


def compare(document: Truth, folder: Path = GOLDEN, reading: Reading | None = None) -> list[str]:
    """Each difference between a document's reading and its truth, in one line."""
    reading = reading or parse((folder / document["path"]).read_bytes())
    if reading.reason:
        return [f"rejected: {reading.reason}: {reading.detail}"]
    if len(reading.responses) != len(document["responses"]):
        return [f"{len(reading.responses)} responses for {len(document['responses'])}"]
    pairs = zip(document["responses"], reading.responses, strict=True)
    return [line for truth, got in pairs for line in _response(truth, got, bool(document.get("hard_meta")))]


def _response(truth: Truth, got: Response, hard_meta: bool) -> Iterator[str]:
    for name in META if not hard_meta else ():
        if name in truth and truth[name] != getattr(got, name):
            yield f"{name}: {getattr(got, name)!r} for {truth[name]!r}"
    questions = [q for q in truth["questions"] if not q.get("hard_row")]
    loose = {q["number"] for q in truth["questions"] if q.get("hard_row")}
    answers = [a for a in got.answers if a.number not in loose or a.number is None]
    if len(questions) != len(answers):
        yield f"{len(answers)} answers for {len(questions)}: {[a.number for a in answers]}"
        return
    for question, answer in zip(questions, answers, strict=True):
        yield from _answer(question, answer)


def _answer(truth: Truth, got: Answer) -> Iterator[str]:
    shown = cells(got)
    for name, value in shown.items():
        if name not in truth or name in truth.get("hard", ()):
            continue
        allowed = [truth[name], *truth.get("alt", {}).get(name, ())]
        if not any(same(name, want, value, bool(truth.get("options_any_order"))) for want in allowed):
            yield f"{truth['number']}: {name}: {value!r} for {truth[name]!r}"


def cells(got: Answer) -> Truth:
    """An answer under the names of the table's columns."""
    return {
        "number": got.number,
        "section": got.section,
        "prompt": got.prompt,
        "row_label": got.row_label,
        "help_text": got.help_text,
        "question_type": got.question_type.value,
        "required": got.required,
        "status": got.status.value,
        "answer_text": got.answer_text,
        "selected": got.selected,
        "other_text": got.other_text,
        "options": [o.text for o in got.options],
        "value_bool": got.values.bool_,
        "value_number": got.values.number,
        "value_unit": got.values.unit,
        "value_date": got.values.date.isoformat() if got.values.date else None,
        "urls": got.urls,
    }


def same(name: str, want: Any, got: Any, any_order: bool = False) -> bool:
    """Equal but for white space. No options and no links are one thing whether null or empty;
    ``selected`` is not: empty is “shown, nothing chosen”."""
    if name == "selected" and (want is None) != (got is None):
        return False
    if name in ("selected", "options", "urls"):
        left, right = ([_text(str(x)) for x in (v or ())] for v in (want, got))
        return sorted(left) == sorted(right) if any_order and name == "options" else left == right
    if isinstance(want, str) or isinstance(got, str):
        return _text(want or "") == _text(got or "")
    return bool(want == got)


def _text(value: str) -> str:
    plain = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFC", value))
    return re.sub(r"\s+", " ", plain).strip()
