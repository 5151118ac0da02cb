"""Texts that stand about a question's controls -> what they are; without controls they are the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import msgspec

from parsers import glyphs, labels, marked
from parsers.blocks import (
    Block,
    Choice,
    Control,
    Evidence,
    Field,
    FieldKind,
    Ranking,
    Role,
    Scale,
    ScaleKind,
    Struct,
    Text,
)
from parsers.html import controls, drawn, groups
from parsers.patterns import gaps

ICONS = re.compile(rf"[\ue000-\uf8ff\s☑{glyphs.TICKS}{glyphs.CROSSES}]+")
_ICON_AND_WORDS = re.compile(r"(?P<icon>[\ue000-\uf8ff])\s*(?P<words>[^\ue000-\uf8ff].*)", re.S)
_RANK = re.compile(r"\d{1,2}[.)]?")
_GRADES = ("correct_answer", "marked_correct", "marked_wrong", "feedback")
CHOSEN = frozenset({"type_single_choice", "type_multiple_choice"})
"""Labels of questions that offer options."""
_SHOWN = frozenset({"type_rating", "type_nps", "type_likert"})


class Asked(Struct, frozen=True):
    """What the page says of a question besides its texts."""

    meanings: frozenset[str]
    """Of its hidden labels: ``type_date`` …"""
    kind: FieldKind
    tick_lies: bool
    """An option that is not chosen has the tick's glyph, too: CSS hides it."""


def settle(blocks: Sequence[Block], asked: Asked) -> list[Block]:
    """The blocks of a question's area, each text named by what it is."""
    blocks = _with_scale(_joined_icons(blocks), asked)
    if any(not isinstance(b, Text) for b in blocks):
        return list(_beside_controls(blocks, asked))
    words = [b for b in blocks if isinstance(b, Text)]
    if asked.meanings & {"type_ranking"} and not _symbols(words):  # a language has one word for both
        return _ranked(words)
    resolved = list(marked.resolve(words))
    if any(not isinstance(b, Text) for b in resolved) and asked.meanings & (CHOSEN | _SHOWN):
        return list(_beside_controls(resolved, asked))
    spoken = [b for b in words if b.role is None and not _is_apparatus(b)]
    if symbols := _symbols(spoken):
        return [symbols, *(_as(b, b.role or Role.GRADING) for b in words if b not in spoken)]
    if asked.meanings & CHOSEN and (len(spoken) > 1 or any(_icon(b) for b in spoken)):
        return [_undrawn(b) if b in spoken else _as(b, b.role or Role.GRADING) for b in words]
    if asked.meanings & _SHOWN:
        return [_as(b, b.role or Role.SCALE_END) for b in words]
    return _answer(words, asked)


def _joined_icons(blocks: Sequence[Block]) -> list[Block]:
    """A glyph that stands alone before words is their mark."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        icon = isinstance(last, Text) and last.role is None and last.text in glyphs.GLYPHS
        if icon and isinstance(last, Text) and isinstance(block, Text) and block.role is None:
            found[-1] = msgspec.structs.replace(block, text=f"{last.text} {block.text}")
        else:
            found.append(block)
    return found


def _with_scale(blocks: list[Block], asked: Asked) -> list[Block]:
    """A rating's radio buttons as a scale, where no group holds them together."""
    at = [i for i, b in enumerate(blocks) if isinstance(b, Choice)]
    if "type_rating" not in asked.meanings or len(at) < 2:
        return blocks
    points = [b for b in blocks if isinstance(b, Choice)]
    figures = [(gaps(p.text, "star_pattern") or (p.text,))[0] for p in points]
    if figures != [str(n + 1) for n in range(len(points))]:
        return blocks
    states = groups.filled(tuple(p.selected for p in points))
    scale = Scale(
        kind=ScaleKind.SYMBOLS,
        labels=tuple(figures),
        states=states,
        place=points[0].place,
        evidence=points[0].evidence,
    )
    return [*blocks[: at[0]], scale, *blocks[at[-1] + 1 :]]


def _icon(text: Text) -> re.Match[str] | None:
    found = _ICON_AND_WORDS.fullmatch(text.text)
    return found if found and text.role is None and not says_grade(found["words"], short=False) else None


# ------------------------------------------------------------------------------ beside controls


def _beside_controls(blocks: Sequence[Block], asked: Asked) -> Iterator[Block]:
    scaled = any(isinstance(b, Scale) for b in blocks)
    choices = [b for b in blocks if isinstance(b, Choice)]
    graded = any(isinstance(b, Text) and _grades_words(b.text) for b in blocks)
    last: Block | None = None
    for block in blocks:
        if isinstance(block, Text) and block.role is None and not labels.means(block.text, "no_answer"):
            if choices and (icon := _icon(block)):
                block = _marked(icon, block, choices, trusted=not (asked.tick_lies or graded))
            elif not (_is_free(last) and not _is_apparatus(block)):
                block = _as(block, Role.SCALE_END if scaled and not _is_apparatus(block) else Role.GRADING)
        last = block
        yield block


def _is_free(block: Block | None) -> bool:
    """Whether a block is the chosen free option, whose text stands behind it."""
    chosen = isinstance(block, Choice) and bool(block.selected) and not block.other_text
    return chosen and isinstance(block, Choice) and (block.other or labels.means(block.text, "other"))


def _marked(icon: re.Match[str], text: Text, choices: Sequence[Choice], trusted: bool) -> Choice:
    """An option outside the list of the others, drawn with an icon: the free one."""
    selected, control = glyphs.GLYPHS.get(icon["icon"], (None, Control.UNKNOWN))
    if icon["icon"] in glyphs.TICKS and not trusted:
        selected = None
    words = icon["words"].strip()
    named = labels.means(words, "other")
    return Choice(
        text=words if named else "",
        selected=selected,
        place=text.place,
        control=choices[0].control if choices else control,
        other=True,
        other_text=None if named else words,
        evidence=Evidence.MARKS if not choices else choices[0].evidence,
    )


# ------------------------------------------------------------------------------ without controls


def _undrawn(text: Text) -> Choice:
    """An option whose control the page does not hold: nothing says whether it is chosen."""
    found = _ICON_AND_WORDS.fullmatch(text.text)
    return Choice(text=found["words"] if found else text.text, selected=None, place=text.place)


def _ranked(texts: Sequence[Text]) -> list[Block]:
    """Items in the order shown, without the ranks printed beside them."""
    own = [t for t in texts if t.role is None and not _is_apparatus(t)]
    lines = [line for t in own for line in t.text.split("\n") if line.strip()]
    items = tuple(line for line in lines if not _RANK.fullmatch(line)) or tuple(lines)
    rest: list[Block] = [_as(t, t.role or Role.GRADING) for t in texts if t not in own]
    if len(items) < 2 or any(labels.means(i, "no_answer") for i in items):
        return [*own, *rest]
    return [Ranking(items=controls.unranked(items), place=own[0].place, evidence=Evidence.MARKUP), *rest]


def _answer(texts: Sequence[Text], asked: Asked) -> list[Block]:
    """Paragraphs that were typed, as one field."""
    found: list[Block] = []
    texts = _without_feedback(texts)
    for typed, run in groupby(texts, key=lambda t: t.role is None and not _is_apparatus(t)):
        own = list(run)
        if not typed or any(labels.means(t.text, "no_answer") for t in own):
            found += [t if not _is_apparatus(t) else _as(t, Role.GRADING) for t in own]
            if any(labels.means(t.text, "no_answer") for t in own):
                found.append(Field(text="", kind=asked.kind, place=own[0].place, evidence=Evidence.MARKUP))
            continue
        text = "\n".join(t.text for t in own)
        found.append(
            Field(
                text=text,
                kind=asked.kind,
                place=own[0].place,
                links=tuple(link for t in own for link in t.links),
                placeholder=is_placeholder(text, asked.kind),
                evidence=Evidence.MARKUP,
            )
        )
    return found


def _without_feedback(texts: Sequence[Text]) -> list[Text]:
    """The texts, all from a heading of feedback or of correct answers on named as grading."""
    at = next(
        (i for i, t in enumerate(texts) if labels.means(t.text, "correct_answer", "feedback")), len(texts)
    )
    if at == 0:  # nothing stands before: the word itself may be the answer
        return list(texts)
    return [*texts[:at], *(_as(t, t.role or Role.GRADING) for t in texts[at:])]


def _symbols(texts: Sequence[Text]) -> Scale | None:
    """A rating whose symbols are signs of text. Where all are alike, in elements of their own, only their
    colours may tell, and they are not read."""
    if len(texts) == 1 and (scale := drawn.symbols(texts[0].text)):
        return msgspec.structs.replace(scale, place=texts[0].place)
    lines = [line for t in texts for line in t.text.split("\n") if line.strip()]
    states = [glyphs.read_symbols(line) for line in lines]
    if len(lines) < 2 or any(s is None or len(s) != 1 for s in states):
        return None
    filled = tuple(s[0] for s in states if s)
    told = len(set(filled)) == 2
    return Scale(
        kind=ScaleKind.SYMBOLS,
        labels=tuple(str(n + 1) for n in range(len(lines))),
        states=filled if told else (None,) * len(lines),
        place=texts[0].place,
        evidence=Evidence.MARKS,
    )


# ------------------------------------------------------------------------------ words


def _is_apparatus(text: Text) -> bool:
    return says_grade(text.text, short=False) or ICONS.fullmatch(text.text) is not None


def _grades_words(text: str) -> bool:
    return says_grade(text, short=False) and not ICONS.fullmatch(text)


def is_placeholder(text: str, kind: FieldKind) -> bool:
    """Whether a text is what an empty box shows, or an upload's limits."""
    if kind is FieldKind.FILE and not re.search(r"\.\w{1,5}$", text):
        return True
    return labels.means(text, "no_answer", "placeholder_text") or bool(gaps(text, "placeholder_pattern"))


@lru_cache(maxsize=8192)
def says_grade(text: str, *, short: bool) -> bool:
    """Points, ``Correct``, ``Correct answer: …``, ``Feedback …``."""
    text = ICONS.sub(" ", text).strip() if re.search("[\ue000-\uf8ff]", text) else text
    if labels.means(text, *_GRADES) or says_points(text):
        return True
    head = re.split(r"[:：\n]", text, maxsplit=1)[0]
    return not short and head != text and labels.means(head, "correct_answer", "feedback")


_FIGURE = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?|[?_–-]")
"""What a quiz counts with; an answer may end in ``points`` as well."""


@lru_cache(maxsize=8192)
def says_points(text: str) -> bool:
    """Whether a text is what a quiz prints of points, ``1/2 pts``, and nothing else."""
    found = gaps(text, "points_pattern")
    return found is not None and all(map(_FIGURE.fullmatch, found))


def _as(text: Text, role: Role) -> Text:
    return Text(text=text.text, place=text.place, style=text.style, links=text.links, role=role)
