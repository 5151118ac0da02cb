"""Options as shown -> options as offered, with what was typed into “Other”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from parsers import labels
from parsers.blocks import Choice, Evidence, Struct
from parsers.responses import Option
from parsers.text import fold


class Read(Struct, frozen=True):
    """A choice question's options and its answer in words."""

    options: tuple[Option, ...]
    other_text: str | None
    answer_text: str | None


def other_label(choices: Sequence[Choice], language: str | None) -> str:
    """What a document calls its free option: as it stands where nothing was typed, else the label's
    word in the document's language."""
    shown = Counter(fold(c.text) for c in choices if c.text and not c.other_text and _is_free(c))
    return shown.most_common(1)[0][0] if shown else labels.word("other", language)


def _is_free(choice: Choice) -> bool:
    return (choice.other and not choice.selected) or labels.means(choice.text, "other")


def read_choices(choices: Sequence[Choice], typed: str | None, other: str) -> Read:
    """The options in printed order.

    ``typed``: text of a field that stands beside the options. Where the typed text takes the
    place of the label (as on the page itself), the option is called ``other``.
    """
    options: list[Option] = []
    other_text: str | None = None
    words: list[str] = []
    for i, choice in enumerate(choices):
        label, written = _split(choice, last=i == len(choices) - 1, other=other)
        is_other = choice.other or labels.means(label, "other")
        if is_other and choice.selected and not written and typed:
            written = typed
        options.append(Option(text=label, selected=choice.selected, other=is_other))
        if is_other and choice.selected:
            other_text = written
        if choice.selected:
            words.append(written or label)
    return Read(options=tuple(options), other_text=other_text, answer_text="; ".join(words) or None)


def _split(choice: Choice, last: bool, other: str) -> tuple[str, str | None]:
    """An option's label, and the free text typed into it."""
    text = fold(choice.text)
    if choice.other:
        written = fold(choice.other_text) if choice.other_text else None
        named = labels.means(text, "other") or choice.evidence is Evidence.MARKUP
        if not text or (written and not named):
            return other, written or (text or None)
        return text, written
    last = last and bool(choice.selected)
    found = _other_with_text().fullmatch(text) or _other_glued().fullmatch(text) if last else None
    if found:
        return found["label"], fold(found["text"])
    return text, None


@cache
def _other_glued() -> re.Pattern[str]:
    """``OtherSchool governor``: a capital in the middle of a word, where two elements of a page met."""
    words = "|".join(re.escape(w) for w in labels.words("other") if w[-1:].islower())
    return re.compile(rf"(?P<label>(?i:{words}))(?P<text>[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻÇĞİŞА-Я].*)", re.S)


def may_be_glued(text: str) -> bool:
    """Whether a label of several words may be “Other” and what was typed into it, where no capital tells
    where one ends: ``אחרכשר למהדרין``."""
    return " " in text and _uncased_other().match(text) is not None


@cache
def _uncased_other() -> re.Pattern[str]:
    words = (w for w in labels.words("other") if w.lower() == w.upper())
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})[^\W\d_]")


@cache
def _other_with_text() -> re.Pattern[str]:
    words = "|".join(map(re.escape, labels.words("other")))
    return re.compile(rf"(?P<label>{words})\s*(?:[:：]|\s[-–—]\s)\s*(?P<text>\S.*)", re.I | re.S)
