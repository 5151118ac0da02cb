"""Rows that stand twice in one workbook: a sheet that was copied, rows that were pasted again."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from parsers.form import Response


def without_repeated(responses: Sequence[Response]) -> tuple[Response, ...]:
    """The responses, each once: the same id, times, person and answers, in words and in order.

    One that shows no id or no time is kept: nothing says that it is not another person's.
    """
    seen: set[Hashable] = set()
    kept: list[Response] = []
    by_person: dict[Hashable, int] = {}
    for response in responses:
        by_person[_person(response)] = by_person.get(_person(response), 0) + 1
    for response in responses:
        person = _person(response)
        if by_person[person] > 1 and response.respondent and (response.submitted_at or response.started_at):
            whole = (person, tuple((a.prompt, a.row_label, a.answer_text) for a in response.answers))
            if whole in seen:
                continue
            seen.add(whole)
        kept.append(response)
    return tuple(kept)


def _person(response: Response) -> Hashable:
    return (
        response.respondent,
        response.started_at,
        response.submitted_at,
        response.respondent_email,
        response.respondent_name,
    )
