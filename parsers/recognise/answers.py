"""What was given -> answers: rows with their typed values, places and confidence."""

from __future__ import annotations

from msgspec.structs import replace

from parsers.blocks import Evidence, Place, Struct
from parsers.recognise.given import Given
from parsers.recognise.parts import Parts
from parsers.recognise.segments import Segment
from parsers.responses import Answer, QuestionType, Status, Values
from parsers.text import find_urls
from parsers.values import DateOrder, parse_number, read_bool, read_date, read_number

CONFIDENCE = {
    Evidence.MARKUP: 0.99,
    Evidence.MARKS: 0.93,
    Evidence.LAYOUT: 0.9,
    Evidence.PIXELS: 0.9,
    Evidence.FORM: 0.75,
    Evidence.TEXT: 0.75,
}
"""How sure a reading is by what it rests on; unmarked bodies bring their own (``docs/design.md``). Fitted by
``tests.calibrate``: words alone and forms are wrong more often than 1 in 50, so they stay below 0.8; what is
seen of a page, and not said by its file, more often than 1 in 1,000. See ``parsers.confidence``, too."""

_FIGURES = (QuestionType.RATING, QuestionType.NPS)
_TEXTS = (QuestionType.TEXT, QuestionType.DATE, QuestionType.UNKNOWN)


class Context(Struct, frozen=True):
    """What the whole response tells about each of its answers."""

    order: DateOrder = DateOrder()
    language: str | None = None


def answer_of(segment: Segment, parts: Parts, given: Given, context: Context) -> Answer:
    """One row of ``answers``."""
    values = _values(given, context)
    help_ = "\n".join((*parts.help, *given.help))
    return Answer(
        prompt=parts.prompt,
        question_type=given.question_type,
        status=given.status,
        number=segment.number,
        section=segment.section,
        row_label=given.row_label,
        help_text=help_ or None,
        required=parts.required,
        answer_text=given.answer_text,
        selected=given.selected,
        other_text=given.other_text,
        options=given.options,
        values=values,
        urls=_urls(given),
        confidence=CONFIDENCE[given.evidence] if given.confidence is None else given.confidence,
        evidence=given.evidence,
        place=_place(segment.head.place, given.place),
        problems=given.problems,
        body=given.body,
        dropdown=given.dropdown,
    )


def _place(head: Place, given: Place) -> Place:
    """Where the answer stands: its box is on its own page, which may follow the prompt's."""
    page = given.page if given.bbox and given.page else head.page
    return Place(page=page, bbox=given.bbox, line=head.line)


def with_values(answer: Answer, context: Context) -> Answer:
    """An answer with the typed readings of its text, where it has none yet."""
    if answer.values != Values() or answer.answer_text is None:
        return answer
    one = answer.selected[0] if answer.selected is not None and len(answer.selected) == 1 else None
    return replace(answer, values=read_values(answer.answer_text, answer.question_type, one, context))


def _values(given: Given, context: Context) -> Values:
    if given.answer_text is None:
        return Values()
    if given.number is not None:
        return Values(number=given.number)
    one = given.selected[0] if given.selected is not None and len(given.selected) == 1 else None
    return read_values(given.answer_text, given.question_type, one, context)


def read_values(text: str, kind: QuestionType, chosen: str | None, context: Context) -> Values:
    """Figures of scales, dates and numbers of texts, yes or no of texts and of the one option chosen."""
    if kind in _FIGURES:
        return Values(number=read_number(text, context.language)[0])
    if chosen is not None:
        return Values(bool_=read_bool(chosen), number=parse_number(chosen) if chosen.isdecimal() else None)
    if kind not in _TEXTS:
        return Values()
    if (day := read_date(text, context.order)) is not None:
        return Values(date=day)
    number, unit = read_number(text, context.language)
    return Values(bool_=read_bool(text), number=number, unit=unit)


def _urls(given: Given) -> tuple[str, ...] | None:
    if given.status is not Status.ANSWERED or given.answer_text is None:
        return None
    if given.question_type is QuestionType.FILE_UPLOAD:
        return tuple(link.target for link in given.links)
    is_text = given.question_type in _TEXTS and not given.options
    return find_urls(given.answer_text, given.links) if is_text else None
