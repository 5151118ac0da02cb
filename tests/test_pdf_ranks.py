"""Ranks that stand before ranked items, and items that begin with a number of their own."""

from __future__ import annotations

import pytest

from parsers.pdf.lines import Segment
from parsers.pdf.ranks import FEW, without_ranks
from tests.pdf_values import run


def in_one(items: tuple[str, ...]) -> list[Segment]:
    return [Segment([run(item, 40, 100 + 20 * n)], rtl=False) for n, item in enumerate(items)]


def apart(items: tuple[str, ...], rtl: bool = False) -> list[Segment]:
    """Each item's first word is a run of its own, where reading starts."""
    found = []
    for n, item in enumerate(items):
        rank, rest = item.split(maxsplit=1)
        at = (480, 40) if rtl else (40, 60)
        runs = [run(rank, at[0], 100 + 20 * n), run(rest, at[1], 100 + 20 * n)]
        found.append(Segment(sorted(runs, key=lambda r: r.x0), rtl))
    return found


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (("1 Lamps", "2 Roof", "3 Swings"), ("Lamps", "Roof", "Swings")),
        (("1. Lamps", "2. Roof", "3. Swings"), ("Lamps", "Roof", "Swings")),
        (("#1 Lamps", "#2 Roof", "#3 Swings"), ("Lamps", "Roof", "Swings")),
        (("1 技術", "2 規程", "3 教育"), ("技術", "規程", "教育")),
        (("١ ماء", "٢ تربة", "٣ هواء"), ("ماء", "تربة", "هواء")),
        (("1\nLamps", "2\nRoof", "3\nSwings"), ("Lamps", "Roof", "Swings")),
        (("1 2 rooms", "2 1 room", "3 No room"), ("2 rooms", "1 room", "No room")),
        (("1 day", "2 days", "3 days"), ("1 day", "2 days", "3 days")),  # the numbers are what differs
        (("2 Roof", "1 Lamps", "3 Swings"), ("2 Roof", "1 Lamps", "3 Swings")),  # no ranks: not in order
        (("1 Lamps", "Roof", "3 Swings"), ("1 Lamps", "Roof", "3 Swings")),
        (("1 Lamps", "2 Roof", "3"), ("1 Lamps", "2 Roof", "3")),
        (("1Lamps", "2Roof", "3Swings"), ("1Lamps", "2Roof", "3Swings")),
        (("1st Lamps", "2nd Roof", "3rd Swings"), ("1st Lamps", "2nd Roof", "3rd Swings")),
    ],
)
def test_each_item_without_its_own_rank(items: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert without_ranks(items, in_one(items)) == expected


def test_few_items_show_their_ranks_apart() -> None:
    items = tuple(f"{n + 1} {name}" for n, name in enumerate(("Lamps", "Roof", "Swings")[: FEW - 1]))
    assert without_ranks(items, in_one(items)) == items
    assert without_ranks(items, apart(items)) == ("Lamps", "Roof")
    assert without_ranks(items, apart(items, rtl=True)) == ("Lamps", "Roof")
