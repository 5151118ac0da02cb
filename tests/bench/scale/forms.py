"""Invented forms and answers: the same for the same numbers, on every machine."""

from __future__ import annotations

import random
from dataclasses import dataclass

FORMS = 40
SHARED = ("What is your name?", "Which e-mail address may we write to?", "Is there anything else to say?")
"""Questions that stand in every form: sharing them makes no one form of two."""
KINDS = ("text", "text", "text", "single", "single", "multi", "rating", "date", "likert")
ASKS = (
    "How {} was the {} {} before the {} {}?",
    "Which {} of the {} do you {} most at {}?",
    "Please describe the {} {} that {} the {}",
    "Did the {} {} help you to {} a {}?",
    "When did your {} {} begin to {} the {}?",
)
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


@dataclass(frozen=True)
class Question:
    """One numbered item."""

    prompt: str
    kind: str
    """Of ``KINDS``."""
    help: str
    options: tuple[str, ...]
    rows: tuple[str, ...]
    """Statements of a grid; each is a question of its own."""
    required: bool


@dataclass(frozen=True)
class Form:
    """A questionnaire of 12 to 30 items in three sections."""

    title: str
    questions: tuple[Question, ...]
    sections: dict[int, str]
    """Heading above the item of this index."""

    @property
    def size(self) -> int:
        """Rows of its codebook."""
        return sum(max(1, len(question.rows)) for question in self.questions)


Answer = tuple[str, ...]
"""The text given, the options chosen, or the column chosen in each row of a grid; empty: nothing given."""


def make_form(number: int) -> Form:
    """Form ``number`` of 0, 1, 2, …"""
    chance = random.Random(f"form {number}")
    own = [_question(chance) for _ in range(chance.randint(12, 30) - len(SHARED))]
    first, mail, last = (Question(prompt, "text", "", (), (), False) for prompt in SHARED)
    questions = (first, *own, mail, last)
    starts = {1: "A", len(questions) // 2: "B", len(questions) - 2: "C"}
    sections = {at: f"{letter}. {words(chance, 2).title()}" for at, letter in starts.items()}
    return Form(words(chance, 3).title(), questions, sections)


def answers(form: Form, chance: random.Random) -> list[Answer]:
    """What one respondent gives."""
    return [_answer(question, chance) for question in form.questions]


def words(chance: random.Random, count: int) -> str:
    """Invented words."""
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(count))


def _question(chance: random.Random) -> Question:
    ask, kind = chance.choice(ASKS), chance.choice(KINDS)
    prompt = ask.format(*(words(chance, 1) for _ in range(ask.count("{}"))))
    help_text = f"{words(chance, 6).capitalize()}." if chance.random() < 0.3 else ""
    count = {"single": chance.randint(2, 6), "multi": chance.randint(3, 7), "likert": 4}.get(kind, 0)
    options = tuple(words(chance, chance.randint(1, 3)).capitalize() for _ in range(count))
    rows = tuple(f"The {words(chance, 2)}" for _ in range(3)) if kind == "likert" else ()
    return Question(prompt, kind, help_text, options, rows, chance.random() < 0.4)


def _answer(question: Question, chance: random.Random) -> Answer:
    if not question.required and chance.random() < 0.15:
        return ()
    match question.kind:
        case "single":
            return (chance.choice(question.options),)
        case "multi":
            chosen = set(chance.sample(question.options, chance.randint(1, len(question.options) - 1)))
            return tuple(option for option in question.options if option in chosen)
        case "likert":
            return tuple(chance.choice(question.options) for _ in question.rows)
        case "rating":
            return (str(chance.randint(1, 5)),)
        case "date":
            return (f"{chance.randint(1, 12)}/{chance.randint(13, 28)}/{chance.randint(2018, 2025)}",)
    return (words(chance, chance.randint(1, 15)).capitalize(),)
