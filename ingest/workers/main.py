"""The process that reads documents: bytes in through a descriptor, a parcel out through another.

It serves one document after the other. It opens no path (and cannot: ``ingest.workers.sandbox``), knows no
table, and is killed without a word if it takes too long. Started by ``ingest.workers.process``.
"""

from __future__ import annotations

import importlib
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from ingest.inputs.files import anonymous_file
from ingest.settings import MAX_RESULT, MIB, WALL, Reading
from ingest.workers import sandbox, system
from ingest.workers.protocol import PAGE, READY, Parcel, Reply, Task, rejected
from ingest.workers.summary import summarise
from parsers.pixels import pace

Parse = Callable[..., Any]
MAX_MESSAGE = 64 * 1024
TOO_BIG = rejected("memory", "reading it takes more memory than is allowed")


def main() -> None:
    """Serve until the other end closes. argv: the connection's descriptor, the parent's id, how to read."""
    connection, parent = int(sys.argv[1]), int(sys.argv[2])
    reading = msgspec.json.decode(sys.argv[3], type=Reading)
    system.die_with_parent(parent)
    system.forbid_network()
    system.limit_self(reading.memory * MIB, 2 * MAX_RESULT)
    module, _, function = reading.parser.partition(":")
    parse: Parse = getattr(importlib.import_module(module), function)
    system.collect_seldom()
    own, result = os.getpid(), anonymous_file("parcel")
    space = system.AddressSpace()
    usual = space.now()
    with socket.socket(fileno=connection) as line:
        held = sandbox.confine(connection) if reading.sandbox else {"all": "switched off"}
        line.sendmsg([READY + msgspec.msgpack.encode(held)])
        pace.listen(partial(_begin_page, line, reading.timeout))
        while True:
            message, fds, _, _ = socket.recv_fds(line, MAX_MESSAGE, 1)
            if not message:
                return
            task = msgspec.msgpack.decode(message, type=Task)
            _set_alarms(reading.timeout)
            os.ftruncate(result, 0)
            parcel = _read(parse, fds[0], task, reading.engine)
            if os.getpid() != own:
                os._exit(0)  # a copy of this process that the reader has made
            system.end_children()
            _set_alarms(0)
            tired = space.now() > usual + reading.memory * MIB // 4
            _send(line, result, _encode(parcel), task.serial, tired or parcel.summary.reason == "memory")


def _set_alarms(seconds: float) -> None:
    """End this process after ``seconds`` of processor time, or ``WALL`` times that by the clock; 0: never."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, WALL * seconds)


def _begin_page(line: socket.socket, seconds: float) -> None:
    """A page that is a picture has a document's time for itself; the other end waits as long."""
    _set_alarms(seconds)
    line.sendmsg([PAGE])


def _read(parse: Parse, fd: int, task: Task, engine: str) -> Parcel:
    try:
        data = os.pread(fd, task.size, 0)
        return summarise(parse(data, engine=engine))
    except MemoryError:
        return Parcel(TOO_BIG)
    except Exception as error:
        return Parcel(rejected("crashed", f"the reader failed: {_where(error)}"))
    finally:
        os.close(fd)


def _where(error: Exception) -> str:
    """Kind and place of an error, without its message, which may hold the document's content."""
    frames = traceback.extract_tb(error.__traceback__)
    last = f" in {frames[-1].name}" if frames else ""
    return f"{type(error).__name__}{last}"


def _encode(parcel: Parcel) -> bytes:
    try:
        return msgspec.msgpack.encode(parcel)
    except MemoryError:
        return msgspec.msgpack.encode(Parcel(TOO_BIG))


def _send(line: socket.socket, fd: int, data: bytes, serial: int, tired: bool) -> None:
    """Through one file for all parcels: the other end has read it before it sends the next task."""
    view = memoryview(data)
    while view:
        view = view[os.pwrite(fd, view, len(data) - len(view)) :]
    socket.send_fds(line, [msgspec.msgpack.encode(Reply(serial, len(data), tired))], [fd])
