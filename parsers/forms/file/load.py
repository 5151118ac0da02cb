"""A form file's text -> the form it describes, or what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from msgspec.structs import replace

from parsers.forms.file.model import NAMES, ROW_NAMES, FileItem, FormFile, Tie
from parsers.forms.file.nodes import (
    Faults,
    Fields,
    FileError,
    Reader,
    compose,
    count,
    fields_of,
    flag,
    items_of,
    mark_of,
    quoted,
    text,
    texts,
)
from parsers.forms.template import Item
from parsers.forms.wording import fold, keys_of, question_hash
from parsers.responses import QuestionType

ID = re.compile(r"\w{1,30}", re.ASCII)
"""What names a column in statistics programs too (Stata allows 32 characters, ``q_`` goes before)."""


def load_form(source: str, name: str) -> tuple[FormFile | None, tuple[FileError, ...]]:
    """The form that the text of the file ``name`` describes, or None and all errors in it."""
    faults = Faults(name)
    root = compose(source, faults)
    fields = fields_of(root, _FORM, "a form file", faults) if root else None
    form = _form(fields, root, faults) if fields is not None and root is not None else None
    return (None if faults.errors else form), tuple(sorted(faults.errors))


def identifier(node: yaml.Node, faults: Faults) -> str | None:
    """An id: what tables can have as a name."""
    word = text(node, faults)
    if word is None or not ID.fullmatch(word):
        faults.at(node, "an id is 1 to 30 of A-Z a-z 0-9 _")
        return None
    return word


def _type(node: yaml.Node, faults: Faults) -> QuestionType:
    word = text(node, faults) or QuestionType.UNKNOWN.value
    if word not in list(QuestionType):
        faults.at(node, f"{quoted(word)} is no question type; there are: {', '.join(QuestionType)}")
        return QuestionType.UNKNOWN
    return QuestionType(word)


def _wordings(node: yaml.Node, faults: Faults) -> tuple[str, ...]:
    return tuple(sorted({fold(word) for word in texts(node, faults)}))


def _flag_or_no(node: yaml.Node, faults: Faults) -> bool:
    return flag(node, faults) or False


_READERS: Mapping[str, Reader] = {
    "number": text, "section": text, "prompt": text, "help": text, "type": _type, "required": flag,
    "options": texts, "other": text, "dropdown": _flag_or_no, "day_first": flag,
    "label": text, "wordings": _wordings, "witnesses": count, "checked": _flag_or_no,
}  # fmt: skip
_FORM = dict.fromkeys(("form", "title", "language", "same_as", "documents", "questions"))
_OWN = dict.fromkeys(("id", "drop", "same_as"))
_ROW = _OWN | ROW_NAMES
_QUESTION = _OWN | NAMES | {name: field for name, field in ROW_NAMES.items() if name != "label"}
_GRID = {"drop": None, "rows": None} | NAMES


def _form(fields: Fields, root: yaml.Node, faults: Faults) -> FormFile | None:
    for name in ("form", "questions"):
        if name not in fields:
            faults.at(root, f"a form file needs “{name}”")
            return None
    questions = items_of(fields["questions"], "“questions”", faults)
    items = _named([item for node in questions for item in _items(node, faults)], faults)
    said = {name: text(fields[name], faults) for name in ("title", "language") if name in fields}
    return FormFile(
        name=faults.file,
        form_id=identifier(fields["form"], faults) or "",
        mark=mark_of(fields["form"]),
        items=items,
        said=frozenset(said),
        documents=count(fields["documents"], faults) or 0 if "documents" in fields else 0,
        same_as=_tie(fields, faults),
        **said,
    )


def _items(node: yaml.Node, faults: Faults) -> Iterator[FileItem]:
    """The item of a question; of a grid, one for each row."""
    is_grid = isinstance(node, yaml.MappingNode) and any(key.value == "rows" for key, _ in node.value)
    known, what = (_GRID, "a question with rows") if is_grid else (_QUESTION, "a question")
    fields = fields_of(node, known, what, faults)
    if fields is None:
        return
    said = _said(fields, known, faults)
    _need("prompt", said.get("prompt"), fields, node, what, faults, empty=is_grid)
    said["prompt"] = said.get("prompt") or ""
    if not is_grid:
        yield _item(node, fields, said, faults)
        return
    all_dropped = "drop" in fields and _flag_or_no(fields["drop"], faults)
    for row in items_of(fields["rows"], "“rows”", faults):
        own = fields_of(row, _ROW, "a row", faults)
        if own is not None:
            own_said = _said(own, _ROW, faults)
            _need("label", own_said.get("row_label"), own, row, "a row", faults)
            item = _item(row, own, said | own_said, faults)
            yield replace(item, drop=item.drop or all_dropped)


def _need(
    name: str,
    value: str | None,
    fields: Fields,
    node: yaml.Node,
    what: str,
    faults: Faults,
    empty: bool = False,
) -> None:
    where = fields.get(name, node)
    is_text = name not in fields or isinstance(where, yaml.ScalarNode)
    if is_text and (value is None or not (value.strip() or empty)):
        faults.at(where, f"{what} needs a “{name}”")


def _item(node: yaml.Node, fields: Fields, said: dict[str, Any], faults: Faults) -> FileItem:
    """A question or row. Without an id its item has none yet."""
    own_id = identifier(fields["id"], faults) if "id" in fields else None
    return FileItem(
        item=Item(question_id=own_id or "", **said),
        said=frozenset(said),
        mark=mark_of(fields.get("id", node)),
        drop="drop" in fields and _flag_or_no(fields["drop"], faults),
        same_as=_tie(fields, faults),
    )


def _said(fields: Fields, names: Mapping[str, str | None], faults: Faults) -> dict[str, Any]:
    """Values by the names of ``Item``."""
    return {
        field: _READERS[name](fields[name], faults)
        for name, field in names.items()
        if field is not None and name in fields
    }


def _named(items: Sequence[FileItem], faults: Faults) -> tuple[FileItem, ...]:
    """A question without an id gets the one that documents with its wording would give it."""
    named: dict[str, FileItem] = {}
    for entry, key in zip(items, keys_of([entry.item for entry in items]), strict=True):
        name = entry.item.question_id or question_hash(key)
        if name in named:
            faults.at(entry.mark, f"a question with the id “{name}” stands in line {named[name].mark.line}")
        named[name] = replace(entry, item=replace(entry.item, question_id=name))
    return tuple(named.values())


def _tie(fields: Fields, faults: Faults) -> Tie | None:
    if "same_as" not in fields:
        return None
    target = identifier(fields["same_as"], faults)
    return Tie(target, mark_of(fields["same_as"])) if target else None
