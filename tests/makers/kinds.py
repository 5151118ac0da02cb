"""Every kind of document: how to make one and what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.makers import hiding, sheet
from tests.makers.chromium import Print
from tests.makers.docx_base import Writer
from tests.makers.docx_controls import Controls, Legacy
from tests.makers.docx_kinds import Numbered, Pasted, Tabled
from tests.makers.html_new import NewPage
from tests.makers.html_old import OldPage
from tests.makers.markdown import Glyph, Ocr, Task
from tests.makers.model import Form
from tests.makers.page import Look, Page, two
from tests.makers.pandoc import Pandoc
from tests.makers.printers import Printers
from tests.makers.truth import Row, header

Make = Callable[[Form, int, Printers], bytes]
OLD = Look(printing=True)
OLD_HINTS = Look(printing=True, placeholders=True)
OLD_LINKS = Look(printing=True, doubled_links=True)
NEW = Look(printing=True)
NEW_PLAIN = Look(printing=True, background=False)
NEW_OUTLINED = Look(printing=True, background=False, filled=False)


@dataclass(frozen=True)
class Kind:
    """``make`` gives the bytes of one document, ``hide`` what it does not show."""

    ext: str
    make: Make
    hide: hiding.Hide = hiding.markup
    all_in_one: bool = False
    """One document holds every response of the form."""
    rows: Callable[[Form], list[Row]] | None = None
    plain: bool = False
    """Only its numbers tell a question from other text."""

    def responses(self, form: Form, index: int) -> list[Row]:
        """The expected responses of a document."""
        if self.rows:
            return self.rows(form)
        indices = range(len(form.respondents)) if self.all_in_one else [index]
        return [
            header(form, i, scores=not self.plain) | {"questions": hiding.expected(form, i, self.hide)}
            for i in indices
        ]


def _saved(page: type[Page]) -> Kind:
    return Kind("html", lambda f, i, _: str(page(f, i, Look())).encode())


def _chromium(page: type[Page], look: Look, how: Print) -> Kind:
    hide = hiding.print_ if how.background else hiding.print_plain
    return Kind("pdf", lambda f, i, p: p.chromium.pdf(str(page(f, i, look)), how), hide)


def _together(page: type[Page], look: Look, how: Print) -> Kind:
    hide = hiding.print_ if how.background else hiding.print_plain
    return Kind("pdf", lambda f, _, p: p.chromium.pdf(two(page, f, look), how), hide, all_in_one=True)


def _firefox(page: type[Page], look: Look, how: Print) -> Kind:
    hide = hiding.firefox if how.background else hiding.firefox_plain
    return Kind("pdf", lambda f, i, p: p.firefox.pdf(str(page(f, i, look)), how), hide)


def _word(writer: type[Writer], hide: hiding.Hide, *, plain: bool = False) -> Kind:
    return Kind("docx", lambda f, i, _: bytes(writer(f, i)), hide, plain=plain)


def _markdown(writer: type[Task], hide: hiding.Hide, *, plain: bool = False) -> Kind:
    return Kind("md", lambda f, i, _: str(writer(f, i)).encode(), hide, plain=plain)


def _encoded(form: Form, index: int, _printers: Printers) -> bytes:
    """UTF-16 with a mark for the first response, Windows-1252 for the others where it can hold the text."""
    text = str(Task(form, index))
    try:
        return text.encode("utf-16" if index == 0 else "cp1252")
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def _csv(form: Form, _index: int, _printers: Printers) -> bytes:
    delimiter, encoding = {
        "de": (";", "cp1252"),
        "es": (";", "utf-8-sig"),
        "fr": (";", "cp1252"),
        "pt": (";", "utf-8"),
    }.get(form.language, (",", "utf-8-sig"))
    return sheet.text(form, delimiter, encoding)


KINDS: dict[str, Kind] = {
    "html_old": _saved(OldPage),
    "html_new": _saved(NewPage),
    "pdf_old": _chromium(OldPage, OLD_HINTS, Print(header=True)),
    "pdf_old_bg": _chromium(OldPage, OLD, Print("Letter", 0.8, background=True)),
    "pdf_old_125": _chromium(OldPage, OLD_LINKS, Print("Letter", 1.25, header=True, tagged=False)),
    "pdf_new": _chromium(NewPage, NEW_PLAIN, Print("Letter")),
    "pdf_new_bg": _chromium(NewPage, NEW, Print("A4", 0.6, background=True, header=True)),
    "pdf_new_125": _chromium(NewPage, NEW, Print("A4", 1.25, background=True)),
    "pdf_untagged": _chromium(NewPage, NEW_OUTLINED, Print("A4", tagged=False)),
    "pdf_two_old": _together(OldPage, OLD_LINKS, Print(header=True)),
    "pdf_two_new": _together(NewPage, NEW, Print("Letter", 0.8, background=True)),
    "pdf_ff_old": _firefox(OldPage, OLD, Print("A4")),
    "pdf_ff_new": _firefox(NewPage, NEW, Print("Letter", 0.9, background=True)),
    "pdf_lo": Kind("pdf", lambda f, i, p: p.office.pdf(bytes(Writer(f, i))), hiding.glyphs),
    "docx_glyph": _word(Writer, hiding.glyphs),
    "docx_sdt": _word(Controls, hiding.controls),
    "docx_legacy": _word(Legacy, hiding.controls),
    "docx_table": _word(Tabled, hiding.glyphs),
    "docx_numbered": _word(Numbered, hiding.glyphs),
    "docx_paste": _word(Pasted, hiding.pasted, plain=True),
    "md_task": _markdown(Task, hiding.one_box),
    "md_glyph": _markdown(Glyph, hiding.glyphs),
    "md_pandoc": _markdown(Pandoc, hiding.glyphs),
    "md_encoded": Kind("md", _encoded, hiding.one_box),
    "md_ocr": _markdown(Ocr, hiding.lost_all, plain=True),
    "xlsx": Kind(
        "xlsx",
        lambda f, _, __: sheet.xlsx(f),
        all_in_one=True,
        rows=lambda f: sheet.expected(f, workbook=True),
    ),
    "csv": Kind("csv", _csv, all_in_one=True, rows=lambda f: sheet.expected(f, workbook=False)),
}
