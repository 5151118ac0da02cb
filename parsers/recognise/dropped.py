"""Pages whose inputs a converter left out: what was typed or chosen in them is gone, not blank.

markitdown keeps a page's paragraphs and hidden labels, prints check boxes as ``[ ]`` by an attribute that
saved pages seldom have, and drops radio buttons, lists and one-line boxes (seen in markitdown 0.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from parsers.blocks import Block, Choice, Control, Evidence, Problem, Text
from parsers.recognise.given import DOUBT, Given
from parsers.recognise.hidden_labels import glued_labels, label_type
from parsers.recognise.offers import SHORT
from parsers.recognise.segments import Segment
from parsers.responses import QuestionType, Status

TYPED_IN = (QuestionType.TEXT, QuestionType.DATE, QuestionType.UNKNOWN)
LEAST = 3
"""Labelled text questions without anything below them that are no chance, whatever else is lost."""


def drops_inputs(segments: Sequence[Segment], bare_boxes: bool) -> bool:
    """Whether check boxes are there (``bare_boxes``: as the converter prints them) and radio buttons are
    not, or no control at all, and nothing that was typed in a line."""
    boxes = [b for s in segments for b in s.body if isinstance(b, Choice)]
    if bare_boxes and boxes and not any(b.selected for b in boxes):
        return True
    controls = {b.control for b in boxes}
    if not controls <= {Control.CHECKBOX}:
        return False
    kinds = [_labelled(s.head) for s in segments]
    lists = [kind for s, kind in zip(segments, kinds, strict=True) if _offers_unmarked(s)]
    empty = [kind for s, kind in zip(segments, kinds, strict=True) if not s.body]
    if controls:
        lost = bool(lists) and len(lists) + len(empty) >= 2
        return QuestionType.SINGLE_CHOICE in kinds or (bare_boxes and lost)
    typed = empty.count(QuestionType.TEXT)
    least = 1 if QuestionType.SINGLE_CHOICE in lists else LEAST
    return typed >= least and typed == kinds.count(QuestionType.TEXT)


def _offers_unmarked(segment: Segment) -> bool:
    """Whether several short paragraphs stand below a prompt, as options do that lost their buttons."""
    texts = [b for b in segment.body if isinstance(b, Text)]
    short = all("\n" not in t.text and len(t.text) <= SHORT and not t.bullet for t in texts)
    return len(texts) == len(segment.body) >= 2 and short


def _labelled(text: Text) -> QuestionType | None:
    words = (glued_labels(text.text) or ("", ()))[1]
    return next((kind for word in words if (kind := label_type(word))), None)


def without_states(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with boxes of unknown state, unless the converter printed one as ticked."""
    if any(isinstance(b, Choice) and b.selected for b in blocks):
        return tuple(blocks)
    return tuple(replace(b, selected=None) if isinstance(b, Choice) else b for b in blocks)


SURE = 0.75
"""Confidence of an answer that is surely none of the form's own text."""
_LIKE_TEXT = frozenset({QuestionType.FILE_UPLOAD, QuestionType.UNKNOWN})


def shown_kinds(found: Iterable[Given], leaks: bool) -> frozenset[QuestionType]:
    """The types of questions whose typed answers a document shows as mere text: it would show others so.
    Where hidden labels leak, a page was converted, and what may be help is no proof of typing."""
    given = (g for g in found if g.status is Status.ANSWERED and g.evidence is Evidence.TEXT)
    kinds = frozenset(g.question_type for g in given if not leaks or (g.confidence or SURE) >= SURE)
    return kinds | _LIKE_TEXT if QuestionType.TEXT in kinds else kinds


_RUNS_ON = re.compile(r"[?？؟][)\s]*\w|:\s+\w|：\s*\w")


IN_LINE = 2
"""So many prompts that go on behind their question, and half of those with nothing below, are no chance."""


def answers_in_line(alone: Sequence[str]) -> bool:
    """Whether words stand behind what most prompts end with (``alone``: those with nothing below them):
    answers stand in their prompts' lines, and nothing below says nothing."""
    count = sum(_RUNS_ON.search(prompt) is not None for prompt in alone)
    return count >= IN_LINE and count * 2 >= len(alone)


def unseen(given: Given, shown: frozenset[QuestionType] = frozenset()) -> Given:
    """What was given, where nothing but the absence of text says that it is blank: its place was not seen,
    unless the document shows (``shown``) other answers of its type as text."""
    bare = given.status is Status.BLANK and given.evidence is Evidence.TEXT and not given.shown_empty
    return replace(given, status=Status.UNDETERMINED) if bare and given.question_type not in shown else given


MARKED = 1 / 3
"""Of the rows with typed marks: so many have a chosen one, or a scanner lost the difference. Below, empty
marks would be called blanks that are none; above, the blanks of a form that was mostly skipped are lost."""
MARKS = 3
"""Rows with typed marks and none chosen: two may well have been skipped."""


def loses_marks(found: Iterable[Given]) -> bool:
    """Whether (nearly) all typed marks of a document are empty: chosen ones look so to a scanner."""
    states = [g.status is Status.ANSWERED for g in found if _is_marked(g)]
    return len(states) >= MARKS and sum(states) < MARKED * len(states)


def unseen_mark(given: Given) -> Given:
    """What was given, where marks are lost (``loses_marks``): no blank."""
    if given.status is not Status.BLANK or not _is_marked(given):
        return given
    options = tuple(replace(o, selected=None) for o in given.options)
    return replace(given, status=Status.UNDETERMINED, selected=None, options=options)


def _is_marked(given: Given) -> bool:
    return given.evidence is Evidence.MARKS and given.status is not Status.UNDETERMINED


def unclaimed(given: Given) -> Given:
    """What was given, where nothing but text says so: no answer, and not blank either."""
    if given.evidence is not Evidence.TEXT or given.question_type not in TYPED_IN:
        return given
    if given.status is Status.BLANK:
        return unseen(given)
    if given.status is Status.UNDETERMINED:
        return given
    message = f"This may be help or the answer: {(given.answer_text or '')[:200]}"
    problem = Problem(code=DOUBT, message=message, place=given.place)
    return replace(
        given, status=Status.UNDETERMINED, answer_text=None, links=(), number=None, problems=(problem,)
    )
