"""The one process of the embedded form, on SQLite with its checks in threads, killed with -9."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.demo.newsstand import Newsstand
from tests.faults.highlights import CHECKS, selected
from tests.faults.listener import Listener
from tests.faults.record import PATIENCE, record_of, until_notes
from tests.faults.servers import Postgresql
from tests.faults.site import Site

pytestmark = pytest.mark.faults

KILLED_AT = tuple(CHECKS * part // 30 for part in (2, 7, 13, 19, 25))
"""How many checks are done at the least when the process is killed."""


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, database_url=sqlite_url)
    site.start()
    yield site
    site.kill()


def test_every_check_is_finished_once_though_the_process_is_killed_five_times(
    site: Site, newsstand: Newsstand
) -> None:
    highlights = selected(newsstand, CHECKS)
    with ThreadPoolExecutor(4) as readers:
        opening = [readers.submit(site.open_check, one) for one in highlights]
        listeners = [Listener(site, first.result(PATIENCE)) for first in opening[::30]]
        for done in KILLED_AT:
            until_notes(site.database_url, done)
            site.kill()
            site.start()
        check_ids = [one.result(PATIENCE) for one in opening]
    assert len(set(check_ids)) == CHECKS
    until_notes(site.database_url, CHECKS)
    record = record_of(site.database_url)
    record.require_a_note_each(check_ids)
    assert record.starts() > CHECKS
    for listener in listeners:
        listener.require_whole()
    assert max(listener.times_connected for listener in listeners) > 1


def test_threads_go_on_when_postgresql_is_back(
    postgresql: Postgresql, newsstand: Newsstand, tmp_path: Path
) -> None:
    with postgresql.fresh() as url:
        site = Site(tmp_path, database_url=url)
        site.start()
        try:
            opened = [site.open_check(one) for one in selected(newsstand, 10)]
            postgresql.restart()
            opened += [site.open_check(one) for one in selected(newsstand, 12)[10:]]
            until_notes(url, len(opened))
            record_of(url).require_a_note_each(opened)
        finally:
            site.kill()
