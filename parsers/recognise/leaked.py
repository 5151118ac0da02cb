"""Hidden labels among a page's text, known or not: they stand in the same place below most prompts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from parsers.blocks import Role, Text
from parsers.recognise import grading
from parsers.recognise.hidden_labels import glued_labels, labels_in
from parsers.recognise.segments import Segment
from parsers.text import fold

LABELLED = 0.6
"""Of the questions with something below them: where so many have a leaked label, the phrase in its place is
open in the others. Below, answers of a word and a full stop become open; above, rare labels are claimed."""


def open_labels(segments: Sequence[Segment], repeated: frozenset[str]) -> frozenset[str]:
    """Phrases that stand once where other questions have their type's label."""
    leads = [lead for s in segments if (lead := _leading(s))]
    known = [[t in repeated or bool(labels_in(t)) for t in lead] for lead in leads]
    openers = {lead[0] for lead, are in zip(leads, known, strict=True) if len(are) == 2 and all(are)}
    if sum(map(any, known)) < LABELLED * len(leads):
        return frozenset()
    rest = [lead[1:] if lead[0] in openers else lead for lead in leads]
    places = [lead[0] for lead in rest if lead]
    return frozenset(t for t in places if t not in repeated and not labels_in(t) and len(_phrases(t)) == 1)


def leaks_labels(segments: Sequence[Segment]) -> bool:
    bare = [grading.without_points(s.rest) for s in segments]
    pairs = zip(segments, bare, strict=True)
    hits = sum(1 for s, rest in pairs if any(map(labels_in, _leading(s))) or glued_labels(rest))
    return hits >= max(2, len(segments) // 5)


def _leading(segment: Segment) -> list[str]:
    """The first two paragraphs below a prompt: where hidden labels stand. The prompt itself may stand
    below its number."""
    body = [b for b in segment.body if not (isinstance(b, Text) and b.role is Role.GRADING)]
    first = 0 if segment.rest.strip() else 1
    return [fold(b.text) for b in body[first : first + 2] if isinstance(b, Text) and b.role is None]


def sentences(text: str) -> list[str]:
    """A paragraph's sentences, each with its full stop."""
    return [line for line in re.split(r"(?<=[.。])\s*", fold(text)) if line]


def repeated_labels(segments: Sequence[Segment]) -> frozenset[str]:
    """Hidden labels in a language we do not know: a few short phrases with a full stop that stand
    below most prompts, each with something below it somewhere (else it may be what two answers say), and what
    stands between them and the prompt."""
    phrases = Counter(p for s in segments for t in _leading(s) for p in _phrases(t))
    often = {t for t, n in phrases.items() if n >= 2}
    below = [s for s in segments if any(_are_all(t, often) for t in _leading(s))]
    followed = [
        s for s in below if not all(isinstance(b, Text) and _are_all(fold(b.text), often) for b in s.body)
    ]
    if len(segments) < 4 or len(below) * 5 < len(segments) * 3 or len(followed) * 2 < len(below):
        return frozenset()  # “No.” below each prompt is an answer
    between = Counter(t[0] for s in below if len(t := _leading(s)) == 2 and _are_all(t[1], often))
    behind = {p for s in segments for t in _leading(s)[: len(s.body) - 1] for p in _phrases(t)}
    return frozenset((often & behind) | {t for t, n in between.items() if n >= 2})


def _phrases(text: str) -> list[str]:
    """The sentences of a paragraph that can be labels: one or two, short, and nothing else."""
    found = sentences(text)
    fits = len(found) <= 2 and all(len(p) <= 40 and p.endswith((".", "。")) for p in found)
    return found if fits else []


def _are_all(text: str, labels_: set[str]) -> bool:
    found = _phrases(text)
    return bool(found) and labels_.issuperset(found)
