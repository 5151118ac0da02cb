"""Form files over learned forms: what a person wrote wins, the rest stays as it is learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from parsers.forms.file.model import FileItem, FormFile
from parsers.forms.file.nodes import Faults, FileError
from parsers.forms.file.ties import tie
from parsers.forms.learning.alignment import Form, align, best_form
from parsers.forms.learning.freeze import Forms
from parsers.forms.repeated import asked_of
from parsers.forms.template import Item, Template
from parsers.forms.wording import fold, keys_of


def apply(files: Sequence[FormFile], forms: Forms) -> tuple[Forms, tuple[FileError, ...]]:
    """The forms as the files have them, and what does not fit in the files; such a part changes nothing.

    ``forms`` are as ``freeze`` made them. The order of the files does not matter.
    """
    files, errors = _one_each(files)
    homes = _homes(files, forms)
    templates = {key: template for key, template in forms.templates.items() if key not in homes}
    for file in files:
        mine = sorted(key for key, home in homes.items() if home is file)
        mine.sort(key=lambda key: key != file.form_id)
        templates[file.form_id] = corrected(file, [forms.templates[key] for key in mine])
    renamed = {key: home.form_id for key, home in homes.items()}
    templates, faults = tie(files, templates, renamed)
    form_of = {signature: renamed.get(key, key) for signature, key in forms.form_of.items()}
    return Forms(dict(sorted(templates.items())), form_of), tuple(sorted((*errors, *faults)))


def _one_each(files: Sequence[FormFile]) -> tuple[list[FormFile], list[FileError]]:
    """In the order of their names; of two files of one form the first."""
    found: dict[str, FormFile] = {}
    errors: list[FileError] = []
    for file in sorted(files, key=lambda f: f.name):
        first = found.setdefault(file.form_id, file)
        if first is not file:
            faults = Faults(file.name)
            faults.at(file.mark, f"{first.name} describes the form “{file.form_id}” too")
            errors += faults.errors
    return list(found.values()), errors


def _homes(files: Sequence[FormFile], forms: Forms) -> dict[str, FormFile]:
    """Which file describes each learned form: the one with its id, else the one whose questions fit."""
    by_id = {file.form_id: file for file in files}
    drafts = [_draft(file) for file in files]
    homes: dict[str, FormFile] = {}
    for key, template in forms.templates.items():
        if key in by_id:
            homes[key] = by_id[key]
            continue
        best, _ = best_form(drafts, asked_of(template.items))
        if best is not None:
            homes[key] = next(file for file, draft in zip(files, drafts, strict=True) if draft is best)
    return homes


def _draft(file: FormFile) -> Form:
    """The file's questions as ``align`` knows them."""
    items = [entry.item for entry in file.items]
    known = asked_of(items)
    return Form(
        order=[a.key for a in known],
        known={a.key: a for a in known},
        aliases={w: a.key for a, item in zip(known, items, strict=True) for w in item.wordings},
    )


def corrected(file: FormFile, learned: Sequence[Template]) -> Template:
    """The form of a file. ``learned``: what documents show of it, the form with its id first.

    Questions that the file does not name follow those they follow in the documents; those that only
    unmarked text claims count only under the form's own id.
    """
    order = [entry.item.question_id for entry in file.items]
    seen: dict[str, list[tuple[str, Item]]] = {}
    strangers: dict[str, Item] = {}
    for template in learned:
        names = _names(file, template)
        at = -1
        for item, key in zip(template.items, keys_of(template.items), strict=True):
            name = names.get(item.question_id)
            if name is not None:
                seen.setdefault(name, []).append((key, item))
                at = order.index(name)
            elif item.question_id not in order and (item.exact or template.form_id == file.form_id):
                strangers[item.question_id] = item
                at += 1
                order.insert(at, item.question_id)
    own = {e.item.question_id: _item(e, seen.get(e.item.question_id, ())) for e in file.items if not e.drop}
    items = own | strangers
    return Template(
        form_id=file.form_id,
        items=tuple(items[name] for name in order if name in items),
        title=file.title if "title" in file.said else next((t.title for t in learned), None),
        language=file.language if "language" in file.said else next((t.language for t in learned), None),
        documents=max(file.documents, sum(t.documents for t in learned)),
        teachers=sum(t.teachers for t in learned),
        between=frozenset().union(*(t.between for t in learned)),
        constant=frozenset().union(*(t.constant for t in learned)),
        hints=next((t.hints for t in learned if t.hints), ()),
        silent=frozenset().union(*(t.silent for t in learned)),
    )


def _names(file: FormFile, template: Template) -> Mapping[str, str]:
    """Learned question id -> the file's, by the id itself or by the wording."""
    ids = [entry.item.question_id for entry in file.items]
    draft = _draft(file)
    by_key = dict(zip(draft.order, ids, strict=True))
    names = {item.question_id: item.question_id for item in template.items if item.question_id in ids}
    mapped = align(asked_of(template.items), draft)
    for item, key in zip(template.items, mapped, strict=True):
        if key is not None and item.question_id not in names and by_key[key] not in names.values():
            names[item.question_id] = by_key[key]
    return names


def _item(entry: FileItem, seen: Sequence[tuple[str, Item]]) -> Item:
    """A question as the file has it, over what documents show of it."""
    base = seen[0][1] if seen else entry.item
    item = replace(base, **{name: getattr(entry.item, name) for name in entry.said})
    word, was = (fold(i.row_label or i.prompt) for i in (item, base))
    wordings = {*base.wordings, *entry.item.wordings, was}
    for key, other in seen[1:]:
        wordings |= {key, *other.wordings}
    return replace(
        item,
        question_id=entry.item.question_id,
        corrected=item.help_text != base.help_text,
        own_id=base.question_id if base.question_id != entry.item.question_id else None,
        wordings=tuple(sorted(wordings - {word} | set(base.wordings))),
        witnesses=max(entry.item.witnesses, sum(i.witnesses for _, i in seen)),
    )
