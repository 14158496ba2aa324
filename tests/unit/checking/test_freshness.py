from __future__ import annotations

from datetime import UTC, datetime

from backend.checking.freshness import freshness
from backend.domain import Stance
from tests.factories import A_DAY, NOW, evidence_of


def test_the_days_of_the_newest_and_of_the_oldest_report_are_said() -> None:
    old = datetime(2023, 1, 2, tzinfo=UTC)
    rows = [
        evidence_of(Stance.SUPPORTS, "a"),
        evidence_of(Stance.MENTIONS, "b", published=old),
        evidence_of(Stance.MENTIONS, "c", published=None),
    ]
    assert freshness(rows, NOW) == (
        "Checked on 22 November 2026."
        " The newest report is of 23 October 2024, the oldest of 2 January 2023."
        " Some do not say of which day they are."
    )


def test_reports_of_one_day_are_of_that_day() -> None:
    rows = [evidence_of(Stance.SUPPORTS, origin) for origin in "ab"]
    assert freshness(rows, A_DAY).endswith("The reports are of 23 October 2024.")
    assert freshness(rows[:1], A_DAY).endswith("The report is of 23 October 2024.")


def test_where_no_report_is_dated_that_is_said() -> None:
    rows = [evidence_of(Stance.SUPPORTS, "a", published=None)]
    assert freshness(rows, NOW).endswith("No report says of which day it is.")


def test_without_evidence_the_day_of_the_check_remains() -> None:
    assert freshness([], NOW) == "Checked on 22 November 2026."
