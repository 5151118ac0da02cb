"""Which of a form's questions are those of a response."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from parsers.forms.dotted import is_dotted, meant
from parsers.forms.learning.sketch import Seen
from parsers.forms.repeated import Asked, below, placed, repeated
from parsers.forms.template import SHARED
from parsers.forms.wording import ALIKE, COUNT, begins_with, is_reworded

SHARED_UNLIKE, LIKE_TITLES = 0.85, 75.0
"""The same where both have titles that are less alike than this (rapidfuzz ratio): forms for several
occasions may share most of their questions."""

IN_COMMON = 3
"""Least questions, at the same numbers, that branches of one form have in common: two forms may both begin
with a name and an address."""
HELD = 6
"""Least questions of a form that a workbook with many more must have to be of it: a short form's may all be
in another one too."""


@dataclass(frozen=True)
class Member:
    """One signature of a form."""

    strength: int
    own: tuple[str, ...]
    """The keys of its questions."""
    keys: tuple[str, ...]
    """The form's keys for them; "" where it has none."""
    seen: Seen
    dotted: bool = False
    """Its questions are R's names for them."""


@dataclass
class Form:
    """A form while it is put together."""

    order: list[str] = field(default_factory=list)
    """Keys of its questions."""
    members: list[Member] = field(default_factory=list)
    known: dict[str, Asked] = field(default_factory=dict)
    """Its questions, by key: the number and grid with which they were first seen."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Wordings -> key, where a question was reworded or read with an error."""
    title: str = ""
    """Folded; "" where the first responses show none."""
    few: list[Seen] = field(default_factory=list)
    """Of it too, but too few to teach it anything but its title."""
    hints: list[Form] = field(default_factory=list)
    """The form as each of the ``few`` that show their parts has it."""

    @property
    def everyone(self) -> list[Seen]:
        """Who is of it."""
        return [*(m.seen for m in self.members), *self.few]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Its questions in their order."""
        return tuple(self.known[key] for key in self.order)


def best_form(
    forms: Sequence[Form], asked: Sequence[Asked], title: str = ""
) -> tuple[Form | None, list[str | None]]:
    """The form that knows most of the questions, and the key it has for each. ``title``: folded."""
    best: tuple[float, Form | None, list[str | None]] = (0.0, None, [])
    for form in forms:
        mapped = _aligned(asked, form)
        share = sum(k is not None for k in mapped) / len(asked)
        if share > best[0] and _is_of(form, asked, mapped, title):
            best = (share, form, mapped)
    if best[1] is None:
        return None, []
    return best[1], _told_apart(asked, best[1], best[2])


def _is_of(form: Form, asked: Sequence[Asked], mapped: Sequence[str | None], title: str) -> bool:
    """Whether responses are of a form: it knows most of their questions; or they count as it does."""
    unlike = bool(title and form.title) and fuzz.ratio(title, form.title) < LIKE_TITLES
    known = sum(key is not None for key in mapped)
    if known >= (SHARED_UNLIKE if unlike else SHARED) * len(asked):
        return True
    return not unlike and (_is_branch(form, asked, mapped) or _holds(form, asked, known))


def _holds(form: Form, asked: Sequence[Asked], known: int) -> bool:
    """Whether questions without numbers, a workbook's columns, hold the form of which pages show a branch."""
    unnumbered = not any(a.number for a in asked)
    return unnumbered and known >= HELD and known >= SHARED_UNLIKE * len(form.known)


def _is_branch(form: Form, asked: Sequence[Asked], mapped: Sequence[str | None]) -> bool:
    """Whether questions are those of another branch: the shared ones have the form's numbers, and no number
    is another question's."""
    numbers = {known.number: key for key, known in form.known.items()}
    shared = [a.number == form.known[key].number for a, key in zip(asked, mapped, strict=True) if key]
    own = [a.number for a, key in zip(asked, mapped, strict=True) if not key]
    free = all(number and number not in numbers for number in own)
    return len(shared) >= IN_COMMON and all(shared) and free and all(numbers)


def align(asked: Sequence[Asked], form: Form) -> list[str | None]:
    """For each question the form's own key: of the same wording, a known alias, or one alike at the same
    place."""
    return _told_apart(asked, form, _aligned(asked, form))


def _aligned(asked: Sequence[Asked], form: Form) -> list[str | None]:
    where = {key: n for n, key in enumerate(form.order)}
    names = meant(asked, form.asked) if is_dotted(asked) else {}
    mapped = [a.key if a.key in where else form.aliases.get(a.key) or names.get(a.key) for a in asked]
    if sum(k is not None for k in mapped) * 4 < len(asked):
        return mapped
    at = [None if k is None else where[k] for k in mapped]
    taken = set(at)
    for i, question in enumerate(asked):
        if at[i] is None:
            near = [n for n in _near(i, question.number, at, form) if n not in taken]
            close = [n for n in near if _is_close(question.word, form.known[form.order[n]].word)]
            if len(close) == 1:
                at[i] = close[0]
                taken.add(close[0])
    return [None if n is None else form.order[n] for n in at]


def _near(i: int, number: str, at: Sequence[int | None], form: Form) -> list[int]:
    """The form's questions with the same number, or with the same neighbour before or behind."""
    found = {n for n, known in enumerate(form.asked) if number and known.number == number}
    if i > 0 and (before := at[i - 1]) is not None:
        found.add(before + 1)
    if i + 1 < len(at) and (behind := at[i + 1]) is not None:
        found.add(behind - 1)
    return sorted(n for n in found if 0 <= n < len(form.order))


def _is_close(word: str, known: str) -> bool:
    return is_reworded(word, known, ALIKE) or begins_with(word, known)


def _told_apart(asked: Sequence[Asked], form: Form, mapped: list[str | None]) -> list[str | None]:
    """The keys, those of wordings that the form or the response has several times by their place."""
    spoken = [a if key is None else a._replace(key=key) for a, key in zip(asked, mapped, strict=True)]
    known = form.asked
    where = {key: n for n, key in enumerate(form.order)}
    same = {i: where[key] for i, key in enumerate(mapped) if key is not None}
    strangers = _strangers(spoken, known, same)
    found = placed(spoken, known, same, strangers)
    again = repeated(spoken, known) & {k.word for k in known}
    told = list(mapped)
    for i, question in enumerate(spoken):
        if i in found:
            told[i] = form.order[found[i]]
        elif i in strangers or question.word in again:
            told[i] = None
    return told


def _strangers(asked: Sequence[Asked], known: Sequence[Asked], same: Mapping[int, int]) -> frozenset[int]:
    """Questions of a known wording at a number that the form does not have, with none at its own: branches
    that exclude each other may both ask ``Why?``. The numbers of a later version only look so; there those
    behind differ too, while a grid with another prompt is another one in any case."""
    numbers, shown = ({a.number for a in questions} for questions in (known, asked))
    pairs = [(i, n) for i, n in same.items() if asked[i].number and known[n].number]
    agreed = [i for i, n in pairs if asked[i].number == known[n].number]

    def between(i: int) -> bool:
        number, at = asked[i].number, bisect_left(agreed, i)
        behind = at < len(agreed) and below(number, asked[agreed[at]].number)
        return behind and (at == 0 or below(asked[agreed[at - 1]].number, number))

    return frozenset(
        i
        for i, n in pairs
        if asked[i].number not in numbers
        and known[n].number not in shown
        and (between(i) or (asked[i].grid and asked[i].grid != known[n].grid))
    )


def next_key(question: Asked, form: Form) -> str:
    """The key of a question that is new to a form."""
    if question.key not in form.known:
        return question.key
    count = 2
    while (key := f"{question.word}{COUNT}{count}") in form.known:
        count += 1
    return key
