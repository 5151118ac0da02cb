"""Tables that pandoc draws with dashes are tables; what stands below dashes otherwise stays text."""

from __future__ import annotations

from parsers.markdown.pandoc_tables import as_pipes
from tests.markdown import answers

MULTILINE = """\
  ----------------------------------------
                       Bad        Good
  -------------------- ---------- --------
  The room             (x)        ( )

  The food, and all    ( )        (x)
  that we drank
  ----------------------------------------"""
SIMPLE = """\
             Bad    Good
----------- ------ ------
  The room   (x)    ( )
  The food   ( )    (x)"""


def test_a_grid_of_rows_of_several_lines() -> None:
    found = answers(f"1. Rate\n\n{MULTILINE}\n\n2. B?\n\nx\n\n3. C?\n\ny\n")
    assert [(a.row_label, a.answer_text) for a in found] == [
        ("The room", "Bad"),
        ("The food, and all that we drank", "Good"),
        (None, "x"),
        (None, "y"),
    ]


def test_a_grid_of_a_line_per_row() -> None:
    found = answers(f"1. Rate\n\n{SIMPLE}\n\n2. B?\n\nx\n\n3. C?\n\ny\n")
    assert [(a.row_label, a.answer_text) for a in found[:2]] == [("The room", "Bad"), ("The food", "Good")]


def test_the_lines_keep_their_number() -> None:
    for table in (MULTILINE, SIMPLE):
        assert as_pipes(f"a\n\n{table}\n\nb").count("\n") == f"a\n\n{table}\n\nb".count("\n")


def test_what_crosses_a_columns_edge_or_has_no_end_is_no_table() -> None:
    for text in (
        "a b\n--- ---\nwords that run on",
        "--------------------\n a b\n--- ---\nc   d",
        "--------------------\n\nnothing\n\n--------------------",
    ):
        assert as_pipes(text) == text
