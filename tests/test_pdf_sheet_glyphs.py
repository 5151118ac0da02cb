"""Glyphs of a page that is drawn smaller stand where their run does."""

from __future__ import annotations

from parsers.pdf.glyphs import Glyph, _on
from tests.pdf_values import run


def test_glyphs_that_are_astray_are_put_into_their_run() -> None:
    word = run("سل", 100, 50, 10, width=20)
    astray = [Glyph("ل", (150, 0, 165, 10), 1), Glyph("س", (165, 0, 180, 10), 0)]
    assert [g.box[:3:2] for g in _on(word, astray)] == [(100, 110), (110, 120)]


def test_glyphs_that_stand_in_their_run_stay() -> None:
    word = run("سل", 100, 50, 10, width=20)
    near = [Glyph("ل", (95, 0, 110, 10), 1), Glyph("س", (110, 0, 134, 10), 0)]
    assert [g.box[0] for g in _on(word, near)] == [95, 110]
