"""A sheet's responses read again by their form: what ``reread`` and ``absent`` make of each, by column.

All stands in its columns, but for three things that a row has to itself: its language, the order of its
dates, and whether one of its lines is the prompt of a question that the sheet leaves out.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from parsers.blocks import Evidence, Problem, Struct
from parsers.forms.reading.absent import absent, foreign
from parsers.forms.reading.refine import Refining, refining
from parsers.forms.reading.reread import reads_alike
from parsers.forms.template import Template
from parsers.forms.wording import fold
from parsers.recognise.answers import Context, with_values
from parsers.responses import Answer, Status
from parsers.rows import PLACE, Column, Rows
from parsers.values import order_by, vote


class Reread(Struct, frozen=True):
    """The responses of a sheet in the words of their form."""

    columns: tuple[Column, ...]
    """One for each question of the form; all answers of one have its ``question_id``."""
    problems: tuple[Problem, ...]
    """Of each response, besides its own."""
    alone: frozenset[int]
    """Rows of which one line may be a question that is not there: these are to be read by themselves."""


def reread_rows(rows: Rows, template: Template) -> Reread:
    """The responses with the form's names, and with its questions that the sheet leaves out."""
    first = rows.response(0).answers
    contexts, of_row = _contexts(rows)
    ways = zip(refining(first, template, plain=False), rows.columns, strict=True)
    columns = [_refined(refined, column, contexts, of_row) for refined, column in ways]
    shown = tuple(column.answers[0] for column in columns)
    bare = [replace(answer, answer_text=None) for answer in shown]
    column_of = {id(answer): column for answer, column in zip(bare, columns, strict=True)}
    whole = absent(bare, template)
    nobody = bytes(array(PLACE, [0]).itemsize * len(rows.people))
    return Reread(
        columns=tuple(column_of.get(id(a)) or Column(answers=(a,), places=nobody) for a in whole),
        problems=foreign(shown, template),
        alone=frozenset(_telling(columns, [a for a in whole if id(a) not in column_of])),
    )


def _refined(refined: Refining, column: Column, contexts: Sequence[Context], of_row: Sequence[int]) -> Column:
    found = [refined(answer) for answer in column.answers]
    pairs = list(zip(found, column.answers, strict=True))
    if all(reads_alike(answer, before) for answer, before in pairs):
        return Column(answers=tuple(found), places=column.places)
    read = [
        answer if reads_alike(answer, before) else with_values(answer, context)
        for context in contexts
        for answer, before in pairs
    ]
    if len(contexts) == 1:
        return Column(answers=tuple(read), places=column.places)
    places = (at + n * len(found) for at, n in zip(column.at, of_row, strict=True))
    return Column(answers=tuple(read), places=array(PLACE, places).tobytes())


def _contexts(rows: Rows) -> tuple[list[Context], list[int]]:
    """The contexts in which rows are read, and which of them is each row's."""
    said: list[set[bool]] = [set() for _ in rows.people]
    for column in rows.columns:
        votes = [vote(answer.answer_text or "") for answer in column.answers]
        if any(v is not None for v in votes):
            for mine, place in zip(said, column.at, strict=True):
                if (v := votes[place]) is not None:
                    mine.add(v)
    keys = [(frozenset(v), person.language) for v, person in zip(said, rows.people, strict=True)]
    number = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    contexts = [Context(order=order_by(votes, language), language=language) for votes, language in number]
    return contexts, [number[key] for key in keys]


def _telling(columns: Sequence[Column], left_out: Sequence[Answer]) -> Iterator[int]:
    """Rows with a line that is the prompt of a question left out."""
    prompts = {fold(a.prompt) for a in left_out if a.status is Status.NOT_SHOWN and a.prompt}
    if not prompts:
        return
    for column in columns:
        telling = {n for n, answer in enumerate(column.answers) if _tells(answer, prompts)}
        if telling:
            yield from (row for row, place in enumerate(column.at) if place in telling)


def _tells(answer: Answer, prompts: set[str]) -> bool:
    typed = answer.answer_text or ""
    lines = typed.split("\n") if "\n" in typed or answer.evidence is not Evidence.MARKUP else []
    return any(fold(line) in prompts for line in (*lines, *(answer.help_text or "").split("\n")))
