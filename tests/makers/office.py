"""Prints Word documents with LibreOffice."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

DATES = re.compile(rb"\(D:\d{14}")
SUMS = re.compile(rb"(?<=[</])[0-9A-F]{32}(?=\s|>)")
"""Checksums that hang on the clock: /ID and /DocChecksum."""


class Office:
    """LibreOffice with a profile of its own."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._folder.cleanup()

    def pdf(self, document: bytes) -> bytes:
        """The document as PDF, with fixed dates."""
        folder = Path(self._folder.name)
        (folder / "document.docx").write_bytes(document)
        subprocess.run(
            [
                "libreoffice",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(folder / "document.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        pdf = DATES.sub(b"(D:20230621090000", (folder / "document.pdf").read_bytes())
        return SUMS.sub(b"0" * 32, pdf)
