"""A whole backend as a process of its own, to be killed.

    python -m … DATABASE_URL FOLDER [LISTENERS]

Its pipeline writes FOLDER/begun in the middle of a check and waits there for FOLDER/go.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from backend.checking import steps
from backend.checking.frozen import Frozen
from backend.checking.ports import Tell
from backend.domain import Highlight
from backend.jobs.threads import ThreadJobs
from backend.services.bell import Bell
from backend.services.check import Checks
from backend.services.run import LeaseTimes, Runner
from backend.store.checks import CheckStore
from backend.store.engine import make_engine, make_sessions
from backend.store.leases import LeaseStore
from backend.store.listening import notifications
from backend.store.notes import NoteStore
from backend.store.rechecks import RecheckStore
from backend.web.app import WebSettings, make_app
from backend.web.server import LISTENERS, Served, serve
from tests.backends import a_watch
from tests.factories import frozen_evidence
from tests.fakes import tell_all, until

LEASES = LeaseTimes(lasts=1.0, renewed_every=0.2)


def check(folder: Path, highlight: Highlight, tell: Tell) -> Frozen:
    """Check a highlight, waiting in the middle."""
    frozen = frozen_evidence(highlight)
    note = frozen.note()
    tell(steps.Claimed(tuple(weighed.claim for weighed in note.claims)))
    (folder / "begun").write_text(str(os.getpid()))
    until((folder / "go").exists, patience=60)
    tell_all(note, tell)
    return frozen


def make(database_url: str, folder: Path) -> Served:
    """Put a backend together, and start its workers."""
    engine = make_engine(database_url)
    sessions = make_sessions(engine)
    store = CheckStore(sessions)
    bell = Bell(store.last_events, wake_ups=notifications(engine))
    bell.start()
    runner = Runner(LeaseStore(sessions), partial(check, folder), bell, _now, LEASES)
    jobs = ThreadJobs(runner, sweep_every=0.2)
    checks = Checks(
        store,
        NoteStore(sessions),
        RecheckStore(sessions),
        bell=bell,
        clock=_now,
        submit=jobs.submit,
    )
    app = make_app(checks, WebSettings(), a_watch(engine))
    jobs.start()

    def stop() -> None:
        bell.close()
        jobs.stop(grace=0.5)
        engine.dispose()

    return Served(app, stop)


def _now() -> datetime:
    return datetime.now(UTC)


def _show(url: str) -> None:
    print(url, flush=True)  # noqa: T201 (who started us reads it)


if __name__ == "__main__":
    most = int(sys.argv[3]) if len(sys.argv) > 3 else LISTENERS
    serve(partial(make, sys.argv[1], Path(sys.argv[2])), "127.0.0.1", 0, _show, most)
