"""Several notes on one page: each with its form and its card, wherever its words stand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from playwright.sync_api import Page

from backend.domain import Verdict
from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Card, Reader, until
from tests.browser.served_pages import SENTENCE, PageServer
from tests.browser.stories import at_once, whole_check
from tests.browser.test_extension_access import violations
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser


def drawn(page: Page, window: str = "window") -> dict[str, list[str]]:
    """The words under each form of highlight."""
    script = f"""() => Object.fromEntries([...{window}.CSS.highlights]
        .filter(([name]) => name.startsWith('second-source-'))
        .map(([name, ranges]) => [name.slice(14), [...ranges].map(String)]))"""
    found: dict[str, list[str]] = page.evaluate(script)
    return found


def check(reader: Reader, selector: str, frame: str | None = None) -> Card:
    """Have an element's words checked, read the note, and close its card."""
    reader.selects(selector, frame)
    card = reader.asks()
    card.shows("Verdict")
    reader.page.keyboard.press("Escape")
    assert until(reader.page, lambda: not card.is_open())
    return card


def is_open_at(page: Page, begin: str) -> bool:
    return drawn(page).get("open", [""])[0].startswith(begin)


def middle_of(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + 40, box["y"] + 10


@pytest.fixture(autouse=True)
def a_note_at_once(backend: FakeBackend) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))


def test_a_note_stays_on_the_page_when_its_card_is_closed(
    reader: Reader, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    card = check(reader, "#claim")
    assert drawn(page) == {"corroborated": [SENTENCE]}
    page.evaluate("getSelection().removeAllRanges()")
    page.mouse.click(*middle_of(page, "#claim"))
    assert until(page, card.is_open)
    card.shows("Independently reported")
    assert drawn(page)["open"] == [SENTENCE]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_has_a_line_of_its_own_form(
    reader: Reader, backend: FakeBackend, pages: PageServer, verdict: Verdict
) -> None:
    backend.will_tell(*at_once(replace(newsroom.nine_of_two(), verdict=verdict)))
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    name = verdict.value.replace("_", "-")
    assert drawn(page) == {name: [SENTENCE]}


def test_no_two_forms_are_alike_without_their_colours(reader: Reader, pages: PageServer) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    script = """name => {
        const style = getComputedStyle(document.querySelector('#claim'),
            `::highlight(second-source-${name})`);
        return [style.textDecorationLine, style.textDecorationStyle].join(' ');
    }"""
    names = ["checking", *(verdict.value.replace("_", "-") for verdict in Verdict)]
    forms = [page.evaluate(script, name) for name in names]
    assert len(set(forms)) == len(names), forms
    assert all("none" not in form for form in forms)


def test_forms_are_told_apart_where_the_reader_chooses_all_colours(
    reader: Reader, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    page.emulate_media(forced_colors="active")
    check(reader, "#claim")
    script = """() => {
        const words = document.querySelector('#claim');
        const {textDecorationStyle, textDecorationColor, color} =
            getComputedStyle(words, '::highlight(second-source-corroborated)');
        return textDecorationStyle === 'double' && textDecorationColor === color;
    }"""
    assert page.evaluate(script)
    page.emulate_media(forced_colors="none")


def test_several_notes_each_keep_their_card(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    backend.script = at_once(newsroom.insufficient_note())
    card = check(reader, "#next")
    assert set(drawn(page)) == {"corroborated", "insufficient"}
    page.evaluate("getSelection().removeAllRanges()")
    page.mouse.click(*middle_of(page, "#claim"))
    card.shows("Independently reported")
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    page.mouse.click(*middle_of(page, "#next"))
    card.shows("Not enough found")


def test_of_overlapping_notes_the_inner_one_opens_and_names_the_other(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    backend.script = at_once(newsroom.insufficient_note())
    card = check(reader, "#paragraph")
    page.evaluate("getSelection().removeAllRanges()")
    page.mouse.click(*middle_of(page, "#claim"))
    card.shows("Independently reported", "1 more note on some of these words")
    card.clicks("1 more note")
    assert violations(page, "[popover]") == []
    card.clicks("Not enough found")
    card.shows("Not enough found")


def test_a_check_goes_on_while_its_card_is_closed(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    page = reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading:")
    page.keyboard.press("Escape")
    assert drawn(page) == {"checking": [SENTENCE]}
    backend.let_go_on()
    assert until(page, lambda: drawn(page) == {"corroborated": [SENTENCE]})
    assert not card.is_open()


def test_asking_again_for_the_same_words_opens_their_note(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    reader.opens(pages.address("/article"))
    check(reader, "#claim")
    reader.selects("#claim")
    reader.asks().shows("Independently reported")
    assert len(backend.posts()) == 1


def test_pressing_a_link_in_a_note_follows_the_link(reader: Reader, pages: PageServer) -> None:
    page = reader.opens(pages.address("/article"))
    card = check(reader, "#link")
    page.evaluate("getSelection().removeAllRanges()")
    page.locator("#link").click()
    assert until(page, lambda: page.url.endswith("#claim"))
    assert not card.is_open()


def test_enter_opens_the_note_that_the_caret_stands_in(reader: Reader, pages: PageServer) -> None:
    page = reader.opens(pages.address("/article"))
    card = check(reader, "#claim")
    page.evaluate("getSelection().collapse(document.querySelector('#claim').firstChild, 9)")
    page.keyboard.press("Enter")
    assert until(page, card.is_open)


def test_the_button_shows_the_notes_of_the_page_where_nothing_is_selected(
    reader: Reader, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#next")
    check(reader, "#claim")
    page.evaluate("getSelection().removeAllRanges()")
    card = reader.asks()
    shown = card.shows("2 notes on this page", "Independently reported")
    assert violations(page, "[popover]") == []
    assert shown.index("About 10,000") < shown.index("It was the cruellest")
    card.clicks("It was the cruellest")
    card.shows("Verdict")
    assert drawn(page)["open"][0].startswith("It was the cruellest")


def test_the_shortcut_goes_from_note_to_note(reader: Reader, pages: PageServer) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#next")
    check(reader, "#claim")
    page.keyboard.press("Escape")
    for begin in ("It wa", "About", "It wa"):
        reader.presses_the_shortcut("next-note")
        assert until(page, partial(is_open_at, page, begin)), drawn(page)


def test_words_in_a_frame_keep_their_note(reader: Reader, pages: PageServer) -> None:
    page = reader.opens(pages.address("/frames"))
    page.frame_locator("#inner").locator("#framed").wait_for()
    card = check(reader, "#framed", "#inner")
    window = "document.querySelector('#inner').contentWindow"
    assert drawn(page, window) == {"corroborated": ["Twelve schools were closed."]}
    page.evaluate(f"{window}.getSelection().removeAllRanges()")
    page.frame_locator("#inner").locator("#framed").click(position={"x": 20, "y": 8})
    assert until(page, card.is_open)


def test_words_in_an_open_shadow_root_keep_their_note(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/shadow"))
    page.locator("#shaded").click(click_count=3)
    card = reader.asks()
    card.shows("Verdict")
    assert backend.posts()[0]["quote"] == "Twelve schools were closed in Koprivna on Friday."
    page.keyboard.press("Escape")
    assert list(drawn(page)) == ["corroborated"]
    page.evaluate("getSelection().removeAllRanges()")
    page.mouse.click(*middle_of(page, "#shaded"))
    assert until(page, card.is_open)


def test_in_an_editor_nothing_is_sent_and_nothing_drawn(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/editor"))
    page.locator("#editor p").click(click_count=3)
    reader.asks().shows("Nothing is sent from a text field")
    assert backend.posts() == []
    assert drawn(page) == {}
