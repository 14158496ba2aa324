from __future__ import annotations

import pytest

from backend.moderation.review import Outcome, needs_second, settled

DISPUTED, CONTESTED, HIDDEN = (
    Outcome(("disputed",)),
    Outcome(("contested",)),
    Outcome((), hidden=True),
)


@pytest.mark.parametrize(
    ("after", "reach", "large", "waits"),
    [
        (CONTESTED, 100, 100, True),
        (HIDDEN, 100, 100, True),
        (CONTESTED, 99, 100, False),
        (DISPUTED, 100, 100, False),
        (CONTESTED, 100, 0, False),
    ],
)
def test_a_change_of_verdict_on_a_note_of_large_reach_waits(
    after: Outcome,
    reach: int,
    large: int,
    waits: bool,  # noqa: FBT001
) -> None:
    assert needs_second(DISPUTED, after, reach, large) is waits


@pytest.mark.parametrize(
    ("proposed", "stands"),
    [
        ([DISPUTED], None),
        ([DISPUTED, DISPUTED], 0),
        ([DISPUTED, CONTESTED], None),
        ([DISPUTED, CONTESTED, CONTESTED], 1),
        ([DISPUTED, CONTESTED, DISPUTED], 0),
        ([DISPUTED, CONTESTED, HIDDEN], 2),
    ],
)
def test_two_who_agree_settle_it_and_else_a_third_does(
    proposed: list[Outcome], stands: int | None
) -> None:
    assert settled(proposed) == stands
