"""Controls that a page draws itself: their states are what people see, or nobody's."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image, ImageDraw

from parsers.reader import parse
from parsers.responses import Answer, Status

HEADER = "<h1>Audit</h1><p>Respondent: 27</p><p>Anonymous</p><p>Time to complete: 11:00</p>"
SHEET = """
.q{font-weight:bold} .o{position:relative} .o::before{content:"";border:1px solid #333;border-radius:50%}
.o.c::after{content:"";background:#06c;border-radius:50%} .d{opacity:.4}
.k{border:1px solid #333} .k.c{background:#06c}
.n{border:1px solid #999} .n.x{background:#06c;color:#fff} .low{color:#c00} .mid{color:#aa0} .high{color:#0a0}
.s{color:#bbb} .s.y{color:#fa0} .g{display:grid}
.t::before{content:"✓"} .f::before{content:"○"}
"""


def answers(*questions: str, sheet: str = SHEET) -> tuple[Answer, ...]:
    asked = "".join(f'<p class="q">{n}. What is {n}?</p>{q}' for n, q in enumerate(questions, 1))
    page = f"<html><head><style>{sheet}</style></head><body>{HEADER}{asked}</body></html>"
    found = parse(page.encode())
    assert found.reason is None, found.detail
    return found.responses[0].answers


def options(*chosen: int, of: str = "ABC", on: str = "o c", off: str = "o", more: str = "") -> str:
    rows = (
        f'<div><span class="{on if n in chosen else off}"><b>{w}</b></span>{more}</div>'
        for n, w in enumerate(of, 1)
    )
    return f"<div>{''.join(rows)}</div>"


def texts(*questions: str, sheet: str = SHEET) -> list[str | None]:
    return [a.answer_text for a in answers(*questions, sheet=sheet)]


def states(*questions: str, sheet: str = SHEET) -> list[Status]:
    return [a.status for a in answers(*questions, sheet=sheet)]


UNKNOWN, BLANK, GIVEN = Status.UNDETERMINED, Status.BLANK, Status.ANSWERED


def test_the_option_that_more_is_drawn_for_is_chosen() -> None:
    assert texts(options(2), options(1, 3, of="DEF")) == ["B", "D; F"]


def test_a_fill_alone_tells_the_chosen_box() -> None:
    boxes = (
        "".join(f'<div><i class="k{" c" if w in on else ""}"></i>{w}</div>' for w in "AB") for on in "AB"
    )
    assert texts(*(f"<div>{b}</div>" for b in boxes)) == ["A", "B"]


def test_options_without_a_chosen_one_are_blank_only_beside_others() -> None:
    assert states(options(2), options()) == [GIVEN, BLANK]
    assert states(options(), options()) == [UNKNOWN, UNKNOWN]


def test_a_name_says_nothing_where_people_see_no_difference() -> None:
    assert states(options(2, on="o checked"), options(2, on="o checked")) == [UNKNOWN, UNKNOWN]


def test_names_tell_where_the_style_sheet_is_lost() -> None:
    rows = "".join(f'<div><i class="{c}"></i>{w}</div>' for w, c in (("A", "box"), ("B", "box is-checked")))
    assert texts(f"<div>{rows}</div>", f"<div>{rows}</div>", sheet="") == ["B", "B"]


def test_a_paler_option_is_not_chosen() -> None:
    assert states(options(2, on="o d"), options(1, on="o d")) == [UNKNOWN, UNKNOWN]


def test_a_verdict_behind_the_words_is_no_control() -> None:
    verdict = '<img alt="" src="data:image/png;base64,AAAA">'
    assert texts(options(2, more=verdict), options(1)) == ["B", "A"]


def test_signs_that_a_style_sheet_writes_tell() -> None:
    assert texts(options(2, on="t", off="f"), options(3, on="t", off="f")) == ["B", "C"]


def picture(on: bool, ground: str | None = None) -> str:
    drawn = Image.new("RGBA", (16, 16), ground or (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((1, 1, 14, 14), outline="#333")
    if on:
        pen.ellipse((5, 5, 10, 10), fill="#06c")
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}">'


@pytest.mark.parametrize("ground", [None, "white"])
def test_the_picture_with_more_in_it_is_the_chosen_one(ground: str | None) -> None:
    def pictured(chosen: str) -> str:
        return "<ul>" + "".join(f"<li>{picture(w == chosen, ground)} {w}</li>" for w in "AB") + "</ul>"

    assert texts(pictured("A"), pictured("B"), pictured("-")) == ["A", "B", None]
    assert states(pictured("-"), pictured("-")) == [UNKNOWN, UNKNOWN]


def test_pictures_that_are_not_in_the_page_tell_by_their_names_or_not_at_all() -> None:
    def pictured(on: str, off: str) -> str:
        return f'<ul><li><img src="{on}"> A</li><li><img src="{off}"> B</li></ul>'

    named = pictured("radio_checked.png", "radio_unchecked.png")
    assert texts(named, named) == ["A", "A"]
    assert states(pictured("a1.png", "a2.png"), pictured("a1.png", "a2.png")) == [UNKNOWN, UNKNOWN]


# ------------------------------------------------------------------------------ scales and grids


def figures(chosen: int | None, name: str = "x", of: int = 5) -> str:
    cells = (f'<span class="n{" " + name if n == chosen else ""}">{n}</span>' for n in range(1, of + 1))
    return f"<div>{' '.join(cells)}</div>"


def test_the_figure_that_stands_out_is_chosen() -> None:
    assert texts(figures(4), figures(1)) == ["4", "1"]


def test_figures_that_look_alike_are_blank_only_beside_a_chosen_one() -> None:
    assert states(figures(4), figures(None)) == [GIVEN, BLANK]
    assert states(figures(None), figures(None)) == [UNKNOWN, UNKNOWN]


def test_zones_of_colour_choose_nothing() -> None:
    zones = ["low"] * 2 + ["mid"] + ["high"] * 2
    row = "<div>" + "".join(f'<b class="n {z}">{n}</b>' for n, z in enumerate(zones, 1)) + "</div>"
    assert states(row, row) == [UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("filled", "found"), [("11100", "3"), ("10000", "1"), ("01100", None), ("11111", None)]
)
def test_symbols_are_filled_from_the_first(filled: str, found: str | None) -> None:
    row = "".join(f'<span class="s{" y" if f == "1" else ""}">★</span>' for f in filled)
    assert texts(f"<div>{row}</div>", figures(2))[0] == found


def test_a_full_row_counts_where_another_tells_what_is_filled() -> None:
    rows = ("".join(f'<i class="s{" y" if n < v else ""}">★</i>' for n in range(5)) for v in (5, 2))
    assert texts(*(f"<div>{r}</div>" for r in rows)) == ["5", "2"]


@pytest.mark.parametrize("signs", ["\ue734" * 5 + "\ue735" * 5, "\ue735" * 5])
def test_icons_that_may_lie_over_each_other_say_nothing(signs: str) -> None:
    assert states(f"<p>{signs}</p>", figures(2))[0] is UNKNOWN


@pytest.mark.parametrize(("full", "empty"), ["\ue734\ue735", "\ue735\ue734"])
def test_icons_count_from_the_first_whatever_the_font_calls_them(full: str, empty: str) -> None:
    row = "".join(f'<i aria-hidden="true">{sign}</i>' for sign in full * 3 + empty * 2)
    assert texts(f"<p>{row}</p>", figures(2))[0] == "3"


def test_a_flat_row_of_cells_is_a_grid() -> None:
    def cell(on: bool) -> str:
        return f'<div><div class="o{" c" if on else ""}"></div></div>'

    lines = "".join(
        f"<div>{s}</div>" + "".join(cell(n == on) for n in range(3)) for s, on in (("Tea", 0), ("Bus", 2))
    )
    grid = f'<div class="g"><div></div><div>Poor</div><div>Fair</div><div>Good</div>{lines}</div>'
    found = answers(grid, options(1))[:2]
    assert [(a.row_label, a.answer_text) for a in found] == [("Tea", "Poor"), ("Bus", "Good")]
