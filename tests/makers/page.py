"""What both generations of pages share."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from importlib import resources

from tests.makers.model import Form, Question, Section, Shown, shown
from tests.makers.words import Words


@dataclass(frozen=True)
class Look:
    """How a page is shown; scale and paper are the printer's."""

    printing: bool = False
    """Text areas become plain boxes, as the print style sheet does."""
    placeholders: bool = False
    """Blank boxes of a print show their placeholder."""
    background: bool = True
    """Backgrounds of headings are printed."""
    doubled_links: bool = False
    """Links print as ``text (url)``, as the old page's print style sheet does."""
    filled: bool = True
    """Drawn check boxes are filled when on, with a white tick; else outlined."""


def esc(text: str) -> str:
    """HTML text."""
    return html.escape(text, quote=False)


def attr(text: str) -> str:
    """An attribute's value in double quotes."""
    return html.escape(text)


def style(name: str, form: Form) -> str:
    """A style sheet of this package with the form's colour and a font for its script."""
    css = resources.files(__package__).joinpath(name).read_text("utf-8")
    if form.language.startswith("zh"):
        css = css.replace("Noto Sans CJK JP", "Noto Sans CJK SC")
    return f":root{{--theme:{form.color}}}\n{css}"


def document(form: Form, sheet: str, body: str, *, body_class: str = "") -> str:
    """A whole page.

    Headless Chromium cuts a scaled print of a root that runs right to left, so the body
    carries the direction too.
    """
    return (
        f'<!doctype html><html lang="{form.language}" dir="{form.direction}"><head><meta charset="utf-8">'
        f"<title>Microsoft Forms</title>"
        f"<style>html{{direction:ltr}}body{{direction:{form.direction}}}\n{style(sheet, form)}</style></head>"
        f'<body class="{body_class}"><div class="page">{body}</div></body></html>'
    )


class Page:
    """One response as HTML; the generations differ in the methods they override."""

    sheet = ""
    wrapper = "resp"

    def __init__(self, form: Form, index: int, look: Look) -> None:
        self.form, self.index, self.look = form, index, look
        self.words = Words(form.language)
        self.person = form.respondents[index]

    def __str__(self) -> str:
        return document(self.form, self.sheet, self.response(), body_class=self.body_class())

    def body_class(self) -> str:
        """The class of ``body``."""
        return ""

    def response(self) -> str:
        """Header, title, questions and closing text."""
        parts = [
            self.section(x) if isinstance(x, Section) else self.question(x)
            for x in shown(self.form, self.index)
        ]
        closing = [self.section(self.form.closing)] if self.form.closing else []
        return (
            f"<div "
            f'class="{self.wrapper}">{self.head()}\n{self.title()}\n{"".join([*parts, *closing])}</div>\n'
        )

    def element(self, s: Shown) -> str:
        """The control that holds the answer."""
        maker = getattr(self, "_" + {"long": "text", "multi": "single"}.get(s.question.kind, s.question.kind))
        return str(maker(s))

    def head(self) -> str:
        """The block with respondent and time."""
        raise NotImplementedError

    def title(self) -> str:
        """The form's title and subtitle."""
        raise NotImplementedError

    def section(self, section: Section) -> str:
        """A section's heading and text."""
        raise NotImplementedError

    def question(self, s: Shown) -> str:
        """A question with its answer."""
        raise NotImplementedError

    def earned(self, s: Shown) -> int:
        """The points that the answer earned."""
        q = s.question
        right = (
            bool(q.correct)
            and set(s.chosen) | {s.text} >= set(q.correct[:1])
            and set(s.chosen) <= set(q.correct)
        )
        return (q.points or 0) if right else 0


def two(page: type[Page], form: Form, look: Look) -> str:
    """A page with all responses of a form, one after the other."""
    pages = [page(form, i, look) for i in range(len(form.respondents))]
    return document(form, page.sheet, "".join(p.response() for p in pages), body_class=pages[0].body_class())


def without_answers(form: Form) -> Form:
    """The form with every answer taken away."""
    items = tuple(
        replace(x, answers=(None,) * len(x.answers)) if isinstance(x, Question) else x for x in form.items
    )
    return replace(form, items=items)
