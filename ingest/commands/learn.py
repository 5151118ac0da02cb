"""``tidyforms learn``: what the documents of a folder teach of their forms, written as files."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.inputs.discover import discover, open_root
from ingest.inputs.form_files import write_form_files
from ingest.run import gather as gathering
from ingest.run.progress import Progress
from ingest.settings import Settings
from ingest.store.cache import Cache
from ingest.store.versions import reading_key
from ingest.tables.learn import Learned, Library


def learn(settings: Settings, force: bool, progress: Progress) -> list[Path]:
    """Read RAW and write a file per form into OUT. Raises RunFailed, OSError."""
    root, only = open_root(settings.raw)
    learned = Learned()
    try:
        discovery = discover(root, only, skip=set())
        progress.start(len(discovery.files))
        with TemporaryDirectory() as folder:
            cache = Cache(Path(folder) / "readings.sqlite", reading_key(settings.reading), settings.reading)
            try:
                gathered = gathering.gather(root, discovery.files, cache, settings, progress.file)
                for known in gathering.known(gathered, cache):
                    document = gathering.as_document(known, cache)
                    if document.summary().outcome != "rejected":
                        learned.observe(document.summary(), document.packed())
            finally:
                cache.close()
        progress.finish()
    finally:
        os.close(root)
    return write_form_files(Library(learned).forms.templates.values(), settings.out, force)
