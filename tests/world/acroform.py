"""A case as a PDF form that somebody has filled: fields of text, boxes, buttons."""

from __future__ import annotations

from typing import Any

from tests.world.model import CHOICES, SCALES, Case, Item

LEFT, TOP, BOTTOM, LINE = 60.0, 60.0, 780.0, 20.0
LANGUAGES = frozenset({"en", "de", "fr", "es", "pt"})
"""Those that a form's standard font can write."""
KINDS = frozenset({"text", "date", "file", "dropdown", "figures", "nps", *CHOICES})


def drawable(case: Case) -> Case:
    """Without what such forms do not have."""
    kept = tuple(item for item in case.items if item.kind in KINDS)
    return case.with_items(kept or (Item("text", "Name of the place", number=1),))


def acroform(case: Case) -> bytes:
    """The document's bytes."""
    import pymupdf

    with pymupdf.open() as document:
        _Writer(document, case).write()
        return bytes(document.tobytes())


class _Writer:
    def __init__(self, document: Any, case: Case) -> None:
        self.document, self.case = document, case
        self.page, self.y, self.fields = document.new_page(), TOP, 0

    def write(self) -> None:
        case, head = self.case, self.case.head
        name = head.name or case.word("anonymous")
        if case["head"] != "none":
            for text in (case.word("view_results"), f"{case.word('respondent')}: {head.respondent}", name,
                         f"{case.word('time_to_complete')}: {head.time}"):  # fmt: skip
                self.line(text)
        self.line(case.title, size=18)
        for item in case.items:
            self.item(item)

    def line(self, text: str, at: float = LEFT, size: float = 11) -> None:
        if self.y > BOTTOM:
            self.page, self.y = self.document.new_page(), TOP
        self.page.insert_text((at, self.y), text, fontsize=size)
        self.y += LINE

    def field(self, kind: str, value: Any, width: float, at: float = LEFT) -> None:
        import pymupdf

        self.fields += 1
        widget = pymupdf.Widget()
        widget.field_name = f"f{self.fields}"
        widget.field_type = getattr(pymupdf, f"PDF_WIDGET_TYPE_{kind}")
        widget.rect = pymupdf.Rect(at, self.y - 12, at + width, self.y + 4)
        widget.border_color, widget.border_width = (0.4, 0.4, 0.4), 1
        widget.field_value = value
        self.page.add_widget(widget)

    def item(self, item: Item) -> None:
        number = f"{item.number}. " if self.case.numbered else ""
        if self.y > BOTTOM - 6 * LINE:
            self.page, self.y = self.document.new_page(), TOP
        self.y += LINE / 2
        self.line(f"{number}{item.prompt}", size=13)
        if item.kind in CHOICES or item.kind in SCALES:
            first = 0 if item.kind == "nps" else 1
            options = item.options or tuple(str(n) for n in range(first, item.scale + 1))
            for option in options:
                self.choice(option, option in item.given)
            if item.other:
                word = self.case.word("other")
                self.choice(f"{word}: {item.typed}" if item.typed else word, item.typed is not None)
        else:
            self.field("TEXT", str((item.given or ("",))[0] or ""), 400)
            self.y += LINE

    def choice(self, text: str, on: bool) -> None:
        if self.y > BOTTOM:
            self.page, self.y = self.document.new_page(), TOP
        self.field("CHECKBOX", on, 14)
        self.line(text, LEFT + 24)
