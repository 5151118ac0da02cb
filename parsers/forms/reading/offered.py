"""The options behind a workbook's cell, which names only the chosen ones: the form knows the others."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers.blocks import Evidence, Place, Problem
from parsers.forms.reading.body import ranking
from parsers.forms.template import Item
from parsers.forms.wording import fold
from parsers.responses import Answer, Option, QuestionType, Status

_ONE = (QuestionType.SINGLE_CHOICE, QuestionType.LIKERT)
MAX_PIECES = 64
"""Parts of a cell between semicolons; a cell with more is left as it is."""


def offered(answer: Answer, item: Item) -> Answer:
    """The answer with the form's options, where a cell shows which of them were chosen."""
    if not item.options or not _is_cell(answer) or answer.question_type is not item.question_type:
        return answer
    if answer.question_type in _ONE:
        return _one(answer, item)
    if answer.question_type is QuestionType.MULTIPLE_CHOICE:
        return _several(answer, item)
    if answer.question_type is QuestionType.RANKING and {*(answer.selected or ())} == {*item.options}:
        return replace(answer, **ranking(answer.selected or ()))
    return answer


def _is_cell(answer: Answer) -> bool:
    """Whether it comes from a workbook: exact, and nowhere on a page."""
    exact = answer.evidence is Evidence.MARKUP and not answer.options and not answer.dropdown
    return exact and answer.place == Place()


def _one(answer: Answer, item: Item) -> Answer:
    if answer.status is Status.BLANK:
        return replace(answer, selected=(), options=_options(item, ()))
    spelled = _exact(answer.answer_text or "", item.options)
    if spelled is None:
        return replace(answer, options=_options(item, None))
    return replace(answer, selected=(spelled,), options=_options(item, (spelled,)))


def _several(answer: Answer, item: Item) -> Answer:
    if answer.status is Status.BLANK:
        return replace(answer, selected=(), options=_options(item, ()))
    chosen = answer.selected or cut(answer.answer_text or "", item.options)
    if chosen is None:
        return replace(answer, options=_options(item, None))
    spelled = tuple(_exact(piece, item.options) or piece for piece in chosen)
    text = "; ".join(spelled) if answer.selected is None else answer.answer_text
    problems = answer.problems if answer.selected is not None else _settled(answer)
    return replace(
        answer, selected=spelled, answer_text=text, options=_options(item, spelled), problems=problems
    )


def _settled(answer: Answer) -> tuple[Problem, ...]:
    return tuple(problem for problem in answer.problems if problem.code != "ambiguous_split")


def _options(item: Item, chosen: Sequence[str] | None) -> tuple[Option, ...]:
    """All that are offered. A text that is none of them may stand for the free one: then that is open."""
    typed = chosen is not None and any(piece not in item.options for piece in chosen)
    return tuple(
        Option(
            text=text,
            selected=None if chosen is None or (typed and text == item.other) else text in chosen,
            other=text == item.other,
        )
        for text in item.options
    )


def _exact(text: str, options: Sequence[str]) -> str | None:
    found = [option for option in options if fold(option) == fold(text)]
    return found[0] if len(found) == 1 else None


def cut(text: str, options: Sequence[str]) -> tuple[str, ...] | None:
    """The one way to cut a cell at its semicolons into options; None where there is none or several."""
    pieces = text.split(";")
    if len(pieces) > MAX_PIECES:
        return None
    ways: list[tuple[tuple[str, ...], ...]] = [((),)]  # up to each piece; two are as good as many
    for end in range(1, len(pieces) + 1):
        found: list[tuple[str, ...]] = []
        for start in range(end):
            option = _exact(";".join(pieces[start:end]).strip(), options) if ways[start] else None
            found += [(*way, option) for way in ways[start] if option is not None and option not in way]
        ways.append(tuple(found[:2]))
    return ways[-1][0] if len(ways[-1]) == 1 else None
