"""Prints pages with Chromium over its DevTools protocol."""

from __future__ import annotations

import base64
import itertools
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import connect

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
]
PAPER = {
    "A4": (8.27, 11.69),
    "Letter": (8.5, 11.0),
    "A3 landscape": (16.54, 11.69),
    "A5": (5.83, 8.27),
    "phone": (3.91, 8.46),
}
"""Inches; a phone's page is 375 CSS pixels wide."""
URL = "https://forms.office.com/Pages/DesignPageV2.aspx?origin=NeoPortalPage&amp;subpage=design&amp;id=Zk9tJq0GjUy9vUe7vKQHqX1b…"
LINE = (
    '<div style="font-size:8px;font-family:Arial;width:100%;display:flex;justify-content:space-between;'
    'padding:0 0.35in"><span>{}</span><span>{}</span><span>{}</span></div>'
)
DATES = re.compile(rb"\(D:\d{14}")


@dataclass(frozen=True)
class Print:
    """How a page is printed. ``scale`` 1.0 is 100 %."""

    paper: str = "A4"
    scale: float = 1.0
    background: bool = False
    header: bool = False
    tagged: bool = True


class Chromium:
    """A running browser that turns HTML into PDF bytes."""

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            ["chromium", *FLAGS, f"--user-data-dir={self._profile.name}", "about:blank"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stderr is not None
        lines = iter(self._process.stderr)
        address = next(m.group() for line in lines if (m := re.search(r"ws://\S+", line)))
        self._socket = connect(address, max_size=None)
        self._ids = itertools.count(1)
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable", self._session)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(20)
        self._profile.cleanup()

    def _call(self, method: str, session: str | None = None, **params: Any) -> Any:
        number = next(self._ids)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while (reply := json.loads(self._socket.recv(60))).get("id") != number:
            pass
        if "error" in reply:
            raise RuntimeError(f"{method}: {reply['error']}")
        return reply["result"]

    def pdf(self, html: str, how: Print) -> bytes:
        """The print of a page, with fixed dates."""
        with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
            file.write(html)
            file.flush()
            self._call("Page.navigate", self._session, url=Path(file.name).as_uri())
            while json.loads(self._socket.recv(60)).get("method") != "Page.loadEventFired":
                pass
            width, height = PAPER[how.paper]
            reply = self._call(
                "Page.printToPDF",
                self._session,
                paperWidth=width,
                paperHeight=height,
                scale=how.scale,
                printBackground=how.background,
                displayHeaderFooter=how.header,
                generateTaggedPDF=how.tagged,
                headerTemplate=LINE.format("3/23/22, 9:11 PM", "Microsoft Forms", ""),
                footerTemplate=LINE.format(
                    URL, "", '<span class="pageNumber"></span>/<span class="totalPages"></span>'
                ),
            )
        return DATES.sub(b"(D:20230621090000", base64.b64decode(reply["data"]))
