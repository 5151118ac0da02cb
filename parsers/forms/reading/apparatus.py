"""What stands among the lines of a question that the form knows and is not its answer."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Role, Struct, Text
from parsers.forms.reading.flow import Line, hit, taken_by
from parsers.forms.reading.locate import STRAYED, Question
from parsers.forms.template import Item
from parsers.forms.wording import fold
from parsers.print_lines import is_page_edge
from parsers.recognise import grading
from parsers.recognise.hidden_labels import glued_labels, label_type, labels_in
from parsers.recognise.ordinals import split_ordinal
from parsers.recognise.required import unstar

OWN_HELP = (84.0, 8)
"""Likeness, and letters from which on it counts, of lines below a question and its own help: two errors of
a scanner in thirteen letters."""

COULD_BE_TYPED = 12
"""Letters of a help up to which nothing but it below a question may be what somebody typed: ``No``."""
OWN_SENTENCE = 16
"""Letters from which on help that no sign ends begins nobody's own sentence."""
SENTENCE_ENDS = '.:!?…)]”"»。！？：）」؟۔'


class Body(Struct, frozen=True):
    """What is left of a question's lines."""

    lines: tuple[Line, ...] = ()
    starred: bool = False
    """A required mark stood among them."""
    lossy: bool = False
    """What inputs held is not shown: nothing left does not mean that nothing was given."""
    in_line: bool = False
    """What is there stands behind the prompt, as (nearly) all answers of the document do."""
    helped: bool = False
    """Help was taken out, and nothing is left."""


def cleared(
    body: Sequence[Line], question: Question, near: Sequence[Question], quiz: bool, starred: bool
) -> Body:
    """The lines without the form's own: labels, help, points, and options that strayed from the
    questions ``near`` by. ``quiz``: points are given. ``starred``: the prompt has its star."""
    own = [line for line in body if line.source.role is not Role.HELP]
    lines = [line for line in own if not is_page_edge(line.text)]
    cut = len(lines) < len(own)  # what stood here may be behind the page's edge
    if len(lines) > 1:
        lines = [line for line in lines if not _repeats(line, question[0])]
    lines, behind = _without_grading(lines) if quiz else (lines, False)
    lines, more = _without_labels(lines, starred)
    before = lines
    lines, misread = _without_help(lines, question[0])
    kept = lines
    for other in near:
        kept = _without_strays(kept, question, other)
    # Where nothing is left, somebody may have typed what a neighbour offers or what nearly reads like help.
    doubtful = bool(lines) or behind or misread or cut
    return Body(
        lines=tuple(kept),
        starred=starred or more,
        lossy=doubtful and not kept,
        helped=bool(before) and not lines,
    )


def _repeats(line: Line, item: Item) -> bool:
    """Whether a line is the question's own number again, with its prompt or alone."""
    number, text = split_ordinal(Text(text=line.text))
    return number is not None and number == item.number and (not text or fold(text) == fold(item.prompt))


def is_quiz(lines: Sequence[Line]) -> bool:
    """Whether points stand at the end of several lines."""
    bare = ((glued_labels(line.text) or (line.text, ()))[0] for line in lines)
    return sum(grading.shows_points(unstar(text)[0]) for text in bare) >= 2


def _without_labels(lines: Sequence[Line], starred: bool) -> tuple[list[Line], bool]:
    """Without hidden labels, and whether one says that the question is required. Below a ``starred`` prompt a
    star is an answer, and so is one word that stands alone."""
    kept: list[Line] = []
    required = False
    for line in lines:
        words = labels_in(line.text)
        is_label = not kept and any(label_type(w) for w in words)
        required = required or (len(words) > 1 and any(labels.means(w, "required") for w in words))
        alone = len(lines) == 1 and len(line.text.split()) == 1
        if (not starred and not unstar(line.text)[0].strip()) or (
            labels.means(line.text, "required") and not alone
        ):
            required = True
        elif not is_label and not labels.means(line.text, "no_answer"):
            kept.append(line)
    return kept, required


def _without_grading(lines: list[Line]) -> tuple[list[Line], bool]:
    """Takes out points above an answer and correct answers below it, and says whether more paragraphs
    follow those: then nobody can tell what was typed. Points that stand alone are what somebody typed."""
    alone = len(lines) == 1 and lines[0].first
    if not lines or (alone and _grades(lines[0]) and not _grades(lines[0], alone=True)):
        return lines, False
    at = next((n for n, line in enumerate(lines) if grading.names_correct(line.text)), len(lines))
    if any(line.first and not _grades(line) for line in lines[at + 1 :]):
        return [], True
    lines = lines[:at]
    if lines:
        lines = [replace(lines[0], text=grading.without_points_before(lines[0].text)), *lines[1:]]
        lines = [*lines[:-1], replace(lines[-1], text=grading.without_correct(lines[-1].text))]
    return [line for line in lines if line.text and not _grades(line)], False


def _grades(line: Line, alone: bool = False) -> bool:
    return grading.is_grading(Text(text=line.text), quiz=True, alone=alone)


def _without_help(lines: list[Line], item: Item) -> tuple[list[Line], bool]:
    """Takes the form's help out of a body, over as many lines as it goes, and says whether it only nearly
    reads so."""
    wanted = fold(item.help_text or "")
    for misread, limits in ((False, ()), (True, OWN_HELP)):
        for at in range(min(STRAYED, len(lines)) if wanted else 0):
            found = hit([line.text for line in lines[at:]], wanted, *limits)
            if found is not None and _ends_apart(lines[at + found.lines - 1].text, found.tail, item):
                last = lines[at + found.lines - 1]
                rest = [replace(last, text=found.tail, first=False)] if found.tail else []
                kept = lines[:at] + rest + lines[at + found.lines :]
                return kept, misread or (len(wanted) <= COULD_BE_TYPED and not item.corrected)
    return lines, False


def _ends_apart(line: str, tail: str, item: Item) -> bool:
    """Whether help ends where a word does, and a sentence, unless it is too long to begin somebody's own."""
    if not tail:
        return True
    before = line.removesuffix(tail)
    between_words = not (before[-1:].isalnum() and tail[:1].isalnum() and before[-1:].isascii())
    is_long = item.corrected or len(fold(item.help_text or "")) >= OWN_SENTENCE
    return between_words and (is_long or before.rstrip()[-1:] in SENTENCE_ENDS)


def _is_counted(line: Line) -> bool:
    """Whether a line is an item of an ordered list."""
    return (line.source.bullet or line.source.number or "").rstrip(".)").isdecimal()


def _without_strays(lines: list[Line], question: Question, other: Question) -> list[Line]:
    """Takes out several options of a neighbour in a row: on a page of columns they may come first."""
    offered = {fold(o) for item in other for o in item.options} - {
        fold(o) for item in question for o in item.options
    }
    taken = [not _is_counted(line) and taken_by([line.text], offered) > 0 for line in lines]
    kept: list[Line] = []
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and taken[end]:
            end += 1
        if len({fold(line.text) for line in lines[i:end]}) < 2:
            end = max(end, i + 1)
            kept += lines[i:end]
        i = end
    return kept
