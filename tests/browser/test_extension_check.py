"""A check from the selected sentence to the note, in a real browser with the shipped extension."""

from __future__ import annotations

import pytest

from backend.checking.document import note_document
from tests.browser.fake_backend import Break, FakeBackend, Hold, Refusal, Told, noted, told
from tests.browser.reader import Reader, until
from tests.browser.served_pages import SENTENCE, PageServer
from tests.browser.stories import MARKUP, at_once, half_way, hostile_note, whole_check
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/article", "/strict", "/hostile"])
def test_a_check_is_followed_from_the_sentence_to_the_note(
    reader: Reader, backend: FakeBackend, pages: PageServer, path: str
) -> None:
    note = note_document(newsroom.nine_of_two())
    backend.will_tell(*whole_check())
    reader.opens(pages.address(path))
    reader.selects("#claim")
    card = reader.asks()
    shown = card.shows("Reading: 3 of 4 reports done", "Archive", "9 reports found")
    assert "Koprivna Daily" in shown
    assert "Verdict" not in shown
    backend.let_go_on()
    shown = card.shows("Verdict")
    assert shown.index("By midnight the sports hall was full.") < shown.index("Verdict")
    assert "Independently reported" in shown
    assert f"Confidence: {note['confidence_level']} ({note['confidence']:.0%})" in shown
    assert "8 reports, 1 origin" in shown
    assert "claim: 10,000" in shown
    assert "report: 12,000" in shown
    assert card.box()["width"] > 300
    looks = "[getComputedStyle(card).fontSize, getComputedStyle(card).color]"
    assert card.page.evaluate(looks) == ["15px", "rgb(34, 32, 28)"]


def test_only_the_highlight_and_its_page_leave_the_browser(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    address = pages.address("/article?from=mail")
    reader.opens(address)
    assert backend.asked == []
    reader.opens(f"{address}#private")
    reader.selects("#claim")
    reader.asks().shows("Verdict")
    [post] = backend.posts()
    before, after = post.pop("prefix"), post.pop("suffix")
    assert before.endswith("is full of cars with mattresses on their roofs. ")
    assert after.startswith(" The council meets on Monday, and nobody expects it to say anyth")
    assert max(len(before), len(after)) <= 300
    assert post == {
        "quote": SENTENCE,
        "page": {
            "url": address,
            "title": "After the fire",
            "published": "2026-11-21",
            "language": "en-GB",
        },
    }
    assert {asked.path for asked in backend.asked} == {
        "/api/v1/checks",
        f"/api/v1/checks/{'0' * 32}/events",
    }
    assert all("cookie" not in asked.headers for asked in backend.asked)


def test_the_highlight_is_drawn_and_the_page_stays_as_it_is(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    page = reader.opens(pages.address("/article"))
    before = page.locator("body").inner_html()
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading:")
    marked = "[...CSS.highlights.keys()].filter(name => name.startsWith('second-source-'))"
    assert page.evaluate(marked) == ["second-source-checking", "second-source-open"]
    assert page.locator("body").inner_html() == before
    backend.let_go_on()
    card.shows("Verdict")
    assert page.locator("body").inner_html() == before
    page.keyboard.press("Escape")
    assert until(page, lambda: not card.is_open())
    assert page.evaluate("document.querySelectorAll('[popover]').length") == 0
    assert page.evaluate(marked) == ["second-source-corroborated"]


def test_the_card_stands_beside_the_sentence_and_never_over_it(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.rich_note()))
    page = reader.opens(pages.address("/article"))
    for width, height in ((1200, 800), (760, 700), (320, 480)):
        page.set_viewport_size({"width": width, "height": height})
        reader.selects("#claim")
        card = reader.asks()
        card.shows("Verdict, taken together")
        box = card.box()
        words = page.evaluate("document.querySelector('#claim').getBoundingClientRect().toJSON()")
        apart = (
            box["left"] >= words["right"]
            or box["right"] <= words["left"]
            or box["top"] >= words["bottom"]
            or box["bottom"] <= words["top"]
        )
        assert apart, (width, box, words)
        assert box["height"] > 100
        page.keyboard.press("Escape")


def test_several_claims_each_have_evidence_and_then_a_verdict(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.rich_note()))
    reader.opens(pages.address("/article"))
    reader.selects("#paragraph")
    shown = reader.asks().shows("Verdict, taken together")
    assert shown.index("Claim 1 of 3") < shown.index("Claim 2 of 3") < shown.index("Claim 3 of 3")
    assert "Denial by the Kremlin" in shown
    assert "No verdict: opinion" in shown
    assert "One origin only" in shown


def test_an_opinion_is_named_and_gets_no_verdict(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.not_checkable_note()))
    reader.opens(pages.address("/article"))
    reader.selects("#next")
    shown = reader.asks().shows("No verdict: opinion", "it gets no verdict")
    assert "Evidence" not in shown
    assert "Confidence" not in shown


def test_nothing_found_is_not_called_false(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.insufficient_note()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    shown = reader.asks().shows("Not enough found", "not the same as false")
    assert "Only mentions it" in shown


def test_what_could_not_be_read_and_what_was_searched_can_be_unfolded(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    card.clicks("Could not be read (2)")
    card.shows("The page shows the article to subscribers only.")
    card.clicks("What was searched, and how")
    card.shows("News API", "asked us to come back later", "cross-encoder, calibrated")
    card.clicks("7 more from this origin")
    card.shows("Evening Standard of Vel")


def test_links_lead_to_the_reports_and_tell_them_nothing(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    assert "https://koprivna-daily.example/2026/11/koprivna" in card.attributes("a", "href")
    assert set(card.attributes("a", "rel")) == {"noopener noreferrer"}
    assert set(card.attributes("a", "target")) == {"_blank"}


def test_what_is_said_of_an_outlet_stands_beside_it_with_whose_words_it_is(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Not to be used as a source, according to a list of outlets")
    assert "https://list.example/baltic-wire" in card.attributes("a", "href")


def test_what_an_outlet_corrected_stands_under_its_row_word_for_word(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows(f"Corrected by the outlet: {newsroom.CORRECTION}")
    assert newsroom.SNAPSHOT.url in card.attributes("a", "href")


def test_hostile_texts_stay_texts(reader: Reader, backend: FakeBackend, pages: PageServer) -> None:
    backend.will_tell(*at_once(hostile_note()))
    page = reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict", MARKUP)
    assert not card.has("img")
    assert not card.has("blockquote b")
    assert card.attributes("a", "href") == [f"{backend.address}/n/{'0' * 32}"]
    assert page.title() == "After the fire"


def test_a_running_check_can_be_stopped_and_started_again(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading:")
    card.clicks("Stop")
    card.shows("Stopped", "Nothing more is searched or read")
    assert [asked.method for asked in backend.asked].count("DELETE") == 1
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    card.clicks("Check again")
    card.shows("Independently reported")


def test_a_broken_stream_goes_on_without_loss_and_without_doubles(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    first, second, *rest = half_way()
    script = [first, second, Break(), *rest, Break(), Hold(), noted(newsroom.nine_of_two())]
    backend.will_tell(*script)
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading: 3 of 4")
    assert until(card.page, lambda: len(backend.streams()) == 3)
    assert backend.streams() == [0, 2, len(half_way())]
    assert until(card.page, lambda: len(card.texts(".row")) == 2)
    backend.let_go_on()
    card.shows("Verdict")


def test_a_service_worker_that_dies_loses_nothing(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading: 3 of 4")
    reader.kills_the_worker()
    assert until(card.page, lambda: len(backend.streams()) == 2)
    assert backend.streams() == [0, len(half_way())]
    assert len(card.texts(".row")) == 2
    backend.let_go_on()
    card.shows("Verdict")
    assert len(backend.posts()) == 1


def test_a_backend_that_dies_and_comes_back_is_taken_up_again(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading: 3 of 4")
    backend.stop()
    try:
        card.shows("Trying again; nothing is lost")
    finally:
        backend.start()
    assert until(card.page, lambda: "Trying again" not in card.text() or len(backend.streams()) > 1)
    backend.let_go_on()
    card.shows("Independently reported")


def test_a_check_that_is_taken_up_anew_begins_anew(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*half_way(), *told(*newsroom.running_steps()), Hold())
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading: 3 of 4")
    assert len(card.texts(".row")) == 2


def test_a_check_that_failed_says_why_and_can_be_tried_again(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(Told("failed", {"title": "No searcher answered", "detail": "Wait a minute."}))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("No searcher answered", "Wait a minute.")
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    card.clicks("Try again")
    card.shows("Verdict")


def test_a_refusal_is_told_in_the_backends_words(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell()
    backend.refusal = Refusal(
        422,
        "The highlight cannot be checked",
        "One field is wrong.",
        (("page.url", "The page's address is too long."),),
    )
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    shown = reader.asks().shows("The highlight cannot be checked", "One field is wrong.")
    assert "The page's address is too long." in shown


def test_a_backend_that_is_not_there_is_named_and_can_be_tried_again(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    backend.stop()
    try:
        reader.selects("#claim")
        card = reader.asks()
        card.shows("The backend does not answer", backend.address, "Open the options")
    finally:
        backend.start()
    card.clicks("Try again")
    card.shows("Independently reported")
