"""The commands for people: ``review`` and ``forget``. Their arguments, and what they do."""

from __future__ import annotations

import argparse
from pathlib import Path

from ingest.commands.arguments import place
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


def add_forget(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``forget``."""
    parser.add_argument("out", metavar="OUT", type=place)
    parser.add_argument("documents", metavar="DOCUMENT", nargs="+", help="document_id, or path in documents")
    parser.add_argument("--corrections", type=place, metavar="FILE|DIR",
                        help="erase their rows in these files, too")  # fmt: skip
    parser.set_defaults(command=_forget)


def _forget(arguments: argparse.Namespace) -> int:
    from ingest.privacy.forget import forget

    done = forget(arguments.out, arguments.documents, arguments.corrections)
    put(
        f"{done.documents:,} documents erased, "
        f"and {done.snapshots:,} earlier snapshots that held them removed"
    )
    if arguments.corrections:
        put(f"{done.correction_rows:,} rows of corrections erased")
    return OK


def _review(arguments: argparse.Namespace) -> int:
    if arguments.raw:
        from ingest.review_page.serve import serve

        serve(arguments.out, arguments.raw, arguments.corrections)
        return OK
    from ingest.review.worklist import write_review

    put(f"{write_review(arguments.out, arguments.csv):,} rows to look at in {arguments.csv}")
    return OK
