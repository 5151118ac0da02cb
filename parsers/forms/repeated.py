"""Questions of one wording, such as ``Why?`` below several others: which of them a response shows.

Their keys are counted in the order of the response, and it may leave some of them out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from parsers.forms.wording import ALIKE, COUNT, Worded, fold, is_reworded, keys_of

LARGEST = 10_000
"""Pairs that are compared at most, above which those of one wording go in their order; a form has no so
many."""
SAME, BESIDE = 2, 1
"""What the same number or grid says for two questions being one, and what a neighbour does."""


class Asked(NamedTuple):
    """A question as one response or form has it; "" where it does not say."""

    key: str
    """Unique there."""
    number: str
    grid: str
    """Of a grid's row, the folded prompt of the grid."""

    @property
    def word(self) -> str:
        """The folded wording."""
        return self.key.partition(COUNT)[0]


class Numbered(Worded, Protocol):
    """An answer, or a form's question."""

    @property
    def number(self) -> str | None: ...


def asked_of(questions: Sequence[Numbered]) -> tuple[Asked, ...]:
    """What tells the questions of a response (or form) apart."""
    return tuple(
        Asked(key, q.number or "", fold(q.prompt) if q.row_label else "")
        for key, q in zip(keys_of(questions), questions, strict=True)
    )


def below(number: str, other: str) -> bool:
    """Whether a question's number comes before another."""
    return number.isdecimal() and other.isdecimal() and int(number) < int(other)


def contradict(a: Asked, b: Asked) -> bool:
    """Whether two rows of one statement stand in grids that ask otherwise."""
    return bool(a.grid and b.grid) and a.grid != b.grid and not is_reworded(a.grid, b.grid, ALIKE)


def repeated(asked: Sequence[Asked], known: Sequence[Asked]) -> frozenset[str]:
    """The wordings that several of either have."""
    counts = (Counter(a.word for a in questions) for questions in (asked, known))
    return frozenset(word for count in counts for word, n in count.items() if n > 1)


def placed(
    asked: Sequence[Asked],
    known: Sequence[Asked],
    same: Mapping[int, int],
    but: frozenset[int] = frozenset(),
    late: bool = False,
) -> dict[int, int]:
    """Index in ``known`` of each question whose wording several of either have; of more than are known
    those that fit best.

    ``same``: the others, by their indexes in both, as far as they are known. ``but``: questions that are
    none of ``known``. ``late``: of those that fit equally well the last, not the first.
    """
    again = repeated(asked, known)
    here = [i for i, a in enumerate(asked) if a.word in again and i not in but]
    if not here:
        return {}
    likeness = _likeness(asked, known, {i: n for i, n in same.items() if asked[i].word not in again})
    found: dict[int, int] = {}
    for word in dict.fromkeys(asked[i].word for i in here):
        mine = [i for i in here if asked[i].word == word]
        theirs = [n for n, k in enumerate(known) if k.word == word]
        fixed = _by_grid(mine, theirs, asked, known)
        taken = {*fixed.values()}
        rest = [i for i in mine if i not in fixed], [n for n in theirs if n not in taken]
        pairs = fixed | _matched(*rest, likeness, late)
        found.update((i, n) for i, n in pairs.items() if not contradict(asked[i], known[n]))
    return found


def _likeness(
    asked: Sequence[Asked], known: Sequence[Asked], same: Mapping[int, int]
) -> Callable[[int, int], int]:
    """How much speaks for two questions of one wording being one. ``same``: the other questions."""
    anchors = sorted(same.items())
    numbers = [asked[i].number == known[n].number for i, n in anchors if asked[i].number and known[n].number]
    counted_alike = sum(numbers) * 2 >= len(numbers)  # else questions were put in before them

    def likeness(i: int, n: int) -> int:
        at = bisect_left(anchors, (i, n))
        behind = at == 0 or anchors[at - 1][1] < n
        before = at == len(anchors) or n < anchors[at][1]
        mine, theirs = asked[i].number, known[n].number
        told = bool(mine and theirs) and counted_alike
        return SAME * told * (1 if mine == theirs else -1) + BESIDE * (behind + before)

    return likeness


def _by_grid(
    mine: Sequence[int], theirs: Sequence[int], asked: Sequence[Asked], known: Sequence[Asked]
) -> dict[int, int]:
    """Rows of the same grid, in whatever order the grids come."""
    grids = Counter(asked[i].grid for i in mine), Counter(known[n].grid for n in theirs)
    where = {known[n].grid: n for n in theirs}
    alone = {g for g in where if g and grids[0][g] == grids[1][g] == 1}
    return {i: where[asked[i].grid] for i in mine if asked[i].grid in alone}


def _matched(
    mine: Sequence[int], theirs: Sequence[int], likeness: Callable[[int, int], int], late: bool
) -> dict[int, int]:
    """Pairs in the order of both, as many as there can be, as like as there can be."""
    if len(mine) > len(theirs):
        return {i: n for n, i in _matched(theirs, mine, lambda n, i: likeness(i, n), late).items()}
    spare = len(theirs) - len(mine)
    if not spare or len(mine) * spare > LARGEST:
        return dict(zip(mine, theirs, strict=False))
    # best[i][s]: of the first i of mine with s of theirs left out before or among them.
    best = [[0] * (spare + 1)]
    for i, one in enumerate(mine):
        row: list[int] = []
        for s in range(spare + 1):
            pair = best[i][s] + likeness(one, theirs[i + s])
            row.append(max(row[-1], pair) if row else pair)
        best.append(row)
    pairs: dict[int, int] = {}
    s = spare
    for i in range(len(mine) - 1, -1, -1):
        total = best[i + 1][s]
        ways = [w for w in range(s + 1) if best[i][w] + likeness(mine[i], theirs[i + w]) == total]
        s = ways[-1 if late else 0]
        pairs[mine[i]] = theirs[i + s]
    return pairs
