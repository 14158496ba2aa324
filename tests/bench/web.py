"""A real server over a database of made-up checks, for benches that ask it over HTTP."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from backend.checking.document import highlight_document
from backend.checking.highlights import clean, fingerprint
from backend.checking.versions import as_version, new_note
from backend.domain import CheckStatus, Verdict
from backend.store.engine import Sessions, make_engine, make_sessions, migrate
from backend.store.known import KnownClaimStore
from backend.store.tables import CheckEventRow, CheckRow, NoteRow
from tests.databases import fresh_postgresql
from tests.factories import a_highlight, a_note
from tests.fakes import until
from tests.functional.program import Serving

NO_BROKER = "redis://127.0.0.1:1/0"
"""Where nobody answers: the web process runs no checks, and has nobody to send any to."""

OWNER = "bench"
"""Who holds the checks that run."""


@contextmanager
def served(checks: int, status: CheckStatus, **settings: str) -> Iterator[tuple[Serving, Sessions]]:
    """`python -m backend serve` on PostgreSQL, with so many made-up checks at a status."""
    with fresh_postgresql() as url, tempfile.TemporaryDirectory() as folder:
        engine = make_engine(url)
        migrate(engine)
        sessions = make_sessions(engine)
        _fill(sessions, checks, status)
        serving = Serving(
            "serve", log=Path(folder) / "log", database_url=url, log_level="WARNING", **settings
        )
        try:
            # A server comes to know the claims of the notes that it finds, before it rests.
            known = KnownClaimStore(sessions)
            until(lambda: not known.notes_without_claims(), patience=600)
            yield serving, sessions
        finally:
            serving.kill()
            engine.dispose()


def check_id(number: int) -> str:
    """The id of a made-up check."""
    return f"{number:032x}"


def quote(number: int) -> str:
    """What it checks."""
    return f"Some {number:,} people came."


def resident_megabytes(session: int) -> float:
    """What all processes of a session have in memory together; shared pages count in each."""
    pages = sum(int(fields[23 - _SKIPPED]) for fields in _processes_of(session))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576


def processor_seconds(session: int) -> float:
    """How long all processes of a session have worked."""
    times = ((int(f[13 - _SKIPPED]), int(f[14 - _SKIPPED])) for f in _processes_of(session))
    return sum(user + system for user, system in times) / os.sysconf("SC_CLK_TCK")


_SKIPPED = 2
"""The number and the name of a process, which stand first in /proc/PID/stat (proc(5))."""


def _processes_of(session: int) -> list[list[str]]:
    every = (_stat(one) for one in Path("/proc").iterdir() if one.name.isdecimal())
    return [fields for fields in every if fields and fields[5 - _SKIPPED] == str(session)]


def _stat(process: Path) -> list[str]:
    try:
        # The name stands in brackets and may hold anything.
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _fill(sessions: Sessions, checks: int, status: CheckStatus) -> None:
    now = datetime.now(UTC)
    numbers = range(checks)
    rows = [_check(number, status, now) for number in numbers]
    events = [
        {"check_id": check_id(number), "seq": 1, "kind": "queued", "data": {}, "at": now}
        for number in numbers
    ]
    with sessions.write() as session:
        session.execute(insert(CheckRow), rows)
        session.execute(insert(CheckEventRow), events)
        if status is CheckStatus.DONE:
            session.execute(insert(NoteRow), [_note(number, now) for number in numbers])


def _check(number: int, status: CheckStatus, now: datetime) -> dict[str, object]:
    highlight = clean(a_highlight(quote(number)))
    running = status is CheckStatus.RUNNING
    return {
        "id": check_id(number),
        "fingerprint": fingerprint(highlight),
        "highlight": highlight_document(highlight),
        "page_url": highlight.page.url,
        "status": status,
        "lease_owner": OWNER if running else None,
        "lease_until": now + timedelta(days=1) if running else None,
        "last_event": 1,
        "created_at": now,
        "changed_at": now,
    }


def _note(number: int, now: datetime) -> dict[str, object]:
    note = new_note(check_id(number), a_note(a_highlight(quote(number))))
    document = as_version(note, 1, None)
    return {
        "check_id": check_id(number),
        "version": 1,
        "document": document,
        "verdict": Verdict(document["verdict"]),
        "checked_at": now,
    }
