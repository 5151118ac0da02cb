"""Any damage of the cache ends in reading again, and in the tables of a clean run."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ingest.commands.verify import verify
from ingest.run.pipeline import CACHE
from ingest.store import cache
from ingest.workers.protocol import TooLarge, Torn, pack, unpack
from parsers.responses import Response
from tests.runs import GOOD, digest, ingest, write

DAMAGES = 24


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with RAW, a dataset made of most of it, and one made of all in one go."""
    folder = tmp_path_factory.mktemp("cache")
    texts = {f"d{n}": f"ok Course|{n}\nYour name?*: {'x' * n * 40}\nWhy?: {n}" for n in range(40)}
    raw = write(folder / "raw", **texts, good=GOOD, torn="partial\nA: b", no="reject it is torn")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "RACY_NS", 0)  # so that stamps are in it too
        ingest(raw, folder / "out")
    write(raw, new="ok Course|99\nYour name?*: Eve")
    ingest(raw, folder / "clean")
    return folder


def damaged(clean: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """Damage the cache of a dataset: the next run makes the tables of a clean one, and a sound cache."""
    out = tmp_path / "out"
    shutil.copytree(clean / "out", out, symlinks=True)
    damage(out / CACHE)
    ingest(clean / "raw", out, workers=1)
    assert digest(out) == digest(clean / "clean")
    assert verify(out) == []
    again = ingest(clean / "raw", out)
    assert (again["published"], again["counts"]["read"]) == (False, 0)


def at_random(file: Path, chance: random.Random) -> None:
    """Flip bits, overwrite, cut out, cut off or repeat a part."""
    data = bytearray(file.read_bytes())
    start = chance.choice((chance.randrange(100), chance.randrange(len(data))))
    length = chance.choice((1, 8, 200, 4096))
    kind = chance.choice(("bit", "bits", "noise", "zero", "cut", "end", "repeat"))
    if kind in ("bit", "bits"):
        for at in [start] if kind == "bit" else chance.sample(range(len(data)), 300):
            data[at] ^= 1 << chance.randrange(8)
    elif kind in ("noise", "zero"):
        size = len(data[start : start + length])
        data[start : start + length] = chance.randbytes(size) if kind == "noise" else bytes(size)
    elif kind == "end":
        del data[start:]
    else:
        data[start : start + length] = b"" if kind == "cut" else data[start : start + length] * 2
    file.write_bytes(data)


@pytest.mark.parametrize("seed", range(DAMAGES))
def test_a_random_damage_heals(clean: Path, tmp_path: Path, seed: int) -> None:
    damaged(clean, tmp_path, lambda file: at_random(file, random.Random(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1300))
def test_many_random_damages_heal(clean: Path, tmp_path: Path, seed: int) -> None:
    damaged(clean, tmp_path, lambda file: at_random(file, random.Random(seed)))


def sql(*statements: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        db = sqlite3.connect(file)
        for statement in statements:
            db.execute(statement, {"bomb": zlib.compress(bytes(1 << 28))} if ":bomb" in statement else ())
        db.commit()
        db.close()

    return change


def another_ones(file: Path) -> None:
    file.unlink()
    sql("CREATE TABLE contents (sha256, x)", "INSERT INTO contents VALUES (1, 2)")(file)


def a_folder(file: Path) -> None:
    file.unlink()
    (file / "full").mkdir(parents=True)
    (file / "full" / "x").write_text("x")


def a_file_for_its_folder(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("x")


def a_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/nowhere/at/all")


@pytest.mark.parametrize(
    "damage",
    [
        a_folder,
        a_file_for_its_folder,
        a_link,
        another_ones,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"%PDF-1.7"),
        lambda file: file.with_name(file.name + "-wal").write_bytes(os.urandom(5000)),
        lambda file: file.with_name(file.name + "-journal").write_bytes(os.urandom(5000)),
        lambda file: file.with_name(file.name + "-wal").mkdir(),
        sql("PRAGMA user_version=99"),
        sql("ALTER TABLE contents DROP COLUMN responses"),
        sql("DROP TABLE outcomes"),
        sql("DROP TABLE contents", "CREATE VIEW contents AS SELECT 'a' AS sha256, x'00', x'00', x'00'"),
        sql("UPDATE contents SET responses = :bomb"),
        sql("UPDATE contents SET responses = NULL"),
        sql("UPDATE contents SET summary = 'text'"),
        sql("UPDATE outcomes SET outcome = 'rejected', reason = 'corrupt'"),
        sql("UPDATE outcomes SET detail = CAST(x'ff80' AS TEXT)"),
        sql("UPDATE outcomes SET tries = 'many'"),
        sql("UPDATE stamps SET sha256 = (SELECT max(sha256) FROM stamps)"),
        sql("UPDATE stamps SET ctime = ctime + 1"),
    ],
)
def test_a_made_damage_heals(clean: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    damaged(clean, tmp_path, damage)


def test_where_no_cache_can_be_made_a_run_does_without(
    clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.run.pipeline.delete", lambda path: None)  # as where it is mounted read-only
    out = tmp_path / "out"
    (out / CACHE).mkdir(parents=True)
    ingest(clean / "raw", out)
    assert digest(out) == digest(clean / "clean")
    assert (out / CACHE).is_dir()


def test_unpacking_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workers.protocol.MAX_RESPONSES", 1000)
    packed = pack((Response(answers=()),))
    assert len(list(unpack(packed))) == 1
    with pytest.raises(Torn, match="too large or cut"):
        list(unpack(zlib.compress(bytes(1001))))
    with pytest.raises(TooLarge):
        pack((Response(answers=(), form_title="x" * 1000),))
    for torn in (
        packed[:-1],
        b"x",
        packed[:4],
        zlib.compress(b"\xc1"),
        zlib.compress(msgspec.msgpack.encode([1])),
    ):
        with pytest.raises(Torn):
            list(unpack(torn))
