"""AcroForm fields: controls that state themselves what stands in them."""

from __future__ import annotations

from parsers.blocks import Block, Choice, Control, Document, Evidence, Field, FieldKind, Ranking, Text
from parsers.pdf.boxes import Box
from parsers.pdf.elements import AnswerBox
from parsers.pdf.fields import FieldMaker
from parsers.pdf.lines import Segment
from parsers.pdf.read import read_pdf
from parsers.reader import parse
from parsers.recognise.recognise import recognise
from parsers.responses import QuestionType, Status
from tests.pdf_values import FONT, page, run, stream, text_at, written

TEXTS = [
    (50, 780, "View results"), (50, 760, "Respondent"), (50, 740, "12"),
    (50, 700, "1. Do you come by train?"), (80, 680, "Yes"), (80, 660, "No"),
    (50, 620, "2. Which days suit you?"), (80, 600, "Monday"), (80, 580, "Friday"),
    (50, 540, "3. Which hall?"),
    (50, 480, "4. Anything else?"),
]  # fmt: skip


def widget(kind: str, box: str, *entries: str) -> str:
    return f"<< /Type /Annot /Subtype /Widget /FT /{kind} /Rect [{box}] /F 4 {' '.join(entries)} >>"


def form_file(*, text: str = "Two lines\\rof text", day: str = "Yes") -> bytes:
    """A form with radio buttons, check boxes, a combo box and a text field, none of them drawn."""
    radio = 1 << 15
    fields = [
        f"<< /FT /Btn /Ff {radio} /T (train) /V /b /Kids [8 0 R 9 0 R] >>",
        widget("Btn", "55 676 69 690", "/Parent 7 0 R /AS /Off /AP << /N << /a 6 0 R /Off 6 0 R >> >>"),
        widget("Btn", "55 656 69 670", "/Parent 7 0 R /AS /b /AP << /N << /b 6 0 R /Off 6 0 R >> >>"),
        widget(
            "Btn",
            "55 596 69 610",
            f"/T (monday) /V /{day} /AS /{day} /AP << /N << /Yes 6 0 R /Off 6 0 R >> >>",
        ),
        widget(
            "Btn", "55 576 69 590", "/T (friday) /V /Off /AS /Off /AP << /N << /Yes 6 0 R /Off 6 0 R >> >>"
        ),
        widget(
            "Ch",
            "50 505 250 525",
            f"/T (hall) /Ff {1 << 17} /V (East) /Opt [(West) (East) (North)] /DA (/F1 10 Tf)",
        ),
        widget("Tx", "50 430 300 465", f"/T (else) /Ff {1 << 12} /V ({text}) /DA (/F1 10 Tf)"),
    ]
    content = "".join(text_at(*t) for t in TEXTS) + "55 656 14 14 re S\n50 430 250 35 re S\n"
    numbers = " ".join(f"{n} 0 R" for n in range(8, 14))
    roots = " ".join(f"{n} 0 R" for n in (7, 10, 11, 12, 13))
    return written([
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{roots}] /DR << /Font << /F1 3 0 R >> >> >> >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        FONT,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        f"/Resources << /Font << /F1 3 0 R >> >> /Annots [{numbers}] >>",
        stream(content),
        stream("", "/Type /XObject /Subtype /Form /BBox [0 0 14 14]"),
        *fields,
    ])  # fmt: skip


def test_fields_state_what_is_chosen() -> None:
    blocks = read_pdf(form_file()).blocks
    choices = [b for b in blocks if isinstance(b, Choice)]
    assert [(b.text, b.selected, b.control) for b in choices] == [
        ("Yes", False, Control.RADIO),
        ("No", True, Control.RADIO),
        ("Monday", True, Control.CHECKBOX),
        ("Friday", False, Control.CHECKBOX),
    ]
    assert {b.evidence for b in choices} == {Evidence.MARKUP}


def test_lists_and_text_fields_are_answers() -> None:
    hall, remark = (b for b in read_pdf(form_file()).blocks if isinstance(b, Field))
    assert (hall.kind, hall.text, hall.options) == (FieldKind.DROPDOWN, "East", ("West", "East", "North"))
    assert (remark.kind, remark.text) == (FieldKind.TEXT, "Two lines\nof text")
    assert remark.place.page == 1 and remark.place.bbox == (50, 377, 300, 412)


def questionnaire(name: str) -> Document:
    """Fields that stand above the numbered questions, whose own are empty."""
    question = [Text(text="1. What do you do?"), Field(text="", evidence=Evidence.MARKUP),
                Text(text="2. Why?"), Field(text="", evidence=Evidence.MARKUP)]  # fmt: skip
    head = [Text(text="Name"), Field(text=name, evidence=Evidence.MARKUP)]
    return Document(format="pdf", blocks=(*head, *question))


def test_a_filled_questionnaire_is_no_blank_form() -> None:
    assert recognise(questionnaire("")).reason == "blank_form"
    filled = recognise(questionnaire("Ada"))
    assert filled.reason == "not_a_response" and "filled in" in str(filled.detail)


def test_a_form_file_is_read_as_a_response() -> None:
    (response,) = parse(form_file(text="", day="Off")).responses
    assert [(a.question_type, a.status, a.answer_text) for a in response.answers] == [
        (QuestionType.SINGLE_CHOICE, Status.ANSWERED, "No"),
        (QuestionType.MULTIPLE_CHOICE, Status.BLANK, None),
        (QuestionType.SINGLE_CHOICE, Status.ANSWERED, "East"),
        (QuestionType.TEXT, Status.BLANK, None),
    ]


def test_a_text_with_a_glyph_of_unknown_meaning_is_not_read_whole() -> None:
    def whole(text: str) -> bool:
        box = AnswerBox(0, Box(50, 90, 400, 110), [Segment([run(text, 60, 103)], False)])
        field, _ = FieldMaker([page([])], False, [box]).take([box], 0)
        assert isinstance(field, Field)
        return field.whole

    assert whole("Li Na") and not whole("Li\ufffd")


def test_a_ranking_with_such_a_glyph_is_not_read_whole() -> None:
    def ranked(*items: str) -> Block:
        boxes = [
            AnswerBox(
                0, Box(50, 90 + 24 * n, 400, 110 + 24 * n), [Segment([run(t, 60, 103 + 24 * n)], False)]
            )
            for n, t in enumerate(items)
        ]
        return FieldMaker([page([])], False, boxes).take([*boxes], 0)[0]

    assert isinstance(ranked("one", "two"), Ranking)
    unread = ranked("one", "tw\ufffd")
    assert isinstance(unread, Field) and not unread.whole
