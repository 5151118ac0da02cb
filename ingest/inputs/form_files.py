"""Form files: read for ``ingest --forms``, written by ``learn``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ingest.settings import RunFailed
from parsers.forms.file.load import load_form
from parsers.forms.file.model import FormFile, dump_form
from parsers.forms.file.nodes import FileError
from parsers.forms.template import Template

MAX_BYTES = 1 << 22
"""A file of more is no form that a person wrote."""
SUFFIXES = (".yaml", ".yml")


class FaultyForms(RunFailed):
    """Form files that cannot be used; one line per error."""

    def __init__(self, errors: Iterable[FileError]) -> None:
        super().__init__("\n".join(map(str, errors)))


@dataclass(frozen=True)
class GivenForms:
    """What people wrote of forms."""

    files: tuple[FormFile, ...] = ()
    digest: str = ""
    """Of the files' names and bytes: other files may give other tables."""


def read_form_files(folder: Path | None) -> GivenForms:
    """All form files of a folder, sorted by name. Raises FaultyForms, RunFailed, OSError."""
    if folder is None:
        return GivenForms()
    if not folder.is_dir():
        raise RunFailed(f"{folder}: no such folder")
    files: list[FormFile] = []
    errors: list[FileError] = []
    digest = sha256()
    for path in sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES and p.is_file()):
        data = path.read_bytes()[: MAX_BYTES + 1]
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            errors.append(FileError(path.name, line, 1, "this is not UTF-8"))
            continue
        form, wrong = load_form(text, path.name)
        errors += wrong
        files += [form] if form is not None else []
    if errors:
        raise FaultyForms(errors)
    return GivenForms(tuple(files), digest.hexdigest())


def write_form_files(templates: Iterable[Template], folder: Path, force: bool) -> list[Path]:
    """One file per form. Raises RunFailed rather than overwrite what a person may have corrected."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(folder / _name(template), dump_form(template)) for template in templates]
    there = [path for path, _ in wanted if path.exists()]
    if there and not force:
        raise RunFailed(f"{there[0]} is there already: name another folder, or overwrite it with --force")
    for path, text in wanted:
        path.write_text(text, "utf-8")
    return [path for path, _ in wanted]


def _name(template: Template) -> str:
    words = re.findall(r"\w+", (template.title or "form").casefold())
    return f"{'-'.join(words)[:60]}-{template.form_id}.yaml"
