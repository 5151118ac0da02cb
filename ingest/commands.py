"""The commands for people: ``review``. Their arguments, and what they do."""

from __future__ import annotations

import argparse
from pathlib import Path

from ingest.arguments import place
from ingest.terminal import put

OK = 0


def add_review(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``review``."""
    parser.add_argument("out", metavar="OUT", type=place)
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("raw", metavar="RAW", type=place, nargs="?",
                     help="serve a page that shows the answers in RAW's documents")  # fmt: skip
    how.add_argument("--csv", metavar="FILE", type=place, help="write a CSV to fill in instead")
    parser.add_argument("--corrections", metavar="FILE", type=place, default=Path("review.csv"),
                        help="where the page saves what you say (%(default)s)")  # fmt: skip
    parser.set_defaults(command=_review)


def _review(arguments: argparse.Namespace) -> int:
    if arguments.raw:
        from ingest.review_page.serve import serve

        serve(arguments.out, arguments.raw, arguments.corrections)
        return OK
    from ingest.review import write_review

    put(f"{write_review(arguments.out, arguments.csv):,} rows to look at in {arguments.csv}")
    return OK
