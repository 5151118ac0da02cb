"""Snapshots and the links to them, call by call."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from ingest import __version__
from ingest.settings import RunFailed
from ingest.store import publish
from ingest.store.publish import LINGER, Dataset
from ingest.store.snapshot import MANIFEST, RECORD, UNFINISHED, Snapshot, Written, sha256_of
from ingest.tables.schema import NAMES, VERSION

WRITTEN = Written(2, ("d7",), {name: n for n, name in enumerate(NAMES)})


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    made = Dataset(tmp_path / "out")
    made.prepare()
    return made


def sealed(dataset: Dataset, word: str = "x") -> Snapshot:
    folder = dataset.new_folder()
    for name in NAMES:
        (folder / name).mkdir()
        (folder / name / f"{name}.parquet").write_text(f"{word} {name}")
    return dataset.seal(folder, "f", 3, WRITTEN)


def published(dataset: Dataset, word: str = "x") -> Snapshot:
    snapshot = sealed(dataset, word)
    dataset.publish(snapshot)
    return snapshot


def kept(dataset: Dataset) -> list[str]:
    return [snapshot.name for snapshot in dataset.snapshots()]


def age(snapshot: Snapshot, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(snapshot.folder, (then, then))


# --------------------------------------------------------------------------- the folder


def test_an_empty_folder_is_made_ready(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path / "a" / "out")
    dataset.prepare()
    dataset.prepare()
    assert [p.name for p in (tmp_path / "a" / "out").iterdir()] == ["snapshots"]
    assert dataset.snapshots() == [] and dataset.current() is None
    assert list((tmp_path / "a" / "out" / "snapshots").iterdir()) == []


def test_a_folder_that_cannot_be_made_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFailed, match=r"cannot write to .*out: Not a directory"):
        Dataset(tmp_path / "file" / "out").prepare()


@pytest.mark.parametrize("name", [NAMES[0], NAMES[-1], "current"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (Path.mkdir, "is there already and is not tidyforms'"),
        (lambda path: path.write_text(""), "is there already and is not tidyforms'"),
        (lambda path: path.symlink_to("elsewhere"), "is a link to elsewhere and not tidyforms'"),
        (lambda path: path.symlink_to("current/other"), "is a link to current/other"),
        (lambda path: path.symlink_to("snapshots/12345"), "is a link to snapshots/12345"),
    ],
)
def test_what_is_not_ours_is_left_alone(
    dataset: Dataset, name: str, make: Callable[[Path], object], said: str
) -> None:
    make(dataset.out / name)
    with pytest.raises(RunFailed, match=said):
        dataset.prepare()


def test_our_own_links_are_welcome(dataset: Dataset) -> None:
    published(dataset)
    dataset.prepare()
    (dataset.out / "current").unlink()
    (dataset.out / "current").symlink_to("snapshots/1234567")  # dangling
    dataset.prepare()


@pytest.mark.parametrize("name", ["run.json", ".lock"])
def test_a_folder_in_the_place_of_a_file_fails_the_run(dataset: Dataset, name: str) -> None:
    (dataset.out / name).write_text("")
    dataset.prepare()
    (dataset.out / name).unlink()
    (dataset.out / name).mkdir()
    with pytest.raises(RunFailed, match=f"{name} is there already and is no file"):
        dataset.prepare()


# --------------------------------------------------------------------------- the lock


def test_the_lock_names_its_holder_and_is_given_back(dataset: Dataset) -> None:
    (dataset.out / ".lock").write_text("99999999 and more")
    with dataset.lock(0):
        assert (dataset.out / ".lock").read_text() == str(os.getpid())
        with (
            pytest.raises(RunFailed, match=rf"another run is at work on .*out \(process {os.getpid()}\)"),
            dataset.lock(0),
        ):
            pass
        (dataset.out / ".lock").write_text("")
        with pytest.raises(RunFailed, match=r"process \?"), dataset.lock(0):
            pass
    with dataset.lock(0):
        pass


def test_a_run_waits_for_the_lock_as_long_as_it_was_told(dataset: Dataset) -> None:
    released = threading.Event()

    def hold() -> None:
        with dataset.lock(0):
            held.set()
            released.wait(5)

    held = threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    start = time.monotonic()
    with pytest.raises(RunFailed), dataset.lock(0.15):
        pass
    assert time.monotonic() - start >= 0.15
    threading.Timer(0.15, released.set).start()
    with dataset.lock(30):
        assert released.is_set()
    thread.join()


class Clock:
    """A clock that only sleep moves."""

    def __init__(self) -> None:
        self.now, self.slept = 1000.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert len(self.slept) < 50
        self.slept.append(seconds)
        self.now += seconds


def test_a_run_tries_the_lock_ten_times_a_second(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    with dataset.lock(0):
        monkeypatch.setattr(publish, "time", clock)
        with pytest.raises(RunFailed), dataset.lock(0.5):
            pass
        assert set(clock.slept) == {0.1} and len(clock.slept) in (5, 6)  # sums of 0.1 are not exact
        clock.slept.clear()
        with pytest.raises(RunFailed), dataset.lock(0):
            pass
        assert clock.slept == []


def test_what_a_killed_run_left_is_swept(dataset: Dataset) -> None:
    folder = dataset.new_folder()
    (folder / "answers").mkdir()
    (dataset.out / f"{UNFINISHED}current").symlink_to("nowhere")
    (dataset.out / "precious").write_text("x")
    with dataset.lock(0):
        assert sorted(p.name for p in dataset.out.iterdir()) == [".lock", "precious", "snapshots"]
        assert not folder.exists()


def test_a_killed_run_that_had_published_is_noted(dataset: Dataset) -> None:
    snapshot = published(dataset)
    (snapshot.folder / RECORD).unlink()
    (dataset.out / NAMES[0]).unlink()
    assert snapshot.record() is None
    with dataset.lock(0):
        assert snapshot.record() is not None
        assert (dataset.out / NAMES[0] / f"{NAMES[0]}.parquet").read_text() == f"x {NAMES[0]}"


def test_a_damaged_snapshot_is_not_noted_as_whole(dataset: Dataset) -> None:
    snapshot = published(dataset)
    before = (snapshot.folder / RECORD).read_bytes()
    snapshot.table(NAMES[0]).write_text("y" * len(f"x {NAMES[0]}"))
    with dataset.lock(0):
        assert (snapshot.folder / RECORD).read_bytes() == before


def test_a_snapshot_that_nobody_touched_is_not_noted_again(dataset: Dataset) -> None:
    snapshot = published(dataset)
    before = (snapshot.folder / RECORD).stat().st_ino
    with dataset.lock(0):
        assert (snapshot.folder / RECORD).stat().st_ino == before


def test_a_note_that_cannot_be_written_stops_no_run(dataset: Dataset) -> None:
    snapshot = published(dataset)
    (snapshot.folder / RECORD).unlink()
    (snapshot.folder / f"{UNFINISHED}{RECORD}").mkdir()  # in the note's way
    with dataset.lock(0):
        assert snapshot.record() is None


def test_a_first_run_has_no_links_to_give_back(dataset: Dataset) -> None:
    with dataset.lock(0):
        assert not any((dataset.out / name).is_symlink() for name in NAMES)


# --------------------------------------------------------------------------- snapshots


def test_a_sealed_folder_is_a_snapshot(dataset: Dataset) -> None:
    snapshot = sealed(dataset)
    assert (snapshot.name, snapshot.folder.parent) == ("000001", dataset.out / "snapshots")
    manifest = snapshot.manifest()
    assert manifest is not None
    assert (manifest.fingerprint, manifest.files, manifest.forms, manifest.adopted) == ("f", 3, 2, ("d7",))
    assert (manifest.program, manifest.schema) == (__version__, VERSION)
    assert {n: t.rows for n, t in manifest.tables.items()} == WRITTEN.rows
    path = snapshot.table(NAMES[0])
    assert manifest.tables[NAMES[0]].bytes == path.stat().st_size
    assert manifest.tables[NAMES[0]].sha256 == sha256_of(path)
    text = (snapshot.folder / MANIFEST).read_text()
    assert text == msgspec.json.format(text)  # people read it
    assert "\n" in text
    assert kept(dataset) == ["000001"] and dataset.current() is None
    assert snapshot.record() is None


def test_a_new_folder_is_hidden_and_this_runs(dataset: Dataset) -> None:
    assert dataset.new_folder() == dataset.out / "snapshots" / f"{UNFINISHED}{os.getpid()}"
    with pytest.raises(FileExistsError):
        dataset.new_folder()


def test_numbers_rise_over_all_that_lies_there(dataset: Dataset) -> None:
    (dataset.out / "snapshots" / "000041").mkdir()  # no snapshot: nothing in it
    (dataset.out / "snapshots" / "00099").mkdir()
    (dataset.out / "snapshots" / "notes").mkdir()
    assert sealed(dataset).name == "000042"
    (dataset.out / "snapshots" / "999999").mkdir()
    assert sealed(dataset).name == "1000000"
    assert kept(dataset) == ["000042", "1000000"]


@pytest.mark.parametrize(
    ("inside", "found"), [(MANIFEST, True), (RECORD, True), ("other", False), (None, False)]
)
def test_a_numbered_folder_with_a_manifest_or_a_note_is_a_snapshot(
    dataset: Dataset, inside: str | None, found: bool
) -> None:
    folder = dataset.out / "snapshots" / "000005"
    folder.mkdir()
    if inside:
        (folder / inside).write_text("")
    (dataset.out / "snapshots" / "000006").symlink_to("000005")
    (dataset.out / "snapshots" / "000007").write_text("")
    assert kept(dataset) == ["000005"] * found


def test_publishing_shows_a_snapshot_by_every_link(dataset: Dataset) -> None:
    first = published(dataset, "one")
    assert dataset.current() is not None and first.record() is not None
    for name in NAMES:
        assert os.readlink(dataset.out / name) == f"current/{name}"
        assert (dataset.out / name / f"{name}.parquet").read_text() == f"one {name}"
    inodes = [(dataset.out / name).lstat().st_ino for name in NAMES]
    published(dataset, "two")
    assert (dataset.out / NAMES[0] / f"{NAMES[0]}.parquet").read_text() == f"two {NAMES[0]}"
    assert [(dataset.out / name).lstat().st_ino for name in NAMES] == inodes  # made once
    assert os.readlink(dataset.out / "current") == "snapshots/000002"


def test_a_link_that_a_killed_run_left_half_made_is_in_nobodys_way(dataset: Dataset) -> None:
    (dataset.out / f"{UNFINISHED}current").symlink_to("nowhere")
    published(dataset)
    current = dataset.current()
    assert current is not None and current.name == "000001"


@pytest.mark.parametrize("target", ["snapshots/000009", "snapshots/other", "current"])
def test_a_current_that_leads_to_no_snapshot_is_none(dataset: Dataset, target: str) -> None:
    (dataset.out / "snapshots" / "other").mkdir()
    (dataset.out / "current").symlink_to(target)
    assert dataset.current() is None


def test_the_one_before_lingers_from_the_moment_it_is_replaced(dataset: Dataset) -> None:
    first = published(dataset)
    age(first, 10_000)
    published(dataset)
    assert abs(time.time() - first.folder.stat().st_mtime) < 60


def test_what_cannot_be_noted_is_published_all_the_same(dataset: Dataset) -> None:
    snapshot = sealed(dataset)
    (snapshot.folder / f"{UNFINISHED}{RECORD}").mkdir()
    dataset.publish(snapshot)
    assert dataset.current() is not None and snapshot.record() is None


def test_what_is_written_is_on_the_disk_before_it_is_shown(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    closed: list[int] = []
    fsync, close = os.fsync, os.close

    def noted(fd: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{fd}")).name)
        fsync(fd)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(os, "close", lambda fd: (closed.append(fd), close(fd))[1])
    snapshot = sealed(dataset)
    assert synced == [MANIFEST, *NAMES, f"{UNFINISHED}{os.getpid()}", "snapshots"]
    assert len(closed) >= len(NAMES) + 2
    synced.clear()
    dataset.publish(snapshot)
    assert synced == ["out", f"{UNFINISHED}{RECORD}"]


# --------------------------------------------------------------------------- what is kept


@pytest.fixture
def five(dataset: Dataset) -> Iterator[Dataset]:
    """Four that were published long ago, and one that was sealed and never shown; the fourth is current."""
    for _ in range(4):
        published(dataset)
    sealed(dataset)
    for snapshot in dataset.snapshots():
        age(snapshot, LINGER + 60)
    yield dataset


@pytest.mark.parametrize(
    ("keep", "left"),
    [(1, "4"), (2, "3 4"), (3, "2 3 4"), (9, "1 2 3 4"), (0, "4"), (-1, "4")],
)
def test_the_last_ones_that_were_published_are_kept(five: Dataset, keep: int, left: str) -> None:
    five.prune(keep)
    assert kept(five) == [f"00000{n}" for n in left.split()]
    assert not list((five.out / "snapshots").glob(f"{UNFINISHED}*"))


def test_the_current_one_is_kept_wherever_it_stands(five: Dataset) -> None:
    five.publish(five.snapshots()[0])
    for snapshot in five.snapshots():
        age(snapshot, LINGER + 60)
    five.prune(1)
    assert kept(five) == ["000001", "000004"]


def test_without_a_current_one_the_last_is_kept(five: Dataset) -> None:
    (five.out / "current").unlink()
    five.prune(1)
    assert kept(five) == ["000004"]


@pytest.mark.parametrize(
    ("seconds", "stays"),
    [(LINGER - 30, True), (LINGER + 30, False), (30 - LINGER, True), (-LINGER - 30, False)],
)
def test_one_lingers_for_its_readers(five: Dataset, seconds: float, stays: bool) -> None:
    assert LINGER == 600
    age(five.snapshots()[0], seconds)
    five.prune(1)
    assert ("000001" in kept(five)) is stays


def test_one_that_cannot_be_renamed_is_emptied(five: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, target: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "rename", refused)
    five.prune(1)
    assert kept(five) == ["000004"]
