"""Finding and opening files: odd names, things that are no files, files that change."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from ingest.inputs.discover import Discovery, Found, discover, open_root
from ingest.inputs.files import Opener, Refused, read
from ingest.names import original, published
from ingest.settings import MAX_DEPTH, RunFailed


def look(raw: Path) -> Discovery:
    root, only = open_root(raw)
    try:
        return discover(root, only, set())
    finally:
        os.close(root)


def read_all(raw: Path, max_size: int = 1000) -> dict[str, bytes | str]:
    """Published path -> bytes, or the reason for none."""
    root, only = open_root(raw)
    opener = Opener(root)
    result: dict[str, bytes | str] = {}
    for found in discover(root, only, set()).files:
        try:
            if found.reason:
                raise Refused(found.reason, found.detail or "")
            content = read(opener, found, max_size)
        except Refused as refusal:
            result[found.shown] = refusal.reason
        else:
            fd = content.hand_over()
            result[found.shown] = os.pread(fd, content.size, 0)
            os.close(fd)
    opener.close()
    os.close(root)
    return result


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"plain.pdf", "plain.pdf"),
        ("Café/Café.md".encode(), "Café/Café.md"),
        (b"bad_\xff\xfe\xe9.pdf", "./bad_%FF%FE%E9.pdf"),
        (b"100%/\xff %41.md", "./100%25/%FF%20%2541.md"),
        (b"%41.md", "%41.md"),
        (b"new\nline\ttab.md", "new\nline\ttab.md"),
        (b"\xed\xa0\x80.md", "./%ED%A0%80.md"),
    ],
)
def test_names_are_kept_exactly(name: bytes, shown: str) -> None:
    assert published(os.fsdecode(name)) == shown
    assert original(shown) == name
    shown.encode("utf-8")


def test_odd_names_are_found_and_read(tmp_path: Path) -> None:
    names = [
        b"a" * 251 + b".pdf", b"bad_\xff\xfe\xe9.pdf", b"Case.pdf", b"case.pdf", "Caf\u00e9".encode(),
        "Cafe\u0301".encode(), b"new\nline", b"-rf.pdf", "invoice\u202efdp.pdf".encode(), b"trailing. ",
    ]  # fmt: skip
    for name in names:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_bytes(name)
    found = read_all(tmp_path)
    assert {original(shown): data for shown, data in found.items()} == {name: name for name in names}
    assert list(found) == sorted(found)


def test_what_is_no_regular_file_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"x")
    (tmp_path / "link.md").symlink_to("real.md")
    (tmp_path / "root").symlink_to("/")
    (tmp_path / "loop.md").symlink_to("loop.md")
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.md"))
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "folder").mkdir()
    found = read_all(tmp_path)
    assert found.pop("real.md") == b"x"
    assert set(found) == {"link.md", "root", "loop.md", "pipe.md", "socket.md", "folder.pdf"}
    assert set(found.values()) == {"not_a_file"}


def test_hidden_and_temporary_files_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden", "~$word.docx", "a.tmp", "Thumbs.db", "desktop.ini", "b.crdownload", "kept.md"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"x")
    discovery = look(tmp_path)
    assert [found.shown for found in discovery.files] == ["kept.md"]
    assert discovery.passed_over == 7


def test_large_files_are_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "sparse.pdf").open("wb") as file:
        file.truncate(20 << 30)
    (tmp_path / "small.md").write_bytes(b"x" * 1000)
    (tmp_path / "empty.md").write_bytes(b"")
    assert read_all(tmp_path) == {"empty.md": b"", "small.md": b"x" * 1000, "sparse.pdf": "too_large"}


def test_files_of_many_chunks(tmp_path: Path) -> None:
    data = os.urandom(3_500_000)
    (tmp_path / "large.pdf").write_bytes(data)
    assert read_all(tmp_path, 4_000_000) == {"large.pdf": data}


def test_paths_longer_than_the_system_allows(tmp_path: Path) -> None:
    fd = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=fd)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = inner
    file = os.open("deep.md", os.O_CREAT | os.O_WRONLY, dir_fd=fd)
    os.write(file, b"deep")
    os.close(file)
    os.close(fd)
    assert list(read_all(tmp_path).values()) == [b"deep"]


def test_depth_has_an_end(tmp_path: Path) -> None:
    deep = tmp_path / "/".join("d" * (MAX_DEPTH + 5))
    deep.mkdir(parents=True)
    (deep / "x.md").write_bytes(b"x")
    assert list(read_all(tmp_path).values()) == ["unreadable"]


class Meddler(Opener):
    """Does something to the file between listing and reading, or while it is read."""

    def __init__(self, root: int, path: Path, deed: str) -> None:
        super().__init__(root)
        self._path, self._deed = path, deed

    def open(self, path: str) -> int:
        if self._deed == "grow before":
            self._path.write_bytes(b"y" * 50)
        if self._deed == "swap for a link":
            self._path.unlink()
            self._path.symlink_to("/etc/passwd")
        if self._deed == "remove":
            self._path.unlink()
        fd = super().open(path)
        if self._deed == "swap for another":
            self._path.unlink()
        return fd


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("grow before", "changed"),
        ("swap for a link", "unreadable"),
        ("remove", "unreadable"),
        ("swap for another", "changed"),
    ],
)
def test_files_that_change_are_refused(tmp_path: Path, deed: str, reason: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * 20)
    root, _ = open_root(tmp_path)
    found = discover(root, None, set()).files[0]
    with pytest.raises(Refused) as refusal:
        read(Meddler(root, path, deed), found, 1000)
    assert refusal.value.reason == reason


def test_a_file_that_is_written_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * 20)
    root, _ = open_root(tmp_path)
    found = discover(root, None, set()).files[0]
    real_read = os.read

    def read_and_meddle(fd: int, length: int) -> bytes:
        data = real_read(fd, length)
        path.write_bytes(b"z" * 20)
        return data

    monkeypatch.setattr(os, "read", read_and_meddle)
    with pytest.raises(Refused) as refusal:
        read(Opener(root), found, 1000)
    assert refusal.value.reason == "changed"


def test_raw_may_be_a_file_or_a_link_to_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x")
    (tmp_path / "b.md").symlink_to("a.md")
    assert read_all(tmp_path / "a.md") == {"a.md": b"x"}
    assert read_all(tmp_path / "b.md") == {"a.md": b"x"}
    with pytest.raises(RunFailed, match="No such file"):
        look(tmp_path / "none")


def test_unreadable_folders_are_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "good.md").write_bytes(b"x")
    real_open = os.open

    def guarded(path: str, flags: int, **more: int) -> int:
        if path == "closed":
            raise PermissionError(13, "Permission denied")
        return real_open(path, flags, **more)

    monkeypatch.setattr(os, "open", guarded)
    discovery = look(tmp_path)
    assert [(f.shown, f.reason) for f in discovery.files] == [("closed", "unreadable"), ("good.md", None)]
    assert isinstance(discovery.files[0], Found)
