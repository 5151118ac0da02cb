"""What was read from pictures says so: its evidence, its doubts, its places in the picture as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from parsers.blocks import (  # fmt: skip
    Block,
    Choice,
    Evidence,
    Field,
    Grid,
    GridRow,
    Place,
    Problem,
    Ranking,
    Sheet,
    Table,
    Text,
)
from parsers.pdf.page import Page, Run
from parsers.pdf.places import rounded
from parsers.pixels.upright import UNREAD, upright_box

B = TypeVar("B", Block, GridRow, Problem)
WORD = 1.5
"""Of its size: what is shorter is no word."""
FOREIGN = 0.5
"""Of a page's text could not be read: its script is another."""


def text_source(pages: Sequence[Page]) -> str | None:
    """Where the document's text comes from (contract: ``documents.text_source``); None: no page was read."""
    kinds = {page.pictured for page in pages if page.loaded and (page.runs or page.pictured)}
    return None if not kinds else "mixed" if len(kinds) > 1 else "ocr" if kinds == {True} else "embedded"


def as_pixels(blocks: Sequence[Block], pages: Sequence[Page]) -> list[Block]:
    """Blocks of pictures with their evidence and places; what rests on an unread text is unknown."""
    found: list[Block] = []
    for block in blocks:
        place = getattr(block, "place", None)
        page = pages[place.page - 1] if place and place.page else None
        found.append(_as_pixels(block, page) if page and page.pictured else block)
    return found


def _as_pixels(block: Block, page: Page) -> Block:
    if isinstance(block, Sheet | Table):
        return block
    block = placed(block, page)
    if isinstance(block, Text):
        return block
    block = replace(block, evidence=Evidence.PIXELS)
    if isinstance(block, Field):
        return replace(block, whole=block.whole and UNREAD not in block.text)
    if isinstance(block, Choice) and UNREAD in block.text + (block.other_text or ""):
        return replace(block, selected=None)
    if isinstance(block, Grid):
        return replace(block, rows=tuple(_row(row, block.columns, page) for row in block.rows))
    if isinstance(block, Ranking) and any(UNREAD in item for item in block.items):
        return Text(text="\n".join(block.items), place=block.place)
    return block


def _row(row: GridRow, columns: Sequence[str], page: Page) -> GridRow:
    """A row is known only if each column's heading is, and its own label."""
    unread = UNREAD in row.label or any(UNREAD in c or not c for c in columns)
    states = tuple(None for _ in row.states) if unread else row.states
    return replace(placed(row, page), states=states)


def placed(item: B, page: Page) -> B:
    """With its place in the picture as it was."""
    place = getattr(item, "place", None)
    return replace(item, place=shown(place, page)) if isinstance(place, Place) else item


def shown(place: Place, page: Page) -> Place:
    """A place on a straightened page in the picture as it was."""
    if page.back is None or place.bbox is None:
        return place
    return replace(place, bbox=rounded(upright_box(page, place.bbox)))


def is_foreign(page: Page) -> bool:
    """Whether most of a picture's text could not be read; single signs may be dirt."""
    words = [run for run in page.runs if run.x1 - run.x0 > WORD * run.size]
    lost = [run for run in words if UNREAD in run.text]
    return page.pictured and sum(map(_length, lost)) > FOREIGN * sum(map(_length, words))


def without_texts(page: Page) -> Page:
    """The page with all its texts unread: among letters of another script figures are none."""
    return replace(page, runs=[replace(run, text=UNREAD) for run in page.runs])


def _length(run: Run) -> float:
    """About how many letters a run has."""
    return (run.x1 - run.x0) / run.size


def problems(pages: Sequence[Page]) -> list[Problem]:
    """What could not be read in pictures."""
    found = []
    for page in pages:
        unread = [run for run in page.runs if UNREAD in run.text] if page.pictured else []
        if not unread:
            continue
        if is_foreign(page):
            found.append(
                Problem(
                    code="unreadable_script",
                    message="Most of this page's text could not be read: another script, or too faint.",
                    place=Place(page=page.index + 1),
                    loses_content=True,
                )
            )
            continue
        found += [placed(_unsure(page, (r.x0, r.top, r.x1, r.bottom)), page) for r in unread]
    return found


def _unsure(page: Page, box: tuple[float, float, float, float]) -> Problem:
    return Problem(
        code="handwriting",
        message="What is written here could not be read: by hand, in another script, or a drawing.",
        place=Place(page=page.index + 1, bbox=rounded(box)),
    )
