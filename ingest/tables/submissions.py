"""Which responses are exports of one submission.

Two are, where nothing that both show contradicts it and enough agrees that two people would not: each
agreement weighs by how seldom it happens between strangers (Fellegi and Sunter, 1969: bits, −log2 of the
chance), and the sum must outweigh the number of pairs of strangers that there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.tables.identity import Facts, Given
from ingest.tables.records import Row, finding_row
from ingest.tables.strangers import PRIOR_EMAIL, PRIOR_NAME, PRIOR_SECONDS, Chances
from parsers.blocks import Problem, Severity
from parsers.forms.wording import stable_hash

DIFFERENT = 0.2
"""Of the exact answers that both show: one submission's exports may contradict each other in so many, if
their headers alone say that they are one. More, and numbers that start anew join two waves' people."""
MINUTE = 60
"""Seconds: workbooks and pages may round times to it."""
MOST = 60
"""Responses of one clue that are compared pair by pair; a clue that more share is none."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission of a form: its id and the responses that show it, the one that shows most first."""

    submission_id: str
    members: tuple[Facts, ...]


def submissions(form_id: str, responses: Sequence[Facts]) -> list[Submission]:
    """The submissions of one form. The order of ``responses`` does not matter."""
    ordered = sorted(responses, key=lambda r: r.response_id)
    groups = _Groups(ordered)
    for one, other in _weighed(ordered):
        groups.join(one, other)
    found = [tuple(sorted(g, key=_shows_less) if len(g) > 1 else g) for g in groups.all()]
    return _named(form_id, found)


def _shows_less(response: Facts) -> tuple[int, int, str]:
    exact = sum(answer.exact for answer in response.answers.values())
    return (-response.shown, -exact, response.response_id)


class _Groups:
    """Responses joined step by step; two groups stay apart if any two of their members contradict."""

    def __init__(self, responses: Iterable[Facts]) -> None:
        self._of = {r.response_id: [r] for r in responses}

    def join(self, one: Facts, other: Facts) -> None:
        left, right = self._of[one.response_id], self._of[other.response_id]
        if left is right or any(_contradict(a, b) for a in left for b in right):
            return
        left += right
        for member in right:
            self._of[member.response_id] = left

    def all(self) -> list[list[Facts]]:
        return list({id(group): group for group in self._of.values()}.values())


def _contradict(a: Facts, b: Facts) -> bool:
    """Whether something that both show says that they are two submissions."""
    if a.document_id == b.document_id:
        return True
    if a.sheet == b.sheet and _differ(a.respondent, b.respondent):
        return True
    if _differ(a.name, b.name) or _differ(a.email, b.email) or _differ(a.anonymous, b.anonymous):
        return True
    if _differ(a.score, b.score) or _seconds_differ(a, b):
        return True
    times = ((a.started, b.started), (a.submitted, b.submitted))
    return any(x and y and abs((x - y).total_seconds()) >= MINUTE for x, y in times)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _seconds_differ(a: Facts, b: Facts) -> bool:
    """A workbook's row may round both of its times to the minute."""
    if a.seconds is None or b.seconds is None:
        return False
    rounded = any(
        r.sheet and r.started and r.submitted and not r.started.second and not r.submitted.second
        for r in (a, b)
    )
    return abs(a.seconds - b.seconds) > (MINUTE if rounded else 1)


def _clashes(responses: Sequence[Facts]) -> int:
    """Pairs that have the same number and are not the same submission: waves that begin at 1 again."""
    return sum(
        _contradict(a, b) or _answers_differ(a, b) > DIFFERENT
        for group in _by_clue(responses, lambda r: [_number(r)])
        for a, b in combinations(group, 2)
        if a.document_id != b.document_id
    )


def _weighed(responses: Sequence[Facts]) -> list[tuple[Facts, Facts]]:
    """Pairs that are one submission, the surest first."""
    if len({r.document_id for r in responses}) < 2:
        return []  # one document shows each once
    chances = Chances(responses, _clashes(responses))
    sure: list[tuple[float, str, str, Facts, Facts]] = []
    for a, b in _candidates(responses):
        if not _contradict(a, b):
            header, answers = _agreement(a, b, chances)
            different = _answers_differ(a, b)
            told = header >= chances.needed and different <= DIFFERENT
            if told or (header + answers >= chances.needed and not different):
                sure.append((-header - answers, a.response_id, b.response_id, a, b))
    return [(a, b) for *_, a, b in sorted(sure, key=lambda pair: pair[:3])]


def _agreement(a: Facts, b: Facts, chances: Chances) -> tuple[float, float]:
    """Bits in which the headers and the answers agree."""
    header = 0.0
    if a.sheet == b.sheet and a.respondent and a.respondent == b.respondent:
        header += chances.number_bits()
    if a.name and a.name == b.name:
        header += chances.bits(("name", a.name), PRIOR_NAME)
    if a.email and a.email == b.email:
        header += chances.bits(("email", a.email), PRIOR_EMAIL)
    if a.seconds is not None and b.seconds is not None:
        header += chances.bits(("seconds", a.seconds), PRIOR_SECONDS)
    if a.submitted and b.submitted and a.started and b.started:
        header += chances.bits(("times", (a.started, a.submitted)), PRIOR_SECONDS**2)
    shared = a.answers.keys() & b.answers.keys()
    return header, sum(chances.answer_bits(q, a.answers[q], b.answers[q]) for q in sorted(shared))


def _answers_differ(a: Facts, b: Facts) -> float:
    """Share of the exact answers that both show and that differ."""
    shared = [q for q in a.answers.keys() & b.answers.keys() if a.answers[q].exact and b.answers[q].exact]
    return sum(not equal(a.answers[q], b.answers[q]) for q in shared) / len(shared) if shared else 0.0


def equal(one: Given, other: Given) -> bool:
    """Whether two exports show the same answer."""
    return one.hashes == other.hashes or not one.hashes.isdisjoint(other.hashes)


def _candidates(responses: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Pairs that share a clue: a number, a name, a time, an address, or a longer text."""
    seen: set[tuple[str, str]] = set()
    for group in _by_clue(responses, _clues):
        for a, b in combinations(group, 2):
            key = (a.response_id, b.response_id)
            if a.document_id != b.document_id and key not in seen:
                seen.add(key)
                yield a, b


def _clues(r: Facts) -> list[str | None]:
    texts = [f"{q} {h}" for q, g in r.answers.items() if g.length >= 12 for h in g.hashes]
    seconds = None if r.seconds is None else f"seconds {r.seconds} {r.name}"
    return [_number(r), r.name, r.email, seconds, *texts]


def _number(r: Facts) -> str | None:
    return f"number {r.sheet} {r.respondent}" if r.respondent else None


def _by_clue(responses: Sequence[Facts], clues: Callable[[Facts], list[str | None]]) -> Iterator[list[Facts]]:
    groups: defaultdict[str, list[Facts]] = defaultdict(list)
    for response in responses:
        for clue in filter(None, clues(response)):
            groups[clue].append(response)
    return (group for group in groups.values() if 1 < len(group) <= MOST)


def _named(form_id: str, groups: list[tuple[Facts, ...]]) -> list[Submission]:
    """Ids that another export of the same submission does not change: by what all exports show."""
    keyed = sorted((_key(members), min(m.response_id for m in members), members) for members in groups)
    counts: Counter[tuple[str, ...]] = Counter()
    found = []
    for key, _, members in keyed:
        counts[key] += 1
        found.append(Submission(stable_hash("submission", form_id, *key, str(counts[key])), members))
    return sorted(found, key=lambda s: s.submission_id)


def _key(members: tuple[Facts, ...]) -> tuple[str, ...]:
    """The first facts that tell: time taken with the name, else the number, else the longest text."""
    seconds = min((m.seconds for m in members if m.seconds is not None), default=None)
    name = min((m.name or m.email or "" for m in members if m.name or m.email), default="")
    if seconds is not None:
        return ("seconds", str(seconds), name)
    numbers = sorted(f"{m.sheet} {m.respondent}" for m in members if m.respondent)
    if numbers:
        return ("number", numbers[0], name)
    texts = [(-g.length, q, min(g.hashes)) for m in members for q, g in m.answers.items() if g.hashes]
    return ("text", *map(str, min(texts)[1:])) if texts else ("response", members[0].response_id)


def submission_findings(submission: Submission) -> list[Row]:
    """That a response was exported more than once, and where its exports differ; told of the later ones."""
    first, *others = sorted(submission.members, key=lambda m: (m.path, m.response_id))
    rows = []
    for late in others:
        message = f"the same response as {first.response_id} in {first.path}"
        same = Problem(code="same_response", message=message, severity=Severity.INFO)
        rows.append(finding_row(late.document_id, same, late.response_id))
        for question, answer in late.answers.items():
            if question in first.answers and not equal(first.answers[question], answer):
                message = f"the answer differs from that in {first.path}, which holds the same response"
                problem = Problem(code="responses_differ", message=message, severity=Severity.WARNING)
                rows.append(finding_row(late.document_id, problem, late.response_id, question))
    return rows
