"""The header and footer that a browser printed, where a converter left them among a page's lines.

An answer may be a fraction, an address or a date. So nothing is taken for a print's own but where the
pages are counted in full (``1/3``, ``2/3``, ``3/3``), each count beside an address or a time of printing
that all pages share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from parsers import labels
from parsers.blocks import Block, Struct, Text

_COUNTER = re.compile(
    r"(?:(?P<url>\S+://\S+)\s+)?(?P<page>\d{1,3})\s*(?:/|[^\W\d_]{1,9})\s*(?P<pages>\d{1,3})"
)
_WORDED = re.compile(
    r"(?P<word>[^\W\d]{3,12})\s+(?P<page>\d{1,3})\s*(?:/|[^\W\d_]{1,4})\s*(?P<pages>\d{1,3})"
)
_URL = re.compile(r"(?:https?|file)://\S+")
_STAMP = re.compile(
    r"\d{1,4}\D{1,8}\d{1,2}\D{1,8}\d{2,4}.{0,6}\b\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?\s?[Mm]\b\.?)?"
)
LONGEST = 300
"""Characters of a line of a print's header or footer."""
TOP = 2
"""Lines at a document's head, or behind a page's count, that can begin with the time of printing."""
HEADER = ("view_results", "respondent", "time_to_complete", "anonymous", "score")


_CUT_ADDRESS = re.compile(r"\S+://\S*(?:…|\.\.\.)?\s+\d{1,3}\s*/\s*\d{1,3}|\S+://\S*(?:…|\.\.\.)")
_STAMPED = re.compile(rf"(?:{_STAMP.pattern})\W{{0,12}}(?:Microsoft )?Forms")


def is_page_edge(line: str) -> bool:
    """Whether a line alone shows that a browser printed it: an address with a page's count or cut with
    ``…``, the time of printing with the page's name. Nobody types those."""
    text = line.strip()
    return len(text) <= LONGEST and bool(_CUT_ADDRESS.fullmatch(text) or _STAMPED.fullmatch(text))


def without_edges(texts: Sequence[Text]) -> list[Text]:
    """Paragraphs without the header and footer of a print's page."""
    return [own for text in texts if (own := _inside(text)).text]


def _inside(text: Text) -> Text:
    lines = text.text.split("\n")
    own = [line for line in lines if not is_page_edge(line)]
    return text if len(own) == len(lines) else replace(text, text="\n".join(own).strip())


class _Print(Struct, frozen=True):
    """What the header and footer of a print are."""

    counters: tuple[int, ...]
    stamp: str | None
    address: str | None


def without_print_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without the lines that a browser printed around the pages."""
    lines = [
        (i, n, line.strip())
        for i, block in enumerate(blocks)
        if isinstance(block, Text)
        for n, line in enumerate(block.text.split("\n"))
        if line.strip()
    ]
    gone: defaultdict[int, set[int]] = defaultdict(set)
    for k in _print_lines([text for _, _, text in lines]):
        gone[lines[k][0]].add(lines[k][1])
    for i, block in enumerate(blocks):
        if i not in gone or not isinstance(block, Text):
            yield block
            continue
        rows = enumerate(block.text.split("\n"))
        if kept := [line for n, line in rows if n not in gone[i] and line.strip()]:
            yield replace(block, text="\n".join(kept))


def _print_lines(lines: Sequence[str]) -> set[int]:
    if worded := _worded(lines):
        return worded
    found = _print_of(lines)
    if found is None:
        return {0} if lines and _STAMP.fullmatch(lines[0]) else set()
    dropped = set(found.counters)
    if found.address:
        dropped |= {j for k in found.counters for j in (k - 1, k + 1) if _line(lines, j) == found.address}
    if found.stamp:
        dropped |= _stamped(lines, found.counters, found.stamp)
    return dropped


def _worded(lines: Sequence[str]) -> set[int]:
    """``Page 1 / 3``, ``Page 2 / 3``: one word before each count, and all pages but the last counted."""
    hits = [(k, hit) for k, line in enumerate(lines) if (hit := _WORDED.fullmatch(line))]
    alike = {(hit["word"], hit["pages"]) for _, hit in hits}
    if len(alike) != 1:
        return set()
    last = int(next(iter(alike))[1])
    counted = [int(hit["page"]) for _, hit in hits]
    whole = counted in (list(range(1, last + 1)), list(range(1, last)))
    return {k for k, _ in hits} if whole else set()


def _line(lines: Sequence[str], at: int) -> str:
    return lines[at] if 0 <= at < len(lines) else ""


def _print_of(lines: Sequence[str]) -> _Print | None:
    """The print's header and footer; None where nothing proves that there are any."""
    for counters in _counters(lines):
        beside = [{_line(lines, j) for j in (k - 1, k + 1)} for k in counters]
        addresses = {a for a in set.intersection(*beside) if _URL.fullmatch(a)}
        stamp = _stamp(lines, counters)
        if addresses or stamp or all("://" in lines[k] for k in counters):
            return _Print(counters=counters, stamp=stamp, address=min(addresses, default=None))
    return None


def _stamp(lines: Sequence[str], counters: Sequence[int]) -> str | None:
    """The time of printing: at the document's head, and behind every page's count but the last."""
    heads = [_begins(lines, start) for start in (0, *(k + 1 for k in counters[:-1]))]
    shared = set.intersection(*heads)
    return min(shared, default=None)


def _begins(lines: Sequence[str], start: int) -> set[str]:
    """Times of printing that the next lines begin with, or end in where labels were displaced."""
    near = [_line(lines, k)[:LONGEST] for k in range(start, start + TOP)]
    ending = {m.group() for line in near for m in _STAMP.finditer(line) if m.end() == len(line)}
    return {m.group() for line in near if (m := _STAMP.match(line))} | ending


def _stamped(lines: Sequence[str], counters: Sequence[int], stamp: str) -> set[int]:
    """The lines that begin with the time of printing, the title beside each of them, and what is
    displaced to a page's end."""
    near = {k for start in (0, *(c + 1 for c in counters)) for k in range(start, start + TOP)}
    begun = sorted(k for k in near if _line(lines, k).startswith(stamp))
    around = {k for c in counters for k in range(c - TOP, c + TOP + 1) if 0 <= k < len(lines)}
    displaced = {k for k in around if _is_displaced(lines[k], stamp)}
    return {*begun, *displaced, *_titles(lines, sorted({*begun, *displaced & near}), stamp)}


def _titles(lines: Sequence[str], stamped: Sequence[int], stamp: str) -> set[int]:
    """The page's title, where it stands apart: what is beside the time of printing on every page."""
    beside = [[k - 1, *range(k + 1, k + 1 + TOP)] for k in stamped]
    texts = [
        {lines[k].removeprefix(stamp).strip(), *(_line(lines, j) for j in around)} - {""}
        for k, around in zip(stamped, beside, strict=True)
    ]
    titles = set.intersection(*texts) if len(texts) > 1 else set()
    apart = (around for k, around in zip(stamped, beside, strict=True) if lines[k].endswith(stamp))
    return {next(j for j in around if _line(lines, j) == t) for around in apart for t in titles}


def _is_displaced(line: str, stamp: str) -> bool:
    """Whether a line holds labels of the header alone before the time of printing: pdfminer puts text that
    it cannot place at a page's end."""
    if not line.endswith(stamp) or line == stamp or len(line) > LONGEST:
        return False
    words = sorted((w for name in HEADER for w in labels.words(name)), key=len, reverse=True)
    return not re.sub("|".join(map(re.escape, words)), "", line.removesuffix(stamp)).strip()


def _counters(lines: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Lines that count the pages from 1 to their number, each once; the longest count first."""
    short = ((k, line) for k, line in enumerate(lines) if len(line) <= LONGEST and line[-1:].isdigit())
    by_total: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for k, line in short:
        if found := _COUNTER.fullmatch(line):
            by_total[int(found["pages"])].append((int(found["page"]), k))
    for total, own in sorted(by_total.items(), reverse=True):
        if [page for page, _ in own] == list(range(1, total + 1)):
            yield tuple(k for _, k in own)
