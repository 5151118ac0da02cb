"""What documents teach of their form, and what reading by it gives."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.forms.learning.freeze import Forms, freeze
from parsers.forms.learning.sketch import Sketch, merge, observe, strength_of
from parsers.forms.reading.reread import reread
from parsers.forms.repeated import asked_of
from parsers.forms.template import Template
from parsers.responses import Answer, Response, Status
from tests.markdown import HEADER, response

MARKED = """
### Evenings

**1. City name** \\*

Sampleton

**2. Participation or similar:**

*Say what residents can do.*

{help_answer}

**3. Was the price fair?** \\*

- [x] Yes
- [ ] No

**4. Put in order**

1. Theory
2. Practice
3. Talk

**5. What do you think?**

| | Poor | Good |
|---|---|---|
| The room | [x] | [ ] |
| The food | [ ] | [x] |
"""

PLAIN = """
Evenings

1. City name \\*

Mockburg

## 2. Participation or similar: Say what residents can do.

{answer}

3. Was the price fair?

\\*

 Yes No

4. Put in order

Practice

Theory

Talk

5. What do you think?

| | Poor | Good |
|---|---|---|
| The room | | |
| The food | | |
"""


def learn(*responses: Response) -> Forms:
    return freeze(merge(observe(r, "md") for r in responses))


def read_by(forms: Forms, found: Response) -> Response:
    return reread(found, template_of(forms, found))


def template_of(forms: Forms, found: Response) -> Template:
    return forms.templates[forms.form_of[strength_of(found, "md"), asked_of(found.answers)]]


def by_number(found: Response) -> dict[str | None, Answer]:
    return {a.number: a for a in found.answers}


def test_marked_documents_teach_plain_ones_what_is_help_and_what_an_answer() -> None:
    marked, plain = (
        response(MARKED.format(help_answer="a forum")),
        response(PLAIN.format(answer="a letter box")),
    )
    found = by_number(read_by(learn(marked, plain), plain))
    assert (found["2"].prompt, found["2"].help_text) == (
        "Participation or similar:",
        "Say what residents can do.",
    )
    assert found["2"].answer_text == "a letter box"
    assert (found["3"].required, found["3"].status) == (True, Status.UNDETERMINED)
    assert [o.text for o in found["3"].options] == ["Yes", "No"]
    assert found["4"].selected == ("Practice", "Theory", "Talk")
    assert {a.evidence.value for a in found.values()} == {"form"}


def test_help_alone_is_no_answer() -> None:
    marked, plain = response(MARKED.format(help_answer="a forum")), response(PLAIN.format(answer=""))
    found = by_number(read_by(learn(marked, plain), plain))
    assert (found["2"].status, found["2"].answer_text) == (Status.BLANK, None)


def test_a_short_prompt_that_lost_its_number_is_found_though_its_help_follows_in_its_line() -> None:
    short, lost = MARKED.replace("Participation or similar:", "Flat"), "## 2. Participation or similar: Say"
    marked = response(short.format(help_answer="a forum"))
    plain = response(PLAIN.replace(lost, "## Flat Say").format(answer="a letter box"))
    found = read_by(learn(marked, plain), plain).answers
    assert [a.prompt for a in found[:3]] == ["City name", "Flat", "Was the price fair?"]
    assert (found[1].help_text, found[1].answer_text) == ("Say what residents can do.", "a letter box")


def test_an_answer_that_begins_with_another_prompt_stays_one() -> None:
    short = MARKED.replace("Participation or similar:", "Mock")
    marked, plain = (
        response(short.format(help_answer="a forum")),
        PLAIN.replace("burg", "Burg").partition("## 2."),
    )
    without = response(plain[0] + "3. Was" + plain[2].partition("3. Was")[2])
    found = by_number(read_by(learn(*[marked] * 4, without), without))
    assert found["1"].answer_text == "MockBurg" and "2" not in found


def test_a_prompt_that_begins_with_a_figure_is_found_against_its_number() -> None:
    figure = "3 things you liked"
    marked = response(MARKED.replace("Participation or similar:", figure).format(help_answer="a forum"))
    text = PLAIN.replace("2. Participation or similar:", f"2.{figure}").replace("## ", "")
    plain = response(text.format(answer="a letter box"))
    found = read_by(learn(marked, plain), plain).answers
    assert (found[1].prompt, found[1].answer_text) == (figure, "a letter box")


def test_a_question_left_out_is_not_told_of_by_another_of_the_same_words() -> None:
    again = "**6. What do you think?**\n\nIt was good.\n"
    marked = response(MARKED.format(help_answer="a forum") + again)
    shorter = PLAIN.partition("5. What do you think?")[0] + "6. What do you think?\n\nGood food."
    forms = learn(*[marked] * 4, plain := response(shorter.format(answer="a desk")))
    found = read_by(forms, plain).answers
    assert [a.number for a in found] == ["1", "2", "3", "4", "6"]
    assert found[-1].answer_text == "Good food."


def test_confidence_grows_with_witnesses() -> None:
    marked, plain = response(MARKED.format(help_answer="a forum")), response(PLAIN.format(answer="x"))
    few = read_by(learn(marked, plain), plain).answers[0].confidence
    many = read_by(learn(*[marked] * 20, plain), plain).answers[0].confidence
    assert few < many < 1


def test_what_all_unmarked_documents_have_is_the_forms_but_a_short_answer_stays_one() -> None:
    body = (
        "1. Portal?\n\nA portal shows every service of the city.\n\n{}\n\n2. Budget?\n\nno\n\n3. Why?\n\n{}\n"
    )
    plain = [response(body.format(name, name * 2)) for name in ("alpha", "beta", "gamma", "delta", "epsilon")]
    forms = learn(*plain)
    found = by_number(read_by(forms, plain[0]))
    assert (found["1"].help_text, found["1"].answer_text) == (
        "A portal shows every service of the city.",
        "alpha",
    )
    assert found["2"].answer_text == "no"


def test_two_forms_that_share_questions_stay_two() -> None:
    ask = "\n\n".join(f"{n}. {{}}{n}?\n\nx" for n in range(2, 9))
    first = response("# Course\n\n## I\n\n1. Your name\n\nMara\n\n" + ask.format(*["Course question "] * 7))
    second = response("# Canteen\n\n## I\n\n1. Your name\n\nMara\n\n" + ask.format(*["Canteen item "] * 7))
    assert len(learn(first, second).templates) == 2


def test_a_skipped_branch_and_a_lost_page_stay_in_the_form() -> None:
    whole = response("\n\n".join(f"{n}. Question number {n}?\n\nx" for n in range(1, 11)))
    part = response("\n\n".join(f"{n}. Question number {n}?\n\nx" for n in (1, 2, 3, 8, 9, 10)))
    forms = learn(whole, part)
    assert [len(t.items) for t in forms.templates.values()] == [10]


def test_names_last_when_documents_come_an_option_is_reworded_or_a_question_is_inserted() -> None:
    old = response(MARKED.format(help_answer="a forum"))
    new_text = MARKED.format(help_answer="x").replace("[ ] No", "[ ] Not at all")
    new_text = new_text.replace("**2. P", "**2. Country name**\n\nFreedonia\n\n**3. P")
    new = response(
        new_text.replace("**3. Was", "**4. Was")
        .replace("**4. Put", "**5. Put")
        .replace("**5. What", "**6. What")
    )
    before = [a.question_id for a in read_by(learn(old), old).answers]
    after_forms = learn(old, new)
    assert [a.question_id for a in read_by(after_forms, old).answers] == before
    assert set(before) < {a.question_id for a in read_by(after_forms, new).answers}


def test_a_negated_statement_is_another_question() -> None:
    ask = "**1. Name?**\n\nMara\n\n**2. I was {} with the service at the desk?**\n\n- [x] Yes\n- [ ] No\n\n**3. Why?**\n\nx\n"
    one, other = response(ask.format("satisfied")), response(ask.format("dissatisfied"))
    forms = learn(one, other)
    assert read_by(forms, one).answers[1].question_id != read_by(forms, other).answers[1].question_id


def test_forms_of_one_title_and_first_question_stay_apart() -> None:
    ask = "# Survey\n\n## I\n\n1. Your name?\n\nMara\n\n" + "\n\n".join(
        f"{n}. {{}}{n}?\n\nx" for n in range(2, 7)
    )
    one, other = response(ask.format(*["Course question "] * 5)), response(ask.format(*["Canteen item "] * 5))
    forms = learn(one, other)
    assert read_by(forms, one).form_id != read_by(forms, other).form_id


def test_a_question_that_changed_has_its_versions() -> None:
    old = response(MARKED.format(help_answer="x"))
    new_text = MARKED.format(help_answer="y").replace("[ ] No", "[ ] Not at all")
    new = response(new_text, HEADER.replace("27", "99"))
    [template] = learn(old, old, new).templates.values()
    changed = {item.prompt: item.versions for item in template.items if item.versions}
    assert {p: [(v.options, v.responses, v.first) for v in versions] for p, versions in changed.items()} == {
        "Was the price fair?": [(("Yes", "No"), 2, 27), (("Yes", "Not at all"), 1, 99)]
    }


def test_a_reworded_question_keeps_its_name_and_says_so() -> None:
    old = response(MARKED.format(help_answer="a forum"))
    old_text = MARKED.replace("Participation or similar:", "Participation of residents or anything similar:")
    new_text = MARKED.replace("Participation or similar:", "Participation by residents or anything similar:")
    old, new = (
        response(old_text.format(help_answer="x")),
        response(new_text.format(help_answer="y"), HEADER.replace("27", "99")),
    )
    forms = learn(old, new)
    one, other = read_by(forms, old), read_by(forms, new)
    assert [a.question_id for a in one.answers] == [a.question_id for a in other.answers]
    assert [p.code for a in other.answers for p in a.problems] == ["reworded"]


def test_a_column_settles_which_part_of_a_date_is_the_day() -> None:
    ask = "1. Name?\n\nMara\n\n2. When?\n\n{}\n\n3. Why?\n\nx\n\n- [x] a\n- [ ] b\n"
    clear, unclear = response(ask.format("25/12/2022")), response(ask.format("03/04/2023"))
    assert unclear.answers[1].values.date is None
    found = read_by(learn(clear, unclear), unclear)
    assert str(found.answers[1].values.date) == "2023-04-03"


RESPONSES = [response(MARKED.format(help_answer=w)) for w in ("a", "b")]
RESPONSES += [response(PLAIN.format(answer=w)) for w in ("c", "d", "")]
RESPONSES += [response(f"1. Other form {n}?\n\nx\n\n2. Its second?\n\n{n}") for n in range(2)]


@given(st.permutations(range(len(RESPONSES))), st.lists(st.integers(0, len(RESPONSES)), max_size=3))
@settings(max_examples=40, deadline=None)
def test_neither_order_nor_grouping_of_merges_matters(order: list[int], cuts: list[int]) -> None:
    expected = merge(observe(r, "md") for r in RESPONSES)
    bounds = [0, *sorted(cuts), len(order)]
    groups = [order[a:b] for a, b in pairwise(bounds)]
    random.Random(len(cuts)).shuffle(groups)
    found = merge(merge(observe(RESPONSES[i], "md") for i in group) for group in groups)
    assert found == expected
    assert freeze(found) == freeze(expected)


def test_merging_nothing_changes_nothing() -> None:
    one = observe(RESPONSES[0], "md")
    assert merge([one, Sketch()]) == one
