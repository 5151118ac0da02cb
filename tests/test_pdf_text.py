"""Runs to lines, lines to texts: joints, directions, wrapped lines."""

from __future__ import annotations

import time

import msgspec
import pytest

from parsers.bidi import brackets, logical
from parsers.pdf.joining import glue, join_lines
from parsers.pdf.lines import Segment, make_lines, reads_rtl
from parsers.pdf.titles import text_elements
from parsers.reader import parse
from tests.pdf_values import run
from tests.truth import GOLDEN


def text_of(*runs: tuple[str, float, float], size: float = 10.0) -> str:
    """The text of runs given as text, x and width."""
    made = [run(text, x, 100, size, width) for text, x, width in runs]
    return Segment(made, False).text


def test_kerning_splits_are_joined_and_blanks_kept() -> None:
    assert text_of(("Y", 10, 6), ("es", 15.8, 10)) == "Yes"
    assert text_of(("C. ", 10, 9), ("About you", 22, 50)) == "C. About you"
    assert text_of(("W ", 10, 9.5), ("o ist es?", 19.2, 40)) == "Wo ist es?"  # the engine made the blank up
    assert text_of(("A ", 10, 6), (" friend", 15.8, 30)) == "A friend"


def drawn(text: str, *glyphs: tuple[float, float]) -> str:
    """The text of glyphs drawn one by one: each at its pen's x, with its left bearing and ink's width."""
    runs, pen = [], 10.0
    for char, (advance, bearing) in zip(text, glyphs, strict=True):
        if char != " ":
            made = run(char, pen + bearing, 100, 10, min(advance - bearing - 0.9, 4.7))
            runs.append(msgspec.structs.replace(made, origin=pen))
        pen += advance
    return Segment(runs, False).text


def test_side_bearings_are_no_blanks() -> None:
    letter, one, blank = (6.2, 0.9), (5.72, 0.9), (2.6, 0.0)
    assert drawn("Unit", *[letter] * 4) == "Unit"
    assert drawn("U nit", letter, blank, *[letter] * 3) == "U nit"
    slim = [run(c, 10.9 + 5.72 * n, 100, 10, 2.66) for n, c in enumerate("112")]
    assert Segment([msgspec.structs.replace(r, origin=r.x0 - 0.9) for r in slim], False).text == "112"
    assert drawn("1 2", one, blank, one) == "1 2"


def number_of(*glyphs: tuple[str, float], bold: bool = False) -> str | None:
    """The ordinal that a line begins with, its glyphs given with their x."""
    made = [run(text, x, 100, 10, 4.5 if text else 0.0, bold=bold) for text, x in glyphs]
    return text_elements(make_lines(made, 0, False), False)[0].number


def test_a_text_drawn_letter_by_letter_begins_with_no_ordinal() -> None:
    assert number_of(("3", 10), ("1", 15), (".", 20), ("0", 25)) is None
    assert number_of(("3", 10), (".", 15), ("", 19.6), ("g", 22)) is None
    assert number_of(("3", 10), (".", 15), ("g", 25)) == "3"
    assert number_of(("3", 10), (".", 15), ("g", 20), bold=True) == "3"


def test_ligatures_and_radicals_are_folded_and_nothing_else() -> None:
    assert text_of(("o\ufb03ce \u2460", 10, 50)) == "office \u2460"
    assert text_of(("利\u2f64する", 10, 40)) == "利用する"


def test_ideographs_have_no_blank_between_their_runs() -> None:
    assert text_of(("ケー", 10, 18), ("ト", 32, 6)) == "ケート"
    assert text_of(("虚构", 10, 20), ("小明", 33, 20)) == "虚构 小明"


def test_a_wide_gap_starts_a_segment() -> None:
    (line,) = make_lines([run("3/5", 300, 100), run("Title", 40, 100)], 0, False)
    assert [s.text for s in line.segments] == ["Title", "3/5"]


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        (["م", "ل", "ا", "س"], "سالم"),
        ([*"15 ", "ة"], "ة 15"),
        ([*"Microsoft Forms ", "ة"], "ة Microsoft Forms"),
        ([*"7/21/2023 ", "م"], "م 7/21/2023"),
        ([".", *"It takes five minutes"], "It takes five minutes."),
        ([*"20 10 ", "ن"], "ن 10 20"),
    ],
)
def test_a_line_drawn_from_left_to_right_is_read_from_the_right(drawn: list[str], written: str) -> None:
    assert logical(drawn, True) == written


def test_brackets_open_before_they_close() -> None:
    assert brackets("النسخة )3(") == "النسخة (3)"
    assert brackets("a) b") == "a) b"


def test_the_side_that_lines_share_tells_the_direction() -> None:
    right = [run("سوق", 500 - 10 * n, 50.0 * n, width=40 + 10 * n) for n in range(1, 5)]
    left = [run("سوق", 50, 50.0 * n, width=40 + 10 * n) for n in range(1, 5)]
    assert reads_rtl([right]) and not reads_rtl([left]) and not reads_rtl([[run("market", 500, 50)]])


def lines(*texts: tuple[str, float]) -> list[Segment]:
    return [
        Segment([run(text, 50, 100 + 12 * n, width=width)], False) for n, (text, width) in enumerate(texts)
    ]


def joined(edge: float, *texts: tuple[str, float]) -> str:
    found = lines(*texts)
    return join_lines(found, [12.0] * len(found), edge, 12.0, False)


def test_a_line_that_had_room_for_the_next_word_ended_on_purpose() -> None:
    assert joined(250, ("- how to listen", 70), ("- how to ask", 60)) == "- how to listen\n- how to ask"
    assert joined(250, ("a long line that fills it all", 190), ("and goes on", 50)).count("\n") == 0
    assert joined(250, ("voir", 40), ("https://montfictif.example/a/long/address", 195)).count("\n") == 0


def test_words_and_addresses_broken_at_the_edge_are_whole_again() -> None:
    assert glue("put the hand-", "outs there", False) == "put the hand-outs there"
    assert glue("Ein-", "und Ausgang", False) == "Ein- und Ausgang"
    assert glue("see https://a.example/", "page", False) == "see https://a.example/page"
    assert glue("夏は日陰が少ないので、", "木を", False) == "夏は日陰が少ないので、木を"


def test_blank_lines_are_counted() -> None:
    first, second = lines(("One.", 20), ("Two.", 20))
    assert join_lines([first, second], [24.0], 250, 12.0, False) == "One.\n\nTwo."


def test_korean_words_that_are_drawn_in_several_runs_stay_whole() -> None:
    [response] = parse((GOLDEN / "prints" / "korean.pdf").read_bytes()).responses
    by_number = {a.number: a for a in response.answers}
    assert (by_number["1"].prompt, by_number["1"].answer_text) == ("성함을 적어 주세요", "이도현")
    assert by_number["3"].prompt == "최근 방문일은 언제입니까?"
    assert [o.text for o in by_number["2"].options] == ["10대", "20~30대", "40~50대", "60대 이상"]


def test_joining_many_lines_takes_time_in_proportion() -> None:
    def cpu(count: int) -> float:
        start = time.process_time()
        text = "begin"
        for n in range(count):
            text = glue(text, f"{n}. wrapped line", False)
        return time.process_time() - start

    one, two = (min(cpu(n) for _ in range(3)) for n in (4_000, 8_000))
    assert two < 3 * one + 0.05
