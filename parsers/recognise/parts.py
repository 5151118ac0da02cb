"""What a question's paragraphs are: prompt, required mark, labels, help, and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from parsers import labels
from parsers.bidi import has_rtl
from parsers.blocks import Block, Choice, Role, Struct, Style, Text
from parsers.print_lines import without_edges
from parsers.recognise import grading, plain
from parsers.recognise.answer_label import answer_label, behind_label
from parsers.recognise.hidden_labels import glued_labels, label_type, labels_in
from parsers.recognise.leaked import leaks_labels, open_labels, repeated_labels, sentences
from parsers.recognise.paleness import Look, Pale, is_paler, look_of, meaning_of_pale
from parsers.recognise.required import unstar
from parsers.recognise.segments import AREAS, Segment, prompt_style
from parsers.recognise.stacked import stacked
from parsers.responses import QuestionType
from parsers.text import fold

_UNANSWERED = ("no_answer", "placeholder_word", "placeholder_text")
_STAR_ALONE = re.compile(r"\s*(?:\\?[*＊∗])+\s*")
_STAR_INSIDE = re.compile(r"^(?P<prompt>.*?[^\s*\d])\s+[*＊]\s+(?P<tail>[^\s*\d].*)$", re.S)


class Parts(Struct, frozen=True):
    """A segment sorted into its parts."""

    prompt: str
    required: bool
    """A required mark was seen; its absence says nothing by itself."""
    labelled: QuestionType | None
    """The type that a screen-reader label names."""
    help: tuple[str, ...]
    """Paragraphs that style or markup set apart as help."""
    body: tuple[Block, ...]
    """Answer areas and the paragraphs whose part is still open."""
    no_answer: bool = False
    """The document says so itself (``No answer provided``)."""
    styled: bool = False
    """Help would show by its style or place: none of the open paragraphs is help."""
    doubtful: bool = False
    """The open paragraphs look like help, but nothing in the document says that this look is help's."""
    shown_empty: bool = False
    """What an empty box shows stood in the answer's place."""
    told: bool = False
    """``body`` is the answer and nothing else: a label stood before it."""
    untold: bool = False
    """Open paragraphs may be no answer: other answers have such a label, or a leaked one may begin these."""


class Habits(Struct, frozen=True):
    """What all questions of a response have in common."""

    style: Style
    """Of its prompts."""
    leaks: bool
    """Hidden labels stand between the paragraphs, as in a page pasted into Word."""
    repeated: frozenset[str]
    """Such labels in a language that is not in our data."""
    quiz: bool
    """Points are given."""
    points_below: bool
    """They stand in a line of their own below the prompts, whatever else does."""
    pale: Pale
    """Of looks that are not ``helps``."""
    helps: frozenset[Look]
    """Looks that stand before others below prompts."""
    spoken: bool
    """Text in another look than help's ends what stands below some prompt: typed answers have it."""
    larger: float
    """Size of the largest text below a prompt: help is smaller than it."""
    quoted: bool
    """Help stands in block quotes: some do before options, where no answer can stand."""
    open_labels: frozenset[str] = frozenset()
    """Phrases in the place of such labels that stand there once: a label, or an answer."""
    answer_label: str | None = None
    """The word before every answer."""


def habits_of(segments: Sequence[Segment], scored: bool) -> Habits:
    """``scored``: the header shows a score."""
    repeated = repeated_labels(segments)
    style = prompt_style([s.head for s in segments])
    larger = max((b.style.size for s in segments for b in s.body if isinstance(b, Text)), default=0.0)
    points_below = _gives_points(segments)
    pale, helps = meaning_of_pale(segments, style, larger)
    return Habits(
        style=style,
        pale=pale,
        helps=helps,
        spoken=any(
            isinstance(b, Text) and b.role is None and not is_paler(b.style, style, True, larger)
            for s in segments
            for b in s.body[-1:]
        ),
        larger=larger,
        leaks=leaks_labels(segments) or bool(repeated),
        repeated=repeated,
        open_labels=open_labels(segments, repeated),
        quiz=scored or sum(map(_is_graded, segments)) >= 2 or points_below,
        points_below=points_below,
        quoted=any(_is_quote(b) and isinstance(a, AREAS) for s in segments for b, a in pairwise(s.body)),
        answer_label=answer_label(segments),
    )


def _is_graded(segment: Segment) -> bool:
    """Whether points stand at the end of a prompt, or a reader saw a quiz's marks below it."""
    marked = any(isinstance(b, Text) and b.role is Role.GRADING for b in segment.body)
    return marked or grading.shows_points(unstar(segment.rest)[0])


def _gives_points(segments: Sequence[Segment]) -> bool:
    """Whether points stand in a line of their own below most prompts."""
    first = [s.body[0] for s in segments if len(s.body) > 1]
    count = sum(isinstance(b, Text) and grading.is_points(b.text) for b in first)
    return count >= 2 and count * 2 > len(first)


def sort(segment: Segment, habits: Habits) -> Parts:
    """Sorts a segment into its parts."""
    leaks = habits.leaks
    if habits.quiz:
        segment = _ungraded(segment)
    prompt, required, labelled, tail = _head(segment, leaks)
    blocks = list(segment.body)
    if not prompt and blocks and isinstance(blocks[0], Text):  # the number stood on a line of its own
        first = blocks.pop(0)
        assert isinstance(first, Text)
        prompt, starred = unstar(first.text)
        required = required or starred or bool(first.required)
    if tail:
        blocks.insert(0, msgspec.structs.replace(segment.head, text=tail, number=None, bullet=None, links=()))
    if habits.quiz:
        blocks = grading.without_verdict(blocks)
    blocks, starred, label = _strip_labels(blocks, habits, starred=required and not leaks)
    no_answer = any(isinstance(b, Text) and labels.means(b.text, "no_answer") for b in blocks)
    shown_empty = any(isinstance(b, Text) and b.role is None and plain.is_placeholder(b.text) for b in blocks)
    shows_box = _ends_in_placeholder(blocks)
    alone = len(blocks) == 1 and not habits.points_below
    blocks = [b for b in blocks if not (isinstance(b, Text) and _is_apparatus(b, habits.quiz, alone))]
    blocks = stacked(blocks)
    labelled_answer = behind_label(blocks, habits.answer_label) if habits.answer_label else None
    help_, rest, styled = (*labelled_answer, True) if labelled_answer else _split_help(blocks, habits, prompt)
    told = labelled_answer is not None
    if not help_ and shows_box and rest and all(isinstance(b, Text) for b in rest):
        help_, rest = [b for b in rest if isinstance(b, Text)], []
    alone_pale = not (told or rest or habits.spoken or shows_box) and _may_be_typed(help_)
    if alone_pale:  # no answer in another look is seen: this may be one
        help_, rest = [], list(help_)
    if habits.quiz:
        prompt, starred_before = unstar(grading.without_points(prompt))
        required = required or starred_before
    return Parts(
        prompt=fold(prompt),
        required=required or starred,
        labelled=labelled or label,
        help=tuple(fold(h.text) for h in help_),
        body=tuple(rest),
        no_answer=no_answer,
        styled=styled,
        doubtful=alone_pale or (not told and _are_open(rest, habits)),
        # The limits of an upload are what an empty one shows: a file would stand beside them.
        shown_empty=shown_empty or no_answer or any(plain.is_file_limit(fold(h.text)) for h in help_),
        told=told,
        untold=not told and (bool(habits.answer_label) or _begins_open(rest, habits)),
    )


def _ends_in_placeholder(blocks: Sequence[Block]) -> bool:
    """Whether an empty box's invitation stands below other text, which is help then."""
    last = blocks[-1] if len(blocks) > 1 else None
    return isinstance(last, Text) and last.role is None and plain.is_placeholder(last.text)


def _ungraded(segment: Segment) -> Segment:
    """A quiz's question without its points and the verdicts on its options."""
    body = tuple(
        msgspec.structs.replace(b, text=grading.without_mark(b.text)) if isinstance(b, Choice) else b
        for b in segment.body
    )
    return msgspec.structs.replace(segment, rest=grading.without_points(segment.rest), body=body)


def _are_open(rest: Sequence[Block], habits: Habits) -> bool:
    """Whether all that is left has a look that may be help's or an answer's."""
    return habits.pale is Pale.OPEN and bool(rest) and all(_looks_pale(b, habits) for b in rest)


def _begins_open(rest: Sequence[Block], habits: Habits) -> bool:
    first = next(iter(rest), None)
    return isinstance(first, Text) and fold(first.text) in habits.open_labels


def _head(segment: Segment, leaks: bool) -> tuple[str, bool, QuestionType | None, str]:
    """Prompt, required, labelled type, and what follows the prompt's required mark in one line."""
    text, labelled, required = segment.rest, None, bool(segment.head.required)
    cut = glued_labels(text)
    if cut and (leaks or any(labels.means(w, "required") for w in cut[1])):
        text, words = cut
        required = required or any(labels.means(w, "required") for w in words)
        labelled = next((t for w in words if (t := label_type(w))), None)
    text, starred = unstar(text)
    required, tail = required or starred, ""
    if not required and (inside := _STAR_INSIDE.match(text)):
        text, tail, required = inside["prompt"], inside["tail"], True
    return text, required, labelled, tail


def _strip_labels(
    blocks: list[Block], habits: Habits, starred: bool
) -> tuple[list[Block], bool, QuestionType | None]:
    """Takes required marks and type labels out of a body; below a ``starred`` prompt a star is an answer."""
    kept: list[Block] = []
    required, labelled, leading = False, None, True
    for block in blocks:
        if not isinstance(block, Text):
            kept.append(block)
            leading = False
        elif block.role is Role.GRADING:  # points stand between a prompt and its labels
            kept.append(block)
        elif _STAR_ALONE.fullmatch(block.text) and not starred:
            required = True
        elif words := _said(block, habits, leading):
            required = required or any(labels.means(w, "required") for w in words)
            labelled = labelled or next((t for w in words if (t := label_type(w))), None)
        elif leading and habits.repeated.issuperset(sentences(block.text)):
            required = required or not fold(block.text).endswith((".", "。"))
        else:
            kept.append(block)
            leading = False
    return kept, required, labelled


def _said(block: Text, habits: Habits, leading: bool) -> tuple[str, ...]:
    """The labels that a paragraph is: several in one say so by themselves, one where labels leak."""
    words = labels_in(block.text)
    if block.role is Role.TYPE_LABEL:
        return words or (block.text,)
    return words if leading and (habits.leaks or len(words) > 1) else ()


def _is_apparatus(text: Text, quiz: bool, alone: bool) -> bool:
    """Text of the page around an answer that is neither help nor answer."""
    return (
        text.role in (Role.SCALE_END, Role.TYPE_LABEL)
        or grading.is_grading(text, quiz, alone)
        or (text.role is None and (labels.means(text.text, "no_answer") or plain.is_placeholder(text.text)))
    )


def _split_help(blocks: list[Block], habits: Habits, prompt: str) -> tuple[list[Text], list[Block], bool]:
    """Help by markup; before an area: all text; else the leading paragraphs of a paler style."""
    by_role = [b for b in blocks if isinstance(b, Text) and b.role is Role.HELP]
    if by_role:
        return by_role, [b for b in blocks if b not in by_role], True
    area = next((i for i, b in enumerate(blocks) if isinstance(b, AREAS)), None)
    if area is not None:
        return without_edges([b for b in blocks[:area] if isinstance(b, Text)]), blocks[area:], True
    count = 0
    while count < len(blocks) and isinstance(b := blocks[count], Text):
        alike = has_rtl(b.text) == has_rtl(prompt)  # two scripts have two sizes in one style
        meant = habits.pale is Pale.HELP or look_of(b.style) in habits.helps
        pale = meant and is_paler(b.style, habits.style, alike, habits.larger)
        if not (pale or (habits.quoted and _is_quote(b))):
            break
        count += 1
        if plain.is_file_limit(fold(b.text)):
            break
    return [b for b in blocks[:count] if isinstance(b, Text)], blocks[count:], count > 0


def _is_quote(block: Block) -> bool:
    return isinstance(block, Text) and block.style.quote


def _may_be_typed(help_: Sequence[Text]) -> bool:
    """Whether help that nothing names so may be what somebody typed: no print's, no upload's limits."""
    known = (h.role or h.place.bbox or plain.is_file_limit(fold(h.text)) for h in help_)
    return bool(help_) and not any(known)


def _looks_pale(block: Block, habits: Habits) -> bool:
    return isinstance(block, Text) and is_paler(block.style, habits.style, True, habits.larger)
