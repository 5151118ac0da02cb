"""A folder -> the files in it. Follows no link, opens nothing but folders, misses nothing.

Folders are opened relative to each other, so neither a path's length nor a folder that is
swapped for a link meanwhile matters.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.names import published
from ingest.settings import MAX_DEPTH, RunFailed

DOCUMENT_ENDINGS = (".pdf", ".docx", ".md", ".html", ".htm", ".xlsx", ".csv")
PASSED_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "lost+found", "$recycle.bin"})
PASSED_STARTS = (".", "~$")
PASSED_ENDS = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", "~")
OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

Stamp = tuple[int, int, int, int, int]
"""device, inode, size, mtime_ns, ctime_ns: equal as long as nobody wrote to the file."""


@dataclass(slots=True)
class Found:
    """A file, or something that cannot be read as one (``reason`` is set then)."""

    path: str
    """Relative to RAW, as the file system has it."""
    shown: str
    """The same as it is published."""
    stamp: Stamp | None = None
    reason: str | None = None
    detail: str | None = None


@dataclass
class Discovery:
    """What stands under RAW."""

    files: list[Found] = field(default_factory=list)
    """Sorted by the published path."""
    passed_over: int = 0
    """Hidden and temporary files and folders."""


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of an open or listed file."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def passed_over(name: str) -> bool:
    """Whether a name is a hidden or temporary file's or folder's."""
    low = name.lower()
    return low in PASSED_NAMES or low.startswith(PASSED_STARTS) or low.endswith(PASSED_ENDS)


def open_root(raw: Path) -> tuple[int, str | None]:
    """A descriptor of RAW's folder, and the file's name if RAW is one. A link as RAW itself is followed."""
    try:
        real = raw.resolve(strict=True)
        is_file = not real.is_dir()
        fd = os.open(real.parent if is_file else real, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (OSError, RuntimeError) as error:
        raise RunFailed(f"cannot read {raw}: {getattr(error, 'strerror', None) or error}") from error
    return fd, real.name if is_file else None


def open_folder(root: int, path: str) -> int:
    """A descriptor of the folder ``path`` under ``root``; every step refuses links. Raises OSError."""
    fd = os.dup(root)
    try:
        for part in path.split("/") if path else ():
            inner = os.open(part, OPEN_FOLDER, dir_fd=fd)
            os.close(fd)
            fd = inner
    except OSError:
        os.close(fd)
        raise
    return fd


def discover(root: int, only: str | None, skip: set[tuple[int, int]]) -> Discovery:
    """Everything under ``root`` (or its file ``only``) but folders whose (device, inode) is in ``skip``."""
    result = Discovery()
    if only is not None:
        result.files.append(_file(only, os.stat(only, dir_fd=root, follow_symlinks=False)))
        return result
    folders = [""]
    while folders:
        folders.extend(_list_folder(root, folders.pop(), result, skip))
    result.files.sort(key=lambda found: found.shown)
    return result


def _list_folder(root: int, folder: str, result: Discovery, skip: set[tuple[int, int]]) -> Iterator[str]:
    """Add a folder's files to ``result`` and yield its folders."""
    if folder.count("/") >= MAX_DEPTH:
        result.files.append(_bad(folder, "unreadable", f"more than {MAX_DEPTH} folders deep"))
        return
    try:
        fd = open_folder(root, folder)
    except OSError as error:
        result.files.append(_bad(folder, "unreadable", f"the folder cannot be opened: {error.strerror}"))
        return
    empty = True
    try:
        with os.scandir(fd) as entries:
            for entry in entries:
                empty = False
                if passed_over(entry.name):
                    result.passed_over += 1
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                try:
                    status = os.stat(entry.name, dir_fd=fd, follow_symlinks=False)
                except OSError as error:
                    result.files.append(_bad(path, "unreadable", f"it cannot be looked at: {error.strerror}"))
                    continue
                if not stat.S_ISDIR(status.st_mode):
                    result.files.append(_file(path, status))
                elif (status.st_dev, status.st_ino) not in skip:
                    yield path
    except OSError as error:
        result.files.append(_bad(folder, "unreadable", f"the folder cannot be listed: {error.strerror}"))
    finally:
        os.close(fd)
    if empty and folder.lower().endswith(DOCUMENT_ENDINGS):
        result.files.append(_bad(folder, "not_a_file", "an empty folder with a document's name"))


def _file(path: str, status: os.stat_result) -> Found:
    if stat.S_ISREG(status.st_mode):
        return Found(path, published(path), stamp_of(status))
    return _bad(path, "not_a_file", f"{_kind(status.st_mode)}, not a regular file; links are not followed")


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISLNK, "a symbolic link"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")


def _bad(path: str, reason: str, detail: str) -> Found:
    return Found(path, published(path), None, reason, detail)
