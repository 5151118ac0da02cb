"""What a document's controls and scales say together: both edges of each rule."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from parsers.blocks import Control, ScaleKind
from parsers.pdf.marks import SURE_INNER, Look, Mark
from parsers.pdf.scales import ScaleFind
from parsers.pdf.states import DARK, FAMILY, LARGER, LAYERS, THICK, THIN, settle, settle_scales

EMPTY = Look(ticked=False, inner=0.0, inners=0, ring=0.06, color="666666", fill="", hollow=False, layers=1)
DOT = replace(EMPTY, inner=0.5, inners=1)
TICK = replace(EMPTY, ticked=True)
PICTURE = replace(EMPTY, pictured=True)
DOUBT = replace(EMPTY, inner=0.7, inners=1)
THICK_RING = replace(EMPTY, ring=THICK)
FULL = replace(EMPTY, fill="000000", layers=2)


def mark(look: Look | None, size: float = 12.0, control: Control = Control.RADIO) -> Mark:
    """A control as ``find_marks`` leaves it."""
    on: bool | None = None
    if look:
        on = look.ticked or 0 < look.inner <= SURE_INNER
        on = None if look.pictured or (not on and look.inner) else on
    return Mark(0, 0, size, size, control, on, look=look)


def states(*looks: Look) -> list[bool | None]:
    return [m.on for m in settle([[mark(look) for look in looks]])[0]]


Y, N, O = True, False, None  # noqa: E741  # yes, no, open


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ((EMPTY, DOT), [N, Y]),
        ((EMPTY, TICK), [N, Y]),
        ((EMPTY, EMPTY), [O, O]),  # nothing shows how a chosen one looks
        ((DOT, DOT), [O, O]),  # what all have is no sign
        ((TICK, TICK), [Y, Y]),  # but a tick says what it says
        ((TICK, replace(TICK, color="cccccc")), [O, O]),  # unless there are two kinds
        ((TICK, DOT), [Y, N]),  # a shape that all have, and a sign besides
        ((TICK, DOUBT), [Y, N]),
        ((TICK, DOT, replace(DOT, inner=0.5 * LARGER)), [Y, N, N]),
        ((TICK, DOT, replace(DOT, inner=0.51 * LARGER)), [Y, O, O]),  # one of them may be chosen by its disc
        ((TICK, DOT, replace(DOT, inners=2)), [Y, O, O]),
        ((EMPTY, DOUBT), [N, Y]),
        ((DOUBT, DOUBT), [O, O]),
        ((EMPTY, DOT, PICTURE), [N, Y, O]),
        ((EMPTY, PICTURE), [O, O]),
        ((TICK, PICTURE), [Y, O]),
        ((EMPTY, THICK_RING), [N, Y]),
        ((EMPTY, FULL), [N, Y]),
        ((FULL, FULL), [O, O]),
        ((EMPTY, replace(EMPTY, color="0000ff")), [O, O]),  # a colour alone may mean anything
        ((EMPTY, replace(EMPTY, fill="ffffff")), [O, O]),  # a fill that the print has lost
        ((EMPTY, DOT, FULL), [N, Y, O]),  # a sign is seen, and something else
        ((replace(EMPTY, color=""), FULL), [O, O]),  # no outline, no empty control
        ((TICK, replace(TICK, color="cccccc"), DOT), [Y, Y, N]),
        ((DOUBT, DOT), [O, O]),  # the larger one may be the hole of a border
        ((EMPTY, FULL, replace(FULL, pictured=True)), [N, Y, O]),
        ((FULL, DOT), [N, Y]),  # where all are filled, the fill is no sign
    ],
)  # fmt: skip
def test_a_control_is_read_beside_the_others(looks: tuple[Look, ...], expected: list[bool | None]) -> None:
    assert states(*looks) == expected
    assert states(*looks[::-1]) == expected[::-1]


def test_of_two_inner_shapes_the_larger_is_a_sign_where_all_have_one() -> None:
    small = replace(DOT, inner=0.4)
    assert states(small, replace(DOT, inner=round(0.4 * LARGER + 0.01, 2))) == [N, Y]
    assert states(small, replace(DOT, inner=round(0.4 * LARGER, 2))) == [O, O]
    assert states(small, replace(small, inners=2)) == [N, Y]
    assert states(small, replace(DOT, inner=0.52), replace(DOT, inner=0.65)) == [O, O, O]


@pytest.mark.parametrize(
    ("look", "chosen"),
    [
        (replace(EMPTY, ring=THICK), Y),
        (replace(EMPTY, ring=THICK - 0.01), O),
        (replace(EMPTY, fill=f"{DARK - 1:02x}" * 3), Y),
        (replace(EMPTY, fill=f"{DARK:02x}" * 3), O),
        (replace(FULL, layers=LAYERS), Y),
        (replace(FULL, layers=LAYERS + 1), O),  # the pieces of a dashed border
        (replace(FULL, color="", hollow=True), Y),
    ],
)
def test_what_is_filled_or_all_border_is_chosen(look: Look, chosen: bool | None) -> None:
    assert states(EMPTY, look) == [N if chosen else O, chosen]


def test_no_border_of_an_empty_control_is_thick() -> None:
    assert states(replace(EMPTY, ring=THIN), FULL) == [N, Y]
    assert states(replace(EMPTY, ring=THIN + 0.01), FULL) == [O, O]


def test_families_are_of_one_kind_and_size() -> None:
    def two(size: float, control: Control = Control.RADIO) -> list[bool | None]:
        other = replace(EMPTY, color="123456")  # drawn by another hand
        return [m.on for m in settle([[mark(DOT), mark(EMPTY)], [mark(other, size, control)]])[1]]

    assert two(12 * FAMILY - 0.1) == [N]
    assert two(12 * FAMILY) == [O]
    assert two(12, Control.CHECKBOX) == [O]


@pytest.mark.parametrize(
    ("other", "empty"),
    [
        (EMPTY, True),
        (replace(EMPTY, color="0000ff"), False),
        (replace(EMPTY, ring=0.08), True),
        (replace(EMPTY, ring=0.2), False),
        (DOT, False),
        (replace(EMPTY, fill="ffffff"), False),
        (replace(EMPTY, hollow=True), False),
        (replace(EMPTY, layers=2), False),
    ],
)
def test_other_controls_drawn_by_the_same_hand_are_empty(other: Look, empty: bool) -> None:
    boxes = [mark(other, control=Control.CHECKBOX) for _ in range(2)]
    settled = settle([[mark(EMPTY), mark(DOT), *boxes]])[0]
    assert [m.on for m in settled] == [N, Y, *[N if empty else O] * 2]


def test_only_what_is_empty_shows_how_empty_ones_are_drawn() -> None:
    full = [mark(FULL, control=Control.CHECKBOX) for _ in range(2)]
    assert [m.on for m in settle([[mark(EMPTY), mark(DOT), mark(FULL), *full]])[0]] == [N, Y, O, O, O]
    empty = [mark(EMPTY, control=Control.CHECKBOX) for _ in range(2)]
    assert [m.on for m in settle([[mark(EMPTY), mark(THICK_RING), *empty]])[0]] == [N, Y, N, N]


def test_a_family_may_grow_step_by_step() -> None:
    one, other = replace(EMPTY, color="123456"), replace(EMPTY, color="654321")  # each drawn by another hand
    sizes = [mark(DOT, 12), mark(other, 17), mark(one, 14)]
    assert [m.on for m in settle([sizes])[0]] == [Y, N, N]
    lower = [replace(m, top=m.top + 100 * n, bottom=m.bottom + 100 * n) for n, m in enumerate(sizes, 1)]
    assert [m.on for m in settle([lower])[0]] == [Y, N, N]
    assert [m.on for m in settle([lower[:2]])[0]] == [O, O]


def test_what_the_document_states_or_types_stays() -> None:
    stated = replace(mark(None), on=False, stated=True)
    assert settle([[stated, mark(EMPTY)]])[0][0].on is False
    assert settle([]) == [] and settle([[]]) == [[]]


def scale(states: str, looks: str = "", kind: ScaleKind = ScaleKind.SYMBOLS) -> ScaleFind:
    """``states``: ``+``, ``-`` or ``?`` for each point; ``looks``: a sign for each."""
    on = tuple({"+": True, "-": False, "?": None}[s] for s in states)
    return ScaleFind(kind, tuple(map(str, range(len(on)))), on, (0, 0, 1, 1), looks=tuple(looks))


def settled(*scales: ScaleFind) -> str:
    """The first one's states."""
    return "".join({True: "+", False: "-", None: "?"}[s] for s in settle_scales(scales)[0].states)


NUMBERS = ScaleKind.NUMBERS


@pytest.mark.parametrize(
    ("scales", "expected"),
    [
        ([scale("---", "aaa")], "???"),
        ([scale("---", "aaa"), scale("++-", "bba")], "---"),
        ([scale("???", "bbb"), scale("++-", "bba")], "+++"),
        ([scale("---", "ccc"), scale("++-", "bba")], "???"),
        ([scale("---", "aaa"), scale("++-", "bba"), scale("++-", "aab")], "???"),  # they disagree
        ([scale("---", "aaa"), scale("---", "aaa")], "???"),
        ([scale("---", "aaa"), scale("---", "aab")], "???"),  # none of them is given
        ([scale("???", "aaa"), scale("+++", "aaa")], "???"),
        ([scale("+++", "aaa")], "+++"),
        ([scale("---", "☆☆☆")], "---"),  # a sign that says so itself
        ([scale("+--", "baa")], "+--"),
        ([scale("---")], "---"),  # controls, or tags, have said it
        ([scale("---", "aaa", NUMBERS)], "???"),
        ([scale("---", "aaa", NUMBERS), scale("-+-", "aba", NUMBERS)], "---"),
        ([scale("---", "aaa", NUMBERS), scale("-+-", "", NUMBERS)], "???"),  # controls, not cells
        ([scale("---", "aaa", NUMBERS), scale("++-", "bba")], "???"),
    ],
)
def test_a_scale_of_equal_points_is_read_beside_the_others(scales: list[ScaleFind], expected: str) -> None:
    assert settled(*scales) == expected


def test_symbols_with_an_outline_alone_are_empty() -> None:
    outlined = replace(scale("---"), looks=("/ff0000",) * 3)
    assert settled(outlined) == "---"
    assert settled(replace(outlined, looks=("/ff0000 ffffff/",) * 3)) == "---"
    assert settled(replace(outlined, looks=("/",) * 3)) == "???"
    assert settled(replace(outlined, looks=("ff0000/",) * 3)) == "???"
    assert settled(replace(outlined, looks=("/ff0000 /00ff00",) * 3)) == "???"
    assert settled(replace(outlined, looks=("/ff0000 00ff00/",) * 3)) == "???"


def test_thresholds_move_only_on_purpose() -> None:
    assert (FAMILY, THICK, THIN, DARK, LAYERS, LARGER) == (1.25, 0.22, 0.12, 160, 2, 1.25)


def test_a_grey_that_no_text_has_is_an_empty_symbol() -> None:
    grey = replace(scale("---"), looks=("★ 505050",) * 3)
    assert settled(grey) == "---"
    assert settled(replace(grey, looks=("★ 4f4f4f",) * 3)) == "???"
    assert settled(replace(grey, looks=("★★ 505050",) * 3)) == "???"
