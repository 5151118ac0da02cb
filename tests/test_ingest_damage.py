"""What is damaged heals, what is foreign is left alone, and what is said of the dataset is true."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ingest.commands.rollback import listing, rollback
from ingest.commands.verify import verify
from ingest.settings import RunFailed
from ingest.store.publish import Dataset
from tests.runs import GOOD, digest, ingest, program, rows, write


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write(tmp_path / "raw", a=GOOD, b="ok Course|28\nYour name?*: Bo\nWhy?: so")


@pytest.fixture
def out(raw: Path, tmp_path: Path) -> Path:
    """A dataset of one snapshot."""
    ingest(raw, tmp_path / "out")
    return tmp_path / "out"


def flip(file: Path) -> None:
    """Other bytes, the same size and the same times as programs may set them."""
    status, data = file.stat(), bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("table", ["answers", "documents"])
def test_other_bytes_of_the_same_size_are_noticed(raw: Path, out: Path, table: str) -> None:
    before = digest(out)
    flip(out / table / f"{table}.parquet")
    assert ingest(raw, out)["published"]
    assert digest(out) == before
    assert verify(out) == []
    assert not ingest(raw, out)["published"]


def test_tables_that_were_copied_back_are_the_same(raw: Path, out: Path) -> None:
    shutil.copytree(out, out.with_name("copy"), symlinks=True)
    shutil.rmtree(out)
    out.with_name("copy").rename(out)
    assert not Dataset(out).snapshots()[0].is_untouched()
    assert not ingest(raw, out)["published"]
    assert Dataset(out).snapshots()[0].is_untouched()


@pytest.mark.parametrize("part", ["manifest.json", "published.json", "answers/answers.parquet", "options"])
@pytest.mark.parametrize("damage", ["gone", "empty", "folder", "flipped"])
def test_a_damaged_snapshot_is_made_again(raw: Path, out: Path, part: str, damage: str) -> None:
    before, path = digest(out), out / "current" / part
    if damage == "flipped" and path.is_file():
        flip(path)
    else:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        if damage in ("empty", "flipped"):
            path.write_bytes(b"")
        elif damage == "folder":
            path.mkdir()
    ingest(raw, out)
    assert digest(out) == before
    assert verify(out) == []


def test_a_link_that_is_gone_comes_back(raw: Path, out: Path) -> None:
    (out / "answers").unlink()
    assert verify(out) == ["answers: the link to the published table is missing"]
    assert not ingest(raw, out)["published"]
    assert verify(out) == []


def test_what_was_never_published_is_never_rolled_back_to(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(raw, a="ok Course|27\nWhy?: never seen")
    with monkeypatch.context() as patch, pytest.raises(OSError, match="cut"):
        patch.setattr(Dataset, "publish", lambda *_: (_ for _ in ()).throw(OSError("the power is cut")))
        ingest(raw, out)
    write(raw, a="ok Course|27\nWhy?: seen")
    ingest(raw, out)
    assert [line.split()[-2:] for line in listing(out).splitlines()][1] == ["never", "published"]
    with pytest.raises(RunFailed, match="000002 was never published"):
        rollback(out, "000002")
    assert rollback(out, None) == "000001"


def test_a_run_that_was_killed_after_the_swap_has_published(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "current" / "published.json").unlink()  # the next thing it would have written
    write(raw, a="ok Course|27\nWhy?: new")
    ingest(raw, out)
    assert rollback(out, None) == "000001"


def test_foreign_things_among_the_snapshots_are_left_alone(raw: Path, out: Path) -> None:
    snapshots = out / "snapshots"
    (snapshots / "000007").mkdir()
    (snapshots / "000007" / "notes.txt").write_text("mine")
    (snapshots / "000008").write_text("mine")
    (snapshots / "000002-copy").mkdir()
    (snapshots / "12 ideas").write_text("mine")
    (snapshots / "000001.bak").symlink_to("000001")
    before = sorted(path.name for path in snapshots.iterdir())
    for number in range(3):
        write(raw, a=f"ok Course|27\nWhy?: {number}")
        ingest(raw, out, keep=1)
    assert sorted(path.name for path in snapshots.iterdir()) == sorted(
        [*before, "000009", "000010", "000011"]
    )
    assert (snapshots / "000007" / "notes.txt").read_text() == "mine"
    assert rollback(out, None) == "000010"
    with pytest.raises(RunFailed, match="no snapshot 000007"):
        rollback(out, "000007")


@pytest.mark.parametrize(
    ("name", "said"),
    [("run.json", "is no file"), (".lock", "is no file"), ("snapshots", "cannot write to")],
)
def test_a_folder_or_file_at_a_place_of_ours_is_told_before_anything_changes(
    raw: Path, out: Path, name: str, said: str
) -> None:
    before = digest(out)
    write(raw, a="ok Course|27\nWhy?: new")
    if name == "snapshots":
        fresh = out.with_name("fresh")
        fresh.mkdir()
        (fresh / name).write_text("x")
        done = program("ingest", raw, fresh, "--quiet")
    else:
        (out / name).unlink()
        (out / name).mkdir()
        done = program("ingest", raw, out, "--quiet")
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert digest(out) == before


@pytest.mark.parametrize("leads", ["elsewhere", "/", "snapshots/000001/answers"])
def test_a_foreign_link_at_a_tables_place_is_told(raw: Path, out: Path, tmp_path: Path, leads: str) -> None:
    before = rows(out, "documents")
    (out / "answers").unlink()
    (out / "answers").symlink_to(leads)
    write(raw, a="ok Course|27\nWhy?: new")
    with pytest.raises(RunFailed, match=r"out/answers is a link to .* and not tidyforms'"):
        ingest(raw, out)
    assert rows(out, "documents") == before
    assert any(fault.startswith("answers: the link") for fault in verify(out))


def test_a_full_or_read_only_place_beside_the_tables_does_not_undo_what_is_published(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ingest.store.snapshot.Snapshot.note_published", refuse)
    write(raw, a="ok Course|27\nWhy?: new")
    assert ingest(raw, out)["published"]
    monkeypatch.undo()
    assert not ingest(raw, out)["published"]
    assert verify(out) == []


def test_a_folder_that_cannot_be_renamed_is_emptied(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(raw, a="ok Course|27\nWhy?: new")
    rename = Path.rename

    def as_in_an_overlay(path: Path, target: Path) -> Path:
        if path.name == "000001":
            raise OSError(18, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", as_in_an_overlay)
    monkeypatch.setattr("ingest.store.publish.LINGER", 0)
    ingest(raw, out, keep=1)
    assert [snapshot.name for snapshot in Dataset(out).snapshots()] == ["000002"]
