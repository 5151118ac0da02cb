"""Elements in reading order -> blocks: paragraphs, options, fields, scales, grids, rankings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from parsers.blocks import Block, Choice, Control, Field, FieldKind, Place, Role, Scale, Text
from parsers.labels import means
from parsers.pdf.bidi import brackets
from parsers.pdf.elements import AnswerBox, Element, MarkRow, OptionLine, ScaleLine, TextLine
from parsers.pdf.fields import FieldMaker
from parsers.pdf.grids import take_grid
from parsers.pdf.joining import glue, is_wrapped
from parsers.pdf.lines import Segment
from parsers.pdf.page import Page
from parsers.pdf.places import links_over, place_of, printed_once, rounded
from parsers.pdf.titles import POINTS, in_order

LEADING = 1.75
"""Of the size: lines of one paragraph are no further apart."""


VERDICTS = ("✓", "✔", "✗", "✘", "✕", "✖", "\ue73e", "\ue711")
"""A quiz's right and wrong marks, after the option they judge."""


class Composer:
    """Makes blocks of a document's elements."""

    def __init__(self, pages: Sequence[Page], rtl: bool, elements: list[Element]) -> None:
        self.pages, self.rtl, self.elements = pages, rtl, elements
        self.before: list[Element] = []
        """Text elements that are not yet blocks: a grid may still claim them as its header."""
        self.blocks: list[Block] = []
        boxes = [e for e in elements if isinstance(e, AnswerBox)]
        self.fields = FieldMaker(pages, rtl, boxes)
        self.edge = self._edge(boxes)

    def _edge(self, boxes: list[AnswerBox]) -> float:
        """Where the page's text ends at the latest: right, or left for right-to-left."""
        ends = [b.box.x0 if self.rtl else b.box.x1 for b in boxes]
        if not ends:
            segments = [e.segment for e in self.elements if isinstance(e, TextLine)]
            ends = [s.last for s in segments] or [0.0]
        return min(ends) if self.rtl else max(ends)

    def compose(self) -> list[Block]:
        """All blocks."""
        i = 0
        while i < len(self.elements):
            i = self._step(i)
        self._flush()
        return self.blocks

    def _step(self, i: int) -> int:
        element = self.elements[i]
        if (
            i
            and element.page == self.elements[i - 1].page + 1
            and self._drawn_twice(self.elements[i - 1], element)
        ):
            return i + 1
        if isinstance(element, TextLine):
            self.before.append(element)
            return i + 1
        if isinstance(element, MarkRow):
            grid, end = take_grid(self.elements, i, self.before)
            self._flush()
            self.blocks.append(grid)
            return end
        if isinstance(element, ScaleLine):
            return self._scale(i, element)
        self._flush()
        if isinstance(element, OptionLine):
            return self._option(i, element)
        block, end = self.fields.take(self.elements, i)
        self._add_field(block)
        return end

    def _add_field(self, block: Block) -> None:
        """Files uploaded to one question may stand in a box each."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Field) and isinstance(block, Field) and last.kind == block.kind == FieldKind.FILE:
            text, links = f"{last.text}\n{block.text}", last.links + block.links
            self.blocks[-1] = msgspec.structs.replace(last, text=text, links=links)
        else:
            self.blocks.append(block)

    def _drawn_twice(self, last: Element, element: Element) -> bool:
        """Whether a page break went through an option: its control, maybe its label, are on both pages."""
        height = self.pages[last.page].height
        if element.page != last.page + 1 or last.top < 0.88 * height or element.top > 0.12 * height:
            return False
        if isinstance(last, OptionLine) and isinstance(element, OptionLine):
            a, b = last.mark, element.mark
            same = abs(a.x0 - b.x0) < 1 and a.control == b.control and a.on == b.on
            texts = [" ".join(s.text for s in e.label) for e in (last, element)]
            return same and (texts[0] == texts[1] or not (texts[1] or element.other))
        return False

    # --- text -------------------------------------------------------------------------------

    def _flush(self) -> None:
        lines = [e for e in self.before if isinstance(e, TextLine)]
        self.before = []
        paragraph: list[TextLine] = []
        for line in lines:
            if paragraph and not self._continues(paragraph[-1], line):
                self.blocks.append(self._paragraph(paragraph))
                paragraph = []
            paragraph.append(line)
        if paragraph:
            self.blocks.append(self._paragraph(paragraph))

    def _continues(self, last: TextLine, line: TextLine) -> bool:
        a, b = last.segment, line.segment
        if line.number or line.page != last.page or line.role != last.role:
            return False
        if (line.alone or last.alone) and (line.column is None or line.column != last.column):
            return False
        if last.required or abs(a.first - b.first) > 0.35 * a.size or abs(a.size - b.size) > 0.3:
            return False
        step = b.base - a.base
        if step > LEADING * a.size or a.style() != b.style():
            return False
        return step < 1.5 * a.size or is_wrapped(a, b, self.edge)

    def _paragraph(self, lines: list[TextLine]) -> Text:
        text = lines[0].segment.text
        for last, line in pairwise(lines):
            wrapped = line.alone or is_wrapped(last.segment, line.segment, self._tolerant(last.segment))
            text = glue(text, line.segment.text, False) if wrapped else f"{text}\n{line.segment.text}"
        segments = [line.segment for line in lines]
        links = links_over(self.pages[lines[0].page].links, segments)
        return Text(
            text=brackets(printed_once(text, links)),
            place=place_of(lines[0].page, segments),
            style=segments[0].style(),
            links=links,
            role=lines[0].role,
            number=lines[0].number,
            required=True if any(line.required for line in lines) else None,
        )

    def _tolerant(self, segment: Segment) -> float:
        """The text's edge where no box says it exactly."""
        return self.edge + 2.5 * segment.size if self.rtl else self.edge - 2.5 * segment.size

    # --- controls ---------------------------------------------------------------------------

    def _option(self, i: int, option: OptionLine) -> int:
        label = list(option.label)
        grading = label[1:] if label else []
        lines = label[:1]
        if lines:
            lines[0], tail = _split_grading(lines[0])
            grading = tail + grading
        i += 1
        while i < len(self.elements) and lines and not option.other:
            following = self.elements[i]
            if not (isinstance(following, TextLine) and self._goes_on(option, lines, following)):
                break
            lines.append(following.segment)
            i += 1
        text = lines[0].text if lines else ""
        for line in lines[1:]:
            text = glue(text, line.text, False)
        text = brackets(text)
        typed = option.other and option.mark.on is True and bool(text) and not means(text, "other")
        mark = option.mark
        self.blocks.append(
            Choice(
                text="" if typed else text,
                selected=mark.on,
                place=Place(page=option.page + 1, bbox=rounded((mark.x0, mark.top, mark.x1, mark.bottom))),
                control=mark.control,
                other=option.other,
                other_text=text if typed else None,
            )
        )
        for segment in grading:
            self.blocks.append(
                Text(
                    text=segment.text,
                    place=place_of(option.page, [segment]),
                    style=segment.style(),
                    role=Role.GRADING,
                )
            )
        return i

    def _goes_on(self, option: OptionLine, lines: list[Segment], line: TextLine) -> bool:
        """Whether a line is the rest of a wrapped label: below it, or below its mark and full."""
        a, b = lines[-1], line.segment
        if line.number or line.alone or line.role or line.page != option.page or a.style() != b.style():
            return False
        step = b.base - a.base
        if not 0.8 * a.size < step < LEADING * a.size:
            return False
        if abs(a.first - b.first) < 0.35 * a.size:
            return True
        start = option.mark.x1 if self.rtl else option.mark.x0
        return abs(b.first - start) < 0.35 * a.size and is_wrapped(a, b, self._tolerant(a))

    def _scale(self, i: int, element: ScaleLine) -> int:
        ends = self._take_ends(element)
        self._flush()
        found = element.found
        place = Place(page=element.page + 1, bbox=rounded(found.box))
        self.blocks += [self._end(line) for line in ends]
        self.blocks.append(Scale(kind=found.kind, labels=found.labels, states=found.states, place=place))
        if found.after:
            self.blocks.append(Text(text=found.after, place=place, role=Role.SCALE_END))
        return i + 1

    def _end(self, line: TextLine) -> Text:
        segment = line.segment
        place = place_of(line.page, [segment])
        return Text(text=brackets(segment.text), place=place, style=segment.style(), role=Role.SCALE_END)

    def _take_ends(self, element: ScaleLine) -> list[TextLine]:
        """The words at a scale's ends: before it on its own line, or both on the line above."""
        lines: list[TextLine] = []
        for e in reversed(self.before):
            if not isinstance(e, TextLine) or e.number:
                break
            box = element.found.box
            if e.page == element.page and box[1] < e.segment.middle < box[3]:
                self.before.pop()
                return [e]
            if not e.alone:
                break
            lines.insert(0, e)
        if len(lines) < 2:
            return []
        self.before = self.before[: -len(lines)]
        return lines


def _split_grading(segment: Segment) -> tuple[Segment, list[Segment]]:
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


def contradictions(blocks: list[Block]) -> list[int]:
    """Indices of radio buttons of one question of which more than one seems chosen."""
    wrong: list[int] = []
    group: list[int] = []
    for n, block in enumerate([*blocks, Text(text="")]):
        if isinstance(block, Choice) and block.control == Control.RADIO:
            group.append(n)
        elif not (isinstance(block, Text) and block.role == Role.GRADING):
            chosen = [k for k in group if getattr(blocks[k], "selected", None)]
            wrong += group if len(chosen) > 1 else []
            group = []
    return wrong
