"""What can be asked about, by which way, and what is refused before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Reader, until
from tests.browser.served_pages import PageServer
from tests.browser.stories import at_once, whole_check
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def a_note_at_once(backend: FakeBackend) -> Iterator[None]:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    return iter([None])


def test_without_a_selection_the_card_asks_for_one(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    reader.opens(pages.address("/article"))
    reader.asks().shows("Select a sentence first")
    assert backend.asked == []


def test_a_huge_selection_is_refused_and_nothing_is_sent(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    reader.opens(pages.address("/long"))
    reader.selects("#long")
    reader.asks().shows("5,599 characters is too much; 5,000 is the most", "Nothing was sent")
    assert backend.asked == []


def test_words_in_a_field_stay_there(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    page.locator("#field").select_text()
    card = reader.asks()
    card.shows("Nothing is sent from a text field")
    page.keyboard.press("Escape")
    reader.chooses_from_the_menu(selectionText="My own words", editable=True).shows(
        "Nothing is sent from a text field"
    )
    assert backend.asked == []


def test_a_selection_across_elements_is_sent_as_a_reader_sees_it(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/across"))
    page.evaluate(
        "getSelection().setBaseAndExtent(document.querySelector('#first em').firstChild, 0,"
        " document.querySelector('#last').firstChild, 4)"
    )
    reader.asks().shows("Verdict")
    [post] = backend.posts()
    assert post["quote"] == ("in Koprivna\nSome 12,000 people were told to leave.\nNo deaths\nwere")
    assert post["prefix"] == "Fire "
    assert post["suffix"] == " reported."


def test_a_sentence_picked_with_the_mouse_is_the_one_that_is_sent(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    page.locator("#next").click(click_count=3)
    reader.asks().shows("Verdict")
    [post] = backend.posts()
    assert post["quote"].startswith("It was the cruellest night of the whole year.")
    assert post["quote"].endswith("what they will find.")


@pytest.mark.parametrize(
    ("place", "path"), [("#inner #framed", "/inner"), ("#written #quoted", "/frames")]
)
def test_a_sentence_in_a_frame_can_be_checked(
    reader: Reader, backend: FakeBackend, pages: PageServer, place: str, path: str
) -> None:
    frame, words = place.split()
    page = reader.opens(pages.address("/frames"))
    page.frame_locator(frame).locator(words).wait_for()
    reader.selects(words, frame)
    card = reader.asks()
    card.shows("Verdict")
    [post] = backend.posts()
    assert post["quote"] in {"Twelve schools were closed.", "The mayor counted 10,000 people."}
    assert post["page"]["url"] == pages.address(path)
    inside = f"document.querySelector('{frame}').getBoundingClientRect()"
    assert card.box()["left"] >= page.evaluate(f"{inside}.left")


def test_the_menu_checks_the_selection(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    reader.asks().shows("Select a sentence first")
    page.keyboard.press("Escape")
    reader.selects("#next")
    reader.chooses_from_the_menu(selectionText=page.locator("#next").inner_text()).shows("Verdict")
    [post] = backend.posts()
    assert post["suffix"].startswith(" The school")


def test_the_menu_checks_words_that_no_script_can_read(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    reader.asks().shows("Select a sentence first")
    page.keyboard.press("Escape")
    frame = "https://elsewhere.example/story#part"
    card = reader.chooses_from_the_menu(selectionText="Twelve  schools closed.", frameUrl=frame)
    card.shows("Verdict")
    [post] = backend.posts()
    assert post["quote"] == "Twelve schools closed."
    assert post["page"]["url"] == "https://elsewhere.example/story"


def test_in_a_pdf_the_menu_is_named_and_works(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/paper.pdf"))
    card = reader.asks()
    card.shows("PDF", "Check this claim")
    card.clicks("Close")
    assert until(page, lambda: not card.is_open())
    reader.chooses_from_the_menu(selectionText="Twelve schools closed.").shows("Verdict")
    assert backend.posts()[0]["page"]["url"] == pages.address("/paper.pdf")
    card.clicks("Close")
    reader.asks().shows("stand where nothing can be drawn, as in a PDF")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("chrome://version/", "it belongs to the browser"),
        ("file:///etc/hostname", "cannot work on files"),
        ("/drawing.svg", "it is a drawing or data, not a page"),
    ],
)
def test_a_page_that_cannot_be_worked_on_is_named_on_the_button(
    reader: Reader, backend: FakeBackend, pages: PageServer, address: str, words: str
) -> None:
    page = reader.opens(pages.address(address) if address.startswith("/") else address)

    def is_named() -> bool:
        return reader.button_badge() == "!" and words in reader.button_title()

    reader.presses_the_button()
    if not until(page, is_named, within=1.0):
        reader.presses_the_button()
    assert until(page, is_named)
    assert until(page, lambda: bool(reader.pages_at("pages/cannot.html?reason=")))
    assert backend.asked == []


@pytest.mark.parametrize("path", ["/page.xhtml", "/sandboxed"])
def test_a_sentence_on_a_page_of_another_kind_can_be_checked(
    reader: Reader, pages: PageServer, path: str
) -> None:
    reader.opens(pages.address(path))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Independently reported")
    assert card.box()["width"] > 300


def test_a_second_press_during_a_check_goes_back_to_its_card(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    page = reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading:")
    page.locator("#link").focus()
    reader.presses_the_button()
    assert until(page, lambda: card.focused() != "")
    assert len(backend.posts()) == 1


def test_another_sentence_takes_the_place_of_the_first(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    reader.selects("#claim")
    reader.asks().shows("Verdict")
    reader.selects("#next")
    reader.presses_the_button()
    assert until(page, lambda: len(backend.posts()) == 2)
    assert page.evaluate("document.querySelectorAll('[popover]').length") == 1
