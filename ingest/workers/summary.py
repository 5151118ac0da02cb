"""A reader's result -> what the run needs to know of it at once, and the responses, packed."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from ingest.workers.protocol import Parcel, Summary, TooLarge, pack, rejected
from parsers.blocks import Problem
from parsers.responses import Reading
from parsers.rows import Responses


def summarise(reading: Reading) -> Parcel:
    """The outcome of a reading (contract: ``documents.outcome``) and its responses."""
    reading = _with_questions(reading)
    responses = reading.responses or reading.pending
    try:
        packed = pack(responses) if responses else b""
    except UnicodeEncodeError:
        plain = replace(reading, responses=tuple(reading.responses))
        return summarise(msgspec.convert(_encodable(msgspec.to_builtins(plain)), Reading))
    except TooLarge:
        return Parcel(rejected("too_large", "its responses take too much space", reading.format))
    people = responses.people if isinstance(responses, Responses) else responses
    respondents = tuple(person.respondent for person in people)
    base = Summary(
        "parsed", reading.format, reading.pages, reading.text_source,
        problems=reading.problems, respondents=respondents,
    )  # fmt: skip
    if not reading.responses:
        reason, detail = reading.reason or "not_a_response", reading.detail or "no response was found in it"
        refused = replace(base, outcome="rejected", reason=reason, detail=detail, pending=bool(responses))
        return Parcel(refused, packed)
    if loss := _first_loss(reading):
        base = replace(base, outcome="partial", reason=loss.code, detail=loss.message)
    return Parcel(base, packed)


def _with_questions(reading: Reading) -> Reading:
    """Only responses that answer something: a form is known by its questions."""
    if isinstance(reading.responses, Responses):
        return reading  # a sheet has a column for each
    kept = tuple(response for response in reading.responses if response.answers)
    if len(kept) == len(reading.responses):
        return reading
    lost = Problem(
        code="no_questions", message="a response shows no question and was left out", loses_content=True
    )
    return msgspec.structs.replace(reading, responses=kept, problems=(*reading.problems, lost))


def _first_loss(reading: Reading) -> Problem | None:
    """The first problem that says that content was lost, if any."""
    problems = list(reading.problems)
    if isinstance(reading.responses, Responses):
        answers = (a for part in reading.responses.parts for column in part.columns for a in column.answers)
        problems += (problem for answer in answers for problem in answer.problems)
    else:
        for response in reading.responses:
            problems += response.problems
            for answer in response.answers:
                problems += answer.problems
    if reading.reason:
        problems.append(Problem(code=reading.reason, message=reading.detail or "", loses_content=True))
    return next((p for p in problems if p.loses_content), None)


def _encodable(value: Any) -> Any:
    """The same plain value with every half of a surrogate pair replaced: it has no place in any file."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value
