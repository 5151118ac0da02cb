"""Rows that stand twice in one workbook: a sheet that was copied, rows that were pasted again."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from parsers.responses import Response
from parsers.rows import Rows

Shown = dict[Hashable, Hashable]


def without_repeated(parts: Sequence[Rows]) -> tuple[Rows, ...]:
    """The responses, each once: of those with one id and the same times, one whose cells say all that
    another's say takes its place (a copy may lack columns).

    One that shows no time is kept: nothing says that it is not another person's. Without an id both times
    must be there and the other row be on another sheet: a sheet is copied, and nobody answers twice at once.
    """
    known = [_submission(person) for part in parts for person in part.people if _is_known(person)]
    if len(set(known)) == len(known):
        return tuple(parts)
    kept: list[tuple[int, int]] = []
    places: dict[Hashable, list[int]] = {}
    for at, person in ((at, person) for at, part in enumerate(parts) for person in enumerate(part.people)):
        here = (at, person[0])
        same = places.setdefault(_submission(person[1]), []) if _is_known(person[1]) else []
        place = next(
            (
                p
                for p in same
                if (person[1].respondent is not None or kept[p][0] != at)
                and (_covers(parts, here, kept[p]) or _covers(parts, kept[p], here))
            ),
            None,
        )
        if place is None:
            same.append(len(kept))
            kept.append(here)
        elif not _covers(parts, kept[place], here):
            kept[place] = here
    runs = groupby(kept, key=itemgetter(0))
    return tuple(parts[at].take([number for _, number in run]) for at, run in runs)


def _is_known(response: Response) -> bool:
    times = _submission(response)[1:]
    return times != (None, None) if response.respondent is not None else None not in times


def _submission(response: Response) -> tuple[str | None, datetime | None, datetime | None]:
    return response.respondent, response.started_at, response.submitted_at


def _covers(parts: Sequence[Rows], one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a row (sheet and number) shows all that another shows, and alike."""
    shown, less = (_shown(parts[at].response(number)) for at, number in (one, other))
    return less.items() <= shown.items()


def _shown(response: Response) -> Shown:
    person: Shown = {"email": response.respondent_email, "name": response.respondent_name}
    shown: Shown = {key: value for key, value in person.items() if value is not None}
    seen: dict[Hashable, int] = {}
    for answer in response.answers:
        asked = (answer.prompt, answer.row_label)
        seen[asked] = seen.get(asked, 0) + 1
        shown[*asked, seen[asked]] = answer.answer_text
    return shown
