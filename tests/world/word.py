"""A case as a Word document: exported, typed by people, or by another word processor."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor

from tests.world.model import CHOICES, SCALES, Case, Item

SIGNS = {
    "ballot_x": ("☐ ", "☒ "),
    "ballot": ("☐ ", "☑ "),
    "brackets": ("[ ] ", "[x] "),
    "parens": ("( ) ", "(x) "),
    "ticks": ("", "✓ "),
}
FAINT = RGBColor(0x66, 0x66, 0x66)
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def docx(case: Case) -> bytes:
    """The document's bytes."""
    writer = Writer(case)
    writer.write()
    out = io.BytesIO()
    writer.root.save(out)
    return out.getvalue()


def figure(case: Case, item: Item) -> str:
    """A rating as people write it."""
    if not item.given:
        return ""
    value = int(str(item.given[0]))
    if case["docx"] == "form" and item.kind == "stars":
        return "★" * value + "☆" * (item.scale - value)
    return f"{value} / {item.scale}" if case["docx"] == "outline" else str(value)


class Writer:
    """Appends a response to ``root``."""

    def __init__(self, case: Case) -> None:
        self.case, self.root = case, Document()
        self.place: Any = self.root
        self.how = case["docx"]

    def write(self) -> None:
        """The whole response."""
        self.root.add_heading(self.case.title, 0 if self.how != "gdocs" else 1)
        self._head()
        for item in self.case.items:
            if item.section:
                self._section(item.section)
            self._item(item)

    def line(self, text: str, style: str | None = None, **looks: Any) -> Any:
        """One paragraph with one run."""
        paragraph = (
            self.place.add_paragraph(style=style) if self.place is self.root else self.place.add_paragraph()
        )
        self.run(paragraph, text, **looks)
        return paragraph

    def run(self, paragraph: Any, text: str, **looks: Any) -> Any:
        """A run with its looks; another word processor sets them on every run."""
        run = paragraph.add_run(text)
        for name, value in looks.items():
            if name == "color":
                run.font.color.rgb = value
            elif name == "highlight":
                run._r.get_or_add_rPr().append(parse_xml(f'<w:highlight {nsdecls("w")} w:val="yellow"/>'))
            else:
                setattr(run.font, name, value)
        if self.how == "gdocs":
            run.font.name, run.font.size = "Arial", looks.get("size", Pt(11))
        return run

    def _head(self) -> None:
        case, head = self.case, self.case.head
        respondent, time = case.word("respondent"), case.word("time_to_complete")
        name = head.name or case.word("anonymous")
        how = case["head"]
        if how == "none":
            return
        if how == "table":
            table = self.root.add_table(0, 2)
            for left, right in ((respondent, head.respondent), (name, ""), (time, head.time)):
                cells = table.add_row().cells
                cells[0].text, cells[1].text = left, right
        elif how in ("rows", "inline"):
            for text in (f"{respondent}: {head.respondent}", name, f"{time}: {head.time}"):
                self.line(text)
        elif how in ("compact", "chips"):
            self.line(f"{respondent} {head.respondent}   {name}   {head.time} {time}")
        else:
            for text in (case.word("view_results"), respondent, head.respondent, name, head.time, time):
                self.line(text)

    def _section(self, title: str) -> None:
        if self.how in ("outline", "form"):
            self.root.add_heading(title, 1)
        elif self.how == "table":
            table = self._table()
            cells = table.add_row().cells
            cells[0].merge(cells[1]).text = title
        else:
            self.line(title, bold=True, size=Pt(16))

    def _table(self) -> Any:
        if not self.root.tables or self.root.element.body[-2] is not self.root.tables[-1]._tbl:
            return self.root.add_table(0, 2, "Table Grid")
        return self.root.tables[-1]

    def _item(self, item: Item) -> None:
        outer = self.place
        if self.how == "table":
            left, right = self._table().add_row().cells
            self.place = left
            self._prompt(item)
            self.place = right
            self._answer(item)
            for cell in (left, right):
                if len(cell.paragraphs) > 1 and not cell.paragraphs[0].text:
                    cell._tc.remove(cell.paragraphs[0]._p)
        else:
            self._prompt(item)
            self._answer(item)
            if self.how == "gdocs":
                self.line("")
        self.place = outer

    def _prompt(self, item: Item) -> None:
        case = self.case
        mark = ")" if case["number"] == "paren" else "."
        number = f"{item.number}{mark} " if case.numbered else ""
        star = (
            {"none": "", "text": f" ({case.word('required')})"}.get(case["required"], " *")
            if item.required
            else ""
        )
        text = f"{number}{item.prompt}{star}"
        colon = self._colon(item)
        if colon is not None:
            paragraph = self.line(f"{text.rstrip(':')}: ", bold=True)
            self.run(paragraph, colon)
        elif self.how == "outline":
            self.root.add_heading(text, 2)
        else:
            self.line(text, bold=True if self._bold() else None)
        if item.help:
            self._help(item.help)

    def _bold(self) -> bool:
        """Something must set prompts off: their number or their weight."""
        return self.case["prompt"] != "plain" or self.how == "form" or not self.case.numbered

    def _colon(self, item: Item) -> str | None:
        """The answer, where it stands behind its prompt in the same line."""
        if (
            self.how != "typed"
            or self.case["typed"] != "colon"
            or item.kind in CHOICES
            or item.kind in ("likert", "ranking")
        ):
            return None
        return self.written(item)

    def _help(self, text: str) -> None:
        look = {
            "italic": {"italic": True, "color": FAINT},
            "grey": {"color": FAINT},
            "small": {"size": Pt(8)},
            "plain": {},
        }
        self.line(text, **look[self.case["help"]])

    def written(self, item: Item) -> str:
        """A typed answer, or the figure of a scale."""
        return figure(self.case, item) if item.kind in SCALES else str((item.given or ("",))[0] or "")

    def _answer(self, item: Item) -> None:
        if item.kind in CHOICES:
            self._choices(item)
        elif item.kind == "likert":
            self._grid(item)
        elif item.kind == "ranking":
            for n, option in enumerate(item.given or item.options, 1):
                self.line(f"{n}. {option}" if item.given else str(option))
        elif self._colon(item) is None:
            self._free(item)

    def _free(self, item: Item) -> None:
        text = self.written(item)
        if self.how == "controls":
            self._control(text)
        elif self.how == "form" or (self.how == "typed" and self.case["typed"] == "table"):
            cell = self.place.add_table(1, 1, "Table Grid").rows[0].cells[0]
            cell.text = text or (
                self.case.word("placeholder_text") if self.case["empty"] == "placeholder" else ""
            )
        elif text or self.how == "table":
            looks: dict[str, dict[str, Any]] = {
                "bold": {"bold": True} if not self._bold() else {"color": RGBColor(0x99, 0, 0)},
                "italic": {"italic": True},
                "coloured": {"color": RGBColor(0, 0x55, 0xAA)},
                "underlined": {"underline": True},
            }
            for part in text.split("\n"):
                arrow = "→ " if self.case["typed"] == "arrow" and self.how == "typed" else ""
                paragraph = self.line(arrow + part, **looks.get(self.case["typed"], {}))
                if self.case["typed"] == "indented":
                    paragraph.paragraph_format.left_indent = Cm(1)

    def _control(self, text: str) -> None:
        shown = text or self.case.word("placeholder_word")
        hint = "" if text else "<w:showingPlcHdr/>"
        look = "" if text else '<w:rPr><w:color w:val="808080"/></w:rPr>'
        runs = "<w:br/>".join(f'<w:t xml:space="preserve">{_xml(part)}</w:t>' for part in shown.split("\n"))
        paragraph = self.place.add_paragraph()
        paragraph._p.append(
            parse_xml(
                f'<w:sdt {nsdecls("w")}><w:sdtPr>{hint}<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent><w:r>{look}{runs}</w:r>'
                "</w:sdtContent></w:sdt>"
            )
        )

    def _box(self, paragraph: Any, on: bool) -> None:
        paragraph._p.append(
            parse_xml(
                f'<w:sdt {nsdecls("w")} {W14}><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(on)}"/></w14:checkbox></w:sdtPr>'
                f"<w:sdtContent><w:r><w:t>{'☒' if on else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
            )
        )
        self.run(paragraph, " ")

    def _choices(self, item: Item) -> None:
        other = self.case.word("other")
        listed = [(o, o in item.given) for o in item.options]
        if item.other:
            listed.append((f"{other}: {item.typed}" if item.typed else other, item.typed is not None))
        how = self.case["chosen"]
        for text, on in listed:
            if self.how == "controls":
                paragraph = self.line("")
                self._box(paragraph, on)
                self.run(paragraph, text)
            elif how in SIGNS:
                self.line(SIGNS[how][on] + text, "List Bullet" if self.how == "outline" else None)
            elif how != "only" or on:
                looks: dict[str, Any] = {
                    "underlined": {"underline": on or None},
                    "struck": {"strike": (not on) or None},
                    "bold": {"bold": on or None},
                    "highlight": {"highlight": True} if on else {},
                }.get(how, {})
                self.line(text, "List Bullet" if self.how == "outline" else None, **looks)

    def _grid(self, item: Item) -> None:
        table = self.place.add_table(1 + len(item.rows), 1 + len(item.options))
        for cell, text in zip(table.rows[0].cells[1:], item.options, strict=True):
            cell.text = text
        off, on = SIGNS.get(self.case["chosen"], ("", "X"))
        given = item.given or (None,) * len(item.rows)
        for row, statement, chosen in zip(table.rows[1:], item.rows, given, strict=True):
            row.cells[0].text = statement
            for cell, option in zip(row.cells[1:], item.options, strict=True):
                cell.text = (on if option == chosen else off).strip()


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
