"""Notes stay right while their page changes, goes elsewhere without loading, and comes back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Reader, until
from tests.browser.served_pages import SENTENCE, PageServer
from tests.browser.stories import at_once
from tests.browser.test_extension_notes import check, drawn
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

FOUND = {"corroborated": [SENTENCE]}
RENDER_ANEW = "document.querySelector('main').innerHTML += ''"


@pytest.fixture(autouse=True)
def a_note_at_once(backend: FakeBackend) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))


def told(reader: Reader, **message: object) -> object:
    """What the page answers to the extension."""
    answer: object = reader.worker().evaluate(
        """async message => {
            const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
            return chrome.tabs.sendMessage(tab.id, message);
        }""",
        message,
    )
    return answer


def state_of(reader: Reader) -> dict[str, Any]:
    state = told(reader, type="state")
    assert isinstance(state, dict)
    return state


def states(reader: Reader) -> list[tuple[str, str]]:
    notes = state_of(reader)["notes"]
    return [(note["quote"][:5], note["state"]) for note in notes]


def test_a_page_that_renders_anew_keeps_its_notes(reader: Reader, pages: PageServer) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    page.evaluate(RENDER_ANEW)
    assert until(page, lambda: drawn(page) == FOUND)
    assert states(reader) == [("About", "found")]


def test_an_open_card_goes_with_its_words(reader: Reader, pages: PageServer) -> None:
    page = reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    page.evaluate("document.querySelector('h1').style.marginTop = '300px'")
    page.evaluate(RENDER_ANEW)
    words = "document.querySelector('#claim').getBoundingClientRect().toJSON()"

    def is_beside() -> bool:
        box, sentence = card.box(), page.evaluate(words)
        return bool(box["left"] >= sentence["right"] or box["top"] >= sentence["bottom"])

    assert until(page, is_beside)
    assert until(page, lambda: drawn(page) == {**FOUND, "open": [SENTENCE]})


def test_words_that_change_lose_their_note_until_they_are_back(
    reader: Reader, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    change = "words => { document.querySelector('#claim').firstChild.data = words; }"
    page.evaluate(change, SENTENCE.replace("10,000", "12,000"))
    assert until(page, lambda: drawn(page) == {})
    assert states(reader) == [("About", "orphan")]
    reader.presses_the_shortcut("next-note")
    card = reader.card()
    assert until(page, card.is_open)
    card.shows("The words of this note are no longer on this page.")
    page.keyboard.press("Escape")
    page.evaluate(change, SENTENCE)
    assert until(page, lambda: drawn(page) == FOUND)


def test_a_page_that_loads_more_keeps_its_notes_where_they_are(
    reader: Reader, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    page.evaluate(
        """words => {
            for (const place of ['afterbegin', 'beforeend']) {
                const more = document.createElement('section');
                more.append(words, document.createElement('hr'), 'Something else was said.');
                document.querySelector('main').insertAdjacentElement(place, more);
            }
        }""",
        SENTENCE,
    )
    page.evaluate(RENDER_ANEW)
    assert until(page, lambda: drawn(page) == FOUND)
    inside = """() => document.querySelector('#claim').contains(
        [...CSS.highlights.get('second-source-corroborated')][0].startContainer)"""
    assert page.evaluate(inside)


def test_another_page_without_loading_takes_the_notes_away_and_brings_its_own(
    reader: Reader, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article?one"))
    check(reader, "#claim")
    page.evaluate("history.pushState({}, '', '?two')")
    assert until(page, lambda: drawn(page) == {})
    assert states(reader) == []
    check(reader, "#next")
    assert states(reader) == [("It wa", "found")]
    page.evaluate("history.back()")
    assert until(page, lambda: drawn(page) == FOUND)
    page.evaluate("location.hash = 'comments'")
    assert not until(page, lambda: drawn(page) != FOUND, within=0.4)


def test_after_a_reload_the_button_brings_the_notes_back(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    backend.asked.clear()
    page.reload()
    assert drawn(page) == {}
    reader.asks().shows("Independently reported")
    assert drawn(page) == {**FOUND, "open": [SENTENCE]}
    assert backend.asked == []


def test_a_page_from_right_to_left_keeps_its_notes(reader: Reader, pages: PageServer) -> None:
    page = reader.opens(pages.address("/rtl"))
    page.set_viewport_size({"width": 320, "height": 640})
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    box = card.box()
    words = page.evaluate("document.querySelector('#claim').getBoundingClientRect().toJSON()")
    assert box["top"] >= words["bottom"] or box["top"] + box["height"] <= words["top"]
    page.evaluate(RENDER_ANEW)
    page.keyboard.press("Escape")
    assert until(page, lambda: len(drawn(page).get("corroborated", [])) == 1)


def test_the_panel_is_told_of_the_notes_and_may_jump_to_them(
    reader: Reader, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#next")
    check(reader, "#claim")
    state = state_of(reader)
    assert state["url"] == pages.address("/article")
    assert [note["quote"][:5] for note in state["notes"]] == ["About", "It wa"]
    assert {note["verdict"] for note in state["notes"]} == {"corroborated"}
    page.set_viewport_size({"width": 600, "height": 300})
    page.evaluate("scrollTo(0, 0)")
    assert told(reader, type="jump", id=state["notes"][1]["id"])
    card = reader.card()
    assert until(page, card.is_open)
    assert drawn(page)["open"][0].startswith("It was the cruellest")
    assert not told(reader, type="jump", id="nothing")


def test_a_part_of_the_pages_text_can_be_checked(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    page = reader.opens(pages.address("/article"))
    check(reader, "#claim")
    answer = told(reader, type="text")
    assert isinstance(answer, dict)
    text = answer["text"]
    assert "After the fire\n" in text
    assert "My own words" not in text
    start = text.index("Buses run")
    end = start + len("Buses run from the market square.")
    assert told(reader, type="check", start=start, end=end)
    assert until(page, lambda: len(backend.posts()) == 2)
    post = backend.posts()[1]
    assert post["quote"] == "Buses run from the market square."
    assert post["prefix"].endswith("closed until Thursday. ")
    assert until(page, lambda: "Buses run from the market square." in drawn(page)["corroborated"])
    page.evaluate("document.querySelector('main').replaceChildren()")
    assert not told(reader, type="check", start=start, end=end)
