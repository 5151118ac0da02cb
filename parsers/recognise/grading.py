"""What a quiz prints around its answers: points, right and wrong, correct answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from parsers import glyphs, labels
from parsers.blocks import Block, Role, Text
from parsers.patterns import gaps
from parsers.text import fold

TAIL = 40
"""Characters at a prompt's end that can hold its points."""
POINTS = "points_pattern"
_FIGURE = r"\d+(?:[.,]\d+)?"
_DIGIT = re.compile(r"\d")


@cache
def _points() -> re.Pattern[str]:
    texts = (re.escape(fold(w)) for w in labels.words("points_pattern"))
    patterns = (re.sub(r"\\\{\d\\\}", _FIGURE.replace("\\", r"\\"), t).replace(r"\ ", r"\s*") for t in texts)
    return re.compile(r"(?:\s*(?:{}))+".format("|".join(patterns)), re.I)


@cache
def _at_end() -> re.Pattern[str]:
    texts = [w for w in labels.words("points_pattern") if w.startswith(("(", "（")) or "/" in w]
    escaped = (re.sub(r"\\\{\d\\\}", _FIGURE.replace("\\", r"\\"), re.escape(fold(t))) for t in texts)
    shapes = "|".join(e.replace(r"\ ", r"\s*") for e in escaped)
    return re.compile(rf"\s*[(（]?(?:{shapes})[)）]?\s*$", re.I)


@cache
def _correct() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels.words("correct_answer")))
    return re.compile(rf"\s*(?:{words})\s*(?:[:：].*)?", re.I | re.S)


@cache
def _correct_inside() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels.words("correct_answer")))
    return re.compile(rf"(?:^|\s)(?:{words})\s*[:：]", re.I)


@cache
def _verdict() -> re.Pattern[str]:
    words = "|".join(map(re.escape, (*labels.words("correct_answer"), *labels.words("feedback"))))
    return re.compile(rf"\s*(?:{words})\s*(?:[:：].*)?", re.I)


def without_verdict(blocks: Sequence[Block]) -> list[Block]:
    """A quiz's question without what its page says of the answer: all from the line that begins the feedback
    or the correct answers on, or that follows the page's own word for no answer."""
    kept: list[Block] = []
    judged = False
    for block in blocks:
        if not isinstance(block, Text) or block.role is not None:
            kept.append(block)
            continue
        if judged:
            continue
        lines = block.text.split("\n")
        none = next((n + 1 for n, line in enumerate(lines) if labels.means(line, "no_answer")), len(lines))
        cut = next((n for n, line in enumerate(lines) if _verdict().fullmatch(line)), len(lines))
        if rest := "\n".join(lines[: min(none, cut)]).strip():
            kept.append(replace(block, text=rest))
        judged = cut < len(lines)
    return kept


def is_verdict(text: str) -> bool:
    """Whether feedback or the correct answers begin a text."""
    return _verdict().fullmatch(text.split("\n")[0]) is not None


def points_of(prompt: str, below: Sequence[Text]) -> tuple[float | None, float | None]:
    """Points given and possible. ``1/2 pts`` says both; one figure behind a prompt is what was possible.

    ``below``: the paragraphs under the prompt that may grade it.
    """
    tail = _at_end().search(prompt[-TAIL:])
    behind = gaps(tail.group(), POINTS) if tail else None
    every = [behind, *(gaps(text.text, POINTS) for text in below)]
    both = next((pair for pair in every if pair and len(pair) == 2), None)
    if both:
        return _number(both[0]), _number(both[1])
    return None, _number(behind[0]) if behind else None


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(_FIGURE, text) else None


def without_points(prompt: str) -> str:
    """A prompt without ``(2 points)`` or ``1/2 pts`` at its end."""
    return prompt[:-TAIL] + _at_end().sub("", prompt[-TAIL:])


def is_points(line: str) -> bool:
    """Whether a line is points and nothing else."""
    return _points().fullmatch(fold(line)) is not None


def shows_points(prompt: str) -> bool:
    """Whether points stand at the end of a prompt, as a quiz prints them."""
    tail = prompt[-TAIL:]
    return _DIGIT.search(tail) is not None and _at_end().search(tail) is not None


def without_points_before(line: str) -> str:
    """An answer's first line in a quiz without the points that a converter put before it."""
    points = _points().match(line)
    return line[points.end() :].strip() if points else line


def names_correct(line: str) -> bool:
    """Whether a line begins the correct answers of a quiz's question."""
    return _correct_inside().match(line) is not None


def without_correct(line: str) -> str:
    """An answer's last line in a quiz without the correct answer behind it."""
    correct = _correct_inside().search(line)
    return line[: correct.start()].strip() if correct else line


@cache
def _mark() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(labels.words("correct_answer"), key=len, reverse=True)))
    return re.compile(rf"\s*(?:[{glyphs.TICKS}{glyphs.CROSSES}][\ufe0e\ufe0f]?|(?:{words}))\s*$", re.I)


def without_mark(option: str) -> str:
    """An option of a quiz without the verdict behind it, which never says that it was chosen."""
    return _mark().sub("", option) or option


def is_grading(text: Text, quiz: bool, alone: bool) -> bool:
    """Whether a paragraph grades. Only in a quiz do words alone say so, and points that stand
    ``alone`` below a prompt are what somebody typed."""
    if text.role is Role.GRADING:
        return True
    line = fold(text.text)
    return quiz and bool((not alone and _points().fullmatch(line)) or _correct().fullmatch(line))
