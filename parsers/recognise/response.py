"""One response: its blocks -> header and answers."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import Block, Choice
from parsers.form import Response
from parsers.recognise import choices, parts, segments
from parsers.recognise.answers import Context, answer_of
from parsers.recognise.areas import read_body
from parsers.recognise.given import Given
from parsers.recognise.header import Header
from parsers.recognise.heads import find_heads
from parsers.recognise.parts import Habits, Parts
from parsers.recognise.segments import Segment
from parsers.values import date_order


def read_response(
    blocks: Sequence[Block], header: Header, language: str | None
) -> tuple[Response | None, bool]:
    """The response that ``blocks`` hold (None where no question begins among them), and whether
    hidden labels of the page stand among its text."""
    before, after = blocks[: header.first], blocks[header.end :]
    own = (*before, *after)
    heads = find_heads(own)
    if not heads:
        return None, False
    layout = segments.cut(own, heads)
    language = _language(header, language)
    habits = parts.habits_of(layout.segments, scored=header.score is not None)
    found = _read(layout.segments, habits, language)
    order = date_order((g.answer_text for _, _, gs in found for g in gs if g.answer_text), language)
    context = Context(order=order, language=language)
    response = Response(
        answers=tuple(answer_of(s, p, g, context) for s, p, gs in found for g in gs),
        form_title=layout.title,
        respondent=header.respondent,
        respondent_name=header.name,
        anonymous=header.anonymous,
        time_to_complete_s=header.seconds,
        language=language,
        score=header.score,
        score_max=header.score_max,
    )
    return response, habits.leaks


def _read(
    found: Sequence[Segment], habits: Habits, language: str | None
) -> list[tuple[Segment, Parts, tuple[Given, ...]]]:
    cut = [(s, parts.sort(s, habits)) for s in found]
    # Where prompts are bold, or help elsewhere has a style of its own, an open paragraph is no help.
    styled = habits.style.bold or any(p.styled and p.help and not _has_area(p) for _, p in cut)
    marked = any(isinstance(b, Choice) for s in found for b in s.body)
    other = choices.other_label([b for s in found for b in s.body if isinstance(b, Choice)], language)
    return [(s, p, read_body(p, other, styled=styled, marked=marked)) for s, p in cut]


def _has_area(parts_: Parts) -> bool:
    return any(isinstance(b, segments.AREAS) for b in parts_.body)


def _language(header: Header, declared: str | None) -> str | None:
    """The header's own words name the page's language; a file's declaration refines or replaces it."""
    spoken = {x.split("-")[0] for x in header.languages}
    if declared and (not spoken or declared.split("-")[0] in spoken):
        return declared
    return header.languages[0] if len(spoken) == 1 else declared
