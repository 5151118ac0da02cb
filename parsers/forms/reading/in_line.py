"""Answers in their prompt's line (``Name: Mara``), or behind a word of their own (``Answer: 4``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from parsers.forms.reading.flow import Line
from parsers.forms.reading.locate import Head
from parsers.forms.template import Item
from parsers.forms.wording import fold
from parsers.recognise.answer_label import LEAST, SHARE, behind_word, word_before
from parsers.recognise.hidden_labels import labels_in
from parsers.responses import QuestionType

SCALE = 3
"""Figures in a row that are a scale."""
_FIGURES = re.compile(r"(?<!\S)\d{1,2}(?!\S)")
IN_LINE = 2
"""So many answers behind prompts with nothing below them, and half of those, are no chance."""
_TYPED = (QuestionType.TEXT, QuestionType.DATE, QuestionType.FILE_UPLOAD, QuestionType.UNKNOWN)


def answers_in_line(heads: Sequence[Head], stops: Sequence[int]) -> bool:
    """Whether answers stand in their prompts' lines. ``stops``: where what is below each prompt ends."""
    alone = [head.tail for head, stop in zip(heads, stops, strict=True) if head.body >= stop]
    typed = sum(bool(tail) and not labels_in(tail) for tail in alone)
    return typed >= IN_LINE and typed * 2 >= len(alone) and not any(map(_offers, heads))


def _offers(head: Head) -> bool:
    """Whether a converter ran a question's control into its prompt's line: all options, or a scale."""
    options = {fold(o) for o in head.question[0].options if o != head.question[0].other}
    every = len(options) > 1 and all(option in fold(head.tail) for option in options)
    return every or len(_FIGURES.findall(head.tail)) >= SCALE


def label_of(bodies: Sequence[tuple[Item, Sequence[str]]]) -> str | None:
    """The word that stands before (nearly) every typed answer; None where there is none."""
    typed = [
        [w for line in lines if (w := word_before(line))] for item, lines in bodies if _is_typed(item, lines)
    ]
    found = Counter(word for words in typed for word in {*words})
    for word, count in found.most_common(1):
        if count >= LEAST and count >= SHARE * len(typed):
            return word
    return None


def _is_typed(item: Item, lines: Sequence[str]) -> bool:
    return bool(lines) and item.question_type in _TYPED and not item.row_label


def without_label(lines: Sequence[Line], label: str | None) -> list[Line]:
    """A question's lines without the label in them; what stands above it is no answer."""
    at = next((n for n, line in enumerate(lines) if label and word_before(line.text) == label), None)
    if at is None:
        return list(lines)
    first = replace(lines[at], text=behind_word(lines[at].text))
    return [first, *lines[at + 1 :]] if first.text else list(lines[at + 1 :])


def chosen_in_line(text: str, item: Item) -> str | None:
    """The one option that a line names, as it stands in the form; None for anything else."""
    named = [o for o in item.options if fold(o) == fold(text)]
    return named[0] if len(named) == 1 else None


def chosen_in_row(lines: Sequence[str], item: Item) -> str | None:
    """The column that a line gives for a grid's statement (``The staff: good``)."""
    label = item.row_label or ""
    tails = [line[len(label) :] for line in lines if label and line.startswith(label)]
    found = [chosen_in_line(tail.lstrip(" :："), item) for tail in tails if tail[:1] in (":", "：")]
    return found[0] if len(found) == 1 else None
