"""The reader's history: what is kept, found, opened, deleted and saved as a file."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from backend.checking.document import note_document
from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Reader
from tests.browser.served_pages import SENTENCE, PageServer
from tests.browser.side_panel import Panel, beside, keep, kept_note
from tests.browser.stories import MARKUP, at_once, hostile_note
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

WELL_REPORTED = note_document(newsroom.nine_of_two())
OPEN = note_document(newsroom.insufficient_note())


@pytest.fixture
def article(reader: Reader, backend: FakeBackend, pages: PageServer) -> Reader:
    """A reader at an article, with no history yet."""
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    return reader


@pytest.fixture
def history(reader: Reader) -> Panel:
    """The history by itself, empty."""
    page = reader.page
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(reader.extension_page("pages/panel.html#past"))
    expect(page.get_by_label("Search your notes")).to_be_visible()
    return Panel(page)


def checks(reader: Reader, place: str = "#claim") -> None:
    reader.selects(place)
    reader.asks().shows("Verdict")
    reader.page.keyboard.press("Escape")


def quoted(quote: str, note: dict[str, Any] = WELL_REPORTED, **more: object) -> dict[str, Any]:
    """A kept note of these words; its id is made from them."""
    highlight = {"quote": quote, "prefix": "", "suffix": ""}
    return kept_note(note, **{"id": quote.encode().hex(), "highlight": highlight, **more})


def quotes_in(panel: Panel) -> list[str]:
    return panel.kept.locator("blockquote").all_inner_texts()


def saved(panel: Panel, name: str) -> str:
    """The text of the file that a press of a button saves."""
    with panel.page.expect_download() as download:
        panel.button(name).click()
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_a_note_is_kept_once_it_arrives_with_where_and_when(
    article: Reader, pages: PageServer
) -> None:
    checks(article)
    with beside(article) as panel:
        panel.turns_to_history()
        expect(panel.kept).to_have_count(1)
        expect(panel.kept).to_contain_text(SENTENCE)
        expect(panel.kept).to_contain_text("Independently reported")
        link = panel.page.get_by_role("link", name="After the fire")
        expect(link).to_have_attribute("href", pages.address("/article"))


def test_a_note_that_is_checked_again_takes_the_place_of_its_earlier_version(
    article: Reader, backend: FakeBackend
) -> None:
    checks(article)
    backend.will_tell_next(*at_once(newsroom.insufficient_note()))
    article.selects("#claim")
    card = article.asks()
    card.clicks("Check again")
    card.shows("Not enough found")
    with beside(article) as panel:
        panel.turns_to_history()
        expect(panel.kept).to_have_count(1)
        expect(panel.kept).to_contain_text("Not enough found")


def test_a_reader_who_returns_finds_the_notes_of_the_page_in_the_panel(
    article: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    checks(article)
    article.opens(pages.address("/article"))
    backend.asked.clear()
    with beside(article) as panel:
        expect(panel.notes).to_have_count(1)
        expect(panel.notes).to_contain_text(SENTENCE)
    assert backend.asked == []


def test_nothing_is_kept_where_the_reader_wants_no_history(article: Reader) -> None:
    article.worker().evaluate("chrome.storage.local.set({ noHistory: true })")
    checks(article)
    with beside(article) as panel:
        expect(panel.notes).to_have_count(1)
        panel.button("Read the note").click()
        expect(panel.page.locator("#opened")).to_contain_text("9 reports, 2 origins")
        panel.button("Back").click()
        panel.turns_to_history()
        expect(panel.page.locator("#past-none")).to_contain_text("switched off")
        expect(panel.kept).to_have_count(0)


def test_no_page_can_open_the_history(article: Reader) -> None:
    checks(article)
    assert article.page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_beyond_the_limit_the_oldest_notes_go(history: Panel) -> None:
    kept = [quoted(f"Note {day}", keptAt=f"2026-11-0{day}T08:00:00.000Z") for day in range(1, 6)]
    found = history.page.evaluate(
        """async (kept) => {
            const { allKept, put } = await import('/shared/history.js');
            for (const one of kept) await put(one, 3);
            return (await allKept()).map(({ highlight }) => highlight.quote);
        }""",
        kept,
    )
    assert found == ["Note 5", "Note 4", "Note 3"]


def test_a_search_finds_all_its_words_wherever_they_stand_whatever_their_accents(
    history: Panel,
) -> None:
    page_of = {"url": "http://news.test/b", "title": "Über Łódź and the élection"}
    keep(history.page, quoted("About a fire."), quoted("About a vote.", OPEN, page=page_of))
    expect(history.kept).to_have_count(2)
    field = history.page.get_by_label("Search your notes")
    field.fill("vote ELECTION")
    expect(history.kept).to_have_count(1)
    assert quotes_in(history) == ["About a vote."]
    expect(history.told).to_have_text("1 note")
    field.fill("nobody wrote this")
    expect(history.page.locator("#past-none")).to_have_text("No note has all of these words.")
    expect(history.page.get_by_role("heading", name="Save as a file")).to_be_hidden()


def test_what_is_deleted_can_be_taken_back_and_the_focus_stays_there(history: Panel) -> None:
    keep(history.page, *(quoted(f"Note {n}", keptAt=f"2026-11-0{n}T08:00:00Z") for n in (1, 2, 3)))
    expect(history.kept).to_have_count(3)
    history.button("Delete: “Note 2”").press("Enter")
    undo = history.button("Take it back: “Note 2”")
    expect(undo).to_be_focused()
    expect(history.told).to_have_text("Deleted. You can take that back.")
    expect(history.page.locator("#past-count")).to_have_text("2 notes")
    undo.press("Enter")
    expect(history.page.locator("#past-count")).to_have_text("3 notes")
    assert quotes_in(history) == ["Note 3", "Note 2", "Note 1"]


def test_a_deleted_note_is_gone_when_the_history_is_opened_again(history: Panel) -> None:
    keep(history.page, quoted("Note 1"))
    history.button("Delete: “Note 1”").click()
    expect(history.button("Take it back")).to_be_visible()
    history.page.reload()
    expect(history.page.locator("#past-none")).to_contain_text("No notes are kept yet.")


def test_a_long_history_is_shown_a_part_at_a_time(history: Panel) -> None:
    notes = [
        quoted(f"Note {n}", OPEN, keptAt=f"2026-11-01T08:{n // 60:02}:{n % 60:02}.000Z")
        for n in range(60)
    ]
    keep(history.page, *notes)
    history.page.reload()
    expect(history.kept).to_have_count(50)
    history.button("Show more").press("Enter")
    expect(history.kept).to_have_count(60)
    expect(history.kept.nth(50).get_by_role("button").first).to_be_focused()
    expect(history.button("Show more")).to_be_hidden()


def test_a_note_from_the_history_is_shown_in_full_with_a_link_to_its_own_page(
    history: Panel,
) -> None:
    keep(history.page, quoted("About a fire.", note_document(newsroom.rich_note())))
    history.button("Read the note").click()
    opened = history.page.locator("#opened")
    for words in ("Claim 1 of 3", "Verdict, taken together", "Not checked", "What was searched"):
        expect(opened).to_contain_text(words)
    link = history.page.get_by_role("link", name="Open the note’s page")
    address = f"http://127.0.0.1:8700/n/{b'About a fire.'.hex()}"
    expect(link).to_have_attribute("href", address)


def test_a_note_is_copied_as_text_from_the_panel(history: Panel) -> None:
    keep(history.page, quoted("About a fire."))
    history.button("Read the note").click()
    history.button("Copy as text").click()
    expect(history.page.locator(".copied")).to_have_text("Copied.")


def test_whatever_a_note_holds_is_text_in_the_panel(history: Panel) -> None:
    hostile = note_document(hostile_note())
    page_of = {"url": "javascript:document.title='hacked'", "title": MARKUP}
    keep(history.page, quoted(MARKUP, hostile, page=page_of))
    expect(history.kept).to_contain_text("<b>bold</b>")
    history.button("Read the note").click()
    expect(history.page.locator("#opened")).to_contain_text("<b>bold</b>")
    assert history.page.locator("main img").count() == 0
    assert history.page.locator("a[href^=javascript]").count() == 0
    assert history.page.title() == "Second Source: notes"


def test_the_history_is_saved_as_json_with_all_that_is_in_it(history: Panel) -> None:
    keep(history.page, quoted("About a fire."), quoted("About a vote.", OPEN))
    history.page.get_by_label("Search your notes").fill("vote")
    expect(history.page.locator("#export-what")).to_have_text("The 1 note found above.")
    [note] = json.loads(saved(history, "JSON"))["notes"]
    assert note["highlight"]["quote"] == "About a vote."
    assert note["note"]["would_change"] == OPEN["would_change"]


def test_the_history_is_saved_as_a_table_in_which_nothing_is_a_formula(history: Panel) -> None:
    keep(history.page, quoted('=HYPERLINK("http://evil.test";"Click")'))
    header, row = csv.reader(StringIO(saved(history, "CSV (table)")))
    told = dict(zip(header, row, strict=True))
    assert told["quote"].startswith("'=HYPERLINK")
    assert told["verdict"] == "Independently reported"
    assert told["origins_supporting"] == "2"
    assert "https://baltic-wire.example/2026/11/koprivna" in told["sources"].split()


def test_the_history_is_saved_as_markdown_to_read(history: Panel) -> None:
    keep(history.page, quoted("*Ten* left <b>home</b>."))
    text = saved(history, "Markdown (text)")
    assert "## Independently reported" in text
    assert r"> \*Ten\* left \<b\>home\</b\>." in text
    assert "(<https://baltic-wire.example/2026/11/koprivna>)" in text


def test_an_open_panel_hears_of_notes_that_are_kept_elsewhere(history: Panel) -> None:
    expect(history.page.locator("#past-none")).to_contain_text("No notes are kept yet.")
    other = history.page.context.new_page()
    other.goto(history.page.url)
    keep(other, quoted("About a fire."))
    other.close()
    expect(history.kept).to_have_count(1)
