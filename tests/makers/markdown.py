"""Responses as Markdown: with task lists, with typed marks, and as OCR converters leave them."""

from __future__ import annotations

import random
import re

from tests.makers.model import Form, Section, Shown, shown
from tests.makers.truth import help_text
from tests.makers.words import Words

ONE_LINE = 15
"""Options shorter than this may end up in one line."""
SPECIAL = re.compile(r"([\\*_<>\[\]`])")


def safe(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"(?m)^(\s*)#", r"\1\\#", SPECIAL.sub(r"\\\1", text))


def paragraphs(text: str) -> str:
    """Typed line breaks become hard ones."""
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", text)


class Task:
    """Bold prompts, italic help, ``- [x]`` for chosen options."""

    def __init__(self, form: Form, index: int) -> None:
        self.form, self.index = form, index
        self.words = Words(form.language)
        self.out: list[str] = []

    def __str__(self) -> str:
        self.head()
        for item in shown(self.form, self.index):
            self.section(item) if isinstance(item, Section) else self.question(item)
        if self.form.closing:
            self.section(self.form.closing)
        return "\n\n".join(self.out) + "\n"

    def add(self, *blocks: str) -> None:
        """Blocks with a blank line between them."""
        self.out += [b for b in blocks if b]

    def head(self) -> None:
        """Title and header block."""
        p, w = self.form.respondents[self.index], self.words
        score = [f"**{p.score:g}/{self.form.score_max}**", w["score"]] if p.score is not None else []
        self.add(
            f"# {self.form.title}",
            f"## {w['view_results']}",
            w["respondent"],
            p.number,
            p.name or w["anonymous"],
            f"**{p.time}**",
            w["time"],
            *score,
        )

    def section(self, section: Section) -> None:
        """A heading and its text."""
        self.add(f"## {section.title}", section.text or "")

    def question(self, s: Shown) -> None:
        """Prompt, help and answer."""
        text = help_text(s.question, self.words)
        self.add(self.prompt(s), self.help(text) if text else "")
        self.element(s)
        self.grading(s)

    def prompt(self, s: Shown) -> str:
        """Number, prompt, required mark and points."""
        q = s.question
        number = f"{s.number}. " if s.number else ""
        points = f" {self.words['points'].format(n=q.points)}" if q.points else ""
        return f"**{number}{safe(q.prompt)}**" + r" \*" * q.required + points

    def help(self, text: str) -> str:
        """A description under the prompt."""
        return f"*{safe(text)}*"

    def grading(self, s: Shown) -> None:
        """The correct answer of a typed one, and feedback."""
        q, w = s.question, self.words
        if q.correct and q.kind == "text":
            self.add(f"{w['correct']}: {' / '.join(q.correct)}")
        if q.feedback:
            self.add(f"{w['feedback']}: {q.feedback}")

    def element(self, s: Shown) -> None:
        """The answer."""
        kind = {"long": "text", "date": "text", "dropdown": "text", "multi": "single"}.get(
            s.question.kind, s.question.kind
        )
        getattr(self, kind)(s)

    def text(self, s: Shown) -> None:
        """A typed answer."""
        self.add(paragraphs(safe(s.text or "")))

    def options(self, s: Shown) -> list[tuple[str, bool]]:
        """Label and state of each offered option."""
        out = [(o, o in s.chosen) for o in s.question.options]
        other = self.words["other"]
        if s.question.other:
            out.append((f"{other}: {s.typed}" if s.typed else other, s.typed is not None))
        return out

    def single(self, s: Shown) -> None:
        """Options with marks."""
        self.add("\n".join(f"- [{'x' if on else ' '}] {safe(label)}" for label, on in self.options(s)))

    def stars(self, s: Shown) -> None:
        """Full and empty stars."""
        value = int(str(s.given[0])) if s.given else 0
        self.add("★" * value + "☆" * (s.question.scale - value))

    numbers = stars

    def nps(self, s: Shown) -> None:
        """The figure out of ten."""
        self.add(f"{s.given[0]} / 10" if s.given else "")

    def mark(self, on: bool) -> str:
        """A mark in a table."""
        return "[x]" if on else "[ ]"

    def likert(self, s: Shown) -> None:
        """A pipe table of marks."""
        q = s.question
        lines = ["| | " + " | ".join(q.options) + " |", "|---" * (len(q.options) + 1) + "|"]
        for i, row in enumerate(q.rows):
            given = s.given[i] if s.given else None
            lines.append(f"| {row} | " + " | ".join(self.mark(o == given) for o in q.options) + " |")
        self.add("\n".join(lines))

    def ranking(self, s: Shown) -> None:
        """A numbered list."""
        self.add("\n".join(f"{n}. {safe(x)}" for n, x in enumerate(s.chosen, 1)))

    def file(self, s: Shown) -> None:
        """File names."""
        self.add("\n\n".join(safe(x) for x in s.chosen))


class Glyph(Task):
    """Headings for prompts, quotes for help, typed marks."""

    def prompt(self, s: Shown) -> str:
        q = s.question
        number = f"{s.number}. " if s.number else ""
        points = f" {self.words['points'].format(n=q.points)}" if q.points else ""
        return f"### {number}{safe(q.prompt)}" + r" \*" * q.required + points

    def single(self, s: Shown) -> None:
        marks = "☐☒" if s.question.kind == "multi" else "○◉"
        self.add("  \n".join(f"{marks[on]} {safe(label)}" for label, on in self.options(s)))

    def mark(self, on: bool) -> str:
        return "◉" if on else "○"

    def nps(self, s: Shown) -> None:
        self.add(" ".join(f"{self.mark(n in s.given)} {n}" for n in range(11)))

    def numbers(self, s: Shown) -> None:
        self.add(" ".join(f"{self.mark(n in s.given)} {n}" for n in range(1, s.question.scale + 1)))


class Ocr(Task):
    """Selections lost, heading levels at random, help not set apart."""

    def __init__(self, form: Form, index: int) -> None:
        super().__init__(form, index)
        self.random = random.Random(f"{form.code}{index}")

    def head(self) -> None:
        p, w = self.form.respondents[self.index], self.words
        self.add(
            "\n## " + w["view_results"],
            w["respondent"],
            p.number,
            p.name or w["anonymous"],
            f"**{p.time}**",
            w["time"],
        )

    def section(self, section: Section) -> None:
        hashes = self.random.choice(["## ", "### ", "#### "])
        self.add(hashes + section.title, section.text or "")

    def question(self, s: Shown) -> None:
        q, text = s.question, help_text(s.question, self.words)
        number = f"{s.number}. " if s.number else ""
        prompt = f"{number}{safe(q.prompt)}" + r" \*" * q.required
        heading = "## " if self.random.random() < 0.5 else ""
        if text and heading and not q.required:
            self.add(f"{heading}{prompt} {safe(text)}")
        else:
            self.add(heading + prompt, safe(text or ""))
        self.element(s)

    def text(self, s: Shown) -> None:
        text = s.text or ""
        self.add(paragraphs(f"<{text}>" if re.fullmatch(r"https?://\S+", text) else safe(text)))

    def single(self, s: Shown) -> None:
        labels = list(s.question.options)
        if s.question.other:
            labels.append(s.typed or self.words["other"])
        way = self.random.randrange(3) if len(max(labels, key=len)) < ONE_LINE else self.random.randrange(2)
        if way == 2:
            self.add(" " + " ".join(labels))
        else:
            self.add(*labels) if way else self.add("\n".join(f"- {x}" for x in labels))

    def stars(self, s: Shown) -> None:
        """Drawn stars leave nothing."""

    def numbers(self, s: Shown) -> None:
        self.add(" ".join(map(str, range(1, s.question.scale + 1))))

    def nps(self, s: Shown) -> None:
        self.add(f"{self.words['not_likely']} {self.words['very_likely']}", " ".join(map(str, range(11))))

    def mark(self, on: bool) -> str:
        return ""

    def ranking(self, s: Shown) -> None:
        self.add(*(s.chosen or s.question.options))
