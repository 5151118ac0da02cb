"""Marks typed as characters."""

from __future__ import annotations

import pytest

from parsers.blocks import Control
from parsers.glyphs import find_marks, is_trusted, mark_of, read_figures, read_symbols, split_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("☒ Other: the view", [(True, "Other: the view")]),
        ("☑️ tea", [(True, "tea")]),
        ("◉ Yes ○ No", [(True, "Yes"), (False, "No")]),
        ("◉Yes○No", [(True, "Yes"), (False, "No")]),
        ("Yes ☐ No ☒", [(None, "Yes"), (False, "No"), (True, "")]),
        ("[x] Yes [ ] No", [(True, "Yes"), (False, "No")]),
        ("( ) Yes\n(•) No", [(False, "Yes"), (True, "No")]),
        ("✗ rain", [(None, "rain")]),
        ("x marks the spot", [(None, "x marks the spot")]),
        ("o tempora", [(None, "o tempora")]),
        ("see [x] below", [(None, "see [x] below")]),
        ("done✓ at noon", [(None, "done✓ at noon")]),
        ("", [(None, "")]),
    ],
)
def test_a_paragraph_is_cut_at_its_marks(text: str, expected: list[tuple[bool | None, str]]) -> None:
    assert [(mark and mark.selected, words) for mark, words in split_marks(text)] == expected


def test_offsets_point_at_the_marks() -> None:
    text = "a\n[x] b\n☐ c"
    assert [text[start:end] for start, end, _ in find_marks(text)] == ["[x]", "☐"]


@pytest.mark.parametrize(
    ("glyph", "control"), [("◉", Control.RADIO), ("☒", Control.CHECKBOX), ("(x)", Control.RADIO)]
)
def test_a_whole_text_can_be_one_mark(glyph: str, control: Control) -> None:
    mark = mark_of(f" {glyph} ")
    assert mark is not None
    assert mark.control is control
    assert mark_of(f"{glyph} a") is None


@pytest.mark.parametrize(
    ("glyph", "present", "trusted"),
    [
        ("☒", "", True),
        ("●", "●", False),
        ("●", "●○", True),
        ("●", "●○◉", False),
        ("✓", "✓☐", True),
        ("✓", "✓☐☒", False),
        ("(x)", "", False),
    ],
)
def test_a_character_that_is_also_a_bullet_needs_its_opposite(
    glyph: str, present: str, trusted: bool
) -> None:
    mark = mark_of(glyph)
    assert mark is not None
    assert is_trusted(mark, present) is trusted


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("★★★☆☆", (True, True, True, False, False)),
        ("★ ★ ☆", (True, True, False)),
        ("⭐⭐⭐", (True, True, True)),
        ("♥♡", (True, False)),
        ("★★★☆☆ 3/5", (True, True, True, False, False)),
        ("★★★☆☆ 4/5", None),
        ("❤️", None),
        ("★ well done", None),
        ("", None),
    ],
)
def test_symbols_are_a_rating(text: str, states: tuple[bool, ...] | None) -> None:
    assert read_symbols(text) == states


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["0", "1", "2 Very likely"], (("0", "1", "2"), "Very likely")),
        (["1", "2", "3", "4"], (("1", "2", "3", "4"), "")),
        (["18", "19", "20"], None),
        (["1", "2", "4"], None),
        (["1", "2"], None),
        (["Yes", "No", "Maybe"], None),
    ],
)
def test_consecutive_figures_are_a_scale(
    labels: list[str], expected: tuple[tuple[str, ...], str] | None
) -> None:
    assert read_figures(labels) == expected
