"""Who says something of a form: counted by submission, so that no one is heard twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from heapq import nsmallest

HEARD = 64
"""Submissions that are told apart; more are counted by the responses that show them."""
ENOUGH, FEW = 3, 8
"""What documents show of a form by marks, boxes or markup is taught to others if so many submissions show it
so, or one in so many. One page among thirty documents teaches nothing, and the third of three folders' worth
of scans loses the help of its only saved page; below it one wrong page sways all."""


@dataclass(slots=True)
class Voices:
    """The submissions that say one thing. A sum: neither order nor grouping matters."""

    responses: int = 0
    who: set[int] = field(default_factory=set)
    """The smallest hashes of submissions, ``HEARD`` at most."""
    largest: int = field(default=0, compare=False)
    """Of these."""

    def hear(self, submission: int) -> None:
        """One more response that says it."""
        self.responses += 1
        self._keep((submission,))

    def add(self, other: Voices) -> None:
        """The sum, in place."""
        self.responses += other.responses
        self._keep(other.who)

    @property
    def count(self) -> int:
        """How many submissions say it."""
        return len(self.who) if len(self.who) < HEARD else max(HEARD, self.responses)

    def without(self, others: Voices) -> Voices:
        """Those that do not say another thing too."""
        alone = self.who - others.who
        return Voices(
            len(alone) if len(self.who) < HEARD else max(0, self.responses - others.responses), alone
        )

    def _keep(self, submissions: Iterable[int]) -> None:
        """The smallest of these too."""
        full = len(self.who) >= HEARD
        new = [s for s in submissions if not (full and s >= self.largest) and s not in self.who]
        if not new:
            return
        self.who.update(new)
        for submission in sorted(self.who)[HEARD:] if len(self.who) > HEARD else ():
            self.who.remove(submission)
        self.largest = max(self.who)


def heard(submissions: Collection[int]) -> Voices:
    """One response of each."""
    who = set(nsmallest(HEARD, set(submissions)))
    return Voices(len(submissions), who, max(who, default=0))


def together(voices: Iterable[Voices]) -> Voices:
    """All that say one of several things."""
    total = Voices()
    for one in voices:
        total.add(one)
    return total


def are_heard(teachers: Voices, everyone: Voices) -> bool:
    """Whether what some submissions show is taught to all. The share is one of submissions and of documents:
    of thirty scans of two submissions one page is no third."""
    share = min(teachers.count / max(everyone.count, 1), teachers.responses / max(everyone.responses, 1))
    return teachers.count >= ENOUGH or share * FEW >= 1
