"""``tidyforms review OUT RAW``: serves the page until it is stopped."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from secrets import token_urlsafe

from ingest.settings import RunFailed
from ingest.store.publish import Dataset
from ingest.terminal import printable, put

NEEDS = "the review page needs more: pip install 'tidyforms[review]'"
LOOPBACK = "127.0.0.1"


def serve(out: Path, raw: Path, corrections: Path) -> None:
    """Serve until interrupted; prints the address. Raises RunFailed, OSError."""
    snapshot = Dataset(out).current()
    if snapshot is None:
        raise RunFailed(f"{out} holds no published dataset")
    try:
        import uvicorn

        from ingest.review_page.app import Page
    except ImportError as error:
        raise RunFailed(NEEDS) from error
    from ingest.review_page.items import load_items
    from ingest.review_page.store import Store
    from ingest.review_page.viewer import Viewer

    if corrections.is_dir():
        raise RunFailed(f"{corrections} is a folder: name one CSV file")
    store, items, token = Store(corrections), load_items(snapshot), token_urlsafe(24)
    page = Page(items, store, Viewer(raw), token)
    with socket.socket() as line:
        line.bind((LOOPBACK, 0))
        port = line.getsockname()[1]
        put(f"{len(items):,} answers to look at; what you say is saved in {printable(str(store.path))}")
        put(f"http://{LOOPBACK}:{port}/{token}/  (Ctrl-C ends it)")
        sys.stdout.flush()
        config = uvicorn.Config(
            page.app(), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
            ws="none", lifespan="off",
        )  # fmt: skip
        try:
            uvicorn.Server(config).run(sockets=[line])
        except KeyboardInterrupt:
            return
