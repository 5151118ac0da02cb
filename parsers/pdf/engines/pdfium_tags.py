"""What a tagged print says of its form controls: ``Form {O: PrintField, Role: rb, checked: on}``."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as c

from parsers.pdf.engines.pdfium_calls import Handle, bare, handle, mark_of
from parsers.pdf.page import BBox, Tag

MAX_DEPTH = 200
CHOICES = ("rb", "cb")
"""Roles of radio buttons and check boxes (PDF 2.0, table 348)."""

_tree_count = bare(c.FPDF_StructTree_CountChildren)
_tree_child = bare(c.FPDF_StructTree_GetChildAtIndex, Handle)
_count = bare(c.FPDF_StructElement_CountChildren)
_child = bare(c.FPDF_StructElement_GetChildAtIndex, Handle)
_content = bare(c.FPDF_StructElement_GetChildMarkedContentID)
_attribute_count = bare(c.FPDF_StructElement_GetAttributeCount)
_attribute = bare(c.FPDF_StructElement_GetAttributeAtIndex, Handle)
_value = bare(c.FPDF_StructElement_Attr_GetValue, Handle)
_string = bare(c.FPDF_StructElement_Attr_GetStringValue)
_type = bare(c.FPDF_StructElement_GetType, ctypes.c_ulong)
FORM = "Form".encode("utf-16-le")


def may_tell(data: bytes) -> bool:
    """Whether a file may have such tags: it names them and their roles, or hides its objects in streams."""
    named = b"/PrintField" in data and any(b"/" + role.encode() in data for role in CHOICES)
    return named or b"/ObjStm" in data


class TagReader:
    """Joins a page's tags with what was drawn for them, by the number of the marked content."""

    def __init__(self) -> None:
        self.boxes: dict[int, list[BBox]] = {}
        self.drawn = False
        self.buffer, self.size = ctypes.create_string_buffer(64), ctypes.c_ulong(64)
        self.length = ctypes.c_ulong()
        self.text, self.out = ctypes.byref(self.buffer), ctypes.byref(self.length)

    def new_page(self) -> None:
        """Begin a page."""
        self.boxes, self.drawn = {}, False

    def note(self, item: Handle, box: BBox, drawn: bool) -> None:
        """Keep where an object stands that may be a control's. ``drawn``: it is no word or figure."""
        self.drawn = self.drawn or drawn
        number: int = mark_of(item)
        if number >= 0:
            self.boxes.setdefault(number, []).append(box)

    def tags(self, page: Any) -> list[Tag]:
        """The controls that the page's structure tree names."""
        if not self.drawn or not self.boxes:  # the page's tree takes long to build
            return []
        tree = c.FPDF_StructTree_GetForPage(page)
        if not tree:
            return []
        try:
            self.found: list[Tag] = []
            root = handle(tree)
            for i in range(_tree_count(root)):
                self._visit(_tree_child(root, i), 0)
            return self.found
        finally:
            c.FPDF_StructTree_Close(tree)

    def _visit(self, element: Handle, depth: int) -> None:
        if not element or depth > MAX_DEPTH:
            return
        if _attribute_count(element) > 0 and self._is_form(element):
            role, checked = self._attributes(element)
            if role in CHOICES:
                boxes = tuple(box for n in self._numbers(element, depth) for box in self.boxes.get(n, ()))
                if boxes:
                    self.found.append(Tag(boxes, {"on": True, "off": False}.get(checked)))
                return
        for i in range(_count(element)):
            self._visit(_child(element, i), depth + 1)

    def _numbers(self, element: Handle, depth: int) -> list[int]:
        """The marked contents of an element and of all below it."""
        found: list[int] = []
        for i in range(_count(element)):
            number = _content(element, i)
            if number >= 0:
                found.append(number)
            elif depth < MAX_DEPTH:
                child = _child(element, i)
                found += self._numbers(child, depth + 1) if child else []
        return found

    def _is_form(self, element: Handle) -> bool:
        size: int = _type(element, self.text, self.size)
        return size == 10 and self.buffer.raw[:8] == FORM

    def _attributes(self, element: Handle) -> tuple[str, str]:
        """``Role`` and ``checked``, empty where they are not said."""
        role = checked = ""
        for i in range(_attribute_count(element)):
            attribute = _attribute(element, i)
            if not role:
                role = self._string(attribute, b"Role")
                if role and role not in CHOICES:
                    break
            checked = checked or self._string(attribute, b"checked")
        return role, checked

    def _string(self, attribute: Handle, name: bytes) -> str:
        value = _value(attribute, name)
        if not value or not _string(value, self.text, self.size, self.out):
            return ""
        return self.buffer.raw[: max(self.length.value - 2, 0)].decode("utf-16-le", "replace")
