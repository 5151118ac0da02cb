"""Which state of the program decides a result: hashes of its own files and of the libraries it reads with."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

import ingest
import parsers
from ingest import workers
from ingest.settings import Reading

READING_LIBRARIES = frozenset({
    "babel", "charset_normalizer", "linkify_it_py", "lxml", "markdown_it_py", "msgspec", "pdfminer_six",
    "numpy", "onnxruntime", "pdfplumber", "pillow", "pypdfium2", "python_calamine", "python_docx",
    "rapidfuzz", "rapidocr",
})  # fmt: skip
TABLE_LIBRARIES = frozenset({"pyarrow"})


@cache
def libraries() -> dict[str, str]:
    """Version of each library that decides a result, by the folders their installers leave."""
    wanted = READING_LIBRARIES | TABLE_LIBRARIES
    found: dict[str, str] = {}
    for folder in sys.path:
        for info in Path(folder or ".").glob("*.dist-info") if folder.endswith("-packages") else ():
            name, _, version = info.name.removesuffix(".dist-info").partition("-")
            if name.lower().replace(".", "_") in wanted:
                found.setdefault(name.lower().replace(".", "_"), version)
    return dict(sorted(found.items()))


def reading_key(reading: Reading) -> str:
    """Changes whenever a document may be read differently. Time and memory limits are no part of it."""
    return _digest(
        [*_sources(parsers.__path__[0]), *_sources(workers.__path__[0])],
        reading.engine, reading.parser, sys.version, *(f"{k} {v}" for k, v in libraries().items()),
    )  # fmt: skip


def program_key(reading: Reading) -> str:
    """Changes whenever the same inputs may give other tables."""
    return _digest(_sources(ingest.__path__[0]), reading_key(reading))


def _sources(folder: str) -> list[Path]:
    files = (p for p in Path(folder).rglob("*") if p.suffix in (".py", ".toml", ".json") and p.is_file())
    return sorted(files)


def _digest(files: list[Path], *words: str) -> str:
    digest = hashlib.sha256()
    for path in files:
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    digest.update("\n".join(words).encode())
    return digest.hexdigest()[:32]
