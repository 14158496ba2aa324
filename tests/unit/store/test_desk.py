from __future__ import annotations

from datetime import timedelta

import pytest

from backend.errors import Conflict, NotFound
from backend.store.desk import DeskStore, Remark
from backend.store.engine import Sessions
from tests.backends import Backend
from tests.factories import NOW
from tests.moderators import checked


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    return Backend(sessions)


@pytest.fixture
def desk(sessions: Sessions) -> DeskStore:
    return DeskStore(sessions)


def test_one_moderator_works_on_a_note_until_it_is_released(
    backend: Backend, desk: DeskStore
) -> None:
    note = checked(backend)
    desk.assign(note, "ada", NOW)
    desk.assign(note, "ada", NOW)
    with pytest.raises(Conflict, match="ada is working"):
        desk.assign(note, "bob", NOW)
    desk.release(note, "bob", NOW)
    assert desk.assigned(note) == "ada"
    desk.release(note, "ada", NOW)
    assert desk.assigned(note) is None
    with pytest.raises(NotFound):
        desk.assign("0" * 32, "ada", NOW)


def test_moderators_tell_each_other_about_a_note(backend: Backend, desk: DeskStore) -> None:
    note = checked(backend)
    first = Remark("ada", "The herald corrects itself tomorrow.", NOW)
    second = Remark("bob", "Thanks.", NOW + timedelta(minutes=1))
    desk.say(note, second)
    desk.say(note, first)
    assert desk.remarks(note) == [first, second]
