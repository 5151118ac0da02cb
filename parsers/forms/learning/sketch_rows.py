"""The sketch of a sheet's responses: what ``Sketch.observe`` makes of each, by column."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.forms.learning.sketch import (
    SHEET,
    Counts,
    Seen,
    Shown,
    Signature,
    Sketch,
    shown_by,
    submission_of,
)
from parsers.forms.learning.voices import Voices, heard
from parsers.forms.repeated import asked_of
from parsers.rows import Column, Rows


def observe_rows(sketch: Sketch, rows: Rows) -> Signature:
    """Adds what the responses show, in place. Returns their signature: they have the same questions."""
    asked = tuple(map(sketch.share, asked_of(rows.response(0).answers)))
    seen = sketch.seen.setdefault((SHEET, asked), Seen())
    people = enumerate(rows.people)
    who = [submission_of(person if person.respondent else rows.response(n)) for n, person in people]
    every = heard(who)
    seen.voices.add(every)
    _count(sketch, seen.titles, [person.form_title for person in rows.people], who)
    _count(sketch, seen.languages, [person.language for person in rows.people], who)
    seen.shown = seen.shown or tuple({} for _ in asked)
    for shown, column in zip(seen.shown, rows.columns, strict=True):
        for value, voices in _shown(column, who, every):
            shown.setdefault(sketch.share(value), Voices()).add(voices)
    return SHEET, asked


def _count(sketch: Sketch, counts: Counts, values: Sequence[str | None], who: Sequence[int]) -> None:
    for value in filter(None, dict.fromkeys(values)):
        voices = heard([w for w, said in zip(who, values, strict=True) if said == value])
        counts.setdefault(sketch.share(value), Voices()).add(voices)


def _shown(column: Column, who: Sequence[int], every: Voices) -> list[tuple[Shown, Voices]]:
    """How the column's answers show its question, and who shows it so."""
    shown = [shown_by(answer, SHEET) for answer in column.answers]
    ways = list(dict.fromkeys(shown))
    if len(ways) == 1:
        return [(ways[0], every)]
    said: dict[Shown, list[int]] = {way: [] for way in ways}
    for person, place in zip(who, column.at, strict=True):
        said[shown[place]].append(person)
    return [(way, heard(people)) for way, people in said.items()]
