"""Which of a form's questions are those of a response."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.forms.repeated import Asked, placed, repeated
from parsers.forms.sketch import Seen
from parsers.forms.wording import ALIKE, COUNT, begins_with, is_reworded

SHARED = 0.6
"""Least share of a response's questions that its form must know. Two forms of one organisation share
the questions on the respondent, seldom more than a third."""
AGREED, LEAST_AGREED = 0.9, 3
"""Least share of the numbers, and least number of them, that are a form's own in a response of its
present version: there a wording at a number that the form does not have is another question's."""


@dataclass(frozen=True)
class Member:
    """One signature of a form."""

    strength: int
    own: tuple[str, ...]
    """The keys of its questions."""
    keys: tuple[str, ...]
    """The form's keys for them; "" where it has none."""
    seen: Seen


@dataclass
class Form:
    """A form while it is put together."""

    order: list[str] = field(default_factory=list)
    """Keys of its questions."""
    members: list[Member] = field(default_factory=list)
    known: dict[str, Asked] = field(default_factory=dict)
    """Its questions as they were first seen, by key."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Wordings -> key, where a question was reworded or read with an error."""

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Its questions in their order."""
        return tuple(self.known[key] for key in self.order)


def best_form(forms: Sequence[Form], asked: Sequence[Asked]) -> tuple[Form | None, list[str | None]]:
    """The form that knows most of the questions, and the key it has for each."""
    best: tuple[float, Form | None, list[str | None]] = (0.0, None, [])
    for form in forms:
        mapped = _aligned(asked, form)
        share = sum(k is not None for k in mapped) / len(asked)
        if share > best[0]:
            best = (share, form, mapped)
    if best[1] is None or best[0] < SHARED:
        return None, []
    return best[1], _told_apart(asked, best[1], best[2])


def align(asked: Sequence[Asked], form: Form) -> list[str | None]:
    """For each question the form's own key: of the same wording, a known alias, or one alike at the same
    place."""
    return _told_apart(asked, form, _aligned(asked, form))


def _aligned(asked: Sequence[Asked], form: Form) -> list[str | None]:
    known = set(form.order)
    mapped = [a.key if a.key in known else form.aliases.get(a.key) for a in asked]
    if sum(k is not None for k in mapped) * 4 < len(asked):
        return mapped
    taken = {k for k in mapped if k}
    for i, (key, number, _) in enumerate(asked):
        if mapped[i] is None:
            at_place = (k for k in form.order if k not in taken and _same_place(k, i, number, mapped, form))
            close = [k for k in at_place if is_reworded(key, k, ALIKE) or begins_with(key, k)]
            if len(close) == 1:
                mapped[i] = close[0]
                taken.add(close[0])
    return mapped


def _same_place(key: str, at: int, number: str, mapped: Sequence[str | None], form: Form) -> bool:
    """The same number, or the same neighbour before or after it."""
    if number and form.known[key].number == number:
        return True
    where = form.order.index(key)
    before = at > 0 and where > 0 and mapped[at - 1] == form.order[where - 1]
    after = at + 1 < len(mapped) and where + 1 < len(form.order) and mapped[at + 1] == form.order[where + 1]
    return bool(before or after)


def _told_apart(asked: Sequence[Asked], form: Form, mapped: list[str | None]) -> list[str | None]:
    """The keys, those of wordings that the form or the response has several times by their place."""
    where = {key: n for n, key in enumerate(form.order)}
    same = {i: where[key] for i, key in enumerate(mapped) if key is not None}
    strangers = _strangers(asked, form, mapped)
    found = placed(asked, form.asked, same, strangers)
    again = repeated(asked, form.asked) & {known.word for known in form.asked}
    told = list(mapped)
    for i, question in enumerate(asked):
        if i in found:
            told[i] = form.order[found[i]]
        elif i in strangers or question.word in again:
            told[i] = None
    return told


def _strangers(asked: Sequence[Asked], form: Form, mapped: Sequence[str | None]) -> frozenset[int]:
    """Questions of a known wording at a number that the form does not have, with none at its own, where
    the others have theirs: branches that exclude each other may both ask ``Why?``."""
    numbers, shown = ({a.number for a in questions} for questions in (form.asked, asked))
    pairs = [
        (i, form.known[key].number)
        for i, key in enumerate(mapped)
        if key is not None and asked[i].number and form.known[key].number
    ]
    agreed = sum(asked[i].number == was for i, was in pairs)
    strange = frozenset(i for i, was in pairs if asked[i].number not in numbers and was not in shown)
    sure = agreed >= max(LEAST_AGREED, len(strange), AGREED * (len(pairs) - len(strange)))
    return strange if sure else frozenset()


def next_key(question: Asked, form: Form) -> str:
    """The key of a question that is new to a form."""
    if question.key not in form.known:
        return question.key
    count = 2
    while (key := f"{question.word}{COUNT}{count}") in form.known:
        count += 1
    return key
