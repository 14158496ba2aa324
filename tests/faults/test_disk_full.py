"""SQLite on a disk that fills up while checks run, and has room again later."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from backend.demo.newsstand import Newsstand
from tests.fakes import until
from tests.faults.disks import Disk, LimitedDisk, MountedDisk, mounted
from tests.faults.highlights import Selected, selected
from tests.faults.record import PATIENCE, record_of, until_notes
from tests.faults.site import Away, Site

pytestmark = pytest.mark.faults

MEGABYTES = 32


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture(params=["file system", "limit"])
def place(
    request: pytest.FixtureRequest, crawled: Path, tmp_path: Path, running: ExitStack
) -> tuple[Site, Disk]:
    """A site and the disk that it writes to; where nobody may mount, a limit instead."""
    folder = tmp_path / "disk"
    folder.mkdir()
    is_small = request.param == "file system" and running.enter_context(mounted(folder, MEGABYTES))
    file = shutil.copyfile(crawled, folder / "second-source.db")
    site = Site(tmp_path, database_url=f"sqlite:///{file}")
    running.callback(site.kill)
    site.start()
    return site, MountedDisk(folder) if is_small else LimitedDisk(lambda: site.pid)


def refused(site: Site, selections: Iterator[Selected], promised: list[str]) -> bool:
    """Whether the next check is refused for the moment; else it is added to what is promised."""
    one = next(selections)
    try:
        answer = site.ask("POST", "/checks", json={"quote": one.quote, "page": {"url": one.page}})
    except Away:
        return True
    assert answer.status_code == 202, answer.text
    promised.append(answer.json()["id"])
    return False


def test_what_was_promised_is_kept_and_nothing_is_promised_while_the_disk_is_full(
    place: tuple[Site, Disk], newsstand: Newsstand
) -> None:
    site, disk = place
    selections = iter(selected(newsstand, 200))
    promised = [site.open_check(next(selections)) for _ in range(4)]
    until_notes(site.database_url, 1)
    done = next(key for key, one in record_of(site.database_url).checks.items() if one.notes)

    disk.fill()
    until(lambda: refused(site, selections, promised), PATIENCE, pause=0.3)
    shown = requests.get(f"{site.url}/api/v1/notes/{done}", timeout=30)
    assert (shown.status_code, shown.json()["id"]) == (200, done)

    disk.free()
    until(lambda: not refused(site, selections, promised), PATIENCE, pause=0.3)
    until_notes(site.database_url, len(promised))
    record_of(site.database_url).require_a_note_each(promised)
