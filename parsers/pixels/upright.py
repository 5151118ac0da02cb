"""What every reader of a page needs to know of pictures: nothing here needs a picture's libraries."""

from __future__ import annotations

from parsers.pdf.page import Page

UNREAD = "\ufffd"
"""Stands for a text that the model is not sure of."""
Affine = tuple[float, float, float, float, float, float]
"""x' = a x + b y + c, y' = d x + e y + f."""


def placed(back: Affine, x: float, y: float) -> tuple[float, float]:
    """A point of the straightened page in the picture as it was."""
    a, b, c, d, e, f = back
    return a * x + b * y + c, d * x + e * y + f


def upright_box(page: Page, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box on a straightened page in the points of the picture as it was."""
    if page.back is None:
        return box
    x0, top, x1, bottom = box
    corners = [placed(page.back, x, y) for x in (x0, x1) for y in (top, bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
