"""What ``confidence`` promises holds on documents whose truth is known."""

from __future__ import annotations

import pytest

from tests.calibrate import PROMISES, Claim, broken, golden, table, world


def claims(confidence: float, right: int, wrong: int) -> list[Claim]:
    return [Claim(confidence, "text", n < wrong, "") for n in range(right + wrong)]


@pytest.mark.parametrize(
    ("confidence", "right", "wrong", "holds"),
    [
        (0.95, 999, 1, True),
        (0.95, 998, 1, False),
        (0.94, 49, 1, True),
        (0.8, 48, 1, False),
        (0.79, 0, 9, True),
    ],
)
def test_a_promise_is_broken_by_one_more(confidence: float, right: int, wrong: int, holds: bool) -> None:
    assert (broken(claims(confidence, right, wrong)) == []) is holds


def test_the_table_counts_claims_and_wrong_ones() -> None:
    assert table(claims(0.95, 3, 1)).splitlines()[1].split() == ["0.95", "all", "4", "1", "250.00"]


def test_the_promises_hold_on_the_golden_documents() -> None:
    found = list(golden())
    assert len(found) > 800
    assert sum(claim.confidence >= max(PROMISES) for claim in found) > 400
    assert sum(claim.confidence >= min(PROMISES) for claim in found) > 600
    assert broken(found) == []


@pytest.mark.slow
def test_the_promises_hold_on_random_documents_made_to_mislead() -> None:
    found = list(world(3_000, seed=3, cheap=True))
    assert sum(claim.confidence >= max(PROMISES) for claim in found) > 400
    assert broken(found) == []
    words = [claim for claim in found if claim.evidence in ("text", "form")]
    assert max(claim.confidence for claim in words) < min(PROMISES)
