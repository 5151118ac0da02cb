"""The page's addresses, below the token: the list, an item, its picture, and what is said of it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from secrets import token_urlsafe

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from ingest.review_page.guard import Guard
from ingest.review_page.items import Item, grouped
from ingest.review_page.said import Fields, Given, Refused, fields_of, given, one, posted, said_of
from ingest.review_page.store import NOTHING, Changed, Said, Store
from ingest.review_page.viewer import NotShown, Viewer
from ingest.settings import RunFailed

HERE = Path(__file__).parent
MAX_BODY = 1 << 20
"""Bytes of a post."""
ABOVE, BELOW = 130.0, 70.0
"""Points around the answer that a cut shows: the prompt, its help and the options stand there."""
Box = tuple[float, float, float, float]
"""x, y, width, height on a page, in points."""
COOKIE = "reviewer"
STEPS = 200
"""Saves that one reviewer may undo."""
REASONS = {
    "undetermined": "The document does not show the answer",
    "exports_contradict": "Exports contradict each other",
    "responses_differ": "Exports differ",
    "required_blank": "Required, and blank",
    "mark_conflict": "Two options of one are marked",
    "marks_disagree": "The marks disagree",
    "help_or_answer": "Help or answer",
    "low_confidence": "Read with little confidence",
}


class Page:
    """All that the addresses share."""

    def __init__(self, items: Sequence[Item], store: Store, viewer: Viewer, token: str) -> None:
        self.items, self.store, self.viewer, self.token = items, store, viewer, token
        self._steps: defaultdict[str, list[tuple[int, Said, Said]]] = defaultdict(list)
        """By reviewer: item, what was said before, what was said."""
        self._names: dict[str, str] = {}
        loader = FileSystemLoader(HERE / "templates")
        self._templates = Environment(
            autoescape=True, loader=loader, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.globals |= {"root": f"/{token}", "reasons": REASONS}

    def app(self) -> ASGIApp:
        """The guarded application."""
        routes = [
            Route("/", self.listing),
            Route("/item/{n:int}", self.item),
            Route("/item/{n:int}", self.save, methods=["POST"]),
            Route("/item/{n:int}/page/{page:int}.png", self.picture),
            Route("/undo", self.undo, methods=["POST"]),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ]
        handlers = {HTTPException: self._failed, RunFailed: self._failed, OSError: self._failed}
        inner = Starlette(routes=[Mount(f"/{self.token}", routes=routes)], exception_handlers=handlers)
        return Guard(inner, self.token)

    def listing(self, request: Request) -> Response:
        """All items by form and reason, and how many are done."""
        said = self.store.said()
        done = {n for n, item in enumerate(self.items) if said.get(item.key, NOTHING).done}
        after = next((n for n in range(len(self.items)) if n not in done), None)
        return self._render(request, "list.html", items=self.items, groups=grouped(self.items), done=done,
                            after=after, file=self.store.path)  # fmt: skip

    def item(self, request: Request) -> Response:
        """One item, to be answered."""
        n = self._place(request)
        message = "Undone." if "undone" in request.query_params else ""
        return self._item(request, n, self.store.said(), message)

    async def save(self, request: Request) -> Response:
        """Write what is said, then go on to the next item."""
        n, body = self._place(request), await self._body(request)
        return await run_in_threadpool(self._save, request, n, body)

    async def undo(self, request: Request) -> Response:
        """Take the reviewer's last save back."""
        await self._body(request)
        return await run_in_threadpool(self._undo, request)

    def picture(self, request: Request) -> Response:
        """A page of an item's document."""
        try:
            made = self.viewer.picture(self.items[self._place(request)], self._page(request))
        except NotShown as error:
            raise HTTPException(404, str(error)) from error
        return Response(made.png, media_type="image/png")

    def _save(self, request: Request, n: int, body: bytes) -> Response:
        item = self.items[n]
        fields: Fields = {}
        try:
            fields = fields_of(body)
            before = Said(*(one(fields, f"before-{name}", 100_000) for name in Said._fields))
            said = said_of(item, fields)
            self.store.save(item.row, said, before)
        except Refused as refusal:
            return self._item(request, n, self.store.said(), str(refusal), 422, posted(item, fields))
        except Changed:
            message = "Somebody else has answered this meanwhile. This is what the file says now."
            return self._item(request, n, self.store.said(), message, 409)
        reviewer = request.cookies.get(COOKIE, "")
        self._names[reviewer] = said.who
        self._steps[reviewer] = [*self._steps[reviewer], (n, before, said)][-STEPS:]
        return RedirectResponse(self._next(n), 303)

    def _undo(self, request: Request) -> Response:
        steps = self._steps[request.cookies.get(COOKIE, "")]
        if not steps:
            return RedirectResponse(f"/{self.token}/", 303)
        n, before, said = steps.pop()
        try:
            self.store.save(self.items[n].row, before, said)
        except Changed:
            message = "Not undone: somebody else has answered this meanwhile."
            return self._item(request, n, self.store.said(), message, 409)
        return RedirectResponse(f"/{self.token}/item/{n}?undone", 303)

    def _next(self, n: int) -> str:
        """The next item that nobody has answered."""
        said = self.store.said()
        order = (*range(n + 1, len(self.items)), *range(n))
        left = (m for m in order if not said.get(self.items[m].key, NOTHING).done)
        after = next(left, None)
        return f"/{self.token}/" if after is None else f"/{self.token}/item/{after}"

    def _item(
        self,
        request: Request,
        n: int,
        said: dict[tuple[str, str], Said],
        message: str = "",
        status: int = 200,
        shown: Given | None = None,
    ) -> Response:
        item = self.items[n]
        now = said.get(item.key, NOTHING)
        reviewer = request.cookies.get(COOKIE, "")
        response = self._render(
            request, "item.html", status, item=item, n=n, count=len(self.items), now=now, message=message,
            given=shown or given(item, now), done=sum(said.get(i.key, NOTHING).done for i in self.items),
            who=now.who or self._names.get(reviewer, ""), can_undo=bool(self._steps[reviewer]),
            **self._view(item, request),
        )  # fmt: skip
        response.background = BackgroundTask(self._look_ahead, n + 1)
        return response

    def _view(self, item: Item, request: Request) -> dict[str, object]:
        """The picture or the text of an item's place."""
        view: dict[str, object] = {
            "picture": None,
            "lines": (),
            "missing": "",
            "cut": None,
            "page": 0,
            "box": (),
        }
        whole = request.query_params.get("view") == "page"
        try:
            if item.format != "pdf":
                return view | {"lines": self.viewer.text(item)}
            own = item.row["page"] or 1
            page = self._page(request) or own
            made = self.viewer.picture(item, page)
        except NotShown as error:
            return view | {"missing": str(error)}
        box = _box(item.bbox, made.width, made.height) if page == own else None
        cut = None if whole or not box else _cut(box, made.width, made.height)
        return view | {"picture": made, "page": page, "cut": cut, "box": box or ()}

    def _look_ahead(self, n: int) -> None:
        """Make the next picture while this one is looked at."""
        if n < len(self.items) and self.items[n].format == "pdf":
            try:
                self.viewer.picture(self.items[n], self.items[n].row["page"] or 1)
            except (NotShown, OSError):
                return  # it is told where it is asked for

    def _place(self, request: Request) -> int:
        n: int = request.path_params["n"]
        if n >= len(self.items):
            raise HTTPException(404, "There is no such item.")
        return n

    @staticmethod
    def _page(request: Request) -> int:
        """The page that is asked for; 0 for none."""
        text = str(request.path_params.get("page", request.query_params.get("page", "")))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

    @staticmethod
    async def _body(request: Request) -> bytes:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                raise HTTPException(413, "This is too long.")
        return body

    def _render(self, request: Request, name: str, status: int = 200, **values: object) -> Response:
        response = HTMLResponse(self._templates.get_template(name).render(values), status)
        if COOKIE not in request.cookies:
            response.set_cookie(COOKIE, token_urlsafe(16), httponly=True, samesite="strict")
        return response

    def _failed(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        text = error.detail if isinstance(error, HTTPException) else f"Not saved: {error}"
        return self._render(request, "error.html", status, text=text)


def _box(
    bbox: Sequence[float] | None, width: float, height: float
) -> tuple[float, float, float, float] | None:
    """An answer's box with a little room around; None if it lies elsewhere."""
    if bbox is None or len(bbox) != 4 or not all(map(math.isfinite, bbox)):
        return None
    x0, y0, x1, y1 = max(0.0, bbox[0]), max(0.0, bbox[1]), min(width, bbox[2]), min(height, bbox[3])
    return (x0 - 2, y0 - 2, x1 - x0 + 4, y1 - y0 + 4) if x0 <= x1 and y0 <= y1 else None


def _cut(
    box: tuple[float, float, float, float], width: float, height: float
) -> tuple[float, float, float, float]:
    """What is shown around a box: the whole width, as prompts stand to the left."""
    top, bottom = max(0.0, box[1] - ABOVE), min(height, box[1] + box[3] + BELOW)
    return 0.0, top, width, bottom - top
