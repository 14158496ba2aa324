"""From a reader's flag to a moderator's decision and back, with nothing replaced but the check.

The extension as it is shipped, the backend with its database, the console.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from backend.jobs.threads import ThreadJobs
from backend.moderation.roles import Role
from backend.services.flag import Flags
from backend.services.readers import Readers
from backend.store.engine import make_engine, make_sessions
from backend.store.flags import FlagStore
from backend.store.paces import PaceStore
from backend.store.readers import ReaderStore
from backend.web.app import make_app
from tests import databases
from tests.accounts import Accounts
from tests.backends import Backend, served
from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Card, Reader, tell_address
from tests.browser.served_pages import PageServer
from tests.browser.test_extension_flags import chooses, writes
from tests.browser.test_moderating import march, sign_in
from tests.moderators import moderation_of

pytestmark = pytest.mark.browser

REASON = "The Observer writes about the march of last year."


@dataclass
class Site:
    """A backend that answers, and its parts."""

    address: str
    backend: Backend


@pytest.fixture
def site(
    sqlite_template: Path,
    tmp_path: Path,
    browser: BrowserContext,
    extension_id: str,
    backend: FakeBackend,
) -> Iterator[Site]:
    """A real backend, which the reader's extension is told of until the test is over."""
    engine = make_engine(databases.copy_sqlite(sqlite_template, tmp_path / "site.sqlite"))
    real = Backend(make_sessions(engine), march)
    jobs = ThreadJobs(real.runner, workers=1, sweep_every=0.02)
    jobs.start()
    accounts = Accounts(real.sessions)
    accounts.add("ada", Role.MODERATOR)
    app = make_app(
        real.checks,
        flags=_flags(real),
        administration=accounts.parts,
        moderation=moderation_of(real, accounts),
    )
    with served(app) as url:
        tell_address(browser, extension_id, url)
        yield Site(url, real)
        tell_address(browser, extension_id, backend.address)
        real.bell.close()
        jobs.stop(grace=20)
    engine.dispose()


def _flags(backend: Backend) -> Flags:
    paces = PaceStore(backend.sessions)
    readers = Readers(ReaderStore(backend.sessions), paces, backend.clock, 20)
    store = FlagStore(backend.sessions)
    return Flags(store, paces, readers, note_of=backend.checks.note, clock=backend.clock)


def asks(reader: Reader, pages: PageServer) -> Card:
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    return reader.asks()


def flags_the_row_of_last_year(card: Card) -> None:
    card.clicks("Flag the row of The Observer")
    chooses(card, "out of context")
    writes(card, "textarea", "That was last year's march.")
    card.clicks("Send")
    card.shows("You flagged this: The quote is out of context")


def takes_the_row_out(tab: Page, site: Site) -> None:
    """Find the flag in the queue, see the verdict move, and decide."""
    sign_in(tab, f"{site.address}/moderate")
    tab.goto(f"{site.address}/moderate/queue")
    tab.locator(".queue a").click()
    flagged = tab.locator(".desk-row", has=tab.get_by_text("That was last year's march."))
    flagged.get_by_label("What it says").select_option("Take the row out")
    tab.get_by_role("button", name="Preview").click()
    cells = tab.locator("#preview td")
    expect(cells.nth(0)).to_contain_text("Reports disagree")
    expect(cells.nth(1)).to_contain_text("One origin only")
    tab.get_by_label("Reason").fill(REASON)
    tab.get_by_role("button", name="Decide").click()
    expect(tab.get_by_text("Your decision holds.")).to_be_visible()


def test_what_a_reader_flags_a_moderator_decides_and_the_reader_is_told(
    reader: Reader, site: Site, pages: PageServer, plain_tab: Page, pictures: Path
) -> None:
    card = asks(reader, pages)
    card.shows("Reports disagree", "Flag this note", within=60.0)
    flags_the_row_of_last_year(card)
    takes_the_row_out(plain_tab, site)
    again = asks(reader, pages)
    text = again.shows("One origin only", "Moderators have decided", REASON)
    assert text.index("Evidence") < text.index("One origin only") < text.index(REASON)
    assert "Taken out: The Observer" in text
    reader.page.screenshot(path=pictures / "decided.png")
    told = reader.opens(reader.extension_page("pages/panel.html"))
    told.get_by_role("tab", name="Your flags").click()
    expect(told.locator("main")).to_contain_text(REASON)
