"""What a form's documents say of each question, by a majority of those that could say it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from parsers.forms.learning.alignment import Form, Member
from parsers.forms.learning.sketch import MARKED, PLAIN, SHEET, Counts, add_counts
from parsers.forms.learning.versions import versions_of
from parsers.forms.learning.voices import ENOUGH, Voices, are_heard, together
from parsers.forms.template import Item
from parsers.forms.wording import question_hash
from parsers.responses import QuestionType

CHOICES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE)
CONSTANT, LEAST_WITNESSES = 0.8, 4
"""A paragraph of unmarked documents is the form's if this share of at least so many have it."""
SLIPS = 8
"""So many times as many dates of one order as of the other settle what ``3/4`` is."""
BETWEEN = 4
"""Letters of a paragraph between questions; a shorter one could be an answer as well."""
ANSWER_WORDS = 3
"""A paragraph of so few words that stands alone stays an answer even if all gave it: ``no``, ``N/A``."""


def top(counts: Counts) -> object:
    """What most submissions say, and of these most documents."""
    return min(counts, key=lambda v: (-counts[v].count, -counts[v].responses, str(v))) if counts else None


def summed(counters: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    total: Counts = {}
    for counter in counters:
        add_counts(total, counter)
    return total


def item_of(form: Form, key: str) -> Item:
    """A question as its documents show it."""
    places = [(m, m.keys.index(key)) for m in form.members if key in m.keys]
    witnesses = _Witnesses(places)
    best = witnesses.most
    versions = versions_of((m.seen, p) for m, p in places)
    kind = QuestionType(str(witnesses.type() or "unknown"))
    options = witnesses.settled("options")
    return Item(
        question_id=question_hash(key),
        prompt=str(best("prompt")),
        question_type=kind,
        number=_text(witnesses.most_or_none("number")),
        section=_text(witnesses.most_or_none("section")),
        row_label=_text(best("row_label")),
        help_text=_text(witnesses.help()),
        required=_required(best("required")),
        options=options if isinstance(options, tuple) else (),
        other=_text(best("other")),
        dropdown=kind in CHOICES and best("dropdown") is True,
        day_first=witnesses.day_first(),
        wordings=tuple(sorted(alias for alias, own in form.aliases.items() if own == key)),
        versions=versions if len(versions) > 1 else (),
        witnesses=sum(m.seen.responses for m, _ in places),
        exact=any(m.strength > PLAIN for m, _ in places),
        apart=frozenset(map(str, witnesses.said("apart", MARKED))),
    )


class _Witnesses:
    """The places at which a question's documents show it; of the strongest most are heard."""

    def __init__(self, places: Sequence[tuple[Member, int]]) -> None:
        rows = [(m, p) for m, p in places if m.seen.field(p, "row_label")]
        others = [(m, p) for m, p in places if not m.seen.field(p, "row_label")]
        pages = _voices(place for place in others if place[0].strength != SHEET)
        self.in_grid = others if pages.count > _voices(rows).count else rows or others
        """A workbook names a grid's row as if it were the question; most pages tell."""
        self.everyone = together(m.seen.voices for m, _ in places)
        self._said: dict[tuple[str, tuple[int, ...]], Counts] = {}

    def said(self, name: str, *strengths: int) -> Counts:
        """What documents of some strength say of a field."""
        if (name, strengths) not in self._said:
            places = ((m, p) for m, p in self._showing(name) if m.strength in strengths)
            self._said[name, strengths] = summed(m.seen.field(p, name) for m, p in places)
        return self._said[name, strengths]

    def _showing(self, name: str) -> Sequence[tuple[Member, int]]:
        """The places that show a field: a name of R's is no wording where another document has that."""
        if name not in ("prompt", "row_label"):
            return self.in_grid
        return [(m, p) for m, p in self.in_grid if not m.dotted] or self.in_grid

    def most(self, name: str) -> object:
        """What most of the strongest witnesses that say something say."""
        said = self._heard(name)
        return self._top(name, said) if said else None

    def settled(self, name: str) -> object:
        """The same; None where few voices stand against as many."""
        said = self._heard(name)
        first, *others = sorted((v.count for v in said.values()), reverse=True) or (0,)
        return None if not said or (first < ENOUGH and first in others) else self._top(name, said)

    def _heard(self, name: str) -> Counts:
        """What the strongest that are heard say; any may say how a question reads."""
        for strength in (MARKED, SHEET, PLAIN):
            said = self.said(name, strength)
            if name not in ("prompt", "row_label"):
                said = {value: v for value, v in said.items() if are_heard(v, self.everyone)}
            if said:
                return said
        return {}

    def _top(self, name: str, said: Counts) -> object:
        """What most say; of two that as many say, what more documents of any strength say."""
        first = max(v.count for v in said.values())
        best = [value for value, v in said.items() if v.count == first]
        if len(best) == 1:
            return best[0]
        every = self.said(name, MARKED, SHEET, PLAIN)
        return min(best, key=lambda v: (-every[v].count, str(v)))

    def type(self) -> object:
        """Some formats draw boxes for radio buttons too, none draws circles for boxes; and a box on a
        page is a text to the eye, whatever is chosen in it."""
        said = self._heard("type")
        boxes = self.said("box", MARKED)
        if not said:
            return top(boxes) or self.most("box")
        chosen = together(said[kind] for kind in CHOICES if kind in said)
        drawn = {kind: voices for kind, voices in said.items() if kind not in CHOICES}
        if not drawn or _weight(chosen) > _weight(drawn[top(drawn)]):
            single, multiple = (said.get(kind, Voices()) for kind in CHOICES)
            boxed = multiple.without(single)
            kind, voices = CHOICES[0 if _weight(single) >= _weight(boxed) else 1].value, chosen
        else:
            kind, voices = str(top(drawn)), drawn[top(drawn)]
        return "text" if kind != "text" and self._only_typed(kind, voices, boxes) else kind

    def _only_typed(self, kind: str, voices: Voices, boxes: Counts) -> bool:
        """Whether the boxes that other submissions show in its place speak against a kind of question. A date
        and a drop-down list look like one."""
        alone = together(boxes.values()).without(voices)
        listed = self.said("dropdown", MARKED).get(True, Voices())
        is_list = kind == CHOICES[0] and voices.without(listed).count * 2 < voices.count
        if kind == "date" or is_list:
            return not are_heard(voices, together((voices, alone)))
        return alone.count >= voices.count

    def day_first(self) -> bool | None:
        """In which order dates of the question are typed: one in ``SLIPS`` may have been a slip."""
        said = self.said("day_first", MARKED, SHEET, PLAIN)
        first, last = (said[v].count if v in said else 0 for v in (True, False))
        if first == last or SLIPS * min(first, last) > max(first, last):
            return None
        return first > last

    def most_or_none(self, name: str) -> object:
        """What most say, but what most of the documents that would show it do not is not there."""
        strength, showing = self._pages()
        saying = together(self.said(name, strength).values())
        return self.most(name) if saying.count * 2 >= showing.count else None

    def help(self) -> object:
        """The help: it takes text out of answers, so that more than half must show it."""
        strength, showing = self._pages()
        saying = together(self.said("help_text", strength).values())
        return self.settled("help_text") if saying.count * 2 > showing.count else None

    def _pages(self) -> tuple[int, Voices]:
        """Those that show more than a workbook does: marked ones, else all."""
        strength = max((m.strength for m, _ in self.in_grid if m.strength != SHEET), default=PLAIN)
        return strength, together(m.seen.voices for m, _ in self.in_grid if m.strength == strength)


def _voices(places: Iterable[tuple[Member, int]]) -> Voices:
    return together(m.seen.voices for m, _ in places)


def _weight(voices: Voices) -> tuple[int, int]:
    """By submissions; where these are as many, by documents."""
    return voices.count, voices.responses


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _required(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def between_of(form: Form) -> frozenset[str]:
    """What most marked responses have between questions: one's leftover may be another's answer."""
    shown = together(m.seen.voices for m in form.members if m.strength == MARKED).count
    counts = summed(m.seen.between for m in form.members)
    often = (t for t, voices in counts.items() if voices.count * 2 > shown)
    return frozenset(t for t in often if isinstance(t, str) and len(t) >= BETWEEN)


def constant_of(form: Form) -> frozenset[tuple[str, str]]:
    """Questions and paragraphs that most unmarked responses have below them, where some have more than that:
    else it may be what all answered.

    A short one that is alone of its kind there may be so too, and stays an answer.
    """
    lines: Counter[tuple[str, str]] = Counter()
    below: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for member in form.members:
        names = dict(zip(member.own, member.keys, strict=True))
        for paragraphs in member.seen.sample.values():
            found: defaultdict[str, set[str]] = defaultdict(set)
            for key, text in paragraphs:
                found[names[key]].add(text)
            for key in filter(None, member.keys):
                lines.update((key, text) for text in found[key])
                below[key].append(frozenset(found[key]))
    often: defaultdict[str, set[str]] = defaultdict(set)
    for (key, text), n in lines.items():
        if len(below[key]) >= LEAST_WITNESSES and n >= CONSTANT * len(below[key]):
            often[key].add(text)
    return frozenset((question_hash(k), t) for k, texts in often.items() for t in _shared(texts, below[k]))


def _shared(often: Set[str], below: Sequence[Set[str]]) -> Iterator[str]:
    """Which of a question's frequent paragraphs are the form's."""
    more = sum(bool(paragraphs - often) for paragraphs in below)
    several = sum(len(text) <= 4 * ANSWER_WORDS for text in often) > 1
    for text in often:
        if more >= ENOUGH and (len(text) > 4 * ANSWER_WORDS or several):
            yield text
