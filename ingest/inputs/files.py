"""One file -> its bytes, read once, hashed while read, in memory that a worker can be handed.

Regular files only, opened without following links and without blocking; a file that
changes while it is read is refused.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass

from ingest.inputs.discover import Found, Stamp, open_folder, stamp_of
from ingest.settings import MIB

OPEN_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
CHUNK = 1 * MIB


class Refused(Exception):
    """A file that is not read; ``reason`` and ``detail`` go into its row."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes, their hash and the stamp they were read under. To be handed over or dropped."""

    size: int
    sha256: str
    stamp: Stamp
    _small: bytes | None
    _fd: int | None

    def hand_over(self) -> int:
        """A descriptor of an anonymous file that holds the bytes; the caller's to close."""
        if self._fd is not None:
            return self._fd
        fd = anonymous_file("document")
        _write(fd, self._small or b"")
        return fd

    def drop(self) -> None:
        """Forget the bytes."""
        if self._fd is not None:
            os.close(self._fd)


class Opener:
    """Opens files under a root; keeps the folder of the last one open, as the next is often beside it."""

    def __init__(self, root: int) -> None:
        self._root, self._folder, self._fd = root, "", os.dup(root)

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._fd)

    def open(self, path: str) -> int:
        """A descriptor of the file. Raises OSError."""
        folder, _, name = path.rpartition("/")
        if folder != self._folder:
            fd = open_folder(self._root, folder)
            os.close(self._fd)
            self._folder, self._fd = folder, fd
        return os.open(name, OPEN_FILE, dir_fd=self._fd)


def anonymous_file(name: str) -> int:
    """A descriptor of a new file without a path, in memory where the system can."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name, os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def read(opener: Opener, found: Found, max_size: int) -> Content:
    """Read and hash a file of at most ``max_size`` bytes. Raises Refused."""
    if found.stamp and found.stamp[2] > max_size:
        raise Refused("too_large", f"{found.stamp[2]:,} bytes; files over {max_size:,} are not opened")
    try:
        source = opener.open(found.path)
    except OSError as error:
        raise Refused("unreadable", f"it cannot be opened: {error.strerror}") from error
    try:
        before = os.fstat(source)
        if not stat.S_ISREG(before.st_mode):
            raise Refused("not_a_file", "it is no regular file")
        if found.stamp != stamp_of(before):
            raise Refused("changed", "it changed since the folder was listed; the next run reads it")
        return _copy(source, before)
    except OSError as error:
        raise Refused("unreadable", f"it cannot be read: {error.strerror}") from error
    finally:
        os.close(source)


def _copy(source: int, before: os.stat_result) -> Content:
    """Small files stay in this process (most are known already); large ones never are in it as a whole."""
    first = os.read(source, min(CHUNK, before.st_size + 1))
    digest, size = hashlib.sha256(first), len(first)
    fd = None
    try:
        if size < before.st_size:
            fd = anonymous_file("document")
            _write(fd, first)
            while size <= before.st_size and (chunk := os.read(source, CHUNK)):
                digest.update(chunk)
                size += len(chunk)
                _write(fd, chunk)
        if size != before.st_size or stamp_of(os.fstat(source)) != stamp_of(before):
            raise Refused("changed", "it changed while it was read; the next run reads it")
    except BaseException:
        if fd is not None:
            os.close(fd)
        raise
    return Content(size, digest.hexdigest(), stamp_of(before), first if fd is None else None, fd)


def _write(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
