"""Runs -> lines: what stands on one baseline, cut into segments at wide gaps."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

import msgspec

from parsers.bidi import has_rtl, logical
from parsers.blocks import Style
from parsers.pdf.page import Run
from parsers.text import unshaped

SPACE = 0.17
"""Of the size: a wider gap between two runs is a blank."""
BEARING = 0.12
"""Of the size: what a letter leaves free on its right; a blank is wider than that."""
FIGURE = 0.68
"""Of the size: more than the width that all figures share, of which a one leaves much free."""
RTL_SPACE = 0.24
"""The same for letters from right to left, which are drawn one by one."""
WIDE_SPACE = 0.2
"""The same beside a full-width character, from where its em ends."""
LOOSE_SPACE = 0.45
"""The same where word processors set a small gap of their own."""
WIDE_PUNCTUATION = "、。，．・：；？！（）「」『』【】《》〈〉…"
LEADING = 1.75
"""Of the size: lines of one paragraph are no further apart."""
LEADING_HIGH = 2.2
"""The same for scripts with high letters."""
DRAWN = 0.15
"""Of the size: a drawn blank moves the pen further, whatever room slanted or bold letters leave of it."""
SPECK = 0.1
"""Points: a run without a text that is wider is a glyph, no blank."""
COLUMN = 1.1
"""Of the size: a wider gap starts a new segment."""


class Segment:
    """Runs that stand together on a line."""

    __slots__ = (
        "_text", "base", "bottom", "first", "item", "last", "middle", "rtl", "runs", "size", "top", "x0",
        "x1",
    )  # fmt: skip

    def __init__(self, runs: list[Run], rtl: bool, text: str | None = None) -> None:
        self.runs, self.rtl = runs, rtl
        main = runs[0]
        self.x0, self.x1, self.top, self.bottom = main.x0, main.x1, main.top, main.bottom
        longest = 0 if len(runs) == 1 else len(main.text.strip())
        for run in runs[1:]:
            if run.x1 > self.x1:
                self.x1 = run.x1
            if run.top < self.top:
                self.top = run.top
            if run.bottom > self.bottom:
                self.bottom = run.bottom
            length = len(run.text)
            if length > longest:
                main, longest = run, length
        self.base, self.size = main.base, main.size
        self.middle = self.base - 0.3 * self.size
        """The height of a lower-case letter's middle."""
        self.first, self.last = (self.x1, self.x0) if rtl else (self.x0, self.x1)
        """The x where reading starts and where it ends."""
        self.item = False
        """A list's bullet stood before it."""
        self._text = text

    @property
    def text(self) -> str:
        """In reading order, blanks folded at the joints."""
        if self._text is None:
            self._text = _text(self.runs, self.rtl)
        return self._text

    @property
    def leading(self) -> float:
        """The most by which the next line of a paragraph stands below this one."""
        return (LEADING_HIGH if self.rtl else LEADING) * self.size

    @property
    def hangs(self) -> bool:
        """Whether a blank was drawn after the last word: the line went on after it."""
        end = self.runs[0] if self.rtl else self.runs[-1]
        return not end.text and end.x1 - end.x0 < SPECK

    def style(self) -> Style:
        """The look of most of its characters."""
        runs = self.runs
        if len(runs) > 1:
            counts: Counter[Style] = Counter()
            for run in runs:
                counts[_style(run)] += len(run.text.strip())
            return counts.most_common(1)[0][0]
        return _style(runs[0])


class Line:
    """Segments on one baseline, from left to right."""

    __slots__ = ("base", "bottom", "page", "segments", "size", "top")

    def __init__(self, segments: list[Segment], page: int) -> None:
        self.segments, self.page = segments, page
        first = segments[0]
        self.base, self.size, self.top, self.bottom = first.base, first.size, first.top, first.bottom
        for other in segments[1:]:
            self.size = max(self.size, other.size)
            self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1


def _style(run: Run) -> Style:
    return Style(size=round(run.size, 1), bold=run.bold, italic=run.italic, color=run.color)


def reads_rtl(pages: list[list[Run]]) -> bool:
    """Whether a document is laid out from right to left.

    Where there are right-to-left letters, the side that its lines share decides: such a text may
    stand in left-to-right paragraphs, and answers may be in another script.
    """
    if not any(not run.text.isascii() and has_rtl(run.text) for runs in pages for run in runs):
        return False
    starts: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for runs in pages:
        for line in make_lines(runs, 0, False):
            starts[round(line.x0 / 2)] += 1
            ends[round(line.x1 / 2)] += 1
    return sum(n for _, n in ends.most_common(3)) >= sum(n for _, n in starts.most_common(3))


def make_lines(runs: list[Run], page: int, rtl: bool) -> list[Line]:
    """All lines of a page, from the top."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=attrgetter("base")):
        first = rows[-1][0] if rows else None
        if first is not None and run.base - first.base <= 0.22 * min(run.size, first.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = []
    for row in rows:
        segments = make_segments(row, rtl)
        if segments:
            lines.append(Line(segments, page))
    return lines


def make_segments(row: list[Run], rtl: bool) -> list[Segment]:
    """A baseline's runs, cut where the gap is wide or an ordinal or a mark stands alone."""
    if len(row) > 1:
        row.sort(key=lambda r: r.x0)
    groups: list[list[Run]] = []
    last: Run | None = None
    for run in row:
        if last is not None and run.x0 - last.x1 <= COLUMN * max(run.size, last.size):
            groups[-1].append(run)
        elif run.text and not run.text.isspace():
            groups.append([run])
        else:
            continue
        last = run
    return [Segment(g, rtl) for g in groups]


def _text(runs: list[Run], rtl: bool) -> str:
    if len(runs) == 1 and runs[0].text.isascii():
        return " ".join(runs[0].text.split())
    turned = any(has_rtl(r.text) for r in runs)
    text = _rtl_text(runs, rtl) if turned else _ltr_text(runs, rtl)
    return " ".join(unshaped(text).split())


def _ltr_text(runs: list[Run], rtl: bool) -> str:
    text, last, blank = "", None, None
    for run in runs:
        if not run.text:
            if run.x1 - run.x0 <= SPECK:
                blank = run.origin
            elif last is not None:  # of a syllable whose first glyph says it all
                last = msgspec.structs.replace(last, x1=max(last.x1, run.x1))
            continue
        piece = run.text
        if last is not None:  # pdfium makes up blanks after a run: there only the gap is to be trusted
            text = text.rstrip()
            drawn = blank is not None and run.origin - blank > DRAWN * run.size
            if text and piece[0] != " " and (drawn or _parted(last, text[-1], run)):
                text += " "
        text += piece
        last, blank = run, None
    if rtl and len(runs) > 1:  # a Latin text in a right-to-left paragraph: its full stop stands left
        return logical(list(text.strip()), True)
    return text


def _parted(last: Run, char: str, run: Run) -> bool:
    """Whether a blank stands between two runs, the first of which ends in ``char``."""
    # Word processors set a gap between ideographs and letters or figures, not before signs.
    wide = LOOSE_SPACE if run.loose and char.isalnum() and run.text[0].isalnum() else WIDE_SPACE
    if is_wide(char):
        text = last.text.strip()
        pen = last.origin + len(text) * last.size if all(map(is_wide, text)) else last.x1
        return run.origin - pen > wide * run.size
    if is_wide(run.text[0]):
        return run.origin - last.x1 > wide * run.size
    return run.x0 - last.x1 > SPACE * run.size and _moved(last, run)


def _moved(last: Run, run: Run) -> bool:
    """Whether the pen went on further than side bearings, which look like a blank, account for."""
    if last.text.strip() == "1":
        return run.origin - last.origin > FIGURE * run.size
    return run.origin - last.x1 > BEARING * run.size


def _rtl_text(runs: list[Run], rtl: bool) -> str:
    units: list[str] = []
    last: Run | None = None
    for n, run in enumerate(runs):
        text = run.text.strip()
        if not text:
            if not run.text and _overdrawn(run, runs[max(n - 1, 0) : n + 2]):
                continue
            if units and units[-1] != " ":
                units.append(" ")
            last = None
            continue
        gap = last is not None and units[-1] != " " and run.x0 - last.x1 > RTL_SPACE * run.size
        if last is not None and gap and (has_rtl(text) or _moved(last, run)):
            units.append(" ")
        units += [text] if has_rtl(text) else list(text)
        last = run
    return logical(units, rtl)


def _overdrawn(blank: Run, around: list[Run]) -> bool:
    """Whether a letter begins where a blank was drawn: letters set apart are drawn with one each."""
    return any(r.text.strip() and abs(r.origin - blank.origin) < 0.05 * r.size for r in around)


def is_wide(char: str) -> bool:
    """Whether lines may break at this character without a blank (Chinese, Japanese)."""
    if char < "\u2e80":
        return False
    return (
        char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or char >= "\U00020000"
    )
