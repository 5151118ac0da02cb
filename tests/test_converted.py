"""Converters' Markdown, read beside a saved page of the same form: what the page shows as text is the
same, what a converter dropped is undetermined, and nothing else is claimed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parsers.blocks import Text
from parsers.forms.learning.freeze import freeze
from parsers.forms.learning.sketch import merge, observe
from parsers.forms.reading.absent import absent
from parsers.forms.reading.adopt import adopted
from parsers.forms.reading.reread import reread
from parsers.forms.wording import fold
from parsers.markdown import converted
from parsers.markdown.read import read_markdown
from parsers.markdown.visual_order import in_reading_order
from parsers.reader import parse
from parsers.recognise.plain import is_placeholder
from parsers.responses import Answer, QuestionType, Response, Status
from tests.runs import ingest, rows
from tests.truth import GOLDEN

CONVERTED = GOLDEN / "converted"
SOURCES = sorted(p.name for p in CONVERTED.glob("*.md"))
TYPED = (QuestionType.TEXT, QuestionType.DATE, QuestionType.FILE_UPLOAD)


def page_of(name: str) -> Response:
    """The same submission as a saved page."""
    folder = CONVERTED if (CONVERTED / f"{name}.html").exists() else GOLDEN / "one_source"
    return parse((folder / f"{name}.html").read_bytes()).responses[0]


def read(source: str) -> tuple[dict[str | None, Answer], dict[str | None, Answer]]:
    """By question: what the page shows, and what was made of the converter's text by the page's form."""
    page = page_of(source.split(".")[0])
    [form] = freeze(merge([observe(page, "html")])).templates.values()
    reading = parse((CONVERTED / source).read_bytes())
    [response] = reading.responses or reading.pending
    assert adopted(response, [form]) is form
    expected, found = reread(page, form), reread(response, form)
    return (
        {a.question_id: a for a in expected.answers},
        {a.question_id: a for a in absent(found.answers, form)},
    )


@pytest.mark.parametrize("source", SOURCES)
def test_every_question_is_found_under_its_name_and_none_is_made_up(source: str) -> None:
    expected, found = read(source)
    assert list(found) == list(expected)
    assert [q for q, a in found.items() if a.status is Status.NOT_SHOWN] == []


@pytest.mark.parametrize("source", SOURCES)
def test_no_answer_is_claimed_that_the_page_does_not_hold(source: str) -> None:
    expected, found = read(source)
    for question_id, answer in found.items():
        if answer.status is Status.ANSWERED:
            assert fold(answer.answer_text or "") == fold(expected[question_id].answer_text or "")
        if answer.status is Status.BLANK:
            assert expected[question_id].status is Status.BLANK
        assert not answer.selected or answer.selected == expected[question_id].selected


@pytest.mark.parametrize("source", [s for s in SOURCES if "_pdf" in s and not s.startswith("suq")])
def test_what_a_print_shows_as_text_is_read_whole(source: str) -> None:
    expected, found = read(source)
    typed = {q: a for q, a in expected.items() if a.question_type in TYPED}
    assert {q: (found[q].status, fold(found[q].answer_text or "")) for q in typed} == {
        q: (a.status, fold(a.answer_text or "")) for q, a in typed.items()
    }


def test_the_values_of_inputs_that_a_converter_left_out_are_not_blank() -> None:
    expected, found = read("event-1.markitdown_html.md")
    given = [q for q, a in expected.items() if a.status is Status.ANSWERED and not a.selected]
    lost = [found[q].prompt for q in given if found[q].status is Status.UNDETERMINED]
    assert "Your name" in lost and "E-mail" in lost
    assert not [found[q].prompt for q in given if found[q].status is Status.BLANK]


def test_a_badly_converted_document_joins_the_form_that_others_know(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("quiz-1.html", "quiz-1.markitdown_pdf.md", "quiz-1.pymupdf4llm_pdf.md"):
        shutil.copy(CONVERTED / name, raw / name)
    ingest(raw, tmp_path / "out", parser=None)
    responses = rows(tmp_path / "out", "responses")
    assert len(responses) == 3
    assert len({r["form_id"] for r in responses}) == 1
    assert {r["respondent_name"] for r in responses} == {"Jörg Ausgedacht"}


# --------------------------------------------------------------------------- the pieces


PRINTED = """3/23/22, 9:11 PM

Survey

View results

1. City *

Ghent

https://forms.example/page?id=1…

1/2

3/23/22, 9:11 PM Survey

2. Country

3/4

https://forms.example/page?id=1…

2/2"""


LONG_LINE = "希望下学期把活动时间改到周末下午因为平时下班以后赶过来比较匆忙很多同事都没有时间吃晚饭"


@pytest.mark.parametrize(("end", "expected"), [("", f"{LONG_LINE}谢谢"), ("  ", f"{LONG_LINE}\n谢谢")])
def test_a_line_break_of_the_page_goes_and_one_that_markdown_marks_stays(end: str, expected: str) -> None:
    document = read_markdown(f"{LONG_LINE}{end}\n谢谢\n".encode())
    assert [b.text for b in document.blocks if isinstance(b, Text)] == [expected]


DISPLACED = "View resultsRespondent3/23/22, 9:11 PM\n\nSurvey"


@pytest.mark.parametrize("second", ["3/23/22, 9:11 PM Survey", DISPLACED])
def test_the_prints_own_lines_go_where_the_pages_are_counted_in_full(second: str) -> None:
    source = PRINTED.replace("3/23/22, 9:11 PM Survey", second)
    blocks = converted.repaired(Text(text=part) for part in source.split("\n\n"))
    assert [b.text for b in blocks if isinstance(b, Text)] == [
        "View results",
        "1. City *",
        "Ghent",
        "2. Country",
        "3/4",
    ]


HEADER = "View results\n\nRespondent\n\n7\n\nAnonymous\n\n5:10\n\nTime to complete\n\n# Survey\n\n"


def answers(source: str) -> list[str | None]:
    """What the answers of a Markdown response are."""
    return [a.answer_text for a in parse((HEADER + source).encode()).responses[0].answers]


@pytest.mark.parametrize(
    "given",
    [
        ("Very much", "Very much"),  # alike on both sides of a page's end
        ("1/2", "2/2"),  # as if they counted pages
        ("3/14/2024 10:00", "3/14/2024 10:00 was it"),  # as if they were times of printing
        ("https://me.example/x", "https://me.example/x"),
        ("1 of 1", "no"),
    ],
)
def test_answers_that_look_like_a_prints_header_or_footer_stay(given: tuple[str, str]) -> None:
    source = f"1. How?\n\n{given[0]}\n\n2. What else?\n\n{given[1]}\n\n3. Why?\n\nbecause\n"
    assert answers(source) == [*given, "because"]


def test_answers_beside_a_real_prints_footer_stay() -> None:
    printed = "3/23/22, 9:11 PM\n\nSurvey\n\n" + HEADER
    footer = "https://forms.example/page?id=1…\n\n{}/2\n\n"
    source = (
        f"{printed}1. Fair?\n\nVery much\n\n{footer.format(1)}3/23/22, 9:11 PM\n\nSurvey\n\n"
        f"2. Again?\n\nVery much\n\n3. Site?\n\nhttps://me.example/x\n\n{footer.format(2)}"
    )
    found = parse(source.encode()).responses[0].answers
    assert [a.answer_text for a in found] == ["Very much", "Very much", "https://me.example/x"]


def test_a_pictures_text_goes_only_where_it_was_printed_before() -> None:
    picture = "<!-- Start of picture text -->\n{}<br><!-- End of picture text -->\n\n"
    help_ = "A web site is official if the city answers for it."
    assert answers(f"1. Name\n\nAnnabel\n\n2. Friend\n\n{picture.format('Ann')}") == ["Annabel", "Ann"]
    assert answers(f"1. Site? {help_}\n\n{picture.format(help_)}2. Why?\n\nbecause") == [None, "because"]


def test_pages_without_blank_lines_are_cut() -> None:
    source = (
        HEADER.replace("\n\n", "\n").replace("# ", "") + "1. Name *\nAnn\n2. Where?\nTown\n3. Why?\nbecause\n"
    )
    [response] = parse(source.encode()).responses
    assert [(a.prompt, a.answer_text) for a in response.answers] == [
        ("Name", "Ann"),
        ("Where?", "Town"),
        ("Why?", "because"),
    ]


def test_a_fraction_that_counts_no_pages_stays() -> None:
    blocks = converted.repaired([Text(text="1. How many?"), Text(text="3/4"), Text(text="2. Why?")])
    assert [b.text for b in blocks if isinstance(b, Text)] == ["1. How many?", "3/4", "2. Why?"]


def test_filled_stars_alone_say_nothing_as_a_print_fills_all_of_them() -> None:
    source = "Respondent 1\n\nAnonymous\n\n1:00 Time to complete\n\n1. How was it?\n\n★★★★★\n"
    [answer] = parse(source.encode()).responses[0].answers
    assert (answer.question_type, answer.status) == (QuestionType.RATING, Status.UNDETERMINED)
    [answer] = parse(source.replace("★★★★★", "★★★☆☆").encode()).responses[0].answers
    assert (answer.status, answer.answer_text) == (Status.ANSWERED, "3")


def test_marks_in_the_cells_of_a_question_table_are_read() -> None:
    table = (
        "| No. | Question | Answer |\n|---|---|---|\n| 1 | Fair? | ☒ Yes<br>☐ No |\n| 2 | Why? | It is. |\n"
    )
    source = f"Respondent 1\n\nAnonymous\n\n1:00 Time to complete\n\n{table}"
    first, second = parse(source.encode()).responses[0].answers
    assert (first.selected, second.answer_text) == (("Yes",), "It is.")


@pytest.mark.parametrize(
    "source",
    [
        "ﺞﺋﺎﺘﻨﻟا ضﺮﻋ\n\nﺐﻴﺠﺘﺴﻤﻟا\n\n؟ﻚﻤﺳا ﺎﻣ .1",  # letters from left to right
        "النتائج عرض\n\nالمستجيب\n\nاسمك؟ ما .1",  # words from left to right
        "عرض النتائج\n\nالمستجيب\n\n1. ما اسمك؟",  # as written
    ],
)
def test_right_to_left_text_is_put_into_reading_order(source: str) -> None:
    assert in_reading_order(source) == "عرض النتائج\n\nالمستجيب\n\n1. ما اسمك؟"


def test_left_to_right_text_stays_as_it_is() -> None:
    source = "# View results\n\n1. Name | *bold*\n"
    assert in_reading_order(source) == source


def test_boxes_of_a_page_whose_radio_buttons_are_gone_say_nothing() -> None:
    source = (
        "Respondent 1\n\nAnonymous\n\n1:00 Time to complete\n\n"
        "1.Which?Multiple choice.\n\n[ ] A\n\n[ ] B\n\n2.Fair?Single choice.\n\nYes\n\nNo\n"
    )
    which, fair = parse(source.encode()).responses[0].answers
    assert (which.status, which.selected) == (Status.UNDETERMINED, None)
    assert fair.status is Status.UNDETERMINED
    ticked, _ = parse(source.replace("[ ] B", "[x] B").encode()).responses[0].answers
    assert ticked.selected == ("B",)


def test_inputs_are_known_to_be_gone_though_the_labels_are_in_no_known_language() -> None:
    source = (
        "Respondent 1\n\nAnonymous\n\n1:00 Time to complete\n\n"
        "1.IzenaLerro bakarra\n\n2.Etorri zinen?Bakarra\n\nBai\n\nEz\n\n"
        "3.Zaletasunak?Anitz\n\n[x] Irakurtzea\n\n[ ] Kirola\n"
    )
    name, came, likes = parse(source.encode()).responses[0].answers
    assert [a.status for a in (name, came)] == [Status.UNDETERMINED] * 2
    assert likes.selected == ("Irakurtzea",)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("(dd/MM/yyyy)\n\nيرجىإدخالالتاريخ", True),
        ("Datum (TT.MM.JJJJ)", True),
        ("dd/MM/yyyy is what I would like to see", False),
    ],
)
def test_a_date_boxs_placeholder_is_known_in_any_order(text: str, is_one: bool) -> None:
    assert is_placeholder(text) is is_one
