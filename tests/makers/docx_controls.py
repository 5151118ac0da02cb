"""Word documents with content controls, and with the form fields of old templates."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.makers.docx_base import Writer
from tests.makers.model import Shown
from tests.makers.page import attr, esc

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
PLACEHOLDER = "Click or tap here to enter text."
CHOOSE = "Choose an item."


def xml(tag: str, inner: str, attributes: str = "") -> etree._Element:
    """An element of WordprocessingML."""
    element: etree._Element = parse_xml(f"<w:{tag} {nsdecls('w')} {W14} {attributes}>{inner}</w:{tag}>")
    return element


def _run(text: str) -> str:
    lines = [f'<w:t xml:space="preserve">{esc(x)}</w:t>' for x in text.split("\n")]
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


class Controls(Writer):
    """Content controls: check boxes, drop-down lists, text and date controls."""

    def _append(self, element: etree._Element) -> None:
        self.doc.element.body.insert(len(self.doc.element.body) - 1, element)

    def _block(self, properties: str, text: str | None, placeholder: str) -> None:
        show = "" if text else "<w:showingPlcHdr/>"
        style = "" if text else '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
        run = _run(text or placeholder).replace("<w:r>", f"<w:r>{style}", 1)
        self._append(
            xml("sdt", f"<w:sdtPr>{show}{properties}</w:sdtPr><w:sdtContent><w:p>{run}</w:p></w:sdtContent>")
        )

    def text(self, s: Shown) -> None:
        self._block('<w:text w:multiLine="1"/>', s.text, PLACEHOLDER)

    def date(self, s: Shown) -> None:
        self._block(
            '<w:date><w:dateFormat w:val="M/d/yyyy"/></w:date>', s.text, "Click or tap to enter a date."
        )

    def dropdown(self, s: Shown) -> None:
        items = "".join(
            f'<w:listItem w:displayText="{attr(o)}" w:value="{attr(o)}"/>' for o in s.question.options
        )
        self._block(
            f'<w:dropDownList><w:listItem w:value="{CHOOSE}"/>{items}</w:dropDownList>', s.text, CHOOSE
        )

    def file(self, s: Shown) -> None:
        self._block("<w:text/>", "; ".join(s.chosen) or None, PLACEHOLDER)

    def _box(self, on: bool) -> etree._Element:
        font = 'w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"'
        return xml(
            "sdt",
            f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{int(on)}"/><w14:checkedState w14:val="2612" '
            'w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
            "</w14:checkbox></w:sdtPr>"
            f"<w:sdtContent><w:r><w:rPr><w:rFonts {font}/></w:rPr><w:t>{'☐☒'[on]}</w:t></w:r></w:sdtContent>",
        )

    def _boxed(self, label: str, on: bool) -> None:
        p = self.line()
        p._p.append(self._box(on))
        p.add_run(f" {label}")

    def single(self, s: Shown) -> None:
        for label, on in self.options(s):
            self._boxed(label, on)

    def _scale(self, s: Shown, values: range) -> None:
        for n in values:
            self._boxed(str(n), n in s.given)

    def stars(self, s: Shown) -> None:
        self._scale(s, range(1, s.question.scale + 1))

    numbers = stars

    def nps(self, s: Shown) -> None:
        self._scale(s, range(11))

    def cell(self, paragraph: Paragraph, on: bool) -> None:
        paragraph._p.append(self._box(on))

    def ranking(self, s: Shown) -> None:
        for n, item in enumerate(s.chosen, 1):
            self.line(f"{n}) {item}")


class Legacy(Controls):
    """Form fields of old templates."""

    def _field(self, p: Paragraph, data: str, instruction: str, result: str) -> None:
        for part in (
            f'<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="f"/>'
            f"<w:enabled/>{data}</w:ffData></w:fldChar>",
            f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
        ):
            p._p.append(xml("r", part))
        if result:
            p.add_run(result)
        p._p.append(xml("r", '<w:fldChar w:fldCharType="end"/>'))

    def _block(self, properties: str, text: str | None, placeholder: str) -> None:
        self._field(self.line(), "<w:textInput/>", "FORMTEXT", text or "\u2002" * 5)

    def dropdown(self, s: Shown) -> None:
        options = s.question.options
        chosen = options.index(s.text) + 1 if s.text else 0
        entries = "".join(f'<w:listEntry w:val="{attr(o)}"/>' for o in (CHOOSE, *options))
        self._field(
            self.line(), f'<w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList>', "FORMDROPDOWN", ""
        )

    def _check(self, p: Paragraph, on: bool) -> None:
        state = "<w:checked/>" if on else '<w:checked w:val="0"/>'
        self._field(
            p, f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox>', "FORMCHECKBOX", ""
        )

    def _boxed(self, label: str, on: bool) -> None:
        p = self.line()
        self._check(p, on)
        p.add_run(f" {label}")

    def cell(self, paragraph: Paragraph, on: bool) -> None:
        self._check(paragraph, on)
