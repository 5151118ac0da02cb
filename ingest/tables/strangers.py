"""How often strangers agree: what an agreement of two responses is worth, in bits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from math import log2

from ingest.tables.identity import Facts, Given, Header

MARGIN = 6.0
"""Bits beyond the number of pairs: less, and two strangers in 64 folders are taken for one; more, and short
answers no longer tell that a page and a workbook's row are the same."""
PRIOR_SECONDS = 1 / 300
"""Chance that two people take equally long, in whole seconds: most take between two and fifteen minutes."""
PRIOR_NUMBER = 1 / 200
"""Chance that two people have the same number, before it is counted how often others clash."""
PRIOR_NAME = 1 / 100
PRIOR_EMAIL = 1 / 1000
"""Chances that two people are called alike, or write from one address, before it is counted."""
BESIDES = 2.0
"""Bits that must agree beside the number: less, and two waves that show no times are one; more, and a page
that shows little is never known again."""
PRIOR_CHOICE = 1 / 3
"""Chance that two people choose alike, before it is counted."""
LETTER = 0.5
"""Bits that a letter of a typed text is worth (English has about one; people answer alike)."""
LONGEST = 24.0
"""Most bits of one typed text: people also copy."""
CHOICES = 0.5
"""Of a choice's bits: one person's choices go together, so they tell less than their number says."""
SMOOTHING = 2.0
"""Strangers that the prior counts for."""


class Chances:
    """How often strangers agree: counted among the form's different submissions, as far as they show."""

    def __init__(self, responses: Sequence[Facts], clashes: int) -> None:
        kinds = [{r.header: r for r in responses if r.sheet is sheet} for sheet in (False, True)]
        strangers = _told_apart(max(kinds, key=len))
        self.count = len(strangers)
        self._facts: Counter[Hashable] = Counter()
        for r in strangers:
            shown = {
                "name": r.name,
                "email": r.email,
                "seconds": r.seconds,
                "times": (r.started, r.submitted),
            }
            self._facts.update((what, fact) for what, fact in shown.items() if fact is not None)
            self._facts.update((q, h) for q, g in r.answers.items() for h in g.hashes or ("",))
        self.pairs = max(1.0, self.count * (self.count - 1) / 2)
        self._numbers = clashes

    @property
    def needed(self) -> float:
        """Bits that two responses of one submission agree in."""
        return log2(self.pairs) + MARGIN

    def bits(self, fact: Hashable, prior: float) -> float:
        """What an agreement is worth."""
        others = max(0, self._facts[fact] - 1)
        return -log2(min(1.0, (others + SMOOTHING * prior) / (max(0, self.count - 1) + SMOOTHING)))

    def number_bits(self) -> float:
        """What an equal respondent number is worth: much where no two people share one, never all."""
        chance = (self._numbers + SMOOTHING * PRIOR_NUMBER) / (self.pairs + SMOOTHING)
        return min(-log2(min(1.0, chance)), self.needed - BESIDES)

    def answer_bits(self, question: str, one: Given, other: Given) -> float:
        """What two answers that agree are worth."""
        if not one.hashes or not other.hashes:
            return 0.0  # two that say nothing say nothing
        alike = one.hashes & other.hashes
        if not alike:
            return 0.0
        length = min(one.length, other.length)
        prior = 2 ** -min(LETTER * length, LONGEST) if length else PRIOR_CHOICE
        bits = min(self.bits((question, h), prior) for h in alike)
        return min(bits, LETTER * length, LONGEST) if length else CHOICES * bits


def _told_apart(by_header: dict[Header, Facts]) -> list[Facts]:
    """One response per header, but for headers that show nothing but what another shows, too: an export that
    lost a name is no stranger of the one that has it."""
    having: defaultdict[tuple[int, object], set[Header]] = defaultdict(set)
    for header in by_header:
        for fact in _shown(header):
            having[fact].add(header)

    def is_covered(header: Header) -> bool:
        facts = _shown(header)
        return bool(facts) and len(set.intersection(*sorted((having[f] for f in facts), key=len))) > 1

    return [response for header, response in by_header.items() if not is_covered(header)]


def _shown(header: Header) -> list[tuple[int, object]]:
    return [(place, fact) for place, fact in enumerate(header) if fact is not None]
