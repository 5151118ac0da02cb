"""``confidence`` means something: on a mixed set, lower confidence goes with more errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from parsers.form import Answer, Status
from parsers.reader import parse
from tests.truth import GOLDEN, Truth, cells, documents, same

SPLIT = ("prompt", "help_text", "status", "answer_text", "selected")
"""What confidence speaks of: the parts of a question, and the selection."""
SAID = ("status", "answer_text", "selected")
"""Says nothing where it is undetermined: null is no error."""
BOUNDS = (0.65, 0.93, 1.0)


def pairs() -> Iterator[tuple[Truth, Answer]]:
    """Every question of the golden documents as each single document shows it, the hard ones too."""
    for document in documents():
        responses = parse((GOLDEN / document["path"]).read_bytes()).responses
        for truth, got in zip(document["responses"], responses, strict=False):
            if len(truth["questions"]) == len(got.answers):
                yield from zip(truth["questions"], got.answers, strict=True)
                continue
            known = {(q["number"], q.get("row_label")): q for q in truth["questions"]}
            for answer in got.answers:
                if question := known.get((answer.number, answer.row_label)):
                    yield question, answer


def is_wrong(truth: Truth, got: Answer) -> bool:
    shown = cells(got)
    names = [n for n in SPLIT if n in truth]
    if got.status is Status.UNDETERMINED:
        names = [n for n in names if n not in SAID]
    return not all(
        any(same(n, want, shown[n], True) for want in [truth[n], *truth.get("alt", {}).get(n, ())])
        for n in names
    )


def test_lower_confidence_goes_with_more_errors() -> None:
    count: Counter[float] = Counter()
    wrong: Counter[float] = Counter()
    for truth, got in pairs():
        bucket = next(bound for bound in BOUNDS if got.confidence <= bound)
        count[bucket] += 1
        wrong[bucket] += is_wrong(truth, got)
    rates = [wrong[bound] / count[bound] for bound in BOUNDS]
    assert min(count.values()) >= 30
    assert rates[0] > 2 * rates[1] > 4 * rates[2], rates
    assert rates[2] < 0.01
