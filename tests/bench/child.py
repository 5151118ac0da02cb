"""One engine in a process of its own: ``python -m tests.bench.child ENGINE FILE…``.

It loads the engine, reads every file once unmeasured, says that it is ready, and then reads every
file once for each line on its standard input. It answers with one line of JSON each time.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from ingest.workers.system import collect_seldom
from tests.bench.engines import ENGINES, Read, version_of


def main(name: str, paths: list[str]) -> None:
    """Serve until the standard input closes."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what an engine prints is no answer
    files = [Path(path).read_bytes() for path in paths]
    try:
        read = ENGINES[name][2]()
        for data in files:
            read(data)
    except ImportError as error:
        print(json.dumps({"error": f"not installed ({error.name or error})"}), file=answers)
        return
    except Exception as error:
        print(json.dumps({"error": f"fails: {type(error).__name__}: {error}"[:200]}), file=answers)
        return
    collect_seldom()  # as in a worker
    print(json.dumps({"version": version_of(name)}), file=answers)
    for _ in sys.stdin:
        print(json.dumps([measure(read, data) for data in files]), file=answers)


def measure(read: Read, data: bytes) -> float:
    """CPU milliseconds (user and system) of reading one document once."""
    began = time.process_time_ns()
    read(data)
    return (time.process_time_ns() - began) / 1e6


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
