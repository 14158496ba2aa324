"""Three workers on PostgreSQL and RabbitMQ, killed with -9 at random while they check."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from backend.demo.newsstand import Newsstand
from tests.faults.conftest import crawl
from tests.faults.crew import Crew, Killer
from tests.faults.highlights import CHECKS, selected
from tests.faults.listener import Listener
from tests.faults.record import record_of, until_notes
from tests.faults.servers import Postgresql, Rabbitmq
from tests.faults.site import Site

pytestmark = pytest.mark.faults

WORKERS = 3
KILLED_EVERY = 2.0


@pytest.fixture
def settings(
    postgresql: Postgresql, rabbitmq: Rabbitmq, newsstand: Newsstand
) -> Iterator[dict[str, str]]:
    with postgresql.fresh() as url:
        crawl(newsstand, url)
        yield {"database_url": url, "broker_url": rabbitmq.url}


@pytest.fixture
def site(settings: dict[str, str], tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, **settings)
    site.start()
    yield site
    site.kill()


@pytest.fixture
def crew(settings: dict[str, str], tmp_path: Path) -> Iterator[Crew]:
    crew = Crew(tmp_path, **settings)
    crew.hire(WORKERS)
    yield crew
    crew.kill_all()


def test_every_check_is_finished_once_though_workers_are_killed_all_the_time(
    site: Site, crew: Crew, newsstand: Newsstand
) -> None:
    highlights = selected(newsstand, CHECKS)
    chance = Random(9)  # noqa: S311 (nobody is to be kept from guessing)
    with ThreadPoolExecutor(4) as readers, Killer(crew, KILLED_EVERY, chance) as killer:
        check_ids = list(readers.map(site.open_check, highlights))
        listeners = [Listener(site, check_id) for check_id in check_ids[::30]]
        until_notes(site.database_url, CHECKS)
    record = record_of(site.database_url)
    record.require_a_note_each(check_ids)
    assert killer.kills
    assert record.starts() > CHECKS
    for listener in listeners:
        listener.require_whole()
