"""Turns a case into bytes by each way in which such documents come about, and tells its truth."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.makers.chromium import Print
from tests.makers.printers import Printers
from tests.world import doms
from tests.world.acroform import acroform, drawable
from tests.world.markdown import markdown
from tests.world.model import Case, Item
from tests.world.pages import Page
from tests.world.pdfops import change
from tests.world.sheet import sheet
from tests.world.truth import Row, Truth, truth
from tests.world.word import docx

SECONDS = 60
NATIVE = "native"


@dataclass(frozen=True)
class Made:
    """A document: its bytes, its file's ending and its truth."""

    data: bytes
    suffix: str
    truth: Truth


@dataclass(frozen=True)
class Producer:
    """``share``: how often it is drawn. ``needs``: programs or modules (``py:NAME``)."""

    share: int
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> list[str]:
        """What is not installed."""
        return [need for need in self.needs if not _installed(need)]


PRODUCERS = {
    "html": Producer(14),
    "docx": Producer(12),
    "md": Producer(12),
    "sheet": Producer(4),
    "html_pandoc": Producer(3, ("pandoc",)),
    "html_markitdown": Producer(3, ("py:markitdown",)),
    "html_html2text": Producer(3, ("py:html2text",)),
    "html_markdownify": Producer(3, ("py:markdownify",)),
    "docx_pandoc": Producer(2, ("pandoc",)),
    "docx_markitdown": Producer(2, ("py:markitdown", "py:mammoth")),
    "pasted": Producer(2, ("pandoc",)),
    "chromium": Producer(14, ("chromium",)),
    "pdf_changed": Producer(5, ("chromium",)),
    "acroform": Producer(2, ("py:pymupdf",)),
    "firefox": Producer(3, ("firefox-esr",)),
    "weasyprint": Producer(3, ("py:weasyprint",)),
    "wkhtmltopdf": Producer(2, ("wkhtmltopdf",)),
    "office": Producer(1, ("libreoffice",)),
    "pdf_pymupdf": Producer(2, ("chromium", "py:pymupdf4llm", "py:pymupdf")),
    "pdf_markitdown": Producer(2, ("chromium", "py:markitdown", "py:pdfminer")),
}
CHEAP = ("html", "docx", "md", "sheet")


def _installed(need: str) -> bool:
    if need.startswith("py:"):
        return importlib.util.find_spec(need[3:]) is not None
    return shutil.which(need) is not None


class Press:
    """Makes documents; starts what it needs and ends it."""

    def __enter__(self) -> Self:
        self.printers = Printers().__enter__()
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.printers.__exit__(*error)

    def make(self, case: Case) -> Made:
        """The document."""
        name = case.producer
        direct: dict[str, Callable[[Case], Made]] = {
            "html": _html,
            "docx": lambda c: Made(docx(c), ".docx", truth(c, "docx")),
            "md": lambda c: Made(markdown(c).encode(), ".md", truth(c, "md")),
            "sheet": _sheet,
            "acroform": _acroform,
            "pasted": _pasted,
        }
        if name in direct:
            return direct[name](replace(case, look=case.look | {"op": "none"}))
        if name.startswith("html_"):
            return self._converted(case, Page(case, saved=False).html().encode(), ".html", name[5:])
        if name.startswith("docx_"):
            return self._converted(case, docx(case), ".docx", name[5:])
        if name.startswith("pdf_") and name != "pdf_changed":
            return self._converted(case, self._print(case, "chromium"), ".pdf", name[4:])
        if name == "office":
            return Made(self.printers.office.pdf(docx(case)), ".pdf", truth(_no_op(case), "docx"))
        if name == "pdf_changed":
            return self._changed(case)
        return Made(self._print(case, name), ".pdf", self._print_truth(_no_op(case)))

    def _print_truth(self, case: Case) -> Truth:
        """Some printers draw no native controls; they must then claim nothing."""
        known = truth(case, "print")
        if case.producer == "wkhtmltopdf":
            known = replace(known, rows=tuple(map(_without_emoji, known.rows)))
        if case["control"] == NATIVE and case.producer in ("weasyprint", "wkhtmltopdf"):
            kinds = ("single", "multi", "likert", "figures", "nps", "stars")
            rows = tuple(replace(r, decidable=r.decidable and r.kind not in kinds) for r in known.rows)
            return replace(known, rows=rows)
        return known

    def _changed(self, case: Case) -> Made:
        if case["op"] == "none" or (case["op"] == "merged" and case["head"] == "none"):
            case = replace(case, look=case.look | {"op": "2up"})
        other = self._print(_neighbour(case), "chromium") if case["op"] == "merged" else None
        return Made(change(self._print(case, "chromium"), case["op"], other), ".pdf", truth(case, "print"))

    def _print(self, case: Case, engine: str) -> bytes:
        html = Page(case, saved=False).html()
        how = Print(
            case["paper"], float(case["scale"]), case["background"] == "yes", case["printed"] == "header",
            case["tagged"] == "yes",
        )  # fmt: skip
        if engine == "chromium":
            return self.printers.chromium.pdf(html, how)
        if engine == "firefox":
            return self.printers.firefox.pdf(html, how)
        if engine == "weasyprint":
            import weasyprint

            return bytes(weasyprint.HTML(string=html).write_pdf())
        command = ["wkhtmltopdf", "--quiet", "--zoom", case["scale"]]
        command += [] if case["background"] == "yes" else ["--no-background"]
        return _run([*command, "-", "-"], html.encode(), may_fail=True)

    def _converted(self, case: Case, data: bytes, suffix: str, engine: str) -> Made:
        text = _text(data, suffix, engine)
        return Made(text.encode(), ".md", truth(_no_op(case), "text", text))


def _without_emoji(row: Row) -> Row:
    """The same from a printer that draws no coloured letters, or draws them and writes nothing into the text."""
    bare = tuple(re.sub(r"[\U0001f300-\U0001faff\u2764\ufe0f]", "", text).strip() for text in row.texts)
    if bare == row.texts:
        return row
    return replace(row, decidable=False, texts=(*row.texts, *bare))


def _no_op(case: Case) -> Case:
    return replace(case, look=case.look | {"op": "none"})


def _neighbour(case: Case) -> Case:
    """Another respondent's answers to the same form: none."""
    head = replace(case.head, respondent=str(int(case.head.respondent) + 1), name=None)
    return replace(case, head=head, items=tuple(replace(i, given=(), typed=None) for i in case.items))


def _html(case: Case) -> Made:
    page = doms.html(case) if doms.applies(case) else Page(case, saved=True).html()
    return Made(page.encode(), ".html", truth(case, "markup"))


def _acroform(case: Case) -> Made:
    case = drawable(case)
    return Made(acroform(case), ".pdf", truth(case, "print"))


def _sheet(case: Case) -> Made:
    return Made(*sheet(case))


def _pasted(case: Case) -> Made:
    """A page pasted into a word processor: marks are lost unless they are signs."""
    data = _run(["pandoc", "-f", "html", "-t", "docx", "-o", "-"], Page(case, saved=False).html().encode())
    text = _run(["pandoc", "-f", "docx", "-t", "plain", "--wrap=none"], data).decode()
    return Made(data, ".docx", truth(case, "text", text))


def _text(data: bytes, suffix: str, engine: str) -> str:
    if engine == "pandoc":
        kind = {".html": "html", ".docx": "docx"}[suffix]
        return _run(["pandoc", "-f", kind, "-t", "markdown", "--wrap=none"], data).decode()
    if engine == "markitdown":
        from markitdown import MarkItDown, StreamInfo

        return str(
            MarkItDown()
            .convert_stream(io.BytesIO(data), stream_info=StreamInfo(extension=suffix))
            .text_content
        )
    if engine == "html2text":
        import html2text

        return str(html2text.html2text(data.decode()))
    if engine == "markdownify":
        import markdownify

        return str(markdownify.markdownify(re.sub(r"(?s)<head>.*?</head>", "", data.decode())))
    return _pymupdf(data)


def _pymupdf(data: bytes) -> str:
    import pymupdf
    import pymupdf4llm

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "print.pdf")
        path.write_bytes(data)
        with pymupdf.open(path) as document:
            return str(pymupdf4llm.to_markdown(document, use_ocr=False))


def _run(command: list[str], data: bytes, *, may_fail: bool = False) -> bytes:
    done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    if done.returncode and not (may_fail and done.stdout):
        raise OSError(f"{command[0]}: {done.stderr.decode(errors='replace')[-300:]}")
    return done.stdout


def simplest(item: Item) -> Item:
    """The same question without what is beside the point."""
    return replace(item, help=None, required=False, section=None)
