"""Elements in reading order -> blocks: paragraphs, options, fields, scales, grids, rankings."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from parsers.bidi import brackets
from parsers.blocks import (
    Block,
    Choice,
    Control,
    Evidence,
    Field,
    FieldKind,
    Place,
    Problem,
    Role,
    Scale,
    Table,
    Text,
)
from parsers.labels import means
from parsers.pdf.elements import (
    AnswerBox,
    Element,
    InputField,
    MarkRow,
    OptionLine,
    RuledTable,
    ScaleLine,
    TextLine,
)
from parsers.pdf.fields import UNMAPPED, FieldMaker, stated_field
from parsers.pdf.free import typed_beside
from parsers.pdf.grids import take_grid
from parsers.pdf.help import mark_help
from parsers.pdf.joining import glue, is_wrapped
from parsers.pdf.lines import Segment
from parsers.pdf.page import Page
from parsers.pdf.paragraphs import Paragraphs
from parsers.pdf.places import files_named, place_of, rounded
from parsers.pdf.ruled import joined, table_block
from parsers.pdf.unseen import unseen_option
from parsers.pdf.wrapped import begins_verdict, split_grading

CUT = 0.88
"""Of a page's height: an option that a page break went through stands below it, and as far above."""


class Composer:
    """Makes blocks of a document's elements."""

    def __init__(self, pages: Sequence[Page], rtl: bool, elements: list[Element]) -> None:
        self.pages, self.rtl, self.elements = pages, rtl, elements
        self.before: list[Element] = []
        """Text elements that are not yet blocks: a grid may still claim them as its header."""
        self.blocks: list[Block] = []
        boxes = [e for e in elements if isinstance(e, AnswerBox)]
        self.fields = FieldMaker(pages, rtl, boxes)
        texts = [e for e in elements if isinstance(e, TextLine)]
        self.paragraphs = Paragraphs(pages, rtl, boxes, texts)

    def compose(self) -> list[Block]:
        """All blocks."""
        i = 0
        while i < len(self.elements):
            i = self._step(i)
        self._flush()
        return mark_help(self.blocks)

    def _step(self, i: int) -> int:
        element = self.elements[i]
        element = unseen_option(self.elements, i) or element
        if isinstance(element, TextLine):
            self.before.append(element)
            return i + 1
        if isinstance(element, MarkRow):
            grid, end = take_grid(self.elements, i, self.before)
            self._flush(closed=True)
            self.blocks.append(grid)
            return end
        if isinstance(element, ScaleLine):
            return self._scale(i, element)
        self._flush(closed=True)
        if isinstance(element, OptionLine):
            return self._option(i, element)
        if isinstance(element, InputField):
            self.blocks.append(stated_field(element))
            return i + 1
        if isinstance(element, RuledTable):
            self._add_table(element)
            return i + 1
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

    def _add_table(self, element: RuledTable) -> None:
        """A table may go on over pages."""
        last, table = self.blocks[-1] if self.blocks else None, table_block(element, self.pages)
        before = last.place.page if isinstance(last, Table) else None
        if isinstance(last, Table) and before is not None and before <= element.page:
            self.blocks[-1] = joined(last, table)
        else:
            self.blocks.append(table)

    def _drawn_twice(self, last: Element, element: Element) -> bool:
        """Whether a page break went through an option: its control, maybe its label, are on both pages."""
        height = self.pages[last.page].height
        if element.page != last.page + 1 or last.top < CUT * height or element.top > (1 - CUT) * height:
            return False
        if isinstance(last, OptionLine) and isinstance(element, OptionLine):
            a, b = last.mark, element.mark
            same = abs(a.x0 - b.x0) < 1 and a.control == b.control
            texts = [" ".join(s.text for s in e.label) for e in (last, element)]
            if texts[0] and texts[0] == texts[1]:
                return same
            return same and a.on == b.on and not (texts[1] or element.other)
        return False

    # --- text -------------------------------------------------------------------------------

    def _flush(self, closed: bool = False) -> None:
        """``closed``: an area for answers follows, so that the last paragraph leads to it."""
        lines = [e for e in self.before if isinstance(e, TextLine)]
        self.before = []
        paragraphs = list(self.paragraphs.cut(lines))
        for n, paragraph in enumerate(paragraphs):
            self._add_paragraph(paragraph, closed and n == len(paragraphs) - 1)

    def _add_paragraph(self, lines: list[TextLine], leads: bool) -> None:
        text = self.paragraphs.text(lines)
        files = [] if text.role or text.number or leads else files_named(text.text, text.links)
        if not files:
            self.blocks.append(text)
            return
        named, links = "\n".join(files), text.links
        self._add_field(
            Field(text=named, kind=FieldKind.FILE, place=text.place, style=text.style, links=links)
        )

    # --- controls ---------------------------------------------------------------------------

    def _option(self, i: int, option: OptionLine) -> int:
        label = list(option.label)
        grading = label[1:] if label else []
        lines, typed = label[:1], []
        if lines and (free := typed_beside(lines[0], grading)):
            lines, grading, typed = [free[0]], [], free[1]
        elif lines:
            lines[0], tail = split_grading(lines[0])
            grading = tail + grading
        i += 1
        if i < len(self.elements) and self._drawn_twice(option, rest := self.elements[i]):
            option = _with_both(option, rest)
            i += 1
        lines += option.rest
        page, shown = option.page, len(lines)
        while i < len(self.elements) and lines and not (option.other or option.rest or typed):
            following = self.elements[i]
            if not (isinstance(following, TextLine) and self._goes_on(option, lines[-1], page, following)):
                break
            lines.append(following.segment)
            page = following.page
            shown += page == option.page
            i += 1
        self.blocks.append(_choice(option, lines, shown, typed))
        self.blocks += [_grading(option.page, segment) for segment in grading]
        return i

    def _goes_on(self, option: OptionLine, last: Segment, page: int, line: TextLine) -> bool:
        """Whether a line is the rest of a wrapped label: below its last one (on ``page``), or below its
        mark and full."""
        a, b = last, line.segment
        if line.number or line.alone or line.role or b.item or a.style() != b.style() or begins_verdict(b):
            return False
        if line.page != page:
            return self.paragraphs.goes_over(page, a, line)
        step = b.base - a.base
        if not 0.8 * a.size < step < a.leading:
            return False
        if abs(a.first - b.first) < 0.35 * a.size:
            return True
        start = option.mark.x1 if self.rtl else option.mark.x0
        return abs(b.first - start) < 0.35 * a.size and is_wrapped(a, b, self.paragraphs.tolerant(a))

    def _scale(self, i: int, element: ScaleLine) -> int:
        ends = self._take_ends(element)
        self._flush(closed=True)
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
        if len(lines) < 2 or not _on_one_line(lines):
            return []
        self.before = self.before[: -len(lines)]
        return lines


def _on_one_line(lines: Sequence[TextLine]) -> bool:
    """Whether words stand side by side; a number a little above or below its prompt is another thing."""
    base, size = lines[0].segment.base, lines[0].segment.size
    return all(abs(line.segment.base - base) < 0.22 * size for line in lines)


def without_contradictions(blocks: list[Block]) -> tuple[list[Block], list[Problem]]:
    """Radio buttons of one question of which more than one seems chosen are unknown, each with a problem."""
    found = blocks[:]
    problems: list[Problem] = []
    group: list[int] = []
    for n, block in enumerate([*blocks, Text(text="")]):
        if isinstance(block, Choice) and block.control == Control.RADIO:
            group.append(n)
        elif not (isinstance(block, Text) and block.role == Role.GRADING):
            radios = [(k, b) for k in group if isinstance(b := blocks[k], Choice)]
            if sum(radio.selected is True for _, radio in radios) > 1:
                for k, radio in radios:
                    found[k] = msgspec.structs.replace(radio, selected=None)
                    problems.append(_contradiction(radio))
            group = []
    return found, problems


def _contradiction(radio: Choice) -> Problem:
    message = "More than one radio button of a question seems chosen."
    return Problem(code="marks_disagree", message=message, place=radio.place)


def _with_both(option: OptionLine, rest: Element) -> OptionLine:
    """An option that a page break cut: its sign may stand in either part."""
    assert isinstance(rest, OptionLine)
    states = (option.mark.on, rest.mark.on)
    on = True if True in states else None if None in states else False
    mark = msgspec.structs.replace(option.mark, on=on)
    return OptionLine(option.page, mark, option.label, option.other, option.rest)


def _choice(
    option: OptionLine, lines: Sequence[Segment], shown: int, beside: Sequence[Segment] = ()
) -> Choice:
    """``shown``: how many of a label's lines stand on its control's page; ``beside``: what was typed."""
    text = ""
    for line in lines:
        text = glue(text, line.text, False)
    text, mark = brackets(text), option.mark
    typed = option.other and not beside and mark.on is True and bool(text) and not means(text, "other")
    return Choice(
        text="" if typed else text,
        selected=None if UNMAPPED in text else mark.on,
        place=place_of(option.page, [mark, *lines[:shown], *beside]),
        control=mark.control,
        other=option.other or bool(beside),
        other_text=" ".join(s.text for s in beside) or (text if typed else None),
        evidence=Evidence.MARKUP if mark.stated else Evidence.MARKS,
    )


def _grading(page: int, segment: Segment) -> Text:
    place = place_of(page, [segment])
    return Text(text=segment.text, place=place, style=segment.style(), role=Role.GRADING)
