"""Responses as Word documents; the kinds differ in how they show answers (``docx_kinds``)."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.makers.model import Form, Section, Shown, shown
from tests.makers.truth import help_text
from tests.makers.words import Words
from tests.makers.zips import stable

MARKS = {"single": "○◉", "multi": "☐☒", "likert": "○◉"}


class Writer:
    """One response as a document with typed marks; others override single methods."""

    def __init__(self, form: Form, index: int) -> None:
        self.form, self.index = form, index
        self.words = Words(form.language)
        self.doc: Document = docx.Document()

    def __bytes__(self) -> bytes:
        self.head()
        self.title()
        for item in shown(self.form, self.index):
            self.section(item) if isinstance(item, Section) else self.question(item)
        if self.form.closing:
            self.section(self.form.closing)
        out = io.BytesIO()
        self.doc.save(out)
        return stable(out.getvalue())

    def line(
        self, text: str = "", style: str | None = None, *, bold: bool = False, italic: bool = False
    ) -> Paragraph:
        """A paragraph; line feeds become line breaks."""
        p = self.doc.add_paragraph(style=style)
        run = p.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        return p

    def head(self) -> None:
        """The header block."""
        p, w = self.form.respondents[self.index], self.words
        self.line(w["view_results"], "Heading 1")
        for text in (w["respondent"], p.number, p.name or w["anonymous"], p.time, w["time"]):
            self.line(text)
        if p.score is not None:
            self.line(f"{p.score:g}/{self.form.score_max}")
            self.line(w["score"])

    def title(self) -> None:
        """Title and subtitle."""
        self.line(self.form.title, "Title")
        if self.form.subtitle:
            self.line(self.form.subtitle)

    def section(self, section: Section) -> None:
        """A heading and its text."""
        self.line(section.title, "Heading 2")
        if section.text:
            self.line(section.text)

    def question(self, s: Shown) -> None:
        """Prompt, help, answer and what a quiz says of it."""
        self.prompt(s)
        text = help_text(s.question, self.words)
        if text:
            self.help(text)
        self.element(s)
        self.grading(s)

    def prompt(self, s: Shown) -> None:
        """Number, prompt, required mark and points."""
        q, p = s.question, self.doc.add_paragraph()
        if s.number:
            p.add_run(f"{s.number}. ").bold = True
        p.add_run(q.prompt).bold = True
        if q.required:
            p.add_run(" *")
        if q.points:
            p.add_run(" " + self.words["points"].format(n=q.points))

    def help(self, text: str) -> None:
        """A description under the prompt."""
        self.line(text, italic=True)

    def grading(self, s: Shown) -> None:
        """The correct answer of a typed one, and feedback."""
        q, w = s.question, self.words
        if q.correct and q.kind == "text":
            self.line(f"{w['correct']}: {' / '.join(q.correct)}")
        if q.feedback:
            self.line(f"{w['feedback']}: {q.feedback}")

    def element(self, s: Shown) -> None:
        """The answer."""
        kind = {"long": "text", "date": "date", "multi": "single", "numbers": "numbers"}.get(
            s.question.kind, s.question.kind
        )
        getattr(self, kind)(s)

    def text(self, s: Shown) -> None:
        """A typed answer: one paragraph with line breaks."""
        self.line(s.text or "")

    date = text
    dropdown = text

    def mark(self, kind: str, on: bool) -> str:
        """The glyph of a mark."""
        return MARKS[kind][on]

    def options(self, s: Shown) -> Iterable[tuple[str, bool]]:
        """Label and state of each offered option, ``Other`` with its text."""
        for option in s.question.options:
            yield option, option in s.chosen
        if s.question.other:
            other = self.words["other"]
            yield (f"{other}: {s.typed}" if s.typed else other), s.typed is not None

    def single(self, s: Shown) -> None:
        """Options with marks."""
        for label, on in self.options(s):
            self.line(f"{self.mark(s.question.kind, on)} {label}")

    def stars(self, s: Shown) -> None:
        """Full and empty stars."""
        full, empty = ("♥", "♡") if s.question.symbol == "heart" else ("★", "☆")
        value = int(str(s.given[0])) if s.given else 0
        self.line(full * value + empty * (s.question.scale - value))

    def figures(self, s: Shown, values: range) -> str:
        """Figures with marks in one line."""
        return " ".join(f"{self.mark('single', n in s.given)} {n}" for n in values)

    def numbers(self, s: Shown) -> None:
        """A rating by number."""
        self.line(self.figures(s, range(1, s.question.scale + 1)))

    def nps(self, s: Shown) -> None:
        """A scale from 0 to 10 between its ends."""
        self.line(f"{self.words['not_likely']}  {self.figures(s, range(11))}  {self.words['very_likely']}")

    def grid(self, rows: int, columns: int) -> Table:
        """An empty table."""
        table: Table = self.doc.add_table(rows, columns, "Table Grid")
        return table

    def likert(self, s: Shown) -> None:
        """A table of marks."""
        q = s.question
        table = self.grid(len(q.rows) + 1, len(q.options) + 1)
        for c, option in enumerate(q.options, 1):
            table.cell(0, c).text = option
        for r, row in enumerate(q.rows, 1):
            given = s.given[r - 1] if s.given else None
            table.cell(r, 0).text = row
            for c, option in enumerate(q.options, 1):
                self.cell(table.cell(r, c).paragraphs[0], option == given)

    def cell(self, paragraph: Paragraph, on: bool) -> None:
        """A mark in a table."""
        paragraph.add_run(self.mark("likert", on))

    def ranking(self, s: Shown) -> None:
        """A numbered list."""
        for item in s.chosen:
            self.line(item, "List Number")

    def file(self, s: Shown) -> None:
        """File names."""
        for name in s.chosen:
            self.line(name)
        if not s.chosen:
            self.line()
