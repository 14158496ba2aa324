"""The service worker may die at any second: nothing is lost. Here nothing keeps it alive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.fake_backend import FakeBackend, Hold, noted
from tests.browser.served_pages import PageServer
from tests.browser.stories import at_once, half_way, whole_check
from tests.browser.undebugged import Undebugged, undebugged_chromium
from tests.fakes import until
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

_LONGER_THAN_A_WORKER_IDLES = 60.0


@pytest.fixture(scope="module")
def undebugged(
    chromium_path: str,
    chrome_package: Path,
    backend: FakeBackend,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Undebugged]:
    profile = tmp_path_factory.mktemp("undebugged")
    with undebugged_chromium(chromium_path, chrome_package, profile) as browser:
        browser.knows(backend)
        yield browser


def test_a_worker_that_dies_before_the_check_is_open_asks_again(
    undebugged: Undebugged, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    backend.holds_posts = True
    undebugged.opens(pages.address("/article?before"))
    undebugged.asks_about("#claim")
    until(lambda: len(backend.posts()) == 1)
    undebugged.kills_the_worker()
    until(lambda: len(backend.posts()) == 2)
    backend.let_go_on()
    undebugged.sees("Verdict", "Independently reported")
    assert backend.posts()[0] == backend.posts()[1]


def test_a_worker_that_dies_twice_while_evidence_comes_in_goes_on_from_the_last_event(
    undebugged: Undebugged, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    undebugged.opens(pages.address("/article?while"))
    undebugged.asks_about("#claim")
    undebugged.sees("Reading: 3 of 4")
    undebugged.kills_the_worker()
    until(lambda: len(backend.streams()) == 2)
    undebugged.kills_the_worker()
    until(lambda: len(backend.streams()) == 3)
    assert backend.streams() == [0, len(half_way()), len(half_way())]
    assert undebugged.sees("Reading: 3 of 4").count("Koprivna Daily") == 1
    backend.let_go_on()
    undebugged.sees("Verdict", "Independently reported")
    assert len(backend.posts()) == 1


def test_a_worker_that_died_after_the_note_is_there_for_the_next_check(
    undebugged: Undebugged, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    undebugged.opens(pages.address("/article?after"))
    undebugged.asks_about("#claim")
    undebugged.sees("Independently reported")
    undebugged.kills_the_worker()
    assert "Independently reported" in undebugged.card()
    backend.will_tell(*at_once(newsroom.insufficient_note()))
    undebugged.asks_about("#next")
    undebugged.sees("Not enough found")


def test_a_note_is_kept_though_the_worker_dies_as_it_arrives(
    undebugged: Undebugged, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    undebugged.opens(pages.address("/article?kept"))
    undebugged.asks_about("#claim")
    undebugged.sees("Reading: 3 of 4")
    backend.let_go_on()
    undebugged.sees("Verdict")
    undebugged.kills_the_worker()
    backend.will_tell()
    undebugged.opens(pages.address("/inner"))
    undebugged.opens(pages.address("/article?kept"))
    undebugged.asks()
    undebugged.sees("Independently reported")
    assert backend.asked == []


@pytest.fixture
def working() -> Iterator[FakeBackend]:
    """A backend that is long at a check."""
    working = FakeBackend()
    working.start()
    working.will_tell(*half_way(), Hold(_LONGER_THAN_A_WORKER_IDLES), noted(newsroom.nine_of_two()))
    yield working
    working.stop()


@pytest.fixture
def busy(
    chromium_path: str, chrome_package: Path, working: FakeBackend, tmp_path: Path
) -> Iterator[Undebugged]:
    """Another browser, whose worker follows that check."""
    with undebugged_chromium(chromium_path, chrome_package, tmp_path) as browser:
        browser.knows(working)
        yield browser


@pytest.mark.slow
def test_an_idle_worker_ends_by_itself_and_a_working_one_does_not_lose_its_check(
    undebugged: Undebugged,
    backend: FakeBackend,
    busy: Undebugged,
    working: FakeBackend,
    pages: PageServer,
) -> None:
    busy.opens(pages.address("/article?busy"))
    busy.asks_about("#claim")
    busy.sees("Reading: 3 of 4")
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    undebugged.opens(pages.address("/article?idle"))
    undebugged.asks_about("#claim")
    undebugged.sees("Independently reported")
    until(lambda: not undebugged.workers(), _LONGER_THAN_A_WORKER_IDLES)
    assert busy.sees("Reading: 3 of 4").count("Koprivna Daily") == 1
    working.let_go_on()
    busy.sees("Independently reported")
    assert len(working.posts()) == 1
    undebugged.asks_about("#next")
    undebugged.sees("Independently reported")
    assert len(backend.posts()) == 2
