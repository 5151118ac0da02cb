"""A question's answers -> its figure: the chart of its kind, the same in words, and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from ingest.site import charts
from ingest.site.columns import Answers
from ingest.tables.records import Row
from ingest.wide.variables import Measure, Stated
from parsers.responses import Status

BINS = 10
"""Columns of a histogram whose values are many."""
DAYS, MONTHS = 31, 36
"""Longest spans that are shown by the day, and by the month; longer ones by the year."""
OPTIONS = 20
"""Answers shown of a question whose options nobody knows."""
PROMOTERS, DETRACTORS = 9, 6
"""Net promoter score: 9 and 10 less 0 to 6 (Reichheld 2003)."""


@dataclass(frozen=True)
class Figure:
    """A chart and what it says."""

    svg: str
    note: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The same as a table."""


def figure_of(question: Row, answers: Answers) -> Figure | None:
    """The figure of one question; None if nobody answered it."""
    if not answers.statuses()[Status.ANSWERED]:
        return None
    kind = question["question_type"]
    if kind in ("single_choice", "multiple_choice"):
        return _choice(question, answers)
    if kind == "ranking":
        return _ranking(question, answers)
    if kind == "nps":
        return _nps(question, answers)
    if kind == "date":
        return timeline(answers.dates(), question["prompt"])
    if kind == "rating":
        return _histogram(question["prompt"], answers.numbers(), "average", whole=True)
    return _text(question, answers)


def _text(question: Row, answers: Answers) -> Figure | None:
    """A text's numbers or dates, where the wide table has them too; else its lengths."""
    stated: Stated = question["stated"]
    if stated.measure is Measure.DATE:
        return timeline(answers.dates(), question["prompt"])
    if stated.measure is not Measure.NUMBER:
        return _histogram(question["prompt"], answers.lengths(), "letters on average")
    found = _histogram(question["prompt"], answers.numbers(), "average")
    some = f"{stated.numbers:,} of {stated.answers:,} answers state one number"
    more = [*(f"in {unit}" for unit in stated.units), *[some][: stated.numbers < stated.answers]]
    return replace(found, note="; ".join((found.note, *more))) if found else None


def _choice(question: Row, answers: Answers) -> Figure | None:
    counts, shown, typed = answers.selected()
    several = question["question_type"] == "multiple_choice"
    base = shown + (answers.statuses()[Status.BLANK] if several else typed)
    offered = question["options"] or [option for option, _ in counts.most_common(OPTIONS)]
    rows = [(option, counts[option]) for option in offered]
    rest = sum(counts.values()) - sum(count for _, count in rows) + (0 if several else typed)
    if rest:
        rows.append(("Something else", rest))
    if not base:
        return None
    note = f"of {base:,} who could choose several" if several else f"of {base:,} who chose one"
    return _bars(question["prompt"], rows, base, note)


def _bars(prompt: str, rows: Sequence[tuple[str, int]], base: int, note: str) -> Figure:
    told = [(option, f"{count:,}", percent(count, base)) for option, count in rows]
    alternative = "; ".join(f"{option}: {count} ({share})" for option, count, share in told)
    drawn = [
        (option, float(count), f"{n} · {share}")
        for (option, count), (_, n, share) in zip(rows, told, strict=True)
    ]
    svg = charts.bars(drawn, base, f"Bar chart. {prompt} {alternative}")
    return Figure(svg, note, ("Option", "Count", "Share"), tuple(told))


def _ranking(question: Row, answers: Answers) -> Figure | None:
    rankings = answers.rankings()
    places: dict[str, list[int]] = {}
    for ranking in rankings:
        for place, option in enumerate(ranking, 1):
            places.setdefault(option, []).append(place)
    means = sorted((float(np.mean(found)), option) for option, found in places.items())
    if not means:
        return None
    most = max(len(question["options"]), *map(len, rankings))
    told = tuple((o, f"{mean:.2f}", str(places[o].count(1))) for mean, o in means)
    drawn = [(o, most + 1 - mean, f"{mean:.2f}") for mean, o in means]
    words = "; ".join(f"{o}: mean rank {mean}, first {first} times" for o, mean, first in told)
    svg = charts.bars(drawn, most, f"Bar chart of mean ranks, 1 is best. {question['prompt']} {words}")
    return Figure(svg, "mean rank, 1 is best", ("Option", "Mean rank", "Ranked first"), told)


def _nps(question: Row, answers: Answers) -> Figure | None:
    counts = Counter(int(number) for number in answers.numbers() if number in range(11))
    total = counts.total()
    if not total:
        return None
    high = sum(n for value, n in counts.items() if value >= PROMOTERS)
    low = sum(n for value, n in counts.items() if value <= DETRACTORS)
    tones = ["low2" if v <= DETRACTORS else "high2" if v >= PROMOTERS else "mid" for v in range(11)]
    names = [str(value) for value in range(11)]
    score, (promote, detract) = 100 * (high - low) / total, (percent(n, total) for n in (high, low))
    note = f"net promoter score {score:+.0f}: {promote} promoters, {detract} detractors"
    told = tuple((name, f"{counts[int(name)]:,}", percent(counts[int(name)], total)) for name in names)
    label = f"Columns by score. {question['prompt']} {_spoken(told)}. {note}"
    svg = charts.columns([counts[value] for value in range(11)], names, label, tones)
    return Figure(svg, note, ("Score", "Count", "Share"), told)


def _histogram(prompt: str, values: np.ndarray[Any, Any], unit: str, whole: bool = False) -> Figure | None:
    if not len(values):
        return None
    names, counts = _bins(values, whole)
    total = len(values)
    told = tuple((name, f"{n:,}", percent(n, total)) for name, n in zip(names, counts, strict=True))
    mean, median = float(np.mean(values)), float(np.median(values))
    note = (
        f"{mean:.1f} {unit}, median {median:g}"
        if "letters" in unit
        else f"{unit} {mean:.2f}, median {median:g}"
    )
    what = "Lengths in letters" if "letters" in unit else "Histogram"
    axis = [name.partition("–")[0] for name in names]  # where a column begins
    svg = charts.columns(counts, axis, f"{what}. {prompt} {_spoken(told)}. {note}")
    return Figure(svg, note, ("Letters" if "letters" in unit else "Value", "Count", "Share"), told)


def _bins(values: np.ndarray[Any, Any], whole: bool) -> tuple[list[str], list[int]]:
    """A column per whole number where they are few, else ``BINS`` of equal width."""
    low, high = float(values.min()), float(values.max())
    if bool(np.all(values == np.round(values))) and high - low < 2 * BINS:
        first = min(1, int(low)) if whole else int(low)
        counts = Counter(int(value) for value in values)
        return [str(n) for n in range(first, int(high) + 1)], [counts[n] for n in range(first, int(high) + 1)]
    found, edges = np.histogram(values, BINS)
    return [f"{low:,.3g}–{high:,.3g}" for low, high in pairwise(edges)], found.tolist()


def timeline(days: Sequence[date], prompt: str) -> Figure | None:
    """Dates by day, month or year, whichever is not too many."""
    if not days:
        return None
    first, last = min(days), max(days)
    months = (last.year - first.year) * 12 + last.month - first.month
    if (last - first).days < DAYS:
        names = [date.fromordinal(n).isoformat() for n in range(first.toordinal(), last.toordinal() + 1)]
    elif months < MONTHS:
        month = [first.year * 12 + first.month - 1 + n for n in range(months + 1)]
        names = [f"{n // 12}-{n % 12 + 1:02}" for n in month]
    else:
        names = [str(year) for year in range(first.year, last.year + 1)]
    counts = Counter(day.isoformat()[: len(names[0])] for day in days)
    told = tuple((name, f"{counts[name]:,}", percent(counts[name], len(days))) for name in names)
    note = f"{first.isoformat()} to {last.isoformat()}" if first != last else first.isoformat()
    shown = tuple(row for row in told if row[1] != "0")
    svg = charts.columns([counts[name] for name in names], names, f"Over time. {prompt} {_spoken(shown)}")
    return Figure(svg, note, ("When", "Count", "Share"), shown)


def grid(rows: Sequence[Row], answers: Sequence[Answers]) -> Figure | None:
    """A grid's statements as diverging bars over its columns."""
    scale = list(dict.fromkeys(option for row in rows for option in row["options"]))
    found = [answer.selected()[0] for answer in answers]
    statements = [row["row_label"] or row["prompt"] for row in rows]
    totals = [sum(counts[option] for option in scale) for counts in found]
    if not any(totals):
        return None
    shares = [[c[o] / total if total else 0.0 for o in scale] for c, total in zip(found, totals, strict=True)]
    figures = [_ends(counts, scale, total) for counts, total in zip(found, totals, strict=True)]
    told = tuple((s, *(f"{c[o]:,}" for o in scale)) for s, c in zip(statements, found, strict=True))
    words = "; ".join(
        f"{row[0]}: " + ", ".join(f"{o} {n}" for o, n in zip(scale, row[1:], strict=True)) for row in told
    )
    svg = charts.diverging(statements, shares, figures, f"Diverging bars. {rows[0]['prompt']} {words}")
    return Figure(svg, "", ("Statement", *scale), told)


def _ends(counts: Counter[str], scale: Sequence[str], total: int) -> str:
    """How many stand on either side of the middle."""
    half = len(scale) // 2
    if not half or not total:
        return f"{total:,} answers"
    low, high = (sum(counts[option] for option in side) for side in (scale[:half], scale[-half:]))
    return f"← {percent(low, total)} · {percent(high, total)} → · {total:,} answers"


def percent(count: int, of: int) -> str:
    """``40 %``."""
    return f"{100 * count / of:.0f} %" if of else "–"


def _spoken(rows: Sequence[Sequence[str]]) -> str:
    return "; ".join(f"{row[0]}: {row[1]}" for row in rows)
