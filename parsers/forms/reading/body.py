"""What an unmarked body says of a question that the form knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from rapidfuzz import fuzz

from parsers import glyphs
from parsers.blocks import Evidence, Grid, Place
from parsers.forms.reading.apparatus import Body
from parsers.forms.reading.flow import Line
from parsers.forms.reading.in_line import chosen_in_line, chosen_in_row
from parsers.forms.reading.locate import Question
from parsers.forms.template import Item, confidence
from parsers.forms.wording import fold, fold_open, likeness
from parsers.recognise import plain
from parsers.responses import Answer, Option, QuestionType, Status, Values
from parsers.text import find_urls, fold_lines
from parsers.text import fold as one_line

OPTION_ALIKE = 88.0
MOST_POINTS = 10
"""Of a scale."""


def read_body(question: Question, body: Body, grids: Sequence[Grid], place: Place) -> list[Answer]:
    """The rows of a question: its parts are the form's, what remains is the answer."""
    item, lines = question[0], list(body.lines)
    base = Answer(
        prompt=item.prompt,
        question_type=item.question_type,
        status=Status.UNDETERMINED,
        number=item.number,
        section=item.section,
        help_text=item.help_text,
        required=True if body.starred else item.required,
        options=() if item.dropdown else _offered(item),
        confidence=confidence(item.witnesses),
        evidence=Evidence.FORM,
        place=place,
        question_id=item.question_id,
        dropdown=item.dropdown,
    )
    match item.question_type:
        case QuestionType.LIKERT:
            texts = [line.text for line in lines]
            return [_row(base, row, grids, texts) for row in _rows_shown(question, lines, grids)]
        case QuestionType.SINGLE_CHOICE | QuestionType.MULTIPLE_CHOICE:
            return [_in_line(base, item, lines) if body.in_line else _choice(base, item, lines, body.lossy)]
        case QuestionType.RATING | QuestionType.NPS:
            return [_figure(base, item, lines) if body.in_line else _scale(base, item, lines)]
        case QuestionType.RANKING:
            return [_ranking(base, item, lines)]
        case QuestionType.FILE_UPLOAD:
            return [_files(base, lines)]
        case _:
            open_ = any(line.boxed for line in lines) or (body.lossy and not lines)
            return [base if open_ else _text(base, lines)]


def _rows_shown(question: Question, lines: Sequence[Line], grids: Sequence[Grid]) -> Sequence[Item]:
    """The statements that the document names, in whatever order its lines came; all, where its grid is
    lost altogether."""
    named = [row.label for grid in grids for row in grid.rows] or [printed(line) for line in lines]
    text = "".join(map(fold_open, named))
    shown = {i for i in question if fuzz.partial_ratio(fold(i.row_label or ""), text) >= OPTION_ALIKE}
    known = max(i.witnesses for i in question)
    # A row that most documents show is there, if others are: it was printed too badly to be found.
    return [i for i in question if i in shown or i.witnesses * 2 > known] if shown else question


def _row(base: Answer, item: Item, grids: Sequence[Grid], texts: Sequence[str]) -> Answer:
    """A statement of a grid; its cells count where the document shows them."""
    row = next((r for g in grids for r in g.rows if fold(r.label) == fold(item.row_label or "")), None)
    answer = replace(base, row_label=item.row_label, question_id=item.question_id)
    if not grids and (one := chosen_in_row(texts, item)):
        return replace(answer, **_given(one), selected=(one,), options=_options(item, (one,)))
    if row is None or None in row.states or len(row.states) != len(item.options):
        return answer
    chosen = tuple(o for o, state in zip(item.options, row.states, strict=True) if state)
    if len(chosen) > 1:
        return answer
    return replace(answer, **_given("; ".join(chosen)), selected=chosen, options=_options(item, chosen))


def _given(text: str) -> dict[str, Any]:
    """Status and text of an answer that is shown, empty or not."""
    return {"status": Status.ANSWERED if text else Status.BLANK, "answer_text": text or None}


def _offered(item: Item) -> tuple[Option, ...]:
    return tuple(Option(text=o, selected=None, other=o == item.other) for o in item.options)


def _options(item: Item, chosen: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(text=o, selected=o in chosen, other=o == item.other) for o in item.options)


def _ticked(base: Answer, item: Item, offered: Sequence[str], lines: Sequence[Line]) -> Answer:
    """By the boxes, where all options have one that says its state; a ticked box whose option the form does
    not name has lost its text."""
    states = {o: line.ticked for line in lines for o in offered if line.boxed and _is_option(line.text, o)}
    boxed = [line for line in lines if line.boxed]
    strange = [line for line in boxed if not any(_is_option(line.text, o) for o in offered)]
    lost = len(states) != len(offered) or len(boxed) < len(item.options)
    if lost or None in states.values() or any(line.ticked for line in strange):
        return base
    chosen = tuple(o for o in offered if states[o])
    return replace(base, **_given("; ".join(chosen)), selected=chosen, options=_options(item, chosen))


def _choice(base: Answer, item: Item, lines: list[Line], lossy: bool) -> Answer:
    """Undetermined wherever several options stand there; a drop-down list shows what was chosen."""
    offered = [o for o in item.options if o != item.other]
    if any(line.boxed for line in lines):
        return _ticked(base, item, offered, lines)
    found = {
        o for o in offered for line in lines if _is_option(line.text, o) or fold(printed(line)) == fold(o)
    }
    if not item.dropdown or len(found) > 1 or len(offered) == 1:
        return base
    text = one_line(" ".join(printed(line) for line in lines))
    if (not text and not lossy) or plain.is_placeholder(text):
        return replace(base, **_given(""), selected=())
    if not text or (offered and not found):
        return base
    chosen = found.pop() if found else text
    return replace(base, **_given(text), selected=(chosen,))


def _in_line(base: Answer, item: Item, lines: list[Line]) -> Answer:
    """Where people typed behind the prompts: one option alone is what was chosen."""
    chosen = chosen_in_line(one_line(" ".join(printed(line) for line in lines)), item)
    if chosen is None or chosen == item.other:
        return base
    return replace(base, **_given(chosen), selected=(chosen,), options=_options(item, (chosen,)))


def _figure(base: Answer, item: Item, lines: list[Line]) -> Answer:
    """The same of a scale: a figure."""
    text = one_line(" ".join(line.text for line in lines))
    if not text.isdecimal() or int(text) > MOST_POINTS:
        return base
    return replace(base, **_given(text), values=Values(number=float(text)), **chosen_point(item, text))


def _is_option(line: str, option: str) -> bool:
    return fold(line) == fold(option) or likeness(fold(line), fold(option)) >= OPTION_ALIKE


def _scale(base: Answer, item: Item, lines: list[Line]) -> Answer:
    """Only figures that converters write out count: ``7 / 10``, ``★★★☆☆``."""
    text = " ".join(line.text for line in lines)
    symbols = glyphs.read_symbols(text)
    if symbols is not None and True not in symbols:
        return replace(base, **_given(""), selected=() if base.options else None)
    filled = str(sum(symbols)) if symbols and False in symbols else None  # a print fills all, in two colours
    figure = plain.out_of_ten(text) or filled
    if figure is None:
        return base
    return replace(base, **_given(figure), values=Values(number=float(figure)), **chosen_point(item, figure))


def chosen_point(item: Item, figure: str) -> dict[str, Any]:
    """Selection and options of a 0-10 scale; a rating has none."""
    if item.question_type is not QuestionType.NPS or figure not in item.options:
        return {}
    return {"selected": (figure,), "options": _options(item, (figure,))}


def ranked(text: str, item: Item) -> tuple[str, ...] | None:
    """The order that a text lists, if it holds each of the form's options once; None otherwise."""
    if not item.options:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    matched = [_listed(line, item) for line in lines]
    order = tuple(m for m in matched if m is not None)
    complete = len(order) == len(matched) == len(item.options) == len(set(order)) > 0
    return order if complete else _run_together(fold(text), {fold(o): o for o in item.options})


MOST_RUN_TOGETHER = 12
"""Options of a ranking that are told apart in one line: what there is to try doubles with each."""


def _run_together(text: str, options: Mapping[str, str]) -> tuple[str, ...] | None:
    """The order of options that a converter printed in one line: the text holds nothing else."""
    if len(options) > MOST_RUN_TOGETHER or len(text) != sum(map(len, options)):
        return None
    tried: set[frozenset[str]] = set()  # what is left of the options says what is left of the text

    def rest(text: str, left: frozenset[str]) -> tuple[str, ...] | None:
        if not left:
            return ()
        if left in tried:
            return None
        for option in sorted(left):
            if text.startswith(option):
                found = rest(text[len(option) :], left - {option})
                if found is not None:
                    return (options[option], *found)
        tried.add(left)
        return None

    return rest(text, frozenset(options))


_RANK = re.compile(r"\s*\d{1,2}\s*[.):]\s*")


def _listed(line: str, item: Item) -> str | None:
    """The option that a line lists, behind its rank or as it stands."""
    spellings = (line, _RANK.sub("", line, 1))
    return next((o for text in spellings for o in item.options if _is_option(text, o)), None)


def ranking(order: Sequence[str]) -> dict[str, Any]:
    """What a row says of a ranking."""
    options = tuple(Option(text=o, selected=True, rank=n + 1) for n, o in enumerate(order))
    return {**_given("; ".join(order)), "selected": tuple(order), "options": options}


def _ranking(base: Answer, item: Item, lines: list[Line]) -> Answer:
    """The printed order is the answer where it holds each of the form's options once."""
    order = ranked("\n".join(map(printed, lines)), item) or ranked(
        "\n".join(line.text for line in lines), item
    )
    return base if order is None else replace(base, **ranking(order))


def _files(base: Answer, lines: list[Line]) -> Answer:
    kept = [line for line in lines if not plain.is_file_limit(one_line(line.text))]
    links = [link for line in kept for link in line.source.links if line.first]
    names = [link.text for link in links] or [one_line(line.text) for line in kept]
    given = _given("; ".join(names))
    urls = tuple(link.target for link in links) if names else None
    return replace(base, **given, urls=urls)


def _text(base: Answer, lines: list[Line]) -> Answer:
    lines = _unlisted(lines)
    pieces = [
        ("\n\n" if n and line.first and not line.source.tight else "\n") + printed(line)
        for n, line in enumerate(lines)
    ]
    text = fold_lines("".join(pieces))
    if plain.is_placeholder(text):
        return replace(base, **_given(""))
    links = [link for line in lines if line.first for link in line.source.links]
    return replace(base, **_given(text), urls=find_urls(text, links) if text else None)


def _unlisted(lines: list[Line]) -> list[Line]:
    """A list of one is a converter's reading of the box around an answer."""
    listed = [n for n, line in enumerate(lines) if line.first and line.source.bullet in ("-", "*", "+")]
    if len(listed) != 1 or any(" - " in line.text for line in lines):
        return lines
    [n] = listed
    return [*lines[:n], replace(lines[n], source=replace(lines[n].source, bullet=None)), *lines[n + 1 :]]


def printed(line: Line) -> str:
    """A line with the marker of its list."""
    marker = line.source.bullet if line.first else None
    if marker is None:
        return line.text
    return f"{marker}. {line.text}" if marker.isdecimal() else f"{marker} {line.text}"
