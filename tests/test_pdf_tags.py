"""The structure tree as the second evidence for a mark."""

from __future__ import annotations

from parsers.blocks import Choice, Scale
from parsers.pdf.read import read_pdf
from parsers.reader import parse
from parsers.responses import Status
from tests.pdf_values import FONT, disc, ring, stream, text_at, written

HEAD = text_at(50, 820, "View results", 14) + text_at(50, 805, "Respondent") + text_at(50, 792, "12")
HEAD += text_at(50, 772, "1. Is it warm?", 12)
ON = "<< /O /PrintField /checked /on >>"


def tagged(content: str, said: list[str]) -> bytes:
    """A page whose marked contents 0, 1 … are radio buttons; ``said``: their further attributes."""
    kids = " ".join(f"{8 + n} 0 R" for n in range(len(said)))
    controls = [
        f"<< /Type /StructElem /S /Form /P 7 0 R /Pg 4 0 R /K [{n}] "
        f"/A [<< /O /PrintField /Role /rb >> {more}] >>"
        for n, more in enumerate(said)
    ]
    parents = f"0 [{kids}]"
    return written([
        "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        FONT,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /StructParents 0 "
        "/Resources << /Font << /F1 3 0 R >> >> >>",
        stream(HEAD + content),
        f"<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [{parents}] >> >>",
        f"<< /Type /StructElem /S /Document /P 6 0 R /K [{kids}] >>",
        *controls,
    ])  # fmt: skip


def marked(n: int, content: str) -> str:
    return f"/Form << /MCID {n} >> BDC\n{content}EMC\n"


def radios(chosen: int | None) -> str:
    content = ""
    for n, text in enumerate(("Yes", "No")):
        y = 750 - 30 * n
        mark = ring(50, y) + (disc(53, y) if n == chosen else "")
        content += marked(n, mark) + text_at(80, y - 4, text)
    return content


def states(content: str, said: list[str]) -> tuple[list[bool | None], list[str]]:
    document = read_pdf(tagged(content, said))
    choices = [b.selected for b in document.blocks if isinstance(b, Choice)]
    return choices, [p.code for p in document.problems]


def test_shape_and_tag_agree() -> None:
    assert states(radios(1), ["", ON]) == ([False, True], [])


def test_tags_that_say_nothing_of_any_mark_are_no_evidence() -> None:
    assert states(radios(1), ["", ""]) == ([False, True], [])


def test_where_they_disagree_nothing_is_selected() -> None:
    assert states(radios(1), [ON, ""]) == ([None, None], ["mark_conflict"] * 2)
    (response,) = parse(tagged(radios(1), [ON, ""])).responses
    assert response.answers[0].status is Status.UNDETERMINED and response.answers[0].selected is None


def test_a_mark_whose_shape_says_nothing_is_as_its_tag_says() -> None:
    doubtful = "".join(
        marked(n, ring(50, y) + ring(51, y, 10).replace("S\n", "f\n")) + text_at(80, y - 4, text)
        for n, (y, text) in enumerate(((750, "Yes"), (720, "No")))
    )
    assert states(doubtful, ["", ""])[0] == [None, None]
    assert states(doubtful, [ON, ""]) == ([True, False], [])


def cells(bold: int | None) -> str:
    content = ""
    for n in range(5):
        x, width = 50 + 30 * n, 3 if n == bold else 1
        cell = f"{width} w {x} 740 28 24 re S\n" + text_at(x + 11, 748, str(n + 1))
        content += marked(n, cell)
    return content


def scale(content: str, said: list[str]) -> tuple[tuple[bool | None, ...], int]:
    document = read_pdf(tagged(content, said))
    (found,) = (b.states for b in document.blocks if isinstance(b, Scale))
    return found, len(document.problems)


def test_a_scale_has_two_witnesses_as_well() -> None:
    third = tuple(n == 2 for n in range(5))
    said = ["", "", ON, "", ""]
    assert scale(cells(2), said) == (third, 0)
    assert scale(cells(3), said) == ((None,) * 5, 1)
    assert scale(cells(None), [""] * 5) == ((None,) * 5, 0)  # nothing shows how a chosen cell looks
