"""A question's body -> what was given: one reader per kind of answer area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from parsers import labels, patterns
from parsers.blocks import (
    Block,
    Choice,
    Control,
    Evidence,
    Field,
    FieldKind,
    Grid,
    Link,
    Place,
    Problem,
    Ranking,
    Scale,
    ScaleKind,
    Struct,
    Table,
    Text,
)
from parsers.form import Option, QuestionType, Status
from parsers.recognise import plain
from parsers.recognise.choices import read_choices
from parsers.recognise.parts import Parts
from parsers.text import fold, fold_lines

B = TypeVar("B", bound=Block)

CONFLICT = "mark_conflict"


class Given(Struct):
    """What was found in a question's body, before it becomes a row."""

    question_type: QuestionType
    status: Status
    answer_text: str | None = None
    selected: tuple[str, ...] | None = None
    other_text: str | None = None
    options: tuple[Option, ...] = ()
    links: tuple[Link, ...] = ()
    help: tuple[str, ...] = ()
    number: float | None = None
    row_label: str | None = None
    place: Place = Place()
    evidence: Evidence = Evidence.TEXT
    confidence: float | None = None
    """Set where the kind of evidence alone does not say it."""
    problems: tuple[Problem, ...] = ()


def read_body(parts: Parts, language: str | None, *, styled: bool, marked: bool) -> tuple[Given, ...]:
    """What was given to one question: one value, or one per statement of a grid."""
    body = parts.body
    if grids := _all(body, Grid):
        return tuple(g for grid in grids for g in _grid(grid))
    if choices := _all(body, Choice):
        return (_choices(choices, _all(body, Field), parts.labelled, language),)
    if scales := _all(body, Scale):
        return (_scale(scales[0], parts.labelled),)
    if rankings := _all(body, Ranking):
        items = tuple(fold(item) for r in rankings for item in r.items)
        return (_ranking(items, rankings[0].place, rankings[0].evidence),)
    if fields := _all(body, Field):
        return (_fields(fields, parts),)
    texts = _all(body, Text)
    for table in _all(body, Table):
        texts += [t for row in table.rows for cell in row for t in cell if isinstance(t, Text)]
    return (_plain(texts, parts, styled or parts.styled, marked),)


def _all(body: Sequence[Block], kind: type[B]) -> list[B]:
    return [b for b in body if isinstance(b, kind)]


def _choices(
    choices: Sequence[Choice], fields: Sequence[Field], labelled: QuestionType | None, language: str | None
) -> Given:
    typed = next((f.text for f in fields if f.text and not f.placeholder), None)
    read = read_choices(choices, typed, language)
    chosen = [o for o in read.options if o.selected]
    known = all(o.selected is not None for o in read.options)
    kind = labelled or _choice_type(choices, len(chosen))
    clash = kind is QuestionType.SINGLE_CHOICE and len(chosen) > 1
    problems = (_conflict("More than one option of a single choice is marked.", choices[0].place),) if clash else ()
    options = read.options
    if clash or not known:
        options = tuple(Option(text=o.text, selected=None, other=o.other) for o in options) if clash else options
        return Given(
            question_type=kind,
            status=Status.UNDETERMINED,
            options=options,
            place=choices[0].place,
            evidence=choices[0].evidence,
            problems=problems,
        )
    return Given(
        question_type=kind,
        status=Status.ANSWERED if chosen else Status.BLANK,
        answer_text=read.answer_text,
        selected=tuple(o.text for o in chosen),
        other_text=read.other_text,
        options=options,
        place=_span([c.place for c in choices]),
        evidence=choices[0].evidence,
    )


def _choice_type(choices: Sequence[Choice], chosen: int) -> QuestionType:
    controls = {c.control for c in choices}
    if controls == {Control.RADIO}:
        return QuestionType.SINGLE_CHOICE
    if controls == {Control.CHECKBOX} or chosen > 1:
        return QuestionType.MULTIPLE_CHOICE
    return QuestionType.UNKNOWN


def _conflict(message: str, place: Place) -> Problem:
    return Problem(code=CONFLICT, message=message, place=place)


def _scale(scale: Scale, labelled: QuestionType | None) -> Given:
    nps = scale.kind is ScaleKind.NUMBERS and scale.labels[:1] == ("0",) and scale.labels[-1] == "10"
    kind = labelled or (QuestionType.NPS if nps else QuestionType.RATING)
    base = Given(question_type=kind, status=Status.UNDETERMINED, place=scale.place, evidence=scale.evidence)
    points = tuple(fold(label) for label in scale.labels)
    offered = points if kind is QuestionType.NPS else ()
    states = scale.states
    if None in states:
        return replace(base, options=tuple(Option(text=p, selected=None) for p in offered))
    on = [i for i, state in enumerate(states) if state]
    filled_up = scale.kind is ScaleKind.SYMBOLS and on == list(range(len(on)))
    if on and not filled_up and len(on) > 1:
        problem = _conflict("More than one point of a scale is marked.", scale.place)
        return replace(base, options=tuple(Option(text=p, selected=None) for p in offered), problems=(problem,))
    options = tuple(Option(text=p, selected=i in on) for i, p in enumerate(points)) if offered else ()
    if not on:
        return replace(base, status=Status.BLANK, selected=() if offered else None, options=options)
    figure = points[on[-1]]
    return replace(
        base,
        status=Status.ANSWERED,
        answer_text=figure,
        selected=(figure,) if offered else None,
        options=options,
        number=float(figure) if figure.isdecimal() else None,
    )


def _grid(grid: Grid) -> list[Given]:
    rows: list[Given] = []
    for row in grid.rows:
        known = None not in row.states
        chosen = [c for c, state in zip(grid.columns, row.states, strict=True) if state] if known else []
        clash = len(chosen) > 1
        given = Given(
            question_type=QuestionType.LIKERT,
            status=Status.UNDETERMINED,
            options=tuple(
                Option(text=fold(c), selected=None if clash else state)
                for c, state in zip(grid.columns, row.states, strict=True)
            ),
            row_label=fold(row.label),
            place=row.place,
            evidence=grid.evidence,
            problems=(_conflict("More than one cell of a row is marked.", row.place),) if clash else (),
        )
        if known and not clash:
            selected = tuple(fold(c) for c in chosen)
            given = replace(
                given,
                status=Status.ANSWERED if selected else Status.BLANK,
                selected=selected,
                answer_text=selected[0] if selected else None,
            )
        rows.append(given)
    return rows


def _ranking(items: tuple[str, ...], place: Place, evidence: Evidence) -> Given:
    return Given(
        question_type=QuestionType.RANKING,
        status=Status.ANSWERED if items else Status.BLANK,
        answer_text="; ".join(items) or None,
        selected=items,
        options=tuple(Option(text=item, selected=True, rank=i + 1) for i, item in enumerate(items)),
        place=place,
        evidence=evidence,
    )


_KINDS = {
    FieldKind.TEXT: QuestionType.TEXT,
    FieldKind.DATE: QuestionType.DATE,
    FieldKind.DROPDOWN: QuestionType.SINGLE_CHOICE,
    FieldKind.FILE: QuestionType.FILE_UPLOAD,
}


def _fields(fields: Sequence[Field], parts: Parts) -> Given:
    first = fields[0]
    kind = _KINDS[first.kind]
    if first.kind is FieldKind.TEXT and parts.labelled:
        kind = parts.labelled
    shown = [f for f in fields if not f.placeholder and not _is_placeholder(f.text)]
    text = fold_lines("\n".join(f.text for f in shown if f.text))
    if parts.no_answer or labels.means(text, "no_answer"):
        text = ""
    given = Given(
        question_type=kind,
        status=Status.ANSWERED if text else Status.BLANK,
        answer_text=text or None,
        links=tuple(link for f in shown for link in f.links),
        place=_span([f.place for f in fields]),
        evidence=first.evidence,
    )
    if kind is QuestionType.FILE_UPLOAD:
        return replace(given, answer_text="; ".join(text.split("\n")) if text else None)
    if kind is QuestionType.SINGLE_CHOICE:
        options = tuple(Option(text=fold(o), selected=fold(o) == fold(text)) for o in first.options)
        return replace(given, selected=(fold(text),) if text else (), options=options)
    return given


def _is_placeholder(text: str) -> bool:
    return bool(text) and labels.means(text, "placeholder_text")


def _span(places: Sequence[Place]) -> Place:
    """The first place, its box widened over the others on the same page."""
    first = places[0]
    boxes = [p.bbox for p in places if p.bbox and p.page == first.page]
    if not boxes:
        return first
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Place(page=first.page, bbox=box, line=first.line)


def _plain(texts: list[Text], parts: Parts, styled: bool, marked: bool) -> Given:
    place = texts[0].place if texts else Place()
    ranked = parts.labelled is QuestionType.RANKING or labels.holds(parts.prompt, "rank_cue")
    if texts and (parts.labelled is QuestionType.RANKING or (ranked and plain.is_ranked_list(texts))):
        return replace(_ranking(tuple(fold(t.text) for t in texts), place, Evidence.TEXT), confidence=0.7)
    found = plain.sort(parts.prompt, texts, parts.labelled, styled=styled, marked=marked)
    base = Given(
        question_type=parts.labelled or QuestionType.UNKNOWN,
        status=Status.UNDETERMINED,
        help=found.help,
        place=place,
        confidence=found.confidence,
    )
    if found.scale:
        nps = found.scale[0] == "0" and found.scale[-1] == "10"
        options = tuple(Option(text=f, selected=None) for f in found.scale) if nps else ()
        kind = parts.labelled or (QuestionType.NPS if nps else QuestionType.RATING)
        return replace(base, question_type=kind, options=options)
    if found.options or found.lost:
        return replace(base, options=tuple(Option(text=o, selected=None) for o in found.options))
    return _text(found.answer, parts, base)


def _text(answer: Sequence[Text], parts: Parts, base: Given) -> Given:
    text = fold_lines("\n".join(("" if i == 0 or t.tight else "\n") + _as_printed(t) for i, t in enumerate(answer)))
    kind = parts.labelled or QuestionType.TEXT
    if parts.labelled in (None, QuestionType.NPS) and (figure := plain.out_of_ten(text)):
        return replace(
            base,
            question_type=QuestionType.NPS,
            status=Status.ANSWERED,
            answer_text=figure,
            number=float(figure),
            place=answer[0].place,
        )
    if any(_is_file_limit(h) for h in (*parts.help, *base.help)):
        kind = QuestionType.FILE_UPLOAD
    given = replace(
        base,
        question_type=kind,
        status=Status.ANSWERED if text else Status.BLANK,
        answer_text=text or None,
        links=tuple(link for t in answer for link in t.links),
        place=_span([t.place for t in answer]) if answer else base.place,
    )
    if text and kind in (QuestionType.SINGLE_CHOICE, QuestionType.FILE_UPLOAD):
        chosen = fold(text) if kind is QuestionType.SINGLE_CHOICE else None
        return replace(given, selected=(chosen,) if chosen else None, answer_text=chosen or "; ".join(text.split("\n")))
    return given


def _as_printed(text: Text) -> str:
    """A list item with its marker, as the page shows it."""
    if text.number is not None:
        return f"{text.number}. {text.text}"
    if not text.bullet:
        return text.text
    marker = text.bullet if not text.bullet.isdecimal() else f"{text.bullet}."
    return f"{marker} {text.text}"


def _is_file_limit(line: str) -> bool:
    return patterns.gaps(line, "file_limit_pattern") is not None
