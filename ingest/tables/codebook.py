"""The tables ``questions`` and ``versions``: each form's questions as the form has them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest.tables.records import Row
from parsers.forms.learning.sketch import FAR
from parsers.forms.template import Item, Template
from parsers.responses import Answer, Response, Status


class Codebook:
    """Counts a form's answers, response by response."""

    def __init__(self, form_id: str, templates: Iterable[Template]) -> None:
        self._form_id, self._responses = form_id, 0
        self._items: dict[str, Item] = {}
        for template in templates:
            for item in template.items:
                self._items.setdefault(item.question_id, item)
        self._status: defaultdict[str, Counter[Status]] = defaultdict(Counter)
        self._codes: dict[str, dict[str, int]] = {}
        self._own: dict[str, Answer] = {}
        """Questions that the form does not know: a document shows them twice, or alone."""

    def add(self, response: Response, ids: Sequence[str]) -> None:
        """Count one response in."""
        self._responses += 1
        for question_id, answer in zip(ids, response.answers, strict=True):
            self._status[question_id][answer.status] += 1
            if question_id not in self._items:
                self._own.setdefault(question_id, answer)

    def add_columns(
        self, ids: Sequence[str], columns: Iterable[tuple[Sequence[Answer], Sequence[int]]], responses: int
    ) -> None:
        """Count in responses that have an answer in every column: the answers that differ, with how many have
        each."""
        self._responses += responses
        for question_id, (answers, counts) in zip(ids, columns, strict=True):
            for answer, count in zip(answers, counts, strict=True):
                self._status[question_id][answer.status] += count
            if question_id not in self._items:
                own = next(answer for answer, count in zip(answers, counts, strict=True) if count)
                self._own.setdefault(question_id, own)

    def codes(self, question_id: str, selected: Sequence[str] | None) -> list[int] | None:
        """Positions of chosen options, from 1; None unless all are known."""
        if selected is None:
            return None
        if question_id not in self._codes:
            options = self._items[question_id].options if question_id in self._items else ()
            self._codes[question_id] = {option: n for n, option in reversed(list(enumerate(options, 1)))}
        places = self._codes[question_id]
        known = [places[option] for option in selected if option in places]
        return known if len(known) == len(selected) else None

    def rows(self) -> list[Row]:
        """The form's rows: its questions in their order, then those that it does not know."""
        known = [_shared(name, item, item.options) for name, item in self._items.items()]
        own = [_shared(name, a, [o.text for o in a.options]) for name, a in sorted(self._own.items())]
        return [self._row(position, row) for position, row in enumerate((*known, *own), 1)]

    def version_rows(self) -> list[Row]:
        """The rows of ``versions``: how questions that changed were put."""
        return [
            {
                "form_id": self._form_id,
                "question_id": name,
                "version": number,
                "prompt": version.prompt,
                "help_text": version.help_text,
                "options": list(version.options),
                "n_responses": version.responses,
                "first_respondent": str(version.first) if version.first != FAR else None,
            }
            for name, item in self._items.items()
            for number, version in enumerate(item.versions, 1)
        ]

    def _row(self, position: int, row: Row) -> Row:
        status = self._status[row["question_id"]]
        seen = status.total() - status[Status.NOT_SHOWN]
        return {
            "form_id": self._form_id,
            "position": position,
            **row,
            "n_responses": self._responses,
            "n_answered": status[Status.ANSWERED],
            "n_blank": status[Status.BLANK],
            "n_undetermined": status[Status.UNDETERMINED],
            "n_not_shown": self._responses - seen,
        }


def _shared(question_id: str, source: Item | Answer, options: Iterable[str]) -> Row:
    """The columns that a form's question and a document's have alike."""
    return {
        "question_id": question_id,
        "number": source.number,
        "section": source.section,
        "prompt": source.prompt,
        "row_label": source.row_label,
        "help_text": source.help_text,
        "question_type": source.question_type.value,
        "required": source.required,
        "options": list(options),
    }
