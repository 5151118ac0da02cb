"""Answers as shown -> answers in the form's words: names, types, option spellings, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from parsers.blocks import Evidence, Problem
from parsers.forms.dotted import is_name_of
from parsers.forms.reading.body import chosen_point, ranked, ranking
from parsers.forms.reading.by_form import reworded
from parsers.forms.reading.naming import named
from parsers.forms.reading.offered import offered
from parsers.forms.template import Item, Template, confidence
from parsers.forms.wording import COUNT, fold, is_reworded, keys_of
from parsers.recognise.given import DOUBT
from parsers.responses import Answer, Option, QuestionType, Status, Values
from parsers.values import DateOrder, read_date

_OPEN = (QuestionType.TEXT, QuestionType.UNKNOWN)
_CHOICES = (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE)
_SCALES = (QuestionType.RATING, QuestionType.NPS)
_LINKED = (QuestionType.TEXT, QuestionType.DATE, QuestionType.FILE_UPLOAD)
_UNSURE = "Several questions of the form are worded so, and nothing tells which of them this one is."
_LISTED = re.compile(r"(?:\s*\d{1,2}[.)] [^\n]*)(?:\n+\d{1,2}[.)] [^\n]*)+")
SPELLED = 92.0
"""Least likeness of an option and its spelling in one document."""


Refining = Callable[[Answer], Answer]
"""How an answer of one question is put under its lasting name."""


def refine(answers: Sequence[Answer], template: Template, plain: bool) -> Iterator[Answer]:
    """Each answer under its lasting name. ``plain``: its document shows no parts by itself."""
    each = zip(refining(answers, template, plain), answers, strict=True)
    return (refined(answer) for refined, answer in each)


def refining(answers: Sequence[Answer], template: Template, plain: bool) -> tuple[Refining, ...]:
    """How each question's answer is refined: the same for all responses that ask these questions."""
    by_number = {i.number: i for i in template.items if i.number}
    every = named(answers, template)
    shown = {found.item.question_id for found in every if found.item is not None}

    def unknown(name: str, answer: Answer) -> Answer:
        other = by_number.get(answer.number or "")
        asks = (reworded(other.prompt, answer.place),) if other and other.question_id not in shown else ()
        return replace(answer, question_id=name, problems=(*answer.problems, *asks))

    def known(item: Item, key: str, sure: bool, answer: Answer) -> Answer:
        read = _reworded(_by_item(answer, item, template, plain), item, key, plain)
        return read if sure else _unsure(read)

    return tuple(
        partial(unknown, found.question_id)
        if found.item is None
        else partial(known, found.item, key, found.sure)
        for key, found in zip(keys_of(answers), every, strict=True)
    )


def _unsure(answer: Answer) -> Answer:
    """An answer that may be another question's: none is claimed, for the first would be a guess."""
    said = Problem(code="question_unsure", message=_UNSURE, place=answer.place)
    return replace(
        answer,
        status=Status.UNDETERMINED,
        answer_text=None,
        selected=None,
        other_text=None,
        options=tuple(replace(o, selected=None, rank=None) for o in answer.options),
        urls=None,
        values=Values(),
        problems=(*answer.problems, said),
    )


def _by_item(answer: Answer, item: Item, template: Template, plain: bool) -> Answer:
    answer = replace(answer, question_id=item.question_id)
    if answer.evidence is not Evidence.FORM:
        answer = _called_other(_typed(answer, item, plain), item)
    if not item.exact:
        answer = _unless_silent(_without_constants(answer, item, template.constant), item, template)
    return offered(_dated(answer, item), item)


def _reworded(answer: Answer, item: Item, key: str, plain: bool) -> Answer:
    """Says so where a document that shows its parts words a question otherwise than the form."""
    wording = item.row_label or item.prompt
    if plain or key not in item.wordings or is_name_of(key.partition(COUNT)[0], fold(wording)):
        return answer
    said = reworded(wording, answer.place)
    return replace(answer, problems=(*answer.problems, said))


def _without_constants(answer: Answer, item: Item, constant: frozenset[tuple[str, str]]) -> Answer:
    """Paragraphs that nearly all documents have are help, not answers."""
    open_ = any(p.code == DOUBT for p in answer.problems)
    if answer.evidence is not Evidence.TEXT or not (open_ or answer.status is Status.ANSWERED):
        return answer
    if _LISTED.fullmatch(answer.answer_text or ""):  # all rank the same options
        return answer
    shared = [t for t in answer.body if (item.own_id or item.question_id, fold(t)) in constant]
    if not shared:
        return answer
    helped = {fold(line) for line in (answer.help_text or "").split("\n")}
    text = "\n\n".join(t for t in answer.body if t not in shared and fold(t) not in helped)
    if open_ and not text:
        return answer
    more = (t for t in shared if fold(t) not in helped)
    return replace(
        answer,
        help_text="\n".join(filter(None, (answer.help_text, *more))),
        status=Status.ANSWERED if text else Status.BLANK,
        answer_text=text or None,
        values=Values(),
        problems=tuple(p for p in answer.problems if p.code != DOUBT),
        evidence=Evidence.FORM,
        confidence=confidence(item.witnesses),
    )


def _unless_silent(answer: Answer, item: Item, template: Template) -> Answer:
    """A blank below which no other document has anything either is none that was seen."""
    blank = answer.status is Status.BLANK and answer.evidence is Evidence.TEXT
    if not blank or (item.own_id or item.question_id) not in template.silent:
        return answer
    return replace(answer, status=Status.UNDETERMINED, selected=None)


def _typed(answer: Answer, item: Item, plain: bool) -> Answer:
    """The form's type for an answer whose own shape does not say it."""
    kind = item.question_type
    if kind is answer.question_type or kind in _OPEN:
        return _on_scale(answer, item)
    if kind in _CHOICES and answer.question_type in (*_CHOICES, QuestionType.UNKNOWN) and answer.options:
        chosen = sum(bool(o.selected) for o in answer.options)  # boxes are drawn for radio buttons too
        return replace(answer, question_type=kind) if chosen <= 1 else answer
    if kind in _SCALES and answer.options:
        return _as_scale(answer, kind)
    if answer.question_type not in _OPEN or answer.options:
        return answer
    answer = replace(answer, question_type=kind, urls=answer.urls if kind in _LINKED else None)
    if kind is QuestionType.SINGLE_CHOICE:
        return _chosen(answer, item, plain)
    if kind is QuestionType.RANKING and answer.answer_text:
        order = ranked(answer.answer_text, item)
        return replace(answer, values=Values(), **ranking(order)) if order else answer
    return _on_scale(answer, item)


def _as_scale(answer: Answer, kind: QuestionType) -> Answer:
    """Figures with boxes of their own are a scale if the form's other documents draw one."""
    figures = all(o.text.isdecimal() for o in answer.options)
    if not figures or sum(bool(o.selected) for o in answer.options) > 1:
        return answer
    if kind is QuestionType.NPS:
        return replace(answer, question_type=kind)
    return replace(answer, question_type=kind, selected=None, options=())


def _on_scale(answer: Answer, item: Item) -> Answer:
    """A 0-10 scale whose points the document does not show; a workbook has no scale at all."""
    if answer.evidence is Evidence.MARKUP:
        return answer
    if answer.question_type is not QuestionType.NPS or answer.options or answer.answer_text is None:
        return answer
    return replace(answer, **chosen_point(item, answer.answer_text))


def _chosen(answer: Answer, item: Item, plain: bool) -> Answer:
    """A box that a list was chosen in; in a ``plain`` document help may stand in it too."""
    if answer.answer_text is None:
        return replace(answer, selected=() if answer.status is Status.BLANK else None)
    offered = [o for o in item.options if o != item.other]
    chosen = _spelled(answer.answer_text, offered)
    if chosen is None and (offered or plain):
        return answer
    return replace(answer, selected=(chosen or answer.answer_text,))


def _spelled(text: str, options: Sequence[str]) -> str | None:
    """The form's spelling of an option."""
    word = fold(text)
    exact = [o for o in options if fold(o) == word]
    close = exact or [o for o in options if is_reworded(fold(o), word, SPELLED)]
    return close[0] if len(close) == 1 else None


def _called_other(answer: Answer, item: Item) -> Answer:
    """Where typed text hid the free option's label, the form's label takes its place."""
    if item.other is None or answer.other_text is None:
        return answer
    shown = next((o.text for o in answer.options if o.other), None)
    if shown is None or shown == item.other:
        return answer
    options = tuple(_renamed(o, item.other) if o.other else o for o in answer.options)
    selected = tuple(item.other if s == shown else s for s in answer.selected or ())
    return replace(answer, options=options, selected=selected if answer.selected is not None else None)


def _renamed(option: Option, text: str) -> Option:
    return replace(option, text=text)


def _dated(answer: Answer, item: Item) -> Answer:
    """A date whose order the question's other answers settle."""
    if answer.answer_text is None or answer.values.date is not None or item.day_first is None:
        return answer
    if answer.question_type not in (QuestionType.TEXT, QuestionType.DATE, QuestionType.UNKNOWN):
        return answer
    day = read_date(answer.answer_text, DateOrder(day_first=item.day_first))
    return replace(answer, values=replace(answer.values, date=day, number=None, unit=None)) if day else answer
