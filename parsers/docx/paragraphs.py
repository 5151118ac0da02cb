"""A line as blocks: running text, options with their marks, scales and fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from parsers.blocks import Block, Choice, Evidence, Field, Role, Scale, ScaleKind, Struct, Style, Text
from parsers.docx.controls import Box
from parsers.docx.line import OBJECT, Line, links_of, objects_in, spans_in
from parsers.docx.numbering import Label
from parsers.glyphs import EMPTY_SYMBOLS, find_marks, is_trusted, read_figures, read_symbols
from parsers.text import fold_lines

_STAR = re.compile(r"\s*[*＊∗]\s*")
_QUESTION_END = re.compile(r"[?？:：]\s+(?=\S[^?？:：]*$)")


class _Segment(Struct, frozen=True):
    """A box and the words that belong to it."""

    box: Box
    start: int
    end: int


def blocks_of_line(
    line: Line, label: Label | None, heading: int, present: frozenset[str], tight: bool
) -> list[Block]:
    """The blocks of one paragraph; none if it is empty."""
    rating = _rating(line, present)
    if rating:
        return [rating]
    boxes = _boxes(line, present)
    if not boxes:
        return _running(line, 0, len(line.text), label, heading, tight)
    segments = _segments(line, boxes)
    lead_end = boxes[0][0]
    if trailing := _trailing(line, boxes):
        lead_end, segments = trailing
    elif _is_prose(line, segments, lead_end):
        return _running(line, 0, len(line.text), label, heading, tight)
    return _scale(line, segments, lead_end, label) or [
        *_running(line, 0, lead_end, label, heading, tight),
        *(_choice(line, one) for one in segments),
    ]


def _rating(line: Line, present: frozenset[str]) -> Scale | None:
    """``★★★☆☆``. Equal symbols in two colours show a rating, but not which colour is the filled one;
    neither do those of a document without an empty one."""
    states = None if line.objects else read_symbols(line.text)
    if not states:
        return None
    colors = {s.style.color for s in line.spans if line.text[s.start : s.end].strip()}
    empty = not present.isdisjoint(EMPTY_SYMBOLS)
    told = len(set(states)) == 2 or (len(colors) == 1 and empty)
    return Scale(
        kind=ScaleKind.SYMBOLS,
        labels=tuple(str(n + 1) for n in range(len(states))),
        states=states if told else (None,) * len(states),
    )


def clean(text: str) -> str:
    """Blanks folded, lines kept, objects left out."""
    return fold_lines(text.replace(OBJECT, " "))


def style_of(line: Line, start: int, end: int) -> Style:
    """The look of most characters between two offsets."""
    weight: Counter[Style] = Counter()
    for span in spans_in(line, start, end):
        piece = line.text[max(span.start, start) : min(span.end, end)]
        weight[span.style] += sum(not c.isspace() and c != OBJECT for c in piece)
    return max(weight, key=weight.__getitem__, default=Style())


def _boxes(line: Line, present: frozenset[str]) -> list[tuple[int, int, Box]]:
    """Offsets and states of all marks of a line, typed or controls, in order."""
    typed = [
        (start, end, Box(selected=mark.selected, control=mark.control, evidence=Evidence.MARKS))
        for start, end, mark in find_marks(line.text)
        if is_trusted(mark, present)
    ]
    drawn = [(at, at + 1, one) for at, one in line.objects if isinstance(one, Box)]
    return sorted(typed + drawn, key=lambda box: box[0])


def _segments(line: Line, boxes: Sequence[tuple[int, int, Box]]) -> list[_Segment]:
    ends = [start for start, _, _ in boxes[1:]] + [len(line.text)]
    return [_Segment(box=box, start=start, end=end) for (_, start, box), end in zip(boxes, ends, strict=True)]


def _trailing(line: Line, boxes: Sequence[tuple[int, int, Box]]) -> tuple[int, list[_Segment]] | None:
    """Marks that stand behind their words (``Yes ☐ No ☒``): where the words of the first begin."""
    lead = line.text[: boxes[0][0]]
    after = line.text[boxes[-1][1] :].strip()
    if not lead.replace(OBJECT, "").strip():
        return None
    figure = re.search(r"(?:^|\s)([01])\s*$", lead)
    second = line.text[boxes[0][1] : boxes[1][0]].strip() if len(boxes) > 1 else ""
    counts = figure is not None and second == str(int(figure[1]) + 1)
    if after and not counts:
        return None
    asked = _QUESTION_END.search(lead)
    first = figure.start(1) if figure and counts else asked.end() if asked else 0
    starts = [first] + [end for _, end, _ in boxes[:-1]]
    segments = [
        _Segment(box=box, start=start, end=end) for start, (end, _, box) in zip(starts, boxes, strict=True)
    ]
    return first, segments


def _is_prose(line: Line, segments: Sequence[_Segment], lead_end: int) -> bool:
    """One typed character inside a sentence (``Tick ☐ if you agree``) marks nothing."""
    lead = clean(line.text[:lead_end])
    typed = len(segments) == 1 and segments[0].box.evidence is Evidence.MARKS
    return typed and bool(lead) and "\n" not in line.text[:lead_end] and lead[-1] not in "?？:："


def _scale(
    line: Line, segments: Sequence[_Segment], lead_end: int, label: Label | None
) -> list[Block] | None:
    """``Not at all likely ○ 0 … ◉ 7 … ○ 10 Extremely likely``; its ends are named where both are there."""
    read = read_figures([clean(line.text[one.start : one.end]) for one in segments])
    if not read:
        return None
    figures, tail = read
    if not tail and segments[-1].end < len(line.text):
        tail = clean(line.text[segments[-1].end :])
    scale = Scale(
        kind=ScaleKind.NUMBERS,
        labels=figures,
        states=tuple(one.box.selected for one in segments),
        evidence=segments[0].box.evidence,
    )
    lead = _running(line, 0, lead_end, label, 0, tight=False)
    if tail:
        lead = [_as_end(block) for block in lead]
    return [*lead, scale, *([Text(text=tail, role=Role.SCALE_END)] if tail else [])]


def _as_end(block: Block) -> Block:
    return Text(text=block.text, style=block.style, role=Role.SCALE_END) if isinstance(block, Text) else block


def _choice(line: Line, segment: _Segment) -> Choice:
    fields = [one for _, one in objects_in(line, segment.start, segment.end) if isinstance(one, Field)]
    typed = "\n".join(one.text for one in fields if one.text)
    return Choice(
        text=clean(line.text[segment.start : segment.end]),
        selected=segment.box.selected,
        control=segment.box.control,
        other=bool(fields),
        other_text=typed or None,
        evidence=segment.box.evidence,
    )


def _running(line: Line, start: int, end: int, label: Label | None, heading: int, tight: bool) -> list[Block]:
    """Running text between two offsets, cut at the fields in it."""
    blocks: list[Block] = []
    begin = start
    for at, one in objects_in(line, start, end):
        if isinstance(one, Field):
            blocks += _text(line, begin, at, None if blocks else label, heading, tight)
            blocks.append(one)
            begin = at + 1
    return blocks + _text(line, begin, end, None if blocks else label, heading, tight)


def _text(line: Line, start: int, end: int, label: Label | None, heading: int, tight: bool) -> list[Block]:
    stop = _before_star(line, start, end)
    text = clean(line.text[start:stop])
    if not text:
        return []
    if label and label.bullet is None:
        text = f"{label.text} {text}"
    style = style_of(line, start, stop)
    look = Style(size=style.size, bold=style.bold, italic=style.italic, color=style.color, heading=heading)
    return [
        Text(
            text=text,
            style=look,
            links=links_of(line, start, stop),
            required=True if stop < end else None,
            bullet=label.bullet if label else None,
            tight=tight,
        )
    ]


def _before_star(line: Line, start: int, end: int) -> int:
    """Where a required mark begins that stands in a run of another colour at the end; else ``end``."""
    spans = [s for s in spans_in(line, start, end) if line.text[s.start : s.end].strip()]
    if len(spans) < 2 or spans[-1].start < start:
        return end
    last = spans[-1]
    if not _STAR.fullmatch(line.text[last.start : min(last.end, end)]) or not last.style.color:
        return end
    return last.start if last.style.color != style_of(line, start, last.start).color else end
