"""The moderators' console as a browser shows it: accessible, by keyboard, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from backend.moderation.chain import Act
from backend.moderation.roles import Role
from backend.store.engine import make_engine, make_sessions
from backend.web.app import make_app
from tests import databases
from tests.accounts import PASSWORD, Accounts
from tests.backends import Backend, served
from tests.elsewhere import PROVIDER, FakeProvider
from tests.moderators import checked
from tests.unit.web.fakes import FakeChecks

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATHS = ("", "account", "account/codes", "users", "users/jo.keller", "sources", "audit")


@pytest.fixture
def accounts(sqlite_template: Path, tmp_path: Path) -> Iterator[Accounts]:
    engine = make_engine(databases.copy_sqlite(sqlite_template, tmp_path / "console.sqlite"))
    accounts = Accounts(make_sessions(engine), provider=(PROVIDER, FakeProvider()))
    accounts.add("ann", Role.ADMIN)
    accounts.add("jo.keller", Role.MODERATOR)
    accounts.add("a-name-as-long-as-a-name-may-be-in-here", Role.LEAD)
    accounts.users.disable("ann", "a-name-as-long-as-a-name-may-be-in-here")
    accounts.users.issue_token("ann", "ann", "the newsroom’s dashboard")
    accounts.users.issue_token("ann", "jo.keller", "a laptop")
    checked(Backend(accounts.sessions))
    accounts.store.append(Act("", "lock sign-in", "user", "ann", {"failed": 5}), accounts.clock())
    yield accounts
    engine.dispose()


@pytest.fixture
def address(accounts: Accounts) -> Iterator[str]:
    app = make_app(FakeChecks(), administration=accounts.parts)  # type: ignore[arg-type]
    with served(app) as url:
        yield f"{url}/moderate"


@pytest.fixture
def tab(plain_tab: Page) -> Page:
    plain_tab.set_viewport_size({"width": 1000, "height": 800})
    return plain_tab


def sign_in(tab: Page, address: str, code: str = "") -> None:
    tab.goto(f"{address}/login")
    tab.locator("#name").fill("ann")
    tab.locator("#password").fill(PASSWORD)
    tab.locator("#sign-in-code").fill(code)
    tab.locator("main button").click()
    tab.wait_for_url(f"{address}/")


def every_view(tab: Page, address: str) -> Iterator[str]:
    """Bring the tab to one view after the other; say which it is."""
    tab.goto(f"{address}/login")
    yield "login"
    tab.locator("#name").fill("ann")
    tab.locator("#password").fill("a wrong password")
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("alert")).to_be_visible()
    yield "login-refused"
    sign_in(tab, address)
    for path in PATHS:
        tab.goto(f"{address}/{path}")
        yield path
    tab.goto(f"{address}/sources/outlet?domain=herald.example")
    yield "outlet"
    tab.get_by_label("Rating", exact=True).select_option("satire")
    tab.locator("#rating-reason").fill("It says so itself.")
    tab.get_by_role("button", name="See what it would change").first.click()
    expect(tab.get_by_role("button", name="Save it")).to_be_visible()
    yield "effect"
    tab.goto(f"{address}/audit")
    tab.get_by_role("button", name="Verify the log").click()
    expect(tab.get_by_role("heading", name="The log is sound")).to_be_visible()
    yield "verified"
    tab.goto(f"{address}/users/nobody")
    yield "problem"
    tab.goto(f"{address}/account")
    tab.get_by_role("button", name="Make a token").click()
    expect(tab.get_by_role("heading", name="Your new token")).to_be_visible()
    yield "token"
    tab.goto(f"{address}/account")
    tab.get_by_text("Link it, to sign in with it").click()
    tab.locator("#elsewhere-password").fill(PASSWORD)
    tab.get_by_role("button", name="Link it").click()
    expect(tab.get_by_role("link", name="Go on")).to_be_visible()
    yield "leave"


def test_no_view_of_the_console_breaks_a_rule_of_accessibility_or_scrolls_sideways(
    tab: Page, address: str, pictures: Path
) -> None:
    for view in every_view(tab, address):
        take_pictures(tab, pictures / f"console-{picture_of(view)}")
        tab.set_viewport_size({"width": 320, "height": 640})
        tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert tab.evaluate("document.documentElement.scrollWidth") == 320, view
        tab.emulate_media(color_scheme="light")
        found = Axe().run(tab)
        assert found.violations_count == 0, f"{view}: {found.generate_report()}"
        tab.emulate_media(color_scheme="dark")
        found = Axe().run(tab, options={"runOnly": ["color-contrast"]})
        assert found.violations_count == 0, f"{view}, dark: {found.generate_report()}"


def picture_of(view: str) -> str:
    """The name of a view's picture, in which no user's name stands."""
    return {"": "home", "users/jo.keller": "user"}.get(view, view.replace("/", "-"))


def take_pictures(tab: Page, path: Path, *, whole: bool = False) -> None:
    """Picture what stands in the window, or the whole page."""
    tab.set_viewport_size({"width": 900, "height": 720})
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        tab.screenshot(path=f"{path}-{scheme}.png", full_page=whole)


def test_a_moderator_signs_in_and_sets_up_codes_by_keyboard_alone(
    tab: Page, address: str, accounts: Accounts
) -> None:
    tab.goto(f"{address}/account/codes")
    expect(tab.locator("#name")).to_be_focused()
    tab.keyboard.type("ann")
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Set up codes")).to_be_visible()
    tab.keyboard.press("Tab")
    expect(tab.get_by_text("Skip to the content")).to_be_focused()
    tab.keyboard.press("Enter")
    for _ in range(2):
        tab.keyboard.press("Tab")
    expect(tab.locator("#start-password")).to_be_focused()
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Tab")
    secret = accounts.own.offer_codes(accounts.signed(accounts.sign_in("ann"))).secret
    tab.keyboard.type(pyotp.TOTP(secret).at(accounts.clock()))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Codes are on")).to_be_visible()
    expect(tab.locator(".recovery li")).to_have_count(10)


def test_everything_in_the_console_works_without_scripts(
    scriptless: Browser, address: str, accounts: Accounts
) -> None:
    tab = scriptless.new_page()
    sign_in(tab, address)
    tab.goto(f"{address}/users/jo.keller")
    tab.locator("select").select_option("lead")
    tab.locator("form[action$='/role'] button").click()
    expect(tab.locator("[role=status].notice")).to_have_text("Done.")
    assert accounts.users.get("jo.keller").role is Role.LEAD
    tab.locator(".console-nav button").click()
    tab.wait_for_url(f"{address}/login")
