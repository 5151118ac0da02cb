"""What a reading process gives up before it sees a document, for good. Needs no root.

Each layer stands alone, so that one that a kernel lacks takes no other with it; what holds is told to
the run, which writes it down (``run.json``, ``sandbox``). SECURITY.md says what each means. Linux only.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.workers import seccomp

HELD = "held"
PR_GET_DUMPABLE, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 3, 4, 38
CAPABILITY_VERSION = 0x2008_0522
CREATE_RULESET, ADD_RULE, RESTRICT_SELF, PATH_BENEATH = 444, 445, 446, 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILE_RIGHTS = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""Landlock version, and the rights to files that it can take: all of them are taken."""
TCP, SCOPES = 0b11, 0b11
"""Binding and connecting (version 4); abstract sockets and signals to others (version 6)."""
SYSTEM_PLACES = (
    "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/usr/share/fonts",
    "/usr/local/share/fonts", "/usr/share/X11/fonts", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom",
)  # fmt: skip
"""Libraries and fonts that readers load when they first need them."""
PYTHON_PLACES = ("stdlib", "platstdlib", "purelib", "platlib")


def confine(line: int) -> dict[str, str]:
    """Confine this process, which goes on to talk through the socket ``line``. By layer: held, or why not."""
    if sys.platform != "linux":
        return {"all": "lacking: only Linux has what it takes"}
    held = {
        "no_new_privs": _tried(_no_new_privileges),
        "capabilities": _tried(_drop_capabilities),
        "landlock": _tried(_forbid_files),
        "seccomp": _tried(lambda: seccomp.install(line)),
    }
    if held["seccomp"] == HELD:
        held["not_dumpable"] = _tried(lambda: _prctl(PR_SET_DUMPABLE, 0))  # it has no children to be found
    else:
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    return held


@contextmanager
def not_dumpable() -> Iterator[None]:
    """Within, no process of the same user may look into this one or its files in /proc (root with all
    its capabilities may)."""
    before = _prctl(PR_GET_DUMPABLE) if sys.platform == "linux" else 0
    if before:
        _prctl(PR_SET_DUMPABLE, 0)
    try:
        yield
    finally:
        if before:
            _prctl(PR_SET_DUMPABLE, before)


def _tried(layer: Callable[[], object]) -> str:
    try:
        layer()
    except OSError as error:
        return f"lacking: {error.strerror}"
    return HELD


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _prctl(option: int, value: int = 0) -> int:
    zero = ctypes.c_ulong(0)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return _checked(prctl(option, ctypes.c_ulong(value), zero, zero, zero))


def _syscall(number: int, *arguments: bytes | int | None) -> int:
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *words))


def _no_new_privileges() -> None:
    _prctl(PR_SET_NO_NEW_PRIVS, 1)


def _drop_capabilities() -> None:
    """Root without them is one user among others, who owns root's files."""
    _checked(
        ctypes.CDLL(None, use_errno=True).capset(
            struct.pack("Ii", CAPABILITY_VERSION, 0), struct.pack("6I", *[0] * 6)
        )
    )


def _forbid_files() -> None:
    """Nothing may be written, run or made, and nothing read but code, libraries and fonts."""
    version = _syscall(CREATE_RULESET, None, 0, 1)
    files = sum(right for since, right in FILE_RIGHTS if since <= version)
    words = [files, *([TCP] if version >= 4 else []), *([SCOPES] if version >= 6 else [])]
    attributes = struct.pack(f"{len(words)}Q", *words)
    rules = _syscall(CREATE_RULESET, attributes, len(attributes), 0)
    try:
        for place in readable_places():
            _allow_reading(rules, place)
        _syscall(RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _allow_reading(rules: int, place: str) -> None:
    try:
        fd = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # there is none on this system
    try:
        rights = READ_FILE | (READ_DIR if Path(place).is_dir() else 0)
        _syscall(ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", rights, fd), 0)
    finally:
        os.close(fd)


def readable_places() -> list[str]:
    """Folders and files with Python's and this program's code, the system's libraries and its fonts.

    Of a folder on Python's path that is no one's packages (such as a checkout) only the packages in use.
    """
    places = {*SYSTEM_PLACES, *(sysconfig.get_path(kind) for kind in PYTHON_PLACES)}
    places |= {path for path in sys.path if path.endswith("-packages")}
    places |= {str(Path(library).parent) for library in _mapped_libraries()}
    for name, module in list(sys.modules.items()):
        if "." not in name:
            file = getattr(module, "__file__", None)
            places |= {*getattr(module, "__path__", ()), *([file] if file else [])}
    real = {os.path.realpath(place) for place in places}
    return sorted(place for place in real if not any(str(p) in real for p in Path(place).parents))


def _mapped_libraries() -> set[str]:
    with suppress(OSError):
        fields = (line.split(None, 5) for line in Path("/proc/self/maps").read_text().splitlines())
        return {f[5] for f in fields if len(f) == 6 and f[5].startswith("/") and ".so" in Path(f[5]).name}
    return set()
