"""The same response in two documents: found, compared, and told; both stay."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.records import Row, finding_row
from parsers.blocks import Problem, Severity
from parsers.form import Answer, QuestionType, Response, Status
from parsers.forms.wording import fold, stable_hash

DETERMINED = (Status.ANSWERED, Status.BLANK)
FIGURES = (QuestionType.RATING, QuestionType.NPS)
MINUTE = 60
"""Seconds by which one submission's time to complete may differ: a copy may have lost the seconds of both
its times."""
MAX_COMPARED = 100
"""Different responses under one number that a further one is compared with."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A response's answers, short enough to keep for all that may have a twin."""

    document_id: str
    response_id: str
    path: str
    person: tuple[str | None, ...]
    """Start and completion to the minute, address, name: as far as the document shows them."""
    seconds: int | None
    """Time to complete."""
    answers: dict[str, frozenset[str]]
    """Question id -> hashes of what was given; only questions whose answer the document shows."""


def digest(document_id: str, response_id: str, path: str, response: Response, ids: Iterable[str]) -> Digest:
    """The digest of one response."""
    shown = zip(ids, response.answers, strict=True)
    given = {question: _given(answer) for question, answer in shown if answer.status in DETERMINED}
    return Digest(document_id, response_id, path, _person(response), response.time_to_complete_s, given)


def _person(response: Response) -> tuple[str | None, ...]:
    times = (response.started_at, response.submitted_at)
    names = (response.respondent_email, response.respondent_name)
    return (
        *(time.strftime("%Y-%m-%d %H:%M") if time else None for time in times),
        *(fold(name) if name else None for name in names),
    )


def _given(answer: Answer) -> frozenset[str]:
    """Hashes of what was given, as text alike in all formats and as a value. Empty: blank."""
    if answer.status is Status.BLANK:
        return frozenset()
    ranked = any(option.rank for option in answer.options) or answer.question_type is QuestionType.RANKING
    parts = [fold(part) for part in answer.selected or (answer.answer_text or "").split(";")]
    words = [";".join(parts if ranked else sorted(parts))]
    if answer.values.date is not None:
        words.append(answer.values.date.isoformat())
    if answer.question_type in FIGURES and answer.values.number is not None:
        words.append(f"{answer.values.number:g}")
    return frozenset(stable_hash(word) for word in words)


def _equal(one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other or not one.isdisjoint(other)


def findings(digests: Iterable[Digest]) -> Iterator[Row]:
    """Findings for responses of one form under one respondent number, sorted by path.

    Two are the same response if nothing that both show of the person and the time is different (waves
    of one form count from 1 again), and most of the answers that both show are equal; what differs then
    is told question by question, on the later of the two.
    """
    earlier: deque[Digest] = deque(maxlen=MAX_COMPARED)
    for late in digests:
        twin = next((e for e in earlier if e.document_id != late.document_id and _same(e, late)), None)
        if twin is None:
            earlier.append(late)
        else:
            yield from _tell(twin, late)


def _same(one: Digest, other: Digest) -> bool:
    if any(a is not None and b is not None and a != b for a, b in zip(one.person, other.person, strict=True)):
        return False
    if one.seconds is not None and other.seconds is not None and abs(one.seconds - other.seconds) > MINUTE:
        return False
    common = one.answers.keys() & other.answers.keys()
    equal = [question for question in common if _equal(one.answers[question], other.answers[question])]
    return len(equal) * 2 > len(common) and any(one.answers[question] for question in equal)


def _tell(early: Digest, late: Digest) -> Iterator[Row]:
    message = f"the same response as {early.response_id} in {early.path}"
    same = Problem(code="same_response", message=message, severity=Severity.INFO)
    yield finding_row(late.document_id, same, late.response_id)
    for question, given in late.answers.items():
        if question in early.answers and not _equal(early.answers[question], given):
            message = f"the answer differs from that in {early.path}, which holds the same response"
            problem = Problem(code="responses_differ", message=message, severity=Severity.WARNING)
            yield finding_row(late.document_id, problem, late.response_id, question)


def grouped(digests: Iterable[tuple[str, Digest]]) -> Iterator[list[Digest]]:
    """The digests of each respondent number that stands in more than one document."""
    groups: defaultdict[str, list[Digest]] = defaultdict(list)
    for respondent, item in digests:
        groups[respondent].append(item)
    for respondent in sorted(groups):
        if len({item.document_id for item in groups[respondent]}) > 1:
            yield groups[respondent]
