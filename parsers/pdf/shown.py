"""Places on pages as they were read -> on the sheets as they are shown: put together again, turned back."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from parsers.blocks import Block, Grid, Place, Problem, Sheet
from parsers.pdf.page import BBox, Page
from parsers.pdf.sheets import Part


class Shown:
    """Knows where the pages that were read are shown. ``parts``: of sheets of several pages, else none."""

    def __init__(self, sheets: Sequence[Page], parts: Sequence[Part]) -> None:
        self.sheets, self.parts = sheets, parts
        self.moved = bool(parts) or any(sheet.way for sheet in sheets)

    def block(self, block: Block) -> Block:
        """A block with its places as shown."""
        if not self.moved or isinstance(block, Sheet):  # the latter is a workbook's
            return block
        placed = replace(block, place=self.place(block.place))
        if isinstance(placed, Grid):
            return replace(
                placed, rows=tuple(replace(row, place=self.place(row.place)) for row in placed.rows)
            )
        return placed

    def problem(self, problem: Problem) -> Problem:
        """A problem with its place as shown."""
        return replace(problem, place=self.place(problem.place)) if self.moved else problem

    def place(self, place: Place) -> Place:
        """A place on a page, on the sheet that holds it."""
        if not self.moved or place.page is None:
            return place
        page, box = place.page - 1, place.bbox
        if self.parts:
            part = self.parts[page]
            page = part.sheet
            if box:
                box = (box[0] + part.left, box[1] + part.top, box[2] + part.left, box[3] + part.top)
        if box:
            box = _turned_back(self.sheets[page], box)
        return replace(place, page=page + 1, bbox=box)


def _turned_back(sheet: Page, box: BBox) -> BBox:
    """A box on a sheet that was turned to be read, on the sheet as it is shown."""
    x0, top, x1, bottom = box
    found = (
        box,
        (top, sheet.width - x1, bottom, sheet.width - x0),
        (sheet.width - x1, sheet.height - bottom, sheet.width - x0, sheet.height - top),
        (sheet.height - bottom, x0, sheet.height - top, x1),
    )[sheet.way]
    left, over, right, below = (round(edge, 1) for edge in found)
    return left, over, right, below
