"""``same_as``: forms and questions that are one in several languages or wordings get one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from msgspec.structs import replace

from parsers.forms.file.model import FileItem, FormFile
from parsers.forms.file.nodes import Faults, FileError, Mark
from parsers.forms.template import Item, Template
from parsers.forms.wording import keys_of
from parsers.responses import QuestionType


def tie(
    files: Sequence[FormFile], templates: Mapping[str, Template], renamed: Mapping[str, str]
) -> tuple[dict[str, Template], list[FileError]]:
    """The templates with the ties of the files, and the ties that cannot be.

    ``renamed``: learned form id -> the key it has among the templates now.
    """
    tied = dict(templates)
    faults = {file.form_id: Faults(file.name) for file in files}
    for file in files:
        tied[file.form_id] = _merged(file, tied[file.form_id], faults[file.form_id])
    targets = {
        file.form_id: renamed.get(file.same_as.target, file.same_as.target) for file in files if file.same_as
    }
    by_id = {file.form_id: file for file in files}
    for form_id in sorted(targets, key=lambda f: (len(_chain(f, targets)), f)):
        file, target, mine = by_id[form_id], targets[form_id], faults[form_id]
        assert file.same_as is not None
        if target not in tied:
            mine.at(file.same_as.mark, _unknown("form", target, tied))
        elif form_id in _chain(target, targets):
            mine.at(file.same_as.mark, "“same_as” leads back to this form")
        else:
            tied[form_id] = _tied(file, tied[form_id], tied[target], mine)
    return tied, [error for mine in faults.values() for error in mine.errors]


def _chain(form_id: str, targets: Mapping[str, str]) -> list[str]:
    """The form and those that its ``same_as`` leads to."""
    chain: list[str] = []
    while form_id in targets and form_id not in chain:
        chain.append(form_id)
        form_id = targets[form_id]
    return [*chain, form_id]


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, known, 1)
    return f"no {what} has the id “{name}”" + (f"; is “{close[0]}” meant?" if close else "")


def _entries(file: FormFile) -> list[tuple[FileItem, str, Mark]]:
    """The file's questions that say ``same_as``, with its target and place."""
    return [(e, e.same_as.target, e.same_as.mark) for e in file.items if e.same_as and not e.drop]


def _merged(file: FormFile, own: Template, faults: Faults) -> Template:
    """A question that is the same as another of its own form is one more wording of that.

    Where the form itself is another's translation, its questions' ``same_as`` name that one's.
    """
    if file.same_as is not None:
        return own
    keys = {item.question_id: key for item, key in zip(own.items, keys_of(own.items), strict=True)}
    items = {item.question_id: item for item in own.items}
    tied = {entry.item.question_id for entry, _, _ in _entries(file)}
    for entry, target, mark in _entries(file):
        name = entry.item.question_id
        if target in tied:
            faults.at(mark, f"the question “{target}” says “same_as” itself")
        elif target in items:
            items[target] = _with_wording(items[target], items.pop(name), keys[name])
        else:
            faults.at(mark, _unknown("question of this form", target, items))
    return replace(own, items=tuple(items.values()))


def _with_wording(item: Item, other: Item, key: str) -> Item:
    return replace(
        item,
        wordings=tuple(sorted({*item.wordings, *other.wordings, key})),
        witnesses=item.witnesses + other.witnesses,
    )


def _tied(file: FormFile, own: Template, other: Template, faults: Faults) -> Template:
    """The form under the other's name, its questions under the names of the other's."""
    before = len(faults.errors)
    names = _by_question(file, other, faults) or _by_position(file, own, other, faults)
    items = tuple(_renamed(item, names.get(item.question_id, item.question_id)) for item in own.items)
    marks = {entry.item.question_id: mark for entry, _, mark in _entries(file)}
    counts = Counter(item.question_id for item in items)
    for was, item in zip(own.items, items, strict=True):
        if counts[item.question_id] > 1 and was.question_id in marks:
            faults.at(marks[was.question_id], f"another question is “{item.question_id}” already")
    return replace(own, form_id=other.form_id, items=items) if len(faults.errors) == before else own


def _renamed(item: Item, name: str) -> Item:
    if name == item.question_id:
        return item
    return replace(item, question_id=name, own_id=item.own_id or item.question_id)


def _by_question(file: FormFile, other: Template, faults: Faults) -> dict[str, str]:
    """Own question id -> the other form's, where questions say ``same_as``."""
    theirs = {name: i.question_id for i in other.items for name in (i.own_id, i.question_id) if name}
    for _, target, mark in _entries(file):
        if target not in theirs:
            faults.at(mark, _unknown("question of that form", target, theirs))
    return {entry.item.question_id: theirs.get(target, "") for entry, target, _ in _entries(file)}


def _by_position(file: FormFile, own: Template, other: Template, faults: Faults) -> dict[str, str]:
    """The same, by the order of the questions; it must be that of the other form."""
    assert file.same_as is not None
    advice = "; write “same_as” at each question"
    if len(own.items) != len(other.items):
        counts = f"this form has {len(own.items)} questions, “{file.same_as.target}” {len(other.items)}"
        faults.at(file.same_as.mark, counts + advice)
        return {}
    for place, (a, b) in enumerate(zip(own.items, other.items, strict=True), 1):
        if not _alike(a, b):
            kinds = f"question {place} is {_kind(a)} here, {_kind(b)} in “{file.same_as.target}”"
            faults.at(file.same_as.mark, kinds + advice)
            return {}
    return {a.question_id: b.question_id for a, b in zip(own.items, other.items, strict=True)}


def _kind(item: Item) -> str:
    return f"{item.question_type.value}{' with rows' if item.row_label is not None else ''}"


def _alike(a: Item, b: Item) -> bool:
    """Of one type as far as it is known."""
    known = QuestionType.UNKNOWN not in (a.question_type, b.question_type)
    return (a.row_label is None) is (b.row_label is None) and (
        a.question_type is b.question_type or not known
    )
