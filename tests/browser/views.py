"""Every view of the extension, each brought up as a reader comes by it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from playwright.sync_api import FloatRect, Page, expect

from backend.checking.document import note_document
from tests.browser.fake_backend import FakeBackend, Refusal, Told
from tests.browser.reader import Card, Reader
from tests.browser.served_pages import SCHOOL, SENTENCE, PageServer
from tests.browser.side_panel import Panel, beside, keep, kept_note
from tests.browser.stories import at_once, whole_check
from tests.unit.web import newsroom

_AROUND = 12


@dataclass(frozen=True)
class Stage:
    """Who is there; `leaving` undoes at the end what a view has opened."""

    reader: Reader
    backend: FakeBackend
    pages: PageServer
    leaving: ExitStack


@dataclass(frozen=True)
class View:
    """What is to be seen: a page, or the part of it that concerns us."""

    page: Page
    part: str | None = None
    clip: FloatRect | None = None

    @property
    def ground(self) -> str:
        """What a script in the page calls the element that everything stands on."""
        return "card" if self.part else "document.body"


def note_beside_its_sentence(stage: Stage) -> View:
    view = note(stage)
    assert view.clip
    clip = FloatRect(x=60, y=view.clip["y"] - 70, width=1060, height=420)
    return View(view.page, view.part, clip)


def progress(stage: Stage) -> View:
    stage.backend.will_tell(*whole_check())
    card = asked(stage)
    card.shows("Reading: 3 of 4")
    return around(card)


def note(stage: Stage) -> View:
    stage.backend.will_tell(*at_once(newsroom.nine_of_two()))
    card = asked(stage)
    card.shows("Verdict")
    return around(card)


def several_claims(stage: Stage) -> View:
    stage.backend.will_tell(*at_once(newsroom.rich_note()))
    card = asked(stage, "#paragraph")
    card.shows("Verdict, taken together")
    return around(card)


def no_verdict(stage: Stage) -> View:
    stage.backend.will_tell(*at_once(newsroom.not_checkable_note()))
    card = asked(stage, "#next")
    card.shows("it gets no verdict")
    return around(card)


def not_enough_found(stage: Stage) -> View:
    stage.backend.will_tell(*at_once(newsroom.insufficient_note()))
    card = asked(stage)
    card.shows("Not enough found")
    return around(card)


def stopped(stage: Stage) -> View:
    stage.backend.will_tell(*whole_check())
    card = asked(stage)
    card.shows("Reading: 3 of 4")
    card.clicks("Stop")
    card.shows("Nothing more is searched or read")
    return around(card)


def failed(stage: Stage) -> View:
    told = Told("failed", {"title": "No searcher answered", "detail": "Wait a minute."})
    stage.backend.will_tell(told)
    card = asked(stage)
    card.shows("No searcher answered")
    return around(card)


def refused(stage: Stage) -> View:
    stage.backend.will_tell()
    stage.backend.refusal = Refusal(429, "Too many checks", "Come back in a minute.")
    card = asked(stage)
    card.shows("Too many checks")
    return around(card)


def nothing_selected(stage: Stage) -> View:
    stage.backend.will_tell()
    stage.reader.opens(stage.pages.address("/article"))
    card = stage.reader.asks()
    card.shows("Select a sentence first")
    return around(card)


def notes_of_the_page(stage: Stage) -> View:
    stage.backend.will_tell(*at_once(newsroom.nine_of_two()))
    asked(stage, "#next").shows("Verdict")
    stage.reader.page.keyboard.press("Escape")
    stage.reader.selects("#claim")
    stage.reader.asks().shows("Verdict")
    stage.reader.page.keyboard.press("Escape")
    stage.reader.page.evaluate("getSelection().removeAllRanges()")
    card = stage.reader.asks()
    card.shows("2 notes on this page")
    return around(card)


def flag(stage: Stage) -> View:
    stage.backend.flags.forget_readers()
    note(stage)
    card = stage.reader.card()
    card.clicks("Flag the row of")
    return around(card, ".flag-form")


def flag_decided(stage: Stage) -> View:
    stage.backend.flags.forget_readers()
    note(stage)
    card = stage.reader.card()
    card.clicks("Flag the row of")
    card.clicks("The quote is out of context")
    card.clicks("Send")
    card.shows("You flagged this")
    stage.backend.flags.decide("upheld", "The row was taken out: it speaks of the night before.")
    note(stage)
    card.shows("A moderator agreed")
    return around(card, ".flagged")


def panel(stage: Stage) -> View:
    return View(panel_beside_notes(stage).page)


def panel_note(stage: Stage) -> View:
    opened = panel_beside_notes(stage)
    opened.button("Read the note").first.click()
    expect(opened.heading("Note")).to_be_focused()
    return View(opened.page)


def panel_scan(stage: Stage) -> View:
    opened = panel_beside_notes(stage)
    stage.backend.sentences = [{"quote": SENTENCE}, {"quote": SCHOOL}]
    opened.scans()
    expect(opened.sentences).to_have_count(2)
    opened.page.set_viewport_size({"width": 400, "height": 1100})
    return View(opened.page, clip=FloatRect(x=0, y=570, width=400, height=400))


def panel_history(stage: Stage) -> View:
    opened = panel_beside_notes(stage)
    keep(opened.page, kept_note(note_document(newsroom.rich_note())))
    opened.turns_to_history()
    expect(opened.kept).to_have_count(3)
    return View(opened.page)


def panel_flags(stage: Stage) -> View:
    flag_decided(stage)
    opened = stage.leaving.enter_context(beside(stage.reader))
    opened.page.get_by_role("tab", name="flags").click()
    expect(opened.page.locator(".own-flag")).to_have_count(1)
    return View(opened.page)


def options(stage: Stage) -> View:
    page = own_page(stage, "options")
    page.get_by_role("button", name="Does it answer?").click()
    expect(page.locator("#outcome")).to_contain_text("9.8.7")
    return View(page)


def welcome(stage: Stage) -> View:
    return View(own_page(stage, "welcome"))


def cannot(stage: Stage) -> View:
    page = own_page(stage, "cannot.html?reason=noPage")
    clip = FloatRect(x=0, y=0, width=352, height=160)
    return View(page, clip=clip)


def asked(stage: Stage, selector: str = "#claim") -> Card:
    stage.reader.opens(stage.pages.address("/article"))
    stage.reader.selects(selector)
    return stage.reader.asks()


def around(card: Card, middle: str = "") -> View:
    """The card as far as it stands on the screen, with a part of it in its middle."""
    if middle:
        script = "place => card.querySelector(place).scrollIntoView({block: 'center'})"
        card.page.evaluate(script, middle)
    box = card.box()
    clip = FloatRect(
        x=box["x"] - _AROUND,
        y=box["y"] - _AROUND,
        width=box["width"] + 2 * _AROUND,
        height=box["height"] + 2 * _AROUND,
    )
    return View(card.page, "[popover]", clip)


def panel_beside_notes(stage: Stage) -> Panel:
    """The panel of a page with two notes, the words of one of which are gone."""
    notes_of_the_page(stage)
    stage.reader.page.keyboard.press("Escape")
    stage.reader.page.evaluate("document.querySelector('#next').remove()")
    opened = stage.leaving.enter_context(beside(stage.reader))
    expect(opened.notes).to_have_count(1)
    expect(opened.orphans).to_have_count(1)
    return opened


def own_page(stage: Stage, path: str) -> Page:
    page = stage.reader.page
    page.goto(stage.reader.extension_page(f"pages/{path}" + ("" if "." in path else ".html")))
    page.set_viewport_size({"width": 760, "height": 640})
    return page


VIEWS: dict[str, Callable[[Stage], View]] = {
    "sentence": note_beside_its_sentence,
    "progress": progress,
    "note": note,
    "several-claims": several_claims,
    "no-verdict": no_verdict,
    "not-enough": not_enough_found,
    "stopped": stopped,
    "failed": failed,
    "refused": refused,
    "nothing-selected": nothing_selected,
    "notes": notes_of_the_page,
    "flag": flag,
    "flag-decided": flag_decided,
    "panel": panel,
    "panel-note": panel_note,
    "panel-scan": panel_scan,
    "panel-history": panel_history,
    "panel-flags": panel_flags,
    "options": options,
    "welcome": welcome,
    "cannot": cannot,
}
