"""Compares what was claimed of a document with its truth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from tests.world.truth import Row, Truth

FALSE = frozenset(
    {
        "false_selection",
        "missed_selection",
        "false_answer",
        "wrong_answer",
        "false_blank",
        "invented_answer",
        "false_head",
    }
)
"""Claims that the document does not show. Other kinds: undetermined, lost, invented, rejected."""
ALIKE = 80.0
"""Likeness (0 to 100) from which two prompts are one: below it glued or noisy ones are lost, above it neighbours mix."""
LONG_ENOUGH = 6
"""Letters from which a prompt that begins a claimed one is it: shorter ones begin too many."""
MARKUP = re.compile(r"<br>|<(https?:)|[\s*_#>\\~`|+-]")
Claim = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """One difference. ``what`` is for people; ``kind`` and ``of`` (a question's kind) group."""

    kind: str
    of: str
    what: str


def compare(truth: Truth, outcome: Claim, responses: list[Claim]) -> list[Fault]:
    """``outcome``: the row of ``documents``; ``responses``: those of the table, each with its ``answers``."""
    if outcome["outcome"] == "rejected":
        return [Fault("rejected", str(outcome["reason"]), str(outcome["detail"]))]
    if truth.only is not None:
        responses = [r for r in responses if r["respondent"] == truth.only] or responses[:1]
    if truth.rest:
        return _people((truth, *truth.rest), responses)
    if not responses:
        return [Fault("lost", row.kind, row.prompt) for row in truth.rows]
    more = [a for extra in responses[1:] for a in extra["answers"] if a["status"] != "not_shown"]
    return [*_head(truth, responses[0]), *_answers(truth, responses[0]["answers"]), *_invented(more, truth)]


def _people(people: tuple[Truth, ...], responses: list[Claim]) -> list[Fault]:
    """Each person's response, by the number or, where that is gone, the one that fits best."""
    left, faults = list(responses), list[Fault]()
    for person in people:
        if not left:
            faults += [Fault("lost", row.kind, row.prompt) for row in person.rows]
            continue
        named = [r for r in left if r["respondent"] == person.respondent] or left
        judged = [([*_head(person, r), *_answers(person, r["answers"])], r) for r in named]
        best, response = min(judged, key=lambda pair: len(pair[0]))
        faults += best
        left.remove(response)
    extra = [a for response in left for a in response["answers"] if a["status"] != "not_shown"]
    return [*faults, *_invented(extra, people[0])]


def folded(text: object) -> str:
    """Without what no reader can see: composed, no marks of direction, white space as one blank."""
    plain = re.sub(
        r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]",
        "",
        unicodedata.normalize("NFKC", str(text)),
    )
    return re.sub(r"\s+", " ", plain).strip()


def _head(truth: Truth, got: Claim) -> Iterator[Fault]:
    pairs = {
        "respondent": truth.respondent,
        "respondent_name": truth.name,
        "time_to_complete_s": truth.seconds,
        "form_title": truth.title,
    }
    for column, want in pairs.items():
        have = got[column]
        if have is None or (column == "form_title" and truth.title is None):
            continue
        if want is None or folded(have).lower() != folded(want).lower():
            yield Fault("false_head", column, f"{column} {have!r} for {want!r}")


def _answers(truth: Truth, answers: list[Claim]) -> Iterator[Fault]:
    shown = [a for a in answers if a["status"] != "not_shown"]  # the others say nothing of this document
    pairs, extra = match(truth.rows, shown)
    for row, got in pairs:
        if got is None:
            yield Fault("lost", row.kind, _name(row))
        else:
            if not _same(row, got):
                yield Fault("prompt", row.kind, f"{_name(row)}: {got['prompt']!r}")
            yield from answer_faults(row, got)
    yield from _invented(extra, truth)


def _invented(extra: list[Claim], truth: Truth) -> Iterator[Fault]:
    for got in extra:
        if got["prompt"] in truth.loose:
            continue
        kind = "invented_answer" if got["status"] == "answered" else "invented"
        yield Fault(kind, got["question_type"], f"{got['prompt']!r}: {got['answer_text']!r}")


def _name(row: Row) -> str:
    return f"{row.number or ''} {row.prompt!r}" + (f" [{row.row_label!r}]" if row.row_label else "")


def match(rows: tuple[Row, ...], answers: list[Claim]) -> tuple[list[tuple[Row, Claim | None]], list[Claim]]:
    """Each true row with the claimed one that speaks of it, and what is left over."""
    left, found = list(answers), dict[int, Claim]()
    for alike in (_same, _near, _same_number):
        for place, row in enumerate(rows):
            if place in found:
                continue
            one = next((a for a in left if alike(row, a)), None)
            if one is not None:
                found[place] = one
                left.remove(one)
    return [(row, found.get(place)) for place, row in enumerate(rows)], left


def _same(row: Row, got: Claim) -> bool:
    if row.bare_row and not got["row_label"]:
        return _key(row.row_label) == _key(got["prompt"])
    return _key(row.prompt) == _key(got["prompt"]) and _key(row.row_label) == _key(got["row_label"])


def _key(text: object) -> str:
    return re.sub(r"\W+", "", folded(text or "")).lower()


def _near(row: Row, got: Claim) -> bool:
    if row.row_label and fuzz.ratio(_key(row.row_label), _key(got["row_label"])) < ALIKE:
        return False
    if not row.row_label and got["row_label"]:
        return False
    want, have = _key(row.prompt), _key(got["prompt"])
    begins = len(want) >= LONG_ENOUGH and have.startswith(want)  # what follows a prompt was glued to it
    return begins or fuzz.ratio(want, have) >= ALIKE


def _same_number(row: Row, got: Claim) -> bool:
    if row.number is None or row.number != got["number"] or bool(row.row_label) != bool(got["row_label"]):
        return False
    if row.row_label:
        return fuzz.ratio(_key(row.row_label), _key(got["row_label"])) >= ALIKE
    return fuzz.partial_ratio(_key(row.prompt), _key(got["prompt"])) >= ALIKE


def answer_faults(row: Row, got: Claim) -> Iterator[Fault]:
    """What an answer claims of its true row, and the row does not show."""
    name, status, text = _name(row), got["status"], got["answer_text"]
    if row.free:
        return
    if status == "undetermined":
        if row.decidable:
            yield Fault("undetermined", row.kind, name)
        return
    if status == "blank":
        if row.answered:
            yield Fault("false_blank", row.kind, f"{name}: blank for {_want(row)!r}")
        return
    if not row.answered:
        yield Fault("false_answer", row.kind, f"{name}: {text!r} where nothing was given")
    elif row.chosen and row.kind != "likert":
        yield from _choice(row, got, name)
    elif not any(_same_text(text, want, row) for want in row.texts):
        yield Fault("wrong_answer", row.kind, f"{name}: {text!r} for {row.texts[0]!r}")


def _same_text(got: object, want: str, row: Row) -> bool:
    got = str(got).replace("→ ", "")  # people draw an arrow before an answer; it may be kept
    if row.unspaced:
        got, want = re.sub(r"\s", "", got), re.sub(r"\s", "", want)
    if not row.marked_up:
        return folded(got) == folded(want)
    return MARKUP.sub("", folded(got)) == MARKUP.sub("", folded(want))


def _want(row: Row) -> str:
    return row.texts[0] if row.texts else "; ".join(row.chosen)


def _choice(row: Row, got: Claim, name: str) -> Iterator[Fault]:
    """A selection, by the list where there is one, else by the text."""
    whole = _key("".join((*(o for o in row.chosen if o != row.other), row.typed or "")))
    if got["selected"] is None and _key(got["answer_text"]) == whole:  # where one option ends may stay open
        return
    parts = got["selected"] if got["selected"] is not None else (got["answer_text"] or "").split("; ")
    claimed = [_key(part) for part in parts if part]
    spelled = {_key(o): o for o in row.chosen}
    others = set[str]()
    if row.typed is not None:
        others = {_key(row.typed), _key(row.other), _key(row.other + row.typed)}
    for part, key in zip((p for p in parts if p), claimed, strict=True):
        if key not in spelled and key not in others:
            yield Fault("false_selection", row.kind, f"{name}: {part!r} claimed, chosen {_want(row)!r}")
    for key, option in spelled.items():
        seen = key in claimed or (option == row.other and others & set(claimed))
        if not seen:
            yield Fault(
                "missed_selection",
                row.kind,
                f"{name}: {option!r} not claimed of {_want(row)!r}, but {parts!r}",
            )
