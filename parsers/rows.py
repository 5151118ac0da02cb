"""Responses that stand as rows below one header: what they have in common is kept once.

A workbook has many rows and few different answers, so each is read, compared and written down once, and a row
keeps only where its answers stand.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Literal, overload

from msgspec.structs import replace

from parsers.blocks import Struct
from parsers.responses import Answer, Response

PLACE: Literal["I"] = "I"
"""Type code of a place in an array: 4 bytes."""


class Column(Struct, frozen=True):
    """One question's answers."""

    answers: tuple[Answer, ...]
    """Those that differ, each given by some row."""
    places: bytes
    """Of each row's answer among them, in an array of ``PLACE``."""

    @property
    def at(self) -> memoryview:
        """The place of each row's answer."""
        return memoryview(self.places).cast(PLACE)


class Rows(Struct, frozen=True):
    """The responses of one sheet. Each has an answer in each column."""

    people: tuple[Response, ...]
    """Without their answers."""
    columns: tuple[Column, ...]

    def response(self, number: int) -> Response:
        """One of them, counted from 0, with its answers."""
        answers = tuple(column.answers[column.at[number]] for column in self.columns)
        return replace(self.people[number], answers=answers)

    def take(self, numbers: Sequence[int]) -> Rows:
        """Some of them."""
        people = tuple(self.people[n] for n in numbers)
        return Rows(people=people, columns=tuple(_taken(column, numbers) for column in self.columns))

    def is_whole(self) -> bool:
        """Whether each row has an answer in each column."""
        size, rows = array(PLACE).itemsize, len(self.people)
        return all(
            len(c.places) == size * rows and max(c.at, default=-1) < len(c.answers) for c in self.columns
        )


def column(answers: Sequence[Answer]) -> Column:
    """A column of these answers; the same object is the same answer."""
    keys = list(map(id, answers))
    return placed(keys, dict(zip(keys, answers, strict=True)))


def placed(keys: Sequence[int], answers: Mapping[int, Answer]) -> Column:
    """A column of answers by key. ``answers``: those of the keys, and no others."""
    order = dict(zip(answers, range(len(answers)), strict=True))
    places = array(PLACE, map(order.__getitem__, keys))
    return Column(answers=tuple(answers.values()), places=places.tobytes())


def _taken(of: Column, numbers: Sequence[int]) -> Column:
    places = of.at
    return column([of.answers[places[n]] for n in numbers])


class Responses(Sequence[Response]):
    """The responses of sheets, one after the other; each is put together when it is asked for."""

    def __init__(self, parts: Sequence[Rows]) -> None:
        self.parts = tuple(parts)
        self._ends = list(accumulate(len(part.people) for part in self.parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Response]:
        return (part.response(n) for part in self.parts for n in range(len(part.people)))

    @property
    def people(self) -> Iterator[Response]:
        """Without their answers."""
        return (person for part in self.parts for person in part.people)

    @overload
    def __getitem__(self, at: int) -> Response: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Response]: ...
    def __getitem__(self, at: int | slice) -> Response | Sequence[Response]:
        return tuple(self)[at]
