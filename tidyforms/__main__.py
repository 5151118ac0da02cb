"""``python -m tidyforms`` and the command ``tidyforms``."""

from __future__ import annotations

import sys
from typing import NoReturn

from tidyforms.checks import check_packages


def program() -> NoReturn:
    """The program in a process of its own."""
    try:
        check_packages()
    except ImportError as error:
        sys.exit(f"tidyforms: {error}")
    from ingest.cli import program as run

    run()


if __name__ == "__main__":
    program()
