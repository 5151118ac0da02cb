"""Rows that stand twice in one workbook: a sheet that was copied, rows that were pasted again."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime

from parsers.form import Response

Shown = dict[Hashable, Hashable]


def without_repeated(responses: Sequence[Response]) -> tuple[Response, ...]:
    """The responses, each once: of those with one id and the same times, one whose cells say all that
    another's say takes its place (a copy may lack columns).

    One that shows no id or no time is kept: nothing says that it is not another person's.
    """
    kept: list[Response] = []
    places: dict[Hashable, list[int]] = {}
    for response in responses:
        same = places.setdefault(_submission(response), []) if _is_known(response) else []
        place = next((p for p in same if _covers(response, kept[p]) or _covers(kept[p], response)), None)
        if place is None:
            same.append(len(kept))
            kept.append(response)
        elif not _covers(kept[place], response):
            kept[place] = response
    return tuple(kept)


def _is_known(response: Response) -> bool:
    return response.respondent is not None and _submission(response)[1:] != (None, None)


def _submission(response: Response) -> tuple[str | None, datetime | None, datetime | None]:
    return response.respondent, response.started_at, response.submitted_at


def _covers(one: Response, other: Response) -> bool:
    """Whether ``one`` shows all that ``other`` shows, and alike."""
    return _shown(other).items() <= _shown(one).items()


def _shown(response: Response) -> Shown:
    person: Shown = {"email": response.respondent_email, "name": response.respondent_name}
    shown: Shown = {key: value for key, value in person.items() if value is not None}
    seen: dict[Hashable, int] = {}
    for answer in response.answers:
        asked = (answer.prompt, answer.row_label)
        seen[asked] = seen.get(asked, 0) + 1
        shown[*asked, seen[asked]] = answer.answer_text
    return shown
