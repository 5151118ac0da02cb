"""HTML -> blocks: saved pages of Microsoft Forms (old and new), and any other page.

Nothing is fetched, no script runs, and what the page hides from people is no content.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from parsers.blocks import Document, Problem, Severity
from parsers.html import asked, cards, forms, tree
from parsers.html.inline import View, place
from parsers.html.starred import starred
from parsers.html.walk import Walker
from parsers.marked import resolve

MAX_LEFT_OUT = 20
"""Findings of hidden text; who wants more of them looks at the page."""


def read_html(data: bytes) -> Document:
    """The blocks of a page, and the language it declares.

    Raises ``Unreadable``: ``too_large``, ``corrupt``, ``unsupported``.
    """
    root = tree.parse(data)
    view = View(root)
    of_forms = forms.is_forms(root)
    shown = {} if of_forms or asked.draws_all(root, view) else cards.parts(root, view)
    if of_forms or shown:
        blocks, problems = forms.read_forms(root, view, shown)
    else:
        walker = Walker(view, asked.claim(root, view), looks=True)
        blocks = tuple(resolve(starred(walker.walk(root))))
        problems = tuple(walker.problems)
    problems += tuple(_left_out(view, of_forms))
    return Document(format="html", blocks=blocks, language=tree.language(root), problems=problems)


def _left_out(view: View, of_forms: bool) -> Iterator[Problem]:
    """A finding for each text that is not seen: on a page of Forms only those in a question's markup."""
    texts = (e for e in view.left_out() if not of_forms or forms.may_answer(e, view))
    for element in islice(texts, MAX_LEFT_OUT):
        yield Problem(
            code="hidden",
            message="The page holds text here that people do not see; it was left out.",
            severity=Severity.INFO,
            place=place(element),
        )
