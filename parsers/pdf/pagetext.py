"""A page's lines, found by height, from which elements take what belongs to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from parsers.pdf.lines import Line, Segment
from parsers.pdf.marks import Mark
from parsers.pdf.page import Run


class PageText:
    """The lines that no element has taken yet."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._bases = [line.base for line in lines]

    def lines(self) -> list[Line]:
        """What is left, from the top."""
        return [line for line in self._lines if line.segments]

    def between(self, low: float, high: float) -> Iterator[Segment]:
        """Segments whose line's baseline lies between two heights."""
        for line in self._lines[bisect_left(self._bases, low) : bisect_right(self._bases, high)]:
            yield from line.segments

    def take(self, segments: Iterable[Segment]) -> None:
        """Remove segments, and those they are parts of."""
        for segment in segments:
            reach = segment.size
            low = bisect_left(self._bases, segment.base - reach)
            for line in self._lines[low : bisect_right(self._bases, segment.base + reach)]:
                run = segment.runs[0]
                line.segments = [s for s in line.segments if not any(r is run for r in s.runs)]


def cut(segment: Segment, row: list[Mark], rtl: bool) -> list[Segment]:
    """A segment, cut where a control stands between two of its runs; itself where none does."""
    if segment.rtl == rtl and not any(segment.x0 < m.cx < segment.x1 for m in row):
        return [segment]
    parts: list[list[Run]] = []
    last: Run | None = None
    for run in segment.runs:
        if last is not None and not any(last.x0 < m.cx < run.x1 for m in row):
            parts[-1].append(run)
        else:
            parts.append([run])
        last = run
    return [Segment(p, rtl) for p in parts if any(r.text.strip() for r in p)]
