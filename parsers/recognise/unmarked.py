"""A body of paragraphs alone -> what was given."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Evidence, Place, Problem, Text
from parsers.print_lines import without_edges
from parsers.recognise import plain
from parsers.recognise.given import DOUBT, Given, names, ranking, span, unchosen
from parsers.recognise.parts import Parts
from parsers.responses import QuestionType, Status
from parsers.text import fold, fold_lines

TOLD = 0.78
"""Confidence of an answer behind its label, and of the place behind it that is empty: they are words, too."""


def read_unmarked(
    texts: Sequence[Text], parts: Parts, styled: bool, marked: bool, boxed: bool = False
) -> Given:
    """What paragraphs alone say. ``styled``, ``marked`` and ``boxed`` as in ``areas.read_body``."""
    place = texts[0].place if texts else Place()
    kept = without_edges(texts)
    if texts and not kept:  # what stood here may be behind the page's edge
        kind = parts.labelled or QuestionType.UNKNOWN
        return Given(question_type=kind, status=Status.UNDETERMINED, place=place)
    texts = kept
    if parts.told:
        return _told(texts, parts, place)
    if parts.labelled is QuestionType.RANKING and texts:
        return _unordered(tuple(fold(t.text) for t in texts), place)
    if (items := plain.ranked_items(texts)) and labels.holds(parts.prompt, "rank_cue"):
        return replace(ranking(items, place, Evidence.TEXT), confidence=0.7)
    if parts.doubtful:
        message = f"This may be help or the answer: {fold(' '.join(t.text for t in texts))[:200]}"
        kind = parts.labelled or QuestionType.TEXT
        problem = _doubt(message, place)
        return Given(question_type=kind, status=Status.UNDETERMINED, place=place, problems=(problem,))
    found = plain.sort(parts.prompt, texts, parts.labelled, styled=styled, marked=marked, boxed=boxed)
    base = Given(
        question_type=parts.labelled or QuestionType.UNKNOWN,
        status=Status.UNDETERMINED,
        help=found.help,
        place=place,
        confidence=found.confidence,
        shown_empty=parts.shown_empty,
    )
    if found.scale:
        nps = found.scale[0] == "0" and found.scale[-1] == "10"
        options = unchosen(found.scale) if nps else ()
        kind = parts.labelled or (QuestionType.NPS if nps else QuestionType.RATING)
        return replace(base, question_type=kind, options=options)
    if found.doubt:
        message = f"This may be help or the answer: {found.doubt[:200]}"
        return replace(
            base, question_type=parts.labelled or QuestionType.TEXT, problems=(_doubt(message, place),)
        )
    if found.options or found.lost:
        return replace(base, options=unchosen(found.options))
    if parts.untold and found.answer:
        message = f"This may be no answer: {fold(' '.join(t.text for t in found.answer))[:200]}"
        return replace(base, problems=(_doubt(message, place),))
    return _text(found.answer, parts, base)


def _told(texts: Sequence[Text], parts: Parts, place: Place) -> Given:
    """What stands behind an answer's label: all of it is the answer, and nothing is a blank."""
    kind = parts.labelled or QuestionType.UNKNOWN
    return _text(
        texts,
        parts,
        Given(
            question_type=kind,
            status=Status.UNDETERMINED,
            place=place,
            confidence=TOLD,
            shown_empty=True,
        ),
    )


def _doubt(message: str, place: Place) -> Problem:
    return Problem(code=DOUBT, message=message, place=place)


def _text(answer: Sequence[Text], parts: Parts, base: Given) -> Given:
    text = fold_lines(
        "\n".join(("" if i == 0 or t.tight else "\n") + _as_printed(t) for i, t in enumerate(answer))
    )
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
    if any(plain.is_file_limit(h) for h in (*parts.help, *base.help)):
        kind = QuestionType.FILE_UPLOAD
    given = replace(
        base,
        question_type=kind,
        status=Status.ANSWERED if text else Status.BLANK,
        answer_text=text or None,
        links=tuple(link for t in answer for link in t.links),
        place=span([t.place for t in answer]) if answer else base.place,
    )
    if text and kind in (QuestionType.SINGLE_CHOICE, QuestionType.FILE_UPLOAD):
        chosen = fold(text) if kind is QuestionType.SINGLE_CHOICE else None
        files = "\n".join(link.text for link in given.links) or text
        return replace(given, selected=(chosen,) if chosen else None, answer_text=chosen or names(files))
    return given


def _as_printed(text: Text) -> str:
    """A list item with its marker, as the page shows it."""
    if text.number is not None:
        return f"{text.number}. {text.text}"
    if not text.bullet:
        return text.text
    marker = text.bullet if not text.bullet.isdecimal() else f"{text.bullet}."
    return f"{marker} {text.text}"


def _unordered(items: tuple[str, ...], place: Place) -> Given:
    """A ranking without its boxes: an order that nobody chose looks the same."""
    return Given(
        question_type=QuestionType.RANKING,
        status=Status.UNDETERMINED,
        options=unchosen(items),
        place=place,
        confidence=0.6,
    )
