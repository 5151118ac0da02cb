"""The table ``questions``: what all responses of a form together say of each of its questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from ingest.records import Row
from parsers.form import Answer, QuestionType, Response, Status

COLUMNS = ("number", "section", "prompt", "row_label", "help_text", "required", "question_type", "options")
MAX_WORDINGS = 1_000
"""Different wordings of one question that are counted; more only tell that a reader went astray."""
UNKNOWN = QuestionType.UNKNOWN.value


class _Question:
    """What was seen of one question."""

    def __init__(self) -> None:
        self.positions = 0
        self.status: Counter[Status] = Counter()
        self._wordings: Counter[tuple[Any, ...]] = Counter()

    @property
    def seen(self) -> int:
        return self.status.total()

    def add(self, position: int, answer: Answer) -> None:
        self.positions += position
        self.status[answer.status] += 1
        wording = (
            answer.number, answer.section, answer.prompt, answer.row_label, answer.help_text, answer.required,
            answer.question_type.value, tuple([option.text for option in answer.options]),
        )  # fmt: skip
        if wording in self._wordings or len(self._wordings) < MAX_WORDINGS:
            self._wordings[wording] += 1

    def common(self) -> Row:
        """The most frequent value of each column that says something."""
        row: Row = {}
        for index, column in enumerate(COLUMNS):
            counts: Counter[Any] = Counter()
            for wording, count in self._wordings.items():
                counts[wording[index]] += count
            del counts[None], counts[()]
            if column == "question_type":
                del counts[UNKNOWN]
            row[column] = min(counts, key=lambda value: (-counts[value], value)) if counts else None
        return row


class Codebook:
    """Gathers a form's questions response by response."""

    def __init__(self, form_id: str) -> None:
        self._form_id, self._responses = form_id, 0
        self._questions: defaultdict[str, _Question] = defaultdict(_Question)

    def add(self, response: Response, ids: Sequence[str]) -> None:
        """Count one response in."""
        self._responses += 1
        for position, (question_id, answer) in enumerate(zip(ids, response.answers, strict=True), 1):
            self._questions[question_id].add(position, answer)

    def rows(self) -> list[Row]:
        """The form's rows, in the order of the questions' mean positions."""
        by_place = sorted(
            self._questions.items(), key=lambda item: (item[1].positions / item[1].seen, item[0])
        )
        return [self._row(position, *item) for position, item in enumerate(by_place, 1)]

    def _row(self, position: int, question_id: str, question: _Question) -> Row:
        not_shown = self._responses - question.seen + question.status[Status.NOT_SHOWN]
        common = question.common()
        return {
            "form_id": self._form_id,
            "question_id": question_id,
            "position": position,
            **common,
            "question_type": common["question_type"] or UNKNOWN,
            "options": list(common["options"] or ()),
            "n_responses": self._responses,
            "n_answered": question.status[Status.ANSWERED],
            "n_blank": question.status[Status.BLANK],
            "n_undetermined": question.status[Status.UNDETERMINED],
            "n_not_shown": not_shown,
        }
