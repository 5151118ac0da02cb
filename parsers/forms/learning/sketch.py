"""What documents show of their forms, in a state that can be added up in any order.

``observe`` makes the sketch of one response, ``merge`` adds two, and neither the order nor the
grouping of the merges matters: every part is a sum, a minimum or a union.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from parsers.blocks import Evidence
from parsers.forms.learning.voices import Voices
from parsers.forms.repeated import Asked, asked_of
from parsers.forms.wording import fold, stable_hash
from parsers.responses import Answer, QuestionType, Response, Status
from parsers.values import vote

MARKED, SHEET, PLAIN = 3, 2, 1
"""How much a response shows: its parts by marks, boxes or markup; its questions alone; only text."""

Put = tuple[str, str | None, tuple[str, ...]]
"""Prompt (of a grid's row, the statement), help and options."""

Signature = tuple[int, tuple[Asked, ...]]
"""Strength and the questions, in order."""

SAMPLED = 64
"""Unmarked responses per signature whose paragraphs are kept: enough to tell what most have."""
FAR = 2**31
"""Respondent of a response that names none."""


Counts = dict[object, Voices]
"""Who shows each value."""


class Shown(NamedTuple):
    """How one answer shows its question. None and () say nothing."""

    number: str | None
    section: str | None
    prompt: str
    row_label: str | None
    help_text: str | None
    type: str | None
    box: str | None
    """``text`` where a box is shown: that is a text to the eye, whatever it is."""
    dropdown: bool | None
    day_first: bool | None
    required: bool | None
    options: tuple[str, ...]
    other: str | None
    apart: str | None
    """The evidence that sets the answer apart from help; None where only words do."""


Share = Callable[[Any], Any]
"""The first value seen that equals the given one: documents of a form say the same."""


@dataclass(slots=True)
class Seen:
    """What the responses of one signature show."""

    voices: Voices = field(default_factory=Voices)
    first: int = FAR
    """The smallest respondent number."""
    titles: Counts = field(default_factory=dict)
    languages: Counts = field(default_factory=dict)
    between: Counts = field(default_factory=dict)
    """Folded paragraphs that belong to no question; of marked responses only."""
    shown: tuple[dict[Shown, Voices], ...] = ()
    """By position: who shows the question so."""
    puts: dict[tuple[int, Put], tuple[int, int]] = field(default_factory=dict)
    """(position, how the question was put) -> how often, smallest respondent; of marked responses only."""
    sample: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    """Of the unmarked responses with the smallest hashes, each: question key and folded paragraph
    below it. Whatever the order of the merges, these are the same responses."""

    def count(self, response: Response, strength: int, asked: Sequence[Asked], share: Share) -> None:
        """One more response of the signature, in place."""
        number = response.respondent or ""
        first = int(number) if number.isdecimal() and strength != SHEET else FAR
        who = submission_of(response)
        self.voices.hear(who)
        self.first = min(self.first, first)
        _count(self.titles, share(response.form_title), who)
        _count(self.languages, share(response.language), who)
        for line in {fold(line) for line in response.between} if strength == MARKED else ():
            _count(self.between, share(line), who)
        self.shown = self.shown or tuple({} for _ in asked)
        for position, answer in enumerate(response.answers):
            self.shown[position].setdefault(share(shown_by(answer, strength)), Voices()).hear(who)
            if strength == MARKED:
                put = position, share(_put(answer))
                before, earliest = self.puts.get(put, (0, FAR))
                self.puts[put] = (before + 1, min(first, earliest))
        if strength == PLAIN:
            self._take(number, response, asked)

    @property
    def responses(self) -> int:
        """How many there are."""
        return self.voices.responses

    def field(self, position: int, name: str) -> Counts:
        """What the responses say of one field of a question, and who does."""
        counts: Counts = {}
        for shown, voices in self.shown[position].items():
            value = getattr(shown, name)
            if value is not None and value != ():
                counts.setdefault(value, Voices()).add(voices)
        return counts

    def _take(self, number: str, response: Response, asked: Sequence[Asked]) -> None:
        pairs = zip(asked, response.answers, strict=True)
        lines = frozenset((a.key, fold(line)) for a, answer in pairs for line in answer.body)
        self.sample[stable_hash(number, *(f"{k}\t{t}" for k, t in sorted(lines)))] = lines
        self._keep_smallest()

    def _keep_smallest(self) -> None:
        for name in sorted(self.sample)[SAMPLED:] if len(self.sample) > SAMPLED else ():
            del self.sample[name]

    def add(self, other: Seen) -> None:
        """The sum, in place."""
        self.voices.add(other.voices)
        self.first = min(self.first, other.first)
        add_counts(self.titles, other.titles)
        add_counts(self.languages, other.languages)
        add_counts(self.between, other.between)
        self.shown = self.shown or tuple({} for _ in other.shown)
        for mine, more in zip(self.shown, other.shown, strict=True):
            add_counts(mine, more)
        for put, (count, first) in other.puts.items():
            before, earliest = self.puts.get(put, (0, FAR))
            self.puts[put] = (before + count, min(first, earliest))
        self.sample.update(other.sample)
        self._keep_smallest()


def submission_of(response: Response) -> int:
    """What tells a submission from others of its form, whatever documents show it: its number, or all that
    was given."""
    given = () if response.respondent else (f"{a.prompt}\t{a.answer_text}" for a in response.answers)
    return int(stable_hash("submission", response.respondent or "", *given), 16)


def _count(counts: Counts, value: object, who: int) -> None:
    if value:
        counts.setdefault(value, Voices()).hear(who)


def add_counts(counts: dict[Any, Voices], more: Mapping[Any, Voices]) -> None:
    """The sum, in place."""
    for value, voices in more.items():
        counts.setdefault(value, Voices()).add(voices)


@dataclass
class Sketch:
    """The sum of what was observed. Grows with the versions and branches of forms, not with documents."""

    seen: dict[Signature, Seen] = field(default_factory=dict)
    _values: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    """Each value that was seen, once."""

    def observe(self, response: Response, format: str | None) -> Signature:
        """Adds what one response shows, in place. Returns its signature."""
        strength, asked = strength_of(response, format), asked_of(response.answers)
        asked = tuple(map(self.share, asked))
        self.seen.setdefault((strength, asked), Seen()).count(response, strength, asked, self.share)
        return strength, asked

    def share(self, value: Any) -> Any:
        """The first value that equals this one."""
        return self._values.setdefault(value, value)

    def add(self, other: Sketch) -> None:
        """The sum, in place."""
        for signature, seen in other.seen.items():
            self.seen.setdefault(signature, Seen()).add(seen)


def merge(sketches: Iterable[Sketch]) -> Sketch:
    """The sum of sketches; the order does not matter."""
    total = Sketch()
    for sketch in sketches:
        total.add(sketch)
    return total


def strength_of(response: Response, format: str | None) -> int:
    """How much a response shows of its form."""
    if format in ("xlsx", "csv"):
        return SHEET
    shown = (a for a in response.answers if a.status is not Status.UNDETERMINED)
    return MARKED if any(a.evidence is not Evidence.TEXT for a in shown) else PLAIN


def observe(response: Response, format: str | None) -> Sketch:
    """What one response shows."""
    sketch = Sketch()
    sketch.observe(response, format)
    return sketch


def _put(answer: Answer) -> Put:
    options = [o.text for o in answer.options]
    ranked = answer.question_type is QuestionType.RANKING
    return answer.row_label or answer.prompt, answer.help_text, tuple(sorted(options) if ranked else options)


_GUESSED = (Evidence.TEXT, Status.UNDETERMINED)


def shown_by(answer: Answer, strength: int) -> Shown:
    """How an answer of a response shows its question."""
    kind = answer.question_type
    unsure = kind is QuestionType.RANKING and (answer.evidence, answer.status) == _GUESSED
    options = tuple(o.text for o in answer.options) if strength == MARKED and not unsure else ()
    # A box on a page is a text to the eye, whatever the form's own markup calls it.
    certain = kind not in (QuestionType.UNKNOWN, QuestionType.TEXT) or answer.evidence is Evidence.MARKUP
    return Shown(
        number=answer.number,
        section=answer.section,
        prompt=answer.prompt,
        row_label=answer.row_label,
        help_text=answer.help_text,
        type=kind.value if certain and kind is not QuestionType.UNKNOWN else None,
        box=kind.value if kind is QuestionType.TEXT else None,
        dropdown=_shows_one(answer),
        day_first=vote(answer.answer_text or ""),
        required=answer.required,
        # A ranking is printed in ranked order.
        options=tuple(sorted(options)) if kind is QuestionType.RANKING else options,
        other=next((o.text for o in answer.options if o.other), None),
        apart=None if answer.evidence is Evidence.TEXT else answer.evidence.value,
    )


def _shows_one(answer: Answer) -> bool | None:
    """Whether an answer is shown without the options it was chosen from; None where nothing is said."""
    if answer.dropdown or answer.question_type is QuestionType.TEXT:
        return True
    return False if len(answer.options) > 1 else None
