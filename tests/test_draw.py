"""``tidyforms inspect --draw``."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from ingest import cli
from ingest.commands import draw
from ingest.settings import RunFailed
from parsers.responses import Answer, QuestionType, Status
from tests.pdf_values import disc, pdf_file, ring, text_at

HEAD = text_at(50, 820, "View results", 14) + text_at(50, 805, "Respondent") + text_at(50, 792, "12")
PAGE = (
    HEAD + text_at(50, 772, "1. Is it warm?", 12)
    + text_at(80, 746, "Yes") + ring(50, 750)
    + text_at(80, 716, "No") + ring(50, 720) + disc(53, 720)
)  # fmt: skip


def colors(picture: Image.Image) -> set[str]:
    found = picture.getcolors(1 << 24)
    assert found
    return {"#" + "".join(f"{c:02x}" for c in color) for _, color in found if isinstance(color, tuple)}


def test_blocks_marks_and_answers_are_boxes_over_the_page() -> None:
    picture = draw.draw(pdf_file(PAGE), 1, "auto")
    assert picture.width == 1190 and picture.height > 1684  # the legend is below the page
    legend = colors(picture.crop((0, 1684, *picture.size)))
    assert legend >= set(draw.LEGEND)
    shown = colors(picture.crop((0, 0, 1190, 1684)))
    assert {draw.PROMPT, draw.TEXT, draw.ANSWER, draw.STATES[True], draw.STATES[False]} <= shown
    assert draw.STATES[None] not in shown
    left, middle = picture.getpixel((2 * 50 - 2, 2 * 122)), picture.getpixel((2 * 56, 2 * 122))
    assert left == (27, 138, 47) or left == (194, 24, 91)
    assert middle == (0, 0, 0)


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match="no page 2"):
        draw.draw(pdf_file(PAGE), 2, "auto")
    with pytest.raises(RunFailed, match="only a PDF"):
        draw.draw(b"# View results\n\n1. Why?\n\n- [x] so\n", 1, "auto")


def test_the_command_writes_the_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_file(PAGE))
    assert cli.main(["inspect", str(tmp_path / "a.pdf"), "--draw", str(tmp_path / "a.png")]) == 0
    assert Image.open(tmp_path / "a.png").width == 1190
    assert cli.main(["inspect", str(tmp_path / "a.pdf"), "--draw", str(tmp_path / "a.odd")]) == 1
    assert "a.odd" in capsys.readouterr().err


def test_all_pages_go_into_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_file(PAGE, text_at(50, 772, "2. And tomorrow?", 12)))
    written = draw.save(tmp_path / "a.pdf", tmp_path / "pages", None, "auto")
    assert (
        [path.name for path in written]
        == ["page-1.png", "page-2.png"]
        == sorted(path.name for path in (tmp_path / "pages").iterdir())
    )
    (one,) = draw.save(tmp_path / "a.pdf", tmp_path / "pages", 2, "auto")
    assert one.name == "page-2.png"


def test_number_and_value_stand_beside_the_box() -> None:
    answer = Answer(prompt="Is it warm?", number="1", question_type=QuestionType.TEXT, status=Status.ANSWERED)
    assert draw._label(replace(answer, answer_text="a" * 40)) == "1: " + "a" * 40
    assert draw._label(replace(answer, answer_text="a" * 41)) == "1: " + "a" * 39 + "…"
    assert draw._label(replace(answer, number=None, status=Status.BLANK)) == "(blank)"
    picture = draw.draw(pdf_file(PAGE), 1, "auto")
    above = picture.crop((2 * 50, 2 * 76, 2 * 70, 2 * 83))  # over the answer's box
    assert {draw.GROUND, draw.ANSWER} <= colors(above)
