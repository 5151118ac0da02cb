"""A corrected form file wins over what is learned, and ties languages together."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from parsers.forms.file.apply import apply
from parsers.forms.file.model import dump_form
from parsers.forms.learning.freeze import Forms
from parsers.forms.reading.reread import reread
from parsers.forms.template import Item, Template
from parsers.forms.wording import fold, keys_of, stable_hash
from parsers.responses import QuestionType
from tests.markdown import response
from tests.test_form_files import CANTEEN, EVENINGS, FORMS, NOTHING, applied, loaded, templates
from tests.test_forms import MARKED, PLAIN, learn, read_by, template_of


@given(st.permutations(range(2)))
@settings(deadline=None)
def test_files_that_nobody_corrected_change_nothing(order: list[int]) -> None:
    files = [loaded(dump_form(t), t.form_id) for t in (EVENINGS, CANTEEN)]
    assert apply([files[i] for i in order], FORMS) == (FORMS, ())


@given(templates())
@settings(deadline=None, max_examples=100)
def test_a_file_that_nobody_corrected_changes_nothing_of_any_form(template: Template) -> None:
    twice = tuple(replace(i, options=(*i.options, *i.options)) for i in template.items)  # no file can say so
    template = replace(template, items=twice, constant=frozenset({("a", "b")}))
    forms = Forms({template.form_id: template}, {})
    assert applied(dump_form(template), forms=forms) == forms


def test_the_order_of_files_does_not_matter() -> None:
    texts = [
        "form: canteen\nquestions:\n- {prompt: 'Which dish?', help: One only.}\n- prompt: Why that?",
        "form: speise\nsame_as: canteen\nquestions:\n- prompt: Welches Gericht?\n- prompt: Warum?",
        f"form: {EVENINGS.form_id}\nquestions: [{{prompt: City name, drop: true}}]",
        f"form: {EVENINGS.form_id}\nquestions: [{{prompt: City name, help: H}}]",
        "form: nowhere\nsame_as: unknown\nquestions: []",
    ]
    files = [loaded(text, f"{n}.yaml") for n, text in enumerate(texts)]
    expected = apply(files, FORMS)
    assert len(expected[1]) == 2
    for seed in range(10):
        random.Random(seed).shuffle(files)
        assert apply(files, FORMS) == expected


def edited(template: Template, *changes: tuple[str, str]) -> str:
    text = dump_form(template)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def item_of(template: Template, start: str) -> Item:
    return next(i for i in template.items if (i.row_label or i.prompt).startswith(start))


def test_what_a_person_wrote_wins_and_the_rest_stays() -> None:
    price = item_of(EVENINGS, "Was the price")
    text = edited(
        EVENINGS,
        (
            "prompt: Was the price fair?\n",
            "prompt: Was the price all right?\n  help: In euros.\n  day_first: yes\n",
        ),
        ("- 'No'", "- Nope"),
        ("  type: text\n  required: false\n", "  required: null\n  help: null\n"),
        ("  help: Say what residents can do.\n", ""),
    )
    forms = applied(text)
    found = forms.templates[EVENINGS.form_id]
    assert item_of(found, "Was the price") == replace(
        price, prompt="Was the price all right?", help_text="In euros.", day_first=True, options=("Yes", "Nope"),
        wordings=("wasthepricefair?",), corrected=True,
    )  # fmt: skip
    assert (item_of(found, "Part").help_text, item_of(found, "Part").required) == (None, None)
    assert item_of(found, "Part").question_type is QuestionType.TEXT
    assert item_of(found, "City") == item_of(EVENINGS, "City")
    assert [i.question_id for i in found.items] == [i.question_id for i in EVENINGS.items]


def test_a_correction_is_read_by() -> None:
    plain = response(PLAIN.format(answer="a letter box"))
    forms = applied(edited(EVENINGS, ("  help: Say what residents can do.\n", "  help: Say what\n")))
    found = {a.number: a for a in read_by(forms, plain).answers}
    assert (found["2"].help_text, found["2"].answer_text) == ("Say what", "residents can do.\n\na letter box")


def test_questions_are_added_dropped_moved_and_renamed() -> None:
    text = f"""
form: {EVENINGS.form_id}
questions:
- {{prompt: Put in order, drop: true}}
- {{id: fair, prompt: 'Was the price fair?'}}
- {{prompt: Any other business, type: text}}
- {{prompt: City name}}
"""
    found = applied(text).templates[EVENINGS.form_id]
    price = item_of(EVENINGS, "Was the price")
    assert [i.prompt[:4] for i in found.items] == ["What", "What", "Was ", "Any ", "City", "Part"]
    assert item_of(found, "Was") == replace(price, question_id="fair", own_id=price.question_id)
    added = item_of(found, "Any")
    assert (added.question_id, added.exact) == (stable_hash("question", fold(added.prompt)), True)


def test_a_renamed_question_is_renamed_in_answers() -> None:
    marked = response(MARKED.format(help_answer="a"))
    forms = applied(f"form: {EVENINGS.form_id}\nquestions: [{{id: fair, prompt: 'Was the price fair?'}}]")
    found = {a.number: a.question_id for a in read_by(forms, marked).answers}
    assert found["3"] == "fair"
    assert found["1"] == item_of(EVENINGS, "City").question_id


def test_a_file_without_a_known_id_is_of_the_form_that_its_questions_fit() -> None:
    forms = applied(
        "form: food\nquestions: [{prompt: 'Which dish?'}, {prompt: 'Why that?'}, {prompt: 'Was it warm?'}]"
    )
    assert set(forms.templates) == {EVENINGS.form_id, "food"}
    assert [i.question_id for i in forms.templates["food"].items][:2] == [
        i.question_id for i in CANTEEN.items
    ]
    assert set(forms.form_of.values()) == set(forms.templates)


def test_a_form_that_only_a_file_knows_is_added() -> None:
    forms = applied("form: new\ntitle: New\nquestions: [{prompt: Nothing alike}]")
    assert set(forms.templates) == {EVENINGS.form_id, CANTEEN.form_id, "new"}
    assert forms.templates["new"].items[0].exact


ENGLISH = "# Course\n\n1. Your name\n\nMara\n\n2. Was it good?\n\n- [x] Yes\n- [ ] No\n\n3. Was it good?\n\n- [x] A\n- [ ] B\n"
FRENCH = (
    "# Cours\n\n1. Votre nom\n\nMara\n\n2. Bien ?\n\n- [x] Oui\n- [ ] Non\n\n3. Bien ?\n\n- [x] A\n- [ ] B\n"
)


def languages() -> tuple[Forms, Template, Template]:
    forms = learn(response(ENGLISH), response(FRENCH))
    return forms, template_of(forms, response(ENGLISH)), template_of(forms, response(FRENCH))


def test_two_languages_of_a_form_share_its_names() -> None:
    forms, english, french = languages()
    text = f"form: {french.form_id}\nsame_as: {english.form_id}\nquestions: []\n"
    both = applied(text, forms=forms)
    one, other = (reread(r, template_of(both, r)) for r in map(response, (ENGLISH, FRENCH)))
    assert one.form_id == other.form_id == english.form_id
    assert [a.question_id for a in one.answers] == [a.question_id for a in other.answers]
    assert [a.prompt for a in other.answers] == ["Votre nom", "Bien ?", "Bien ?"]
    assert not any(a.problems for a in other.answers)


def test_questions_can_be_tied_one_by_one() -> None:
    forms, english, french = languages()
    last, first = english.items[2].question_id, french.items[1].question_id
    text = f"form: {french.form_id}\nsame_as: {english.form_id}\nquestions: [{{prompt: 'Bien ?', same_as: {last}}}]"
    found = applied(text, forms=forms).templates[french.form_id]
    assert [(i.question_id, i.own_id) for i in found.items[1:]] == [
        (last, first),
        (french.items[2].question_id, None),
    ]


def test_a_question_of_the_same_form_becomes_a_wording() -> None:
    dish, why = CANTEEN.items
    text = f"form: {CANTEEN.form_id}\nquestions: [{{prompt: 'Why that?', same_as: {dish.question_id}}}]"
    (found,) = applied(text).templates[CANTEEN.form_id].items
    assert found.question_id == dish.question_id
    assert keys_of([why])[0] in found.wordings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("same_as: nothing\nquestions: []", "2:10: no form has the id “nothing”"),
        ("same_as: fr\nquestions: []", "2:10: “same_as” leads back to this form"),
        ("same_as: en\nquestions: [{prompt: X}]",
         "2:10: this form has 1 questions, “en” 2; write “same_as” at each question"),
        ("same_as: en\nquestions: [{prompt: X}, {prompt: Y, type: date}]",
         "2:10: question 2 is date here, text in “en”; write “same_as” at each question"),
        ("same_as: en\nquestions: [{prompt: X, same_as: name_1}]",
         "3:34: no question of that form has the id “name_1”; is “name” meant?"),
        ("same_as: en\nquestions: [{prompt: X, same_as: name}, {prompt: Y, same_as: name}]",
         "3:34: another question is “name” already\n3:62: another question is “name” already"),
        ("questions: [{prompt: X, same_as: name}]", "2:34: no question of this form has the id “name”"),
    ],
)  # fmt: skip
def test_a_tie_that_cannot_be_is_an_error_and_ties_nothing(text: str, expected: str) -> None:
    english = loaded("form: en\nquestions: [{id: name, prompt: A}, {id: q2, prompt: B, type: text}]", "en")
    forms, errors = apply([loaded(f"form: fr\n{text}", "fr"), english], NOTHING)
    assert [str(error) for error in errors] == [f"fr:{line}" for line in expected.split("\n")]
    assert forms.templates["fr"].form_id == "fr"


def test_two_files_of_one_form_are_an_error() -> None:
    text = "form: a\nquestions: []"
    _, errors = apply([loaded(text, "y"), loaded(text, "x")], NOTHING)
    assert [str(e) for e in errors] == ["y:1:7: x describes the form “a” too"]
