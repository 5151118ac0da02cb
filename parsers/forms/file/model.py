"""The form file: a form as readable YAML, which a person may correct.

``dump_form`` writes it, ``file_load.load_form`` reads it, ``file_apply.apply`` lets it win over
what is learned. docs/forms.md describes the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import yaml

from parsers.blocks import Struct
from parsers.forms.file.nodes import Mark
from parsers.forms.template import Item, Template
from parsers.responses import QuestionType

WIDTH = 100
HEADER = """\
# A form as tidyforms learned it. Correct what is wrong: what stands here wins over what is learned.
#   - A line left out stays as it is learned; to say that there is none, write null: “help: null”.
#   - Keep every id: tables name questions by it. A question added here needs none.
#   - drop: true         this is no question of the form
#   - same_as: ID        this question (or, at the top, this form) is that one in another language
#   - wordings: [TEXT]   other wordings of the question
#   - checked: false     no document shows which text is help and which is the answer; when you
#                        have corrected the question, write true
#   - documents and witnesses count the documents that show the form and the question.
"""

NAMES = {
    "number": "number",
    "section": "section",
    "prompt": "prompt",
    "help": "help_text",
    "type": "question_type",
    "required": "required",
    "options": "options",
    "other": "other",
    "dropdown": "dropdown",
    "day_first": "day_first",
}
"""What a question says, by its name in the file and in ``Item``; a grid says it for all its rows."""
ROW_NAMES = {"label": "row_label", "wordings": "wordings", "witnesses": "witnesses", "checked": "exact"}
"""What a grid's row says for itself; a question that is no grid says the last three itself."""
_USUAL = Item(question_id="", prompt="")


class Tie(Struct, frozen=True):
    """``same_as``: the id it names and where that stands."""

    target: str
    mark: Mark


class FileItem(Struct, frozen=True):
    """A question, or a row of a grid, as a file has it."""

    item: Item
    """What the file says, usual values where it is silent."""
    said: frozenset[str]
    """Names of those fields of ``item`` that the file says."""
    mark: Mark
    drop: bool = False
    same_as: Tie | None = None


class FormFile(Struct, frozen=True):
    """A form as a file has it."""

    name: str
    """The file's."""
    form_id: str
    mark: Mark
    """Of the id."""
    items: tuple[FileItem, ...]
    said: frozenset[str] = frozenset()
    """Which of ``title`` and ``language`` the file says."""
    title: str | None = None
    language: str | None = None
    documents: int = 0
    same_as: Tie | None = None


def dump_form(template: Template) -> str:
    """The file of a form. A function of the form alone."""
    head = {
        "form": template.form_id,
        "title": template.title,
        "language": template.language,
        "documents": template.documents,
    }
    said = _yaml({name: value for name, value in head.items() if value is not None})
    questions = "\n".join(_yaml([question]) for question in _questions(template.items))
    return f"{HEADER}\n{said}questions:\n\n{questions}" if questions else f"{HEADER}\n{said}questions: []\n"


def _questions(items: Iterable[Item]) -> Iterator[dict[str, object]]:
    for is_grid, rows in ((key[0], list(group)) for key, group in groupby(items, key=_shared)):
        if is_grid:
            yield {**_fields(rows[0], NAMES), "rows": [_with_id(row, ROW_NAMES) for row in rows]}
        else:
            yield from (_with_id(item, NAMES | ROW_NAMES) for item in rows)


def _shared(item: Item) -> tuple[object, ...]:
    """Whether it is a grid's row, and what the rows of one grid have in common."""
    return (item.row_label is not None, *(getattr(item, field) for field in NAMES.values()))


def _with_id(item: Item, names: Mapping[str, str]) -> dict[str, object]:
    return {"id": item.question_id, **_fields(item, names)}


def _fields(item: Item, names: Mapping[str, str]) -> dict[str, object]:
    """What is worth saying: the prompt, and all that is not as usual."""
    return {
        name: _plain(getattr(item, field))
        for name, field in names.items()
        if name == "prompt" or (getattr(item, field) != getattr(_USUAL, field) and _worth(item, field))
    }


def _worth(item: Item, field: str) -> bool:
    """Not worth saying: that a text box shows no other options; and what a file may not have, a list
    with a text twice or an empty one."""
    value = getattr(item, field)
    if isinstance(value, tuple):
        return len(set(value)) == len(value) and "" not in value
    return not (field == "dropdown" and item.question_type is QuestionType.TEXT)


def _plain(value: object) -> object:
    if isinstance(value, QuestionType):
        return value.value
    return list(value) if isinstance(value, tuple) else value


class _Dumper(yaml.SafeDumper):
    """Lists are indented below their name; a text of several lines stands as it is."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _text_node(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    lines = value.split("\n")
    tidy = len(lines) > 1 and all(line == line.strip() and line for line in lines)
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if tidy else None)


_Dumper.add_representer(str, _text_node)


def _yaml(value: object) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
