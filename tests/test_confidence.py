"""``confidence`` means something: on a mixed set, lower confidence goes with more errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from parsers.blocks import Evidence, Problem
from parsers.confidence import DOUBTS, LIKELY, UNSURE, settled
from parsers.reader import parse
from parsers.recognise.answers import CONFIDENCE
from parsers.responses import Answer, QuestionType, Response, Status
from tests.runs import ROOT
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


def claim(number: str | None = "1", evidence: Evidence = Evidence.MARKUP, **more: Any) -> Answer:
    given: dict[str, Any] = {"status": Status.ANSWERED, "confidence": CONFIDENCE.get(evidence, 1.0)} | more
    kind = QuestionType.SINGLE_CHOICE
    return Answer(question_type=kind, number=number, evidence=evidence, **({"prompt": "?"} | given))


def found(code: str) -> Problem:
    return Problem(code=code, message="")


@pytest.mark.parametrize(
    ("answers", "format", "sure"),
    [
        ([claim("1"), claim("2", prompt="")], "html", [0.99, UNSURE]),
        ([claim("1", Evidence.MARKS), claim("2", Evidence.LAYOUT)], "pdf", [0.93, 0.9]),
        ([claim(None, Evidence.LAYOUT)], "pdf", [UNSURE]),
        ([claim("1", Evidence.MARKS), claim("2", Evidence.MARKUP)], "docx", [0.93, 0.99]),
        ([claim("1"), claim(None)], "html", [LIKELY, LIKELY]),
        ([claim("1"), claim(None, status=Status.NOT_SHOWN)], "html", [0.99, 0.99]),  # the form's, not the document's
        ([claim(None)], "xlsx", [0.99]),
        ([claim("1", Evidence.MARKS)], "md", [0.93]),
        ([claim(None, Evidence.MARKS)], "md", [UNSURE]),
        ([claim(None, Evidence.TEXT, confidence=0.6)], "md", [0.6]),
        ([claim("1", required=True, status=Status.BLANK)], "html", [LIKELY]),
        ([claim("1", required=False, status=Status.BLANK)], "html", [0.99]),
        ([claim(None, Evidence.PERSON, confidence=1.0)], "md", [1.0]),
    ],
)  # fmt: skip
def test_nothing_is_claimed_surer_than_what_stands_beside_it_allows(
    answers: list[Answer], format: str, sure: list[float]
) -> None:
    once = settled(Response(answers=tuple(answers)), format)
    assert [answer.confidence for answer in once.answers] == sure
    assert settled(once, format) == once


def test_a_doubt_anywhere_in_a_response_is_one_of_all_its_claims() -> None:
    told = claim("2", problems=(found("no_answer_in_box"),))
    one = settled(Response(answers=(claim("1"), told)), "docx")
    other = settled(Response(answers=(claim("1"),), problems=(found("foreign_questions"),)), "docx")
    assert {a.confidence for r in (one, other) for a in r.answers} == {UNSURE}
    harmless = settled(Response(answers=(claim("1"),), problems=(found("hidden"),)), "docx")
    assert [a.confidence for a in harmless.answers] == [0.99]


def test_the_doubts_are_findings_that_there_are() -> None:
    explained = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "findings.md").read_text("utf-8")))
    assert explained >= DOUBTS
