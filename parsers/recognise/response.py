"""One response: its blocks -> header and answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from parsers.blocks import Block, Choice, Control, Evidence, Field, Role, Text
from parsers.recognise import choices, dropped, grading, parts, segments
from parsers.recognise.answers import Context, answer_of
from parsers.recognise.areas import read_body
from parsers.recognise.given import DOUBT, Given
from parsers.recognise.header import Header
from parsers.recognise.heads import find_heads
from parsers.recognise.parts import Habits, Parts
from parsers.recognise.required import unstar
from parsers.recognise.segments import Segment
from parsers.recognise.source import source_of
from parsers.responses import Answer, Response, Status
from parsers.text import fold
from parsers.values import date_order

DASHES = ("-", "*", "+")
LISTED = 2
"""Items of a list, and questions with nothing but one: controls were lost. One list alone may be typed."""


def read_response(
    blocks: Sequence[Block], header: Header, language: str | None, bare_boxes: bool = False
) -> tuple[Response, bool]:
    """The response that ``blocks`` hold (without answers where no question begins among them), and
    whether hidden labels of the page stand among its text."""
    own = (*blocks[: header.first], *blocks[header.end :])
    language = _language(header, language)
    response = Response(
        answers=(),
        respondent=header.respondent,
        respondent_name=header.name,
        respondent_email=header.email,
        anonymous=header.anonymous,
        time_to_complete_s=header.seconds,
        language=language,
        score=header.score,
        score_max=header.score_max,
        source=own,
    )
    heads = find_heads(own)
    if not heads:
        return response, False
    layout = segments.cut(own, heads, header.name)
    if lossy := dropped.drops_inputs(layout.segments, bare_boxes):
        own = dropped.without_states(own)
        layout = segments.cut(own, heads, header.name)
    habits = parts.habits_of(layout.segments, scored=header.score is not None)
    printed = _is_print(own)
    found = _read(layout.segments, habits, language, lossy, printed)
    if not printed:
        kinds = dropped.shown_kinds((g for _, _, gs in found for g in gs), habits.leaks)
        if dropped.answers_in_line([p.prompt for s, p, _ in found if not s.body]):
            kinds = frozenset()
        found = [(s, p, tuple(dropped.unseen(g, kinds) for g in gs)) for s, p, gs in found]
        if dropped.loses_marks(g for _, _, gs in found for g in gs):
            found = [(s, p, tuple(map(dropped.unseen_mark, gs))) for s, p, gs in found]
    order = date_order((g.answer_text for _, _, gs in found for g in gs if g.answer_text), language)
    context = Context(order=order, language=language)
    answers = tuple(a for s, p, gs in found for a in _answers(s, p, gs, context, habits))
    shown = _shows_parts(answers) or _names_prompts(own)
    source = (
        ()
        if shown and not lossy
        else source_of(_without_verdicts(own, layout.segments, habits.quiz), habits, _helps(found))
    )
    lossy = lossy or not (shown or printed or any(map(_is_typed, answers)))
    read = replace(
        response, answers=answers, form_title=layout.title, source=source, lossy=lossy, between=layout.between
    )
    return read, habits.leaks


def _is_print(blocks: Sequence[Block]) -> bool:
    """Whether blocks have places on pages: what stands between two of them was seen."""
    return any(isinstance(b, Text) and b.place.bbox is not None for b in blocks)


def _answers(
    segment: Segment, found: Parts, given: Sequence[Given], context: Context, habits: Habits
) -> list[Answer]:
    """A question's rows. What a quiz gave for it is the row's, unless a grid shares it."""
    answers = [answer_of(segment, found, g, context) for g in given]
    if not habits.quiz or len(answers) != 1:
        return answers
    alone = len(segment.body) == 1
    below = [b for b in segment.body if isinstance(b, Text) and grading.is_grading(b, True, alone)]
    points, possible = grading.points_of(unstar(segment.rest)[0], below)
    return [replace(answers[0], points=points, points_max=possible)]


def _helps(found: Sequence[tuple[Segment, Parts, tuple[Given, ...]]]) -> frozenset[Text]:
    """The paragraphs that their look shows to be help."""
    pairs = ((b, p) for s, p, _ in found if p.styled for b in s.body if isinstance(b, Text))
    return frozenset(b for b, p in pairs if b.role is None and fold(b.text) in p.help)


def _without_verdicts(blocks: Sequence[Block], found: Sequence[Segment], quiz: bool) -> tuple[Block, ...]:
    """The blocks without the paragraphs in which a quiz's page judges answers."""
    gone = {b for s in found for b in {*s.body} - {*grading.without_verdict(s.body)} if isinstance(b, Text)}
    whole = {b for b in gone if grading.is_verdict(b.text)}
    return tuple(b for b in blocks if b not in whole) if quiz else tuple(blocks)


def _is_typed(answer: Answer) -> bool:
    """Whether text stands below a question, be it help or an answer."""
    return answer.status is Status.ANSWERED or any(p.code == DOUBT for p in answer.problems)


def _shows_parts(answers: Sequence[Answer]) -> bool:
    """Whether marks, boxes or markup told the parts apart somewhere."""
    return any(a.evidence is not Evidence.TEXT and a.status is not Status.UNDETERMINED for a in answers)


def _names_prompts(blocks: Sequence[Block]) -> bool:
    """Whether the page's markup says which texts are prompts: no form finds answers that it does not show."""
    return any(isinstance(b, Text) and b.role is Role.PROMPT for b in blocks)


def _read(
    found: Sequence[Segment], habits: Habits, language: str | None, lossy: bool, printed: bool
) -> list[tuple[Segment, Parts, tuple[Given, ...]]]:
    cut = [(s, parts.sort(s, habits)) for s in found]
    drawn = [b for s in found for b in s.body if isinstance(b, Choice)]
    marked = bool(drawn) and (printed or (_shows_marks(found) and not _loses_radios(drawn, found)))
    # Where help elsewhere has a style of its own, an open paragraph is no help.
    styled = any(p.styled and p.help and not _has_area(p) for _, p in cut) or _slants_help(found)
    other = choices.other_label(drawn, language)
    boxed = printed and any(isinstance(b, Field) for s in found for b in s.body)
    read = [(s, p, read_body(p, other, styled=styled, marked=marked, boxed=boxed)) for s, p in cut]
    read = [(s, p, tuple(map(dropped.unseen, g)) if s.cut_short else g) for s, p, g in read]
    return [(s, p, tuple(map(dropped.unclaimed, g))) for s, p, g in read] if lossy else read


def _shows_marks(found: Sequence[Segment]) -> bool:
    """Whether the document's marks say what was chosen."""
    states = [[b.selected for b in s.body if isinstance(b, Choice)] for s in found]
    drawn = [any(known) for known in states if known]
    return sum(drawn) >= dropped.MARKED * len(drawn)


def _slants_help(found: Sequence[Segment]) -> bool:
    """Whether all help that stands before controls is in italics: what is upright elsewhere is no help."""
    above = [
        b for s in found if any(isinstance(b, segments.AREAS) for b in s.body)
        for b in takewhile(lambda b: isinstance(b, Text), s.body)
    ]  # fmt: skip
    helps = [b for b in above if isinstance(b, Text) and b.role is None]
    return bool(helps) and all(b.style.italic for b in helps)


def _loses_radios(drawn: Sequence[Choice], found: Sequence[Segment]) -> bool:
    """Whether a converter kept the boxes and lost the radio buttons: lists without marks are no texts."""
    bare = [s for s in found if len(s.body) >= LISTED and all(map(_is_listed, s.body))]
    return len(bare) >= LISTED and all(c.control is Control.CHECKBOX for c in drawn)


def _is_listed(block: Block) -> bool:
    return isinstance(block, Text) and block.bullet in DASHES


def _has_area(parts_: Parts) -> bool:
    return any(isinstance(b, segments.AREAS) for b in parts_.body)


def _language(header: Header, declared: str | None) -> str | None:
    """The header's own words name the page's language; a file's declaration refines or replaces it."""
    spoken = {x.split("-")[0] for x in header.languages}
    if declared and (not spoken or declared.split("-")[0] in spoken):
        return declared
    return header.languages[0] if len(spoken) == 1 else declared
