"""The variables of a form: the columns of its wide table, their names and what their codes mean."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.tables.records import Row

TEXTS = ("text", "unknown")

MOSTLY = 0.8
"""Share of a text question's answers that state one number (or one date), from which it has a variable of
numbers (dates), too. Less, and remarks like “in 2 weeks” make one; more, and a few “about thirty” take it."""


class Measure(StrEnum):
    """How a variable's values are written."""

    CODE = "code"
    """Position of the chosen option, from 1."""
    CHOSEN = "chosen"
    """1 chosen, 0 not: one option of a multiple choice."""
    RANK = "rank"
    """Rank of one option, 1 is best."""
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Variable:
    """A column of the wide table."""

    name: str
    label: str
    """Question and, where there is one, statement or option."""
    measure: Measure
    question_id: str
    option: str | None = None
    """Of a dummy or a rank."""
    options: tuple[str, ...] = ()
    """Of a code: its value labels, in order from 1."""
    takes_text: bool = False
    """Of a dummy: its option takes a free text."""
    extra: bool = False
    """Beside the question's own variable: free text typed into “Other”; the number or date of a text."""

    @property
    def labels(self) -> dict[int, str]:
        """Value -> label."""
        if self.measure is Measure.CHOSEN:
            return {0: "not chosen", 1: "chosen"}
        return dict(enumerate(self.options, 1)) if self.measure is Measure.CODE else {}


@dataclass
class _Names:
    """Names of a form's questions: by their numbers where these are unique, else by their places."""

    questions: Sequence[Row]
    _rows: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _used: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        numbers = {_item(row): row["number"] or "" for row in self.questions}
        unique = len(set(numbers.values())) == len(numbers)
        self._numbered = unique and all(re.fullmatch(r"[0-9]{1,4}", n) for n in numbers.values())
        places = {item: str(place) for place, item in enumerate(numbers, 1)}
        stems = numbers if self._numbered else places
        width = max((len(stem) for stem in stems.values()), default=1)
        self._stems = {item: f"q{stem.zfill(width)}" for item, stem in stems.items()}

    def of(self, question: Row) -> str:
        """The name of one question; a grid's rows are counted."""
        stem = self._stems[_item(question)]
        if question["row_label"] is None:
            return stem
        self._rows[stem] += 1
        return f"{stem}_r{self._rows[stem]}"


def _item(question: Row) -> tuple[str | None, str]:
    """A grid's rows are one item of the form."""
    alone = question["question_id"] if question["row_label"] is None else question["prompt"]
    return question["number"], alone


@dataclass(frozen=True)
class Stated:
    """What the answers to a text question state."""

    answers: int = 0
    numbers: int = 0
    dates: int = 0
    units: frozenset[str] = frozenset()

    @property
    def measure(self) -> Measure | None:
        """What most of them state, if they do; numbers of several units are no variable."""
        if self.answers and self.numbers >= MOSTLY * self.answers and len(self.units) <= 1:
            return Measure.NUMBER
        return Measure.DATE if self.answers and self.dates >= MOSTLY * self.answers else None


def variables(questions: Sequence[Row]) -> list[Variable]:
    """The variables of one form, in its order. ``questions``: its rows of the codebook."""
    ordered = sorted(questions, key=lambda row: row["position"])
    names = _Names(ordered)
    return [variable for row in ordered for variable in _of_question(row, names.of(row))]


def _of_question(row: Row, name: str) -> list[Variable]:
    label = " – ".join(filter(None, (row["prompt"], row["row_label"])))
    kind, options, question = row["question_type"], tuple(row["options"]), row["question_id"]
    typed = row.get("typed", frozenset())
    other = Variable(f"{name}_other", f"{label} – other", Measure.TEXT, question, extra=True)
    if kind in ("single_choice", "likert") and options:
        return [Variable(name, label, Measure.CODE, question, options=options), other][: 1 + bool(typed)]
    if kind in ("multiple_choice", "ranking") and options:
        measure = Measure.CHOSEN if kind == "multiple_choice" else Measure.RANK
        parts = [
            Variable(
                f"{name}_{n}", f"{label} – {option}", measure, question, option, takes_text=option in typed
            )
            for n, option in enumerate(options, 1)
        ]
        whole = Variable(name, label, Measure.TEXT, question)
        return [whole, *parts, *[other][: bool(typed)]]
    measure = {"rating": Measure.NUMBER, "nps": Measure.NUMBER, "date": Measure.DATE}.get(kind, Measure.TEXT)
    return [Variable(name, label, measure, question), *_stated(row, name, label)]


def _stated(row: Row, name: str, label: str) -> Iterator[Variable]:
    """The number or date that most of a text's answers state, as a variable of its own."""
    stated: Stated = row.get("stated", Stated())
    if row["question_type"] in TEXTS and (measure := stated.measure):
        what = " ".join((measure.value, *(f"({unit})" for unit in stated.units)))
        yield Variable(
            f"{name}_{measure.value}", f"{label} – {what}", measure, row["question_id"], extra=True
        )
