from __future__ import annotations

import pytest

from backend.domain import FlagStatus
from backend.moderation.changes import Changes
from backend.services.decide import Asked
from backend.services.figures import OpenFigures
from backend.store.engine import Sessions
from backend.store.figures import FigureStore
from tests.backends import Backend
from tests.moderators import AS_IT_IS, checked, decisions_of, flag


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    return Backend(sessions)


@pytest.fixture
def figures(backend: Backend) -> OpenFigures:
    return OpenFigures(FigureStore(backend.sessions), backend.clock)


def test_what_readers_flag_and_moderators_decide_is_counted(
    backend: Backend, figures: OpenFigures
) -> None:
    first, second = checked(backend, "One."), checked(backend, "Two.")
    for note in (first, second):
        flag(backend, note)
    backend.clock.advance(hours=5)
    row = backend.checks.note(first)["evidence"][0]["id"]
    decisions = decisions_of(backend)
    decisions.decide("ada", first, 1, Asked("Of another crowd.", Changes(take_out=(row,))))
    decisions.decide("ada", second, 1, AS_IT_IS)
    decisions.decide("bob", second, 2, Asked("There is news.", recheck=True))
    found = figures.now()
    assert (found.flags[FlagStatus.UPHELD], found.flags[FlagStatus.NOT_UPHELD]) == (1, 1)
    assert (found.median_hours, found.decisions) == (5, 3)
    assert (found.changed, found.rechecked, found.hidden) == (1, 1, 0)


def test_a_decision_that_waits_is_not_told_yet(backend: Backend, figures: OpenFigures) -> None:
    note = checked(backend)
    backend.checks.note(note)
    hide = Asked("Not for all.", Changes(hide="It names a private person."))
    assert decisions_of(backend, large=1).decide("ada", note, 1, hide).waits
    assert figures.now().decisions == 0


def test_the_figures_are_made_anew_every_ten_minutes(
    backend: Backend, figures: OpenFigures
) -> None:
    before = figures.now()
    flag(backend, checked(backend))
    assert figures.now() is before
    backend.clock.advance(minutes=10)
    assert figures.now().flags[FlagStatus.OPEN] == 1
