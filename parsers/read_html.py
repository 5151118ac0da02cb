"""HTML -> blocks: saved pages of Microsoft Forms (old and new), and any other page.

Nothing is fetched, no script runs, and what the page hides from people is no content.
"""

from __future__ import annotations

from parsers.blocks import Document
from parsers.html import forms, tree
from parsers.html.inline import View
from parsers.html.walk import Walker
from parsers.marked import resolve


def read_html(data: bytes) -> Document:
    """The blocks of a page, and the language it declares.

    Raises ``Unreadable``: ``too_large``, ``corrupt``, ``unsupported``.
    """
    root = tree.parse(data)
    view = View(root)
    if forms.is_forms(root):
        blocks, problems = forms.read_forms(root, view)
    else:
        walker = Walker(view)
        blocks = tuple(resolve(walker.walk(root)))
        problems = tuple(walker.problems)
    return Document(format="html", blocks=blocks, language=tree.language(root), problems=problems)
