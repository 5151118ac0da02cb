"""What a page does not show is no answer, whatever its file holds; what it shows is, as before."""

from __future__ import annotations

import time

import pytest

from parsers.blocks import Choice, Document, Text, Unreadable
from parsers.pdf.engines import pdfium as engine_pdfium
from parsers.pdf.engines.pdfium_actual import may_read
from parsers.pdf.read import read_pdf
from tests.pdf_values import FONT, disc, pdf_file, ring, stream, text_at, written

SECRET = "the secret"
STATES = (
    "/Resources << /Font << /F1 3 0 R >> /ExtGState << /A0 << /ca 0 /CA 0 >> /A6 << /ca 0.6 >> "
    "/MU << /BM /Multiply >> >> >>"
)


def at(x: float, y: float, text: str = SECRET, size: float = 10.0) -> str:
    return text_at(x, y, text, size)


def box(color: str, x: float = 90, y: float = 590, width: float = 200, height: float = 30) -> str:
    return f"{color} rg {x} {y} {width} {height} re f 0 g\n"


HIDDEN = {
    "mode 3": "3 Tr " + at(100, 600) + "0 Tr\n",
    "mode 7": "q 7 Tr " + at(100, 600) + "Q\n",
    "white on white": "1 g " + at(100, 600) + "0 g\n",
    "nearly white": "0.99 g " + at(100, 600) + "0 g\n",
    "white in CMYK": "0 0 0 0 k " + at(100, 600) + "0 g\n",
    "the colour of its ground": box("0.1 0.2 0.6") + "0.1 0.2 0.6 rg " + at(100, 600) + "0 g\n",
    "no alpha": "q /A0 gs " + at(100, 600) + "Q\n",
    "clipped away": "q 10 10 20 20 re W n " + at(100, 600) + "Q\n",
    "mostly clipped": "q 90 590 22 30 re W n " + at(100, 600) + "Q\n",
    "covered": at(100, 600) + box("1 1 1"),
    "covered in two parts": at(100, 600) + box("1 1 1", width=30) + box("1 1 1", x=119),
    "off the page": at(700, 600),
    "above the page": at(100, 900),
    "tiny": at(100, 600, size=0.5),
    "tiny by its matrix": "q 0.05 0 0 0.05 0 0 cm " + at(2000, 12000) + "Q\n",
}

SEEN = {
    "black on white": at(100, 600),
    "white on dark": box("0.1 0.2 0.6") + "1 g " + at(100, 600) + "0 g\n",
    "dark on light": box("0.9 0.9 0.9") + at(100, 600),
    "grey on white": "0.75 g " + at(100, 600) + "0 g\n",
    "six tenths of alpha": "q /A6 gs " + at(100, 600) + "Q\n",
    "clip that does not cut": "q 90 590 200 30 re W n " + at(100, 600) + "Q\n",
    "under a marker's colour": at(100, 600) + "q /MU gs " + box("1 1 0") + "Q\n",
    "under a veil": at(100, 600) + "q /A6 gs " + box("1 1 0.5") + "Q\n",
    "on top of a white card": box("1 1 1", 0, 0, 595, 680) + at(100, 600),
    "covered beside it": at(100, 600) + box("1 1 1", x=200, width=90),
    "outlined letters": "1 Tr 1 g " + at(100, 600) + "0 Tr 0 g\n",
    "small print": at(100, 600, size=4),
}


def read(content: str) -> Document:
    return read_pdf(pdf_file(at(100, 700, "Question") + content, page=STATES))


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Text)]


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
def test_what_the_page_does_not_show_is_left_out(content: str) -> None:
    document = read(content)
    assert texts(document) == ["Question"]
    tiny = "0.5 Tf" in content or "0.05" in content  # browsers print texts for screen readers so
    assert [p.code for p in document.problems] == ([] if tiny else ["hidden"])


@pytest.mark.parametrize("content", SEEN.values(), ids=SEEN)
def test_what_the_page_shows_is_read(content: str) -> None:
    document = read(content)
    assert texts(document) == ["Question", SECRET]
    assert document.problems == ()


def test_a_page_of_nothing_but_unseen_text_is_no_response() -> None:
    with pytest.raises(Unreadable, match="empty"):
        read_pdf(pdf_file("3 Tr " + at(100, 600)))


@pytest.mark.parametrize("state", ["/OFF [6 0 R]", "/BaseState /OFF"])
def test_a_layer_that_is_off_is_not_seen_and_one_that_is_on_is(state: str) -> None:
    content = at(100, 700, "Question") + "/OC /L1 BDC " + at(100, 600) + "EMC\n"
    for shown, config in ((False, state), (True, "/ON [6 0 R]")):
        data = written([
            f"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << {config} >> >> >>",
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            FONT,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources "
            "<< /Font << /F1 3 0 R >> /Properties << /L1 6 0 R >> >> >>",
            stream(content),
            "<< /Type /OCG /Name (Layer) >>",
        ])  # fmt: skip
        assert (SECRET in texts(read_pdf(data))) is shown


def test_a_note_over_a_text_covers_it_and_a_marker_does_not() -> None:
    for blend, shown in (("", False), ("/MU gs", True)):
        drawn = f"{blend} 1 1 0.2 rg 0 0 200 30 re f"
        form = "/Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources << /ExtGState << /MU << /BM /Multiply >> >> >>"
        data = written([
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", FONT,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> /Annots [6 0 R] >>",
            stream(at(100, 700, "Question") + at(100, 600)),
            "<< /Type /Annot /Subtype /Square /F 4 /Rect [90 590 290 620] /AP << /N 7 0 R >> >>",
            stream(drawn, form),
        ])  # fmt: skip
        assert (SECRET in texts(read_pdf(data))) is shown


def test_glyphs_count_and_not_what_the_file_says_they_read() -> None:
    document = read("/Span << /ActualText (Yes) >> BDC " + at(100, 600, "No") + "EMC\n")
    assert texts(document) == ["Question", "No"]
    assert [p.code for p in document.problems] == ["hidden"]
    same = read("/Span << /ActualText (No) >> BDC " + at(100, 600, "No") + "EMC\n")
    assert (texts(same), same.problems) == (["Question", "No"], ())


@pytest.mark.parametrize(
    ("drawn", "said", "may"),
    [
        ("Yes", "Yes", True), ("Y es-", "Yes", True), ("", "ffi", True), ("ﬃ", "ffi", True), ("·", "•", True),
        ("No", "Yes", False), ("agree", "do not agree", False), ("ﻻ", "لا", True), ("é", "é", True),
        ("é", "no it is not", False), ("ж", "жабр", True), ("ж", "жабры", False),
    ],
)  # fmt: skip
def test_actual_text_is_believed_as_far_as_it_may_be_right(drawn: str, said: str, may: bool) -> None:
    assert may_read(drawn, said) is may


def options(after: str = "") -> Document:
    content = "1 w 0 0 0 RG 0 g\n"
    for n, label in enumerate(("Yes", "No", "Maybe")):
        content += ring(100, 600 - 30 * n) + at(120, 597 - 30 * n, label)
    content += disc(103, 570)
    return read(content + after)


def chosen(document: Document) -> list[tuple[str, bool | None]]:
    return [(b.text, b.selected) for b in document.blocks if isinstance(b, Choice)]


def test_a_disc_that_is_painted_over_chooses_nothing() -> None:
    assert chosen(options()) == [("Yes", False), ("No", True), ("Maybe", False)]
    over = "1 g " + ring(102, 570, 8).replace("S\n", "f\n")
    assert True not in [state for _, state in chosen(options(over))]


def test_a_disc_in_a_control_that_is_painted_before_it_counts() -> None:
    before = "q /A6 gs 1 1 0 rg 90 560 100 20 re f Q\n"
    assert ("No", True) in chosen(options(before))


def flood(count: int) -> bytes:
    texts_ = "".join(at(20 + n % 500, 800 - n % 780, f"{n}", 4) for n in range(count))
    return pdf_file(texts_ + box("1 1 1", 300, 0, 200, 842) * count + "1 g " + texts_)


def test_covers_take_time_in_proportion() -> None:
    def cpu(count: int) -> float:
        data = flood(count)
        start = time.process_time()
        with pytest.raises(Unreadable, match="empty"):
            read_pdf(data.replace(b"300 0 200", b"  0 0 600"), "pdfium")
        return time.process_time() - start

    one, two = (min(cpu(n) for _ in range(2)) for n in (300, 600))
    assert two < 4 * one + 0.1


@pytest.mark.parametrize(("alpha", "shown"), [("/A0", False), ("/A6", True)])
def test_a_group_without_alpha_is_not_there(alpha: str, shown: bool) -> None:
    group = "<< /S /Transparency /I true /CS /DeviceRGB >>"
    entries = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group {group}"
    inner = at(100, 600) + disc(63, 643)
    outer = (
        at(60, 700, "Which one?") + ring(60, 643) + at(85, 640, "one") + ring(60, 623) + at(85, 620, "two")
    )
    page = f"/MediaBox [0 0 595 842] {STATES[:-2]}/XObject << /X 5 0 R >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        FONT,
        f"<< /Type /Page /Parent 2 0 R /Contents 6 0 R {page} >>",
        stream(inner, f"{entries} {STATES[:-2]}>>"),
        stream(f"{outer} q {alpha} gs /X Do Q"),
    ]
    document = read_pdf(written(objects))
    assert (SECRET in str(document.blocks)) == shown
    assert ("hidden" in {p.code for p in document.problems}) != shown
    states = [b.selected for b in document.blocks if isinstance(b, Choice)]
    assert states == ([True, False] if shown else [None, None])


@pytest.mark.parametrize("order", [(0.0, 3.0), (3.0, 0.0)])
def test_a_border_is_as_thick_whichever_outline_comes_first(order: tuple[float, float]) -> None:
    outlines = ""
    for inset in order:
        a, b, c, d = 60 + inset, 600 + inset, 80 - inset, 620 - inset
        outlines += (
            f"{a + 1} {b} m {c - 1} {b} l {c} {b} {c} {b} {c} {b + 1} c {c} {d - 1} l {c} {d} {c} {d} "
        )
        outlines += f"{c - 1} {d} c {a + 1} {d} l {a} {d} {a} {d} {a} {d - 1} c {a} {b + 1} l "
    (shape,) = engine_pdfium.read(pdf_file(at(60, 700) + outlines + "f*\n")).pages[0].shapes
    assert (shape.hollow, round(shape.width, 1)) == (True, 3.0)
