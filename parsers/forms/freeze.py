"""A sketch -> the forms that it knows. A function of the sketch alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_member

from msgspec.structs import replace

from parsers.form import QuestionType
from parsers.forms.alignment import Form, Member, best_form, next_key
from parsers.forms.misread import without_misread
from parsers.forms.repeated import Asked, below
from parsers.forms.sketch import MARKED, PLAIN, SHEET, Counts, Seen, Signature, Sketch
from parsers.forms.template import Item, Template
from parsers.forms.versions import versions_of
from parsers.forms.wording import counted, fold, question_hash, stable_hash

CHOICES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE)
CONSTANT, LEAST_WITNESSES = 0.8, 4
"""A paragraph of unmarked documents is the form's if this share of at least so many have it."""
BETWEEN = 4
"""Letters of a paragraph between questions; a shorter one could be an answer as well."""
ANSWER_WORDS = 3
"""A paragraph of so few words that stands alone stays an answer even if all gave it: ``no``, ``N/A``."""


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
    for signature, seen in sorted(sketch.seen.items(), key=_rank):
        title = _title(signature[0], seen)
        form, mapped = best_form(forms, signature[1], title)
        if form is None:
            form, mapped = Form(title=title), [asked.key for asked in signature[1]]
            forms.append(form)
        _join(form, signature, seen, mapped)
        signatures.setdefault(id(form), []).append(signature)
    for form in forms:
        _count(form)
    made = _distinct([(form, _template(form)) for form in forms])
    form_of = {sig: template.form_id for form, template in made for sig in signatures[id(form)]}
    return Forms({t.form_id: t for _, t in sorted(made, key=lambda m: m[1].form_id)}, form_of)


def _title(strength: int, seen: Seen) -> str:
    """What responses that show their parts call their form."""
    top = _top(Counter(seen.titles)) if strength == MARKED else None
    return fold(str(top)) if top else ""


def _distinct(made: list[tuple[Form, Template]]) -> list[tuple[Form, Template]]:
    """Several forms of one title: all their questions tell them apart."""
    ids = Counter(template.form_id for _, template in made)
    return [(form, t if ids[t.form_id] == 1 else _by_questions(t)) for form, t in made]


def _by_questions(template: Template) -> Template:
    names = sorted(item.question_id for item in template.items)
    return replace(template, form_id=stable_hash(template.form_id, *names))


def _rank(entry: tuple[Signature, Seen]) -> tuple[int, int, int, tuple[Asked, ...]]:
    """Strong before weak, long before short, early before late: what comes first founds the form."""
    (strength, asked), seen = entry
    return (-strength, -len(asked), seen.first, asked)


def _top(counts: Counter[object]) -> object:
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None


def _join(form: Form, signature: Signature, seen: Seen, mapped: Sequence[str | None]) -> None:
    """Adds a member; what only unmarked text claims is no new question of a form that others show."""
    strength, asked = signature
    teaches = strength > PLAIN or not form.members
    keys: list[str] = []
    at = -1
    for question, key in zip(asked, mapped, strict=True):
        if key is None and teaches:
            key = next_key(question, form)
        if key is not None:
            if key not in form.known:
                form.order.insert(_place(question, form, at + 1), key)
            at = form.order.index(key)
            _know(form, key, question)
        keys.append(key or "")
    form.members.append(Member(strength, tuple(a.key for a in asked), tuple(keys), seen))


def _place(question: Asked, form: Form, at: int) -> int:
    """Where a new question belongs: at ``at``, behind what stands there from a branch with lower numbers."""
    while at < len(form.order) and below(form.known[form.order[at]].number, question.number):
        at += 1
    return at


def _know(form: Form, key: str, question: Asked) -> None:
    """Adds what a response says of a question; what the first one said stays."""
    known = form.known.get(key, question)
    form.known[key] = Asked(key, known.number or question.number, known.grid or question.grid)
    if question.word != form.known[key].word:
        form.aliases.setdefault(question.key, key)


def _count(form: Form) -> None:
    """Questions of one wording are counted in the form's order, whichever was seen first."""
    names = dict(zip(form.order, counted(form.known[key].word for key in form.order), strict=True))
    form.order = list(names.values())
    form.known = {names[key]: known._replace(key=names[key]) for key, known in form.known.items()}
    form.aliases = {alias: names[key] for alias, key in form.aliases.items()}
    form.members = [replace_member(m, keys=tuple(names.get(k, "") for k in m.keys)) for m in form.members]


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


def _constant(form: Form) -> frozenset[tuple[str, str]]:
    """Questions and paragraphs that most unmarked responses have below them.

    A short one that is alone of its kind there may be what all answered, and stays an answer.
    """
    lines: Counter[tuple[str, str]] = Counter()
    shown: Counter[str] = Counter()
    for member in form.members:
        names = dict(zip(member.own, member.keys, strict=True))
        for paragraphs in member.seen.sample.values():
            lines.update((names[key], text) for key, text in paragraphs if names[key])
            shown.update(filter(None, member.keys))
    often = [
        (k, t) for (k, t), n in lines.items() if shown[k] >= LEAST_WITNESSES and n >= CONSTANT * shown[k]
    ]
    short = Counter(k for k, t in often if len(t) <= 4 * ANSWER_WORDS)
    return frozenset((question_hash(k), t) for k, t in often if len(t) > 4 * ANSWER_WORDS or short[k] > 1)
