"""Bodies without any mark, box or style: what OCR and pasting leave of a question.

Nothing here claims a selection. Options are told from answers by their shape, help from
answers by its voice; what stays open is said with a low confidence (``docs/design.md``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers import labels
from parsers.blocks import Struct, Text
from parsers.form import QuestionType
from parsers.text import fold, key

SHORT = 60
"""Characters of a line that can be an unmarked option without other signs."""

_SENTENCE_END = re.compile(r"[.!?;:。！？؟…]\s*$")
_DEFINED = re.compile(r"^(?:an?|the|la|le|les|l'|une?|el|los|las|der|die|das|ein|eine|o|a|os|as|il|lo|un|het|een)\s+", re.I)
_NOT_HELP = re.compile(r"\d|://|www\.|@")


_TEN = re.compile(r"(\d|10)\s*/\s*10")


def out_of_ten(text: str) -> str | None:
    """The figure of ``7 / 10``, as converters write a 0-10 scale; None for any other text."""
    found = _TEN.fullmatch(text.strip())
    return found[1] if found else None


class Plain(Struct):
    """An unmarked body, sorted."""

    help: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """Offered, nothing shown as chosen."""
    scale: tuple[str, ...] = ()
    """Figures of a rating or 0-10 scale, nothing shown as chosen."""
    answer: tuple[Text, ...] = ()
    lost: bool = False
    """Options stood in one line and cannot be told apart."""
    confidence: float = 0.6


def sort(
    prompt: str, body: Sequence[Text], labelled: QuestionType | None, *, styled: bool, marked: bool
) -> Plain:
    """Sorts the paragraphs of an unmarked body.

    ``styled``: help would show by its style. ``marked``: options would show by their marks.
    """
    if not body:
        return Plain(confidence=0.8)
    if scale := _scale(body, labelled):
        return scale
    if labelled in (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE):
        return _choice(body)
    if labelled is None and not marked and (offered := _options(prompt, body)):
        return offered
    if styled:
        return Plain(answer=tuple(body), confidence=0.9)
    count = _help_length(prompt, body)
    return Plain(
        help=tuple(fold(t.text) for t in body[:count]),
        answer=tuple(body[count:]),
        confidence=0.6 if count or len(body) > 1 or _is_sentence(body[0].text) else 0.8,
    )


def is_ranked_list(body: Sequence[Text]) -> bool:
    """Whether a body is an ordered list from 1 without a gap."""
    figures = [(t.number or t.bullet or "").rstrip(".)") for t in body]
    return len(body) >= 2 and figures == [str(i + 1) for i in range(len(body))]


# --------------------------------------------------------------------------- scales


def _scale(body: Sequence[Text], labelled: QuestionType | None) -> Plain | None:
    """``1 2 3 4 5``, in one line, in several, or glued (``012345678910``)."""
    for start in range(len(body)):
        figures = _figures(body[start:])
        if not figures:
            continue
        before = [t for t in body[:start]]
        nps = figures[0] == "0" and figures[-1] == "10"
        ends = 0 if not nps else 2 if len(before) >= 2 and not _is_sentence(before[-1].text) and not _is_sentence(before[-2].text) else 1 if before and not _is_sentence(before[-1].text) else 0  # fmt: skip
        help_ = before[: len(before) - ends]
        return Plain(help=tuple(fold(t.text) for t in help_), scale=figures, confidence=0.7)
    if labelled in (QuestionType.RATING, QuestionType.NPS):
        return Plain(help=tuple(fold(t.text) for t in body), lost=True)
    return None


def _figures(body: Sequence[Text]) -> tuple[str, ...]:
    """The figures that a run of paragraphs holds and nothing else; () if it is no scale."""
    joined = " ".join(t.text if not (t.bullet or "").rstrip(".)").isdecimal() else "?" for t in body)
    parts = joined.split()
    if len(parts) == 1 and parts[0] in ("12345", "0123456789", "012345678910", "12345678910", "1234567", "1234"):
        top = int(parts[0][-2:]) if parts[0].endswith("10") else int(parts[0][-1])
        return tuple(str(n) for n in range(int(parts[0][0]), top + 1))
    if len(parts) < 3 or not all(p.isdecimal() for p in parts):
        return ()
    first = int(parts[0])
    return tuple(parts) if first in (0, 1) and parts == [str(first + i) for i in range(len(parts))] else ()


# --------------------------------------------------------------------------- options


def _choice(body: Sequence[Text]) -> Plain:
    """A labelled choice: paragraphs that end like sentences before others that do not are help."""
    lines = _lines(body)
    count = next((i for i, t in enumerate(lines) if not _is_sentence(t)), len(lines))
    count = 0 if count == len(lines) else count
    help_, options = tuple(lines[:count]), tuple(lines[count:])
    if len(options) == 1:  # a drop-down list shows what was chosen and nothing else
        return Plain(help=help_, answer=tuple(body[-1:]), confidence=0.7)
    return Plain(help=help_, options=options, confidence=0.7)


def _options(prompt: str, body: Sequence[Text]) -> Plain | None:
    """Options of a choice that no label names: a list, a run of short lines, ``Yes No``."""
    if inline := _inline(body):
        return inline
    count = len(body)
    while count > 0 and body[count - 1].bullet and not _is_number(body[count - 1]):
        count -= 1
    if len(body) - count >= 2 and all(_is_sentence(t.text) or not t.text for t in body[:count]):
        return Plain(help=tuple(fold(t.text) for t in body[:count]), options=tuple(fold(t.text) for t in body[count:]))
    lines = _lines(body) if not any(_is_number(t) for t in body) else []
    cued = labels.holds(prompt, "choose_cue")
    start = next((i for i in range(len(lines)) if all(map(_can_be_option, lines[i:]))), len(lines))
    first_known = next((i for i, t in enumerate(lines) if labels.means(t, "yes", "no")), 0)
    if all(len(t) > SHORT / 2 for t in lines[start:first_known]):
        start = max(start, first_known)
    if cued and len(lines) - start < 2:
        start = 0 if all(len(t) < 4 * SHORT and not _NOT_HELP.search(t) for t in lines) else len(lines)
    known = any(labels.means(t, "yes", "no", "other") for t in lines[start:])
    if len(lines) - start < 2 or not (known or all(map(_is_sentence, lines[:start]))):
        return None
    return Plain(help=tuple(lines[:start]), options=tuple(lines[start:]), confidence=0.7 if known or cued else 0.5)


def _inline(body: Sequence[Text]) -> Plain | None:
    """Options in one line. A leading blank is what a converter leaves of a mark it dropped."""
    line = body[-1].text
    words = line.split()
    yes_no = len(words) >= 2 and all(labels.means(w, "yes", "no", "other") for w in words)
    if not (yes_no or line.startswith(" ")) or "\n" in line.strip():
        return None
    help_ = tuple(fold(t.text) for t in body[:-1])
    return Plain(help=help_, options=tuple(words), confidence=0.7) if yes_no else Plain(help=help_, lost=True)


def _lines(body: Sequence[Text]) -> list[str]:
    return [fold(line) for t in body for line in t.text.split("\n") if line.strip()]


def _can_be_option(line: str) -> bool:
    return (len(line) <= SHORT or not _NOT_HELP.search(line)) and not _is_sentence(line) and not re.search(r"://|www\.|@", line)


def _is_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line))


def _is_number(text: Text) -> bool:
    return (text.number or text.bullet or "").rstrip(".)").isdecimal()


# --------------------------------------------------------------------------- help


def _help_length(prompt: str, body: Sequence[Text]) -> int:
    """How many leading paragraphs are help: all up to the last that speaks with the form's voice."""
    last = 0
    for i, text in enumerate(body):
        if _speaks_for_form(prompt, text):
            last = i + 1
        elif i - last >= 1:
            break
    return last


def _speaks_for_form(prompt: str, text: Text) -> bool:
    """Addresses the respondent, states a file limit, or defines a word of the prompt.

    A paragraph with figures, links or a first person is the respondent's.
    """
    line = fold(text.text)
    if text.bullet or text.links or labels.holds(line, "respondent_voice") or not _is_sentence(line):
        return False
    if _NOT_HELP.search(line):
        return False
    return labels.holds(line, "form_voice") or _defines(prompt, line)


def _defines(prompt: str, line: str) -> bool:
    """``E-participation or similar:`` / ``E-Participation is about …``."""
    subject = key(_DEFINED.sub("", line)).split()[:6]
    asked = {w for w in key(prompt).split() if len(w) >= 4}
    shared = bool(asked.intersection(subject)) or any(w[:5] in {a[:5] for a in asked} for w in subject if len(w) > 5)
    return shared and len(line.split()) >= 6 and labels.holds(line, "defining")
