"""A document's reading -> rows of the tables. A row is a dict with every column of its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from typing import Any

from ingest.tables.schema import INT32_MAX
from ingest.workers.protocol import Summary
from parsers.blocks import Problem
from parsers.forms.wording import stable_hash
from parsers.responses import Answer, Response, Status

Row = dict[str, Any]


Codes = Callable[[str, Sequence[str] | None], list[int] | None]
"""Question and chosen options -> their positions in the codebook, from 1; None unless all are known."""


def no_codes(_question_id: str, _selected: Sequence[str] | None) -> None:
    """Of a document without a codebook."""


@dataclass(frozen=True)
class Context:
    """Which response of which document and form a row is of."""

    document_id: str
    response_id: str
    form_id: str


def path_id(path: bytes) -> str:
    """The document id of a file whose bytes were not read."""
    return sha256(b"tidyforms:path:" + path).hexdigest()


def response_id(document_id: str, ordinal: int) -> str:
    """A response's id; ``ordinal`` counts the document's responses from 0."""
    return stable_hash("response", document_id, str(ordinal))


def document_row(document_id: str, paths: Sequence[str], size: int, summary: Summary) -> Row:
    """The row of ``documents``; ``paths`` are sorted."""
    return {
        "document_id": document_id,
        "path": paths[0],
        "duplicate_paths": list(paths[1:]),
        "format": summary.format,
        "size_bytes": size,
        "outcome": summary.outcome,
        "reason": summary.reason,
        "detail": summary.detail,
        "responses": 0 if summary.outcome == "rejected" else len(summary.respondents),
        "pages": _int32(summary.pages),
        "text_source": summary.text_source,
    }


COUNTED = (Status.ANSWERED, Status.BLANK, Status.UNDETERMINED)


def response_row(context: Context, response: Response, counts: Mapping[Status, int] | None = None) -> Row:
    """The row of ``responses``. ``counts``: its answers by status, where it does not hold them itself."""
    counts = Counter(answer.status for answer in response.answers) if counts is None else counts
    shown = {f"n_{status.value}": counts[status] for status in COUNTED}
    return {
        "response_id": context.response_id,
        "document_id": context.document_id,
        "form_id": context.form_id,
        "form_title": response.form_title,
        "respondent": response.respondent,
        "respondent_name": response.respondent_name,
        "respondent_email": response.respondent_email,
        "anonymous": response.anonymous,
        "started_at": response.started_at,
        "submitted_at": response.submitted_at,
        "time_to_complete_s": _int32(response.time_to_complete_s),
        "modified_at": response.modified_at,
        "language": response.language,
        "score": response.score,
        "score_max": response.score_max,
        "n_questions": sum(shown.values()),
        **shown,
    }


def answer_rows(
    context: Context, response: Response, ids: Sequence[str], codes: Codes = no_codes
) -> list[Row]:
    """The rows of ``answers``, in document order; ``ids`` are the questions'."""
    pairs = zip(ids, response.answers, strict=True)
    return [
        _answer_row(context, position, question_id, answer, codes(question_id, answer.selected))
        for position, (question_id, answer) in enumerate(pairs, 1)
    ]


ANSWER = {
    "number": "number",
    "section": "section",
    "prompt": "prompt",
    "row_label": "row_label",
    "help_text": "help_text",
    "question_type": "question_type",
    "required": "required",
    "status": "status",
    "answer_text": "answer_text",
    "selected": "selected",
    "other_text": "other_text",
    "value_bool": "values.bool_",
    "value_number": "values.number",
    "value_unit": "values.unit",
    "value_date": "values.date",
    "urls": "urls",
    "confidence": "confidence",
    "evidence": "evidence",
    "points": "points",
    "points_max": "points_max",
    "feedback": "feedback",
    "page": "place.page",
    "bbox": "place.bbox",
    "line": "place.line",
}
"""Column of ``answers`` -> where an answer has it."""
answer_cells = attrgetter(*ANSWER.values())
"""The cells of an answer in these columns."""


def _answer_row(
    context: Context, position: int, question_id: str, answer: Answer, codes: list[int] | None
) -> Row:
    row: Row = dict(zip(ANSWER, answer_cells(answer), strict=True))
    row["page"], row["line"] = _int32(answer.place.page), _int32(answer.place.line)
    row["response_id"], row["document_id"] = context.response_id, context.document_id
    row["form_id"], row["question_id"] = context.form_id, question_id
    row["position"], row["codes"] = position, codes
    return row


def option_rows(context: Context, question_id: str, answer: Answer) -> list[Row]:
    """The rows of ``options`` for one answer."""
    return [
        {
            "response_id": context.response_id,
            "form_id": context.form_id,
            "question_id": question_id,
            "position": position,
            "option": option.text,
            "selected": option.selected,
            "other": option.other,
            "rank": _int32(option.rank),
        }
        for position, option in enumerate(answer.options, 1)
    ]


def finding_row(
    document_id: str, problem: Problem, response: str | None = None, question: str | None = None
) -> Row:
    """The row of ``findings`` for a problem."""
    return {
        "document_id": document_id,
        "response_id": response,
        "question_id": question,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "page": _int32(problem.place.page),
        "line": _int32(problem.place.line),
    }


def _int32(value: int | None) -> int | None:
    """A number that the column can hold, else None: a document may state any."""
    return value if value is not None and 0 <= value <= INT32_MAX else None
