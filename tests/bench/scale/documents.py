"""A response as Markdown: with task lists, with typed glyphs, or as OCR leaves it."""

from __future__ import annotations

import random
from pathlib import Path

from tests.bench.scale.forms import FORMS, Answer, Form, Question, answers, make_form

SHAPES = ("task", "task", "glyph", "ocr", "ocr")
"""How the documents of a form take turns."""
MARKS = {"task": ("- [ ] ", "- [x] "), "glyph": ("○ ", "◉ "), "ocr": ("", "")}
BOXES = MARKS | {"glyph": ("☐ ", "☒ ")}


def write(folder: Path, first: int, end: int) -> None:
    """Documents ``first`` to ``end - 1`` of all, in a folder for each form; which it is, only the path says."""
    forms = [make_form(number) for number in range(FORMS)]
    for number in range(first, end):
        of, index = number % FORMS, number // FORMS
        file = folder / f"form{of:02}" / f"{index:05}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make_document(forms[of], of, index), "utf-8")


def given_by(form: Form, of: int, index: int) -> list[Answer]:
    """What respondent ``index + 1`` gave to form number ``of``."""
    return answers(form, random.Random(f"answers {of} {index}"))


def make_document(form: Form, of: int, index: int) -> str:
    """The document of respondent ``index + 1``."""
    given = given_by(form, of, index)
    writer = _Writer(SHAPES[(of + index) % len(SHAPES)], random.Random(f"document {of} {index}"))
    writer.head(form.title, index + 1)
    skipped = writer.skipped(len(form.questions))
    for at, (question, answer) in enumerate(zip(form.questions, given, strict=True)):
        if at in form.sections and writer.headings:
            writer.add(f"## {form.sections[at]}")
        if at not in skipped:
            writer.question(at + 1, question, answer)
    return "\n\n".join(writer.out) + "\n"


class _Writer:
    def __init__(self, shape: str, chance: random.Random) -> None:
        self.shape, self.chance = shape, chance
        self.ocr = shape == "ocr"
        self.headings = not self.ocr or chance.random() < 0.7
        self.out: list[str] = []

    def add(self, *blocks: str) -> None:
        """Blocks with a blank line between them."""
        self.out += [block for block in blocks if block]

    def skipped(self, count: int) -> frozenset[int]:
        """Items that this document leaves out: a third of the OCR ones lack one or two."""
        if not self.ocr or self.chance.random() > 0.33:
            return frozenset()
        return frozenset(self.chance.sample(range(1, count), self.chance.randint(1, 2)))

    def head(self, title: str, respondent: int) -> None:
        """Title and header block."""
        time = f"**{self.chance.randint(1, 90)}:{self.chance.randint(0, 59):02}**"
        self.add("" if self.ocr else f"# {title}", "## View results")
        self.add("Respondent", str(respondent), "Anonymous", time, "Time to complete")

    def question(self, number: int, question: Question, answer: Answer) -> None:
        """Prompt, help and answer."""
        star = r" \*" if question.required else ""
        prompt = f"{number}. {question.prompt}"
        match self.shape:
            case "task":
                self.add(f"**{prompt}**{star}", f"*{question.help}*" if question.help else "")
            case "glyph":
                self.add(f"### {prompt}{star}", f"*{question.help}*" if question.help else "")
            case _:
                heading = "## " if self.chance.random() < 0.4 else ""
                self.add(f"{heading}{prompt}{star}", question.help)
        self.add(self.body(question, answer))

    def body(self, question: Question, answer: Answer) -> str:
        """What stands below the prompt."""
        match question.kind:
            case "single" | "multi":
                marks = (BOXES if question.kind == "multi" else MARKS)[self.shape]
                lines = [marks[option in answer] + option for option in question.options]
                return {"task": "\n", "glyph": "  \n", "ocr": "\n\n"}[self.shape].join(lines)
            case "likert":
                return self.grid(question, answer)
            case "rating":
                stars = int(answer[0]) if answer else 0
                return "" if self.ocr else "★" * stars + "☆" * (5 - stars)
        return "".join(answer)

    def grid(self, question: Question, answer: Answer) -> str:
        """A pipe table of marks."""
        off, on = {"task": ("[ ]", "[x]"), "glyph": ("○", "◉"), "ocr": ("", "")}[self.shape]
        lines = ["| | " + " | ".join(question.options) + " |", "|---" * (len(question.options) + 1) + "|"]
        for at, row in enumerate(question.rows):
            chosen = answer[at] if answer else None
            cells = [on if option == chosen else off for option in question.options]
            lines.append(f"| {row} | " + " | ".join(cells) + " |")
        return "\n".join(lines)
