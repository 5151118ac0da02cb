"""The form file: a form as readable YAML, which a person may correct.

``dump_form`` writes it, ``file_load.load_form`` reads it, ``file_apply.apply`` lets it win over
what is learned. docs/forms.md describes the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import yaml

from parsers.blocks import Struct
from parsers.form import QuestionType
from parsers.forms.file_nodes import Mark
from parsers.forms.template import Item, Template

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
#   - documents and witnesses count the documents that show it; changing them does nothing to them.
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
_DEFAULT = Item(question_id="", prompt="")


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
    head = {name: value for name, value in head.items() if value is not None}
    questions = [_yaml([question]) for question in _questions(template.items)]
    if not questions:
        return f"{HEADER}\n{_yaml(head)}questions: []\n"
    return f"{HEADER}\n{_yaml(head)}questions:\n\n" + "\n".join(questions)


def _questions(items: Iterable[Item]) -> Iterator[dict[str, object]]:
    for shared, group in groupby(items, key=_shared):
        rows = list(group)
        if rows[0].row_label is None:
            for row in rows:
                yield {"id": row.question_id, **shared_fields(row), **_own_fields(row)}
        else:
            labelled = [{"id": r.question_id, "label": r.row_label, **_own_fields(r)} for r in rows]
            yield {**shared_fields(rows[0]), "rows": labelled}
        del shared


def _shared(item: Item) -> tuple[object, ...]:
    """Equal for the rows of one grid."""
    return (item.row_label is not None, *(getattr(item, field) for field in NAMES.values()))
