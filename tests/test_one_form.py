"""Which responses are of one form: branches that share few questions are, forms that share a title may not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from parsers.responses import Reading
from tests.makers.model import SKIP, Answer, Form, Question, Section, Text
from tests.poison import evenings, read, tables

RESIDENTS, VISITORS, EVERYONE = range(3)
ASKED_OF = {"all": (0, 1, 2), "residents": (0, 2), "visitors": (1, 2)}
PAGES = ("new", "old", "task", "glyph")


def town(branches: Sequence[int]) -> Form:
    """Four questions for all, five for residents, six for visitors; a respondent for each branch."""

    def ask(kind: str, prompt: str, whom: str) -> Question:
        answers: list[Answer] = []
        for n, branch in enumerate(branches):
            given: Answer = Text(f"{prompt[:9]} {n}") if kind == "text" else "Yes"
            answers.append(given if branch in ASKED_OF[whom] else SKIP)
        return Question(kind, prompt, tuple(answers), options=() if kind == "text" else ("Yes", "No"))

    common = ("Your name", "Your quarter", "How did you hear of us?", "Do you live here?")
    residents = ("Since when?", "Which street?", "Are you content?", "What is missing?", "May we call you?")
    visitors = (
        "Where from?", "How long do you stay?", "With whom?", "What did you see?", "What did it cost?", "Will you return?",
    )  # fmt: skip
    items: list[Question | Section] = [ask("text", p, "all") for p in common[:3]] + [
        ask("single", common[3], "all")
    ]
    items += [Section("Residents")] + [ask("text", p, "residents") for p in residents]
    items += [Section("Visitors")] + [ask("text", p, "visitors") for p in visitors]
    people = evenings(len(branches)).respondents
    return Form("town", "en", "Our town and its guests", None, tuple(items), people)


def forms_of(folder: dict[str, Reading]) -> set[str]:
    return {row["form_id"] for row in tables(folder)["answers"]}


@pytest.mark.parametrize("everyone", [0, 1, 5])
@pytest.mark.parametrize("kinds", [("new",), PAGES, ("ocr",), ("paste",), (*PAGES, "ocr", "paste")])
def test_branches_that_share_few_questions_are_one_form_in_all_formats(
    kinds: Sequence[str], everyone: int
) -> None:
    branches = [RESIDENTS, VISITORS] * 7 + [EVERYONE] * everyone
    form = town(branches)
    folder = {f"{n:02}": read(form, n, kinds[n % len(kinds)]) for n in range(len(branches))}
    if "new" in kinds:
        folder["all.xlsx"] = read(form, 0, "sheet")
    rows = tables(folder)["answers"]
    assert len({row["form_id"] for row in rows}) == 1
    names = {(row["prompt"], row["question_id"]) for row in rows if row["status"] != "not_shown"}
    assert len(names) == len(dict(names)) == len({name for _, name in names})


def test_a_workbook_is_of_the_form_of_which_pages_show_one_branch_only() -> None:
    form = town([RESIDENTS] * 4 + [VISITORS] * 4)
    pages = {f"{n:02}": read(form, n, "new") for n in range(4)}
    assert len(forms_of({**pages, "all.xlsx": read(form, 0, "sheet")})) == 1


def test_a_workbook_that_begins_as_a_short_form_does_is_another() -> None:
    form = town([EVERYONE] * 4)
    short = replace(form, title="Contact", items=form.items[:4])
    assert (
        len(forms_of({"a": read(short, 0, "new"), "b": read(short, 1, "new"), "c": read(form, 0, "sheet")}))
        == 2
    )


def test_a_workbook_of_many_more_branches_is_of_its_form() -> None:
    form = town([EVERYONE] * 4)
    branch = replace(form, items=form.items[:7])
    assert (
        len(forms_of({"a": read(branch, 0, "new"), "b": read(branch, 1, "new"), "c": read(form, 0, "sheet")}))
        == 1
    )


def renamed(form: Form, at: int, *words: str) -> Form:
    """The form with other questions from a place on."""
    items = [i for i in form.items if isinstance(i, Question)]
    new = [replace(i, prompt=word) for i, word in zip(items[at:], words, strict=False)]
    return replace(form, items=(*items[:at], *new))


@pytest.mark.parametrize("kind", ["new", "task", "ocr"])
def test_forms_that_share_a_title_and_some_questions_stay_two_where_one_number_asks_two_things(
    kind: str,
) -> None:
    one = renamed(
        town([EVERYONE] * 4), 4, "Why did you come?", "What did you eat?", "Who spoke?", "Too loud?"
    )
    other = renamed(town([EVERYONE] * 4), 4, "Was the bus late?", "Which line?", "Where to?", "Too dear?")
    folder = {f"a{n}": read(one, n, kind) for n in range(4)} | {
        f"b{n}": read(other, n, kind) for n in range(4)
    }
    assert len(forms_of(folder)) == 2


MISREAD = ("12 / 20", "3/14/2026, 9:05 AM")


@pytest.mark.parametrize("title", MISREAD)
def test_a_title_read_wrongly_neither_parts_nor_joins_forms(title: str) -> None:
    form = town([RESIDENTS, VISITORS] * 4)
    right = {f"{n:02}": read(form, n, "new") for n in range(7)}
    wrong = read(replace(form, title=title), 7, "new")
    assert len(forms_of({**right, "wrong": wrong})) == 1
    residents = {name: reading for name, reading in right.items() if int(name) % 2 == RESIDENTS}
    assert len(forms_of({**residents, "wrong": wrong})) == 1
    meals = renamed(town([EVERYONE] * 2), 1, "Was it warm?", "Was it enough?", "Did you like the soup?")
    buses = renamed(town([EVERYONE] * 2), 1, "Was the bus late?", "Which line?", "Where to?")
    both = {
        str(n): read(replace(f, title=title), n % 2, "new")
        for n, f in enumerate((meals, meals, buses, buses))
    }
    assert len(forms_of(both)) == 2
