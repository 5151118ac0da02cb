"""Where the questions of a known form begin among unmarked lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from parsers.blocks import Struct
from parsers.forms.reading.candidates import Likely
from parsers.forms.reading.chain import best_chain
from parsers.forms.reading.flow import MAX_LINES, Flow, Hit, Line, hit, ordinal_of
from parsers.forms.template import Item, Template
from parsers.forms.wording import fold
from parsers.recognise.hidden_labels import glued_labels
from parsers.recognise.ordinals import split_ordinal
from parsers.recognise.required import unstar
from parsers.text import fold as one_line

Question = tuple[Item, ...]
"""A question with all its rows; one item unless it is a grid."""

ALIKE_AT_NUMBER = 80.0
"""Least likeness of some lines' start and a prompt that have the same number: OCR may err."""
SHORTEST = 4
"""Letters of a prompt from which on other text may follow it in its line, behind its number."""
GLUED = 12
"""Letters of a prompt from which on other text may follow it, without a number."""
_AGAINST = re.compile(r"(\d{1,3})\.(?=\d)")
"""A number and, against it, a prompt that begins with a figure."""
_INSIDE = re.compile(r"(?<=\S\s)(\d{1,3})[.)]\s+")
SURE = 1.5
"""Least score of a place with the question's number and wording."""
SHIFTED = 0.8
"""Score of a place with the wording that only this question has, but behind another number: other versions
have questions before it that this one has not."""
WELL_KNOWN, MORE = 1000, 0.05
STRAYED = 4
"""Lines that a converter puts between a number and its prompt at most."""


class Head(Struct, frozen=True):
    """A question found."""

    index: int
    """Of the question in its form."""
    question: Question
    at: int
    """Index of its first line."""
    prompt: int
    """Index of the first line of its prompt: a number may stand apart, before help or options."""
    body: int
    """Index of the first line behind the prompt."""
    tail: str
    """What follows the prompt in its last line."""
    number: str | None
    """As it stands there; None where the document shows none."""
    words: str
    """The prompt as it stands there."""


def questions_of(template: Template) -> tuple[Question, ...]:
    """The form's questions, the rows of a grid together."""
    runs = groupby(template.items, key=lambda i: (i.prompt, i.number) if i.row_label else i.question_id)
    return tuple(tuple(rows) for _, rows in runs)


class Located(Struct, frozen=True):
    """Where a form's questions stand."""

    heads: tuple[Head, ...]
    """In the form's order."""
    astray: dict[int, int]
    """Line -> index of a question that surely begins there, but out of order: what stands around it
    is not where it belongs."""


class _Start(Struct, frozen=True):
    """Lines as the start of a question: read with their number, or as they stand."""

    prompt: int
    number: str | None
    texts: tuple[str, ...]


class _Found(Struct, frozen=True):
    """A place where a question may begin."""

    at: int
    question: int
    score: float
    start: _Start
    hit: Hit


def divided(flow: Flow, questions: Sequence[Question]) -> Flow:
    """The flow with its lines cut where a question begins inside them, number and prompt together."""
    prompts = {q[0].number: fold(q[0].prompt) for q in questions if q[0].number}
    lines: list[Line] = []
    moved: list[int] = []
    for line in flow.lines:
        moved.append(len(lines))
        inside = (m for m in _INSIDE.finditer(line.text) if m[1] in prompts)
        cuts = [m.start() for m in inside if _begins(line.text, m.end(), prompts[m[1]])]
        for n, (start, end) in enumerate(pairwise([0, *cuts, len(line.text)])):
            source = line.source if n == 0 else replace(line.source, number=None, bullet=None, tight=True)
            text = line.text[start:end].strip()
            lines.append(replace(line, text=text, source=source, first=line.first or n > 0))
        if len(lines) > MAX_LINES:
            return flow
    moved.append(len(lines))
    return Flow(lines=tuple(lines), grids=tuple((moved[at], grid) for at, grid in flow.grids))


def _begins(text: str, at: int, prompt: str) -> bool:
    reach = 4 * len(prompt) + 64  # with white space and signs that folding takes away
    return len(prompt) >= SHORTEST and hit([text[at : at + reach]], prompt) is not None


def locate(lines: Sequence[Line], questions: Sequence[Question]) -> Located:
    """The questions that the lines show, in the form's order, as many as possible."""
    prompts = [fold(question[0].prompt) for question in questions]
    uses = Counter(prompts)
    likely = Likely(questions, prompts)
    found = [
        candidate
        for at in range(len(lines))
        for starts in [_starts(lines, at)]
        for n in likely.at(starts)
        for candidate in _fit(at, n, starts, questions[n][0], prompts[n], uses[prompts[n]] == 1)
    ]
    chain = _counting(best_chain(_behind_their_numbers(found)), questions)
    heads: list[Head] = []
    for f in chain:
        body = f.start.prompt + f.hit.lines
        head = Head(
            index=f.question,
            question=questions[f.question],
            at=f.at,
            prompt=f.start.prompt,
            body=body,
            tail=f.hit.tail,
            number=f.start.number,
            words=_words(f),
        )
        heads.append(_with_number(head, heads[-1].body if heads else 0, lines))
    placed = {f.question for f in chain}
    begun = {f.at for f in chain}
    astray = {
        f.at: f.question
        for f in found
        if f.question not in placed and f.at not in begun and _is_sure(f, questions)
    }
    return Located(heads=tuple(heads), astray=astray)


def _words(found: _Found) -> str:
    """The prompt that stands at a place, without what follows it there."""
    text = " ".join(found.start.texts[: found.hit.lines])
    return unstar(one_line(text.removesuffix(found.hit.tail)))[0].removesuffix("\\").rstrip()


def _behind_their_numbers(found: Sequence[_Found]) -> list[_Found]:
    """Without the places at a prompt whose number stands on a line of its own before it: the same wording
    may be another question's."""
    taken = {f.start.prompt for f in found if f.at < f.start.prompt and f.score >= SURE}
    return [f for f in found if f.at not in taken]


def _is_shifted(found: _Found, questions: Sequence[Question]) -> bool:
    """Whether a question stands behind another number than its own."""
    own, read = questions[found.question][0].number, found.start.number
    return own is not None and read is not None and own != read


def _is_sure(found: _Found, questions: Sequence[Question]) -> bool:
    """Whether a question begins there, in whatever order."""
    return found.score >= SURE or _is_shifted(found, questions)


def _counting(chain: Sequence[_Found], questions: Sequence[Question]) -> list[_Found]:
    """Without the questions behind other numbers that do not rise with those around them: they may be items
    of a list that somebody typed."""
    kept: list[_Found] = []
    for n, f in enumerate(chain):
        around = (chain[n - 1 : n], chain[n + 1 : n + 2])
        before, behind = ([int(g.start.number) for g in near if g.start.number] for near in around)
        rises = all(b < int(f.start.number or 0) for b in before) and all(
            int(f.start.number or 0) < b for b in behind
        )
        if rises or not _is_shifted(f, questions):
            kept.append(f)
    return kept


def _starts(lines: Sequence[Line], at: int) -> tuple[_Start, ...]:
    """How lines may be read: behind their number, and, as the “number” may be part of an
    unnumbered prompt, as they stand."""
    line = lines[at]
    rest = tuple(other.text for other in lines[at + 1 : at + 12])
    head = line.source if line.first else replace(line.source, number=None, bullet=None)
    number, text = split_ordinal(replace(head, text=line.text))
    if number is None and (glued := _AGAINST.match(line.text)):
        number, text = glued[1], line.text[glued.end() :]
    if number is None:
        return (_Start(prompt=at, number=None, texts=(_unglued(line.text), *rest)),)
    whole = _Start(prompt=at, number=None, texts=(line.text, *rest))
    if text.strip():
        return (_Start(prompt=at, number=number, texts=(_unglued(text), *rest)), whole)
    if not rest:
        return (whole,)
    # The number stands on a line of its own.
    return (_Start(prompt=at + 1, number=number, texts=(_unglued(rest[0]), *rest[1:])), whole)


def _unglued(text: str) -> str:
    return (glued_labels(text) or (text, ()))[0]


def _fit(at: int, n: int, starts: Sequence[_Start], item: Item, prompt: str, alone: bool) -> Iterator[_Found]:
    for start in starts:
        if start.number is None and len(starts) > 1 and item.number is not None:
            continue
        found, score = _score(start, item, prompt, alone)
        if found is not None:
            known = min(item.witnesses, WELL_KNOWN) / WELL_KNOWN  # of two alike, the one that more show
            yield _Found(at=at, question=n, score=score + known * MORE, start=start, hit=found)
            return


def _score(start: _Start, item: Item, prompt: str, alone: bool) -> tuple[Hit | None, float]:
    """``alone``: no other question of the form has its prompt."""
    if start.number is not None and item.number is not None and start.number != item.number:
        found = hit(start.texts, prompt) if alone and len(prompt) >= SHORTEST else None
        whole = found is not None and (not found.tail or _is_help(found.tail, item))
        return (found, SHIFTED) if whole else (None, 0.0)
    same_number = start.number is not None and start.number == item.number
    found = hit(start.texts, prompt)
    if found is not None:
        if not found.tail or _is_help(found.tail, item):
            return found, 2.0 if same_number else 1.0
        if same_number and len(prompt) >= SHORTEST:
            return found, 1.8
        # Where the form has numbers, a line without one that only resembles the prompt may be an option.
        exact = item.number is None or hit(start.texts, prompt, 100.0) is not None
        if exact and len(prompt) >= GLUED:
            return found, 0.6
    other = next((h for w in item.wordings if (h := hit(start.texts, w)) is not None and not h.tail), None)
    if other is not None:
        return other, 2.0 if same_number else 1.0
    if same_number and (rough := hit(start.texts, prompt, ALIKE_AT_NUMBER)) is not None:
        return rough, 1.5
    return None, 0.0


def _is_help(tail: str, item: Item) -> bool:
    """Whether what follows a prompt in its line is the question's own help, or its first line."""
    if not item.help_text:
        return False
    return fold(tail) in (fold(item.help_text), fold(item.help_text.split("\n")[0]))


def _with_number(head: Head, least: int, lines: Sequence[Line]) -> Head:
    """The same head from its number on, where a converter put other lines between the two."""
    number = head.question[0].number
    for at in range(head.at, max(head.at - STRAYED, least) - 1, -1):
        line = lines[at]
        if line.first and number and ordinal_of(line)[0] == number:
            return replace(head, at=at, number=number)
    return head
