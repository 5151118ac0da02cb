"""Options and scales that lost their marks, told by their shape.

Nothing here claims a selection, but that of a drop-down list, which shows what was chosen alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers import labels
from parsers.blocks import Struct, Text
from parsers.responses import QuestionType
from parsers.text import fold

SHORT = 60
"""Characters of a line that can be an unmarked option without other signs."""

SENTENCE_END = re.compile(r"[.!?;:。！？؟…]\s*$")
RESPONDENTS = re.compile(r"\d|://|www\.|@")
"""Figures and links: what respondents write, and forms seldom."""


class Plain(Struct, frozen=True):
    """An unmarked body, sorted."""

    help: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """Offered, nothing shown as chosen."""
    scale: tuple[str, ...] = ()
    """Figures of a rating or 0-10 scale, nothing shown as chosen."""
    answer: tuple[Text, ...] = ()
    lost: bool = False
    """Options stood in one line and cannot be told apart."""
    doubt: str | None = None
    """A paragraph that may be help or answer."""
    confidence: float = 0.6


_ITEM = re.compile(r"\s*\d{1,2}[.)]\s+\S")


def is_sentence(line: str) -> bool:
    """Whether a line ends like a sentence."""
    return bool(SENTENCE_END.search(line))


def is_number(text: Text) -> bool:
    """Whether a paragraph is an item of an ordered list, typed or by markup."""
    return (text.number or text.bullet or "").rstrip(".)").isdecimal() or bool(_ITEM.match(text.text))


# --------------------------------------------------------------------------- scales


MOST_POINTS = 11
"""Points of a scale."""
TEN = tuple(str(n) for n in range(MOST_POINTS))


def unmarked_scale(body: Sequence[Text], labelled: QuestionType | None) -> Plain | None:
    """``1 2 3 4 5``, in one line, in several, or glued (``012345678910``); below one from 0 to 10 stand the
    names of its ends."""
    if above := _above_ends(body):
        return above
    for start in range(max(0, len(body) - MOST_POINTS), len(body)):
        figures = _figures(body[start:])
        if not figures:
            continue
        help_ = (
            body[: start - _ends(body[:start])] if figures[0] == "0" and figures[-1] == "10" else body[:start]
        )
        return Plain(help=tuple(fold(t.text) for t in help_), scale=figures, confidence=0.7)
    if labelled in (QuestionType.RATING, QuestionType.NPS):
        return Plain(help=tuple(fold(t.text) for t in body), lost=True)
    return None


def _above_ends(body: Sequence[Text]) -> Plain | None:
    """A scale from 0 to 10 in a line, with nothing below it but the names of its ends."""
    lines = [fold(line) for t in body for line in t.text.split("\n") if line.strip()]
    for at, line in enumerate(lines):
        figures = tuple(line.split())
        below = lines[at + 1 :]
        if figures == TEN and 1 <= len(below) <= 2 and all(map(_names_end, below)):
            return Plain(help=tuple(lines[:at]), scale=TEN, confidence=0.7)
    return None


def _names_end(line: str) -> bool:
    return len(line) <= 2 * SHORT and not is_sentence(line) and not RESPONDENTS.search(line)


def _ends(before: Sequence[Text]) -> int:
    """How many of the paragraphs above a 0-10 scale name its ends."""
    return next((i for i, t in enumerate(reversed(before[-2:])) if is_sentence(t.text)), len(before[-2:]))


def _figures(body: Sequence[Text]) -> tuple[str, ...]:
    """The figures that a run of paragraphs holds and nothing else; () if it is no scale."""
    joined = " ".join(t.text if not (t.bullet or "").rstrip(".)").isdecimal() else "?" for t in body)
    parts = joined.split()
    if len(parts) == 1 and parts[0] in (
        "12345",
        "0123456789",
        "012345678910",
        "12345678910",
        "1234567",
        "1234",
    ):
        top = int(parts[0][-2:]) if parts[0].endswith("10") else int(parts[0][-1])
        return tuple(str(n) for n in range(int(parts[0][0]), top + 1))
    if len(parts) < 3 or not all(p.isdecimal() for p in parts):
        return ()
    first = int(parts[0])
    return tuple(parts) if first in (0, 1) and parts == [str(first + i) for i in range(len(parts))] else ()


# --------------------------------------------------------------------------- options


def labelled_choice(body: Sequence[Text], several: bool) -> Plain:
    """A labelled choice: paragraphs that end like sentences before others that do not are help."""
    lines = _closed(_lines(body))
    count = next((i for i, t in enumerate(lines) if not is_sentence(t)), len(lines))
    count = max(0 if count == len(lines) else count, _before_yes_no(lines))
    help_, options = tuple(lines[:count]), tuple(lines[count:])
    if len(options) == 1 and is_sentence(options[0]):
        return Plain(lost=True)  # help above an empty list, or what was chosen in it
    if len(options) == 1 and (several or labels.holds(options[0], "respondent_voice")):
        return Plain(help=help_, options=options, confidence=0.5)  # a single box to agree in
    if len(options) == 1 and _opens_list(options[0]):
        return Plain(help=help_, lost=True)
    if len(options) == 1:  # a drop-down list shows what was chosen and nothing else
        return Plain(help=help_, answer=tuple(body[-1:]), confidence=0.7)
    return Plain(help=help_, options=options, confidence=0.7)


def _opens_list(line: str) -> bool:
    """Whether a line is a list's invitation with all its items behind it."""
    return any(line.startswith(w) and line != w for w in labels.words("placeholder_text"))


def unmarked_options(prompt: str, body: Sequence[Text]) -> Plain | None:
    """Options of a choice that no label names: ``Yes No``, a list, a run of short lines.

    What follows them leads to the next section: options end a question.
    """
    return _inline(body) or _listed(body) or _run(prompt, body)


_PARTED = re.compile(r"[ \t]{1,4}[/|·•][ \t]{1,4}|／|\n")
"""Between options in one line."""


OFFERED = 3
"""Pieces of a line with signs between them that are options, whatever they are: with fewer, ``tea / coffee``
that somebody typed is taken for an offer; with more, an offer of three for what was given."""


def _knows(options: Sequence[str]) -> bool:
    """Whether a yes and a no stand among the options."""
    return all(any(labels.means(o, side) for o in options) for side in ("yes", "no"))


def _inline(body: Sequence[Text]) -> Plain | None:
    """Options in one line. A leading blank is what a converter leaves of a mark it dropped."""
    for i, text in enumerate(body):
        parted = [w.strip() for w in _PARTED.split(text.text)]
        short = all(0 < len(w) <= SHORT for w in parted)
        signed = len(parted) >= OFFERED and "\n" not in text.text
        if short and (signed or (len(parted) >= 2 and _knows(parted))):
            return Plain(help=_folded(body[:i]), options=tuple(parted), confidence=0.7)
        words = text.text.split()
        known = [labels.means(w, "yes", "no", "other") for w in words]
        if len(words) >= 2 and all(known):
            return Plain(help=_folded(body[:i]), options=tuple(words), confidence=0.7)
        if len(words) > 2 and all(known[:2]) and not words[1].islower():  # and what was typed into “Other”
            return Plain(help=_folded(body[:i]), options=(*words[:2], " ".join(words[2:])), confidence=0.5)
        if text.text.startswith(" "):
            return Plain(help=_folded(body[:i]), lost=True)
    return None


def _listed(body: Sequence[Text]) -> Plain | None:
    """The first bulleted list of at least two items, after nothing but sentences."""
    bulleted = [bool(t.bullet) and not is_number(t) for t in body]
    start = bulleted.index(True) if True in bulleted else len(body)
    end = next((i for i in range(start, len(body)) if not bulleted[i]), len(body))
    if end - start < 2 or not all(is_sentence(t.text) for t in body[:start]):
        return None
    return Plain(help=_folded(body[:start]), options=_folded(body[start:end]))


def _run(prompt: str, body: Sequence[Text]) -> Plain | None:
    """Short lines, or any lines where the prompt asks to choose."""
    if any(is_number(t) for t in body):
        return None
    lines = _without_tail(_lines(body))
    cued = labels.holds(prompt, "choose_cue")
    start = next((i for i in range(len(lines)) if all(map(can_be_option, lines[i:]))), len(lines))
    start = max(start, _before_yes_no(lines))
    if cued and len(lines) - start < 2:
        start = 0 if all(len(t) < 4 * SHORT and not RESPONDENTS.search(t) for t in lines) else len(lines)
    known = any(labels.means(t, "yes", "no", "other") for t in lines[start:])
    if len(lines) - start < 2 or not (known or all(map(is_sentence, lines[:start]))):
        return None
    return Plain(
        help=tuple(lines[:start]), options=tuple(lines[start:]), confidence=0.7 if known or cued else 0.5
    )


def _before_yes_no(lines: Sequence[str]) -> int:
    """How many lines stand before a yes or a no, if all are too long to be its fellow options."""
    first = next((i for i, t in enumerate(lines) if labels.means(t, "yes", "no")), 0)
    return first if all(len(t) > SHORT / 2 for t in lines[:first]) else 0


def _without_tail(lines: list[str]) -> list[str]:
    """Options without the plain heading and introduction of a section that follow them."""
    closed = _closed(lines)
    if closed != lines:
        return closed
    titled = len(lines) >= 4 and is_sentence(lines[-1]) and all(map(can_be_option, lines[:-1]))
    return lines[:-2] if titled else lines


def _closed(lines: list[str]) -> list[str]:
    """“Other” is always the last option; what follows a yes and a no is one too, unless it introduces the
    next section: a heading with a sentence below it, or a sentence."""
    last = next((i + 1 for i, t in enumerate(lines) if i and labels.means(t, "other")), None)
    sides = [i for i, t in enumerate(lines) if labels.means(t, "yes", "no")]
    if last is None and len(sides) == 2 and sides[1] == sides[0] + 1:
        end = next((i for i in range(sides[1] + 1, len(lines)) if not can_be_option(lines[i])), len(lines))
        last = end if end == len(lines) else max(sides[1] + 1, end - 1)
    return lines[:last]


def _folded(body: Sequence[Text]) -> tuple[str, ...]:
    return tuple(fold(t.text) for t in body)


def _lines(body: Sequence[Text]) -> list[str]:
    return [fold(line) for t in body for line in t.text.split("\n") if line.strip()]


def can_be_option(line: str) -> bool:
    """Whether a line can be an option: no sentence, no address, no long one with figures."""
    return (
        (len(line) <= SHORT or not RESPONDENTS.search(line))
        and not is_sentence(line)
        and not re.search(r"://|www\.|@", line)
    )
