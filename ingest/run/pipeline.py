"""A run, from the folder to the published snapshot. The only file that knows the order of things."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ingest.inputs.discover import discover, open_root
from ingest.inputs.form_files import read_form_files
from ingest.privacy.forgotten import read_forgotten
from ingest.privacy.pseudonyms import read_key
from ingest.review.files import read_corrections
from ingest.run import gather as gathering
from ingest.run import removed
from ingest.run import report as reporting
from ingest.run.gather import Known
from ingest.run.progress import Progress
from ingest.run.removed import Published
from ingest.run.report import Report, Seen
from ingest.run.signals import stoppable, unstoppable
from ingest.settings import RunFailed, Settings
from ingest.store.cache import Cache, CacheDamaged, delete
from ingest.store.publish import Dataset
from ingest.store.snapshot import UNFINISHED, Snapshot, Written, write_synced
from ingest.store.versions import program_key, reading_key
from ingest.tables.tally import tally
from ingest.workers.protocol import Torn
from ingest.workers.system import collect_seldom

CACHE = Path(".cache") / "readings.sqlite"


def run(settings: Settings, progress: Progress) -> Report:
    """Ingest. Nothing is published if it raises NothingPublished, RunFailed, OSError or Stopped."""
    root, only = open_root(settings.raw)
    dataset = Dataset(settings.out)
    try:
        if only is None and _same_folder(settings.raw, settings.out):
            raise RunFailed("RAW and OUT are the same folder")
        dataset.prepare()
        with stoppable(), dataset.lock(settings.wait):
            return _heal(settings, progress, lambda how: _Run(how, dataset, progress).run(root, only))
    finally:
        os.close(root)


def _heal(settings: Settings, progress: Progress, work: Callable[[Settings], Report]) -> Report:
    """Do the work; with a damaged cache once more with a new one, and then with one for this run alone."""
    if settings.use_cache:
        try:
            return work(settings)
        except Torn as damage:
            progress.say("cache_damaged", f"the cache is damaged ({damage}): reading everything again")
        delete(settings.out / CACHE)
        try:
            return work(settings)
        except CacheDamaged as damage:
            progress.say("cache_unusable", f"the cache cannot be used ({damage}): doing without")
    return work(replace(settings, use_cache=False))


class _Run:
    def __init__(self, settings: Settings, dataset: Dataset, progress: Progress) -> None:
        self.settings, self.dataset, self.progress = settings, dataset, progress
        self.began, self.started_at = time.monotonic(), datetime.now(UTC)
        self.seconds: dict[str, float] = {}
        self.given = read_form_files(settings.forms)
        self.forgotten = read_forgotten(settings.out)
        self.corrections = read_corrections(settings.corrections, dataset.current(), self.forgotten.responses)
        self.pseudonyms = read_key(settings.pseudonymise, settings.out)

    def run(self, root: int, only: str | None) -> Report:
        with self._timed("discover"):
            discovery = discover(root, only, skip={_identity(self.settings.out)})
        removed.check_any(self.settings.raw, len(discovery.files))
        self.progress.start(len(discovery.files))
        with self._workplace() as (cache, folder):
            with self._timed("read"):
                gathered = gathering.gather(
                    root, discovery.files, cache, self.settings, self.progress.file, self.forgotten.documents
                )
            self.progress.finish()
            kept_out = set(map(id, gathered.kept_out))
            discovery.files = [found for found in discovery.files if id(found) not in kept_out]
            seen = Seen(discovery, gathered, gathering.known(gathered, cache))
            fingerprint = self._fingerprint(seen.documents)
            before = self.dataset.current()
            manifest = before.manifest() if before and before.is_whole() else None
            if before and not manifest:
                self.progress.say("dataset_damaged", "the published tables are damaged: making them again")
            if before and manifest and manifest.fingerprint == fingerprint:
                report = self._report(seen, before, None)
                self._write_report(report).replace(self.settings.out / "run.json")
                return report
            old = removed.published(before)
            removed.check(old, seen.documents, self.settings.max_removed)
            snapshot = self._build(folder, seen, cache, fingerprint)
            report = self._report(seen, snapshot, old)
            self._publish(snapshot, report)
            self._tidy_up(cache, seen)
            return report

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - began, 3)

    @contextmanager
    def _workplace(self) -> Iterator[tuple[Cache, Path]]:
        """The cache, and a folder for the new snapshot that goes with all that is left in it."""
        folder = self.dataset.new_folder()
        path = self.settings.out / CACHE if self.settings.use_cache else folder / CACHE
        try:
            cache = Cache(path, reading_key(self.settings.reading), self.settings.reading)
            try:
                yield cache, folder
            finally:
                cache.close()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _fingerprint(self, documents: list[Known]) -> str:
        digest = hashlib.sha256(program_key(self.settings.reading).encode() + self.given.digest.encode())
        digest.update(self.corrections.digest.encode() + self.pseudonyms.digest.encode())
        for document in documents:
            digest.update(msgspec.msgpack.encode(document))
        return digest.hexdigest()

    def _build(self, folder: Path, seen: Seen, cache: Cache, fingerprint: str) -> Snapshot:
        from ingest.tables.build import (
            write_tables,  # pyarrow takes longer to load than a night with nothing new
        )
        from ingest.tables.merged import write_merged
        from ingest.tables.writer import DatasetWriter

        collect_seldom()
        with self._timed("tables"):
            tables = folder / "tables"
            tables.mkdir()
            with DatasetWriter(tables) as writer:
                documents = [gathering.as_document(document, cache) for document in seen.documents]
                add = self.pseudonyms.adder(writer.add)
                forms, adopted = write_tables(
                    documents, add, self.given.files, self.corrections, writer.add_stretch
                )
                write_merged(writer)
            rows = {name: table.rows for name, table in writer.tables.items()}
            written = Written(forms, adopted, rows, self.pseudonyms.digest, tally(tables))
            return self.dataset.seal(tables, fingerprint, len(seen.discovery.files), written)

    def _report(self, seen: Seen, snapshot: Snapshot, old: list[Published] | None) -> Report:
        self.seconds["total"] = round(time.monotonic() - self.began, 3)
        return reporting.make(self.settings, seen, snapshot, old, self.started_at, self.seconds)

    def _write_report(self, report: Report) -> Path:
        path = self.settings.out / f"{UNFINISHED}run.json"
        write_synced(path, reporting.as_json(report).encode() + b"\n")
        return path

    def _publish(self, snapshot: Snapshot, report: Report) -> None:
        """All that may fail for want of space comes before the swap."""
        written = self._write_report(report)
        unstoppable()
        self.dataset.publish(snapshot)
        try:
            written.replace(self.settings.out / "run.json")
        except OSError as error:
            self.progress.say("not_tidied", f"published, but run.json is not of this run: {error}")

    def _tidy_up(self, cache: Cache, seen: Seen) -> None:
        try:
            self.dataset.prune(self.settings.keep)
            cache.forget_others(set(seen.gathered.hashes))
        except OSError as error:
            self.progress.say("not_tidied", f"published, but what is no longer needed remains: {error}")
        except CacheDamaged as damage:
            self.progress.say("cache_damaged", f"published, but the cache is damaged ({damage}): deleted")
            delete(self.settings.out / CACHE)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _same_folder(raw: Path, out: Path) -> bool:
    return out.exists() and _identity(raw) == _identity(out)
