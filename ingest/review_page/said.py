"""What a reviewer's form says, as the corrections file has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from ingest.review.corrections import OTHER
from ingest.review_page.items import Item
from ingest.review_page.store import Said
from parsers.responses import Status

MAX_ANSWER = 100_000
"""Characters: a longer cell is one that CSV readers refuse."""
MAX_WORDS = 2_000
"""Of a name or a note."""
WITHOUT = (Status.BLANK.value, Status.UNDETERMINED.value)
Fields = Mapping[str, Sequence[str]]


class Refused(Exception):
    """Something that the form does not take; the message is one line for the reviewer."""


@dataclass(frozen=True, slots=True)
class Given:
    """The controls' state, to be shown again: chosen places, ranks, typed text, status, who, note."""

    status: str = ""
    chosen: frozenset[int] = frozenset()
    ranks: tuple[str, ...] = ()
    typed: str = ""
    other: str = ""
    note: str = ""


def fields_of(body: bytes) -> Fields:
    """A posted form. Raises Refused if it is none."""
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=2000, errors="strict")
    except (ValueError, UnicodeDecodeError) as error:
        raise Refused("This is no form.") from error


def one(fields: Fields, name: str, longest: int = MAX_WORDS) -> str:
    """A field's text, its lines ended by ``\\n``. Raises Refused if it is too long."""
    text = fields.get(name, [""])[0].replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > longest:
        raise Refused(f"At most {longest:,} characters, please.")
    return text


def said_of(item: Item, fields: Fields) -> Said:
    """What is said of an item. Raises Refused with what ingest would refuse."""
    status, who, note = one(fields, "status"), one(fields, "who"), one(fields, "note")
    answer = ""
    if status not in WITHOUT:
        status, answer = Status.ANSWERED.value, _answer(item, fields)
        if not answer:
            raise Refused("Nothing is chosen or written yet.")
    try:
        item.check(status, answer or None)
    except ValueError as error:
        raise Refused(f"{error}.") from error
    return Said(status, answer, who, note)


def _answer(item: Item, fields: Fields) -> str:
    if item.control in ("radio", "checkbox"):
        places = sorted({_number(text, len(item.options)) for text in fields.get("option", ())})
        return "; ".join(_label(item, place, one(fields, "other")) for place in places)
    if item.control == "ranking":
        ranks = [_number(one(fields, f"rank-{n}"), len(item.options)) for n in range(len(item.options))]
        if sorted(ranks) != list(range(len(ranks))):
            raise Refused("Give each option a rank of its own.")
        return "; ".join(
            item.options[place].text for _, place in sorted(zip(ranks, range(len(ranks)), strict=True))
        )
    return one(fields, "answer", MAX_ANSWER)


def _label(item: Item, place: int, typed: str) -> str:
    option = item.options[place]
    return f"{option.text}{OTHER} {typed}" if option.other and typed else option.text


def _number(text: str, count: int) -> int:
    """A place among ``count`` options, from 0. Raises Refused."""
    if not text.isascii() or not text.isdigit() or len(text) > 4 or int(text) >= count:
        raise Refused("This is none of the options." if text else "Give each option a rank.")
    return int(text)


def given(item: Item, said: Said) -> Given:
    """The state in which the controls are shown: what was said, else what was read."""
    read = not said.status and not said.answer
    if item.control in ("radio", "checkbox"):
        chosen, other = (
            _chosen(item, said.answer) if said.answer else (_read(item) if read else frozenset(), "")
        )
        return Given(said.status, chosen, other=other, note=said.note)
    if item.control == "ranking":
        return Given(said.status, ranks=_ranks(item, said.answer, read), note=said.note)
    text = said.answer or (item.row["answer_text"] or "" if read else "")
    return Given(said.status, typed=text, note=said.note)


def posted(item: Item, fields: Fields) -> Given:
    """The same as a form that was refused had it, so that nothing is typed twice."""
    places = (fields.get(f"rank-{n}", [""])[0] for n in range(len(item.options)))
    chosen = frozenset(int(text) for text in fields.get("option", ()) if text.isascii() and text.isdigit())
    status, typed, other, note = (fields.get(name, [""])[0] for name in ("status", "answer", "other", "note"))
    return Given(status, chosen, tuple(places), typed, other, note)


def _read(item: Item) -> frozenset[int]:
    """The options that the document shows as chosen."""
    return frozenset(n for n, option in enumerate(item.options) if option.selected)


def _chosen(item: Item, answer: str) -> tuple[frozenset[int], str]:
    """The options that an answer names, and what was typed into the free one."""
    typed, chosen = "", set()
    for n, option in enumerate(item.options):
        free = f"; {option.text}{OTHER} "
        if f"; {option.text};" in f"; {answer};":
            chosen.add(n)
        elif option.other and free in f"; {answer}":
            chosen.add(n)
            typed = f"; {answer}".partition(free)[2].partition(";")[0]
    return frozenset(chosen), typed


def _ranks(item: Item, answer: str, read: bool) -> tuple[str, ...]:
    """Each option's rank from 0: as said, else as read."""
    names = answer.split("; ")
    said = {name: str(rank) for rank, name in enumerate(names)} if answer else {}
    shown = {o.text: str(o.rank - 1) for o in item.options if o.rank} if read else {}
    return tuple((said or shown).get(option.text, "") for option in item.options)
