"""The side panel: the notes of the page beside it, and what another tab has never leaks in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from backend.checking.document import note_document
from tests.browser.fake_backend import FakeBackend, Refusal, Told
from tests.browser.reader import Reader, until
from tests.browser.served_pages import CRUEL, SCHOOL, SENTENCE, PageServer
from tests.browser.side_panel import Panel, beside, keep, kept_note
from tests.browser.stories import at_once, whole_check
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NARROW = 320  # CSS pixels: 1280 at 400% zoom


def violations(page: Page) -> list[str]:
    found: dict[str, Any] = Axe().run(page).response
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]


def checks(reader: Reader, *places: str) -> None:
    """Check these places of the page, and close the card after each."""
    for place in places:
        reader.selects(place)
        reader.asks().shows("Verdict")
        reader.page.keyboard.press("Escape")


@pytest.fixture
def article(reader: Reader, backend: FakeBackend, pages: PageServer) -> Reader:
    """A reader at an article; whatever is checked there is found well reported."""
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    backend.sentences = [{"quote": SENTENCE}, {"quote": CRUEL}, {"quote": SCHOOL}]
    reader.opens(pages.address("/article"))
    return reader


def test_the_panel_lists_the_notes_in_page_order_with_the_verdict_in_words_and_shape(
    article: Reader,
) -> None:
    checks(article, "#next", "#claim")
    with beside(article) as panel:
        expect(panel.notes).to_have_count(2)
        expect(panel.notes.first).to_contain_text(SENTENCE)
        expect(panel.notes.first).to_contain_text("Independently reported")
        expect(panel.notes.first.locator("svg[data-verdict=corroborated]")).to_be_visible()
        expect(panel.page.locator("#where")).to_have_text("After the fire")


def test_a_note_whose_words_are_gone_stands_apart_and_is_attached_to_nothing(
    article: Reader,
) -> None:
    checks(article, "#next", "#claim")
    with beside(article) as panel:
        expect(panel.orphans).to_have_count(0)
        article.page.evaluate("document.querySelector('#paragraph').remove()")
        expect(panel.orphans).to_have_count(1)
        expect(panel.orphans.first).to_contain_text(SENTENCE)
        expect(panel.orphans.first).to_contain_text("No longer found on this page")
        expect(panel.orphans.get_by_role("button", name="Show on the page")).to_have_count(0)
        expect(panel.notes).to_have_count(1)


def test_enter_on_a_note_goes_to_its_words_and_opens_its_card(article: Reader) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        article.page.evaluate("document.body.style.paddingTop = '3000px'")
        panel.button("Show on the page").press("Enter")
        card = article.card()
        card.shows("Verdict")
        assert until(article.page, lambda: article.page.evaluate("scrollY") > 1000)


def test_a_reader_reads_a_note_in_the_panel_and_comes_back_to_where_they_were(
    article: Reader,
) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        panel.button("Read the note").press("Enter")
        expect(panel.heading("Note")).to_be_focused()
        expect(panel.page.locator("#opened")).to_contain_text("9 reports, 2 origins")
        panel.page.keyboard.press("Escape")
        expect(panel.button("Read the note")).to_be_focused()


def test_a_note_is_checked_again_in_the_panel(article: Reader, backend: FakeBackend) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        panel.button("Read the note").click()
        backend.will_tell_next(*whole_check(newsroom.insufficient_note()))
        panel.button("Check again").click()
        expect(panel.page.locator("#opened")).to_contain_text("Reading:")
        backend.let_go_on()
        expect(panel.page.locator("#opened")).to_contain_text("Not enough found")
        assert [post["quote"] for post in backend.posts()] == [SENTENCE]


def test_what_is_being_checked_gets_its_verdict_without_taking_the_focus(
    article: Reader, backend: FakeBackend
) -> None:
    checks(article, "#next")
    backend.will_tell_next(*whole_check(newsroom.insufficient_note()))
    article.selects("#claim")
    article.asks().shows("Reading:")
    with beside(article) as panel:
        expect(panel.notes.first).to_contain_text("Being checked")
        last = panel.notes.last.get_by_role("button", name="Read the note")
        last.focus()
        backend.let_go_on()
        expect(panel.notes.first).to_contain_text("Not enough found")
        expect(last).to_be_focused()


def test_a_check_that_fails_says_so_in_the_list(article: Reader, backend: FakeBackend) -> None:
    backend.will_tell_next(
        Told("queued"), Told("failed", {"title": "Broken", "detail": "No disk."})
    )
    article.selects("#claim")
    article.asks().shows("Broken")
    with beside(article) as panel:
        expect(panel.notes.first).to_contain_text("The check came to no note")


def test_nothing_is_shown_of_a_page_that_nobody_asked_about(
    reader: Reader, pages: PageServer, backend: FakeBackend
) -> None:
    backend.will_tell()
    reader.opens(pages.address("/article", host="other.test"))
    with beside(reader) as panel:
        expect(panel.page.locator("#here")).to_contain_text("not at work on this page")
        expect(panel.heading("Scan this page")).to_be_hidden()
    assert backend.asked == []


def test_what_another_tab_says_changes_nothing(
    article: Reader, pages: PageServer, extension_id: str
) -> None:
    checks(article, "#claim")
    other_page = article.context.new_page()
    other = Reader(article.context, extension_id, other_page)
    with beside(article) as panel:
        expect(panel.notes).to_have_count(1)
        other.opens(pages.address("/across"))
        checks(other, "#first")
        expect(panel.notes).to_have_count(1)
        expect(panel.notes).to_contain_text([SENTENCE])
    other_page.close()


def test_the_panel_follows_the_tab_in_front_and_keeps_nothing_of_the_one_before(
    article: Reader, pages: PageServer
) -> None:
    checks(article, "#claim")
    page = article.context.new_page()
    page.goto(article.extension_page("pages/panel.html"))
    panel = Panel(page)
    article.page.bring_to_front()
    expect(panel.notes).to_have_count(1)
    panel.page.evaluate("document.querySelector('#notes button:last-child').click()")
    expect(panel.heading("Note")).to_be_visible()
    other = article.context.new_page()
    other.goto(pages.address("/across"))
    other.bring_to_front()
    expect(panel.heading("Note")).to_be_hidden()
    expect(panel.notes).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text(SENTENCE)
    article.page.bring_to_front()
    expect(panel.notes).to_have_count(1)
    other.close()
    page.close()


def test_the_panel_stands_in_the_browsers_own_side_panel_and_follows_the_tab_in_front(
    article: Reader, pages: PageServer
) -> None:
    checks(article, "#claim")
    own = article.context.new_page()
    own.goto(article.extension_page("pages/cannot.html"))
    own.evaluate(
        """chrome.windows.getCurrent().then(({ id: windowId }) => {
            document.body.onclick = () => chrome.sidePanel.open({ windowId });
            globalThis.panel = () => chrome.extension.getViews()
                .find(({ location }) => location.pathname === '/pages/panel.html');
        })"""
    )
    own.mouse.click(50, 50)

    def shown() -> str:
        return str(own.evaluate("panel()?.document.body?.innerText ?? ''"))

    try:
        assert until(own, lambda: "not at work on this page" in shown())
        article.page.bring_to_front()
        assert until(own, lambda: SENTENCE in shown())
        article.page.goto(pages.address("/across"))
        assert until(own, lambda: SENTENCE not in shown())
    finally:
        own.evaluate("panel()?.close()")
        own.close()


def test_a_page_that_goes_elsewhere_takes_its_notes_and_its_scan_along(
    article: Reader, pages: PageServer
) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        panel.scans()
        expect(panel.sentences).to_have_count(3)
        article.page.goto(pages.address("/across"))
        expect(panel.notes).to_have_count(0)
        expect(panel.sentences).to_have_count(0)


def test_a_page_that_shows_another_without_loading_takes_its_scan_along(article: Reader) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        panel.scans()
        article.page.evaluate("history.pushState({}, '', '/article?page=2')")
        expect(panel.sentences).to_have_count(0)
        expect(panel.button("Send the text and scan")).to_be_visible()


def test_a_scan_says_what_it_sends_and_sends_it_on_the_press_alone(
    article: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    checks(article, "#claim")
    backend.asked.clear()
    with beside(article) as panel:
        expect(panel.page.locator("#scan")).to_contain_text(backend.address)
        expect(panel.page.locator("#scan")).to_contain_text("the text of the whole page")
        assert backend.asked == []
        panel.scans()
        [sent] = backend.posts()
        assert sent["page"]["url"] == pages.address("/article")
        assert sent["page"]["published"] == "2026-11-21"
        assert SCHOOL in sent["text"]
        assert "My own words stay mine." not in sent["text"]


def test_an_offer_to_scan_names_the_backend_that_is_set_meanwhile(
    article: Reader, backend: FakeBackend
) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        expect(panel.page.locator("#scan")).to_contain_text(backend.address)
        switch = "(backend) => chrome.storage.local.set({ backend })"
        panel.page.evaluate(switch, "http://localhost:1")
        try:
            expect(panel.page.locator("#scan")).to_contain_text("http://localhost:1,")
        finally:
            panel.page.evaluate(switch, backend.address)


def test_a_scan_lists_what_is_worth_checking_and_says_that_it_is_not_checked(
    article: Reader, backend: FakeBackend
) -> None:
    known = {
        "text": "It was cruel.",
        "note": "b" * 32,
        "verdict": "disputed",
        "source": None,
        "checked_at": "2026-11-20T08:00:00+00:00",
        "fresh": True,
        "decision": None,
        "claim": 0,
    }
    backend.sentences[1]["known"] = [known]
    checks(article, "#claim")
    with beside(article) as panel:
        panel.scans()
        expect(panel.page.locator(".found")).to_be_focused()
        expect(panel.sentences.nth(0)).to_contain_text("Independently reported")
        expect(panel.sentences.nth(1)).to_contain_text("Not checked")
        link = panel.page.get_by_role("link", name="Checked before, on Nov 20, 2026")
        expect(link).to_have_attribute("href", f"{backend.address}/n/{'b' * 32}")
        expect(panel.sentences.nth(2)).to_contain_text("Not checked")


def test_what_a_reader_picks_is_checked_one_after_the_other(
    article: Reader, backend: FakeBackend
) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        panel.scans()
        backend.will_tell_next(*whole_check(newsroom.insufficient_note()))
        for sentence in (CRUEL, SCHOOL):
            panel.page.get_by_label(sentence).check()
        panel.button("Check the 2 chosen").click()
        expect(panel.sentences.nth(1)).to_contain_text("Being checked")
        expect(panel.sentences.nth(2)).to_contain_text("Waiting for its turn")
        assert [post["quote"] for post in backend.posts()] == [CRUEL]
        backend.let_go_on()
        expect(panel.sentences.nth(1)).to_contain_text("Not enough found")
        expect(panel.sentences.nth(2)).to_contain_text("Not enough found")
        assert [post["quote"] for post in backend.posts()] == [CRUEL, SCHOOL]
        expect(panel.notes).to_have_count(3)
        assert not article.card().is_open()


def test_a_sentence_whose_check_fails_lets_the_next_one_begin(
    article: Reader, backend: FakeBackend
) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        panel.scans()
        backend.will_tell_next(Told("queued"), Told("failed", {"title": "Broken", "detail": ""}))
        for sentence in (CRUEL, SCHOOL):
            panel.page.get_by_label(sentence).check()
        panel.button("Check the 2 chosen").press("Enter")
        expect(panel.sentences.nth(2)).to_contain_text("The check came to no note")
        assert [post["quote"] for post in backend.posts()] == [CRUEL, SCHOOL]


def test_a_reader_can_have_no_more_checked(article: Reader, backend: FakeBackend) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        panel.scans()
        backend.will_tell_next(*whole_check())
        for sentence in (CRUEL, SCHOOL):
            panel.page.get_by_label(sentence).check()
        panel.button("Check the 2 chosen").click()
        expect(panel.sentences.nth(1)).to_contain_text("Being checked")
        panel.button("Check no more").click()
        expect(panel.sentences.nth(2)).to_contain_text("Not checked")
        backend.let_go_on()
        expect(panel.sentences.nth(1)).to_contain_text("Independently reported")
        assert [post["quote"] for post in backend.posts()] == [CRUEL]


def test_a_backend_that_refuses_a_scan_is_heard(article: Reader, backend: FakeBackend) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        backend.refusal = Refusal(429, "Too many scans", "Come back in a minute.")
        panel.button("Send the text and scan").click()
        expect(panel.heading("Too many scans")).to_be_visible()
        expect(panel.told).to_have_text("Too many scans")
        backend.refusal = None
        panel.button("Try again").click()
        expect(panel.sentences).to_have_count(3)


def test_the_keyboard_reaches_every_note_and_the_arrows_turn_the_tabs(article: Reader) -> None:
    checks(article, "#claim")
    with beside(article) as panel:
        page = panel.page
        expect(panel.notes).to_have_count(1)
        page.get_by_role("tab", name="This page").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name="History")).to_be_focused()
        expect(page.get_by_label("Search your notes")).to_be_visible()
        page.keyboard.press("ArrowLeft")
        names = []
        for _ in range(4):
            page.keyboard.press("Tab")
            names.append(page.evaluate("document.activeElement.innerText"))
        assert names == ["Options", "Show on the page", "Read the note", "Send the text and scan"]


def show_page(panel: Panel) -> None:
    expect(panel.notes).to_have_count(1)


def show_scan(panel: Panel) -> None:
    panel.scans()


def show_history(panel: Panel) -> None:
    keep(panel.page, kept_note(note_document(newsroom.rich_note())))
    panel.turns_to_history()
    panel.kept.get_by_role("button", name="Delete").first.click()


def show_note(panel: Panel) -> None:
    panel.button("Read the note").click()
    panel.page.evaluate(
        "document.querySelectorAll('#opened details').forEach(one => { one.open = true })"
    )


VIEWS = [show_page, show_scan, show_history, show_note]


@pytest.mark.parametrize("show", VIEWS, ids=lambda show: show.__name__.removeprefix("show_"))
def test_no_view_breaks_a_rule_of_accessibility_and_all_fit_a_narrow_screen(
    article: Reader, show: Callable[[Panel], None]
) -> None:
    checks(article, "#claim")
    with beside(article, width=NARROW) as panel:
        show(panel)
        for scheme in SCHEMES:
            panel.page.emulate_media(color_scheme=scheme)
            assert violations(panel.page) == []
        assert panel.page.evaluate("document.documentElement.scrollWidth") == NARROW
