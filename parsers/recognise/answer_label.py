"""The word that people put before every answer (``Answer: 4``): a label in any language, no part of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Block, Text
from parsers.recognise.segments import AREAS, Segment

LEAST = 3
"""Questions with the same word before their answer: two people's notes may begin alike. With fewer, a short
form's label stays in its answers; with more allowed, three like notes would lose their first word."""
SHARE = 0.6
"""Of the questions answered by text alone and in one paragraph, or with the word: the least that have it.
Below, an answer's own words could be taken for a label; above, a label that some answers lack stays."""
LONGEST = 24
"""Characters of a label; longer ones are sentences."""
MOST_WORDS = 3
"""Of a label."""

_NONE = ("yes", "no", "other", "feedback", "correct_answer")
"""Meanings of words that are no label of an answer: ``Yes: since May``."""

_LABEL = re.compile(r"[ \t*_]*(?P<word>[^\W\d][^\n:：*_]*?)[ \t*_]*[:：][ \t*_]*(?![/\\])")


def answer_label(segments: Sequence[Segment]) -> str | None:
    """The folded word that stands before (nearly) every answer of a response; None where there is none."""
    open_ = [[b for b in s.body if isinstance(b, Text)] for s in segments if not _has_area(s)]
    found = Counter(word for texts in open_ for word in {w for t in texts for w in _words(t.text)})
    for word, count in found.most_common(1):
        others = sum(len(texts) == 1 and word not in _words(texts[0].text) for texts in open_)
        last = sum(bool(texts) and word in _words(texts[-1].text) for texts in open_)
        if count >= LEAST and count >= SHARE * (count + others) and last * 2 > count:
            return word  # text mostly follows a word before help (``Example: …``)
    return None


def behind_label(blocks: Sequence[Block], word: str) -> tuple[list[Text], list[Text]] | None:
    """What stands above the label, and the answer behind it; None where it is not among texts alone."""
    texts = [b for b in blocks if isinstance(b, Text)]
    if len(texts) < len(blocks):
        return None
    for n, text in enumerate(texts):
        lines = text.text.split("\n")
        at = next((k for k, line in enumerate(lines) if _word(line) == word), None)
        if at is None:
            continue
        above = [replace(text, text="\n".join(lines[:at]))] if at else []
        first = _LABEL.sub("", lines[at], count=1)
        own = "\n".join((first, *lines[at + 1 :])).strip()
        answer = [replace(text, text=own, bullet=None, number=None)] if own else []
        return [*texts[:n], *above], [*answer, *texts[n + 1 :]]
    return None


def _has_area(segment: Segment) -> bool:
    return any(isinstance(b, AREAS) for b in segment.body)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for line in text.split("\n") if (word := _word(line)))


def _word(line: str) -> str | None:
    hit = _LABEL.match(line[: 2 * LONGEST])  # a run of blanks costs its square
    if hit is None or len(hit["word"]) > LONGEST or len(hit["word"].split()) > MOST_WORDS:
        return None
    word = labels.fold(hit["word"])
    return None if labels.means(word, *_NONE) else word


def word_before(line: str) -> str | None:
    """The folded word before the colon that a line begins with."""
    return _word(line)


def behind_word(line: str) -> str:
    """A line without the word and the colon that it begins with."""
    return _LABEL.sub("", line, count=1).strip()


def without_label(blocks: Sequence[Block], word: str | None) -> tuple[Block, ...]:
    """The blocks of a response, each answer without the label before it: what a form is read from, later."""
    if word is None:
        return tuple(blocks)
    bare = (_bare(b, word) if isinstance(b, Text) else b for b in blocks)
    return tuple(b for b in bare if not isinstance(b, Text) or b.text or b.number)


def _bare(text: Text, word: str) -> Text:
    lines = text.text.split("\n")
    if not any(_word(line) == word for line in lines):
        return text
    cut = (_LABEL.sub("", line, count=1) if _word(line) == word else line for line in lines)
    return replace(text, text="\n".join(cut).strip())
