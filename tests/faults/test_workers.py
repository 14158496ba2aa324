"""A web process and two workers over each broker, while whatever they lean on fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.demo.cases import load_cases
from backend.demo.newsstand import Newsstand
from backend.store.engine import make_engine, make_sessions
from tests.accounts import Accounts
from tests.fakes import FakeClock, until
from tests.faults.conftest import crawl
from tests.faults.crew import Crew
from tests.faults.highlights import Selected, selected
from tests.faults.listener import Listener
from tests.faults.moved_clock import clock_moved_for_what_is_started
from tests.faults.record import PATIENCE, Record, record_of, until_notes
from tests.faults.servers import Postgresql, Rabbitmq, Redis
from tests.faults.site import Site
from tests.faults.turnstile import STAGES, turnstile

pytestmark = pytest.mark.faults

HOUR = 3600

REPORTED = next(case.sentence for case in load_cases() if case.name == "two sides of a front agree")
"""Of this reports are found, read and judged, and none of them hangs."""


@dataclass(frozen=True)
class Place:
    """All that runs. What one test opened is there in the next one, and must not change."""

    site: Site
    crew: Crew
    database: Postgresql
    broker: Rabbitmq | Redis
    newsstand: Newsstand

    def record(self) -> Record:
        return record_of(self.site.database_url)

    def highlights(
        self, number: int, *, stop: str = "", hanging: bool = False
    ) -> Sequence[Selected]:
        """So many that nobody has asked about, each on a page of its own."""
        there = len(self.record().checks)
        return [
            replace(one, page=f"{one.page}&asked={there + n}{stop}")
            for n, one in enumerate(selected(self.newsstand, number, hanging=hanging))
        ]

    def open(self, number: int) -> list[str]:
        return [self.site.open_check(one) for one in self.highlights(number)]

    def until_notes(self, enough: int) -> None:
        """Wait until so many checks have ended in notes since the beginning."""
        until_notes(self.site.database_url, enough)

    def require_nothing_lost(self, before: Record, check_ids: Sequence[str]) -> None:
        """Wait until these ended, each in one note; all that was there before is there still."""
        self.until_notes(len(before.checks) + len(check_ids))
        record = self.record()
        record.require_a_note_each([*before.checks, *check_ids])
        record.require_all_of(before)


@pytest.fixture(scope="module", params=["rabbitmq", "redis"])
def broker(request: pytest.FixtureRequest) -> Rabbitmq | Redis:
    server: Rabbitmq | Redis = request.getfixturevalue(request.param)
    return server


@pytest.fixture(scope="module")
def place(
    postgresql: Postgresql,
    broker: Rabbitmq | Redis,
    newsstand: Newsstand,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("place")
    with postgresql.fresh() as url, ExitStack() as running:
        crawl(newsstand, url)
        settings = {"database_url": url, "broker_url": broker.url}
        site, crew = Site(folder, **settings), Crew(folder, **settings)
        running.callback(crew.kill_all)
        running.callback(site.kill)
        crew.hire(2)
        site.start()
        place = Place(site, crew, postgresql, broker, newsstand)
        have_one_flagged_and_decided(place)
        yield place


def have_one_flagged_and_decided(place: Place) -> None:
    [note_id] = place.open(1)
    place.until_notes(1)
    place.site.flag(note_id)
    engine = make_engine(place.site.database_url)
    accounts = Accounts(make_sessions(engine), FakeClock(datetime.now(UTC)))
    accounts.add("ada")
    token = accounts.users.issue_token("test", "ada", "a program")
    engine.dispose()
    headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"'}
    path, body = f"/notes/{note_id}/decisions", {"reason": "The quote is whole."}
    assert place.site.ask("POST", path, headers=headers, json=body).status_code == 201


def test_what_waits_and_what_is_asked_meanwhile_is_checked_when_the_broker_is_back(
    place: Place,
) -> None:
    before, waiting = place.record(), place.open(6)
    place.until_notes(len(before.checks) + 1)
    place.broker.restart(between=lambda: waiting.extend(place.open(4)))
    place.require_nothing_lost(before, waiting)


def test_a_broker_that_is_emptied_again_and_again_strands_no_check(place: Place) -> None:
    before, waiting = place.record(), place.open(9)
    for done in (1, 3, 5):
        place.until_notes(len(before.checks) + done)
        place.broker.empty()
    place.require_nothing_lost(before, waiting)


def test_checks_and_streams_go_on_when_postgresql_is_back(place: Place) -> None:
    before, opened = place.record(), place.open(8)
    listeners = [Listener(place.site, check_id) for check_id in opened]
    place.until_notes(len(before.checks) + 2)
    place.database.restart()
    place.require_nothing_lost(before, opened)
    for listener in listeners:
        listener.require_whole()


def test_nothing_is_lost_while_postgresql_has_no_connection_left(place: Place) -> None:
    before, opened = place.record(), place.open(8)
    place.until_notes(len(before.checks) + 1)
    with place.database.no_connection_left():
        until(lambda: not place.site.is_ready(), PATIENCE, pause=0.3)
    opened += place.open(2)
    place.require_nothing_lost(before, opened)
    assert place.site.is_ready()


def test_streams_are_resumed_and_flags_kept_when_the_web_process_is_killed(place: Place) -> None:
    before, opened = place.record(), place.open(10)
    listeners = [Listener(place.site, check_id) for check_id in opened for _ in range(3)]
    flagged = next(iter(before.checks))
    with ThreadPoolExecutor(12) as readers:
        flags: list[Future[None]] = []
        for done in (2, 6):
            place.until_notes(len(before.checks) + done)
            flags += [readers.submit(place.site.flag, flagged) for _ in range(6)]
            place.site.kill()
            place.site.start()
        for flag in flags:
            flag.result(PATIENCE)
    place.require_nothing_lost(before, opened)
    assert len(place.record().flags) == len(before.flags) + len(flags)
    for listener in listeners:
        listener.require_whole()
    assert max(listener.times_connected for listener in listeners) > 1


def test_a_check_goes_on_in_whatever_stage_its_worker_is_killed(place: Place) -> None:
    before = place.record()
    place.crew.kill_all()
    with turnstile(place.site.database_url) as gate:
        pages = {stage: place.highlights(1, stop=f"&stop={stage}")[0].page for stage in STAGES}
        opened = {kind: place.site.open_check(Selected(REPORTED, pages[kind])) for kind in STAGES}
        place.crew.hire(2, check_threads=str(len(STAGES) // 2))
        until(lambda: gate.waiting() == len(STAGES), PATIENCE, pause=0.3)
        place.crew.kill_all()
        gate.open()
        place.crew.hire(2)
        place.require_nothing_lost(before, list(opened.values()))
    for stage, check_id in opened.items():
        kinds = place.record().checks[check_id].kinds
        first, last = kinds.index("started"), len(kinds) - 1 - kinds[::-1].index("started")
        # The step itself was not told by who was killed; all that came before it was.
        assert stage not in kinds[first + 1 : last]
        assert kinds.count("started") == (1 if stage == "started" else 2)


@pytest.mark.parametrize("broker", ["rabbitmq"], indirect=True)
def test_a_worker_that_sleeps_through_its_lease_adds_nothing_when_it_wakes(place: Place) -> None:
    before, opened = place.record(), place.open(8)
    place.until_notes(len(before.checks) + 1)
    with place.crew.asleep(place.crew.workers[0]):
        place.require_nothing_lost(before, opened)
    opened += place.open(4)
    place.require_nothing_lost(before, opened)


@pytest.mark.parametrize("broker", ["rabbitmq"], indirect=True)
def test_a_worker_whose_clock_is_wrong_neither_steals_checks_nor_keeps_them(
    place: Place, tmp_path: Path
) -> None:
    before = place.record()
    place.crew.kill_all()
    for seconds in (HOUR, -HOUR):
        with clock_moved_for_what_is_started(tmp_path, seconds):
            # With all their reports some of these checks wait for a page that hangs.
            place.crew.hire(reports_a_claim="20")
    opened = [place.site.open_check(one) for one in place.highlights(8, hanging=True)]
    place.until_notes(len(before.checks) + 4)
    done = {key: one for key, one in place.record().checks.items() if one.notes}
    place.crew.kill_all()
    place.crew.hire(2)
    place.require_nothing_lost(before, opened)
    assert {done[key].kinds.count("started") for key in opened if key in done} == {1}
