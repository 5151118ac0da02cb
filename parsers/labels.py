"""Words by meaning and language: what Microsoft Forms prints, and what people write.

The data stands in ``labels.toml`` (Forms' own, each word with its source) and ``words.toml``:
meaning -> language (BCP 47) -> words. Only exact words count (case, width and end punctuation
folded): a label is evidence, a resemblance is not.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources

FILES = ("labels.toml", "words.toml")
END_PUNCTUATION = " \t\n.:：。*"


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The form under which two spellings of one label are equal."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", text).strip(END_PUNCTUATION)


@cache
def _by_meaning() -> dict[str, dict[str, tuple[str, ...]]]:
    own, people = (
        tomllib.loads(resources.files("parsers").joinpath(name).read_text("utf-8")) for name in FILES
    )
    forms = {
        meaning: {lang: tuple(entry["text"] for entry in words) for lang, words in langs.items()}
        for meaning, langs in own.items()
    }
    return forms | {m: {lang: tuple(words) for lang, words in langs.items()} for m, langs in people.items()}


@cache
def _by_word() -> dict[str, dict[str, frozenset[str]]]:
    index: dict[str, dict[str, set[str]]] = {}
    for meaning, langs in _by_meaning().items():
        for lang, words in langs.items():
            for word in words:
                index.setdefault(fold(word), {}).setdefault(meaning, set()).add(lang)
    return {w: {m: frozenset(ls) for m, ls in ms.items()} for w, ms in index.items()}


def meanings(text: str) -> dict[str, frozenset[str]]:
    """Each meaning that ``text`` as a whole has, with the languages it has it in."""
    return _by_word().get(fold(text), {})


def means(text: str, *wanted: str) -> bool:
    """Whether ``text`` as a whole is a label with one of these meanings."""
    return not meanings(text).keys().isdisjoint(wanted)


LONGEST_SEQUENCE = 160
"""Characters of a paragraph that can hold nothing but labels."""


@cache
def _one_of(wanted: tuple[str, ...]) -> re.Pattern[str]:
    found = sorted({fold(w) for m in wanted for w in words(m)}, key=lambda w: (-len(w), w))
    return re.compile(rf"(?:{'|'.join(map(re.escape, found))})(?![^\W\d_])[\s.:：。،,;|·*]*")


@lru_cache(maxsize=8192)
def sequence(text: str, *wanted: str) -> tuple[str, ...]:
    """The labels with these meanings that a paragraph is made of, folded and in order (``Required to answer.
    Single line text.``); () where it holds anything else."""
    rest, found = fold(text), []
    if len(rest) > LONGEST_SEQUENCE:
        return ()
    while rest:
        hit = _one_of(wanted).match(rest)
        if hit is None or not hit.group():
            return ()
        found.append(fold(hit.group()))
        rest = rest[hit.end() :]
    return tuple(found)


def words(meaning: str) -> tuple[str, ...]:
    """Every word with this meaning, in any language, longest first."""
    found = {w for ws in _by_meaning().get(meaning, {}).values() for w in ws}
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


def word(meaning: str, language: str | None) -> str:
    """The first word for this meaning in a language, else in its base language, else English."""
    langs = _by_meaning()[meaning]
    code = language or "en"
    for key in (code, code.split("-")[0], "en"):
        if key in langs:
            return langs[key][0]
    raise KeyError(meaning)


@cache
def _anywhere(meaning: str) -> re.Pattern[str]:
    found = "|".join(_whole(w) for w in words(meaning))
    return re.compile(found or r"(?!)", re.I)


def _whole(word: str) -> str:
    """A word's pattern: bounded at its ends, but not where the script writes words together."""
    before, after = ("" if _is_cjk(c) else look for c, look in ((word[0], r"(?<!\w)"), (word[-1], r"(?!\w)")))
    return before + re.escape(word) + after


def _is_cjk(char: str) -> bool:
    return "\u3040" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def holds(text: str, meaning: str) -> bool:
    """Whether a word with this meaning stands in ``text`` (as a whole word; CJK: anywhere)."""
    return bool(_anywhere(meaning).search(text))
