"""Lines of running text -> text elements: ordinals, required marks and points taken apart."""

from __future__ import annotations

import re

from parsers.blocks import Role
from parsers.pdf.elements import TextLine
from parsers.pdf.lines import SPACE, Line, Segment
from parsers.pdf.page import Run

ORDINAL = re.compile(r"^(\d{1,3})\s?[.)．、]$")
_REVERSED_ORDINAL = re.compile(r"^[.]\s?(\d{1,3})$")
_STAR_POINTS = re.compile(r"^\*\s*(\(.*\))$")
POINTS = re.compile(r"^\W?\s*[\d.,]+\s*/\s*[\d.,]+\s*\S{0,14}\)?$|^\(\s*\d+([.,]\d+)?\s+\S{1,14}\)$")
"""``1/1 pts``, ``(2 points)``: any language's word."""
DESCENT = 0.2
"""Of the size: how far letters go below their baseline."""
ORDINAL_GAP = 4.0
"""Of the size: how far an ordinal may hang from its title."""


def text_elements(lines: list[Line], rtl: bool) -> list[TextLine]:
    """All lines as elements; those that stand side by side column by column."""
    found: list[TextLine] = []
    i = 0
    while i < len(lines):
        band = _band(lines, i)
        found += _columns(band, rtl) if len(band) > 1 else _line(lines[i], rtl)
        i += len(band)
    return found


def _band(lines: list[Line], start: int) -> list[Line]:
    """The lines from ``start`` that stand side by side, at different heights."""
    band = [lines[start]]
    for line in lines[start + 1 :]:
        last = band[-1]
        columns = len(band) > 1 or len(last.segments) > 2
        below = columns and len(line.segments) > 1 and line.top - last.bottom < 0.9 * line.size
        if below or _beside(band, line):
            band.append(line)
        else:
            break
    return band


def _beside(band: list[Line], line: Line) -> bool:
    """Whether a line begins beside the lines before it, not under them."""
    level = [s for other in band for s in other.segments if s.base + DESCENT * s.size > line.top]
    if not level or any(s.x0 <= t.x1 and t.x0 <= s.x1 for s in level for t in line.segments):
        return False
    if len(band) > 1:
        return True
    last = band[0]
    bottom = max(last.bottom, last.base + DESCENT * last.size)  # whatever its letters leave of it
    return bottom - line.top > 0.25 * min(last.bottom - last.top, line.bottom - line.top)


def _columns(band: list[Line], rtl: bool) -> list[TextLine]:
    """Each column from top to bottom, as the header block is drawn; or a title with points beside it."""
    titles = [line for line in band if _ordinal(line, rtl)[0]]
    if titles:
        return [e for line in band for e in _line(line, rtl, Role.GRADING if line not in titles else None)]
    columns: list[list[Segment]] = []
    for segment in sorted((s for line in band for s in line.segments), key=lambda s: s.x0):
        if columns and segment.x0 < max(s.x1 for s in columns[-1]):
            columns[-1].append(segment)
        else:
            columns.append([segment])
    found = []
    top = min(s.base - s.size for column in columns for s in column)
    for n, column in enumerate(reversed(columns) if rtl else columns):
        for segment in sorted(column, key=lambda s: s.base):
            element = TextLine(band[0].page, segment)
            element.top, element.alone, element.column = top, True, n
            found.append(element)
    return found


def _line(line: Line, rtl: bool, role: Role | None = None) -> list[TextLine]:
    start = line.x1 if rtl else line.x0
    number, segments = _ordinal(line, rtl)
    if rtl:
        segments = segments[::-1]
    found: list[TextLine] = []
    for n, segment in enumerate(segments):
        element = TextLine(line.page, segment)
        element.top = line.base - segments[0].size
        element.alone = len(segments) > 1
        element.role = role
        if n == 0:
            element.number = number
            element.start = start if number else element.start
        elif number and POINTS.match(segment.text):
            element.role = Role.GRADING
        found.append(element)
        if len(segment.runs) > 1:
            found += _split_tail(element)
    return found


def _ordinal(line: Line, rtl: bool) -> tuple[str | None, list[Segment]]:
    """A number drawn apart at the line's start, and the segments without it."""
    segments = line.segments
    first = segments[-1] if rtl else segments[0]
    others = segments[:-1] if rtl else segments[1:]
    start = (first.runs[-1] if rtl else first.runs[0]).text.strip()
    if not start or not (start[0].isdecimal() or start[0] == "."):
        return None, segments
    runs = [r for r in first.runs if r.text.strip()]
    ordered = runs[::-1] if rtl else runs
    text = ""
    for n, run in enumerate(ordered[:4], 1):
        # Figures run from left to right in either direction: digit by digit they come in as they stand.
        text = run.text.strip() + text if rtl else text + run.text.strip()
        match = ORDINAL.match(text) or _REVERSED_ORDINAL.match(text)
        if not match:
            continue
        if n > 1 and ordered[n:] and not run.bold and not _apart(first.runs, run, ordered[n]):
            break
        number = str(int(match[1]))
        if ordered[n:]:
            kept = in_order(ordered[n:], rtl)
            return number, [*others, kept] if rtl else [kept, *others]
        if not others:
            break
        gap = first.x0 - others[-1].x1 if rtl else others[0].x0 - first.x1
        if gap < ORDINAL_GAP * first.size:
            return number, others
    return None, segments


def _apart(runs: list[Run], last: Run, after: Run) -> bool:
    """Whether a title stands off its number: drawn letter by letter, a text's own figures look alike."""
    left, right = sorted((last, after), key=lambda r: r.x0)
    typed = any(not r.text and left.x0 < r.x0 < right.x0 for r in runs)
    return not typed and right.x0 - left.x1 > SPACE * last.size


def _split_tail(element: TextLine) -> list[TextLine]:
    """Take a required mark and a quiz's points off the end of a line; the points as elements."""
    segment = element.segment
    runs = [r for r in segment.runs if r.text.strip()]
    if segment.rtl:
        runs.reverse()
    count = len(runs)
    points: list[TextLine] = []
    while len(runs) > 1:
        text = runs[-1].text.strip()
        both = _STAR_POINTS.match(text)
        if text == "*" or both:
            element.required = True
        elif not (POINTS.match(text) and _look(runs[-1]) != _look(runs[0])):
            break
        if text != "*":
            points.append(_points(element, runs[-1], both[1] if both else None))
        runs.pop()
    if len(runs) < count:
        element.segment = in_order(runs, segment.rtl)
    return points


def _points(element: TextLine, run: Run, text: str | None) -> TextLine:
    points = TextLine(element.page, Segment([run], element.segment.rtl, text))
    points.top, points.role, points.alone = element.top, Role.GRADING, True
    return points


def in_order(runs: list[Run], rtl: bool) -> Segment:
    """A segment of runs given in reading order."""
    return Segment(runs[::-1] if rtl else runs, rtl)


def _look(run: Run) -> tuple[object, ...]:
    return round(run.size, 1), run.bold, run.italic, run.color
