"""A parser that tries to get out of its process, by the system's own calls (``--parser tests.ways_out:parse``).

The document is a list of ways, one a line; each becomes an answer that says how it ended: ``out``, or the
error's name. Python's own hooks are passed by: every call is made through libc.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Callable

from parsers.responses import Answer, QuestionType, Reading, Response, Status, Values

libc = ctypes.CDLL(None, use_errno=True)
AF_INET, STREAM, DATAGRAM = 2, 1, 2
LOOPBACK = struct.pack("=HH4s8x", AF_INET, 0x3500, bytes([127, 0, 0, 1]))
"""Port 53 of 127.0.0.1."""


def parse(data: bytes, *, engine: str = "auto") -> Reading:
    """Try every way."""
    ways = data.decode().split("\n")
    answers = tuple(_answer(way, _ended(*way.split(" "))) for way in ways)
    return Reading(format="md", responses=(Response(answers=answers),))


def _answer(way: str, ended: str) -> Answer:
    return Answer(
        prompt=way,
        question_type=QuestionType.TEXT,
        status=Status.ANSWERED,
        answer_text=ended,
        values=Values(),
    )


def _ended(way: str, *arguments: str) -> str:
    ctypes.set_errno(0)
    result = WAYS[way](*arguments)
    return "out" if result >= 0 else errno.errorcode[ctypes.get_errno()]


def tcp() -> int:
    return int(libc.socket(AF_INET, STREAM, 0))


def udp() -> int:
    return int(libc.socket(AF_INET, DATAGRAM, 0))


def pair() -> int:
    return int(libc.socketpair(1, STREAM, 0, (ctypes.c_int * 2)()))


def connect(fd: str) -> int:
    return int(libc.connect(int(fd), LOOPBACK, len(LOOPBACK)))


def udp_message(fd: str) -> int:
    """sendmsg() with an address, on any socket that is there."""
    part = ctypes.create_string_buffer(b"secret")
    vector = (ctypes.c_void_p * 2)(ctypes.addressof(part), 6)
    address = ctypes.create_string_buffer(LOOPBACK, len(LOOPBACK))
    words = (ctypes.addressof(address), len(LOOPBACK), ctypes.addressof(vector), 1, 0, 0, 0)
    return int(libc.sendmsg(int(fd), (ctypes.c_void_p * 7)(*words), 0))


def dns() -> int:
    """getaddrinfo() of a name that needs no server."""
    found = ctypes.c_void_p()
    if libc.getaddrinfo(b"localhost", b"80", None, ctypes.byref(found)) == 0:
        return 0
    ctypes.set_errno(errno.EPERM)
    return -1


def execute() -> int:
    """The process is replaced, if it works, and answers no more."""
    return int(libc.execv(b"/bin/true", (ctypes.c_char_p * 2)(b"true", None)))


def fork() -> int:
    pid = int(libc.fork())
    if pid == 0:
        os._exit(0)
    return pid


def opened(path: str, flags: str) -> int:
    path = path.format(parent=os.getppid(), self=os.getpid())
    return int(libc.open(path.encode(), int(flags), 0o600))


def looked_into(who: str) -> int:
    """process_vm_readv(): another process's memory without a file."""
    return int(
        libc.process_vm_readv(_pid(who), None, ctypes.c_ulong(0), None, ctypes.c_ulong(0), ctypes.c_ulong(0))
    )


def traced(who: str) -> int:
    return int(libc.ptrace(16, _pid(who), None, None))


def killed(who: str) -> int:
    """Signal 0: may it be signalled?"""
    return int(libc.kill(_pid(who), 0))


def limited(who: str) -> int:
    return int(libc.prlimit(_pid(who), 7, None, ctypes.create_string_buffer(16)))


def _pid(who: str) -> int:
    return os.getppid() if who == "parent" else os.getpid()


def called(number: str) -> int:
    """Any call, with arguments that no call takes."""
    words = [ctypes.c_long(-1)] * 4
    return int(libc.syscall(ctypes.c_long(int(number)), *words))


def removed(path: str) -> int:
    return int(libc.unlink(path.encode()))


def raised() -> int:
    """Any capability left?"""
    data = (ctypes.c_uint32 * 6)()
    libc.capget(struct.pack("Ii", 0x2008_0522, 0), data)
    ctypes.set_errno(errno.EPERM)
    return 0 if any(data) else -1


WAYS: dict[str, Callable[..., int]] = {
    f.__name__: f
    for f in (tcp, udp, pair, connect, udp_message, dns, execute, fork, opened, looked_into, traced, killed,
              limited, called, removed, raised)
}  # fmt: skip
