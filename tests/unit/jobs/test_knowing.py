from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from backend.encoder.absent import NoEncoder
from backend.jobs.knowing import CatchUpThread
from backend.services.known import KnownClaims, Means
from backend.store.engine import Sessions
from backend.store.known import KnownClaimStore
from backend.store.notes import NoteStore
from tests.fakes import FakeClock, FakeJudge


def a_thread(sessions: Sessions) -> CatchUpThread:
    means = Means(NoEncoder(), FakeJudge(), FakeClock())
    store = KnownClaimStore(sessions)
    return CatchUpThread(KnownClaims(store, NoteStore(sessions), means, timedelta(hours=6)))


def test_it_ends_when_it_is_stopped(sessions: Sessions) -> None:
    thread = a_thread(sessions)
    thread.start()
    thread.stop()


def test_what_breaks_is_logged_and_breaks_nothing_else(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    with sessions.write() as session:
        session.execute(text("ALTER TABLE known_claim RENAME TO elsewhere"))
    try:
        thread = a_thread(sessions)
        thread.start()
        thread.stop()
    finally:
        with sessions.write() as session:
            session.execute(text("ALTER TABLE elsewhere RENAME TO known_claim"))
    assert "Known claims could not be read" in caplog.text
