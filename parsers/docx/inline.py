"""Reads a paragraph's runs, fields and inline controls into one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import msgspec

from parsers import labels
from parsers.blocks import Field, Problem, Severity, Style
from parsers.docx import controls, unseen
from parsers.docx.controls import Box, Kind
from parsers.docx.fonts import in_unicode
from parsers.docx.line import OBJECT, Line, Span, TextBox, links_of
from parsers.docx.markup import COMPATIBILITY, MATH, Element, R, W, child, chosen, is_on, name_of, value
from parsers.docx.numbering import Numbering
from parsers.docx.styles import RunLook, Styles
from parsers.text import fold_lines

_GONE = frozenset({"del", "moveFrom", "pPr", "rPr"})
_THROUGH = frozenset({"ins", "moveTo", "smartTag", "customXml", "dir", "bdo"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?(?:"([^"]*)"|([^\s\\]+))', re.IGNORECASE)


@dataclass
class OpenField:
    """A complex field between its begin and its end; it may span paragraphs."""

    data: Element | None
    instruction: str = ""
    shown: bool = False
    """Past the separator: what follows is the result."""
    result: str = ""

    @property
    def name(self) -> str:
        """The field's name, ``FORMTEXT``."""
        return next(iter(self.instruction.split()), "").upper()

    @property
    def swallows(self) -> bool:
        """Whether the result is a control's content and no running text."""
        return self.name in {"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}


@dataclass
class Context:
    """What the paragraphs of one document share."""

    styles: Styles
    numbering: Numbering
    targets: dict[str, str]
    """Relationship id -> external target."""
    present: frozenset[str]
    """The glyphs that occur anywhere in the document."""
    stresses: bool
    """It stresses the chosen one of the options on a line."""
    run_in: bool
    """Its prompts run into their answers."""
    fields: list[OpenField] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def leave_out(self, text: str) -> None:
        """Note a text that no page shows; not those that Forms hides from the eye itself."""
        known = any(p.code == "hidden" for p in self.problems)
        if not known and any(map(str.isalnum, text)) and not labels.meanings(text):
            message = "The document holds text that its pages do not show; it was left out."
            self.problems.append(Problem(code="hidden", message=message, severity=Severity.INFO))

    def checked(self, sdt: Element, shown: str) -> Box:
        """The state of a check box control; notes where it contradicts itself."""
        box = controls.checkbox(sdt, shown)
        if box.conflict:
            message = f"a check box shows {shown!r} but its markup says otherwise"
            self.problems.append(Problem(code="mark_conflict", message=message))
        return box


def read_line(paragraph: Element, context: Context, plain: bool = False) -> Line:
    """The line of a ``w:p``. ``plain``: text controls are running text (headings)."""
    writer = _Writer(context, context.styles.style_id(paragraph), plain)
    writer.walk(paragraph, None)
    writer.close()
    return writer.line()


class _Writer:
    def __init__(self, context: Context, style_id: str | None, plain: bool) -> None:
        self._context, self._style_id, self._plain = context, style_id, plain
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[Span] = []
        self._objects: list[tuple[int, Box | Field | TextBox]] = []

    def line(self) -> Line:
        return Line(text="".join(self._parts), spans=tuple(self._spans), objects=tuple(self._objects))

    def close(self) -> None:
        """Ends a paragraph: instructions do not go on in the next one, results may."""
        fields = self._context.fields
        fields[:] = [one for one in fields if one.shown]
        for one in fields:
            one.result += "\n"

    def walk(self, parent: Element, link: str | None) -> None:
        for node in parent:
            name = name_of(node)
            if name == "r":
                self._run(node, link)
            elif name == "hyperlink":
                self.walk(node, self._target(node) or link)
            elif name == "fldSimple":
                self.walk(node, _link_target(value(node, "instr") or "") or link)
            elif name == "sdt":
                self._control(node, link)
            elif name in _THROUGH:
                self.walk(node, link)
            elif name == COMPATIBILITY + "AlternateContent":
                for inner in chosen(node):
                    self.walk(inner, link)
            elif name in (MATH + "oMath", MATH + "oMathPara"):
                self._put("".join(t.text or "" for t in node.iter(MATH + "t")), Style(), link)

    def _run(self, run: Element, link: str | None) -> None:
        look = self._context.styles.run(run, self._style_id)
        if not look.hidden and look.ink and self._is_blank(run, look):
            look = msgspec.structs.replace(look, hidden=True)
        for node in run:
            self._run_content(node, look, link)

    def _is_blank(self, run: Element, look: RunLook) -> bool:
        """Whether a run's colour is that of what it stands on."""
        ground = look.ground
        if ground == "":
            ground = self._context.styles.ground(self._style_id)
        if ground == "":
            ground = unseen.ground_around(run)
        return ground is not None and unseen.blends(look.ink, ground)

    def _run_content(self, node: Element, look: RunLook, link: str | None) -> None:
        name = name_of(node)
        if name == "fldChar":
            self._field(node, look.style)
        elif name == "instrText":
            if self._context.fields:
                self._context.fields[-1].instruction += node.text or ""
        elif look.hidden:
            self._context.leave_out(node.text or "" if name == "t" else "")
        elif name == COMPATIBILITY + "AlternateContent":
            for branch_node in chosen(node):
                self._run_content(branch_node, look, link)
        elif name in _DRAWN:
            self._text_boxes(node)
        elif name == "ruby":
            base = child(node, "rubyBase")
            if base is not None:
                self.walk(base, link)
        else:
            self._put(_text_of(node, name, look), look.style, link)

    def _put(self, text: str, style: Style, link: str | None) -> None:
        text = text.replace(OBJECT, "")
        fields = self._context.fields
        if not text or any(not one.shown for one in fields):
            return
        control = next((one for one in fields if one.swallows), None)
        if control is not None:
            control.result += text
            return
        for one in fields:
            link = _link_target(one.instruction) or link
        self._append(text, style, link)

    def _append(self, text: str, style: Style, link: str | None) -> None:
        start, self._length = self._length, self._length + len(text)
        self._parts.append(text)
        last = self._spans[-1] if self._spans else None
        if last and last.end == start and (last.style, last.link) == (style, link):
            start = self._spans.pop().start
        self._spans.append(Span(start=start, end=self._length, style=style, link=link))

    def _put_object(self, one: Box | Field | TextBox, style: Style = Style()) -> None:  # noqa: B008 - immutable
        if self._plain and isinstance(one, Field):
            self._append(one.text, style, None)
            return
        self._objects.append((self._length, one))
        self._append(OBJECT, style, None)

    def _field(self, mark: Element, style: Style) -> None:
        fields, what = self._context.fields, value(mark, "fldCharType")
        if what == "begin":
            fields.append(OpenField(data=child(mark, "ffData")))
        elif what == "separate" and fields:
            fields[-1].shown = True
        elif what == "end" and fields:
            self._end_field(fields.pop(), style)

    def _end_field(self, ended: OpenField, style: Style) -> None:
        shown = ended.result.rstrip("\n")
        if ended.name == "FORMCHECKBOX":
            box = controls.legacy_box(ended.data, shown)
            if box:
                self._put_object(box, style)
        elif ended.name == "FORMTEXT":
            self._put_object(controls.legacy_text(ended.data, shown), style)
        elif ended.name == "FORMDROPDOWN":
            self._put_object(controls.legacy_dropdown(ended.data, shown), style)

    def _control(self, sdt: Element, link: str | None) -> None:
        content, kind = child(sdt, "sdtContent"), controls.kind_of(sdt)
        if content is None:
            return
        if kind is Kind.WRAPPER or (kind is not Kind.CHECKBOX and holds_controls(content)):
            self.walk(content, link)
            return
        inner = _Writer(self._context, self._style_id, plain=False)
        inner.walk(content, link)
        line = inner.line()
        style = line.spans[-1].style if line.spans else Style()
        if kind is Kind.CHECKBOX:
            shown, rest = split_box(line.text)
            self._put_object(self._context.checked(sdt, shown), style)
            self._put(rest, style, link)
        else:
            links = links_of(line, 0, len(line.text))
            self._put_object(controls.answer_field(kind, sdt, fold_lines(line.text), links), style)

    def _text_boxes(self, drawn: Element) -> None:
        if unseen.is_drawing_off_page(drawn):
            self._context.leave_out("".join(t.text or "" for t in drawn.iter(W + "t")))
            return
        for content in drawn.iter(W + "txbxContent"):
            outer = next(content.iterancestors(W + "txbxContent", COMPATIBILITY + "Fallback", W + "r"), None)
            if outer is not None and outer.tag == W + "r":
                self._put_object(TextBox(content=content))

    def _target(self, hyperlink: Element) -> str | None:
        return self._context.targets.get(hyperlink.get(R + "id") or "")


def split_box(text: str) -> tuple[str, str]:
    """What a check box control shows: its character, and the label where that is inside it."""
    text = text.lstrip()
    return text[:1], text[1:].lstrip("\ufe0e\ufe0f")


def holds_controls(content: Element) -> bool:
    """Whether a content control wraps other controls instead of holding an answer."""
    inner = content.iter(W + "sdt", W + "ffData", W + "txbxContent", W + "tbl")
    return next(inner, None) is not None


def is_removed(element: Element) -> bool:
    """Whether a child of a story was deleted or moved away by a tracked change."""
    return name_of(element) in _GONE


def mark_is_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted: the next one goes on in the same line."""
    properties = child(paragraph, "pPr", "rPr")
    return properties is not None and is_on(child(properties, "del"))


def _text_of(node: Element, name: str, look: RunLook) -> str:
    if name == "t":
        text = re.sub(r"[\r\n\t]+", " ", node.text or "")
        return in_unicode(text, look.font)
    if name == "sym":
        return _symbol(node)
    if name in ("br", "cr"):
        return " " if value(node, "type") in ("page", "column") else "\n"
    return {"tab": " ", "ptab": " ", "noBreakHyphen": "-"}.get(name, "")


def _symbol(node: Element) -> str:
    try:
        return in_unicode(chr(int(value(node, "char") or "", 16)), value(node, "font"))
    except (ValueError, OverflowError):
        return ""


def _link_target(instruction: str) -> str | None:
    found = _LINK.match(instruction)
    return (found[1] or found[2]) if found else None
