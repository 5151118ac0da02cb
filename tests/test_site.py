"""The pages that `tidyforms report` makes: they load nothing, anybody can read them, and they count rightly."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from lxml import html

from ingest.settings import RunFailed
from ingest.site.build import build
from ingest.site.charts import LABEL_LINES, _lines, tones_of
from ingest.site.columns import Answers
from ingest.site.figures import DAYS, MONTHS, Figure, figure_of, timeline
from ingest.site.intake import advice
from ingest.tables.schema import arrow_schema
from ingest.wide.table import stated_of
from ingest.wide.variables import Stated
from tests.big import publish
from tests.runs import ROOT, ingest, rows, write

STYLE = (ROOT / "ingest" / "site" / "templates" / "style.css").read_text("utf-8")
AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
SECONDS, BYTES = 10.0, 5 << 20
"""What a report of 10,000 submissions and 60 questions may take (CPU) and weigh."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    ingest(ROOT / "data" / "raw", folder, parser=None)
    return folder


@pytest.fixture(scope="module")
def site(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(out, tmp_path_factory.mktemp("site")).parent


def pages(site: Path) -> list[Any]:
    return [html.parse(str(path)).getroot() for path in sorted(site.glob("*.html"))]


def page_of(site: Path, out: Path, beginning: str) -> Any:
    [name] = [row["name"] for row in rows(out, "forms") if row["name"].startswith(beginning)]
    return html.parse(str(site / f"form-{name}.html")).getroot()


def card(page: Any, prompt: str) -> Any:
    [found] = [article for article in page.iter("article") if prompt in article.findtext("h3", "")]
    return found


# ------------------------------------------------------------------------- pages


def test_there_is_an_index_and_a_page_per_form(site: Path, out: Path) -> None:
    names = {f"form-{row['name']}.html" for row in rows(out, "forms")}
    assert {path.name for path in site.iterdir()} == {"index.html", *names}
    links = html.parse(str(site / "index.html")).getroot().xpath("//main//a/@href")
    assert {unquote(link) for link in links} == names


def test_nothing_is_loaded_and_nothing_runs(site: Path) -> None:
    for page in pages(site):
        assert page.xpath("//script | //iframe | //object | //*[@style] | //@onclick") == []
        links = [*page.xpath("//@src"), *page.xpath("//@href")]
        assert [link for link in links if re.match(r"[a-z]+:(?!,|image/png;base64,)|//", link)] == []
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        digest = base64.b64encode(hashlib.sha256(page.findtext(".//style").encode()).digest()).decode()
        assert policy.startswith("default-src 'none'") and f"'sha256-{digest}'" in policy
        assert "unsafe" not in policy


def test_every_chart_has_a_text_and_a_table(site: Path) -> None:
    for page in pages(site):
        for chart in page.xpath("//figure/svg"):
            assert chart.get("role") == "img" and len(chart.get("aria-label")) > 10
        for article in page.xpath("//article[figure]"):
            assert article.xpath("./details//table//td")
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_the_counts_are_those_of_the_tables(site: Path, out: Path) -> None:
    page = page_of(site, out, "harbour")
    for prompt in ("How did you travel?", "What did you see?"):
        answers = [row for row in rows(out, "merged") if row["prompt"] == prompt]
        if not answers:
            continue
        counts = Counter(option for row in answers for option in row["selected"] or ())
        shown = {row[0].text: int(row[1].text) for row in card(page, prompt).xpath(".//details//tbody/tr")}
        assert {option: n for option, n in shown.items() if n and option in counts} == dict(counts)


def test_the_index_says_what_to_do_with_what_was_rejected(site: Path) -> None:
    text = html.parse(str(site / "index.html")).getroot().text_content()
    assert advice()["summary"] in text and "harbour-day/summary-page.pdf" in text


def test_every_reason_has_its_advice() -> None:
    reasons = (ROOT / "docs" / "findings.md").read_text("utf-8").split("## What a person")[0]
    explained = {
        code for line in re.findall(r"^\| (`.*?) \|", reasons, re.M) for code in re.findall(r"`(\w+)`", line)
    }
    assert explained - set(advice()) == set()


def test_what_a_stranger_wrote_is_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> $x$ & \x0b\u202e"
    raw = write(tmp_path / "raw", a=f"ok {evil}|1\n{evil}?: {evil}\nWhich?: [x] {evil}, [ ] b")
    ingest(raw, tmp_path / "out")
    build(tmp_path / "out", tmp_path / "site", examples=3)
    for page in pages(tmp_path / "site"):
        assert page.xpath("//script") == []
    [form] = (tmp_path / "site").glob("form-*.html")
    assert "<script>alert(1)</script> $x$ &" in html.parse(str(form)).getroot().text_content()


def test_texts_are_shown_only_if_asked_for(tmp_path: Path) -> None:
    raw = write(
        tmp_path / "raw", a="ok Course|1\nWhy?: because of the sea", b="ok Course|2\nWhy?: no idea at all"
    )
    ingest(raw, tmp_path / "out")
    shown = [build(tmp_path / "out", tmp_path / f"s{n}", n).parent / "form-course.html" for n in (0, 2)]
    assert ["because of the sea" in path.read_text("utf-8") for path in shown] == [False, True]


def test_the_same_dataset_gives_the_same_pages(out: Path, site: Path, tmp_path: Path) -> None:
    build(out, tmp_path)
    assert all((tmp_path / path.name).read_bytes() == path.read_bytes() for path in site.iterdir())


def test_what_changed_since_the_last_snapshot_is_told(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a="ok Course|1\nWhy?: x", b="ok Course|2\nWhy?: y")
    ingest(raw, tmp_path / "out")
    index = build(tmp_path / "out", tmp_path / "site")
    assert "No earlier snapshot" in index.read_text("utf-8")
    (raw / "a.md").unlink()
    write(raw, c="ok Course|3\nWhy?: z", d="ok Course|4\nWhy?: z")
    ingest(raw, tmp_path / "out")
    text = build(tmp_path / "out", tmp_path / "site").read_text("utf-8")
    assert "2 new files, 1 gone, +1 submissions, 0 answers of earlier submissions changed" in text
    assert "d.md" in text and "a.md" in text


def test_without_a_dataset_there_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match="no published dataset"):
        build(tmp_path, tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big")
    publish(folder, submissions=10_000, questions=60)
    return folder


def test_a_large_form_costs_little(big: Path, tmp_path: Path) -> None:
    began = time.process_time()
    build(big, tmp_path)
    assert time.process_time() - began < SECONDS
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < BYTES


# ----------------------------------------------------------------------- figures


def figure(kind: str, answers: list[dict[str, Any]], options: tuple[str, ...] = ()) -> Figure | None:
    same = {"status": "answered", "question_id": "q"}
    full = [{**same, "submission_id": str(n), **answer} for n, answer in enumerate(answers)]
    table = pa.Table.from_pylist(full, arrow_schema("merged"))
    answered = table.filter(pc.equal(table["status"], "answered"))
    question = {
        "question_type": kind, "prompt": "Which?", "options": list(options),
        "stated": stated_of(answered).get("q", Stated()),
    }  # fmt: skip
    return figure_of(question, Answers(table))


def test_shares_of_a_multiple_choice_are_of_all_who_saw_it_shown() -> None:
    answers: list[dict[str, Any]] = [
        {"selected": ["a"]},
        {"selected": ["a", "b"]},
        {"status": "blank", "selected": []},
    ]
    found = figure(
        "multiple_choice",
        [*answers, {"status": "undetermined"}, {"status": "blank", "selected": []}],
        ("a", "b"),
    )
    assert found is not None and found.rows == (("a", "2", "50 %"), ("b", "1", "25 %"))


def test_what_is_no_option_is_counted_as_something_else() -> None:
    found = figure(
        "single_choice", [{"selected": ["a"]}, {"selected": ["z"]}, {"answer_text": "own"}], ("a",)
    )
    assert found is not None and found.rows == (("a", "1", "33 %"), ("Something else", "2", "67 %"))


def test_the_net_promoter_score_is_promoters_less_detractors() -> None:
    found = figure("nps", [{"value_number": float(n)} for n in (9, 10, 8, 7, 6)])
    assert found is not None and found.note == "net promoter score +20: 40 % promoters, 20 % detractors"


def test_ranks_are_averaged_and_the_best_comes_first() -> None:
    found = figure("ranking", [{"selected": ["b", "a"]}, {"selected": ["b", "a"]}], ("a", "b"))
    assert found is not None and found.rows == (("b", "1.00", "2"), ("a", "2.00", "0"))


def test_numbers_get_a_histogram_and_texts_their_lengths() -> None:
    numbers = figure("text", [{"value_number": n, "answer_text": "x"} for n in (1.5, 2.5)])
    texts = figure("text", [{"value_number": 1.5, "answer_text": "one"}, {"answer_text": "公園です"}])
    assert numbers is not None and numbers.heading[0] == "Value"
    assert texts is not None and texts.rows == (("3", "1", "50 %"), ("4", "1", "50 %"))


@pytest.mark.parametrize(
    ("numbers", "words", "heading"), [(4, 1, "Value"), (3, 1, "Letters"), (0, 1, "Letters")]
)
def test_a_text_that_states_mostly_numbers_is_charted_by_them(numbers: int, words: int, heading: str) -> None:
    found = figure(
        "text",
        [
            *({"answer_text": "2 %", "value_number": 2.0, "value_unit": "percent"} for _ in range(numbers)),
            *({"answer_text": "a few"} for _ in range(words)),
        ],
    )
    assert found is not None and found.heading[0] == heading
    if heading == "Value":
        assert found.note.endswith("; in percent; 4 of 5 answers state one number")


def test_a_text_that_states_dates_is_charted_over_time() -> None:
    found = figure("text", [{"answer_text": "x", "value_date": date(2026, 5, n)} for n in (1, 3)])
    assert found is not None and found.heading[0] == "When"


def test_nobody_answered_is_no_figure() -> None:
    assert figure("text", [{"status": "blank"}, {"status": "undetermined"}]) is None


@pytest.mark.parametrize(
    ("days", "bars", "first"),
    [
        (DAYS - 1, DAYS, "2023-01-01"),
        (DAYS, 2, "2023-01"),
        (MONTHS * 30, MONTHS, "2023-01"),
        (1096, 4, "2023"),
    ],
)
def test_dates_come_by_day_month_or_year(days: int, bars: int, first: str) -> None:
    found = timeline([date(2023, 1, 1), date(2023, 1, 1) + timedelta(days)], "When?")
    assert found is not None and found.svg.count("fill-accent") == bars
    assert [row[1] for row in found.rows] == ["1", "1"] and found.rows[0][0] == first


def test_labels_are_wrapped_and_cut() -> None:
    assert _lines("short") == ["short"]
    assert len(_lines("word " * 200)) == LABEL_LINES and _lines("word " * 200)[-1].endswith("…")
    assert max(map(len, _lines("公" * 60))) == 23


@pytest.mark.parametrize(
    ("scale", "tones"),
    [
        (2, ["low2", "high2"]),
        (3, ["low2", "mid", "high2"]),
        (4, ["low2", "low1", "high1", "high2"]),
        (1, ["mid"]),
    ],
)
def test_a_scale_is_coloured_from_both_ends(scale: int, tones: list[str]) -> None:
    assert tones_of(scale) == tones


# ------------------------------------------------------------------------ reading


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", range(3), ids=["light", "dark", "print"])
def test_words_stand_out_and_bars_can_be_seen(scheme: int) -> None:
    block = re.findall(r":root \{(.*?)\}", STYLE, re.S)[scheme]
    colours = dict(re.findall(r"--(\w+): (#\w+)", block))
    for word in ("ink", "soft", "link", "error", "warning", "info"):
        for ground in ("paper", "card"):
            assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)
    for bar in ("accent", "low2", "high2"):
        assert contrast(colours[bar], colours["card"]) >= 3, bar


@pytest.mark.skipif(
    not AXE.is_file(), reason="needs axe-core (npm install axe-core, or AXE_CORE=…/axe.min.js)"
)
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1440])
def test_a_browser_finds_nothing_wrong(site: Path, scheme: Any, width: int) -> None:
    browsers = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with browsers.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for path in sorted(site.glob("*.html")):
            page, heard = context.new_page(), []
            page.on("console", lambda message, heard=heard: heard.append(message.text))
            page.on("request", lambda request, heard=heard: heard.append(request.url))
            page.goto(path.as_uri())
            assert [line for line in heard if not line.startswith("data:")] == [path.as_uri()]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            found = page.evaluate(
                "async axe => { eval(axe); return await window.axe.run() }", AXE.read_text()
            )
            assert [(v["id"], v["nodes"][0]["html"][:100]) for v in found["violations"]] == []
        browser.close()
