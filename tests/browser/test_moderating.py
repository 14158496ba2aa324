"""The queue and a note's desk as a browser shows them: accessible, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from backend.checking.frozen import Frozen
from backend.checking.note import Gathered
from backend.checking.origins import alone
from backend.checking.ports import Tell
from backend.checking.rows import name_of
from backend.domain import (
    Claim,
    Evidence,
    FlagReason,
    Highlight,
    Objection,
    Outlet,
    Passage,
    Report,
    Searched,
    SearchStatus,
    Stance,
)
from backend.moderation.roles import Role
from backend.services.decide import Asked
from backend.store.engine import make_engine, make_sessions
from backend.web.app import make_app
from tests import databases
from tests.accounts import PASSWORD, Accounts
from tests.backends import Backend, served
from tests.browser.test_console import take_pictures
from tests.factories import A_DAY, NOW, a_judgement
from tests.moderators import checked, decisions_of, flag, moderation_of

pytestmark = pytest.mark.browser

CLAIM = "Some 12,000 people marched through Lindau on Saturday."
TEXTS = {
    "courier": (Stance.SUPPORTS, "Police counted 12,000 people in the streets of Lindau."),
    "gazette": (Stance.SUPPORTS, "Police counted 12,000 people in the streets of Lindau."),
    "observer": (
        Stance.DISPUTES,
        "A march a year ago drew 4,000 people to Lindau, as the organisers said at the time.",
    ),
}
AS_BOB = Asked("It is right as it is.")
OBSERVED = name_of(0, "https://observer.example/a")


def march(highlight: Highlight, tell: Tell) -> Frozen:
    """What a check of the march gathers: two copies that support it, and one that does not."""
    del tell
    rows = tuple(_row(name, stance, text) for name, (stance, text) in TEXTS.items())
    claims = (Claim(highlight.quote.exact, 0, len(highlight.quote.exact)),)
    searched = (Searched("archive", SearchStatus.ANSWERED, 3),)
    return Frozen(Gathered(highlight, claims, rows, (), searched), (), "a judge", NOW)


def _row(name: str, stance: Stance, text: str) -> Evidence:
    outlet = Outlet(f"The {name.title()}", f"{name}.example")
    report = Report(f"https://{name}.example/a", f"The march in the {name}", text, outlet, A_DAY)
    return Evidence(0, Passage(report, 0, len(text)), a_judgement(stance), alone(report))


@pytest.fixture
def backend(sqlite_template: Path, tmp_path: Path) -> Iterator[Backend]:
    engine = make_engine(databases.copy_sqlite(sqlite_template, tmp_path / "console.sqlite"))
    backend = Backend(make_sessions(engine), march)
    yield backend
    engine.dispose()


@pytest.fixture
def note_id(backend: Backend) -> str:
    note_id = checked(backend, CLAIM)
    stale = Objection(FlagReason.OUT_OF_CONTEXT, OBSERVED, "That was last year's march.")
    flag(backend, note_id, "r1", objection=stale)
    missing = "https://lindau.example/police-report"
    flag(backend, note_id, "r2", objection=Objection(FlagReason.MISSING_REPORT, "", "", missing))
    flag(backend, checked(backend, "A second claim, of which little was found."))
    return note_id


@pytest.fixture
def address(backend: Backend, note_id: str) -> Iterator[str]:
    del note_id
    accounts = Accounts(backend.sessions)
    accounts.add("ada", Role.MODERATOR)
    moderation = moderation_of(backend, accounts)
    app = make_app(backend.checks, administration=accounts.parts, moderation=moderation)
    with served(app) as url:
        yield f"{url}/moderate"
        backend.bell.close()


def sign_in(tab: Page, address: str) -> None:
    tab.goto(f"{address}/login")
    tab.locator("#name").fill("ada")
    tab.locator("#password").fill(PASSWORD)
    tab.locator("main button").click()
    tab.wait_for_url(f"{address}/")


def every_view(tab: Page, address: str, note_id: str) -> Iterator[str]:
    """Bring the tab to one view after the other; say which it is."""
    tab.goto(f"{address}/queue")
    yield "queue"
    tab.goto(address.replace("/moderate", "/transparency"))
    yield "transparency"
    tab.goto(address.replace("/moderate", f"/n/{note_id}/reply"))
    yield "reply"
    tab.goto(f"{address}/notes/{note_id}")
    yield "note"
    tab.locator(f"[id='stance:{OBSERVED}']").select_option("out")
    tab.get_by_role("button", name="Preview").click()
    expect(tab.get_by_role("heading", name="What this would make of it")).to_be_visible()
    yield "note-tried"
    tab.get_by_role("button", name="Decide").click()
    expect(tab.get_by_role("alert")).to_contain_text("Give a reason")
    yield "note-refused"
    tab.get_by_label("Reason").fill("The Observer writes about the march of last year.")
    tab.get_by_role("button", name="Decide").click()
    expect(tab.get_by_text("Your decision holds.")).to_be_visible()
    yield "note-decided"


def test_neither_queue_nor_desk_breaks_a_rule_of_accessibility_or_scrolls_sideways(
    plain_tab: Page, address: str, note_id: str, pictures: Path
) -> None:
    tab = plain_tab
    sign_in(tab, address)
    for view in every_view(tab, address, note_id):
        take_pictures(tab, pictures / f"console-{view}", whole=view == "note")
        tab.set_viewport_size({"width": 320, "height": 640})
        assert tab.evaluate("document.documentElement.scrollWidth") == 320, view
        tab.emulate_media(color_scheme="light")
        found = Axe().run(tab)
        assert found.violations_count == 0, f"{view}: {found.generate_report()}"
        tab.emulate_media(color_scheme="dark")
        found = Axe().run(tab, options={"runOnly": ["color-contrast"]})
        assert found.violations_count == 0, f"{view}, dark: {found.generate_report()}"


def test_a_moderator_takes_a_row_out_by_keyboard_alone_and_without_scripts(
    scriptless: Browser, backend: Backend, address: str, note_id: str
) -> None:
    tab = scriptless.new_page()
    sign_in(tab, address)
    tab.goto(f"{address}/queue")
    tab.get_by_role("link", name=CLAIM).press("Enter")
    tab.locator(f"[id='stance:{OBSERVED}']").press("End")
    tab.get_by_role("button", name="Preview").press("Enter")
    row = tab.locator("#preview td")
    expect(row.nth(0)).to_contain_text("Reports disagree")
    expect(row.nth(1)).to_contain_text("One origin only")
    tab.get_by_label("Reason").press_sequentially("It is of last year.")
    tab.get_by_role("button", name="Decide").press("Enter")
    expect(tab.get_by_text("Your decision holds.")).to_be_visible()
    note = backend.checks.note(note_id)
    assert (note["verdict"], note["decision"]["reason"]) == ("single_source", "It is of last year.")


def test_of_two_moderators_the_second_is_told_and_loses_nothing(
    plain_tab: Page, backend: Backend, address: str, note_id: str
) -> None:
    sign_in(plain_tab, address)
    plain_tab.goto(f"{address}/notes/{note_id}")
    plain_tab.get_by_label("Reason").fill("My own reason.")
    decisions_of(backend).decide("bob", note_id, 1, AS_BOB)
    plain_tab.get_by_role("button", name="Decide").click()
    expect(plain_tab.get_by_role("alert")).to_contain_text("Somebody else was faster")
    expect(plain_tab.get_by_label("Reason")).to_have_value("My own reason.")
