"""A sketch -> the forms that it knows. A function of the sketch alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import replace as replace_member

from msgspec.structs import replace

from parsers.forms.hints import hints_of, items_of, silent_of
from parsers.forms.learning.alignment import Form
from parsers.forms.learning.grouping import grouped
from parsers.forms.learning.sketch import MARKED, PLAIN, Signature, Sketch
from parsers.forms.learning.voices import are_heard, together
from parsers.forms.learning.witnesses import between_of, constant_of, summed, top
from parsers.forms.template import Template
from parsers.forms.wording import counted, fold, is_title, question_hash, stable_hash

OUTNUMBERED = 4
"""So many times as many submissions or documents as of each other form of its title let a form keep the
title's name."""


@dataclass(frozen=True)
class Forms:
    """All that is known: the forms, and which form the responses of each signature answer."""

    templates: dict[str, Template]
    """By key: the form's own id. Only a form that a file ties to another (``same_as``) has the other's
    ``form_id``."""
    form_of: dict[Signature, str]
    """The key."""


def freeze(sketch: Sketch) -> Forms:
    """The forms that a sketch shows. The order in which the sketch was made does not matter."""
    forms, signatures = grouped(sketch)
    for form in forms:
        _count(form)
        for hint in form.hints:
            _count(hint)
    made = _distinct([(form, _template(form)) for form in forms])
    form_of = {sig: template.form_id for form, template in made for sig in signatures[id(form)]}
    return Forms({t.form_id: t for _, t in sorted(made, key=lambda m: m[1].form_id)}, form_of)


def _distinct(made: list[tuple[Form, Template]]) -> list[tuple[Form, Template]]:
    """Several forms of one title: all their questions tell them apart, but for the one that nearly all
    submissions of the title answer."""
    of_name: dict[str, list[Form]] = {}
    for form, template in made:
        of_name.setdefault(template.form_id, []).append(form)

    def is_main(form: Form, template: Template) -> bool:
        return all(_outnumbers(form, other) for other in of_name[template.form_id] if other is not form)

    return [(form, t if is_main(form, t) else _by_questions(t)) for form, t in made]


def _outnumbers(form: Form, other: Form) -> bool:
    """Whether one form has so many more submissions, or documents of no fewer, than another."""
    mine, theirs = (together(seen.voices for seen in f.everyone) for f in (form, other))
    documents = mine.responses >= OUTNUMBERED * theirs.responses
    return mine.count >= OUTNUMBERED * theirs.count or (documents and mine.count >= theirs.count)


def _by_questions(template: Template) -> Template:
    names = sorted(item.question_id for item in template.items)
    return replace(template, form_id=stable_hash(template.form_id, *names))


def _count(form: Form) -> None:
    """Questions of one wording are counted in the form's order, whichever was seen first; those last that too
    few show to be heard: one page that asks a thing twice renames nobody's."""
    everyone = together(m.seen.voices for m in form.members)
    uses = Counter(form.known[key].word for key in form.order)

    def is_heard(key: str) -> bool:
        showing = (m.seen.voices for m in form.members if key in m.keys)
        return uses[form.known[key].word] == 1 or are_heard(together(showing), everyone)

    order = sorted(form.order, key=lambda key: not is_heard(key))
    names = dict(zip(order, counted(form.known[key].word for key in order), strict=True))
    form.order = [names[key] for key in form.order]
    form.known = {names[key]: known._replace(key=names[key]) for key, known in form.known.items()}
    form.aliases = {alias: names[key] for alias, key in form.aliases.items()}
    form.members = [replace_member(m, keys=tuple(names.get(k, "") for k in m.keys)) for m in form.members]


def _template(form: Form) -> Template:
    title = _title(form)
    items = items_of(form)
    name = fold(str(title)) if title else question_hash(form.order[0])
    return Template(
        form_id=stable_hash("form", name),
        title=str(title) if title else None,
        language=_language(form),
        items=items,
        documents=sum(m.seen.responses for m in form.members),
        teachers=together(m.seen.voices for m in form.members if m.strength > PLAIN).count,
        between=between_of(form),
        constant=constant_of(form),
        silent=silent_of(form),
        hints=hints_of(form),
    )


def _title(form: Form) -> object:
    """What those who are heard call the form."""
    marked = [*(m.seen for m in form.members if m.strength == MARKED), *form.few]
    titles = summed(seen.titles for seen in marked) or summed(m.seen.titles for m in form.members)
    everyone = together(seen.voices for seen in form.everyone)
    return top({t: who for t, who in titles.items() if is_title(str(t)) and are_heard(who, everyone)})


def _language(form: Form) -> str | None:
    said = top(summed(m.seen.languages for m in form.members))
    return str(said) if said else None
