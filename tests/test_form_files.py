"""A form as a file: written, corrected by a person, read back, and winning over what is learned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from parsers.forms.file.apply import apply
from parsers.forms.file.load import load_form
from parsers.forms.file.model import FormFile, dump_form
from parsers.forms.file.nodes import MAX_CHARACTERS
from parsers.forms.learning.freeze import Forms
from parsers.forms.template import Item, Template
from parsers.forms.wording import fold
from parsers.responses import QuestionType
from tests.markdown import response
from tests.test_forms import MARKED, PLAIN, learn

DOCS = Path(__file__).parent.parent / "docs" / "forms.md"
FORMS = learn(
    response(MARKED.format(help_answer="a")),
    *(response(PLAIN.format(answer=w)) for w in "bcd"),
    response("# Canteen\n\n1. Which dish?\n\nsoup\n\n2. Why that?\n\nhot\n"),
)
EVENINGS, CANTEEN = sorted(FORMS.templates.values(), key=lambda t: -len(t.items))

line = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30).filter(
    str.strip
)
lines = st.lists(line, min_size=1, max_size=3).map("\n".join)
maybe = st.none() | line
ids = st.text("0123456789abcdef", min_size=16, max_size=16)
folded = line.map(fold).filter(lambda w: w and fold(w) == w)


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """Any form that a file can say."""
    items = []
    for question_id in draw(st.lists(ids, unique=True, max_size=6)):
        kind = draw(st.sampled_from(QuestionType))
        item = Item(
            question_id=question_id, prompt=draw(line), question_type=kind, number=draw(maybe), section=draw(maybe),
            row_label=draw(maybe), help_text=draw(st.none() | lines), required=draw(st.none() | st.booleans()),
            options=tuple(draw(st.lists(lines, unique=True, max_size=3))), other=draw(maybe),
            dropdown=kind is not QuestionType.TEXT and draw(st.booleans()),
            day_first=draw(st.none() | st.booleans()), witnesses=draw(st.integers(0, 99)),
            wordings=tuple(sorted(draw(st.sets(folded, max_size=2)))), exact=draw(st.booleans()),
        )  # fmt: skip
        items.append(item)
        if item.row_label and draw(st.booleans()):
            items.append(replace(item, question_id=question_id[::-1] + "x", row_label=draw(line)))
    head = draw(st.tuples(ids, maybe, maybe, st.integers(0, 99)))
    return Template(form_id=head[0], title=head[1], language=head[2], documents=head[3], items=tuple(items))


def loaded(text: str, name: str = "form.yaml") -> FormFile:
    file, errors = load_form(text, name)
    assert errors == ()
    assert file is not None
    return file


def errors_of(text: str) -> list[str]:
    file, errors = load_form(text, "f.yaml")
    assert file is None
    return [str(error) for error in errors]


def applied(*texts: str, forms: Forms = FORMS) -> Forms:
    files = [loaded(text, f"{n}.yaml") for n, text in enumerate(texts)]
    found, errors = apply(files, forms)
    assert errors == ()
    return found


def only(forms: Forms) -> Template:
    return next(iter(forms.templates.values()))


NOTHING = Forms({}, {})


@given(templates())
@settings(deadline=None, max_examples=150)
def test_what_is_written_is_read_back(template: Template) -> None:
    text = dump_form(template)
    assert dump_form(template) == text
    assert only(applied(text, forms=NOTHING)) == template


def test_a_file_is_readable_and_says_nothing_twice() -> None:
    text = dump_form(EVENINGS)
    assert "null" not in text.split("\n\n", 1)[1]
    assert text.count("What do you think?") == 1
    assert "prompt: 'Participation or similar:'\n    help:" not in text  # fields of one question are aligned
    assert max(map(len, text.splitlines())) <= 110
    assert dump_form(replace(EVENINGS, items=())).endswith("questions: []\n")


def test_words_of_a_person_need_no_quotes() -> None:
    text = "form: a\nlanguage: no\nquestions:\n- {number: 1, prompt: 1:30, options: [Yes, No, 2.50, =, 2024-01-02]}"
    found = only(applied(text, forms=NOTHING))
    assert (found.language, found.items[0].number, found.items[0].prompt) == ("no", "1", "1:30")
    assert found.items[0].options == ("Yes", "No", "2.50", "=", "2024-01-02")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: the file is empty"),
        ("- a", "1:1: a form file is written as “name: value” lines"),
        ("title: x", "1:1: a form file needs “form”"),
        ("form: a", "1:1: a form file needs “questions”"),
        ("form: a b\nquestions: []", "1:7: an id is 1 to 30 of A-Z a-z 0-9 _"),
        ("form: a\nquestion: []\nquestions: []", "2:1: a form file has no “question”; is “questions” meant?"),
        ("form: a\ntitle: x\ntitle: y\nquestions: []", "3:1: “title” stands here twice, first in line 2"),
        ("form: a\nquestions: 7", "2:12: “questions” is a list: each begins with “- ”"),
        ("form: a\nquestions:\n- promt: x\n  prompt: y", "3:3: a question has no “promt”; is “prompt” meant?"),
        ("form: a\nquestions:\n- type: text", "3:3: a question needs a “prompt”"),
        ("form: a\nquestions:\n- prompt: ' '", "3:11: a question needs a “prompt”"),
        ("form: a\nquestions:\n- prompt: [x]", "3:11: a text belongs here"),
        ("form: a\nquestions:\n- {prompt: x, required: maybe}", "3:25: true or false belongs here"),
        ("form: a\nquestions:\n- {prompt: x, witnesses: -1}", "3:26: a number (0, 1, 2 …) belongs here"),
        ("form: a\nquestions:\n- {prompt: x, options: y}", "3:24: this is a list: each begins with “- ”"),
        ("form: a\nquestions:\n- prompt: x\n  options:\n  - y\n  - y",
         "6:5: “y” stands in this list twice, first in line 5"),
        ("form: a\nquestions:\n- prompt: x\n  options: [y, null]", "4:16: an empty text; the word null needs quotes"),
        ("form: a\nquestions:\n- prompt: x\n  rows:\n  - id: b", "5:5: a row needs a “label”"),
        ("form: a\nquestions:\n- prompt: x\n  id: b\n  rows: []", "4:3: a question with rows has no “id”"),
        ("form: a\nquestions:\n- {id: b, prompt: x}\n- {id: b, prompt: y}",
         "4:8: a question with the id “b” stands in line 3"),
        ("form: a\ntitle: !!python/object:os.system x\nquestions: []", "2:8: a text belongs here"),
        ("form: a\ntitle: *b\nquestions: []", "2:8: no YAML: found undefined alias 'b'"),
        ("form: a\ntitle: 'x\nquestions: []",
         "3:14: no YAML: while scanning a quoted scalar, found unexpected end of stream"),
        ("form: a\n---\nform: b", "2:1: no YAML: expected a single document in the stream, but found another document"),
        ("form: a\ntitle: x\x07y", "2:9: the character U+0007 may not stand in YAML"),
        ("form: a\nquestions: " + "[" * 2000, "2:19: no YAML: nested too deeply"),
        ("form: a\ntitle: &b x\nquestions: [" + "*b, " * 101 + "]", "3:413: no YAML: more than 100 aliases (*name)"),
        ("#" * MAX_CHARACTERS + "\n", f"1:1: larger than {MAX_CHARACTERS} characters: no form file"),
    ],
)  # fmt: skip
def test_an_error_is_said_with_its_line_and_column(text: str, expected: str) -> None:
    assert errors_of(text) == [f"f.yaml:{expected}"]


def test_an_unknown_type_is_told_the_types() -> None:
    (error,) = errors_of("form: a\nquestions:\n- {prompt: x, type: choice}")
    assert error.startswith("f.yaml:3:21: “choice” is no question type; there are: text, single_choice,")


def test_all_errors_are_said_at_once_and_each_is_one_line() -> None:
    found = errors_of('form: "a\\nb"\nquestions:\n- "p\\nq": 1\n  prompt: x\n- type: text')
    assert [error.split(":")[1] for error in found] == ["1", "3", "5"]
    assert all("\n" not in error for error in found)


@given(st.text(max_size=60) | st.text("form: questions-[]{}&*!|>'\"\n ", max_size=80))
@settings(deadline=None)
def test_any_text_is_a_form_or_has_errors(text: str) -> None:
    file, errors = load_form(text, "f")
    assert (file is None) == bool(errors)


def test_the_example_in_the_docs_loads() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert examples
    for text in examples:
        loaded(text)
    assert examples[0] == dump_form(only(applied(examples[0], forms=NOTHING)))
