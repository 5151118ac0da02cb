"""Pictures and texts of documents, made in processes that may be killed, and kept for a while."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from ingest.inputs.discover import open_root
from ingest.inputs.files import Opener, anonymous_file
from ingest.names import original
from ingest.review_page.items import Item
from ingest.review_page.viewer_process import MAX_BYTES, SECONDS, Line
from ingest.settings import MIB, WALL, Settings
from ingest.workers.process import FIXED_VARIABLES, KEPT_VARIABLES
from parsers.text import fold

AT_ONCE = 2
"""Processes: more take the machine from whoever waits."""
KEPT = 48
"""Pictures and texts."""
AROUND = 12
"""Lines shown on each side of the place."""
PNG = b"\x89PNG\r\n\x1a\n"
INCH = 72.0
METRE = 0.0254
BOOT = "import sys; sys.path[:] = {path!r}; from ingest.review_page.viewer_process import main; main()"


class NotShown(Exception):
    """A document that cannot be shown; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page."""

    png: bytes
    width: float
    height: float
    """Points."""


class Viewer:
    """Shows the documents of a folder."""

    def __init__(self, raw: Path) -> None:
        """Raises RunFailed if the folder cannot be read."""
        self._root, _ = open_root(raw)
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._turn, self._keeping = threading.Semaphore(AT_ONCE), threading.Lock()

    def picture(self, item: Item, page: int) -> Picture:
        """A page (from 1) of an item's document. Raises NotShown."""
        png = self._made(item, page)
        return Picture(png, *_size(png))

    def text(self, item: Item) -> list[tuple[str, bool]]:
        """The lines around an item's place in its document, the place marked. Raises NotShown."""
        try:
            lines = msgspec.json.decode(self._made(item, 0), type=list[Line])
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise NotShown("the document's text cannot be shown") from error
        place = _place(lines, item)
        first = max(0, place - AROUND)
        shown = lines[first : place + AROUND + 1]
        return [(text, n == place) for n, (text, _) in enumerate(shown, first)]

    def _made(self, item: Item, page: int) -> bytes:
        key = item.document_id, page
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        with self._turn:
            made = _make(self._document(item), page)
        with self._keeping:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def _document(self, item: Item) -> bytes:
        """The bytes that were read, and no others. Raises NotShown."""
        opener = Opener(self._root)
        try:
            for path in item.paths:
                with suppress(OSError), os.fdopen(opener.open(os.fsdecode(original(path))), "rb") as file:
                    data = file.read(Settings(Path(), Path()).max_size * MIB)
                    if sha256(data).hexdigest() == item.document_id:
                        return data
        finally:
            opener.close()
        raise NotShown("the document is no longer there, or no longer as it was read")


def _make(document: bytes, page: int) -> bytes:
    """What the process makes of a document. Raises NotShown."""
    source, target = anonymous_file("document"), anonymous_file("view")
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    try:
        view = memoryview(document)
        while view:
            view = view[os.write(source, view) :]
        done = subprocess.run(
            [sys.executable, "-c", BOOT.format(path=sys.path), str(os.getpid()), str(page)],
            stdin=source, stdout=target, stderr=subprocess.DEVNULL, start_new_session=True,
            env=environment | FIXED_VARIABLES, timeout=WALL * SECONDS + 10, check=False,
        )  # fmt: skip
        if done.returncode:
            raise NotShown("the document cannot be shown here: open it in its own program")
        return os.pread(target, MAX_BYTES, 0)
    except subprocess.TimeoutExpired as error:
        raise NotShown("showing the document takes too long") from error
    finally:
        os.close(source)
        os.close(target)


def _size(png: bytes) -> tuple[float, float]:
    """Width and height in points, by the picture's pixels and resolution. Raises NotShown."""
    place = png.find(b"pHYs", 33, 1024)
    if not png.startswith(PNG) or png[12:16] != b"IHDR" or place < 0:
        raise NotShown("the page cannot be shown")
    width, height = struct.unpack(">II", png[16:24])
    [per_metre] = struct.unpack(">I", png[place + 4 : place + 8])
    points = INCH / (max(1, per_metre) * METRE)
    return width * points, height * points


def _place(lines: Sequence[Line], item: Item) -> int:
    """Where an item stands: the first line with its words, in its row or from its source line on."""
    start, row = 0, None
    if item.format in ("xlsx", "csv"):
        row = _row(lines, item)
    elif item.line is not None:
        start = next((n for n, (_, line) in enumerate(lines) if line is not None and line >= item.line), 0)
    for words in map(fold, item.words):
        for n, (text, line) in enumerate(lines[start:], start):
            if words in fold(text) and row in (None, line):
                return n
    return start


def _row(lines: Sequence[Line], item: Item) -> int | None:
    """The sheet's row that shows most of the response's other answers."""
    wanted = {fold(answer) for answer in item.siblings}
    rows = (row for text, row in lines if row is not None and fold(text.partition(": ")[2]) in wanted)
    return max(Counter(rows).items(), key=lambda pair: pair[1], default=(None, 0))[0]
