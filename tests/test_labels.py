"""The words of Microsoft Forms: data that people add to, so its shape is checked."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from parsers import labels
from parsers.patterns import gaps

LANGUAGES = {"en", "fr", "es", "pt", "de", "it", "nl", "ar", "zh-Hans", "zh-Hant", "ja"}
RAW = tomllib.loads(resources.files("parsers").joinpath("labels.toml").read_text("utf-8"))


@pytest.mark.parametrize("meaning", sorted(RAW))
def test_every_meaning_is_there_in_every_language(meaning: str) -> None:
    optional = {"type_section"}
    assert meaning in optional or RAW[meaning].keys() >= LANGUAGES


def test_every_word_has_a_source() -> None:
    words = [w for languages in RAW.values() for ws in languages.values() for w in ws]
    assert all(
        w.keys() == {"text", "source"} and re.match(r"(seen|translated)\b", w["source"]) for w in words
    )


def test_only_patterns_have_gaps() -> None:
    odd = [
        w["text"]
        for meaning, languages in RAW.items()
        for words in languages.values()
        for w in words
        if "{" in w["text"] and not meaning.endswith("_pattern")
    ]
    assert odd == []


def test_no_column_head_means_two_things() -> None:
    heads = {w for m in RAW if m.startswith("sheet_") and not m.endswith("_pattern") for w in labels.words(m)}
    assert [w for w in heads if len([m for m in labels.meanings(w) if m.startswith("sheet_")]) != 1] == []


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("TIME TO COMPLETE:", "time_to_complete"),
        ("Requer resposta.", "required"),
        ("結果の表示", "view_results"),
    ],
)
def test_case_width_and_end_punctuation_do_not_count(text: str, meaning: str) -> None:
    assert labels.means(text, meaning)


@pytest.mark.parametrize(
    ("text", "meaning", "expected"),
    [
        ("2 / 3 pts", "points_pattern", ("2", "3")),
        ("Puntos: ¿Qué tal: sí?", "sheet_points_pattern", ("¿Qué tal: sí?",)),
        ("File number limit: 1   Single file size limit: 10MB", "file_limit_pattern", ("1", "10MB")),
        ("请输入日期（yyyy/M/d）", "placeholder_pattern", ("yyyy/M/d",)),
        ("3 Sterne", "star_pattern", ("3",)),
        ("Points of interest", "sheet_points_pattern", None),
    ],
)
def test_gaps_of_patterns(text: str, meaning: str, expected: tuple[str, ...] | None) -> None:
    assert gaps(text, meaning) == expected


def test_a_required_mark_in_words_is_no_part_of_the_prompt() -> None:
    from parsers.recognise.parts import unstar

    assert unstar("Wer kommt? (Antwort erforderlich)") == ("Wer kommt?", True)
    assert unstar("Who comes? * (Required to answer)") == ("Who comes?", True)
    assert unstar("Who comes (required by law)?") == ("Who comes (required by law)?", False)
