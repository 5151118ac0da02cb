"""Makes a failing case smaller as long as it fails in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from parsers.reader import parse
from tests.truth import cells
from tests.world.compare import FALSE, Fault, compare
from tests.world.model import CHOICES, Case, Head, Item
from tests.world.producers import Made, Press, simplest

Failing = Callable[[Case], bool]


def shrink(case: Case, fails: Failing, most: int = 120) -> Case:
    """The smallest case found by dropping questions, looks and parts; at most ``most`` are tried."""
    tried = 0
    again = True
    while again:
        again = False
        for smaller in _smaller(case):
            tried += 1
            if tried > most:
                return case
            if fails(smaller):
                case, again = smaller, True
                break
    return case


def _smaller(case: Case) -> Iterator[Case]:
    """Simpler cases, the boldest steps first."""
    items = case.items
    if len(items) > 2:
        half = len(items) // 2
        yield case.with_items(items[:half])
        yield case.with_items(items[half:])
    if case.look:
        yield replace(case, look={})
        axes = list(case.look)
        if len(axes) > 3:
            for part in (axes[: len(axes) // 2], axes[len(axes) // 2 :]):
                yield replace(case, look={a: v for a, v in case.look.items() if a not in part})
    if len(items) > 1:
        for place in range(len(items)):
            yield case.with_items(items[:place] + items[place + 1 :])
    for axis in case.look:
        yield replace(case, look={a: v for a, v in case.look.items() if a != axis})
    if case.head != Head():
        yield replace(case, head=Head())
    for place, item in enumerate(items):
        for smaller in _smaller_items(item):
            yield case.with_items((*items[:place], smaller, *items[place + 1 :]))
    if case.chrome != "en":
        yield replace(case, chrome="en")


def _smaller_items(item: Item) -> Iterator[Item]:
    if simplest(item) != item:
        yield simplest(item)
        for name, plain in (("help", None), ("required", False), ("section", None)):
            if getattr(item, name) != plain:
                yield replace(item, **{name: plain})
    if item.kind in CHOICES and item.other and item.typed is None:
        yield replace(item, other=False)
    for option in item.options if len(item.options) > 2 and item.kind in CHOICES else ():
        if option not in item.given:
            yield replace(item, options=tuple(o for o in item.options if o != option))
    if item.kind == "likert" and len(item.rows) > 1:
        yield replace(item, rows=item.rows[:1], given=item.given[:1])
        yield replace(item, rows=item.rows[1:], given=item.given[1:])
    text = str(item.given[0]) if item.kind in ("text", "long") and item.given else ""
    if len(text) > 40:
        yield replace(item, given=(text[: len(text) // 2].rstrip(),))
    if "\n" in text:
        yield replace(item, given=(text.rpartition("\n")[0].strip(),))


def read(made: Made) -> list[Fault]:
    """The faults of one document by its own reading, without a run: far quicker, and nearly always the same."""
    reading = parse(made.data)
    outcome = {
        "outcome": "rejected" if reading.reason and not reading.responses else "parsed",
        "reason": reading.reason,
        "detail": reading.detail,
    }
    heads = ("respondent", "respondent_name", "time_to_complete_s", "form_title")
    responses = [
        {name: getattr(response, name) for name in heads} | {"answers": [cells(a) for a in response.answers]}
        for response in reading.responses
    ]
    return compare(made.truth, outcome, responses)


def still(press: Press, kind: str, of: str) -> Failing:
    """Whether a case shows a fault of this kind with a question of this kind."""

    def fails(case: Case) -> bool:
        try:
            made = press.make(case)
        except Exception:  # what cannot be made does not fail
            return False
        return any((f.kind, f.of) == (kind, of) for f in read(made))

    return fails


def first_false(faults: list[Fault]) -> Fault:
    """The fault to shrink by."""
    return next(f for f in faults if f.kind in FALSE)
