"""Which of many wordings a text may begin with, found without comparing it with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

from parsers.forms.template import Item, is_rare
from parsers.forms.wording import fold_open

PIECE = 5
"""Letters of the pieces that a wording is known by: read with so few errors as are allowed (one letter in
twelve), at least one of a wording's pieces, end to end, is whole."""
REACH = 64
"""Letters of a wording that are cut into pieces."""
SHARED_BY = 8
"""Wordings at most that a piece may be in to tell them from others; those that differ from more than so many
by nothing else are found exactly or by their number."""


class Index:
    """Wordings, each of a question (an index)."""

    def __init__(self, wordings: Sequence[tuple[str, int]]) -> None:
        """``wordings``: folded."""
        self._whole: defaultdict[int, dict[str, list[int]]] = defaultdict(dict)
        pieces: defaultdict[str, set[int]] = defaultdict(set)
        for text, question in wordings:
            self._whole[len(text)].setdefault(text, []).append(question)
            for at in range(0, min(len(text), REACH) - PIECE + 1, PIECE):
                pieces[text[at : at + PIECE]].add(question)
        self._pieces: Mapping[str, set[int]] = {p: q for p, q in pieces.items() if len(q) <= SHARED_BY}

    def beginning(self, text: str) -> set[int]:
        """The questions that a folded text may begin with."""
        found: set[int] = set()
        for length, wordings in self._whole.items():
            if length <= len(text):
                found.update(wordings.get(text[:length], ()))
        for at in range(min(len(text), REACH + REACH // PIECE) - PIECE + 1):
            found |= self._pieces.get(text[at : at + PIECE], set())
        return found


class Start(Protocol):
    """Lines as the start of a question."""

    @property
    def number(self) -> str | None:
        """That they begin with."""

    @property
    def texts(self) -> Sequence[str]:
        """Behind it."""


class Likely:
    """Which questions some lines may begin, by their number or their wording."""

    def __init__(self, questions: Sequence[Sequence[Item]], prompts: Sequence[str]) -> None:
        """``prompts``: the questions', folded."""
        self._numbers: dict[str, list[int]] = {}
        for n, question in enumerate(questions):
            if question[0].number:
                self._numbers.setdefault(question[0].number, []).append(n)
        others = ((word, n) for n, question in enumerate(questions) for word in question[0].wordings)
        self._words = Index([*zip(prompts, range(len(prompts)), strict=True), *others])
        most = max((question[0].witnesses for question in questions), default=0)
        self._rare = {n for n, question in enumerate(questions) if is_rare(question[0], most)}
        self._longest = max(map(len, prompts), default=0) + 8

    def at(self, starts: Sequence[Start]) -> list[int]:
        """In the form's order. One that few documents show needs its number, and no other that has it."""
        found: set[int] = set()
        numbered: set[int] = set()
        for start in starts:
            joined = ""
            for text in start.texts:
                joined += fold_open(text)
                if len(joined) > self._longest:
                    break
            found |= self._words.beginning(joined)
            numbered.update(self._numbers.get(start.number or "", ()))
        if self._numbers:
            found -= self._rare - numbered
        usual = numbered - self._rare
        return sorted((found | numbered) - (self._rare if usual else set()))
