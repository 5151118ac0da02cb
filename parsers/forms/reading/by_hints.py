"""An unmarked response read with what a few pages of its form show: only where its own lines say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from msgspec.structs import replace

from parsers.forms.reading.apparatus import SENTENCE_ENDS
from parsers.forms.reading.by_form import read_lines
from parsers.forms.template import Template
from parsers.forms.wording import fold
from parsers.recognise import plain
from parsers.responses import Answer, QuestionType, Response, Status, Values

_TYPED = (QuestionType.TEXT, QuestionType.DATE, QuestionType.UNKNOWN)
_SCALES = (QuestionType.RATING, QuestionType.NPS)
_CHOICES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE)
LEAST_OPTIONS = 2
"""Of a choice, in their order and with nothing between them; one alone may be what was typed."""

_Rows = list[Answer]
"""The answers to one question: several of a grid."""


def with_hints(response: Response, template: Template) -> tuple[Answer, ...]:
    """The response's own answers; where its lines bear out what a page shows of a question, read by that."""
    known = {item.question_id for item in template.items}
    read = [(hints, list(_questions(read_lines(response, hints)))) for hints in template.hints]
    answers: list[Answer] = []
    for own in _questions(response.answers):
        ways = (_Borne(own, rows, hints, known).answers() for hints, every in read for rows in every
                if _is_same(own[0], rows[0], hints))  # fmt: skip
        answers += next((rows for rows in ways if rows != own), own)
    return tuple(answers)


def _questions(answers: Sequence[Answer]) -> Iterator[_Rows]:
    for _, rows in groupby(answers, key=lambda a: (a.number, a.prompt)):
        yield list(rows)


def _is_same(own: Answer, read: Answer, hints: Template) -> bool:
    """Whether both are one question: its number and its words, and no more behind them than its help."""
    words, known = fold(own.prompt), fold(read.prompt)
    if own.number != read.number or not words.startswith(known):
        return False
    item = next(item for item in hints.items if item.question_id == read.question_id)
    return fold(item.help_text or "").startswith(words[len(known) :])


class _Borne:
    """One question as the response reads it by itself, and by the hints."""

    def __init__(self, own: _Rows, read: _Rows, hints: Template, known: Set[str]) -> None:
        self.own, self.read, self.hints = own, read, hints
        self.question = [i for i in hints.items if i.question_id in {r.question_id for r in read}]
        self.item = self.question[0]
        behind = fold(own[0].prompt)[len(fold(read[0].prompt)) :]
        below = [fold(text) for row in own for text in row.body]
        self.texts = [text for text in (behind, *below, *(fold(r.row_label or "") for r in own)) if text]
        self.whole = "".join([*self.texts, *(fold(a.answer_text or "") for a in own)])
        help_text = fold(self.item.help_text or "")
        first = self.texts[0] if self.texts else ""
        self.helped = bool(help_text and first) and (
            help_text.startswith(first) or first.startswith(help_text)
        )
        apart = self.item.question_id in known or read[0].prompt.rstrip()[-1:] in SENTENCE_ENDS
        if behind and apart:
            self.own = [
                replace(a, prompt=read[0].prompt, help_text=a.help_text or self.item.help_text) for a in own
            ]

    def answers(self) -> _Rows:
        """The rows that hold: of the response's own lines, and of no other question's."""
        rows = self._rows()
        given = (row.answer_text or "" for row in rows)
        pieces = (piece for text in given for line in text.split("\n") for piece in line.split("; "))
        return rows if all(fold(piece) in self.whole for piece in pieces) else self.own

    def _rows(self) -> _Rows:
        kind = self.item.question_type
        if kind in _CHOICES and not self.item.dropdown:
            return self._taken(self.own[0].question_type) if self._are_offered() else self.own
        if kind is QuestionType.LIKERT:
            return self._taken() if all(self._stands(i.row_label or "") for i in self.question) else self.own
        if kind is QuestionType.RANKING:
            return self._taken() if self.read[0].status is Status.ANSWERED else self.own
        if kind is QuestionType.FILE_UPLOAD:
            limits = any(plain.is_file_limit(text) for row in self.own for text in row.body)
            return self._taken() if limits else self.own
        if len(self.own) > 1:
            return self.own
        own, read = self.own[0], self.read[0]
        return [self._scaled(own) if kind in _SCALES else self._typed(own, read)]

    def _taken(self, kind: QuestionType | None = None) -> _Rows:
        """As the hints read it; what the response shows of section and mark stays. ``kind``: which its lines
        cannot bear out, where one may choose one or several."""
        first = self.own[0]
        return [
            replace(
                row,
                question_id=None,
                question_type=kind or row.question_type,
                section=first.section,
                required=row.required if first.required is None else first.required,
                place=first.place,
            )
            for row in self.read
        ]

    def _stands(self, text: str) -> bool:
        return bool(text) and any(fold(text) in other for other in self.texts)

    def _are_offered(self) -> bool:
        """Whether the options stand there in their order, nothing before them but help, nothing between them
        and nothing behind them but another one that was typed."""
        wanted = [fold(o) for o in self.item.options if o != self.item.other]
        text = "".join(self.texts).removeprefix(fold(self.item.help_text or ""))
        for option in wanted:
            before, found, text = text.partition(option)
            if not found or any(c.isalnum() for c in before):
                return False
        return len(wanted) >= LEAST_OPTIONS and (bool(self.item.other) or not any(c.isalnum() for c in text))

    def _scaled(self, own: Answer) -> Answer:
        """Where nothing but figures, help and two ends stands below it nothing was typed, and what was chosen
        is not shown."""
        said = fold(self.item.help_text or "") if self.helped else ""
        typed = [t for t in self.texts if not t.isdecimal() and not said.startswith(t)]
        return (
            own
            if typed and own.status is not Status.BLANK
            else replace(own, status=Status.UNDETERMINED, answer_text=None)
        )

    def _is_help_alone(self) -> bool:
        return self.helped and fold(self.item.help_text or "").startswith("".join(self.texts))

    def _typed(self, own: Answer, read: Answer) -> Answer:
        """A text without its help. Help that stands alone may be all that was typed."""
        open_ = own.status is Status.UNDETERMINED
        name = self.item.question_id
        if read.status is Status.ANSWERED and (name in self.hints.varied if open_ else self.helped):
            text, status = read.answer_text, Status.ANSWERED
        elif own.status is not Status.BLANK and read.status is not Status.ANSWERED and self._is_help_alone():
            known = (name, fold(self.item.help_text or "")) in self.hints.constant
            text, status = None, Status.BLANK if known else Status.UNDETERMINED
        else:
            return own
        kind = own.question_type if own.question_type in _TYPED else QuestionType.TEXT
        return replace(
            own,
            prompt=read.prompt,
            help_text=self.item.help_text or own.help_text,
            question_type=QuestionType.TEXT if kind is QuestionType.UNKNOWN else kind,
            status=status,
            answer_text=text,
            selected=None,
            options=(),
            urls=read.urls,
            values=Values(),
            evidence=read.evidence,
            confidence=read.confidence,
            body=(),
        )
