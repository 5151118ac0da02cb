"""Markdown as pandoc writes it from a Word document: filled lines, hard breaks as a backslash."""

from __future__ import annotations

import re
import textwrap

from tests.makers.markdown import Task, safe
from tests.makers.model import Shown

COLUMNS = 72


def _fill(text: str) -> str:
    out = []
    for line in text.split("\n"):
        wrapped = textwrap.wrap(line, COLUMNS, break_long_words=False, break_on_hyphens=False) or [""]
        out.append("\n".join([wrapped[0], *(_guard(x) for x in wrapped[1:])]))
    return "\\\n".join(out)


def _guard(line: str) -> str:
    """A wrapped line must not begin a list or a heading."""
    return re.sub(r"^(\d+)([.)])(\s|$)", r"\1\\\2\3", re.sub(r"^([-+#>])(\s|$)", r"\\\1\2", line))


class Pandoc(Task):
    """Typed marks in paragraphs, padded pipe tables."""

    def prompt(self, s: Shown) -> str:
        number = f"{s.number}. " if s.number else ""
        star = r" \*" * s.question.required
        points = f" {self.words['points'].format(n=s.question.points)}" if s.question.points else ""
        return _fill(f"**{number}{safe(s.question.prompt)}**{star}{points}")

    def help(self, text: str) -> str:
        return _fill(f"*{safe(text)}*")

    def text(self, s: Shown) -> None:
        parts = re.split(r"\n{2,}", s.text or "")
        self.add(*("\n".join(_guard(x) for x in _fill(safe(p)).split("\n")) for p in parts))

    def single(self, s: Shown) -> None:
        marks = "☐☒" if s.question.kind == "multi" else "○◉"
        self.add(*(_fill(f"{marks[on]} {safe(label)}") for label, on in self.options(s)))

    def likert(self, s: Shown) -> None:
        q = s.question
        cells = [["", *q.options]]
        for i, row in enumerate(q.rows):
            given = s.given[i] if s.given else None
            cells.append([row, *("○◉"[o == given] for o in q.options)])
        widths = [max(len(r[c]) for r in cells) for c in range(len(cells[0]))]
        lines = ["| " + " | ".join(x.ljust(w) for x, w in zip(r, widths, strict=True)) + " |" for r in cells]
        lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
        self.add("\n".join(lines))

    def nps(self, s: Shown) -> None:
        figures = " ".join(f"{'○◉'[n in s.given]} {n}" for n in range(11))
        self.add(_fill(f"{self.words['not_likely']} {figures} {self.words['very_likely']}"))

    def numbers(self, s: Shown) -> None:
        self.add(" ".join(f"{'○◉'[n in s.given]} {n}" for n in range(1, s.question.scale + 1)))

    def ranking(self, s: Shown) -> None:
        self.add(*(f"{n}.  {safe(x)}" for n, x in enumerate(s.chosen, 1)))
