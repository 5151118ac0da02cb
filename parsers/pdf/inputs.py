"""The text input of the free option: on the line of its label, beside it, or empty."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.pdf.boxes import Box, Rule
from parsers.pdf.lines import Segment
from parsers.pdf.marks import Mark

INPUT_GAP = 0.3
"""Of the size: what was typed into an input stands further from the label beside it."""


class Inputs:
    """The lines and boxes of a page that an option's text may stand in."""

    def __init__(self, flat: Sequence[Rule], boxes: Sequence[Box], rtl: bool) -> None:
        self._flat, self._boxes, self._rtl = flat, boxes, rtl

    def underlined(self, mark: Mark, text: Segment) -> bool:
        """Whether a label stands on a text input's line, which is longer than the text, or in its box."""
        width = text.x1 - text.x0
        for rule in self._flat:
            if -0.3 * text.size < rule.top - text.base < 0.8 * text.size:
                over = min(rule.x1, text.x1) - max(rule.x0, text.x0)
                longer = rule.x1 - rule.x0 > max(width + text.size, 4 * text.size)
                if over > 0.8 * width and longer and not rule.x0 < mark.cx < rule.x1:
                    return True
        return any(
            b.holds(text.x0, text.middle) and b.holds(text.x1, text.middle) and not b.holds(mark.cx, mark.cy)
            for b in self._boxes
        )

    def cut_at(self, text: Segment) -> list[Segment]:
        """A label and what was typed into the line of an input that begins beside it."""
        if self._rtl:
            return [text]
        for n, run in enumerate(text.runs[1:], 1):
            before = text.runs[n - 1]
            if run.x0 - before.x1 > INPUT_GAP * run.size and any(
                before.x1 < rule.x0 < run.x0 + 0.3 * run.size
                and rule.x1 > text.x1 - 0.3 * run.size
                and -0.3 * run.size < rule.top - text.base < 0.8 * run.size
                for rule in self._flat
            ):
                return [Segment(list(text.runs[:n]), self._rtl), Segment(list(text.runs[n:]), self._rtl)]
        return [text]

    def blank(self, mark: Mark) -> bool:
        """An empty text input beside a control."""
        for rule in [*self._flat, *(Rule(b.x0, b.bottom, b.x1, b.bottom) for b in self._boxes)]:
            start = mark.x0 - rule.x1 if self._rtl else rule.x0 - mark.x1
            near = -1 < start < 3 * mark.size and 0 < rule.top - mark.cy < 1.2 * mark.size
            if near and rule.x1 - rule.x0 > 4 * mark.size:
                return True
        return False
