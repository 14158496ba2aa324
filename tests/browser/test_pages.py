from __future__ import annotations

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from backend.checking import steps
from backend.domain import Outlet, Report
from tests.browser.site import STATES, Site, show, unfold
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(plain_tab: Page) -> Page:
    return plain_tab


@pytest.mark.parametrize("state", STATES)
def test_no_page_breaks_a_rule_of_accessibility_in_light_or_dark(
    site: Site, tab: Page, state: str
) -> None:
    show(tab, site, state)
    unfold(tab)
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        tab.emulate_media(color_scheme=scheme)
        found = Axe().run(tab)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("state", STATES)
def test_no_page_scrolls_sideways_on_a_narrow_screen(site: Site, tab: Page, state: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    show(tab, site, state)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


def test_a_claim_can_be_checked_with_the_keyboard_alone(site: Site, tab: Page) -> None:
    tab.goto(f"{site.address}/try")
    expect(tab.get_by_label("Claim", exact=True)).to_be_focused()
    tab.keyboard.type("The bridge is closed.")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Find reports")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Waiting to start")).to_be_visible()
    expect(tab.locator("mark")).to_have_text("The bridge is closed.")


def test_a_claim_that_is_too_long_is_counted_and_never_cut(site: Site, tab: Page) -> None:
    tab.goto(f"{site.address}/try")
    claim = tab.get_by_label("Claim", exact=True)
    claim.fill("😀" * 5_002)
    expect(tab.locator("[data-count-of]")).to_have_text("2 too many.")
    expect(tab.locator("[data-count-warning]")).to_have_text("2 too many.")
    tab.get_by_role("button", name="Find reports").click()
    expect(tab.locator("#claim-problem")).to_contain_text("5,002 characters")
    assert len(claim.input_value()) == 5_002


def test_a_wrong_address_keeps_the_words_and_takes_the_focus(site: Site, tab: Page) -> None:
    tab.goto(f"{site.address}/try")
    tab.get_by_label("Claim", exact=True).fill("The bridge is closed.")
    tab.get_by_text("Where it stands").click()
    tab.get_by_label("Address of the page").fill("example.org/bridge")
    tab.get_by_role("button", name="Find reports").click()
    address = tab.get_by_label("Address of the page")
    expect(address).to_be_focused()
    expect(address).to_have_accessible_description(
        "The page's address must begin with http:// or https:// and name a host. "
        "Begins with https:// or http://. The page itself is not opened."
    )
    expect(tab.get_by_label("Claim", exact=True)).to_have_value("The bridge is closed.")


def live(tab: Page) -> Locator:
    return tab.locator("#announcements")


def test_evidence_appears_as_it_is_told_and_the_note_takes_its_place(site: Site, tab: Page) -> None:
    note = newsroom.rich_note()
    check_id = site.checks.open(note.highlight)
    tab.goto(f"{site.address}/n/{check_id}")
    rows = tab.locator(".running .rows > li")
    expect(rows).to_have_count(0)
    site.checks.step(check_id, *newsroom.running_steps())
    expect(rows).to_have_count(2)
    expect(tab.locator(".sentence")).to_have_text(
        "1 of 3 searchers answered, 2 reports read, 1 could not be read, 2 pieces of evidence."
    )
    expect(live(tab)).to_contain_text("searchers answered")
    site.checks.step(check_id, steps.Judged(newsroom.rich_evidence()[-1]))
    expect(rows.last).to_contain_text("Denial by the Kremlin")
    site.checks.finish(check_id, note)
    expect(tab.get_by_role("heading", name="Verdict, taken together")).to_be_visible()
    expect(live(tab)).to_have_text("The note is ready. 11 reports, 4 origins.")
    expect(tab).to_have_title(re.compile("^Checked: About 10,000 people left"))


def shown(tab: Page) -> list[str]:
    """What a running check's page shows, without where white space stands."""
    lists = tab.locator("h1, .searches, .claims, .running .rows, ul.unread, .sentence").all()
    return [tab.title(), *(" ".join(each.inner_text().split()) for each in lists)]


def test_what_the_script_adds_is_what_the_server_would_have_written(site: Site, tab: Page) -> None:
    check_id = site.checks.open(newsroom.rich_note().highlight)
    tab.goto(f"{site.address}/n/{check_id}")
    site.checks.step(check_id, *newsroom.running_steps())
    site.checks.step(check_id, *map(steps.Judged, newsroom.rich_evidence()[-2:]))
    site.checks.step(check_id, *map(steps.SearcherAnswered, newsroom.SEARCHED[1:]))
    expect(tab.locator(".searches")).to_contain_text("asked us to come back later")
    followed = shown(tab)
    markup = tab.locator(".running .rows").inner_html()
    tab.reload()
    assert shown(tab) == followed
    assert _plain(tab.locator(".running .rows").inner_html()) == _plain(markup)


def _plain(markup: str) -> str:
    return "".join(markup.replace(" arrived", "").split())


def test_a_stream_that_breaks_goes_on_where_it_stopped(site: Site, tab: Page) -> None:
    site.cuts_streams = True
    check_id = site.checks.open(newsroom.rich_note().highlight)
    tab.goto(f"{site.address}/n/{check_id}")
    site.checks.step(check_id, *newsroom.running_steps())
    expect(tab.locator(".sentence")).to_contain_text("2 pieces of evidence", timeout=20_000)
    expect(tab.locator(".running .rows > li")).to_have_count(2)
    assert site.streams == sorted(site.streams)
    assert len(site.streams) > 2


def test_what_is_told_anew_replaces_what_no_longer_holds(site: Site, tab: Page) -> None:
    check_id = site.half_way()
    tab.goto(f"{site.address}/n/{check_id}")
    expect(tab.locator(".running .rows > li")).to_have_count(2)
    site.checks.step(check_id, steps.Started())
    expect(tab.locator(".running .rows > li")).to_have_count(0)
    expect(tab.locator(".nothing-yet")).to_be_visible()


def test_hostile_evidence_arrives_as_text_without_a_link(site: Site, tab: Page) -> None:
    markup = "<img src=x onerror=alert(1)>"
    report = Report("javascript:alert(1)", markup, markup, Outlet(markup, "x"))
    check_id = site.checks.open(newsroom.highlight(newsroom.LEFT))
    tab.goto(f"{site.address}/n/{check_id}")
    row = newsroom.row(0, report, newsroom.SUPPORTS)
    site.checks.step(check_id, steps.Started(), steps.Judged(row))
    expect(tab.locator(".running .rows blockquote")).to_have_text(markup)
    assert tab.locator(".running .rows :is(a, img)").count() == 0


def test_a_stopped_check_can_be_started_again(site: Site, tab: Page) -> None:
    tab.goto(f"{site.address}/n/{site.half_way()}")
    tab.get_by_role("button", name="Stop").click()
    expect(tab.get_by_role("heading", name="Stopped", exact=True)).to_be_visible()
    tab.get_by_role("button", name="Check again").click()
    expect(tab.get_by_role("heading", name="Waiting to start")).to_be_visible()


def test_a_check_that_fails_elsewhere_is_shown_with_the_focus_kept(site: Site, tab: Page) -> None:
    check_id = site.half_way()
    tab.goto(f"{site.address}/n/{check_id}")
    tab.get_by_role("button", name="Stop").focus()
    site.checks.fail(check_id, "No searcher answered", "Wait a minute and check again.")
    expect(tab.get_by_role("heading", name="The check failed")).to_be_focused()
    expect(live(tab)).to_have_text("The check failed.")


def test_everything_works_without_scripts(site: Site, scriptless: Browser) -> None:
    tab = scriptless.new_page()
    tab.goto(f"{site.address}/try")
    tab.locator("#claim").fill(newsroom.LEFT)
    tab.locator("main button").click()
    expect(tab.locator("noscript p")).to_have_text("This page renews itself every few seconds.")
    check_id = tab.url.rpartition("/")[2]
    site.checks.step(check_id, steps.Started())
    site.checks.finish(check_id, newsroom.nine_of_two())
    expect(tab.locator(".verdict .label")).to_be_visible(timeout=15_000)


def test_a_printed_note_shows_its_folded_copies(site: Site, tab: Page) -> None:
    show(tab, site, "single")
    copy = tab.locator(".copies").get_by_text("Kurier am Sonntag", exact=True)
    expect(copy).not_to_be_visible()
    tab.emulate_media(media="print")
    expect(copy).to_be_visible()
    expect(tab.get_by_role("button", name="Check again")).not_to_be_visible()
