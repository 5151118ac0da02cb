"""The expected rows of one response: all that the form knows, before a rendering hides any of it."""

from __future__ import annotations

import re
from typing import Any

from tests.makers.model import Form, Question, Section, Shown, Text, questions
from tests.makers.words import Words

Row = dict[str, Any]
TYPES = {
    "text": "text",
    "long": "text",
    "single": "single_choice",
    "multi": "multiple_choice",
    "dropdown": "single_choice",
    "stars": "rating",
    "numbers": "rating",
    "nps": "nps",
    "likert": "likert",
    "ranking": "ranking",
    "date": "date",
    "file": "file_upload",
}
URL = re.compile(r"(?:https?://|www\.)\S+")


def urls(text: str) -> list[str]:
    """Links in a text, in order, without the punctuation that follows them."""
    return [u.rstrip(".,;)") for u in URL.findall(text)]


def help_text(q: Question, words: Words) -> str | None:
    """The description under the prompt; file questions state their limits there."""
    return words["files"].format(n=q.scale) if q.kind == "file" else q.help


def header(form: Form, index: int, *, scores: bool = True) -> Row:
    """The expected columns of the table ``responses``."""
    r = form.respondents[index]
    meta: Row = {
        "respondent": r.number,
        "anonymous": r.name is None,
        "respondent_name": r.name,
        "time_to_complete_s": r.seconds,
    }
    if scores and form.score_max is not None:
        meta |= {"score": r.score, "score_max": form.score_max}
    return meta


def rows(form: Form, index: int) -> list[tuple[Shown, Row]]:
    """Each expected row with its question; Likert questions give one row per statement."""
    words = Words(form.language)
    out: list[tuple[Shown, Row]] = []
    for shown in questions(form, index):
        base = _base(shown, words)
        if shown.question.kind == "likert":
            out += [(shown, base | _likert(shown, i)) for i in range(len(shown.question.rows))]
        else:
            out.append((shown, base | _answer(shown, words)))
    for shown, row in out:
        _stem(shown, row)
        row["hard"] = [*row.get("hard", []), *shown.question.hard]
        for column, value in shown.question.alt:
            row.setdefault("alt", {}).setdefault(column, []).append(value)
    return out


def _base(shown: Shown, words: Words) -> Row:
    q = shown.question
    return {
        "number": shown.number,
        "row_label": None,
        "prompt": q.prompt,
        "section": shown.section.title if shown.section else None,
        "help_text": help_text(q, words),
        "question_type": TYPES[q.kind],
        "required": q.required,
        "status": "answered" if any(a is not None for a in shown.given) else "blank",
        "answer_text": None,
        "selected": None,
        "other_text": None,
    }


def _stem(shown: Shown, row: Row) -> None:
    section = shown.section
    if isinstance(section, Section) and section.stem and section.text:
        alt = row.setdefault("alt", {})
        alt.setdefault("prompt", []).extend(f"{section.text}{gap} {row['prompt']}" for gap in ("", ":"))
        alt.setdefault("help_text", []).append(section.text)


def _likert(shown: Shown, i: int) -> Row:
    given = shown.given[i] if shown.given else None
    return {
        "row_label": shown.question.rows[i],
        "status": "blank" if given is None else "answered",
        "answer_text": given,
        "selected": [] if given is None else [given],
        "options": list(shown.question.options),
    }


def _answer(shown: Shown, words: Words) -> Row:
    kind = shown.question.kind
    if kind in ("single", "multi"):
        return _choice(shown, words["other"])
    if kind == "dropdown":
        text = shown.text
        return {
            "answer_text": text,
            "selected": [text] if text else [],
            "options": None,
            "hard": ["question_type", "selected", "options"],
            "alt": {"selected": [None]},
        }
    if kind in ("stars", "numbers", "nps"):
        return _scale(shown, words["star"])
    if kind == "ranking":
        ranked = list(shown.chosen)
        unclear = (
            [] if ranked else ["status", "answer_text", "selected"]
        )  # a blank list looks like a ranked one
        return {
            "answer_text": "; ".join(ranked) or None,
            "selected": ranked,
            "hard": unclear,
            "options": ranked or list(shown.question.options),
            "options_any_order": True,
        }
    if kind == "file":
        lines = {"alt": {"answer_text": ["\n".join(shown.chosen)]}} if len(shown.chosen) > 1 else {}
        return {"answer_text": "; ".join(shown.chosen) or None} | lines
    return typed(shown)


def _choice(shown: Shown, other: str) -> Row:
    q, typed = shown.question, shown.typed
    selected = [o for o in q.options if o in shown.chosen] + ([other] if typed else [])
    printed = [typed if s == other and typed else s for s in selected]
    row: Row = {
        "answer_text": "; ".join(printed) or None,
        "selected": selected,
        "other_text": typed,
        "options": [*q.options, *([other] if q.other else [])],
    }
    if q.yes_no and not typed and selected:
        row["value_bool"] = selected[0] == q.options[0]
    if typed:
        row["alt"] = _other_alternatives(q, selected, typed, other)
    return row


def _other_alternatives(q: Question, selected: list[str], typed: str, other: str) -> Row:
    rest = selected[:-1]
    spelled = [
        other,
        f"{other}: {typed}",
        f"{other}; {typed}",
        f"{other} ({typed})",
        f"{other} {typed}",
        f"{other}:{typed}",
    ]
    listed = [[typed], [f"{other}: {typed}"], [f"{other} {typed}"], [other, typed]]
    return {
        "answer_text": ["; ".join([*rest, s]) for s in spelled],
        "selected": [[*rest, *x] for x in listed],
        "options": [[*q.options, *x] for x in listed] + [[*q.options]],
    }


def _scale(shown: Shown, star: str) -> Row:
    q, value = shown.question, shown.given[0] if shown.given else None
    row: Row = {}
    if q.kind == "nps":
        row = {
            "selected": [] if value is None else [str(value)],
            "options": [str(i) for i in range(11)],
            "alt": {"selected": [None], "options": [None]},
        }
    if not isinstance(value, int):
        return row
    top = 10 if q.kind == "nps" else q.scale
    spelled = [
        f"{value}/{top}",
        f"{value} / {top}",
        f"{value}.0",
        f"{value} {star}",
        f"{value} {star}s",
        f"{value} out of {top}",
        "★" * value + "☆" * (top - value),
    ]
    row |= {"answer_text": str(value), "value_number": float(value)}
    row.setdefault("alt", {})["answer_text"] = spelled
    return row


def typed(shown: Shown) -> Row:
    """Columns of a typed answer or a date."""
    given = shown.given[0] if shown.given else None
    text = shown.text
    row: Row = {"answer_text": text}
    if text is None:
        return row
    if shown.question.kind != "date":
        row["urls"] = urls(text)
    if not isinstance(given, Text):
        return row
    if shown.question.kind == "date":
        row["value_date"] = given.date
        if given.date is None:
            row["hard"] = ["value_date"]
    values = {"value_number": given.number, "value_unit": given.unit, "value_bool": given.bool_}
    row |= {k: v for k, v in values.items() if v is not None or k in given.judge}
    if given.trap:
        row["trap"] = given.trap
    return row
