"""Word documents as tables, with automatic numbers, and pasted from a browser."""

from __future__ import annotations

from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.makers.docx_base import Writer
from tests.makers.docx_controls import xml
from tests.makers.model import Form, Section, Shown
from tests.makers.truth import help_text


class Tabled(Writer):
    """Questions on the left, answers on the right; a table per section."""

    def __init__(self, form: Form, index: int) -> None:
        super().__init__(form, index)
        self._table: Table | None = None
        self._first = False
        """The cell that is written to still has its empty first paragraph."""

    def section(self, section: Section) -> None:
        self._table = None
        super().section(section)

    def question(self, s: Shown) -> None:
        if self._table is None:
            self._table = self.doc.add_table(0, 2, "Table Grid")
        left, right = self._table.add_row().cells
        outer, self.doc = self.doc, left
        self._first = True
        self.prompt(s)
        text = help_text(s.question, self.words)
        if text:
            self.help(text)
        self.doc, self._first = right, True
        self.element(s)
        self.doc = outer

    def line(
        self, text: str = "", style: str | None = None, *, bold: bool = False, italic: bool = False
    ) -> Paragraph:
        if not hasattr(self.doc, "_tc"):
            return super().line(text, style, bold=bold, italic=italic)
        p = self.doc.paragraphs[0] if self._first else self.doc.add_paragraph()
        self._first = False
        run = p.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        return p

    def prompt(self, s: Shown) -> None:
        number = f"{s.number}. " if s.number else ""
        self.line(f"{number}{s.question.prompt}" + " *" * s.question.required, bold=True)

    def grid(self, rows: int, columns: int) -> Table:
        table: Table = self.doc.add_table(rows, columns)
        return table

    def ranking(self, s: Shown) -> None:
        for n, item in enumerate(s.chosen, 1):
            self.line(f"{n}. {item}")


class Numbered(Writer):
    """Numbers come from Word's automatic numbering and are not in the text."""

    def __init__(self, form: Form, index: int) -> None:
        super().__init__(form, index)
        numbering = self.doc.part.numbering_part.element
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText '
            'w:val="%1."/></w:lvl>'
        )
        numbering.insert(
            0,
            xml(
                "abstractNum", f'<w:multiLevelType w:val="hybridMultilevel"/>{level}', 'w:abstractNumId="90"'
            ),
        )
        numbering.append(xml("num", '<w:abstractNumId w:val="90"/>', 'w:numId="90"'))
        self._last = 0

    def _list(self, start: int) -> int:
        """The list to number with: a new one where branching left a gap."""
        if start != self._last + 1:
            numbering = self.doc.part.numbering_part.element
            override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            numbering.append(
                xml("num", f'<w:abstractNumId w:val="90"/>{override}', f'w:numId="{90 + start}"')
            )
            self._id = 90 + start
        self._last = start
        return self._id

    _id = 90

    def prompt(self, s: Shown) -> None:
        p = self.doc.add_paragraph()
        if s.number:
            number = self._list(int(s.number))
            p._p.get_or_add_pPr().append(xml("numPr", f'<w:ilvl w:val="0"/><w:numId w:val="{number}"/>'))
        p.add_run(s.question.prompt).bold = True
        if s.question.required:
            p.add_run(" *")
        if s.question.points:
            p.add_run(" " + self.words["points"].format(n=s.question.points))


class Pasted(Writer):
    """A page pasted from the browser: selections lost, hidden labels leaked, sometimes glued to the title."""

    def head(self) -> None:
        p, w = self.form.respondents[self.index], self.words
        for text in (
            w["view_results"],
            w["respondent"],
            p.number,
            p.name or w["anonymous"],
            p.time,
            w["time"],
        ):
            self.line(text)

    def section(self, section: Section) -> None:
        self.line(section.title)
        if section.text:
            self.line(section.text)

    def prompt(self, s: Shown) -> None:
        q, w = s.question, self.words
        number = f"{s.number}. " if s.number else ""
        labels = [w["required"]] * q.required + [w.type(q.kind) + "."]
        if self.index % 2:
            self.line(f"{number}{q.prompt} {' '.join(x.rstrip('.') + '.' for x in labels)}")
            return
        self.line(f"{number}{q.prompt}" + " *" * q.required)
        for label in labels:
            self.line(label)

    def help(self, text: str) -> None:
        self.line(text)

    def grading(self, s: Shown) -> None:
        """Not shown."""

    def text(self, s: Shown) -> None:
        for part in (s.text or "").split("\n"):
            self.line(part)

    date = dropdown = text

    def single(self, s: Shown) -> None:
        for option in s.question.options:
            self.line(option)
        if s.question.other:
            self.line(s.typed or self.words["other"])

    def stars(self, s: Shown) -> None:
        self.line()

    def numbers(self, s: Shown) -> None:
        self.line("".join(str(n) for n in range(1, s.question.scale + 1)))

    def nps(self, s: Shown) -> None:
        for text in (self.words["not_likely"], self.words["very_likely"], "012345678910"):
            self.line(text)

    def cell(self, paragraph: Paragraph, on: bool) -> None:
        """Marks are lost."""

    def ranking(self, s: Shown) -> None:
        for item in s.chosen or s.question.options:
            self.line(item)
