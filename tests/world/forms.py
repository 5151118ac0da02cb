"""Draws forms, respondents and looks. All of it hangs on the seed alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from tests.world.acroform import LANGUAGES as LATIN
from tests.world.model import AXES, CHOICES, WORDS, Case, Head, Item, axes_of, label
from tests.world.tricks import tricky

KINDS = (
    "text",
    "long",
    "single",
    "multi",
    "dropdown",
    "stars",
    "figures",
    "nps",
    "likert",
    "ranking",
    "date",
    "file",
)
OFTEN = (5, 3, 5, 4, 1, 2, 1, 1, 2, 1, 1, 1)
MOST_QUESTIONS = 12
VARIED = 0.4
"""Share of the axes that are drawn; the others keep their first value, so that small causes show."""
SLOW, SKIPPED = "office", 0.8
"""Values that start another program each time, and how many of them are left out."""
DATES = ("3/23/2022", "2023-11-05", "05.11.2023", "13/04/2024", "2024年4月13日")
CLUSTERED = frozenset({"th", "hi"})
LOSSY = frozenset({"weasyprint", "wkhtmltopdf", "office"})
"""They write such scripts' letters wrongly into the text layer (seen with pdftotext), so nothing there is true."""
NAMES_OF_FILES = ("photo_1.jpg", "letter of 3 May.pdf", "plan-b.docx")


def cases(seed: int, producers: dict[str, int], only: tuple[str, ...] = ()) -> Iterator[list[Case]]:
    """Groups of documents that share a form, without end. ``only``: the axes that vary; none: all."""
    index = 0
    while True:
        yield draw(seed, index, producers, only)
        index += 1


def draw(seed: int, index: int, producers: dict[str, int], only: tuple[str, ...] = ()) -> list[Case]:
    """One form with the documents that a folder holds of it: one, or a few in several formats."""
    rng = random.Random(f"{seed}-{index}")
    language = "en" if rng.random() < 0.4 else rng.choice(list(WORDS))
    numbered = rng.random() < 0.7
    title = rng.choice(WORDS[language]["titles"])
    form = _number(_form(rng, language), rng)
    chrome = language if rng.random() < 0.85 else "en"
    copies = 1 if rng.random() < 0.7 else rng.randint(2, 4)
    out = []
    for copy in range(copies):
        producer = rng.choices(list(producers), list(producers.values()))[0]
        if (language in CLUSTERED and producer in LOSSY) or (
            producer == "acroform" and language not in LATIN
        ):
            continue
        items = tuple(answer(rng, language, chrome, item, form) for item in form)
        items = _branch(rng, items)
        case = Case(
            f"{seed}-{index}-{copy}", f"{seed}-{index}", producer, language, title, items, _head(rng, language),
            numbered, chrome, _look(rng, only, producer),
        )  # fmt: skip
        out.append(case)
    return out


def _look(rng: random.Random, only: tuple[str, ...], producer: str) -> dict[str, str]:
    look = {}
    for axis in axes_of(producer):
        values = AXES[axis]
        value = rng.choice(values) if rng.random() < VARIED else values[0]
        if value.startswith(SLOW) and rng.random() < SKIPPED:
            value = values[0]
        if value != values[0] and (not only or axis in only):
            look[axis] = value
    if producer == "pdf_changed":
        look["op"] = rng.choice(AXES["op"][1:])
    return look


def _form(rng: random.Random, language: str) -> list[Item]:
    words, prompts, items = WORDS[language], set[str](), []
    sections = list(words["sections"])
    for place in range(rng.randint(1, MOST_QUESTIONS)):
        prompt = rng.choice(words["asks"]).format(x=rng.choice(words["things"]))
        if prompt in prompts:
            continue
        prompts.add(prompt)
        item = _question(rng, language, prompt[:1].upper() + prompt[1:])
        if sections and place and rng.random() < 0.2:
            item = replace(item, section=sections.pop(0))
        items.append(item)
    return items


def _question(rng: random.Random, language: str, prompt: str) -> Item:
    words = WORDS[language]
    kind = rng.choices(KINDS, OFTEN)[0]
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    if kind in CHOICES or kind in ("dropdown", "ranking"):
        most = len(words["options"])
        options = tuple(rng.sample(words["options"], rng.randint(2, min(6, most))))
        if rng.random() < 0.08:
            options = tuple(str(n) for n in range(1, rng.randint(3, 6)))
    if kind == "likert":
        columns = words["columns"]
        options = tuple(columns[: rng.randint(2, len(columns))])
        rows = tuple(rng.sample(words["rows"], rng.randint(2, len(words["rows"]))))
    return Item(
        kind,
        prompt,
        help=rng.choice(words["helps"]) if rng.random() < 0.3 else None,
        required=rng.random() < 0.4,
        options=options,
        rows=rows,
        other=kind in CHOICES and rng.random() < 0.3,
        scale=rng.choice((3, 5, 5, 7, 10)) if kind in ("stars", "figures") else 10,
    )


def _number(items: list[Item], rng: random.Random) -> list[Item]:
    first = 1 if rng.random() < 0.9 else rng.randint(2, 30)
    return [replace(item, number=first + n) for n, item in enumerate(items)]


def _branch(rng: random.Random, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Some respondents never met some questions; the numbers show the gap."""
    if len(items) < 4 or rng.random() < 0.8:
        return items
    gone = rng.randrange(1, len(items))
    return items[:gone] + items[gone + rng.randint(1, 4) :]


def _head(rng: random.Random, language: str) -> Head:
    name = rng.choice(WORDS[language]["names"]) if rng.random() < 0.5 else None
    return Head(str(rng.randint(1, 400)), name, f"{rng.randint(0, 99):02d}:{rng.randint(0, 59):02d}")


def answer(rng: random.Random, language: str, chrome: str, item: Item, form: list[Item]) -> Item:
    """The question with what somebody gave: now and then nothing."""
    if rng.random() < 0.2:
        return item
    kind, words = item.kind, WORDS[language]
    if kind in ("text", "long"):
        text, trait = (
            (rng.choice(words["answers"]), "")
            if rng.random() < 0.5
            else tricky(rng, words, chrome, item, form)
        )
        if kind == "text":
            text = " ".join(text.split("\n"))
        return replace(item, given=(text,), trait=trait)
    if kind == "likert":
        return replace(item, given=tuple(rng.choice((*item.options, None)) for _ in item.rows))
    if kind in CHOICES:
        return _choose(rng, words, item)
    if kind == "ranking":
        return replace(item, given=tuple(rng.sample(item.options, len(item.options))))
    one = {
        "dropdown": lambda: rng.choice(item.options),
        "stars": lambda: str(rng.randint(1, item.scale)),
        "figures": lambda: str(rng.randint(1, item.scale)),
        "nps": lambda: str(rng.randint(0, 10)),
        "date": lambda: rng.choice(DATES),
        "file": lambda: rng.choice(NAMES_OF_FILES),
    }[kind]()
    return replace(item, given=(one,))


def _choose(rng: random.Random, words: dict[str, list[str]], item: Item) -> Item:
    typed = rng.choice(words["answers"]) if item.other and rng.random() < 0.4 else None
    if item.kind == "single":
        return replace(item, typed=typed, given=() if typed else (rng.choice(item.options),))
    chosen = rng.sample(item.options, rng.randint(0 if typed else 1, len(item.options)))
    return replace(item, typed=typed, given=tuple(o for o in item.options if o in chosen))


def other(case: Case) -> str:
    """The page's word for ``Other``."""
    return label(case.chrome, "other")
