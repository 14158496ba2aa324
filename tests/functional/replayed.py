"""Every note that a test made is made again from its frozen evidence, and compared in bytes.

No test asks for it, so none can forget it: databases are heard of when this process connects to
one, and when a program is started on one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event, inspect, make_url, select

from backend.checking.replay import canonical
from backend.errors import Unavailable
from backend.services.replay import Replays
from backend.store.engine import make_engine, make_sessions
from backend.store.frozen import FrozenStore
from backend.store.frozen_tables import FrozenEvidenceRow
from backend.store.notes import NoteStore
from backend.store.tables import NoteRow

_heard_of: dict[str, set[tuple[str, int]]] = {}
"""The databases that were used, each with the versions of notes that were replayed already."""


def hear_of(database_url: str) -> None:
    """A database is about to be used; its notes will be replayed."""
    _heard_of.setdefault(_plain(database_url), set())


@contextmanager
def hearing_of_connections() -> Iterator[None]:
    """Hear of every database that this process connects to; forget them all at the end.

    Other tests make notes by hand, which have nothing to be made from: they are not to be heard of.
    """

    def connected(connection: Connection) -> None:
        hear_of(connection.engine.url.render_as_string(hide_password=False))

    event.listen(Engine, "engine_connect", connected)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", connected)
        _heard_of.clear()


def replay_all() -> int:
    """Replay what was not replayed yet in every database; return how many notes that was.

    Raises `AssertionError` for a note that is not the same again, or has nothing to be made from.
    """
    return sum(_replay_new(url, done) for url, done in list(_heard_of.items()))


def _replay_new(url: str, done: set[tuple[str, int]]) -> int:
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        return 0
    engine = make_engine(url)
    try:
        new = [one for one in _versions(engine) if one not in done]
        done.update(new)  # at first, so that one that fails does so after its own test alone
        for note_id, version in new:
            _replay(engine, note_id, version)
        return len(new)
    except Unavailable:
        # The database was dropped together with the test that had it.
        del _heard_of[url]
        return 0
    finally:
        engine.dispose()


def _versions(engine: Engine) -> list[tuple[str, int]]:
    with engine.connect() as connection:
        if not inspect(connection).has_table(FrozenEvidenceRow.__tablename__):
            return []
        rows = connection.execute(select(NoteRow.check_id, NoteRow.version))
        return [(row.check_id, row.version) for row in rows]


def _replay(engine: Engine, note_id: str, version: int) -> None:
    sessions = make_sessions(engine)
    replay = Replays(NoteStore(sessions), FrozenStore(sessions)).replay(note_id, version)
    assert canonical(replay.made) == canonical(replay.stored), replay.differs


def _plain(url: str) -> str:
    """One way to write a database's address, whatever driver it names."""
    address = make_url(url)
    drivername = address.drivername.partition("+")[0]
    return address.set(drivername=drivername).render_as_string(hide_password=False)
