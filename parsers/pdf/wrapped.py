"""An option's label: its lines around the control or beside other options, and a verdict after it."""

from __future__ import annotations

import re
from functools import cache

from parsers import labels
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.pagetext import PageText
from parsers.pdf.titles import POINTS, in_order

LONGEST = 12
"""Of lines: no label has more."""
TYPED = 0.4
"""Of the size: a blank between a typed box and its label is no wider."""
VERDICTS = ("✓", "✔", "✗", "✘", "✕", "✖", "\ue73e", "\ue711")
"""A quiz's right and wrong marks, after the option they judge."""


def centred(text: PageText, mark: Mark, line: Segment, marks: list[Mark]) -> list[Segment]:
    """The lines of a label at the middle of whose height the control stands, if it is no single line."""
    gap = mark.x0 - line.first if line.rtl else line.first - mark.x1
    if mark.glyph and gap < TYPED * line.size:
        return []  # typed with its label's first line
    lines = [*reversed(_way(text, mark, line, marks, -1)), line, *_way(text, mark, line, marks, 1)]
    while len(lines) > 1 and abs(lines[0].middle + lines[-1].middle - 2 * mark.cy) > 0.7 * line.size:
        # What has no line opposite is none of the label's.
        if lines[0].middle + lines[-1].middle < 2 * mark.cy:
            lines.pop(0)
        else:
            lines.pop()
    return lines if len(lines) > 1 and line in lines else []


def going_on(text: PageText, mark: Mark, line: Segment, marks: list[Mark]) -> list[Segment]:
    """The lines of a label that begins beside its control."""
    return [line, *_way(text, mark, line, marks, 1)]


def _way(text: PageText, mark: Mark, line: Segment, marks: list[Mark], way: int) -> list[Segment]:
    """The lines evenly set above (-1) or below (1) a label's line, up to another control's height."""
    reach = LONGEST * line.leading
    near = (
        text.between(line.base - reach, line.base) if way < 0 else text.between(line.base, line.base + reach)
    )
    found: list[Segment] = []
    last, pitch = line, line.leading
    for s in sorted(near, key=lambda s: way * s.base):
        step = way * (s.base - last.base)
        if step < 0.8 * line.size or abs(s.first - line.first) > 0.35 * line.size:
            continue
        own = s.item if way > 0 else last.item
        if own or step > pitch or s.style() != line.style() or _taken(s, mark, marks) or begins_verdict(s):
            break
        found.append(s)
        last, pitch = s, step + 0.1 * line.size
    return found


def _taken(line: Segment, mark: Mark, marks: list[Mark]) -> bool:
    """Whether another control stands at a line's height, before it."""
    return any(
        m is not mark and abs(m.x0 - mark.x0) < mark.size and abs(line.middle - m.cy) < 0.35 * m.size
        for m in marks
    )


@cache
def _verdict() -> re.Pattern[str]:
    words = (*labels.words("correct_answer"), *labels.words("feedback"))
    return re.compile(r"\s*(?:{})\s*[:：]".format("|".join(map(re.escape, words))), re.I)


def begins_verdict(line: Segment) -> bool:
    """Whether a line says what a quiz's answer should have been, or the feedback: no label goes on so."""
    return _verdict().match(line.text) is not None


def split_grading(segment: Segment) -> tuple[Segment, list[Segment]]:
    """Take off what stands apart after a label in another look: a quiz's verdict."""
    runs = [r for r in segment.runs if r.text.strip()]
    ordered = runs[::-1] if segment.rtl else runs
    for n, run in enumerate(ordered[1:], 1):
        last = ordered[n - 1]
        gap = last.x0 - run.x1 if segment.rtl else run.x0 - last.x1
        other_look = run.color != ordered[0].color or abs(run.size - ordered[0].size) > 0.3
        verdict = run.text.strip() in VERDICTS
        if verdict or (other_look and (gap > 0.4 * run.size or POINTS.match(run.text.strip()))):
            head, tail = ordered[:n], ordered[n:]
            return in_order(head, segment.rtl), [in_order(tail, segment.rtl)]
    return segment, []
