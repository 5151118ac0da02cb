"""Which responses are exports of one submission."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from ingest.tables import submissions as rules
from ingest.tables.identity import Facts, Given, facts
from ingest.tables.submissions import Submission, submissions
from parsers.forms.wording import stable_hash
from parsers.responses import Response


def typed(text: str, *, exact: bool = True) -> Given:
    return Given(frozenset([stable_hash(text)]) if text else frozenset(), exact, len(text))


def chose(option: str, *, exact: bool = True) -> Given:
    return Given(frozenset([stable_hash(option)]), exact, 0)


def response(document: str, ordinal: int = 0, *, sheet: bool = False, **more: Any) -> Facts:
    given: dict[str, Any] = {
        "respondent": None, "name": None, "email": None, "anonymous": None, "started": None, "submitted": None,
        "seconds": None, "score": None, "answers": {},
    } | more  # fmt: skip
    own = stable_hash(document, str(ordinal))
    return Facts(document, own, f"{document}.x", sheet, shown=len(given["answers"]), **given)


def sizes(responses: list[Facts]) -> list[int]:
    return sorted(len(s.members) for s in submissions("form", responses))


def people(count: int, draw: random.Random) -> list[dict[str, Any]]:
    """Anonymous respondents who choose alike and type little."""
    start = datetime(2026, 3, 1, 8)
    found = []
    for n in range(1, count + 1):
        seconds = int(draw.lognormvariate(5.8, 0.6))
        began = start + timedelta(seconds=draw.randrange(30 * 86_400))
        answers = {f"q{k}": chose(draw.choices(("yes", "no", "maybe"), (8, 1, 1))[0]) for k in range(12)}
        answers["why"] = typed(draw.choice(("", "no", "ok", "good", "all good", "nothing")))
        found.append({
            "respondent": str(n), "seconds": seconds, "started": began,
            "submitted": began + timedelta(seconds=seconds), "answers": answers, "anonymous": True,
        })  # fmt: skip
    return found


def page(person: dict[str, Any], document: str, number: str | None = None) -> Facts:
    shown = {key: person[key] for key in ("seconds", "answers", "anonymous")}
    return response(document, respondent=number or person["respondent"], **shown)


def rows(everybody: list[dict[str, Any]], document: str) -> list[Facts]:
    return [response(document, n, sheet=True, **person) for n, person in enumerate(everybody)]


def false_merges(found: list[Submission], who: dict[str, int]) -> int:
    return sum(len({who[m.response_id] for m in s.members}) > 1 for s in found)


def test_a_page_and_the_workbooks_row_are_one_though_they_count_respondents_otherwise() -> None:
    everybody = people(8, random.Random(1))
    pages = [page(p, f"p{n}", str(n + 20)) for n, p in enumerate(everybody)]
    assert sizes(rows(everybody, "book") + pages) == [2] * 8


def test_two_pages_of_one_respondent_are_one() -> None:
    everybody = people(30, random.Random(2))
    assert sizes([page(p, f"{kind}{n}") for n, p in enumerate(everybody) for kind in "ab"]) == [2] * 30


@pytest.mark.parametrize("count", [300, 10_000])
def test_no_two_of_many_anonymous_respondents_with_alike_answers_are_taken_for_one(count: int) -> None:
    everybody = people(count, random.Random(3))
    pages = {page(p, f"p{n}").response_id: (n, page(p, f"p{n}")) for n, p in enumerate(everybody) if n % 2}
    book = rows(everybody, "book")
    who = {r.response_id: n for n, r in enumerate(book)} | {own: n for own, (n, _) in pages.items()}
    assert false_merges(submissions("form", book + [p for _, p in pages.values()]), who) == 0


def test_waves_that_count_from_one_again_stay_apart() -> None:
    first, second = people(300, random.Random(4)), people(300, random.Random(5))
    pages = [page(p, f"{wave}{n}") for wave, w in (("a", first), ("b", second)) for n, p in enumerate(w)]
    who = {r.response_id: n for n, r in enumerate(pages)}
    assert false_merges(submissions("form", pages), who) == 0


@pytest.mark.parametrize(
    "fact",
    [
        {"seconds": 662}, {"name": "bea"}, {"anonymous": True}, {"score": 3.0}, {"respondent": "8"},
        {"submitted": datetime(2026, 3, 1, 10, 1)},
    ],
)  # fmt: skip
def test_one_fact_that_contradicts_keeps_two_apart(fact: dict[str, Any]) -> None:
    shown = {
        "respondent": "7", "name": "ada", "anonymous": False, "seconds": 660, "score": 4.0,
        "submitted": datetime(2026, 3, 1, 10), "answers": {"q": typed("a long text that nobody else would write")},
    }  # fmt: skip
    assert sizes([response("a", **shown), response("b", **shown)]) == [2]
    assert sizes([response("a", **shown), response("b", **shown | fact)]) == [1, 1]


def test_an_export_that_lost_the_number_makes_a_time_no_more_common() -> None:
    """Three exports of one, and another respondent: three headers, two strangers."""
    answers = {"q": chose("yes"), "r": chose("no")}
    misread = {"q": chose("yes", exact=False), "r": chose("maybe", exact=False)}
    everybody = [
        response("lost", seconds=213, answers=answers),
        response("a", respondent="5", seconds=213, answers=answers),
        response("b", respondent="5", seconds=213, answers=misread),
        response("c", respondent="6", seconds=98, answers={"q": chose("no"), "r": chose("no")}),
    ]
    assert sizes(everybody) == [1, 3]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("Ana Lúcia Prado", "ANA LUCIA PRADO", True),
        ("Ana Lucia", "Ana Luisa", False),
        ("ガト", "カト", False),
    ],
)
def test_a_name_whose_accents_a_scanner_lost_is_that_name(one: str, other: str, together: bool) -> None:
    def named(document: str, name: str) -> Facts:
        shown = Response(answers=(), respondent="7", respondent_name=name, time_to_complete_s=760)
        return facts(document, document, f"{document}.md", "md", shown, ())

    assert sizes([named("a", one), named("b", other)]) == ([2] if together else [1, 1])


def test_a_second_of_rounding_contradicts_nothing() -> None:
    shown = {"respondent": "7", "answers": {"q": typed("a long text that nobody else would write")}}
    assert sizes([response("a", seconds=660, **shown), response("b", seconds=661, **shown)]) == [2]


def test_responses_of_one_document_are_never_one() -> None:
    shown = {"name": "ada", "seconds": 660, "answers": {"q": typed("the same text in both of them")}}
    assert sizes([response("a", 0, **shown), response("a", 1, **shown)]) == [1, 1]


@pytest.mark.parametrize(("different", "expected"), [(2, [2]), (3, [1, 1])])
def test_a_few_exact_answers_may_differ_where_the_headers_say_that_two_are_one(
    different: int, expected: list[int]
) -> None:
    head = {"respondent": "7", "name": "ada", "seconds": 660}
    answers = {f"q{n}": chose("yes") for n in range(10)}
    other = answers | {f"q{n}": chose("no") for n in range(different)}
    assert different / 10 <= rules.DIFFERENT or expected == [1, 1]
    assert sizes([response("a", **head, answers=answers), response("b", **head, answers=other)]) == expected


def test_a_submission_keeps_its_id_when_more_exports_of_it_arrive() -> None:
    everybody = people(20, random.Random(6))
    few = [page(p, f"p{n}") for n, p in enumerate(everybody)]
    more = few + rows(everybody, "book") + [page(p, f"z{n}") for n, p in enumerate(everybody)]
    before = {m.response_id: s.submission_id for s in submissions("form", few) for m in s.members}
    after = {m.response_id: s.submission_id for s in submissions("form", more) for m in s.members}
    assert {own: after[own] for own in before} == before
    assert len(set(after.values())) == 20


def test_the_order_of_documents_changes_nothing() -> None:
    everybody = people(40, random.Random(7))
    every = rows(everybody, "book") + [page(p, f"p{n}") for n, p in enumerate(everybody)]
    shuffled = every[:]
    random.Random(8).shuffle(shuffled)
    assert submissions("form", every) == submissions("form", shuffled)


def test_the_export_that_shows_most_comes_first() -> None:
    text = "a long text that nobody else would write"
    less = response("a", respondent="7", seconds=660, answers={"q": typed(text)})
    more = response("b", respondent="7", seconds=660, answers={"q": typed(text), "r": chose("yes")})
    [found] = submissions("form", [less, more])
    assert [m.document_id for m in found.members] == ["b", "a"]
