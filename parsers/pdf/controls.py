"""Controls and the text beside them -> options, rows of a grid, numbered scales."""

from __future__ import annotations

import re

import msgspec

from parsers.bidi import has_rtl
from parsers.blocks import ScaleKind
from parsers.pdf.boxes import Box, Rule
from parsers.pdf.elements import Element, MarkRow, OptionLine, ScaleLine
from parsers.pdf.gaps import fill_gaps
from parsers.pdf.inputs import Inputs
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark
from parsers.pdf.page import Page
from parsers.pdf.pagetext import PageText, cut
from parsers.pdf.scales import ScaleFind
from parsers.pdf.stacked import label_before, stacked_label, stacked_labels
from parsers.pdf.symbols import symbol_row
from parsers.pdf.ticks import level, without_verdicts
from parsers.pdf.wrapped import centred, going_on

_FIGURE = re.compile(r"^(\d{1,2})(?:\s+(\S.*))?$")
SAME_ROW = 0.35
"""Of a control's size: controls of one row stand no further apart in height."""

BELOW = 2.2
"""Of a control's size: figures under the controls stand no lower."""
ROWS = 4.0
"""Of a control's size: the rows of one grid stand no further apart."""
CLOSE = 2.5
"""Of a control's size: a label before its control stands no further from it."""


class ControlRows:
    """Reads the rows of controls of one page."""

    def __init__(
        self, page: Page, text: PageText, flat: list[Rule], upright: list[Rule], boxes: list[Box], rtl: bool
    ) -> None:
        self.page, self.text, self.rtl = page, text, rtl
        self.flat, self.upright = flat, upright
        self._inputs = Inputs(flat, boxes, rtl)
        self.found: list[Element] = []
        self.marks: list[Mark] = []

    def read(self, marks: list[Mark]) -> list[Element]:
        """The elements that these controls make."""
        self.marks = marks = without_verdicts(self.text, marks, self.rtl)
        rows: list[list[Mark]] = []
        for mark in sorted(marks, key=lambda m: m.cy):
            if rows and mark.cy - rows[-1][0].cy < SAME_ROW * mark.size:
                rows[-1].append(mark)
            else:
                rows.append([mark])
        for row in rows:
            row.sort(key=lambda m: m.cx, reverse=self.rtl)
            self._row(row)
        fill_gaps([e for e in self.found if isinstance(e, MarkRow)])
        return self.found

    def _row(self, row: list[Mark]) -> None:
        if len(row) > 2 and not self.rtl and self._mirrored_scale(row):
            return
        beside = self._beside(row)
        while len(row) > 1 and beside and row[-1].size < 0.8 * row[0].size:  # a quiz's icons after a label
            row = row[:-1]
        labels = self._labels(row, beside)
        before = self._before(row)
        if before and (not labels[-1] or self._nearer(row, before, labels)):
            labels = before
        if len(row) > 1 and not any(labels[:-1]):
            self._unlabelled(row, bool(labels[-1]))
        elif not self._numbered(row, labels):
            if not all(labels) and any(has_rtl(s.text) for label in labels for s in label):
                row = [_unknown(m) for m in row]  # which way its line runs, no one can tell
            for mark, label in zip(row, labels, strict=True):
                self._option(mark, label, row)

    def _option(self, mark: Mark, label: list[Segment], row: list[Mark]) -> None:
        if len(row) == 1:
            label = [part for segment in label for part in self._inputs.cut_at(segment)]
        lines = self._lines(mark, label, len(row) > 1)
        beside = [s for s in label if s not in lines]
        label = [*lines[:1], *beside]
        self.text.take([*lines, *beside])
        other = self._inputs.underlined(mark, label[0]) if label else self._inputs.blank(mark)
        option = OptionLine(self.page.index, mark, label, other, lines[1:])
        option.top = row[0].top
        self.found.append(option)

    def _lines(self, mark: Mark, label: list[Segment], side_by_side: bool) -> list[Segment]:
        """A label's lines as far as they can be told here; other lines below it may be its own as well."""
        stacked = not label and not self._inputs.blank(mark)
        if stacked and (lines := stacked_label(self.text, mark, self.marks, self.rtl)):
            return lines
        if not label:  # the control may stand between two lines
            close = self.text.between(mark.cy - mark.size, mark.cy + 1.6 * mark.size)
            beside = [s for s in close if abs(self._gap(mark, s) - mark.size) < mark.size]
            return centred(self.text, mark, beside[0], self.marks) if beside else []
        if self._room(label[0], mark) > -0.3 * mark.size:
            return label_before(self.text, mark, label[0], self.marks)
        lines = [s for s in label if abs(s.first - label[0].first) < 0.35 * s.size]
        line = min(lines, key=lambda s: abs(s.middle - mark.cy))
        found = centred(self.text, mark, line, self.marks)
        if found or not side_by_side:
            return found or label[:1]
        return going_on(self.text, mark, line, self.marks)

    def _gap(self, mark: Mark, text: Segment) -> float:
        return mark.x0 - text.x1 if self.rtl else text.x0 - mark.x1

    def _unlabelled(self, row: list[Mark], labelled: bool) -> None:
        if len(row) > 2 and not labelled and not self._has_text(row):
            symbols = symbol_row(self.page, row, self.rtl)
            if symbols:
                self.found.append(ScaleLine(self.page.index, symbols))
                return
        if self._figures_around(row):
            return
        stacked = [] if self._on_line(row[0]) else stacked_labels(self.text, row, self.marks, self.rtl)
        if stacked:
            for mark, label in zip(row, stacked, strict=True):
                self._option(mark, label, row)
            return
        element = MarkRow(self.page.index, row, row[0].top)
        element.bounds = self._bounds(row)
        self.found.append(element)

    def _bounds(self, row: list[Mark]) -> tuple[float, float, float] | None:
        """The rules around the label's cell, in a table that has a wall beside each cell."""
        mark = row[0]
        walls = [u.x0 for u in self.upright if u.top < mark.cy < u.bottom]
        before = [x for x in walls if (x > mark.x1 if self.rtl else x < mark.x0)]
        if len(walls) < len(row) or not before:
            return None
        wall = min(before) if self.rtl else max(before)
        across = [r.top for r in self.flat if r.x0 < mark.cx < r.x1]
        above = max((y for y in across if y < mark.cy), default=None)
        below = min((y for y in across if y > mark.cy), default=None)
        return None if above is None or below is None else (above, below, wall)

    # --- labels -----------------------------------------------------------------------------

    def _on_line(self, mark: Mark) -> list[Segment]:
        """Segments whose letters stand at a control's height."""
        return level(self.text, mark)

    def _beside(self, row: list[Mark]) -> list[Segment]:
        """Segments on the controls' line, in reading order after the first control."""
        first = row[0]
        found = [s for s in self._on_line(first) if (s.x1 < first.cx if self.rtl else s.x0 > first.cx)]
        return sorted(found, key=lambda s: s.x0, reverse=self.rtl)

    def _labels(self, row: list[Mark], beside: list[Segment]) -> list[list[Segment]]:
        """For each control the segments between it and the next one."""
        labels: list[list[Segment]] = [[] for _ in row]
        for segment in beside:
            for part in cut(segment, row, self.rtl):
                labels[_owner(row, part, self.rtl)].append(part)
        return labels

    def _before(self, row: list[Mark]) -> list[list[Segment]]:
        """Labels before their controls: one close before each, where the last has none after it."""
        texts = self._on_line(row[0])
        found = [[s for s in texts if -0.3 * m.size < self._room(s, m) < CLOSE * m.size] for m in row]
        return found if all(len(label) == 1 for label in found) else []

    def _nearer(self, row: list[Mark], before: list[list[Segment]], after: list[list[Segment]]) -> bool:
        """Whether each control stands much nearer to the text before it than to the one after it."""
        return all(
            not b or 2 * self._room(a[0], mark) < self._gap(mark, b[0])
            for mark, a, b in zip(row, before, after, strict=True)
        )

    def _room(self, text: Segment, mark: Mark) -> float:
        """Between a text and the control after it."""
        return text.x0 - mark.x1 if self.rtl else mark.x0 - text.x1

    def _has_text(self, row: list[Mark]) -> bool:
        """Whether a label or a heading stands near a row of controls."""
        mark = row[0]
        left, right = min(m.x0 for m in row), max(m.x1 for m in row)
        low, high = mark.cy - 1.2 * mark.size, mark.cy + 1.2 * mark.size
        return any(
            low < s.middle < high and (s.x1 < left or s.x0 > right or abs(s.middle - mark.cy) < mark.size)
            for s in self.text.between(low, high + mark.size)
        )

    # --- scales -----------------------------------------------------------------------------

    def _numbered(self, row: list[Mark], labels: list[list[Segment]]) -> bool:
        """Controls labelled 0, 1, 2 …: a scale, with the words for its far end after the last figure."""
        if len(row) < 3:
            return False
        figures = [_FIGURE.match(" ".join(s.text for s in label)) for label in labels]
        if not all(figures) or any(m and m[2] for m in figures[:-1]):
            return False
        numbers = [int(m[1]) for m in figures if m]
        if numbers[0] not in (0, 1) or numbers != list(range(numbers[0], numbers[0] + len(row))):
            return False
        for label in labels:
            self.text.take(label)
        last = figures[-1]
        found = ScaleFind(
            ScaleKind.NUMBERS,
            tuple(str(n) for n in numbers),
            tuple(m.on for m in row),
            (min(m.x0 for m in row), row[0].top, max(m.x1 for m in row), row[0].bottom),
            (last[2] or "") if last else "",
        )
        self.found.append(ScaleLine(self.page.index, found))
        return True

    def _figures_around(self, row: list[Mark]) -> bool:
        """A scale whose figures stand under its controls, or above them: there, too, a grid may have them."""
        size = row[0].size
        low, high = max(m.bottom for m in row), min(m.top for m in row)
        if self._figured(row, low, low + BELOW * size):
            return True
        return not self._is_row_of_grid(row) and self._figured(row, high - BELOW * size, high)

    def _figured(self, row: list[Mark], top: float, bottom: float) -> bool:
        """Whether the figures of a scale stand between two heights, one at each control; they are taken."""
        near = list(self.text.between(top, bottom))
        nearest = min((s.base for s in near), key=lambda y: abs(y - row[0].cy), default=0.0)
        near = [s for s in near if abs(s.base - nearest) < 0.3 * s.size]
        beside = [
            [r for s in near for r in s.runs if abs(r.x0 + r.x1 - 2 * m.cx) < m.size and r.text.strip()]
            for m in row
        ]
        texts = ["".join(r.text.strip() for r in runs) for runs in beside]
        if len(row) < 3 or texts not in ([str(n + k) for n in range(len(row))] for k in (0, 1)):
            return False
        figures = [r for runs in beside for r in runs]
        self.text.take([s for s in near if any(r in s.runs for r in figures)])
        ends = [row[0].top, row[0].bottom, *(y for r in figures for y in (r.top, r.bottom))]
        box = (min(m.x0 for m in row), min(ends), max(m.x1 for m in row), max(ends))
        states = tuple(m.on for m in row)
        self.found.append(ScaleLine(self.page.index, ScaleFind(ScaleKind.NUMBERS, tuple(texts), states, box)))
        return True

    def _is_row_of_grid(self, row: list[Mark]) -> bool:
        """Whether a label stands beside a row of controls, or another row close below it."""
        first, last = row[0], row[-1]
        below = [m for m in self.marks if 0 < m.cy - first.cy - first.size < ROWS * first.size]
        again = all(any(abs(m.cx - end.cx) < 0.2 * m.size for m in below) for end in (first, last))
        return again or bool(self._on_line(first))

    def _mirrored_scale(self, row: list[Mark]) -> bool:
        """A scale in a right-to-left line of a left-to-right document."""
        mirror = row[::-1]
        labels: list[list[Segment]] = [[] for _ in row]
        for segment in self._on_line(row[0]):
            for part in cut(segment, row, True):
                if part.x1 < mirror[0].cx:
                    labels[_owner(mirror, part, True)].append(part)
        return all(len(label) == 1 for label in labels[:-1]) and self._numbered(mirror, labels)


def _unknown(mark: Mark) -> Mark:
    return mark if mark.stated else msgspec.structs.replace(mark, on=None)


def _owner(row: list[Mark], part: Segment, rtl: bool) -> int:
    """The last control before a text in reading order."""
    if rtl:
        return max((i for i, m in enumerate(row) if m.cx > part.x1), default=0)
    return max((i for i, m in enumerate(row) if m.cx < part.x0), default=0)
