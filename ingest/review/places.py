"""Which answer of a document a correction is of, though its questions have got other ids since."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parsers.forms.wording import ALIKE, fold, likeness, question_hash
from parsers.responses import Answer


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that a person set."""

    response_id: str
    question_id: str
    status: str
    answer: str | None
    who: str | None
    note: str | None
    source: str
    """File and line, for messages."""
    number: str | None = None
    prompt: str | None = None
    """As the document showed them when the person looked; None: not noted."""
    published: bool = False
    """An earlier run published it."""

    @property
    def said(self) -> tuple[str, str | None]:
        """What the person says."""
        return self.status, self.answer


def full_prompt(prompt: str, row_label: str | None) -> str:
    """A question as people are asked about it: a grid's statement after what stands over it."""
    return ": ".join(filter(None, (prompt, row_label)))


def place_of(correction: Correction, ids: Sequence[str], answers: Sequence[Answer]) -> int | None:
    """The place of the corrected answer; None if nothing tells it.

    A question's id changes when other documents show that this one's wording was misread. The document's
    content does not: the same wording, or the same number and much the same wording, is the same question.
    """
    if correction.question_id in ids:
        return ids.index(correction.question_id)
    if not correction.prompt or not (correction.published or _is_named_so(correction)):
        return None
    wanted, number = fold(correction.prompt), correction.number or None
    worded = [fold(full_prompt(answer.prompt, answer.row_label)) for answer in answers]
    fits: tuple[Callable[[int], bool], ...] = (
        lambda n: worded[n] == wanted and answers[n].number == number,
        lambda n: worded[n] == wanted,
        lambda n: answers[n].number == number is not None and likeness(worded[n], wanted) >= ALIKE,
    )
    for fit in fits:
        found = [n for n in range(len(answers)) if fit(n)]
        if len(found) == 1:
            return found[0]
    return None


def _is_named_so(correction: Correction) -> bool:
    """Whether the question had its id by the wording that the person saw: else the id is a slip of a hand."""
    prompt = correction.prompt or ""
    parts = (prompt, *(prompt[at.end() :] for at in re.finditer(": ", prompt)))  # a grid's statement is last
    return any(question_hash(fold(part)) == correction.question_id for part in parts)
