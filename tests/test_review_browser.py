"""The review page in a real browser, as a reviewer and as an attacker would use it."""

from __future__ import annotations

import csv
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.runs import ROOT, ingest, write

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytest.importorskip("uvicorn", reason="the extra `review` is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")

HOSTILE = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
FORM = (
    "ok Course|{}\nYour name?: Ada {}\nWhich way?: [ ] on foot, [ ] by boat\nPlace?*: \n" + HOSTILE + "?*: \n"
)


def started(raw: Path, out: Path, file: Path) -> tuple[subprocess.Popen[str], str]:
    """The served page and its address."""
    command = [sys.executable, "-m", "ingest", "review", str(out), str(raw), "--corrections", str(file)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    server.stdout.readline()
    return server, server.stdout.readline().split()[0]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("served")
    raw = write(folder / "raw", **{f"n{n:02}": FORM.format(n, n) for n in range(1, 13)})
    ingest(raw, folder / "out")
    server, address = started(raw, folder / "out", folder / "review.csv")
    yield address, folder / "review.csv"
    server.send_signal(signal.SIGINT)
    assert server.wait(10) == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab; any error on its console is a fault."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.faults = []
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    context.close()


def kept(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [row for row in csv.DictReader(opened) if row["correct_status"]]


def test_ten_items_are_resolved_with_the_keyboard_alone(served: tuple[str, Path], tab: Any) -> None:
    address, file = served
    tab.goto(address)
    began = time.monotonic()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/item/*")
    for count in range(1, 11):
        here = tab.url
        if tab.locator(".field").count():
            tab.locator(".field").focus()
            tab.keyboard.type(f"hall {count}")
        else:
            tab.keyboard.press("2")
        tab.keyboard.press("Enter")
        tab.wait_for_url(lambda url, before=here: url != before)
        assert len(kept(file)) == count
    assert time.monotonic() - began < 60
    last = kept(file)[-1]
    tab.keyboard.press("Escape")
    tab.keyboard.press("u")
    tab.wait_for_url("**/item/*?undone")
    assert last not in kept(file)
    assert len(kept(file)) == 9
    assert tab.faults == []


def test_arrows_move_and_letters_say_what_is_no_answer(served: tuple[str, Path], tab: Any) -> None:
    address, _ = served
    tab.goto(f"{address}item/1")
    tab.keyboard.press("Escape")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_url("**/item/2")
    tab.keyboard.press("Escape")
    tab.keyboard.press("ArrowLeft")
    tab.wait_for_url("**/item/1")
    tab.keyboard.press("Escape")
    for key, status in (("b", "blank"), ("x", "undetermined")):
        tab.keyboard.press(key)
        assert tab.locator(f"input[name=status][value={status}]").is_checked()
    tab.keyboard.press("l")
    tab.wait_for_url(address)
    assert tab.faults == []


def test_a_document_full_of_scripts_runs_none(served: tuple[str, Path], tab: Any) -> None:
    address, _ = served
    tab.goto(address)
    hostile = tab.locator(".items a", has_text="<script>").first
    assert hostile.is_visible()
    hostile.click()
    tab.wait_for_url("**/item/*")
    assert "broken" not in tab.title()
    assert tab.faults == []


def test_another_site_gets_nowhere(served: tuple[str, Path], tab: Any) -> None:
    address, file = served
    before = file.read_bytes() if file.exists() else b""
    tab.route("http://evil.example/", lambda route: route.fulfill(
        content_type="text/html", body=f'<form method="post" action="{address}item/0"><input name="status" value="blank"></form>'))  # fmt: skip
    tab.goto("http://evil.example/")
    tab.evaluate("document.forms[0].submit()")
    tab.wait_for_url(f"{address}item/0")
    assert "Refused" in tab.inner_text("body")
    assert (file.read_bytes() if file.exists() else b"") == before


@pytest.mark.parametrize("width", [375, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_can_be_read(served: tuple[str, Path], browser: Any, width: int, scheme: str) -> None:
    address, _ = served
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    for path in ("", "item/0", "item/1", "item/2"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(LOW_CONTRAST) == []
    context.close()


def test_every_control_has_a_name(served: tuple[str, Path], tab: Any) -> None:
    address, _ = served
    for path in ("", "item/0", "item/1", "item/2"):
        tab.goto(address + path)
        for role in ("button", "link", "radio", "checkbox", "textbox", "combobox"):
            for control in tab.get_by_role(role).all():
                snapshot = control.aria_snapshot()
                assert '"' in snapshot, (path, snapshot)
        assert tab.get_by_role("heading", level=1).count() == 1
        assert tab.get_by_role("main").count() == 1


LOW_CONTRAST = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("p, h1, h2, label, a, span, summary, button, kbd")].filter((node) => {
    const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim());
    if (!own || !node.offsetParent || node.disabled || node.closest(":disabled, [aria-hidden=true]")) return false;
    const [one, other] = [light(rgb(getComputedStyle(node).color)), light(ground(node))];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5;
  }).map((node) => node.outerHTML.slice(0, 80));
}"""
"""Texts whose contrast is below 4.5 to 1 (WCAG 2.2, 1.4.3)."""
