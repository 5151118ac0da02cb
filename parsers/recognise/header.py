"""The block above the first question: respondent, name or anonymous, time, score."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache

from parsers import labels
from parsers.blocks import Block, Role, Struct, Text
from parsers.recognise.ordinals import split_ordinal
from parsers.text import fold

WINDOW = 14
"""Lines after the page's own title that can belong to the header."""

_TIME = re.compile(r"(\d{1,5}):([0-5]\d)(?::([0-5]\d))?")
_AT_TIME = re.compile(r"(?:(\D+)\s)?(\d{1,5}:[0-5]\d(?::[0-5]\d)?)(?:\s(\D+))?")
_NUMBER_AND_NAME = re.compile(r"(?<=^\d)\s+(?=[^\W\d])|(?<=^\d{2})\s+(?=[^\W\d])|(?<=^\d{3})\s+(?=[^\W\d])")
"""``27 Jane Doe`` in one line."""
_WHOLE_FIGURE = re.compile(
    r"((?<![\d:])\d{1,5}:[0-5]\d(?::[0-5]\d)?(?![\d:])|"
    r"(?<!\d)\d{1,4}(?:[.,]\d{1,2})?\s?/\s?\d{1,4}(?:[.,]\d{1,2})?(?!\d))"
)
_AT_NUMBER = re.compile(r"(?<=^\d)\s+|(?<=^\d\d)\s+|(?<=^\d{3})\s+|\s+(?=\d{1,7}$)")
_RESPONDENT = re.compile(r"\d{1,7}")
_SCORE = re.compile(r"(\d+(?:[.,]\d+)?)\s*/\s*(\d+(?:[.,]\d+)?)")
_ONCE = frozenset({"respondent", "time_to_complete", "time", "anonymous"})
_WHOLE = frozenset({"respondent", "number", "time_to_complete", "time"})
_NAMES = ("view_results", "respondent", "time_to_complete", "anonymous", "score")


class Header(Struct, frozen=True):
    """What the header says, and the blocks it takes."""

    respondent: str | None = None
    name: str | None = None
    anonymous: bool | None = None
    seconds: int | None = None
    score: float | None = None
    score_max: float | None = None
    languages: tuple[str, ...] = ()
    """Languages that most of the labels found are in."""
    strength: int = 0
    """How many different parts were found; 0: there is no header."""
    worded: bool = False
    """Its labels are known words, not only its shape."""
    framed: bool = False
    """Label, number, name, time, label stand in this order in lines of their own."""
    first: int = 0
    end: int = 0
    """Half-open range of the blocks that the header takes."""


class _Line(Struct, frozen=True):
    index: int
    text: str
    meaning: str | None


def seconds_of(text: str) -> int | None:
    """``11:00`` -> 660 (minutes:seconds), ``1:02:03`` -> 3723 (hours first); None if it is no time."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    first, second, third = int(found[1]), int(found[2]), found[3]
    return first * 60 + second if third is None else first * 3600 + second * 60 + int(third)


def find_starts(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Indices at which a response's header begins: one per response in the document."""
    texts = [(i, b.text, b.style.heading) for i, b in enumerate(blocks) if isinstance(b, Text)]
    for meaning in ("view_results", "respondent"):
        hits = [k for k, (_, t, _) in enumerate(texts) if meaning in _meanings_in(t)]
        first, *more = [k for k in hits if _is_header(texts[k : k + WINDOW])] or [-1]
        if first >= 0:
            return (_drawn_back(texts, first), *(texts[k][0] for k in more))
    return ()


def _drawn_back(texts: Sequence[tuple[int, str, int]], start: int) -> int:
    """The block where a document's first header begins: converters put some of its columns before
    its labels (``Jane Doe 12`` above ``View results``)."""
    at = start
    below = {m for _, t, _ in texts[start : start + WINDOW] for m in _meanings_in(t)} & _ONCE
    for k in range(start - 1, -1, -1):
        pieces = [p for part in _parts(texts[k][1]) for p in _pieces(part, beside_label=True)]
        foreign = (p for p in pieces if len(p) > LONGEST_NAME or (re.search(r"\d", p) and not _meaning(p)))
        if start >= WINDOW or texts[k][2] or any(foreign):
            break
        if not below.isdisjoint(map(_meaning, pieces)):  # an answer, or the title
            break
        if any(map(_meaning, pieces)):
            at = k
    return texts[at][0]


def _is_header(texts: Sequence[tuple[int, str, int]]) -> bool:
    found = {m for _, t, _ in texts for p in _parts(t) for piece in _timed(p) if (m := _meaning(piece))}
    return len(found & {"respondent", "time_to_complete", "time", "anonymous"}) >= 2


def read_header(blocks: Sequence[Block], start: int, end: int, found: bool = True) -> Header:
    """The header among ``blocks[start:end]``; ``strength`` 0 where there is none.

    ``found``: ``start`` is one of ``find_starts``.
    """
    every = list(_lines(blocks, start, end, found))
    lines = every[: _stop(blocks, every)]
    known = [k for k, line in enumerate(lines) if line.meaning not in (None, "number")]
    seen = {line.meaning for line in lines} - {None}
    if not _convincing(seen):
        return Header(first=start, end=start)
    last = known[-1]
    if last + 1 < len(lines) and _SCORE.fullmatch(lines[last + 1].text):  # below its label
        last += 1
    taken = lines[: last + 1]
    number = _number(taken)
    time = next((line.text for line in taken if line.meaning == "time"), None)
    anonymous = "anonymous" in seen
    name = None if anonymous else _name(taken)
    score = _score(taken)
    return Header(
        respondent=number,
        name=name,
        anonymous=True if anonymous else False if name else None,
        seconds=seconds_of(time) if time else None,
        score=score[0],
        score_max=score[1],
        languages=_languages(taken),
        strength=len(seen),
        worded=_labelled(seen),
        framed=_is_framed(taken, every[last + 1 : last + 2]),
        first=taken[0].index,
        end=taken[-1].index + 1,
    )


def _stop(blocks: Sequence[Block], lines: Sequence[_Line]) -> int:
    """How many lines can be the header's: the form's title, a question or a second label ends it.

    Without an end, an answer such as ``Anonymous`` or ``1:30`` would be read as the header's own.
    """
    seen: set[str] = set()
    named = False
    for k, line in enumerate(lines):
        text = blocks[line.index]
        begins = isinstance(text, Text) and (text.role is Role.TITLE or split_ordinal(text)[0] is not None)
        if _convincing(seen) and (begins or (line.meaning in _ONCE and line.meaning in seen)):
            return k
        if line.meaning is None and seen >= _WHOLE and named and not _says_score(line.text):
            return k
        named |= line.meaning == "anonymous" or (line.meaning is None and "respondent" in seen)
        seen |= {line.meaning} if line.meaning else set()
    return len(lines)


def _labelled(found: Set[str | None]) -> bool:
    return len(found & set(_NAMES)) >= 2 or {"respondent", "number"} <= found


def _convincing(found: Set[str | None]) -> bool:
    return _labelled(found) or {"time", "number"} <= found


def _is_framed(taken: Sequence[_Line], after: Sequence[_Line]) -> bool:
    """Whether the header has its whole shape: what an unknown language leaves to go by."""
    five = (*taken[-4:], *after) if taken[-1].meaning == "time" else taken[-5:]
    kinds = ["text" if line.meaning not in ("number", "time") else line.meaning for line in five]
    short = all(
        len(line.text) <= 40 and not (line.meaning is None and re.search(r"\d", line.text)) for line in five
    )
    return short and kinds == ["text", "number", "text", "time", "text"]


def _lines(blocks: Sequence[Block], start: int, end: int, found: bool) -> Iterator[_Line]:
    count, labelled = 0, False
    for index in range(start, end):
        block = blocks[index]
        if not isinstance(block, Text):
            continue
        for part in _parts(block.text):
            for piece in _timed(part) if labelled else _pieces(part, found):
                if count >= WINDOW or len(piece) > LONGEST:
                    return
                count += 1
                meaning = _meaning(piece)
                labelled |= meaning in ("respondent", "view_results")
                yield _Line(index=index, text=piece, meaning=meaning)


def _timed(part: str) -> tuple[str, ...]:
    """A part cut where it begins or ends with a time: ``Jane Doe 15:30``, ``15:30`` and a strange label."""
    found = _AT_TIME.fullmatch(part)
    return tuple(filter(None, found.groups())) if found else (part,)


@cache
def _labels() -> re.Pattern[str]:
    found = {w for name in _NAMES if name != "score" for w in labels.words(name)}
    words = "|".join(map(re.escape, sorted(found, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})(?![^\W\d])", re.I)


EDGES = " :·|<>‹›"
"""Signs around the parts of a header."""
LONGEST = 120
"""Characters of a line that can belong to a header."""
LONGEST_NAME = 60
"""Characters of a name."""


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[str, ...]:
    """A text's lines, each cut at the labels it holds (``6 Anonymous Time to complete``)."""
    parts: list[str] = []
    for line in map(fold, text.split("\n")):
        if len(line) > LONGEST or labels.meanings(line):
            parts.append(line)
            continue
        at = 0
        for found in _labels().finditer(line):
            parts += [line[at : found.start()], found.group()]
            at = found.end()
        parts.append(line[at:])
    stripped = [p.strip(EDGES) for p in parts]
    return tuple(piece for p in stripped for piece in _pieces(p, beside_label=len(parts) > 1) if piece)


def _pieces(part: str, beside_label: bool) -> list[str]:
    """A part cut at a number before a name; beside a label, where a page's columns ran together, at
    its time and at a number behind the name too (``11:00 Jane Doe 12``)."""
    if not beside_label or len(part) > LONGEST:
        return _NUMBER_AND_NAME.split(part, maxsplit=1)
    whole = _WHOLE_FIGURE.split(part)  # every second piece is a time or a score
    cut = ([w] if n % 2 else _AT_NUMBER.split(w.strip()) for n, w in enumerate(whole))
    return [word.strip(EDGES) for words in cut for word in words]


@lru_cache(maxsize=4096)
def _meanings_in(text: str) -> frozenset[str]:
    """What the parts of a text mean."""
    return frozenset(m for part in _parts(text) for m in labels.meanings(part))


def _meaning(part: str) -> str | None:
    hits = labels.meanings(part).keys() & set(_NAMES)
    if hits:
        return min(hits, key=_NAMES.index)
    if seconds_of(part) is not None:
        return "time"
    return "number" if _RESPONDENT.fullmatch(part) else None


def _number(lines: Sequence[_Line]) -> str | None:
    """The first number behind a label; else, where a page's columns were taken apart, above them."""
    label = next((k for k, line in enumerate(lines) if line.meaning in ("respondent", "view_results")), 0)
    return next((line.text for line in (*lines[label:], *lines[:label]) if line.meaning == "number"), None)


def _name(lines: Sequence[_Line]) -> str | None:
    """The one line behind the respondent's label that is neither label, number nor time.

    A name holds no figure: ``27 of 48`` and ``< 27 >`` are the page's own.
    """
    for meaning in ("respondent", "view_results", lines[0].meaning):
        first = next((k for k, line in enumerate(lines) if line.meaning == meaning), None)
        if first is not None:
            unknown = [line.text for line in lines[first:] if line.meaning is None]
            if name := next((text for text in unknown if not re.search(r"\d", text)), None):
                return name
    return None


def _says_score(text: str) -> bool:
    return labels.holds(text, "score") or bool(_SCORE.search(text))


def _score(lines: Sequence[_Line]) -> tuple[float | None, float | None]:
    if not any(line.meaning == "score" or labels.holds(line.text, "score") for line in lines):
        return None, None
    for line in lines:
        if found := _SCORE.search(line.text):
            return float(found[1].replace(",", ".")), float(found[2].replace(",", "."))
    return None, None


def _languages(lines: Sequence[_Line]) -> tuple[str, ...]:
    """The languages that most of the labels are in."""
    votes = Counter(
        lang
        for line in lines
        for name, langs in labels.meanings(line.text).items()
        if name in _NAMES
        for lang in langs
    )
    most = max(votes.values(), default=0)
    return tuple(sorted(lang for lang, n in votes.items() if n == most))
