"""Rows of pictures: a rating whose stars are images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.blocks import ScaleKind
from parsers.pdf.page import Icon
from parsers.pdf.scales import ScaleFind

LEAST, MOST = 3, 10
"""Points of a rating; Forms offers two to ten, and two pictures side by side may be anything."""
EVEN = 0.2
"""Of the step: no point stands further from where the others put it."""
STEP = 4.0
"""Of a picture's height: the next point of a rating is no further."""
FULLER = 1.15
"""Times: a given symbol has more ink than one that is not."""


def icon_scales(icons: Sequence[Icon], rtl: bool) -> list[ScaleFind]:
    """The ratings of a page, their points in reading order."""
    return [_scale(row[::-1] if rtl else row) for row in _rows(icons) if LEAST <= len(row) <= MOST]


def _rows(icons: Sequence[Icon]) -> Iterator[list[Icon]]:
    """Pictures of one size that stand in a line at equal steps."""
    rows: list[list[Icon]] = []
    for icon in sorted(icons, key=lambda i: (round(i.box[1] + i.box[3]), i.box[0])):
        last = rows[-1] if rows else []
        if last and _goes_on(last, icon):
            last.append(icon)
        else:
            rows.append([icon])
    yield from (row for row in rows if _is_even(row))


def _goes_on(row: Sequence[Icon], icon: Icon) -> bool:
    last = row[-1]
    height = last.box[3] - last.box[1]
    return stand_in_line(last, icon) and 0 < icon.box[0] - last.box[0] < STEP * height


def stand_in_line(one: Icon, other: Icon) -> bool:
    """Whether two pictures are of one size, level, and no further apart than two points of a rating."""
    height = one.box[3] - one.box[1]
    level = abs((one.box[1] + one.box[3]) - (other.box[1] + other.box[3])) < EVEN * height
    alike = abs((other.box[3] - other.box[1]) - height) < EVEN * height
    return level and alike and abs(other.box[0] - one.box[0]) < STEP * MOST * height


def _is_even(row: Sequence[Icon]) -> bool:
    steps = [b.box[0] - a.box[0] for a, b in pairwise(row)]
    return all(abs(step - steps[0]) < EVEN * steps[0] for step in steps)


def _scale(row: Sequence[Icon]) -> ScaleFind:
    looks = tuple(icon.look for icon in row)
    boxes = [icon.box for icon in row]
    return ScaleFind(
        kind=ScaleKind.SYMBOLS,
        labels=tuple(str(n + 1) for n in range(len(row))),
        states=_states(row),
        box=(
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        ),
        looks=looks,
    )


def _states(row: Sequence[Icon]) -> tuple[bool | None, ...]:
    """Filled up to the rating where the first pictures are fuller than the rest; else nothing is told."""
    first, count = row[0], len(row)
    given = next((n for n, icon in enumerate(row) if icon.look != first.look), count)
    rest = {icon.look for icon in row[given:]}
    if len(rest) == 1 and first.look not in rest and first.ink > FULLER * row[-1].ink:
        return (True,) * given + (False,) * (count - given)
    return (None,) * count
