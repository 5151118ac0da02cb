"""``python -m tests.mutate [MODULE …] [--function NAME]``: change the heart's rules one by one; a test must notice.

Prints ``module: N mutants, M killed (P %), L listed, U unlisted`` for each, and each survivor that
``survivors.toml`` does not list with a reason. Exit 1 if there is one.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from pathlib import Path

from tests.mutate.engine import Target, survivors

HERE = Path(__file__).parent


def main() -> int:
    """Run it."""
    said = argparse.ArgumentParser(prog="python -m tests.mutate", description=__doc__)
    said.add_argument("modules", nargs="*", help="those whose name ends so; all, if none is given")
    said.add_argument("--function", default="", help="only functions whose name has this in it")
    asked = said.parse_args()
    tests: dict[str, list[str]] = tomllib.loads((HERE / "targets.toml").read_text("utf-8"))
    known = tomllib.loads((HERE / "survivors.toml").read_text("utf-8")).get("survivor", [])
    listed = {(one["at"], one["line"], change) for one in known for change in one["changes"]}
    chosen = [m for m in tests if not asked.modules or m.endswith(tuple(asked.modules))]
    unlisted = 0
    for module in chosen:
        start = time.monotonic()
        tried, live = survivors(Target(module, tests[module]), asked.function)
        new = [m for m in live if m.key not in listed]
        killed = tried - len(live)
        print(
            f"{module}: {tried} mutants, {killed} killed ({100 * killed / max(tried, 1):.1f} %), "
            f"{len(live) - len(new)} listed, {len(new)} unlisted [{time.monotonic() - start:.0f} s]"
        )
        for m in new:
            print(f"  {m.function or '(module)'}:{m.line}: {m.change}    in: {m.source}")
        if not asked.function:
            for at, line, change in sorted(listed - {m.key for m in live}):
                if at.startswith(f"{module}:"):
                    print(f"  listed, but lives no more: {at}: {change}    in: {line}")
        sys.stdout.flush()
        unlisted += len(new)
    return 1 if unlisted else 0


if __name__ == "__main__":
    sys.exit(main())
