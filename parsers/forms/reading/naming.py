"""Which of its form's questions each answer of a response is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from parsers.blocks import Struct
from parsers.forms.repeated import Asked, asked_of, placed
from parsers.forms.template import Item, Template
from parsers.forms.wording import COUNT, fold, question_hash
from parsers.responses import Answer


class Named(Struct, frozen=True):
    """The question of an answer."""

    question_id: str
    item: Item | None
    """None where the form does not know it."""
    sure: bool = True
    """No other question of the form has its wording and would fit as well."""


def named(answers: Sequence[Answer], template: Template) -> tuple[Named, ...]:
    """The question of each answer."""
    items = template.items
    asked = asked_of(answers)
    own = {item.own_id or item.question_id: n for n, item in enumerate(items)}
    same = _by_words(answers, asked, items, own)
    unsure: set[int] = set()
    families = _families(items)
    uses = Counter(families)
    if len(uses) < len(items):
        known = [a._replace(key=family) for a, family in zip(asked_of(items), families, strict=True)]
        spoken = [a._replace(key=families[same[i]]) if i in same else a for i, a in enumerate(asked)]
        given = frozenset(i for i, answer in enumerate(answers) if answer.question_id)
        alone = {i: n for i, n in same.items() if i in given or uses[spoken[i].word] == 1}
        last = placed(spoken, known, same, given, late=True)
        same = alone | placed(spoken, known, same, given)
        unsure = {i for i, n in last.items() if same.get(i) != n}
    return tuple(
        Named(items[same[i]].question_id, items[same[i]], i not in unsure)
        if i in same
        else Named(_new_name(a, own), None)
        for i, a in enumerate(asked)
    )


def _by_words(
    answers: Sequence[Answer], asked: Sequence[Asked], items: Sequence[Item], own: Mapping[str, int]
) -> dict[int, int]:
    """Index of the question that each answer names or words."""
    at = {item.question_id: n for n, item in enumerate(items)}
    wordings = _by_wording(items)
    found: dict[int, int] = {}
    for i, (answer, question) in enumerate(zip(answers, asked, strict=True)):
        name = answer.question_id
        n = at.get(name) if name else own.get(question_hash(question.key))
        n = wordings.get(question.key) if n is None else n
        if n is not None:
            found[i] = n
    return found


def _by_wording(items: Sequence[Item]) -> dict[str, int]:
    """Index of each wording's item; a prompt without its count is one only where one question has it."""
    uses = Counter(_word(item) for item in items)
    found: dict[str, int] = {}
    for n, item in enumerate(items):
        word = _word(item)
        found.update(dict.fromkeys((*item.wordings, *([word] if uses[word] == 1 else [])), n))
    return found


def _word(item: Item) -> str:
    return fold(item.row_label or item.prompt)


def _families(items: Sequence[Item]) -> list[str]:
    """A word for each question, the same for those that have one wording, or had one before some were
    reworded."""
    counted = {w.partition(COUNT)[0] for item in items for w in item.wordings if COUNT in w}
    of: dict[str, str] = {}
    families: list[str] = []
    for item in items:
        words = [_word(item), *(w for alias in item.wordings if (w := alias.partition(COUNT)[0]) in counted)]
        family = next((of[w] for w in words if w in of), words[0])
        of.update(dict.fromkeys(words, family))
        families.append(family)
    return families


def _new_name(question: Asked, taken: Collection[str]) -> str:
    """The name that the wording of a question gives it, and its count where another has that."""
    name, count = question_hash(question.key), 2
    while name in taken:
        name, count = question_hash(f"{question.word}{COUNT}{count}"), count + 1
    return name
