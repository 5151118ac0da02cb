"""Prints pages with Firefox over its Marionette protocol."""

from __future__ import annotations

import base64
import itertools
import json
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.makers.chromium import PAPER, Print


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class Firefox:
    """A running browser that turns HTML into PDF bytes."""

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        port = _free_port()
        Path(self._profile.name, "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        self._process = subprocess.Popen(
            ["firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", self._profile.name],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._socket = self._connect(port)
        self._ids = itertools.count(1)
        self._receive()
        self._call("WebDriver:NewSession", {})
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(20)
        self._profile.cleanup()

    def _connect(self, port: int) -> socket.socket:
        for _ in range(120):
            try:
                return socket.create_connection(("127.0.0.1", port), 60)
            except ConnectionRefusedError:
                time.sleep(0.5)
        raise TimeoutError("Firefox does not answer")

    def _receive(self) -> Any:
        head = b""
        while not head.endswith(b":"):
            head += self._read(1)
        size, data = int(head[:-1]), b""
        while len(data) < size:
            data += self._read(size - len(data))
        return json.loads(data)

    def _read(self, size: int) -> bytes:
        """At most so many bytes; a browser that has ended would send nothing for ever."""
        data = self._socket.recv(size)
        if not data:
            raise ConnectionError("Firefox has ended")
        return data

    def _call(self, method: str, params: dict[str, Any]) -> Any:
        message = json.dumps([0, next(self._ids), method, params]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{method}: {error}")
        return result

    def pdf(self, html: str, how: Print) -> bytes:
        """The print of a page; it has no header over this protocol, and its date is the clock's."""
        with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
            file.write(
                html.replace("Noto Sans CJK SC", "Droid Sans Fallback")
            )  # it mislabels a font collection
            file.flush()
            self._call("WebDriver:Navigate", {"url": Path(file.name).as_uri()})
            width, height = (x * 2.54 for x in PAPER[how.paper])
            reply = self._call(
                "WebDriver:Print",
                {
                    "scale": how.scale,
                    "background": how.background,
                    "page": {"width": width, "height": height},
                    "shrinkToFit": False,
                },
            )
        return base64.b64decode(reply["value"])
