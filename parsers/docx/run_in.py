"""Prompts that run into their answers: ``**Your name:** Jane Doe``, bold and not bold in one paragraph.

People type so. One such paragraph is a sentence with a stressed beginning; where a document does it again
and again, the look parts question from answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Block, Evidence, Field, Grid, GridRow, Text
from parsers.docx.line import OBJECT, Line, cut, links_of
from parsers.docx.markup import Element, W
from parsers.docx.styles import Styles
from parsers.glyphs import find_marks
from parsers.text import fold_lines

LEAST = 3
"""Paragraphs with a lead: with fewer, an answer's own ``**Note:** …`` is taken for a question; with more, a
short form is read as text alone."""
SHARE = 0.5
"""Least share of the paragraphs that begin in bold: below, prompts stand on lines of their own and a few
answers begin in bold."""
ENDS = "?？؟:："
"""How a lead ends, whichever side of the bold's end the sign stands on."""
STATEMENTS = 2
"""Least statements of a grid: one unnumbered lead below a prompt is a part of its answer."""
_ORDINAL = re.compile(r"\d{1,3}\s?[.)]")
HEADER = ("view_results", "respondent", "time_to_complete", "anonymous", "score", "sheet_name", "sheet_email")
"""Leads of the lines above the questions."""


def has_leads(body: Element, styles: Styles) -> bool:
    """Whether a document's prompts run into their answers."""
    bold = leads = 0
    for paragraph in body.iter(W + "p"):
        style_id = styles.style_id(paragraph)
        runs = paragraph.iterfind(f".//{W}r")
        told = ((("".join(t.text or "" for t in run.iterfind(W + "t"))), run) for run in runs)
        pieces = [(text, styles.run(run, style_id).style.bold) for text, run in told if text.strip()]
        if pieces and pieces[0][1] and styles.heading(paragraph) == 0:
            bold += 1
            at = _lead(pieces)
            leads += at is not None and not labels.means(at.strip(" " + ENDS), *HEADER)
    return leads >= LEAST and leads >= SHARE * bold


def _lead(pieces: list[tuple[str, bool]]) -> str | None:
    """The bold beginning of a paragraph that goes on in another weight, if it ends as a question does."""
    count = next((n for n, (_, bold) in enumerate(pieces) if not bold), len(pieces))
    rest = "".join(text for text, _ in pieces[count:]).strip()
    if not rest or any(bold for _, bold in pieces[count:]):
        return None
    lead = "".join(text for text, _ in pieces[:count]).rstrip()
    return lead if lead[-1] in ENDS or (rest[0] in ENDS and len(rest) > 1) else None


def parted(line: Line) -> tuple[Line, Field] | None:
    """A paragraph's prompt and its answer; None where it is not both, or holds controls or marks."""
    pieces = list(_pieces(line))
    if not pieces or not pieces[0][1] or line.objects or (lead := _lead(pieces)) is None:
        return None
    if labels.means(lead.strip(" " + ENDS), *HEADER):
        return None
    bold = (s.end for s in line.spans if s.style.bold and line.text[s.start : s.end].strip())
    first, rest = cut(line, max(bold))
    answer = fold_lines(rest.text.replace(OBJECT, " ")).lstrip(" :：")
    if any(find_marks(rest.text)):
        return None
    return _without_colon(first), Field(text=answer, links=links_of(rest, 0, len(rest.text)))


def completed(blocks: Sequence[Block], pictured: bool) -> list[Block]:
    """The blocks of a document whose numbered prompts run into their answers: one with nothing behind it is
    blank, one with unnumbered leads below it is a grid's. ``pictured``: it holds pictures, which may be
    answers."""
    blocks = [_whole(b, blocks[n + 1 : n + 2]) for n, b in enumerate(blocks)]
    found: list[Block] = []
    n = 0
    while n < len(blocks):
        block, n = blocks[n], n + 1
        if not _is_numbered(block) or not (n == len(blocks) or _begins(blocks[n])):
            found.append(block)
            continue
        rows, end = _statements(blocks, n)
        if len(rows) >= STATEMENTS and any(row.answer for row in rows):
            found += [_bare(block), Grid(columns=(), rows=rows, evidence=Evidence.LAYOUT)]
            n = end
        elif not rows and not pictured and (n == len(blocks) or _is_numbered(blocks[n])):
            found += [_bare(block), Field(text="")]
        else:
            found.append(block)
    return found


def _whole(block: Block, after: Sequence[Block]) -> Block:
    """An answer below which more text stands is not known to be whole."""
    more = after and isinstance(after[0], Text) and not _begins(after[0])
    return replace(block, whole=False) if more and isinstance(block, Field) else block


def _statements(blocks: Sequence[Block], n: int) -> tuple[tuple[GridRow, ...], int]:
    """The unnumbered leads from here on, each with its answer, and the block behind them."""
    rows: list[GridRow] = []
    while (
        n < len(blocks) and isinstance(lead := blocks[n], Text) and lead.style.bold and not _is_numbered(lead)
    ):
        answer = blocks[n + 1] if n + 1 < len(blocks) else None
        if isinstance(answer, Field):
            rows.append(GridRow(label=lead.text, states=(), answer=answer.text))
            n += 2
        elif lead.text.endswith((":", "：")):
            rows.append(GridRow(label=_bare(lead).text, states=(), answer=""))
            n += 1
        else:
            break
    return tuple(rows), n


def _begins(block: Block) -> bool:
    """Whether a bold paragraph or a heading stands here."""
    return isinstance(block, Text) and (block.style.bold or block.style.heading > 0)


def _is_numbered(block: Block) -> TypeGuard[Text]:
    if not isinstance(block, Text) or not block.style.bold or block.style.heading:
        return False
    return block.number is not None or _ORDINAL.match(block.text) is not None


def _bare(block: Text) -> Text:
    return replace(block, text=block.text.rstrip(" :："))


def _pieces(line: Line) -> Iterator[tuple[str, bool]]:
    for span in line.spans:
        text = line.text[span.start : span.end]
        if text.strip():
            yield text, span.style.bold


def _without_colon(line: Line) -> Line:
    """A lead without the colon that ties it to its answer."""
    return cut(line, len(line.text.rstrip(" :：")))[0]
