from __future__ import annotations

import pytest

from backend.domain import FlagStatus
from backend.errors import Conflict
from backend.store.engine import Sessions
from backend.store.flags import FlagStore
from backend.store.queue import QueueStore, Wanted
from tests.backends import Backend
from tests.moderators import AS_IT_IS, checked, decisions_of, flag

WHY = "Read the second half."


@pytest.fixture
def backend(sessions: Sessions) -> Backend:
    return Backend(sessions)


def test_somebody_else_decides_when_a_reader_appeals(backend: Backend) -> None:
    note_id = checked(backend)
    reader = flag(backend, note_id)
    decisions, flags = decisions_of(backend), FlagStore(backend.sessions)
    queue = QueueStore(backend.sessions)
    decisions.decide("mia", note_id, 1, AS_IT_IS)
    assert not queue.page(Wanted())
    flags.appeal(reader, note_id, "", WHY, backend.clock())
    (waiting,) = queue.page(Wanted())
    assert waiting.note == note_id
    (shown,) = queue.flags_on(note_id)
    assert shown.flag.appeal == WHY
    with pytest.raises(Conflict, match="appeals against your decision"):
        decisions.decide("mia", note_id, 2, AS_IT_IS)
    decisions.decide("noa", note_id, 2, AS_IT_IS)
    (told,) = flags.of_reader(reader, 10)
    assert told.flag.status is FlagStatus.NOT_UPHELD
    assert not queue.page(Wanted())
