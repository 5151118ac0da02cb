"""Exports of many rows: choices, lists, figures, days and typed texts, the same on every machine."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

QUESTIONS = 40
KINDS = ("choice", "choice", "list", "figure", "text", "choice", "list", "day")
OPTIONS = 6
BLANK = 0.05
WORDS = [
    "the",
    "room",
    "was",
    "cold",
    "but",
    "people",
    "were",
    "kind",
    "and",
    "the",
    "food",
    "came",
    "late",
    "each",
    "day",
    "of",
    "our",
    "stay",
    "in",
    "town",
]
OWN = ("Id", "Start time", "Completion time", "Email", "Name")


def rows(people: int, seed: int = 7) -> Iterator[list[Any]]:
    """The header and a row for each of ``people``."""
    chance = random.Random(seed)
    yield [*OWN, *(f"Question {n}: what do you think of subject {n}?" for n in range(1, QUESTIONS + 1))]
    started = datetime(2024, 1, 3, 8)
    for number in range(1, people + 1):
        started += timedelta(seconds=chance.randrange(20, 200))
        submitted = started + timedelta(seconds=chance.randrange(120, 900))
        yield [number, started, submitted, "anonymous", "", *(_answer(chance, n) for n in range(QUESTIONS))]


def _answer(chance: random.Random, question: int) -> Any:
    options = [f"Option {n} of {question}" for n in range(OPTIONS)]
    if chance.random() < BLANK:
        return None
    match KINDS[question % len(KINDS)]:
        case "choice":
            return chance.choice(options)
        case "list":
            return "".join(f"{option};" for option in chance.sample(options, chance.randrange(1, 4)))
        case "figure":
            return chance.randrange(1, 6)
        case "day":
            return datetime(2024, 1, 1) + timedelta(days=chance.randrange(300))
    return " ".join(chance.choice(WORDS) for _ in range(chance.randrange(3, 14)))


def write_csv(path: Path, people: int) -> None:
    """As a program saves it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_shown(value) for value in row] for row in rows(people))


def _shown(value: Any) -> Any:
    return value.isoformat(" ").removesuffix(" 00:00:00") if isinstance(value, datetime) else value


def write_xlsx(path: Path, people: int) -> None:
    """As a workbook."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Sheet1")
    for row in rows(people):
        page.append(row)
    book.save(path)
