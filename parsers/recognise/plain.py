"""Bodies without any mark, box or style: what OCR and pasting leave of a question.

Nothing here claims a selection but a drop-down list's. Options are told from answers by shape, help from
answers by its voice; what stays open is said with a low confidence (``docs/design.md``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from parsers import labels, patterns
from parsers.blocks import Text
from parsers.recognise.offers import (
    RESPONDENTS,
    SHORT,
    Plain,
    is_sentence,
    labelled_choice,
    unmarked_options,
    unmarked_scale,
)
from parsers.responses import QuestionType
from parsers.text import fold, key

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
_FILE_KIND = re.compile(r"(?<![\w./])(?:PDF|DOCX?|XLSX?|PPTX?|JPE?G|PNG|GIF|ZIP|CSV|MP[34])(?!\w)")
_LEGEND = re.compile(r"(?<!\S)\d{1,2}\s*=\s*[^\W\d][^=]*(?<![\d.])\d{1,2}\s*=\s*[^\W\d]")
"""``1 = very slow, 5 = very fast``."""
_FILE_SIZE = re.compile(r"\d\s*(?:[KMG][BO]|МБ|ГБ|ميغابايت)\b", re.I)


_TEN = re.compile(r"(\d|10)\s*/\s*10")


def out_of_ten(text: str) -> str | None:
    """The figure of ``7 / 10``, as converters write a 0-10 scale; None for any other text."""
    found = _TEN.fullmatch(text.strip())
    return found[1] if found else None


def sort(
    prompt: str,
    body: Sequence[Text],
    labelled: QuestionType | None,
    *,
    styled: bool,
    marked: bool,
    boxed: bool = False,
) -> Plain:
    """Sorts the paragraphs of an unmarked body.

    ``styled``: help would show by its style. ``marked``: options would show by their marks; ``boxed``:
    answers by their boxes.
    """
    if not body:  # what a labelled control held is lost; an empty text is empty
        return Plain(lost=labelled in _CONTROLS, confidence=0.75)
    if scale := unmarked_scale(body, labelled):
        return scale
    if labelled is QuestionType.LIKERT:  # columns and statements without their table
        return Plain(lost=True)
    if labelled is QuestionType.DATE and not any(map(_has_figure, body)):
        return Plain(help=tuple(fold(t.text) for t in body), lost=True)
    if labelled in (QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_CHOICE):
        return labelled_choice(body, several=labelled is QuestionType.MULTIPLE_CHOICE)
    if boxed and _are_unread(body):
        return Plain(lost=True)
    if labelled is None and not marked and (offered := unmarked_options(prompt, body)):
        return offered
    if styled:
        return Plain(answer=tuple(body), confidence=0.78)
    count = _help_length(prompt, body)
    if count == 0 and _is_parted(body) and _may_be_help(body[0]):
        return Plain(doubt="\n".join(fold(t.text) for t in body), confidence=0.3)
    if count == len(body) and not any(_surely_speaks_for_form(prompt, t) for t in body):
        return Plain(doubt="\n".join(fold(t.text) for t in body), confidence=0.3)
    return Plain(
        help=tuple(fold(t.text) for t in body[:count]),
        answer=tuple(body[count:]),
        confidence=0.6 if count or len(body) > 1 or is_sentence(body[0].text) else 0.75,
    )


def _are_unread(body: Sequence[Text]) -> bool:
    """Whether paragraphs stand apart where an answer would stand in a box: options without marks, or help and
    an answer whose box was not seen."""
    listed = any(t.bullet or t.number or t.text[:1] in "-–•*" for t in body)
    return len(body) > 1 and not listed


OFFERS = 3
"""So many short lines above a drawn field are options whose controls were not read; help is one or two."""


def offers_other(lines: Sequence[str]) -> bool:
    """Whether the lines above a drawn field are options, and the field the free one's."""
    short = all(len(line) <= SHORT and not is_sentence(line) for line in lines)
    return bool(lines) and (labels.means(lines[-1], "other") or (len(lines) >= OFFERS and short))


def _is_parted(body: Sequence[Text]) -> bool:
    """Whether several paragraphs stand below a prompt that are no list."""
    signs = {t.bullet or t.text[:1] for t in body}
    listed = ranked_items(body) is not None or (len(signs) == 1 and not signs.pop().isalnum())
    return any(not t.tight for t in body[1:]) and not listed


def _may_be_help(first: Text) -> bool:
    """Whether the first of several paragraphs may be help although it has not the form's voice: it has not
    the respondent's either, and does not introduce the next one (``Two portals:``)."""
    line = fold(first.text)
    return not (line.endswith((":", "：")) or labels.holds(line, "respondent_voice"))


def _has_figure(text: Text) -> bool:
    return re.search(r"\d", text.text) is not None


def is_file_limit(line: str) -> bool:
    """``File number limit: 1   Single file size limit: 10MB``, in any language."""
    known = patterns.gaps(line, "file_limit_pattern") is not None
    return known or bool(
        len(line) < 200 and _FILE_SIZE.search(line) and line.count(":") + line.count("：") >= 2
    )


_DATE_FORMAT = re.compile(
    r"\D{0,40}(?<!\w)(?:[DJTdjt]{1,2}|[Mm]{1,2})([./-])(?:[DJTdjt]{1,2}|[Mm]{1,2})\1[AJYajy]{2,4}"
    r"[\W\u0590-\u08ff\ufb1d-\ufefc]{0,40}"
)
"""``dd/MM/yyyy``, ``jj/mm/aaaa``, ``TT.MM.JJJJ``: nobody types that. Words of a right-to-left script may
come to stand behind it."""


LONGEST_PLACEHOLDER = 120
"""Characters."""


@lru_cache(maxsize=8192)
def is_placeholder(text: str) -> bool:
    """What an empty box shows: ``Enter your answer``, ``dd/MM/yyyy``, in any language."""
    if len(text) > LONGEST_PLACEHOLDER:
        return False
    known = key(text).replace(" ", "") in _placeholders()
    dated = patterns.gaps(text, "placeholder_pattern") is not None or _DATE_FORMAT.fullmatch(text.strip())
    return bool(text) and (known or bool(dated))


@cache
def _placeholders() -> frozenset[str]:
    """Without blanks, which converters lose between joined letters."""
    words = (*labels.words("placeholder_text"), *labels.words("placeholder_word"))
    return frozenset(key(word).replace(" ", "") for word in words)


_RANK = re.compile(r"\s*(\d{1,2})[.)]\s+(?=\S)")


def ranked_items(body: Sequence[Text]) -> tuple[str, ...] | None:
    """The items of an ordered list from 1 without a gap, numbered by markup or by hand; None for others."""
    found = [_RANK.match(t.text) if not (t.number or t.bullet) else None for t in body]
    figures = [
        hit[1] if hit else (t.number or t.bullet or "").rstrip(".)")
        for t, hit in zip(body, found, strict=True)
    ]
    if len(body) < 2 or figures != [str(i + 1) for i in range(len(body))]:
        return None
    return tuple(fold(t.text[hit.end() if hit else 0 :]) for t, hit in zip(body, found, strict=True))


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


_INSTRUCTS = re.compile(r"\b(?:you can|you may|you will|you should|this survey|this questionnaire)\b", re.I)


def _surely_speaks_for_form(prompt: str, text: Text) -> bool:
    """Whether a paragraph is help although nothing follows it: a limit, a definition, a description.

    A mere ``please`` or ``you`` may as well be said to the form's owner.
    """
    line = fold(text.text)
    return is_file_limit(line) or _defines(prompt, line) or bool(_INSTRUCTS.search(line))


def _speaks_for_form(prompt: str, text: Text) -> bool:
    """Addresses the respondent, states a file's limits, explains a scale, or defines a word of the prompt.

    A paragraph with figures, links or a first person is the respondent's.
    """
    line = fold(text.text)
    if is_file_limit(line) or _LEGEND.search(line) or (_FILE_SIZE.search(line) and _FILE_KIND.search(line)):
        return True
    if text.bullet or text.links or labels.holds(line, "respondent_voice") or not is_sentence(line):
        return False
    if RESPONDENTS.search(line):
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
