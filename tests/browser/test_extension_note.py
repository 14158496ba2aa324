"""What the card says of a finished note, and what a reader can do with it."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from backend.checking.document import note_document
from backend.domain import Note
from tests.browser.fake_backend import FakeBackend, Item, Told
from tests.browser.reader import Card, Reader, until
from tests.browser.served_pages import PageServer
from tests.browser.stories import at_once
from tests.unit.web import crowds, newsroom

pytestmark = pytest.mark.browser

NOTE_ID = "0" * 32


def told_note(note: Note, **more: object) -> list[Item]:
    """A check that ends at once in a note with fields of its own."""
    document = {**note_document(note), "id": NOTE_ID, "decision": None, **more}
    return [Told("queued"), Told("started"), Told("note", document)]


def shown(
    reader: Reader, backend: FakeBackend, address: str, script: list[Item], place: str = "#claim"
) -> Card:
    """The card with the note that the script ends in."""
    backend.will_tell(*script)
    reader.opens(address)
    reader.selects(place)
    card = reader.asks()
    card.shows("Verdict")
    return card


def test_the_card_says_how_many_origins_there_are_and_whom_all_go_back_to(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    card = shown(reader, backend, pages.address("/article"), at_once(newsroom.nine_of_two()))
    text = card.text()
    assert "9 reports, 2 origins" in text
    assert "All go back to the regional governor." in text
    card.clicks("7 more from this origin")
    card.shows("The same text.")


def test_the_card_says_how_each_report_comes_by_it_and_what_does_not_count(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    document = note_document(newsroom.rich_note())
    evidence: list[dict[str, Any]] = document["evidence"]
    evidence[0] |= {"telling": "passed_on", "source": "the governor", "counts_less": None}
    evidence[3] |= {"telling": "own", "counts_less": "It is old."}
    script = told_note(newsroom.rich_note(), evidence=evidence)
    card = shown(reader, backend, pages.address("/article"), script, "#paragraph")
    card.shows(
        "It passes on what the governor said.",
        "Its own reporting.",
        "It is old.",
        "Not counted: The denial by the Kremlin takes no side.",
    )


def test_words_that_differ_are_marked_in_the_claim_and_in_the_quote(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    card = shown(reader, backend, pages.address("/article"), at_once(newsroom.nine_of_two()))
    assert card.texts(".claim .differs") == ["10,000"]
    assert card.texts(".row .differs")[0] == "12,000"
    line = "getComputedStyle(card.querySelector('.differs')).borderBottomStyle"
    assert card.page.evaluate(line) == "double"
    heard = "getComputedStyle(card.querySelector('.differs'), '::before').content"
    assert card.page.evaluate(heard) == '"" / "differs: "'
    assert newsroom.WIRE in card.texts(".row blockquote")


def test_what_got_no_verdict_is_called_not_checked_and_no_approval(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    note = newsroom.rich_note()
    card = shown(reader, backend, pages.address("/article"), at_once(note), "#paragraph")
    [section] = card.texts(".unchecked")
    assert section.startswith("Not checked")
    assert "That is neither approval nor doubt." in section
    assert newsroom.CRUEL in section
    assert "No verdict: opinion" in section


def test_a_verdict_that_changed_names_the_one_before_and_the_level_is_the_backends(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    earlier = {"version": 1, "verdict": "insufficient", "checked_at": "2026-11-21T09:00:00Z"}
    script = told_note(
        newsroom.nine_of_two(), changed_from=earlier, confidence=0.5, confidence_level="high"
    )
    card = shown(reader, backend, pages.address("/article"), script)
    card.shows("Was: Not enough found, on Nov 21, 2026", "Confidence: high (50%)")
    card.clicks("How it was weighed")
    card.shows("8 reports of one origin count once.")


@pytest.mark.parametrize("host", ["localhost", "news.test"])
def test_the_note_is_copied_as_text_with_its_sources_on_secure_pages_and_on_others(
    reader: Reader, backend: FakeBackend, pages: PageServer, host: str
) -> None:
    address = pages.address("/article", host)
    card = shown(reader, backend, address, at_once(newsroom.nine_of_two()))
    card.clicks("Copy as text")
    card.shows("Copied.")
    text = pasted(card)
    assert text.index(newsroom.OWN) < text.index("Verdict: Independently reported")
    assert "https://koprivna-daily.example/2026/11/koprivna" in text
    assert f"{backend.address}/n/{NOTE_ID}" in text
    assert card.is_open()


def pasted(card: Card) -> str:
    """What the clipboard holds, as a reader finds out: pasted into a field."""
    field = card.page.locator("#field")
    field.fill("")
    field.focus()
    card.page.keyboard.press("Control+V")
    assert until(card.page, lambda: field.input_value() != "")
    return field.input_value()


def test_the_notes_own_page_can_be_opened_and_its_link_copied(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    card = shown(reader, backend, pages.address("/article"), at_once(newsroom.nine_of_two()))
    address = f"{backend.address}/n/{NOTE_ID}"
    assert address in card.attributes(".actions a", "href")
    card.clicks("Copy its link")
    card.shows("Copied.")
    assert pasted(card) == address


def test_a_note_can_be_checked_again_from_the_card(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    card = shown(reader, backend, pages.address("/article"), at_once(newsroom.nine_of_two()))
    backend.will_tell(*at_once(newsroom.insufficient_note()))
    card.clicks("Check again")
    card.shows("Not enough found")
    assert len(backend.posts()) == 1


SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
VIEWS = {
    "rich": newsroom.rich_note,
    "single": newsroom.nine_of_two,
    "insufficient": newsroom.insufficient_note,
    "not_checkable": newsroom.not_checkable_note,
    "crowded": crowds.crowded_note,
}


@pytest.mark.parametrize("view", VIEWS)
def test_no_note_in_the_card_breaks_a_rule_of_accessibility_or_is_cut_on_a_narrow_screen(
    reader: Reader, backend: FakeBackend, pages: PageServer, view: str
) -> None:
    reader.page.set_viewport_size({"width": 320, "height": 640})
    card = shown(reader, backend, pages.address("/article"), at_once(VIEWS[view]()))
    card.page.evaluate("card.querySelectorAll('details').forEach(each => { each.open = true })")
    for scheme in SCHEMES:
        card.page.emulate_media(color_scheme=scheme)
        found = Axe().run(card.page, context="[popover]")
        assert found.violations_count == 0, found.generate_report()
    assert card.page.evaluate("card.scrollWidth - card.clientWidth") == 0
    cut = card.page.evaluate(
        """[...card.querySelectorAll('p, li, q, blockquote, button, a')]
            .filter(each => each.className !== 'unseen' && each.clientWidth > 0)
            .filter(each => each.scrollWidth > each.clientWidth + 1)
            .map(each => each.textContent)"""
    )
    assert cut == []


def test_every_button_and_fold_of_a_note_is_reached_with_the_keyboard_alone(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    card = shown(reader, backend, pages.address("/article"), at_once(newsroom.nine_of_two()))
    reached = []
    for _ in range(30):
        card.page.keyboard.press("Tab")
        reached.append(card.focused())
    wanted = ["Close", "Copy as text", "Copy its link", "Check again", "Open the note’s page"]
    places = [reached.index(words) for words in wanted]
    assert places == sorted(places)
    assert "How it was weighed" in reached


def test_the_card_says_what_words_were_taken_for_and_what_was_checked_before(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    resolved = {"words": "there", "meaning": "at Koprivna", "found_in": "title"}
    document = note_document(newsroom.nine_of_two())
    claims: list[dict[str, Any]] = document["claims"]
    claims[0]["resolved"] = [resolved]
    known = {
        "claim": 0,
        "text": "10,000 left Koprivna.",
        "note": "a" * 32,
        "decision": None,
        "verdict": "single_source",
        "checked_at": "2026-11-20T08:00:00+00:00",
        "fresh": False,
        "source": None,
    }
    reviewed = {"publisher": "The Checkers", "url": "https://check.example/1", "rating": "Half"}
    script = told_note(
        newsroom.nine_of_two(),
        claims=claims,
        known=[known, {**known, "note": None, "source": reviewed}],
    )
    text = shown(reader, backend, pages.address("/article"), script).text()
    assert "“there” is taken for “at Koprivna”, from the page’s title." in text
    assert "Checked before, on Nov 20, 2026: One origin only (no longer fresh)" in text
    assert "Fact check by The Checkers: “Half”" in text


def test_the_card_says_what_moderators_decided_and_why(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    decision = {
        "at": "2026-11-21T10:00:00+00:00",
        "reason": "The wire took it back.",
        "edits": [{"words": "Taken out: The Herald, “A crowd”."}],
        "hidden": False,
        "same_as": "a" * 32,
    }
    script = told_note(newsroom.nine_of_two(), decision=decision)
    card = shown(reader, backend, pages.address("/article"), script)
    text = card.text()
    assert text.index("Verdict") < text.index("Moderators have decided")
    assert "The wire took it back.\nTaken out: The Herald, “A crowd”." in text.replace("\n\n", "\n")
    assert "Decided on Nov 21, 2026" in text
    links = card.attributes(".decision a", "href")
    assert [str(link).split("/n/")[1] for link in links] == ["a" * 32]


def test_a_hidden_note_says_that_its_evidence_is_hidden(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    hidden = {"reason": "It names somebody.", "hidden": True}
    script = told_note(newsroom.nine_of_two(), decision=hidden, evidence=[], origin_groups=[])
    text = shown(reader, backend, pages.address("/article"), script).text()
    assert "Moderators have hidden the evidence." in text
    assert "No report about this was found" not in text


def test_the_card_says_why_nothing_was_looked_for_and_by_which_words(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    document = note_document(newsroom.not_checkable_note())
    claims: list[dict[str, Any]] = document["claims"]
    claims[0] |= {"reason": "ambiguous", "because": "It"}
    script = told_note(newsroom.not_checkable_note(), claims=claims)
    text = shown(reader, backend, pages.address("/article"), script).text()
    assert "Not clear who or what is meant (“It”)" in text
    assert "Select more of the text around them" in text
