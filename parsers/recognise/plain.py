"""Bodies without any mark, box or style: what OCR and pasting leave of a question.

Nothing here claims a selection. Options are told from answers by their shape, help from
answers by its voice; what stays open is said with a low confidence (``docs/design.md``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers import labels, patterns
from parsers.blocks import Struct, Text
from parsers.form import QuestionType
from parsers.text import fold, key

SHORT = 60
"""Characters of a line that can be an unmarked option without other signs."""

_SENTENCE_END = re.compile(r"[.!?;:。！？؟…]\s*$")
_DEFINED = re.compile(
    r"^(?:an?|the|la|le|les|l'|une?|el|los|las|der|die|das|ein|eine|o|a|os|as|il|lo|un|het|een)\s+", re.I
)
_CONTROLS = {
    QuestionType.SINGLE_CHOICE,
    QuestionType.MULTIPLE_CHOICE,
    QuestionType.RATING,
    QuestionType.NPS,
    QuestionType.LIKERT,
    QuestionType.RANKING,
}
_FILE_SIZE = re.compile(r"\d\s*(?:[KMG][BO]|МБ|ГБ|ميغابايت)\b", re.I)
_NOT_HELP = re.compile(r"\d|://|www\.|@")


_TEN = re.compile(r"(\d|10)\s*/\s*10")


def out_of_ten(text: str) -> str | None:
    """The figure of ``7 / 10``, as converters write a 0-10 scale; None for any other text."""
    found = _TEN.fullmatch(text.strip())
    return found[1] if found else None


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
    confidence: float = 0.6


def sort(
    prompt: str, body: Sequence[Text], labelled: QuestionType | None, *, styled: bool, marked: bool
) -> Plain:
    """Sorts the paragraphs of an unmarked body.

    ``styled``: help would show by its style. ``marked``: options would show by their marks.
    """
    if not body:  # what a labelled control held is lost; an empty text is empty
        return Plain(lost=labelled in _CONTROLS, confidence=0.8)
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


def is_file_limit(line: str) -> bool:
    """``File number limit: 1   Single file size limit: 10MB``, in any language."""
    known = patterns.gaps(line, "file_limit_pattern") is not None
    return known or bool(
        len(line) < 200 and _FILE_SIZE.search(line) and line.count(":") + line.count("：") >= 2
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
        help_ = (
            body[: start - _ends(body[:start])] if figures[0] == "0" and figures[-1] == "10" else body[:start]
        )
        return Plain(help=tuple(fold(t.text) for t in help_), scale=figures, confidence=0.7)
    if labelled in (QuestionType.RATING, QuestionType.NPS):
        return Plain(help=tuple(fold(t.text) for t in body), lost=True)
    return None


def _ends(before: Sequence[Text]) -> int:
    """How many of the paragraphs above a 0-10 scale name its ends."""
    return next((i for i, t in enumerate(reversed(before[-2:])) if _is_sentence(t.text)), len(before[-2:]))


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


def _choice(body: Sequence[Text]) -> Plain:
    """A labelled choice: paragraphs that end like sentences before others that do not are help."""
    lines = _closed(_lines(body))
    count = next((i for i, t in enumerate(lines) if not _is_sentence(t)), len(lines))
    count = max(0 if count == len(lines) else count, _before_yes_no(lines))
    help_, options = tuple(lines[:count]), tuple(lines[count:])
    if len(options) == 1 and _is_sentence(options[0]):
        return Plain(lost=True)  # help above an empty list, or what was chosen in it
    if len(options) == 1:  # a drop-down list shows what was chosen and nothing else
        return Plain(help=help_, answer=tuple(body[-1:]), confidence=0.7)
    return Plain(help=help_, options=options, confidence=0.7)


def _options(prompt: str, body: Sequence[Text]) -> Plain | None:
    """Options of a choice that no label names: ``Yes No``, a list, a run of short lines.

    What follows them leads to the next section: options end a question.
    """
    return _inline(body) or _listed(body) or _run(prompt, body)


def _inline(body: Sequence[Text]) -> Plain | None:
    """Options in one line. A leading blank is what a converter leaves of a mark it dropped."""
    for i, text in enumerate(body):
        words = text.text.split()
        known = [labels.means(w, "yes", "no", "other") for w in words]
        if len(words) >= 2 and all(known):
            return Plain(help=_folded(body[:i]), options=tuple(words), confidence=0.7)
        if len(words) > 2 and all(known[:2]):  # and what was typed into “Other”
            return Plain(help=_folded(body[:i]), options=(*words[:2], " ".join(words[2:])), confidence=0.5)
        if text.text.startswith(" "):
            return Plain(help=_folded(body[:i]), lost=True)
    return None


def _listed(body: Sequence[Text]) -> Plain | None:
    """The first bulleted list of at least two items, after nothing but sentences."""
    bulleted = [bool(t.bullet) and not _is_number(t) for t in body]
    start = bulleted.index(True) if True in bulleted else len(body)
    end = next((i for i in range(start, len(body)) if not bulleted[i]), len(body))
    if end - start < 2 or not all(_is_sentence(t.text) for t in body[:start]):
        return None
    return Plain(help=_folded(body[:start]), options=_folded(body[start:end]))


def _run(prompt: str, body: Sequence[Text]) -> Plain | None:
    """Short lines, or any lines where the prompt asks to choose."""
    if any(_is_number(t) for t in body):
        return None
    lines = _without_tail(_lines(body))
    cued = labels.holds(prompt, "choose_cue")
    start = next((i for i in range(len(lines)) if all(map(_can_be_option, lines[i:]))), len(lines))
    start = max(start, _before_yes_no(lines))
    if cued and len(lines) - start < 2:
        start = 0 if all(len(t) < 4 * SHORT and not _NOT_HELP.search(t) for t in lines) else len(lines)
    known = any(labels.means(t, "yes", "no", "other") for t in lines[start:])
    if len(lines) - start < 2 or not (known or all(map(_is_sentence, lines[:start]))):
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
    titled = len(lines) >= 4 and _is_sentence(lines[-1]) and all(map(_can_be_option, lines[:-1]))
    return lines[:-2] if titled else lines


def _closed(lines: list[str]) -> list[str]:
    """“Other” is always the last option, and nothing but “Other” follows a yes and a no."""
    last = next((i + 1 for i, t in enumerate(lines) if i and labels.means(t, "other")), None)
    sides = [i for i, t in enumerate(lines) if labels.means(t, "yes", "no")]
    if (
        last is None
        and len(sides) == 2
        and sides[1] == sides[0] + 1
        and not _can_be_other(lines[sides[1] + 1 :])
    ):
        last = sides[1] + 1
    return lines[:last]


def _can_be_other(rest: Sequence[str]) -> bool:
    """One line in lower case can be what was typed into “Other”; a heading is not."""
    return not rest or (len(rest) == 1 and not rest[0][:1].isupper())


def _folded(body: Sequence[Text]) -> tuple[str, ...]:
    return tuple(fold(t.text) for t in body)


def _lines(body: Sequence[Text]) -> list[str]:
    return [fold(line) for t in body for line in t.text.split("\n") if line.strip()]


def _can_be_option(line: str) -> bool:
    return (
        (len(line) <= SHORT or not _NOT_HELP.search(line))
        and not _is_sentence(line)
        and not re.search(r"://|www\.|@", line)
    )


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
    if is_file_limit(line):
        return True
    if text.bullet or text.links or labels.holds(line, "respondent_voice") or not _is_sentence(line):
        return False
    if _NOT_HELP.search(line):
        return False
    return labels.holds(line, "form_voice") or _defines(prompt, line)


def _defines(prompt: str, line: str) -> bool:
    """``E-participation or similar:`` / ``E-Participation is about …``."""
    subject = key(_DEFINED.sub("", line)).split()[:6]
    asked = {w for w in key(prompt).split() if len(w) >= 4}
    shared = bool(asked.intersection(subject)) or any(
        w[:5] in {a[:5] for a in asked} for w in subject if len(w) > 5
    )
    return shared and len(line.split()) >= 6 and labels.holds(line, "defining")
