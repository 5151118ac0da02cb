"""Places where questions may begin -> those that go together best."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol, TypeVar


class Place(Protocol):
    """A place where a question may begin."""

    @property
    def at(self) -> int:
        """Its line."""

    @property
    def question(self) -> int:
        """The question's index in its form."""

    @property
    def score(self) -> float:
        """What speaks for it."""


P = TypeVar("P", bound=Place)


def best_chain(found: Sequence[P]) -> list[P]:
    """The rising sequence of places with the greatest score; ``found`` is sorted by line."""
    ends = _Best(max((f.question for f in found), default=0) + 1)
    before: list[int] = []
    best: list[float] = []
    for _, group in groupby(enumerate(found), key=lambda entry: entry[1].at):
        places = list(group)
        for _, this in places:
            total, link = ends.before(this.question)
            best.append(total + this.score)
            before.append(-link)
        for k, this in places:
            ends.put(this.question, (best[k], -k))
    last = max(range(len(found)), key=lambda k: (best[k], -k), default=-1)
    chain: list[P] = []
    while last >= 0:
        chain.append(found[last])
        last = before[last]
    return chain[::-1]


class _Best:
    """The best chain that ends at each question: score, and the place's index, negative. A Fenwick tree."""

    def __init__(self, size: int) -> None:
        self._tree = [(0.0, 1)] * (size + 1)

    def put(self, question: int, end: tuple[float, int]) -> None:
        """One more chain."""
        at = question + 1
        while at < len(self._tree):
            self._tree[at] = max(self._tree[at], end)
            at += at & -at

    def before(self, question: int) -> tuple[float, int]:
        """The best that ends at an earlier question; (0, 1) where there is none."""
        best, at = (0.0, 1), question
        while at > 0:
            best = max(best, self._tree[at])
            at -= at & -at
        return best
