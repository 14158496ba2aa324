"""How long a check stands still when its worker is killed with -9: until another has taken it up.

    python -m tests.bench taking-over

PostgreSQL and the brokers are real. The check asks a searcher that hangs, so that there is a middle
to be killed in; a second worker waits. Told is the time from the kill to the `at` of the next
`started`, by this machine's clock, which the database has, too.
"""

from __future__ import annotations

import os
import secrets
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from backend.checking.highlights import clean, fingerprint
from backend.domain import AskedBy
from backend.jobs.broker import Broker
from backend.jobs.celery_app import make_celery
from backend.store.checks import CheckStore
from backend.store.engine import Sessions, make_engine, make_sessions, migrate
from backend.store.tables import CheckRow
from tests.bench.figures import Figure, middle
from tests.brokers import fresh_rabbitmq, fresh_redis
from tests.databases import fresh_postgresql
from tests.factories import a_highlight
from tests.fakes import until
from tests.functional.hostile import HostileServer, hanging
from tests.functional.program import Working

_PATIENCE = 240.0
_OPINION = (
    "It is hypocritical to scold Moscow for calling on its friends while Kyiv calls on its own."
)
_BROKERS: dict[str, tuple[Callable[[], AbstractContextManager[str]], float]] = {
    "RabbitMQ": (fresh_rabbitmq, 10.0),
    "Redis": (fresh_redis, 15.0),
}


def run(*, quick: bool) -> Iterator[Figure]:
    """Measure, for the table of all benches."""
    for name, (fresh, bar) in _BROKERS.items():
        with ExitStack() as stack:
            place = _place(stack, stack.enter_context(fresh()))
            took = [place.takes_over() for _ in range(1 if quick else 7)]
        what = f"{name}: a killed worker's check stands still"
        yield Figure(f"{what}, median of {len(took)}", middle(took), "s", at_most=bar)
        yield Figure(f"{what}, at the longest", max(took), "s", at_most=bar)


@dataclass
class _Place:
    """Two workers over one database and one broker."""

    sessions: Sessions
    broker: Broker
    start: Callable[[], None]

    def takes_over(self) -> float:
        """Kill whoever works on a new check; give the seconds until it was taken up again."""
        store = CheckStore(self.sessions)
        check_id = self._open(store, "Ten thousand people came to Kursk in March.")
        until(lambda: "searching" in _kinds(store, check_id), _PATIENCE)
        # It is done at once, and so by the other worker, which is at work from then on.
        other_id = self._open(store, _OPINION)
        until(lambda: "note" in _kinds(store, other_id), _PATIENCE)
        group = os.getpgid(_worker_of(self.sessions, check_id))
        killed_at = datetime.now(UTC)
        os.killpg(group, signal.SIGKILL)
        until(lambda: _kinds(store, check_id).count("started") == 2, _PATIENCE)
        starts = [event.at for event in store.events_after(check_id, 0) if event.kind == "started"]
        store.cancel(check_id, datetime.now(UTC))
        self.start()
        return (starts[-1] - killed_at).total_seconds()

    def _open(self, store: CheckStore, words: str) -> str:
        check_id = secrets.token_hex(16)
        highlight = clean(a_highlight(words, url=f"http://page.test/{check_id}"))
        store.add(check_id, highlight, fingerprint(highlight), datetime.now(UTC))
        self.broker.check(AskedBy.READER)
        return check_id


def _place(stack: ExitStack, broker_url: str) -> _Place:
    url = stack.enter_context(fresh_postgresql())
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    engine = make_engine(url)
    stack.callback(engine.dispose)
    migrate(engine)
    searcher = HostileServer(hanging)
    searcher.start()
    stack.callback(searcher.stop)
    settings = {
        "database_url": url,
        "broker_url": broker_url,
        "searchers": "searxng",
        "searxng_url": f"http://127.0.0.1:{searcher.port}",
        "judge": "lexical",
        "check_threads": "1",
        "fetch_seconds": "60",
        "check_seconds": "300",
    }

    def start() -> None:
        log = folder / secrets.token_hex(4)
        stack.callback(Working("worker", log=log, **settings).kill)

    for _ in range(2):
        start()
    return _Place(make_sessions(engine), Broker(make_celery(broker_url)), start)


def _kinds(store: CheckStore, check_id: str) -> list[str]:
    return [event.kind for event in store.events_after(check_id, 0)]


def _worker_of(sessions: Sessions, check_id: str) -> int:
    """The process that holds a check: its name is `host:process:…`."""
    with sessions.read() as session:
        owner = session.scalar(select(CheckRow.lease_owner).where(CheckRow.id == check_id))
    assert owner is not None
    return int(owner.split(":")[1])
