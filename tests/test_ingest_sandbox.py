"""From inside a real reader every way out is tried, and what a kernel lacks is told."""

from __future__ import annotations

import os
import platform
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.inputs.files import anonymous_file
from ingest.settings import Reading
from ingest.workers import sandbox, seccomp
from ingest.workers.isolate import Pool
from ingest.workers.process import Job
from ingest.workers.protocol import unpack
from tests.runs import GOOD, ROOT, ingest, write

READ, WRITE, MAKE = os.O_RDONLY, os.O_WRONLY, os.O_WRONLY | os.O_CREAT
PARSER = "tests.ways_out:parse"
pytestmark = pytest.mark.skipif(
    platform.machine() not in seccomp.ARCHITECTURES, reason="the filter knows x86-64 and aarch64"
)


@pytest.fixture(scope="module")
def held() -> dict[str, str]:
    """What the kernel here has."""
    return tried("raised")[1]


def tried(*ways: str, confined: bool = True) -> tuple[dict[str, str], dict[str, str]]:
    """How each way ended in a worker, and what the worker said of its sandbox."""
    data = "\n".join(ways).encode()
    fd = anonymous_file("test")
    os.write(fd, data)
    with Pool(Reading(parser=PARSER, timeout=20, sandbox=confined), 1) as pool:
        [(_, parcel)] = list(pool.run(iter([Job("ways", fd, len(data))])))
    assert parcel.summary.outcome == "parsed", parcel.summary.detail
    [response] = unpack(parcel.responses)
    return {answer.prompt: answer.answer_text or "" for answer in response.answers}, pool.sandbox


def needs(held: dict[str, str], *layers: str) -> None:
    missing = {layer: held[layer] for layer in layers if held[layer] != sandbox.HELD}
    if missing:
        pytest.skip(f"this kernel lacks it: {missing}")


def opening(paths: Iterable[object], flags: int) -> list[str]:
    return [f"opened {path} {flags}" for path in paths]


def test_calls_that_no_reader_needs_fail(held: dict[str, str]) -> None:
    needs(held, "seccomp")
    ways = ["tcp", "udp", "pair", "dns", "execute", "fork", "looked_into parent", "traced parent", "killed parent",
            "limited parent", *(f"connect {fd}" for fd in range(6)), *(f"udp_message {fd}" for fd in (0, 1, 2)),
            "removed /tmp/nothing", *(f"called {n[0]}" for n in seccomp.REFUSED.values() if platform.machine() == "x86_64")]  # fmt: skip
    ended, _ = tried(*ways)
    assert {way: how for way, how in ended.items() if how != "EPERM"} == {}


def test_calls_newer_than_the_list_are_unknown(held: dict[str, str]) -> None:
    needs(held, "seccomp")
    newer = [
        "called 425",
        "called 434",
        "called 435",
        "called 437",
        "called 438",
        "called 463",
        "called 9999",
    ]
    ended, _ = tried(*newer)
    assert set(ended.values()) == {"ENOSYS"}


def test_no_file_is_opened_for_writing_even_without_landlock(held: dict[str, str], tmp_path: Path) -> None:
    needs(held, "seccomp")
    (tmp_path / "there").write_text("x")
    ways = [
        *opening([tmp_path / "there", "/dev/null", "/proc/{self}/mem"], WRITE),
        *opening([tmp_path / "new"], MAKE),
    ]
    ended, _ = tried(*ways)
    assert set(ended.values()) == {"EPERM"}
    assert sorted(os.listdir(tmp_path)) == ["there"]


def test_no_file_is_read_but_code_and_fonts(held: dict[str, str], tmp_path: Path) -> None:
    needs(held, "landlock")
    (tmp_path / "private").write_text("x")
    secrets = ["/etc/passwd", "/proc/{parent}/mem", "/proc/{parent}/environ", "/proc/{parent}/fd", "/proc/self/environ",
               "/", "/home", "/root", tmp_path, tmp_path / "private", ROOT, ROOT / "README.md", ROOT / "data" / "raw",
               "/proc/self/root/etc/passwd", "/proc/self/cwd/README.md"]  # fmt: skip
    ended, _ = tried(*opening(secrets, READ))
    assert {way: how for way, how in ended.items() if how != "EACCES"} == {}


def test_what_readers_load_later_can_be_read(held: dict[str, str]) -> None:
    needs(held, "landlock")
    import lxml

    code = [os.__file__, lxml.__file__, ROOT / "parsers" / "labels.toml", ROOT / "ingest", "/dev/urandom"]
    ended, _ = tried(*opening(code, READ))
    assert set(ended.values()) == {"out"}


PLAIN_USER = """
import subprocess, sys
from ingest.workers import sandbox
sandbox._no_new_privileges()  # and thereby no root's capabilities for its children
sandbox._drop_capabilities()
look = [sys.executable, "-c", "import os; open(f'/proc/{os.getppid()}/mem', 'rb')"]
def looked() -> bool:
    return subprocess.run(look, stderr=subprocess.DEVNULL).returncode == 0
before = looked()
with sandbox.not_dumpable():
    within = looked()
print(before, within, looked())
"""


def test_a_run_cannot_be_looked_into_by_other_processes_of_its_user() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PLAIN_USER], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False", "True"]


def test_a_pool_hides_the_run_while_it_is_open() -> None:
    usual = sandbox._prctl(sandbox.PR_GET_DUMPABLE)
    with Pool(Reading(parser=PARSER), 1):
        assert sandbox._prctl(sandbox.PR_GET_DUMPABLE) == 0
    assert sandbox._prctl(sandbox.PR_GET_DUMPABLE) == usual


def test_no_capability_is_left_and_none_comes_back(held: dict[str, str]) -> None:
    needs(held, "capabilities", "no_new_privs")
    assert tried("raised")[0] == {"raised": "EPERM"}


def test_these_ways_are_open_without_a_sandbox(tmp_path: Path) -> None:
    """Else the tests above would show nothing."""
    ways = [
        "tcp",
        "udp",
        "dns",
        "fork",
        "killed parent",
        "opened /etc/passwd 0",
        *opening([tmp_path / "new"], MAKE),
    ]
    ended, said = tried(*ways, confined=False)
    assert set(ended.values()) == {"out"}
    assert said == {"all": "switched off"}


def test_a_worker_has_few_variables_and_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    with Pool(Reading(parser=PARSER), 1) as pool:
        worker = pool._start()
        names = {
            v.split(b"=")[0].decode()
            for v in Path(f"/proc/{worker._process.pid}/environ").read_bytes().split(b"\0")
        }
    assert names <= {"", "HOME", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHASHSEED", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE",
                     "TIDYFORMS_WORKER", "TZ"}  # fmt: skip


def test_the_run_tells_what_held(tmp_path: Path, held: dict[str, str]) -> None:
    raw = write(tmp_path / "raw", a=GOOD)
    report = ingest(raw, tmp_path / "out")
    assert report["sandbox"] == held
    assert set(held) >= {"no_new_privs", "capabilities", "landlock", "seccomp"}
    assert ingest(raw, tmp_path / "out")["sandbox"] == {}


def test_a_layer_that_the_kernel_lacks_is_told_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> None:
        raise OSError(38, "Function not implemented")

    assert sandbox._tried(lacking) == "lacking: Function not implemented"
    monkeypatch.setattr(platform, "machine", lambda: "mips")
    with pytest.raises(OSError, match="no filter for mips"):
        seccomp.install(3)


@pytest.mark.parametrize(("architecture", "column"), seccomp.ARCHITECTURES.values())
def test_the_filter_decides_as_it_says(architecture: int, column: int) -> None:
    """The program run by hand, for the machine that is not here too."""
    allow, refuse, unknown = seccomp.ALLOW, seccomp.FAIL | 1, seccomp.FAIL | 38

    def decide(number: int | None, *arguments: int, arch: int = architecture) -> int:
        return run(seccomp.program(architecture, column, 7, 100), number or 0, arch, arguments)

    for numbers in seccomp.REFUSED.values():
        assert numbers[column] is None or decide(numbers[column]) == refuse
    for number in (*seccomp.COMMON_ALLOWED.values(), {0: 0, 1: 63}[column], {0: 47, 1: 212}[column]):
        assert decide(number) == allow  # the last two: read, recvmsg
    assert {decide(number) for number in (424, 425, 437, 463, 1 << 30)} == {unknown}
    assert decide(63, arch=0x4000_0003) == refuse  # another machine's calls have other numbers
    flags = (
        (READ, allow),
        (WRITE, refuse),
        (os.O_RDWR, refuse),
        (READ | os.O_CREAT, refuse),
        (READ | os.O_TRUNC, refuse),
    )
    for flag, decided in flags:
        assert decide(seccomp.OPENAT[column], 0, 0, flag) == decided
    assert decide(seccomp.CLONE[column], seccomp.CLONE_THREAD) == allow
    assert decide(seccomp.CLONE[column], 17) == refuse
    for call, right in (
        (seccomp.KILL, 100),
        (seccomp.TGKILL, 100),
        (seccomp.SENDMSG, 7),
        (seccomp.PRLIMIT, 0),
    ):
        assert (decide(call[column], right), decide(call[column], 99)) == (allow, refuse)


def run(program: bytes, number: int, architecture: int, arguments: tuple[int, ...]) -> int:
    """What the kernel would make of a call."""
    words = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("<IIQ6Q", number, architecture, 0, *words)
    loaded, at = 0, 0
    while True:
        code, yes, no, value = struct.unpack_from("HBBI", program, 8 * at)
        at += 1
        if code == seccomp.RETURN:
            return int(value)
        if code == seccomp.LOAD:
            loaded = struct.unpack_from("<I", data, value)[0]
        else:
            true = {
                seccomp.EQUAL: loaded == value,
                seccomp.AT_LEAST: loaded >= value,
                seccomp.ANY_BIT: loaded & value,
            }
            at += yes if true[code] else no
