"""What a person may want to look at: problems that readers met, and rules that answers break."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.tables.records import Context, Row, finding_row
from parsers.blocks import Evidence, Place, Problem, Severity
from parsers.columns.header import asks
from parsers.forms.learning.voices import ENOUGH, FEW
from parsers.forms.template import Template
from parsers.forms.wording import fold
from parsers.responses import Answer, Response, Status
from parsers.rows import Rows


def response_findings(context: Context, response: Response, ids: Iterable[str]) -> list[Row]:
    """All findings within one response, those of the whole response first."""
    document, own = context.document_id, context.response_id
    rows = [finding_row(document, problem, own) for problem in response.problems]
    for question_id, answer in zip(ids, response.answers, strict=True):
        problems = problems_of(answer)
        rows += [finding_row(document, _placed(problem, answer), own, question_id) for problem in problems]
    return rows


def problems_of(answer: Answer) -> tuple[Problem, ...]:
    """What a person may want to know of an answer."""
    return (*answer.problems, *_required_blank(answer))


def _required_blank(answer: Answer) -> tuple[Problem, ...]:
    """The form would not have let it pass: the export lost or hid the answer."""
    if not (answer.required and answer.status is Status.BLANK) or answer.evidence is Evidence.PERSON:
        return ()
    message = "a required question is blank: the export lost or hid its answer"
    return (Problem(code="required_blank", message=message, severity=Severity.WARNING),)


def _placed(problem: Problem, answer: Answer) -> Problem:
    """The problem, at the answer's place if it names none of its own."""
    if problem.place != Place():
        return problem
    return Problem(
        code=problem.code,
        message=problem.message,
        severity=problem.severity,
        place=answer.place,
        loses_content=problem.loses_content,
    )


def unconfirmed(document_id: str, rows: Rows, template: Template) -> list[Row]:
    """Questions of a sheet that no other document of its form shows, and that ask nothing: somebody may have
    put the column there."""
    here = len(rows.people)
    if template.documents - here < max(ENOUGH, here / FEW):
        return []
    items = {fold(item.row_label or item.prompt): item for item in template.items}
    found = []
    for column in rows.columns:
        title = column.answers[0].row_label or column.answers[0].prompt
        item = items.get(fold(title))
        if item and item.witnesses <= here and not asks(title):
            message = f"No other document of the form shows “{title}”: somebody may have added the column."
            problem = Problem(code="column_unconfirmed", message=message, severity=Severity.INFO)
            found.append(finding_row(document_id, problem, None, item.question_id))
    return found


OF_THE_DOCUMENT = frozenset({"reworded"})
"""Findings that say the same of each response of a document: the first tells it."""


class Once:
    """Leaves out what has been told of a document's question."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str, str]] = set()

    def of(self, rows: list[Row]) -> list[Row]:
        """The rows that tell something new."""
        return [row for row in rows if row["code"] not in OF_THE_DOCUMENT or self._is_new(row)]

    def _is_new(self, row: Row) -> bool:
        key = (row["document_id"], row["question_id"], row["code"])
        new = key not in self._told
        self._told.add(key)
        return new
