"""Answer areas -> what was given: one reader per kind of area."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import (  # fmt: skip
    Block,
    Choice,
    Control,
    Evidence,
    Field,
    FieldKind,
    Grid,
    GridRow,
    Place,
    Problem,
    Ranking,
    Scale,
    ScaleKind,
    Table,
    Text,
)
from parsers.recognise import plain
from parsers.recognise.choices import may_be_glued, read_choices
from parsers.recognise.given import Given, names, ranking, span, unchosen
from parsers.recognise.hidden_labels import label_type
from parsers.recognise.parts import Parts
from parsers.recognise.plain import is_placeholder
from parsers.recognise.unmarked import read_unmarked
from parsers.responses import Option, QuestionType, Status
from parsers.text import fold, fold_lines

B = TypeVar("B", bound=Block)

CONFLICT = "mark_conflict"


def read_body(
    parts: Parts, other: str, *, styled: bool, marked: bool, boxed: bool = False
) -> tuple[Given, ...]:
    """What was given to one question: one value, or one per statement of a grid.

    ``other``: what this document calls the free option. ``styled``: help would show by its
    style. ``marked``: options would show by their marks; ``boxed``: answers by their boxes.
    """
    body = parts.body
    if grids := _all(body, Grid):
        return tuple(g for grid in grids for g in _grid(grid))
    if choices := _all(body, Choice):
        return (_choices(choices, [*_all(body, Field), *_all(body, Text)], parts.labelled, other),)
    if scales := _all(body, Scale):
        return (_scale(scales[0], parts.labelled),)
    if rankings := _all(body, Ranking):
        items = tuple(fold(item) for r in rankings for item in r.items)
        return (ranking(items, rankings[0].place, rankings[0].evidence),)
    if fields := _all(body, Field):
        return (_fields(fields, parts),)
    texts = _all(body, Text)
    for table in _all(body, Table):
        texts += [t for row in table.rows for cell in row for t in cell if isinstance(t, Text)]
    given = read_unmarked(texts, parts, styled or parts.styled, marked, boxed)
    return (replace(given, body=tuple(fold_lines(t.text) for t in texts)),)


def _all(body: Sequence[Block], kind: type[B]) -> list[B]:
    return [b for b in body if isinstance(b, kind)]


def _choices(
    choices: Sequence[Choice], beside: Sequence[Field | Text], labelled: QuestionType | None, other: str
) -> Given:
    typed = next((b.text for b in beside if b.text and not getattr(b, "placeholder", False)), None)
    read = read_choices(choices, typed, other)
    chosen = [o for o in read.options if o.selected]
    known = all(o.selected is not None and o.text for o in read.options)
    known = known and not (read.options[-1].selected and may_be_glued(read.options[-1].text))
    kind = labelled or _choice_type(choices, read.options, len(chosen))
    clash = kind is QuestionType.SINGLE_CHOICE and len(chosen) > 1
    problems = (
        (_conflict("More than one option of a single choice is marked.", choices[0].place),) if clash else ()
    )
    options = read.options
    if clash or not known:
        options = (
            tuple(Option(text=o.text, selected=None, other=o.other) for o in options) if clash else options
        )
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
        place=span([c.place for c in choices]),
        evidence=choices[0].evidence,
    )


def _choice_type(choices: Sequence[Choice], options: Sequence[Option], chosen: int) -> QuestionType:
    """By the control. Formats with check boxes alone draw radio buttons so too: a yes and a no exclude
    each other."""
    controls = {c.control for c in choices}
    exclusive = {w for o in options for w in ("yes", "no") if labels.means(o.text, w)} == {"yes", "no"}
    if controls == {Control.RADIO} or (exclusive and chosen <= 1 and len(options) <= 3):
        return QuestionType.SINGLE_CHOICE
    if Control.CHECKBOX in controls or chosen > 1:
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
        return replace(base, options=unchosen(offered))
    on = [i for i, state in enumerate(states) if state]
    filled_up = scale.kind is ScaleKind.SYMBOLS and on == list(range(len(on)))
    if on and not filled_up and len(on) > 1:
        problem = _conflict("More than one point of a scale is marked.", scale.place)
        return replace(base, options=unchosen(offered), problems=(problem,))
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


def _written(row: GridRow, evidence: Evidence) -> Given:
    """A statement with the chosen column written beside it."""
    text = fold(row.answer or "")
    if labels.means(text, "no_answer") or is_placeholder(text):
        text = ""
    return Given(
        question_type=QuestionType.LIKERT,
        status=Status.ANSWERED if text else Status.BLANK,
        answer_text=text or None,
        selected=(text,) if text else (),
        row_label=fold(row.label),
        place=row.place,
        evidence=evidence,
    )


def _grid(grid: Grid) -> list[Given]:
    rows: list[Given] = []
    for row in grid.rows:
        if row.answer is not None:
            rows.append(_written(row, grid.evidence))
            continue
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
    shown = [f for f in fields if f.typed or (not f.placeholder and not is_placeholder(f.text))]
    text = fold_lines("\n".join(f.text for f in shown if f.text))
    typed = any(f.typed for f in shown)
    if first.evidence is Evidence.LAYOUT and plain.offers_other(parts.help):
        return Given(question_type=QuestionType.UNKNOWN, status=Status.UNDETERMINED, place=first.place)
    if problem := _field_problem(fields, "" if typed else text, parts.no_answer):
        place = span([f.place for f in fields])
        open_ = Given(question_type=kind, status=Status.UNDETERMINED, place=place, evidence=first.evidence)
        return replace(open_, problems=(problem,))
    if parts.no_answer or (labels.means(text, "no_answer") and not typed):
        if labels.means(text, "no_answer_typed"):  # the page's words, or a person's
            return Given(question_type=kind, status=Status.UNDETERMINED, place=first.place)
        text = ""
    given = Given(
        question_type=kind,
        status=Status.ANSWERED if text else Status.BLANK,
        answer_text=text or None,
        links=tuple(link for f in shown for link in f.links),
        place=span([f.place for f in fields]),
        evidence=first.evidence,
    )
    if kind is QuestionType.FILE_UPLOAD:
        return replace(given, answer_text=names(text))
    if kind is QuestionType.SINGLE_CHOICE and (scale := _listed_scale(first, text)):
        return replace(given, question_type=QuestionType.RATING, answer_text=scale, number=float(scale))
    if kind is QuestionType.SINGLE_CHOICE:
        options = tuple(Option(text=fold(o), selected=fold(o) == fold(text)) for o in first.options)
        return replace(given, selected=(fold(text),) if text else (), options=options, dropdown=True)
    return given


def _field_problem(fields: Sequence[Field], text: str, stated: bool) -> Problem | None:
    """Why it is not known what drawn fields hold. ``stated``: the page itself says that nothing was given."""
    place = fields[0].place
    if not all(f.whole for f in fields):
        return Problem(code="cut_off", message="It is cut off, or mixed with other words.", place=place)
    drawn = fields[0].evidence is Evidence.LAYOUT
    own = labels.means(text, "no_answer") or label_type(text) is not None
    if drawn and not stated and own:  # the page's own stands outside boxes
        return Problem(code="no_answer_in_box", message=f"The page's words, or typed: {text}", place=place)
    return None


_OUT_OF = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})")


def _listed_scale(field: Field, text: str) -> str | None:
    """The figure of ``4 / 5`` in a list whose every item is out of the same number."""
    shown = [_OUT_OF.fullmatch(fold(o)) for o in (text, *field.options) if o]
    if not text or not all(shown) or len({hit[2] for hit in shown if hit}) != 1:
        return None
    figure, of = (int(shown[0][n]) for n in (1, 2)) if shown[0] else (0, 0)
    return str(figure) if figure <= of else None
