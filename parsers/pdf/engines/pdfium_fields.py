"""AcroForm fields: controls that state themselves what stands in them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as c

from parsers.pdf.engines.pdfium_frame import Frame
from parsers.pdf.page import FieldType, FormField

MAX_FIELDS = 5_000
"""A page."""
MAX_OPTIONS = 1_000

_TYPES = {
    c.FPDF_FORMFIELD_TEXTFIELD: FieldType.TEXT,
    c.FPDF_FORMFIELD_COMBOBOX: FieldType.LIST,
    c.FPDF_FORMFIELD_LISTBOX: FieldType.LIST,
    c.FPDF_FORMFIELD_CHECKBOX: FieldType.CHECKBOX,
    c.FPDF_FORMFIELD_RADIOBUTTON: FieldType.RADIO,
}
_HIDDEN = c.FPDF_ANNOT_FLAG_HIDDEN | c.FPDF_ANNOT_FLAG_NOVIEW


def read_fields(form: Any, page: Any, frame: Frame) -> list[FormField]:
    """The fields that a page shows, buttons and signatures left out."""
    found = []
    for index in range(min(c.FPDFPage_GetAnnotCount(page), MAX_FIELDS)):
        annotation = c.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = _TYPES.get(c.FPDFAnnot_GetFormFieldType(form, annotation))
            if kind is not None and not c.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                found.append(_field(form, annotation, kind, frame))
        finally:
            c.FPDFPage_CloseAnnot(annotation)
    return found


def _field(form: Any, annotation: Any, kind: str, frame: Frame) -> FormField:
    rect = c.FS_RECTF()
    c.FPDFAnnot_GetRect(annotation, rect)
    box = frame.place(rect.left, rect.bottom, rect.right, rect.top)
    if kind in (FieldType.CHECKBOX, FieldType.RADIO):
        return FormField(kind, box, on=bool(c.FPDFAnnot_IsChecked(form, annotation)))
    count = min(max(c.FPDFAnnot_GetOptionCount(form, annotation), 0), MAX_OPTIONS)
    options = [_text(c.FPDFAnnot_GetOptionLabel, form, annotation, n) for n in range(count)]
    chosen = [o for n, o in enumerate(options) if c.FPDFAnnot_IsOptionSelected(form, annotation, n)]
    text = "\n".join(chosen) or _text(c.FPDFAnnot_GetFormFieldValue, form, annotation)
    return FormField(kind, box, text.replace("\r\n", "\n").replace("\r", "\n"), options=tuple(options))


def _text(function: Callable[..., int], *arguments: Any) -> str:
    """A UTF-16 text of pdfium, asked for its length first."""
    size = function(*arguments, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
