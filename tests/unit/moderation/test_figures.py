from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backend.domain import FlagReason, FlagStatus
from backend.moderation.figures import DecisionFact, FlagFact, figures_of
from backend.moderation.review import Outcome

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
DISPUTED, CONTESTED = Outcome(("disputed",)), Outcome(("contested",))


def a_flag(status: FlagStatus, hours: float | None = None, days_ago: int = 0) -> FlagFact:
    put = NOW - timedelta(days=days_ago)
    decided = put + timedelta(hours=hours) if hours is not None else None
    return FlagFact(FlagReason.OTHER, status, put, decided)


def a_decision(
    outcome: Outcome, *, note: str = "a", minute: int = 0, stands: bool = True
) -> DecisionFact:
    at = NOW + timedelta(minutes=minute)
    return DecisionFact(note, stands, outcome is CONTESTED, recheck=False, outcome=outcome, at=at)


def test_where_nothing_was_flagged_there_is_nothing_to_tell() -> None:
    found = figures_of([], [], NOW)
    assert (found.decided, found.upheld_share, found.median_hours, found.most_hours) == (
        0,
        None,
        None,
        None,
    )
    assert set(found.flags.values()) == set(found.reasons.values()) == {0}


def test_flags_are_counted_by_what_became_of_them_and_how_soon() -> None:
    upheld = [a_flag(FlagStatus.UPHELD, hours) for hours in (1, 2, 3)]
    flags = [*upheld, a_flag(FlagStatus.NOT_UPHELD, 10), a_flag(FlagStatus.OPEN)]
    found = figures_of(flags, [], NOW)
    assert (found.decided, found.upheld_share) == (4, 0.75)
    assert found.median_hours == 2.5
    assert found.most_hours is not None
    assert 3 < found.most_hours <= 10


def test_months_are_told_one_by_one_over_the_turn_of_the_year() -> None:
    found = figures_of([a_flag(FlagStatus.OPEN, days_ago=20)], [a_decision(DISPUTED)], NOW)
    assert [one.month for one in found.months[-2:]] == ["2025-12", "2026-01"]
    assert [(one.flags, one.decisions) for one in found.months[-2:]] == [(1, 0), (0, 1)]
    assert len(found.months) == 12
    assert found.months[0].month == "2025-02"


def test_a_decision_is_undone_by_a_later_one_that_comes_to_something_else() -> None:
    decisions = [
        a_decision(CONTESTED, minute=2),
        a_decision(DISPUTED, minute=1),
        a_decision(CONTESTED, minute=3),
        a_decision(DISPUTED, note="b"),
        a_decision(CONTESTED, note="c", stands=False),
    ]
    found = figures_of([], decisions, NOW)
    assert (found.decisions, found.changed, found.reversed, found.not_followed) == (4, 2, 1, 1)
