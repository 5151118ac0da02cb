"""What people say of cells that documents do not show, and how it takes their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from ingest.records import Context, Row, finding_row
from ingest.settings import RunFailed
from parsers.blocks import Evidence, Problem, Severity
from parsers.form import Answer, Option, QuestionType, Response, Status, Values
from parsers.forms.template import Template
from parsers.forms.wording import fold
from parsers.recognise.answers import Context as Reading
from parsers.recognise.answers import with_values

ONE = (QuestionType.SINGLE_CHOICE, QuestionType.LIKERT)
CHOICES = (*ONE, QuestionType.MULTIPLE_CHOICE, QuestionType.RANKING)
SEPARATOR = ";"
OTHER = ":"
"""Stands between the label of the free-text option and what was typed: ``Other: by boat``."""


class FaultyCorrections(RunFailed):
    """Corrections that cannot be applied; one line per error, each with file and line."""

    def __init__(self, errors: Iterable[str]) -> None:
        super().__init__("\n".join(errors))


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that a person set."""

    response_id: str
    question_id: str
    status: str
    answer: str | None
    who: str | None
    note: str | None
    source: str
    """File and line, for messages."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction and the answer whose place it took."""

    correction: Correction
    machine: Answer

    def finding(self, context: Context) -> Row:
        """Tells that a person set this cell."""
        who = self.correction.who or "a person"
        said = Problem(
            code="corrected",
            message=f"{who} set this; the document by itself is {self.machine.status.value} here",
            severity=Severity.INFO,
            place=self.machine.place,
        )
        return finding_row(context.document_id, said, context.response_id, self.correction.question_id)


def correction_row(
    correction: Correction, document_id: str | None = None, machine: Answer | None = None
) -> Row:
    """The row of ``corrections``; one without a document waits for it."""
    return {
        "document_id": document_id,
        "response_id": correction.response_id,
        "question_id": correction.question_id,
        "machine_status": machine.status.value if machine else None,
        "machine_answer": machine.answer_text if machine else None,
        "status": correction.status,
        "answer_text": correction.answer,
        "who": correction.who,
        "note": correction.note,
        "applied": machine is not None,
    }


class Corrections:
    """All corrections of a run. ``apply`` is told of every response once; then ``waiting`` is right."""

    def __init__(self, corrections: Sequence[Correction], digest: str = "") -> None:
        self.digest = digest
        self._of: dict[str, dict[str, Correction]] = {}
        for correction in corrections:
            self._of.setdefault(correction.response_id, {})[correction.question_id] = correction
        self._errors: list[str] = []

    def concern(self, response_id: str) -> bool:
        """Whether a person set something of a response."""
        return response_id in self._of

    def apply(
        self, context: Context, response: Response, ids: Sequence[str], template: Template
    ) -> tuple[Response, list[Corrected]]:
        """The response with what people say of it, and what was set."""
        mine = self._of.pop(context.response_id, None)
        if mine is None:
            return response, []
        offered = {item.question_id: item.options for item in template.items}
        answers, done = list(response.answers), []
        for place, (question_id, machine) in enumerate(zip(ids, response.answers, strict=True)):
            if correction := mine.pop(question_id, None):
                try:
                    answers[place] = corrected_answer(
                        machine, correction, offered.get(question_id, ()), response.language
                    )
                except ValueError as error:
                    self._errors.append(f"{correction.source}: {error}")
                done.append(Corrected(correction, machine))
        for unknown in mine.values():
            self._errors.append(f"{unknown.source}: the response has no question {unknown.question_id}")
        return replace(response, answers=tuple(answers)), done

    def waiting(self) -> Iterator[Correction]:
        """Corrections whose documents have gone, in order of their keys. Raises FaultyCorrections."""
        if self._errors:
            raise FaultyCorrections(self._errors)
        for _, mine in sorted(self._of.items()):
            yield from (mine[question] for question in sorted(mine))


def corrected_answer(
    machine: Answer, correction: Correction, offered: Sequence[str], language: str | None
) -> Answer:
    """The answer as the person says. Raises ValueError with what is wrong."""
    options = machine.options or tuple(Option(text=text, selected=None) for text in offered)
    base = replace(
        machine, status=Status(correction.status), answer_text=correction.answer, selected=None,
        other_text=None, values=Values(), urls=None, confidence=1.0, evidence=Evidence.PERSON,
        options=tuple(replace(o, selected=None, rank=None) for o in machine.options), problems=(),
    )  # fmt: skip
    if correction.answer is None:
        return _without_answer(base)
    if options and machine.question_type in (*CHOICES, QuestionType.UNKNOWN):
        base = _chosen(base, options, correction.answer)
    read = with_values(base, Reading(language=language))
    if machine.question_type in (QuestionType.RATING, QuestionType.NPS) and read.values.number is None:
        raise ValueError(f"“{correction.answer}” is no figure")
    if machine.question_type is QuestionType.DATE and read.values.date is None:
        raise ValueError(f"“{correction.answer}” is no date that can be read one way only: write 2026-11-24")
    return read


def _without_answer(base: Answer) -> Answer:
    if base.status is not Status.BLANK or base.question_type not in CHOICES:
        return base
    return replace(base, selected=(), options=tuple(replace(o, selected=False) for o in base.options))


def _chosen(base: Answer, options: Sequence[Option], text: str) -> Answer:
    """The answer with the options that ``text`` names. Raises ValueError if it names another."""
    names, typed = _named(text, options)
    if base.question_type in ONE:
        if len(names) != 1:
            raise ValueError(f"“{text}” names {len(names)} options; this question takes one")
    elif len(set(names)) != len(names):
        raise ValueError(f"“{text}” names an option twice")
    if base.question_type is QuestionType.RANKING:
        if set(names) != {o.text for o in options}:
            raise ValueError(f"“{text}” does not rank each option once")
        ranks = {name: rank for rank, name in enumerate(names, 1)}
        ranked = tuple(replace(o, selected=None, rank=ranks[o.text]) for o in options)
        return replace(base, selected=tuple(names), options=ranked)
    chosen = tuple(o.text for o in options if o.text in names)
    shown = [typed if typed and o.other else o.text for o in options if o.text in names]
    marked = tuple(replace(o, selected=o.text in names) for o in base.options)
    return replace(base, selected=chosen, other_text=typed, answer_text="; ".join(shown), options=marked)


def _named(text: str, options: Sequence[Option]) -> tuple[list[str], str | None]:
    """The options that a text names, in its order, and what it says of the free-text one."""
    names: list[str] = []
    typed, rest = None, text.strip()
    longest = sorted(options, key=lambda o: -len(o.text))
    while rest:
        found = next((o for o in longest if _begins(rest, o.text)), None)
        free = next((o for o in longest if o.other and rest.startswith(o.text + OTHER)), None)
        if found is None and free is None:
            offered = "; ".join(o.text for o in options)
            raise ValueError(f"“{rest}” is none of the options: {offered}")
        option = found or free
        assert option is not None  # one of the two is there
        names.append(option.text)
        rest = rest[len(option.text) :]
        if found is None:
            typed, _, rest = rest.removeprefix(OTHER).partition(SEPARATOR)
            typed = typed.strip() or None
        rest = rest.lstrip().removeprefix(SEPARATOR).strip()
    return names, typed


def _begins(text: str, option: str) -> bool:
    """Whether a list of options begins with this one."""
    head, tail = text[: len(option)], text[len(option) :].lstrip()
    return fold(head) == fold(option) and (not tail or tail.startswith(SEPARATOR))
