"""What people say of cells that documents do not show, and how it takes their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_fields

from msgspec.structs import replace

from ingest.review.places import Correction, full_prompt, place_of
from ingest.settings import RunFailed
from ingest.tables.records import Context, Row, finding_row
from parsers.blocks import Evidence, Problem, Severity
from parsers.forms.template import Template
from parsers.forms.wording import fold
from parsers.recognise.answers import Context as Reading
from parsers.recognise.answers import with_values
from parsers.responses import Answer, Option, QuestionType, Response, Status, Values

ONE = (QuestionType.SINGLE_CHOICE, QuestionType.LIKERT)
CHOICES = (*ONE, QuestionType.MULTIPLE_CHOICE, QuestionType.RANKING)
CORRECTED, UNPLACED = "corrected", "correction_unplaced"
WITHDRAWN = "as_read"
"""A ``correct_status`` that takes a published correction back."""
SEPARATOR = ";"
OTHER = ":"
"""Stands between the label of the free-text option and what was typed: ``Other: by boat``."""


class FaultyCorrections(RunFailed):
    """Corrections that cannot be applied; one line per error, each with file and line."""

    def __init__(self, errors: Iterable[str]) -> None:
        super().__init__("\n".join(errors))


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction and what became of it."""

    correction: Correction
    machine: Answer | None = None
    """The answer whose place it took; None: nothing tells which answer it is of, and it waits."""
    misfit: str = ""
    """Why the form would not take it any more."""

    def row(self, document_id: str | None = None) -> Row:
        """The row of ``corrections``."""
        said, machine = self.correction, self.machine
        return {
            "document_id": document_id if machine else None,
            "response_id": said.response_id,
            "question_id": said.question_id,
            "number": said.number,
            "prompt": said.prompt,
            "machine_status": machine.status.value if machine else None,
            "machine_answer": machine.answer_text if machine else None,
            "status": said.status,
            "answer_text": said.answer,
            "who": said.who,
            "note": said.note,
            "applied": machine is not None,
        }

    def finding(self, context: Context) -> Row:
        """Tells that a person set this cell, or that what a person said has no place."""
        who, question = self.correction.who or "a person", self.correction.question_id
        if self.machine is None:
            asked = self.correction.prompt or question
            message = f"{who} set an answer to “{asked}”, which is not found here any more"
            return finding_row(
                context.document_id, Problem(code=UNPLACED, message=message), context.response_id
            )
        shows = f"the document by itself is {self.machine.status.value} here"
        said = Problem(
            code=CORRECTED,
            message=f"{who} set this; {self.misfit or shows}",
            severity=Severity.WARNING if self.misfit else Severity.INFO,
            place=self.machine.place,
        )
        return finding_row(context.document_id, said, context.response_id, question)


class Corrections:
    """All corrections of a run. ``apply`` is told of every response once; then ``waiting`` is right."""

    def __init__(self, corrections: Sequence[Correction], digest: str = "") -> None:
        self.digest = digest
        self._of: dict[str, list[Correction]] = {}
        for correction in sorted(corrections, key=lambda c: not c.published):  # what is said now wins
            self._of.setdefault(correction.response_id, []).append(correction)
        self._errors: list[str] = []

    def concern(self, response_id: str) -> bool:
        """Whether a person set something of a response."""
        return response_id in self._of

    def apply(
        self, context: Context, response: Response, ids: Sequence[str], template: Template
    ) -> tuple[Response, list[Corrected]]:
        """The response with what people say of it, and what became of that."""
        mine = self._of.pop(context.response_id, None)
        if mine is None:
            return response, []
        offered = {item.question_id: item.options for item in template.items}
        placed, done = self._place(mine, ids, response.answers)
        answers = list(response.answers)
        for n, said in sorted(placed.items()):
            machine, options = answers[n], offered.get(ids[n], ())
            answers[n], misfit = self._set(machine, said, options, response.language)
            prompt = full_prompt(machine.prompt, machine.row_label)
            known = replace_fields(said, question_id=ids[n], number=machine.number, prompt=prompt)
            done.append(Corrected(known, machine, misfit))
        return replace(response, answers=tuple(answers)), done

    def _place(
        self, mine: Iterable[Correction], ids: Sequence[str], answers: Sequence[Answer]
    ) -> tuple[dict[int, Correction], list[Corrected]]:
        """Corrections by the place of their answers, and those without one."""
        placed: dict[int, Correction] = {}
        lost: list[Corrected] = []
        for said in mine:
            n = place_of(said, ids, answers)
            if n is None:
                if said.published:
                    lost.append(Corrected(said))
                elif said.status != WITHDRAWN:
                    self._errors.append(f"{said.source}: the response has no question {said.question_id}")
                continue
            before = placed.get(n)
            if before and not before.published and before.said != said.said:
                self._errors.append(f"{said.source}: {before.source} says otherwise of the same answer")
            placed[n] = said
        return {n: said for n, said in placed.items() if said.status != WITHDRAWN}, lost

    def _set(
        self, machine: Answer, said: Correction, options: Sequence[str], language: str | None
    ) -> tuple[Answer, str]:
        """The answer as the person says; of one that was published also where the form takes it no more."""
        try:
            return corrected_answer(machine, said, options, language), ""
        except ValueError as error:
            if not said.published:
                self._errors.append(f"{said.source}: {error}")
                return machine, ""
            kept = with_values(_as_said(machine, said), Reading(language=language))
            return kept, f"since then {error}"

    def waiting(self) -> Iterator[Corrected]:
        """Corrections whose documents have gone, in order of their keys. Raises FaultyCorrections."""
        if self._errors:
            raise FaultyCorrections(self._errors)
        for _, mine in sorted(self._of.items()):
            newest = {said.question_id: said for said in mine}
            left = (newest[question] for question in sorted(newest))
            yield from (Corrected(said) for said in left if said.status != WITHDRAWN)


def _as_said(machine: Answer, said: Correction) -> Answer:
    return replace(
        machine, status=Status(said.status), answer_text=said.answer, selected=None,
        other_text=None, values=Values(), urls=None, confidence=1.0, evidence=Evidence.PERSON,
        options=tuple(replace(o, selected=None, rank=None) for o in machine.options), problems=(),
    )  # fmt: skip


def corrected_answer(
    machine: Answer, correction: Correction, offered: Sequence[str], language: str | None
) -> Answer:
    """The answer as the person says. Raises ValueError with what is wrong."""
    options = machine.options or tuple(Option(text=text, selected=None) for text in offered)
    base = _as_said(machine, correction)
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
