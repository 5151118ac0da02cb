"""argv -> what to do -> exit code. Imports nothing that is slow."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from ingest.commands.arguments import Version, count, limit, mode, place, positive, whole
from ingest.commands.examples import add_examples
from ingest.commands.further import add_forget, add_review
from ingest.settings import Reading, RunFailed, Settings
from ingest.terminal import printable, put, say_anything

OK, FAILED = 0, 1


class _WithoutPandas:
    """pyarrow imports pandas to see whether a list is a Series, which takes longer than a small run."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Ask the next finder, but for pandas."""
        if name == "pandas":
            raise ImportError("this program does without pandas", name=name)


def program() -> NoReturn:
    """The program in a process of its own."""
    sys.meta_path.insert(0, _WithoutPandas)
    say_anything()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # a reader that has gone
            stream.flush()
    os._exit(code)  # Arrow's threads, ended with the interpreter, now and then abort a run that is done


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.command(arguments)
        sys.stdout.flush()
        return code
    except RunFailed as error:
        return _fail(str(error))
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}")
    except KeyboardInterrupt:
        return _fail("interrupted")


def _fail(message: str) -> int:
    put(f"tidyforms: {printable(message)}", sys.stderr)  # a line break in a name ends no line
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tidyforms", description="Exported Microsoft Forms responses in, tidy Parquet tables out."
    )
    parser.add_argument("--version", action=Version, help="the program's and the tables' version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_ingest(commands.add_parser("ingest", help="read a file or folder of documents into a dataset"))
    _add_inspect(commands.add_parser("inspect", help="show what one document holds"))
    _add_learn(commands.add_parser("learn", help="write what documents teach of their forms, a file each"))
    export = commands.add_parser("export", help="one row per submission, or the codebook as DDI XML")
    export.add_argument("out", metavar="OUT", type=place)
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument("--wide", metavar="FILE", type=place,
                      help="one row per submission: .parquet .csv .xlsx .sav .dta")  # fmt: skip
    what.add_argument("-o", "--output", metavar="FILE.xml", type=place, help="the codebook")
    export.add_argument("--form", metavar="NAME", help="only this form, by its name or id (table forms)")
    export.set_defaults(command=_export)
    report = commands.add_parser("report", help="static pages to look at: charts, completeness, findings")
    report.add_argument("out", metavar="OUT", type=place)
    report.add_argument("-o", "--output", metavar="DIR", type=place, required=True, help="gets index.html")
    report.add_argument("--examples", type=count, metavar="N", help="show N texts of each open question")
    report.set_defaults(command=_report)
    add_review(commands.add_parser("review", help="what needs a person's eyes: a page, or a CSV to fill in"))
    add_forget(commands.add_parser("forget", help="erase documents from all that OUT keeps"))
    verify = commands.add_parser("verify", help="check a dataset's own promises")
    verify.add_argument("out", metavar="OUT", type=place)
    verify.set_defaults(command=_verify)
    schema = commands.add_parser("schema", help="print every table's columns, types and meanings")
    form = schema.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="as docs/tables.md")
    form.add_argument("--json", action="store_true")
    schema.set_defaults(command=_schema)
    rollback = commands.add_parser("rollback", help="publish an earlier snapshot again")
    rollback.add_argument("out", metavar="OUT", type=place)
    rollback.add_argument(
        "snapshot", metavar="SNAPSHOT", nargs="?", help="default: the one before the published"
    )
    rollback.add_argument("--list", action="store_true", help="only list the snapshots")
    rollback.set_defaults(command=_rollback)
    add_examples(commands.choices)
    return parser


def _add_reading(parser: argparse.ArgumentParser) -> None:
    usual = Reading()
    parser.add_argument("--timeout", type=positive, default=usual.timeout, metavar="SECONDS",
                        help="per document (%(default)g)")  # fmt: skip
    parser.add_argument("--memory", type=count, default=usual.memory, metavar="MIB",
                        help="per document (%(default)d)")  # fmt: skip
    parser.add_argument("--engine", choices=("auto", "pdfium", "pdfplumber"), default=usual.engine,
                        help="the reader of PDF files")  # fmt: skip
    parser.add_argument("--parser", default=usual.parser, help=argparse.SUPPRESS)


def _add_ingest(parser: argparse.ArgumentParser) -> None:
    usual = Settings(Path(), Path())
    parser.add_argument("raw", metavar="RAW", type=place, help="a file or a folder (with all folders in it)")
    parser.add_argument("out", metavar="OUT", type=place, help="the dataset's folder")
    parser.add_argument("--workers", type=count, default=usual.workers, metavar="N",
                        help="reading processes (%(default)d)")  # fmt: skip
    _add_reading(parser)
    parser.add_argument("--max-size", type=count, default=usual.max_size, metavar="MIB",
                        help="larger files are rejected unread (%(default)d)")  # fmt: skip
    parser.add_argument("--max-rejected", type=limit, metavar="N|N%",
                        help="exit with 3 if more documents are rejected")  # fmt: skip
    parser.add_argument("--max-new-rejected", type=whole, metavar="N",
                        help="the same for those that the snapshot before had not rejected")  # fmt: skip
    parser.add_argument(
        "--max-removed",
        type=limit,
        default=usual.max_removed,
        metavar="N|N%",
        help="of the published documents that may be gone; else 4, nothing published (50%%)",
    )
    parser.add_argument(
        "--no-cache", dest="cache", action="store_false", help="read everything, keep nothing"
    )
    parser.add_argument("--keep", type=count, default=usual.keep, metavar="N",
                        help="snapshots kept (%(default)d)")  # fmt: skip
    parser.add_argument("--wait", type=float, default=usual.wait, metavar="SECONDS",
                        help="for another run on the same OUT (%(default)g)")  # fmt: skip
    parser.add_argument("--forms", type=place, metavar="DIR",
                        help="form files that people corrected: what they wrote wins")  # fmt: skip
    parser.add_argument("--corrections", type=place, metavar="FILE|DIR",
                        help="what people filled into review's CSV; it stays for later runs")  # fmt: skip
    parser.add_argument("--pseudonymise", type=place, metavar="KEYFILE",
                        help="tokens in place of respondents' names and addresses")  # fmt: skip
    parser.add_argument("--mode", type=mode, metavar="640", help="of new files in OUT (the umask's)")
    parser.add_argument("--metrics", type=place, metavar="FILE",
                        help="write the run's figures in Prometheus' text format")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the summary as one JSON object")
    parser.add_argument("--quiet", action="store_true", help="no progress; no summary unless --json")
    parser.add_argument("--log-json", action="store_true", help="the log as JSON lines, one per event")
    parser.set_defaults(command=_ingest)


def _add_learn(parser: argparse.ArgumentParser) -> None:
    usual = Settings(Path(), Path())
    parser.add_argument("raw", metavar="RAW", type=place, help="a file or a folder (with all folders in it)")
    parser.add_argument("-o", "--output", metavar="DIR", type=place, required=True)
    parser.add_argument("--workers", type=count, default=usual.workers, metavar="N",
                        help="reading processes (%(default)d)")  # fmt: skip
    parser.add_argument("--force", action="store_true", help="overwrite files that are there")
    _add_reading(parser)
    parser.set_defaults(command=_learn)


def _add_inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=place)
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.add_argument("--draw", type=place, metavar="PAGE.png|DIR",
                        help="a PDF's page, or all, with all that was read drawn over it")  # fmt: skip
    parser.add_argument("--page", type=count, metavar="N", help="to draw (into a folder: all; else 1)")
    _add_reading(parser)
    parser.set_defaults(command=_inspect)


def _reading(arguments: argparse.Namespace) -> Reading:
    return Reading(arguments.engine, arguments.parser, arguments.timeout, arguments.memory)


def _ingest(arguments: argparse.Namespace) -> int:
    from ingest.run import ending
    from ingest.run.progress import Style

    style = Style.BAR if sys.stderr.isatty() else Style.LINES
    style = Style.JSON if arguments.log_json else Style.SILENT if arguments.quiet else style
    settings = Settings(
        arguments.raw, arguments.out, _reading(arguments), arguments.workers, arguments.max_size,
        arguments.cache, arguments.keep, arguments.wait, arguments.max_removed, arguments.forms,
        arguments.corrections, arguments.pseudonymise,
    )  # fmt: skip
    if arguments.mode:  # folders can be entered by who may read in them
        os.umask(0o777 & ~(arguments.mode | (arguments.mode & 0o444) >> 2))
    telling = ending.Telling(
        style, arguments.json, arguments.quiet, arguments.metrics, arguments.max_rejected,
        arguments.max_new_rejected,
    )  # fmt: skip
    return ending.run(settings, telling)


def _inspect(arguments: argparse.Namespace) -> int:
    from ingest.commands import show

    if not show.show(arguments.file, _reading(arguments), arguments.json):
        return FAILED
    if arguments.draw:  # a document that a worker has read within its limits is read here again
        from ingest.commands import draw

        draw.save(arguments.file, arguments.draw, arguments.page, arguments.engine)
    return OK


def _learn(arguments: argparse.Namespace) -> int:
    from ingest.commands.learn import learn
    from ingest.run.progress import Progress, Style

    style = Style.BAR if sys.stderr.isatty() else Style.LINES
    settings = Settings(arguments.raw, arguments.output, _reading(arguments), arguments.workers)
    for path in learn(settings, arguments.force, Progress(style)):
        put(path)
    return OK


def _export(arguments: argparse.Namespace) -> int:
    if arguments.wide:
        from ingest.wide.files import write_wide
        from ingest.wide.table import wide

        write_wide(wide(arguments.out, arguments.form), arguments.wide)
        return OK
    from ingest.commands.export import export_codebook

    text = export_codebook(arguments.out, arguments.form)
    arguments.output.write_text(text, "utf-8", newline="")
    return OK


def _report(arguments: argparse.Namespace) -> int:
    from ingest.site.command import report

    put(report(arguments.out, arguments.output, arguments.examples or 0))
    return OK


def _verify(arguments: argparse.Namespace) -> int:
    from ingest.commands import verify

    faults = verify.verify(arguments.out)
    for fault in faults:
        put(printable(fault))
    many = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}"
    put(many if faults else "ok: the dataset keeps its promises")
    return FAILED if faults else OK


def _schema(arguments: argparse.Namespace) -> int:
    import json

    from ingest.commands import schema

    if arguments.json:
        put(json.dumps(schema.as_json(), indent=2))
    else:
        put(schema.as_markdown() if arguments.markdown else schema.as_text(), end="")
    return OK


def _rollback(arguments: argparse.Namespace) -> int:
    from ingest.commands import rollback

    if arguments.list:
        put(rollback.listing(arguments.out))
    else:
        put(f"published: {rollback.rollback(arguments.out, arguments.snapshot)}")
    return OK
