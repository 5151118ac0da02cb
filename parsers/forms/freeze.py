"""A sketch -> the forms that it knows. A function of the sketch alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from parsers.form import QuestionType
from parsers.forms.misread import without_misread
from parsers.forms.sketch import MARKED, PLAIN, SHEET, Counts, Seen, Signature, Sketch
from parsers.forms.template import Item, Template
from parsers.forms.versions import versions_of
from parsers.forms.wording import ALIKE, begins_with, fold, is_reworded, question_hash, stable_hash

SHARED = 0.6
"""Least share of a response's questions that its form must know. Two forms of one organisation share
the questions on the respondent, seldom more than a third."""
CHOICES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE)
CONSTANT, LEAST_WITNESSES = 0.8, 4
"""A paragraph of unmarked documents is the form's if this share of at least so many have it."""
BETWEEN = 4
"""Letters of a paragraph between questions; a shorter one could be an answer as well."""
ANSWER_WORDS = 3
"""A paragraph of so few words that stands alone stays an answer even if all gave it: ``no``, ``N/A``."""


@dataclass
class Member:
    """One signature of a form, its keys brought to the form's."""

    strength: int
    keys: tuple[str, ...]
    seen: Seen


@dataclass
class Form:
    """A form while it is put together."""

    order: list[str] = field(default_factory=list)
    """Keys of its questions."""
    members: list[Member] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    """Wordings -> key, where a question was reworded or read with an error."""


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
    forms: list[Form] = []
    signatures: dict[int, list[Signature]] = {}
    for (strength, keys), seen in sorted(sketch.seen.items(), key=_rank):
        numbers = _numbers(keys, seen)
        form, mapped = best_form(forms, keys, numbers)
        if form is None:
            form, mapped = Form(), list(keys)
            forms.append(form)
        _join(form, Member(strength, keys, seen), mapped, numbers)
        signatures.setdefault(id(form), []).append((strength, keys))
    made = _distinct([(form, _template(form)) for form in forms])
    form_of = {sig: template.form_id for form, template in made for sig in signatures[id(form)]}
    return Forms({t.form_id: t for _, t in sorted(made, key=lambda m: m[1].form_id)}, form_of)


def _distinct(made: list[tuple[Form, Template]]) -> list[tuple[Form, Template]]:
    """Several forms of one title: all their questions tell them apart."""
    ids = Counter(template.form_id for _, template in made)
    return [(form, t if ids[t.form_id] == 1 else _by_questions(t)) for form, t in made]


def _by_questions(template: Template) -> Template:
    names = sorted(item.question_id for item in template.items)
    return replace(template, form_id=stable_hash(template.form_id, *names))


def _rank(entry: tuple[Signature, Seen]) -> tuple[int, int, int, tuple[str, ...]]:
    """Strong before weak, long before short, early before late: what comes first founds the form."""
    (strength, keys), seen = entry
    return (-strength, -len(keys), seen.first, keys)


def _numbers(keys: Sequence[str], seen: Seen) -> list[str | None]:
    return [_top(seen.field(i, "number")) for i in range(len(keys))]  # type: ignore[misc] # numbers are strings


def _top(counts: Counter[object]) -> object:
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None


def best_form(
    forms: Sequence[Form], keys: Sequence[str], numbers: Sequence[str | None]
) -> tuple[Form | None, list[str | None]]:
    """The form that knows most of the keys, and the key it has for each."""
    best: tuple[float, Form | None, list[str | None]] = (0.0, None, [])
    for form in forms:
        mapped = align(keys, numbers, form)
        share = sum(k is not None for k in mapped) / len(keys)
        if share > best[0]:
            best = (share, form, mapped)
    return (best[1], best[2]) if best[0] >= SHARED else (None, [])


def align(keys: Sequence[str], numbers: Sequence[str | None], form: Form) -> list[str | None]:
    """For each key the form's own: the same, a known alias, or one alike at the same place."""
    known = set(form.order)
    mapped: list[str | None] = [k if k in known else form.aliases.get(k) for k in keys]
    if sum(k is not None for k in mapped) * 4 < len(keys):
        return mapped
    taken = {k for k in mapped if k}
    for i, key in enumerate(keys):
        if mapped[i] is None:
            at_place = [
                k for k in form.order if k not in taken and _same_place(k, i, numbers[i], mapped, form)
            ]
            close = [k for k in at_place if is_reworded(key, k, ALIKE) or begins_with(key, k)]
            if len(close) == 1:
                mapped[i] = close[0]
                taken.add(close[0])
    return mapped


def _same_place(key: str, at: int, number: str | None, mapped: Sequence[str | None], form: Form) -> bool:
    """The same number, or the same neighbour before or after it."""
    if number is not None and form.numbers.get(key) == number:
        return True
    where = form.order.index(key)
    before = at > 0 and where > 0 and mapped[at - 1] == form.order[where - 1]
    after = at + 1 < len(mapped) and where + 1 < len(form.order) and mapped[at + 1] == form.order[where + 1]
    return bool(before or after)


def _join(form: Form, member: Member, mapped: list[str | None], numbers: Sequence[str | None]) -> None:
    """Adds a member; what only unmarked text claims is no new question of a form that others show."""
    founded = bool(form.members)
    at = -1
    for i, key in enumerate(member.keys):
        own = mapped[i]
        if own is None and (member.strength > PLAIN or not founded):
            own = key
            form.order.insert(at + 1, key)
            mapped[i] = key
        elif own is not None and own not in form.order:
            form.order.insert(at + 1, own)
        if own is not None:
            at = form.order.index(own)
            if own != key:
                form.aliases.setdefault(key, own)
            if (number := numbers[i]) is not None:
                form.numbers.setdefault(own, number)
    form.members.append(Member(member.strength, tuple(k or "" for k in mapped), member.seen))


def _template(form: Form) -> Template:
    titles = _sum(m.seen.titles for m in form.members if m.strength == MARKED) or _sum(
        m.seen.titles for m in form.members
    )
    title = _top(titles)
    items = without_misread([_item(form, key) for key in form.order])
    name = fold(str(title)) if title else items[0].question_id
    return Template(
        form_id=stable_hash("form", name),
        title=str(title) if title else None,
        language=_language(form),
        items=items,
        documents=sum(m.seen.responses for m in form.members),
        between=_between(form),
        constant=_constant(form),
    )


def _language(form: Form) -> str | None:
    top = _top(_sum(m.seen.languages for m in form.members))
    return str(top) if top else None


def _sum(counters: Iterable[Counts]) -> Counter[object]:
    total: Counter[object] = Counter()
    for counter in counters:
        total.update(counter)
    return total


def _item(form: Form, key: str) -> Item:
    places = [(m, m.keys.index(key)) for m in form.members if key in m.keys]
    witnesses = _Witnesses(places)
    best = witnesses.most
    versions = versions_of((m.seen, p) for m, p in places)
    kind = QuestionType(str(witnesses.type() or "unknown"))
    orders = {v for m, p in places for v in m.seen.field(p, "day_first")}
    options = best("options")
    return Item(
        question_id=question_hash(key),
        prompt=str(best("prompt")),
        question_type=kind,
        number=_text(witnesses.most_or_none("number")),
        section=_text(witnesses.most_or_none("section")),
        row_label=_text(best("row_label")),
        help_text=_text(witnesses.most_or_none("help_text")),
        required=_required(best("required")),
        options=options if isinstance(options, tuple) else (),
        other=_text(best("other")),
        dropdown=kind in CHOICES and best("dropdown") is True,
        day_first=orders.pop() is True if len(orders) == 1 else None,
        wordings=tuple(sorted(alias for alias, own in form.aliases.items() if own == key)),
        versions=versions if len(versions) > 1 else (),
        witnesses=sum(m.seen.responses for m, _ in places),
        exact=any(m.strength > PLAIN for m, _ in places),
    )


class _Witnesses:
    """The places at which a question's documents show it; the strongest are heard first."""

    def __init__(self, places: Sequence[tuple[Member, int]]) -> None:
        self.places = places
        rows = [(m, p) for m, p in places if m.seen.field(p, "row_label")]
        self.in_grid = rows or places
        """A workbook names a grid's row as if it were the question."""

    def most(self, name: str) -> object:
        """What most of the strongest witnesses that say something say."""
        for strength in (MARKED, SHEET, PLAIN):
            total: Counter[object] = Counter()
            for member, position in self.in_grid:
                if member.strength == strength:
                    total.update(member.seen.field(position, name))
            if total:
                return _top(total)
        return None

    def type(self) -> object:
        """Some formats draw boxes for radio buttons too, none draws circles for boxes; and a box on a
        page is a text to the eye, whatever is chosen in it."""
        said = {v for m, p in self.in_grid for v in m.seen.field(p, "type")}
        return "single_choice" if "single_choice" in said else self.most("type") or self.most("box")

    def most_or_none(self, name: str) -> object:
        """The same, but what marked documents do not show is not there."""
        marked = [(m, p) for m, p in self.in_grid if m.strength == MARKED]
        total: Counter[object] = Counter()
        for member, position in marked:
            total.update(member.seen.field(position, name))
        silent = sum(m.seen.responses for m, _ in marked) - total.total()
        if not marked:
            return self.most(name)
        return _top(total) if total.total() >= silent else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _required(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _between(form: Form) -> frozenset[str]:
    """What most marked responses have between questions: one's leftover may be another's answer."""
    shown = sum(m.seen.responses for m in form.members if m.strength == MARKED)
    counts = _sum(m.seen.between for m in form.members)
    return frozenset(
        t for t, n in counts.items() if isinstance(t, str) and len(t) >= BETWEEN and n * 2 > shown
    )


def _constant(form: Form) -> frozenset[str]:
    """Paragraphs that most unmarked responses have below the same question.

    A short one that stands alone below its question may be what all answered, and stays an answer.
    """
    lines: Counter[tuple[str, str]] = Counter()
    shown: Counter[str] = Counter()
    for member in form.members:
        for below in member.seen.sample.values():
            lines.update((form.aliases.get(key, key), text) for key, text in below)
            shown.update(member.keys)
    often = [
        (k, t) for (k, t), n in lines.items() if shown[k] >= LEAST_WITNESSES and n >= CONSTANT * shown[k]
    ]
    siblings = Counter(k for k, _ in often)
    return frozenset(t for k, t in often if siblings[k] > 1 or len(t) > 4 * ANSWER_WORDS)
