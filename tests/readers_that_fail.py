"""Parsers that behave badly, for real worker processes (``--parser tests.readers_that_fail:parse``).

The document's first word says what happens; ``ok`` gives one response with its other lines as
``question: answer``.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from ingest.workers.protocol import Parcel, Reply, Summary
from parsers.blocks import Place, Problem
from parsers.responses import Answer, Option, QuestionType, Reading, Response, Status, Values


def parse(data: bytes, *, engine: str = "auto") -> Reading:
    """Do what the document says, then read it."""
    word, _, rest = data.decode("utf-8").partition("\n")
    name, _, argument = word.partition(" ")
    DEEDS[name](argument)
    if name == "reject":
        return Reading(format="md", reason="corrupt", detail=argument)
    torn = Problem(code="torn_page", message="a page is torn", loses_content=True)
    title, _, respondent = argument.partition("|")
    answers = tuple(answer(number, line) for number, line in enumerate(rest.splitlines(), 1))
    response = Response(answers=answers, form_title=title or None, respondent=respondent or None)
    return Reading(
        format="md", responses=(response,) if answers else (), problems=(torn,) if name == "partial" else ()
    )


def answer(number: int, line: str) -> Answer:
    """``prompt: a text`` or ``prompt: [x] chosen, [ ] not``; nothing after the colon is blank, ``*`` required."""
    prompt, _, given = (part.strip() for part in line.partition(":"))
    required, prompt = prompt.endswith("*"), prompt.rstrip("* ")
    options = tuple(
        Option(text=o[4:], selected=o.startswith("[x]")) for o in given.split(", ") if o[:1] == "["
    )
    chosen = tuple(option.text for option in options if option.selected)
    text = "; ".join(chosen) if options else given
    return Answer(
        prompt=prompt,
        question_type=QuestionType.MULTIPLE_CHOICE if options else QuestionType.TEXT,
        status=Status.ANSWERED if text else Status.BLANK,
        number=str(number),
        required=required,
        answer_text=text or None,
        selected=chosen if options else None,
        options=options,
        values=Values(),
        place=Place(line=number + 1),
    )


def loop_in_c(_: str) -> None:
    """Neither signals' Python handlers nor the GIL get a chance."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    ctypes.PyDLL(None).sleep(600)


def spin(_: str) -> None:
    """Works and never ends."""
    while True:
        pass


def swell(_: str) -> None:
    """Takes memory bit by bit."""
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))


def swell_natively(_: str) -> None:
    """Memory runs out in C, which aborts."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while pointer := libc.malloc(16 << 20):
        ctypes.memset(pointer, 1, 16 << 20)
    libc.abort()


def fork_and_stay(argument: str) -> None:
    """Both copies come back from here."""
    if os.fork() == 0 and argument == "sleep":
        time.sleep(600)


def leave_children(pid_file: str) -> None:
    """A child in a session of its own, which would outlive a killed process group; then hang."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    Path(pid_file).write_text(str(child.pid))
    time.sleep(600)


def killed_once(marker: str) -> None:
    """As if somebody outside killed the worker, the first time."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)


def call_home(_: str) -> None:
    """Any attempt must fail, also one that nobody answers."""
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def send_nonsense(kind: str) -> None:
    """What a document may do that has taken over the worker: answer in its place."""
    fds = [int(entry) for entry in os.listdir("/proc/self/fd")]
    line = next(s for s in map(_socket, fds) if s)
    parcel = {
        "bomb": Parcel(Summary("parsed", respondents=(None,)), zlib.compress(bytes(1 << 24))),
        "garbage": Parcel(Summary("parsed", respondents=(None,)), zlib.compress(msgspec.msgpack.encode([7]))),
        "count": Parcel(Summary("parsed", respondents=(None,))),
    }.get(kind)
    data = msgspec.msgpack.encode(parcel) if parcel else b"\xc1"
    fd = os.pipe()[0] if kind == "pipe" else os.memfd_create("x")
    if kind != "pipe":
        os.write(fd, data)
    size = -5 if kind == "negative" else len(data)
    socket.send_fds(line, [msgspec.msgpack.encode(Reply(0, size, False))], [fd])
    time.sleep(600)


def _socket(fd: int) -> socket.socket | None:
    try:
        return socket.socket(fileno=os.dup(fd))
    except OSError:
        return None


def nothing(_: str) -> None:
    """No deed."""


def fail(argument: str) -> None:
    """An error in the reader."""
    raise ValueError(argument)


def hang_in_thread(_: str) -> None:
    """A thread that never ends."""
    threading.Thread(target=time.sleep, args=(600,), daemon=False).start()


DEEDS: dict[str, Callable[[str], object]] = {
    "ok": nothing,
    "partial": nothing,
    "reject": nothing,
    "raise": fail,
    "network": call_home,
    "abort": lambda _: os.abort(),
    "exit": lambda code: os._exit(int(code)),
    "segv": lambda _: ctypes.string_at(0),
    "hang": lambda _: time.sleep(600),
    "loop": loop_in_c,
    "spin": spin,
    "swell": swell,
    "swell_c": swell_natively,
    "recurse": lambda _: (lambda f: f(f))(lambda f: f(f)),
    "fork": fork_and_stay,
    "children": leave_children,
    "nonsense": send_nonsense,
    "killed": killed_once,
    "thread": hang_in_thread,
    "close_all": lambda _: os.closerange(3, 1000),
    "sleep": lambda seconds: time.sleep(float(seconds)),
}
