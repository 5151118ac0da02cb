"""What a document shows is never changed by other documents, whatever they say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.blocks import Evidence
from parsers.reader import parse
from parsers.responses import Answer, Reading, Status
from tests.makers.model import Form, Question
from tests.poison import ALTERATIONS, CLAIMS, WRITERS, Harm, Read, Row, evenings, harm, read, second, tables
from tests.truth import GOLDEN, documents

HONEST = 30
MIXES = {
    "scans": ("ocr",),
    "few pages": ("ocr",) * 9 + ("new",),
    "mixed": ("ocr", "new", "ocr", "paste", "task", "old"),
    "marked": ("new", "task", "old", "glyph"),
}
MOST_UNDETERMINED, MOST_ROWS = 0.05, 0.2
"""Of all rows: what a wrong page may leave undetermined, and what several may add that show nothing."""


@cache
def folder(mix: str) -> tuple[Form, Read, list[Row]]:
    """A form, its honest documents and their answers."""
    form, kinds = evenings(HONEST), MIXES[mix]
    found = {f"a{i:02}": read(form, i, kinds[i % len(kinds)]) for i in range(HONEST)}
    return form, found, tables(found)["answers"]


def page(form: Form, names: tuple[str, ...], kind: str, respondent: str, seed: int = 1) -> Reading:
    """One page of the form, altered."""
    random = Random(seed)
    person = replace(form.respondents[0], number=respondent)
    items = tuple(replace(i, answers=i.answers[:1]) if isinstance(i, Question) else i for i in form.items)
    one = replace(form, respondents=(person,), items=items)
    for name in names:
        one = ALTERATIONS[name](one, random)
    return read(one, 0, kind)


def check(done: Harm, several: bool = False) -> None:
    assert done.claims == []
    assert done.undetermined <= MOST_UNDETERMINED * done.rows
    assert done.more_not_shown <= MOST_ROWS * done.rows * several


@pytest.mark.parametrize("mix", ["scans", "mixed"])
@pytest.mark.parametrize("name", ALTERATIONS)
def test_one_wrong_page_among_thirty_changes_no_row(mix: str, name: str) -> None:
    form, honest, before = folder(mix)
    after = tables({**honest, "zz": page(form, (name,), "new", "900")})["answers"]
    check(harm(before, after, beside(mix)))


@cache
def beside(mix: str) -> list[Row]:
    """The answers of a folder beside the same page unaltered."""
    form, honest, _ = folder(mix)
    return tables({**honest, "zz": page(form, (), "new", "900")})["answers"]


INDEPENDENT = sorted(ALTERATIONS.keys() - {"other_questions", "turned", "no_sections"})


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_row_changes_whatever_pages_are_added(data: st.DataObject) -> None:
    form, honest, before = folder(data.draw(st.sampled_from(sorted(MIXES))))
    pages = data.draw(
        st.lists(
            st.tuples(
                st.lists(st.sampled_from(INDEPENDENT), min_size=1, max_size=3, unique=True),
                st.sampled_from([kind for kind in WRITERS if kind != "sheet"]),
                st.sampled_from(["1", "900"]),
            ),
            min_size=1,
            max_size=2,
        )
    )
    wrong = {f"zz{n}": page(form, tuple(names), kind, who) for n, (names, kind, who) in enumerate(pages)}
    right = {f"zz{n}": page(form, (), kind, who) for n, (_, kind, who) in enumerate(pages)}
    after, beside = (tables({**honest, **more})["answers"] for more in (wrong, right))
    check(harm(before, after, beside), several=True)


def test_a_page_with_the_questions_of_two_forms_joins_neither_to_the_other() -> None:
    form, honest, _ = folder("marked")
    clubs = second(12)
    both = {**honest, **{f"b{i:02}": read(clubs, i, "ocr" if i % 3 else "new") for i in range(12)}}
    before = tables(both)["answers"]
    after = tables({**both, "zz": page(form, ("two_forms",), "new", "900")})["answers"]
    assert len({row["form_id"] for row in before}) == 2
    check(harm(before, after))


@cache
def golden() -> dict[str, Reading]:
    """The golden documents that need no long reading."""
    return {
        d["path"]: parse((GOLDEN / d["path"]).read_bytes()) for d in documents() if "pdf" not in d["path"]
    }


def exact(answer: Answer) -> bool:
    return answer.evidence is not Evidence.TEXT and answer.status in (Status.ANSWERED, Status.BLANK)


@given(
    st.sets(st.sampled_from(sorted(golden())), min_size=1, max_size=8), st.sampled_from(sorted(ALTERATIONS))
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_a_golden_document_shows_by_itself_stays(paths: set[str], name: str) -> None:
    found = {path: golden()[path] for path in paths}
    rows = tables({**found, "zz": page(evenings(1), (name,), "new", "1")})["answers"]
    for path, reading in found.items():
        shown = [row for row in rows if row["document_id"] == path and row["status"] != "not_shown"]
        told = {
            tuple(row[c] for c in ("number", "section", "prompt", "row_label", "status", "answer_text"))
            for row in shown
        }
        for answer in (a for response in reading.responses for a in response.answers if exact(a)):
            assert (
                answer.number,
                answer.section,
                answer.prompt,
                answer.row_label,
                answer.status,
                answer.answer_text,
            ) in told


def test_a_poison_that_is_believed_would_be_seen() -> None:
    """The bench itself: where all documents are wrong alike, it tells what differs."""
    form, _, before = folder("scans")
    kinds = MIXES["scans"]
    wrong = ALTERATIONS["denied"](form, Random(1))
    after = tables({f"a{i:02}": read(wrong, i, kinds[0]) for i in range(HONEST)})["answers"]
    assert len(harm(before, after).claims) >= HONEST and set(CLAIMS) <= set(before[0])
