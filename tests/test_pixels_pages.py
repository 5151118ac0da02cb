"""What stands on pictures apart from controls: blobs, stars, borders, blanks, straightening."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from parsers.pixels import paper, rules, stars, upright, words
from parsers.pixels.blobs import Blob, blobs, holes, long_runs, without_gaps
from parsers.pixels.recogniser import Words
from parsers.recognise.pictured import doubted
from tests.truth import GOLDEN


def test_corners_touch_and_a_gap_parts() -> None:
    mask = np.zeros((5, 8), bool)
    mask[0, 0] = mask[1, 1] = mask[2, 2] = mask[4, 4:7] = True
    assert blobs(mask) == [Blob(0, 0, 3, 3, 3), Blob(4, 4, 7, 5, 3)]


def test_arms_that_meet_below_are_one_blob() -> None:
    mask = np.zeros((40, 41), bool)
    mask[:, ::4] = True
    mask[-1] = True
    assert len(blobs(mask)) == 1


def test_a_ring_has_a_hole_and_an_open_one_none() -> None:
    mask = np.ones((6, 6), bool)
    mask[2:4, 2:4] = False
    assert [h.area for h in holes(mask)] == [4]
    mask[2, 4:] = False
    assert holes(mask) == []


@pytest.mark.parametrize(("gap", "found"), [(3, 1), (4, 0)])
def test_rules_have_small_gaps(gap: int, found: int) -> None:
    mask = np.zeros((3, 60), bool)
    mask[1] = True
    mask[1, 30 : 30 + gap] = False
    assert len(blobs(long_runs(without_gaps(mask, 3), 50))) == found


def star(solid: bool) -> np.ndarray:
    picture = Image.new("L", (40, 40), 0)
    angles = [-np.pi / 2 + n * np.pi / 5 for n in range(10)]
    edge = [
        (20 + (18 if n % 2 == 0 else 8) * np.cos(a), 20 + (18 if n % 2 == 0 else 8) * np.sin(a))
        for n, a in enumerate(angles)
    ]
    ImageDraw.Draw(picture).polygon(edge, fill=200 if solid else 0, outline=200, width=2)
    return np.asarray(picture)


def test_solid_stars_are_given_and_hollow_ones_not() -> None:
    dark = np.hstack([star(True), star(True), star(False)])
    ink = dark > 60
    (row,) = stars.star_rows(dark, ink, blobs(ink), 200)
    assert [s.on for s in row] == [True, True, False]


def test_a_circle_is_no_star() -> None:
    picture = Image.new("L", (40, 40), 0)
    ImageDraw.Draw(picture).ellipse((2, 2, 37, 37), fill=200)
    assert not stars.is_star(np.asarray(picture)[2:38, 2:38] > 60)


def test_a_border_is_found_beside_letters_that_touch_it_and_an_open_one_is_none() -> None:
    ink = np.zeros((120, 500), bool)
    ink[20:100, 20:480] = True
    ink[22:98, 22:478] = False
    ink[5:20, 100:104] = True
    (found,) = rules.borders(ink, blobs(ink), 200)
    assert (found.x0, found.x1, found.y1, found.filled) == (20, 480, 100, False)
    ink[20:22, 150:250] = False
    assert rules.borders(ink, blobs(ink), 200) == []


def test_the_ink_says_where_blanks_are() -> None:
    said = Words("shareof it", tuple((n + 0.5) / 10 for n in range(10)), (1.0,) * 10)
    ink = [Blob(0, 0, 56, 20, 1), Blob(66, 0, 84, 20, 1), Blob(94, 0, 104, 20, 1)]
    assert [w.text for w in words.words_of(said, ink, 22.0)] == ["share", "of", "it"]


@pytest.mark.parametrize("turn", [-2.0, -0.5, 0.0, 1.3])
def test_a_page_is_straightened_and_its_places_lead_back(turn: float) -> None:
    page = Image.new("L", (800, 1000), 255)
    brush = ImageDraw.Draw(page)
    for y in range(100, 900, 40):
        for x in range(100, 600, 14):
            brush.rectangle((x, y, x + 8, y + 14), fill=40)
    grey = np.asarray(page.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255))
    found = paper.straightened(grey, 100)
    assert abs(paper.skew(found.grey < 190)) < 0.1
    x, y = upright.placed(found.back, 400, 500)
    assert abs(x - 400) < 1
    assert abs(y - 500) < 1


def test_a_missing_ordinal_makes_the_answer_before_it_undetermined() -> None:
    from parsers.reader import parse

    (response,) = parse((GOLDEN / "pdf_new" / "G2-1.pdf").read_bytes()).responses
    answers = tuple(a for a in response.answers if a.number != "4")
    lost = doubted(type(response)(answers=answers))
    assert [p.code for p in lost.problems] == ["missing_number"]
    assert lost.problems[0].loses_content
    states = {a.number: a.status.value for a in lost.answers}
    assert (states["3"], states["5"]) == ("undetermined", "answered")
