"""Folders of honest documents, and the wrong or hostile page that is put among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random
from typing import Any

from ingest.tables.build import Document, write_tables
from ingest.workers.protocol import Summary
from ingest.workers.summary import summarise
from parsers.reader import parse
from parsers.responses import Reading
from tests.makers.docx_kinds import Pasted
from tests.makers.html_new import NewPage
from tests.makers.html_old import OldPage
from tests.makers.markdown import Glyph, Ocr, Task
from tests.makers.model import Answer, Form, Question, Respondent, Section, Text
from tests.makers.page import Look
from tests.makers.sheet import xlsx

Row = dict[str, Any]
Read = Mapping[str, Reading]
"""A folder, read: path -> reading."""

TOLD = ("Nothing to add", "Not applicable", "The room was cold", "Please print the list again",
        "A longer break, and tea", "No", "See above: nothing to add", "More time to talk\nMore chairs")  # fmt: skip
CITIES = ("Sampleton", "Mockburg", "Port Example", "Upper Testing")
ROOM = ("The room", "The food", "The way there")
GRADES = ("Poor", "Fair", "Good")


def _pick(random: Random, values: Sequence[Any], blank: float = 0.2) -> Any:
    return None if random.random() < blank else random.choice(values)


def evenings(count: int, numbered: bool = True, seed: int = 1) -> Form:
    """A form with every kind of question, and ``count`` respondents."""
    random = Random(seed)

    def ask(kind: str, prompt: str, values: Sequence[Any], **more: Any) -> Question:
        answers: list[Answer] = []
        for _ in range(count):
            value = _pick(random, values)
            answers.append(Text(value) if kind in ("text", "long") and value else value)
        return Question(kind, prompt, tuple(answers), **more)

    items: tuple[Question | Section, ...] = (
        ask("text", "City name", CITIES, required=True),
        ask("long", "How did you take part?", TOLD[2:5], help="Say what residents can do in your city."),
        ask("single", "Was the price fair?", ("Yes", "No"), options=("Yes", "No"), yes_no=True),
        Section("The evenings", "What you think of them."),
        ask("multi", "Which evenings did you come?", ("Monday", "Friday"), options=("Monday", "Wednesday", "Friday"), other=True),
        Question("likert", "What do you think of these?", tuple(tuple(random.choice(GRADES) for _ in ROOM) for _ in range(count)), options=GRADES, rows=ROOM),
        ask("text", "May we print your comment?", ("Yes, with my name", "No", "Only the first sentence")),
        ask("nps", "How likely are you to recommend us?", (0, 5, 7, 10)),
        ask("long", "What should we change?", TOLD),
        Section("About you"),
        ask("date", "When did you first come?", ("3/14/2026", "3/15/2026")),
        ask("dropdown", "Which age group are you in?", ("Under 18", "18 to 64", "65 and over"), options=("Under 18", "18 to 64", "65 and over")),
        ask("stars", "How was the tea?", (1, 3, 5)),
        ask("ranking", "Put the topics in order", (("Theory", "Practice", "Talk"), ("Talk", "Theory", "Practice")), options=("Practice", "Talk", "Theory")),
        ask("long", "Anything else?", TOLD, help="Be as frank as you like; nobody else will read this."),
    )  # fmt: skip
    people = tuple(
        Respondent(str(n + 1), None, "05:10", 310, f"2026-03-{n % 28 + 1:02}T09:00:00", f"2026-03-{n % 28 + 1:02}T09:05:10")
        for n in range(count)
    )  # fmt: skip
    return Form("evenings", "en", "Evenings in the library", "On talks.", items, people, numbered)


WRITERS: dict[str, Callable[[Form, int], bytes]] = {
    "ocr": lambda f, i: str(Ocr(f, i)).encode(),
    "paste": lambda f, i: bytes(Pasted(f, i)),
    "new": lambda f, i: str(NewPage(f, i, Look())).encode(),
    "old": lambda f, i: str(OldPage(f, i, Look())).encode(),
    "task": lambda f, i: str(Task(f, i)).encode(),
    "glyph": lambda f, i: str(Glyph(f, i)).encode(),
    "sheet": lambda f, _: xlsx(f),
}


@lru_cache(maxsize=512)
def read(form: Form, index: int, kind: str) -> Reading:
    """One response of a form in one kind of document, read."""
    return parse(WRITERS[kind](form, index))


@dataclass(frozen=True, slots=True)
class _Kept:
    parcel: Any

    def summary(self, document_id: str, /) -> Summary:
        found: Summary = self.parcel.summary
        return found

    def responses(self, document_id: str, /) -> bytes:
        found: bytes = self.parcel.responses
        return found


def tables(folder: Read) -> dict[str, list[Row]]:
    """The tables of a folder."""
    found: dict[str, list[Row]] = {}
    documents = [Document(p, (p,), 0, _Kept(summarise(folder[p]))) for p in sorted(folder)]
    write_tables(documents, lambda table, rows: found.setdefault(table, []).extend(rows))
    return found


CLAIMS = ("form_id", "number", "section", "prompt", "row_label", "question_type", "answer_text", "selected", "other_text")  # fmt: skip
"""What a row says of its document."""


@dataclass
class Harm:
    """What a page did to the rows of the other documents."""

    rows: int = 0
    claims: list[str] = None  # type: ignore[assignment] # set below
    undetermined: int = 0
    more_not_shown: int = 0

    def __post_init__(self) -> None:
        self.claims = []


def _by_key(rows: Sequence[Row], documents: set[str]) -> dict[tuple[str, str], Row]:
    return {(r["response_id"], r["question_id"]): r for r in rows if r["document_id"] in documents}


def harm(before: Sequence[Row], after: Sequence[Row], beside: Sequence[Row] = ()) -> Harm:
    """Compares the rows of ``answers`` of the documents that were there before.

    ``beside``: the answers where the page is as it was before somebody altered it. What it teaches then is no
    harm.
    """
    documents = {r["document_id"] for r in before}
    old, new = _by_key(before, documents), _by_key(after, documents)
    done = Harm(rows=len(old))
    taught = _by_key(beside, documents)
    same = {key for key, row in new.items() if _says_the_same(row, taught.get(key))}
    gone = {key for key in old if beside and key not in new and key not in taught}
    old, new = ({k: row for k, row in rows.items() if k not in same | gone} for rows in (old, new))
    for key, row in old.items():
        now = new.pop(key, None)
        where = f"{row['document_id']} {row['number']}. {row['prompt'][:30]!r}"
        if now is None:
            if row["status"] != "not_shown":
                done.claims.append(f"{where}: gone")
        elif row["status"] != "not_shown":
            _compare(row, now, where, done)
        elif now["status"] == "undetermined":
            done.undetermined += 1
        elif now["status"] != "not_shown":
            done.claims.append(f"{where}: not_shown -> {now['status']} {now['answer_text']!r}")
    for key, row in new.items():
        if row["status"] == "not_shown":
            done.more_not_shown += 1
        elif row["status"] == "undetermined" and key in taught:
            done.undetermined += 1
        else:
            done.claims.append(
                f"{row['document_id']} {key[1]}: new row {row['status']} {row['prompt'][:30]!r}"
            )
    return done


def _says_the_same(row: Row, other: Row | None) -> bool:
    return other is not None and all(row[name] == other[name] for name in (*CLAIMS, "status"))


def _compare(row: Row, now: Row, where: str, done: Harm) -> None:
    if row["status"] != "undetermined" and now["status"] == "undetermined":
        done.undetermined += 1
        claims = [c for c in CLAIMS if c not in ("answer_text", "selected", "other_text")]
    elif now["status"] != row["status"]:
        done.claims.append(
            f"{where}: {row['status']} {row['answer_text']!r} -> {now['status']} {now['answer_text']!r}"
        )
        return
    else:
        claims = list(CLAIMS)
    for name in claims:
        if row[name] != now[name]:
            done.claims.append(f"{where}: {name} {row[name]!r} -> {now[name]!r}")


Alter = Callable[[Form, Random], Form]


def _questions(form: Form, *kinds: str) -> list[int]:
    return [n for n, q in enumerate(form.items) if isinstance(q, Question) and (not kinds or q.kind in kinds)]


def _change(form: Form, at: int, **more: Any) -> Form:
    items = list(form.items)
    items[at] = replace(items[at], **more)
    return replace(form, items=tuple(items))


def _at(form: Form, random: Random, *kinds: str) -> tuple[int, Any]:
    at = random.choice(_questions(form, *kinds) or _questions(form))
    return at, form.items[at]


def _help(text: str) -> Alter:
    def alter(form: Form, random: Random) -> Form:
        at, _ = _at(form, random, "long", "text")
        return _change(form, at, help=text)

    return alter


def help_is_last_answers_part(form: Form, random: Random) -> Form:
    """Of every text question."""
    for at in _questions(form, "long", "text"):
        form = _change(form, at, help="thing to add")
    return form


def no_help(form: Form, random: Random) -> Form:
    for at in _questions(form):
        form = _change(form, at, help=None)
    return form


def denied(form: Form, random: Random) -> Form:
    at = next((n for n in _questions(form) if form.items[n].prompt.startswith("May we")), _questions(form)[0])
    return _change(form, at, prompt=form.items[at].prompt.replace("May we ", "May we not "))


def reworded(form: Form, random: Random) -> Form:
    at, q = _at(form, random)
    return _change(form, at, prompt=f"{q.prompt.rstrip('?')} in all these years, would you say?")


def other_words(form: Form, random: Random) -> Form:
    at, _q = _at(form, random)
    return _change(form, at, prompt="Which of our guests do you remember best?")


def cut(form: Form, random: Random) -> Form:
    at, q = _at(form, random)
    return _change(form, at, prompt=q.prompt[: len(q.prompt) // 2])


def glued(form: Form, random: Random) -> Form:
    at, q = _at(form, random)
    return _change(form, at, prompt=f"{q.prompt} Say what residents can do.")


def scanned(form: Form, random: Random) -> Form:
    for at in _questions(form):
        prompt = form.items[at].prompt
        form = _change(form, at, prompt=prompt.replace("o", "0", 1).replace("l", "1", 1))
    return form


def radios(form: Form, random: Random) -> Form:
    at, q = _at(form, random, "text", "long")
    return _change(
        form, at, kind="single", options=("Yes", "No", "Nothing to add"), answers=("No",) * len(q.answers)
    )


def listed(form: Form, random: Random) -> Form:
    at, q = _at(form, random, "text", "long")
    return _change(
        form, at, kind="dropdown", options=("No", "Nothing to add"), answers=("No",) * len(q.answers)
    )


def typed(form: Form, random: Random) -> Form:
    at, q = _at(form, random, "single", "multi", "stars", "nps", "dropdown", "date")
    return _change(form, at, kind="text", options=(), other=False, answers=(Text("Yes"),) * len(q.answers))


def graded(form: Form, random: Random) -> Form:
    at, q = _at(form, random, "text", "long")
    return _change(form, at, kind="stars", answers=(3,) * len(q.answers))


def dated(form: Form, random: Random) -> Form:
    at, q = _at(form, random, "text", "long")
    return _change(form, at, kind="date", answers=(Text("14/3/2026"),) * len(q.answers))


def boxes(form: Form, random: Random) -> Form:
    at, _q = _at(form, random, "single", "dropdown")
    return _change(form, at, kind="multi")


def other_options(form: Form, random: Random) -> Form:
    at, q = _at(form, random, "single", "multi", "dropdown", "ranking")
    options = ("Perhaps", *q.options[1:], "Whatever")
    given = (options,) if q.kind == "ranking" else ("Perhaps",)
    return _change(form, at, options=options, answers=given * len(q.answers))


def other_rows(form: Form, random: Random) -> Form:
    at, q = _at(form, random, "likert")
    return _change(form, at, rows=("City name", *q.rows[1:]))


def required(form: Form, random: Random) -> Form:
    for at in _questions(form):
        form = _change(form, at, required=not form.items[at].required)
    return form


def inserted(form: Form, random: Random) -> Form:
    at = random.choice([0, *_questions(form)])
    new = Question("long", "Nothing to add", (Text("So be it"),) * len(form.respondents))
    return replace(form, items=(*form.items[:at], new, *form.items[at:]))


def deleted(form: Form, random: Random) -> Form:
    at = random.choice(_questions(form))
    return replace(form, items=(*form.items[:at], *form.items[at + 1 :]))


def swapped(form: Form, random: Random) -> Form:
    items = list(form.items)
    a, b = random.sample(_questions(form), 2)
    items[a], items[b] = items[b], items[a]
    return replace(form, items=tuple(items))


def turned(form: Form, random: Random) -> Form:
    return replace(form, items=form.items[::-1])


def doubled(form: Form, random: Random) -> Form:
    at, q = _at(form, random)
    return replace(form, items=(*form.items[: at + 1], q, *form.items[at + 1 :]))


def other_sections(form: Form, random: Random) -> Form:
    items = [
        replace(i, title=f"Part {n}: your view") if isinstance(i, Section) else i
        for n, i in enumerate(form.items)
    ]
    return replace(form, items=tuple(items))


def moved_sections(form: Form, random: Random) -> Form:
    items: list[Any] = [i for i in form.items if isinstance(i, Question)]
    for section in (i for i in form.items if isinstance(i, Section)):
        items.insert(random.randrange(len(items)), section)
    return replace(form, items=tuple(items))


def no_sections(form: Form, random: Random) -> Form:
    return replace(form, items=tuple(i for i in form.items if isinstance(i, Question)))


def answers_for_sections(form: Form, random: Random) -> Form:
    at = random.choice(_questions(form))
    heading = Section("Nothing to add", "Not applicable")
    return replace(form, items=(*form.items[:at], heading, *form.items[at:]))


def other_title(form: Form, random: Random) -> Form:
    return replace(form, title="A quite different questionnaire")


def unnumbered(form: Form, random: Random) -> Form:
    return replace(form, numbered=not form.numbered)


def _strange(count: int, people: int) -> tuple[Question, ...]:
    return tuple(
        Question("text", f"Strange question {n} of mine?", (Text("x"),) * people) for n in range(count)
    )


def other_questions(form: Form, random: Random) -> Form:
    """The title of the form, and none of its questions."""
    return replace(form, items=_strange(12, len(form.respondents)))


def many_questions(form: Form, random: Random) -> Form:
    return replace(form, items=(*form.items, *_strange(300, len(form.respondents))))


def second(count: int) -> Form:
    """Another form, of which a page may hold the questions too."""
    random = Random(5)
    prompts = ("Your club", "Who leads it?", "Where do you meet?", "How many are you?", "What do you lack?",
               "Whom do you work with?", "Since when?", "What do you pay?", "What is planned?", "Any wishes?")  # fmt: skip
    items = tuple(
        Question("text", p, tuple(Text(random.choice(TOLD)) for _ in range(count))) for p in prompts
    )
    return replace(evenings(count), code="clubs", title="Clubs of our town", items=items)


def two_forms(form: Form, random: Random) -> Form:
    return replace(form, items=(*form.items, *second(len(form.respondents)).items))


ALTERATIONS: dict[str, Alter] = {
    "help_part": help_is_last_answers_part,
    "help_whole": _help("Nothing to add"),
    "help_usual": _help("Not applicable"),
    "help_word": _help("No"),
    "help_other": _help("Please think of the last three evenings only."),
    **{f.__name__: f for f in (
        no_help, denied, reworded, other_words, cut, glued, scanned, radios, listed, typed, graded, dated, boxes,
        other_options, other_rows, required, inserted, deleted, swapped, turned, doubled, other_sections,
        moved_sections, no_sections, answers_for_sections, other_title, unnumbered, other_questions,
        many_questions, two_forms,
    )},
}  # fmt: skip
