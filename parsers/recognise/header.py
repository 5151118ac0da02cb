"""The block above the first question: respondent, name or anonymous, time, score."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from parsers import labels
from parsers.blocks import Block, Role, Struct, Text
from parsers.recognise.header_lines import (
    LONGEST_NAME,
    NAMES,
    WINDOW,
    Line,
    lines_of,
    meaning_of,
    meanings_in,
    parts_of,
    pieces_of,
    seconds_of,
    timed,
)
from parsers.recognise.header_person import behind_labels, name_in, number_in, with_numbers
from parsers.recognise.names import is_address
from parsers.recognise.ordinals import split_ordinal

_SCORE = re.compile(r"(\d+(?:[.,]\d+)?)\s*/\s*(\d+(?:[.,]\d+)?)")
_ONCE = frozenset({"respondent", "time_to_complete", "time", "anonymous"})
_WHOLE = frozenset({"respondent", "number", "time_to_complete", "time"})


class Header(Struct, frozen=True):
    """What the header says, and the blocks it takes."""

    respondent: str | None = None
    name: str | None = None
    email: str | None = None
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


def find_starts(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Indices at which a response's header begins: one per response in the document."""
    texts = [(i, b.text, b.style.heading) for i, b in enumerate(blocks) if isinstance(b, Text)]
    for meaning in ("view_results", "respondent"):
        hits = [k for k, (_, t, _) in enumerate(texts) if meaning in meanings_in(t)]
        first, *more = [k for k in hits if _is_header(texts[k : k + WINDOW])] or [-1]
        if first >= 0:
            return (_drawn_back(texts, first), *(texts[k][0] for k in more))
    return ()


def _drawn_back(texts: Sequence[tuple[int, str, int]], start: int) -> int:
    """The block where a document's first header begins: converters put some of its columns before
    its labels (``Jane Doe 12`` above ``View results``)."""
    at = start
    below = {m for _, t, _ in texts[start : start + WINDOW] for m in meanings_in(t)} & _ONCE
    for k in range(start - 1, -1, -1):
        pieces = [p for part in parts_of(texts[k][1]) for p in pieces_of(part, beside_label=True)]
        foreign = (p for p in pieces if len(p) > LONGEST_NAME or (re.search(r"\d", p) and not meaning_of(p)))
        if start >= WINDOW or texts[k][2] or any(foreign):
            break
        if not below.isdisjoint(map(meaning_of, pieces)):  # an answer, or the title
            break
        if any(map(meaning_of, pieces)):
            at = k
    return texts[at][0]


def _is_header(texts: Sequence[tuple[int, str, int]]) -> bool:
    found = {m for _, t, _ in texts for p in parts_of(t) for piece in timed(p) if (m := meaning_of(piece))}
    return len(found & {"respondent", "time_to_complete", "time", "anonymous"}) >= 2


def read_header(blocks: Sequence[Block], start: int, end: int, found: bool = True) -> Header:
    """The header among ``blocks[start:end]``; ``strength`` 0 where there is none.

    ``found``: ``start`` is one of ``find_starts``.
    """
    every = list(lines_of(blocks, start, end, found))
    stop = _stop(blocks, every)
    lines = with_numbers(every[:stop])
    every = [*lines, *every[stop:]]
    known = [k for k, line in enumerate(lines) if line.meaning not in (None, "number")]
    seen = {line.meaning for line in lines} - {None}
    if not _convincing(seen):
        return Header(first=start, end=start)
    last = known[-1]
    if last + 1 < len(lines) and _SCORE.fullmatch(lines[last + 1].text):  # below its label
        last += 1
    last = behind_labels(blocks, every, last) if _labelled(seen) else last
    taken = every[: last + 1]
    number = number_in(taken)
    time = next((line.text for line in taken if line.meaning == "time"), None)
    anonymous = "anonymous" in seen
    name = None if anonymous else name_in(blocks, taken)
    email = next((line.text for line in taken if is_address(line.text)), None)
    score = _score(taken)
    return Header(
        respondent=number,
        name=name,
        email=email,
        anonymous=True if anonymous else False if name or email else None,
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


def _stop(blocks: Sequence[Block], lines: Sequence[Line]) -> int:
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
    return len(found & set(NAMES)) >= 2 or {"respondent", "number"} <= found


def _convincing(found: Set[str | None]) -> bool:
    return _labelled(found) or {"time", "number"} <= found


def _is_framed(taken: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether the header has its whole shape: what an unknown language leaves to go by."""
    five = (*taken[-4:], *after) if taken[-1].meaning == "time" else taken[-5:]
    kinds = ["text" if line.meaning not in ("number", "time") else line.meaning for line in five]
    short = all(
        len(line.text) <= 40 and not (line.meaning is None and re.search(r"\d", line.text)) for line in five
    )
    return short and kinds == ["text", "number", "text", "time", "text"]


def _says_score(text: str) -> bool:
    return labels.holds(text, "score") or bool(_SCORE.search(text))


def _score(lines: Sequence[Line]) -> tuple[float | None, float | None]:
    if not any(line.meaning == "score" or labels.holds(line.text, "score") for line in lines):
        return None, None
    for line in lines:
        if found := _SCORE.search(line.text):
            return float(found[1].replace(",", ".")), float(found[2].replace(",", "."))
    return None, None


def _languages(lines: Sequence[Line]) -> tuple[str, ...]:
    """The languages that most of the labels are in."""
    votes = Counter(
        lang
        for line in lines
        for name, langs in labels.meanings(line.text).items()
        if name in NAMES
        for lang in langs
    )
    most = max(votes.values(), default=0)
    return tuple(sorted(lang for lang, n in votes.items() if n == most))
