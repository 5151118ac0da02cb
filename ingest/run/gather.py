"""Files -> distinct documents with their outcomes, reading only what no earlier run has read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field

from ingest.inputs.discover import Found
from ingest.inputs.files import Opener, Refused, read
from ingest.names import original
from ingest.settings import MIB, Settings
from ingest.store.cache import Cache
from ingest.tables.build import Document
from ingest.tables.records import path_id
from ingest.workers.isolate import Pool
from ingest.workers.process import Job
from ingest.workers.protocol import Summary, rejected

Tick = Callable[[str, Summary | None], None]
"""Told of each file that is done: its published path, and its summary if it was read just now."""


@dataclass
class Gathered:
    """Every file's document."""

    hashes: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))
    """By content."""
    sizes: dict[str, int] = field(default_factory=dict)
    refused: list[Found] = field(default_factory=list)
    """Files whose bytes were not read."""
    kept_out: list[Found] = field(default_factory=list)
    """Files whose documents were forgotten."""
    forgotten: Container[str] = ()
    """Ids of documents that are not to be taken in."""
    read: int = 0
    """Documents read by workers in this run."""
    hashed: int = 0
    """Files whose bytes were read in this run."""
    sandbox: dict[str, str] = field(default_factory=dict)
    """What held of the workers' sandbox; empty if none was at work."""


def gather(
    root: int,
    files: list[Found],
    cache: Cache,
    settings: Settings,
    tick: Tick,
    forgotten: Container[str] = (),
) -> Gathered:
    """Bring the outcome of every file into the cache. Files come sorted by path."""
    gathered = Gathered(forgotten=forgotten)
    opener = Opener(root)
    asked: set[str] = set()
    names: dict[str, str] = {}

    def jobs() -> Iterator[Job]:
        for found in files:
            job = _look_at(found, opener, cache, settings, gathered, asked)
            if job is None:
                tick(found.shown, None)
            else:
                names[job.key] = found.shown
                yield job

    try:
        with Pool(settings.reading, settings.workers) as pool:
            for job, parcel in pool.run(jobs()):
                cache.put(job.key, parcel)
                gathered.read += 1
                tick(names.pop(job.key), parcel.summary)
            gathered.sandbox = pool.sandbox
    finally:
        opener.close()
    return gathered


def _look_at(
    found: Found, opener: Opener, cache: Cache, settings: Settings, gathered: Gathered, asked: set[str]
) -> Job | None:
    """Find out what a file holds; a job if that must be read."""
    if gathered.forgotten and path_id(original(found.shown)) in gathered.forgotten:
        gathered.kept_out.append(found)
        return None
    if found.reason is not None or found.stamp is None:
        gathered.refused.append(found)
        return None
    sha256 = cache.sha256_of(found.stamp)
    if sha256 is not None and cache.is_settled(sha256):
        gathered.hashes[sha256].append(found)
        gathered.sizes[sha256] = found.stamp[2]
        return None
    try:
        content = read(opener, found, settings.max_size * MIB)
    except Refused as refusal:
        found.reason, found.detail = refusal.reason, refusal.detail
        gathered.refused.append(found)
        return None
    gathered.hashed += 1
    if content.sha256 in gathered.forgotten:
        content.drop()
        gathered.kept_out.append(found)
        return None
    gathered.hashes[content.sha256].append(found)
    gathered.sizes[content.sha256] = content.size
    cache.remember_stamp(content.stamp, content.sha256)
    if content.sha256 in asked or cache.is_settled(content.sha256):
        content.drop()
        return None
    asked.add(content.sha256)
    return Job(content.sha256, content.hand_over(), content.size)


@dataclass(frozen=True, slots=True)
class Known:
    """One distinct document, as far as the run's summary and the fingerprint go."""

    document_id: str
    paths: tuple[str, ...]
    size: int
    outcome: str
    reason: str | None
    detail: str | None


def known(gathered: Gathered, cache: Cache) -> list[Known]:
    """All documents, sorted by path."""
    documents = []
    for sha256, files in gathered.hashes.items():
        outcome = cache.outcome(sha256)
        assert outcome is not None  # gather() has settled every hash
        paths = tuple(sorted(found.shown for found in files))
        documents.append(
            Known(sha256, paths, gathered.sizes[sha256], outcome.outcome, outcome.reason, outcome.detail)
        )
    for found in gathered.refused:
        size = found.stamp[2] if found.stamp else 0
        document_id = path_id(original(found.shown))
        documents.append(Known(document_id, (found.shown,), size, "rejected", found.reason, found.detail))
    return sorted(documents, key=lambda document: document.paths)


@dataclass(frozen=True, slots=True)
class _Refused:
    """What is known of a file whose bytes were not read."""

    reason: str
    detail: str

    def summary(self, _: str) -> Summary:
        return rejected(self.reason, self.detail)

    def responses(self, _: str) -> bytes:
        return b""


def as_document(item: Known, cache: Cache) -> Document:
    """The same with what its tables are made of."""
    known = cache.outcome(item.document_id) is not None
    store = cache if known else _Refused(item.reason or "unreadable", item.detail or "")
    return Document(item.document_id, item.paths, item.size, store)
