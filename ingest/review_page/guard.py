"""Who may ask: this machine's own browser, by the address it was told, from this page, and nobody else.

Another machine does not reach the loopback address; another user lacks the token; another site's page that
is open in the same browser is kept out by Host (DNS rebinding) and Origin (cross-site posts).
"""

from __future__ import annotations

from collections.abc import Mapping
from secrets import compare_digest

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
READING, WRITING = ("GET", "HEAD"), ("POST",)
HEADERS = {
    "content-security-policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # "no-referrer" would hide the Origin of our own posts
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""Of every response: nothing inline, nothing from elsewhere, nothing left in the browser's cache."""


class Guard:
    """Lets pass what begins with the token, comes to our host and, if it writes, from our own page."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse in one line."""
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope), scope["server"])
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(
        self, method: str, path: str, headers: Mapping[str, str], server: tuple[str, int | None] | None
    ) -> str | None:
        hosts = [f"{name}:{server[1]}" for name in HOSTS] if server else []
        host = headers.get("host", "")
        if host not in hosts:
            return "Refused: another host."
        given = path.split("/")[1] if path.startswith("/") else ""
        if not compare_digest(given.encode(), self._token.encode()):
            return "Refused: open the address that the program printed."
        if method in READING:
            return None
        site = headers.get("sec-fetch-site", "same-origin")
        if method not in WRITING or headers.get("origin") != f"http://{host}" or site != "same-origin":
            return "Refused: sent from another page."
        return None
