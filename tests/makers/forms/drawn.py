"""Forms drawn at random, the same for the same seed: long labels, every kind of question beside every other."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.makers.model import Answer, Form, Question, Respondent, Section, Text

_TEXT = (
    "the council of our town has decided in spring that every office must publish its open data within a "
    "month and that the citizens may ask for more of it by letter or by mail which is answered within ten "
    "days unless somebody is ill or away on leave"
)
WORDS = _TEXT.split()
KINDS = ("single", "single", "multi", "likert", "likert", "long", "text", "stars", "nps", "date", "ranking")
RESPONDENTS = (
    Respondent("7", None, "05:10", 310, "2026-03-15T09:00:00", "2026-03-15T09:05:10"),
    Respondent("8", None, "61:02", 3662, "2026-03-16T09:00:00", "2026-03-16T10:01:02"),
)


def shuffled(form: Form, seed: int, numbered: bool) -> Form:
    """A form with its questions and sections in another order, with numbers or without."""
    random = Random(f"{form.code}{seed}")
    items: list[Question | Section] = [i for i in form.items if isinstance(i, Question)]
    random.shuffle(items)
    for section in (i for i in form.items if isinstance(i, Section)):
        items.insert(random.randrange(1, len(items)), section)
    code = f"{form.code}{'n' if numbered else 'u'}{seed}"
    title = f"{form.title} {'bis' if numbered else 'ter'}"
    return replace(form, items=tuple(items), numbered=numbered, code=code, title=title)


def drawn(seed: int, count: int = 22) -> Form:
    """An English form of ``count`` questions; every second seed's has no numbers."""
    random = Random(seed)
    items: list[Question | Section] = []
    for n in range(count):
        if n % 7 == 3:
            text = random.choice([None, f"{_words(random, 50)}."])
            items.append(Section(f"Part {n}: {_words(random, 4)}", text))
        items.append(_question(random, n))
    return Form(
        code=f"drawn{seed}",
        language="en",
        title=f"Open data in our town {seed}",
        subtitle=f"{_words(random, 30)}.",
        items=tuple(items),
        respondents=RESPONDENTS,
        numbered=seed % 2 == 0,
    )


def _words(random: Random, count: int) -> str:
    start = random.randrange(len(WORDS) - 1)
    text = " ".join((WORDS * 8)[start : start + count])
    return text[:1].upper() + text[1:]


def _labels(random: Random, lengths: tuple[int, ...], least: int, most: int) -> tuple[str, ...]:
    count = random.randrange(least, most)
    return tuple(f"{_words(random, random.choice(lengths))} ({chr(97 + n)})" for n in range(count))


def _question(random: Random, n: int) -> Question:
    kind = random.choice(KINDS)
    prompt = f"{_words(random, random.choice((3, 8, 25, 60)))} {chr(65 + n)}?"
    help_text = random.choice((None, None, f"{_words(random, random.choice((5, 30, 70)))}."))
    wide = kind == "likert"
    options = _labels(random, (1, 2, 4) if wide else (1, 3, 20, 45), 2, 6) if kind in CHOSEN else ()
    rows = _labels(random, (1, 6, 20, 30), 1, 7) if wide else ()
    answers = tuple(_answer(random, kind, options, rows) for _ in RESPONDENTS)
    return Question(kind, prompt, answers, help=help_text, options=options, rows=rows)


CHOSEN = ("single", "multi", "likert", "ranking")


def _answer(random: Random, kind: str, options: tuple[str, ...], rows: tuple[str, ...]) -> Answer:
    match kind:
        case "single":
            return random.choice((*options, None))
        case "multi":
            return tuple(o for o in options if random.random() < 0.5) or None
        case "likert":
            return tuple(random.choice((*options, None)) for _ in rows)
        case "ranking":
            return options[::-1]  # a blank one is printed like an answered one
        case "stars":
            return random.choice((None, 1, 2, 5))
        case "nps":
            return random.choice((None, 0, 5, 10))
        case "date":
            return random.choice((None, Text("3/14/2026", date="2026-03-14")))
        case "text":
            return random.choice((None, Text("Seven")))
    lengths = [random.choice((2, 20, 60)) for _ in range(random.choice((1, 3, 6)))]
    return random.choice((None, Text("\n".join(f"{_words(random, length)}." for length in lengths))))
