"""A reader who finds a note wrong: flags it or one row, takes it back, hears what became of it."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.fake_backend import Asked, FakeBackend, Refusal
from tests.browser.reader import Card, Reader, until
from tests.browser.served_pages import PageServer
from tests.browser.stories import MARKUP, at_once
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def card(reader: Reader, backend: FakeBackend, pages: PageServer) -> Card:
    """A note before a reader who has never flagged anything."""
    backend.flags.forget_readers()
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    return opened(reader, pages)


def opened(reader: Reader, pages: PageServer) -> Card:
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict", "Flag this note")
    return card


def asked_about_flags(backend: FakeBackend) -> list[Asked]:
    return [one for one in backend.asked if "/checks" not in one.path]


def chooses(card: Card, words: str) -> None:
    """Choose a reason with the mouse."""
    box = card.page.evaluate(
        """words => {
            const all = [...card.querySelectorAll('.choice')];
            const one = all.find(each => each.innerText.includes(words));
            one.scrollIntoView({block: 'center'});
            return one.getBoundingClientRect().toJSON();
        }""",
        words,
    )
    card.page.mouse.click(box["x"] + 10, box["y"] + box["height"] / 2)


# A field has a frame of its own, where the page does not hear what is typed.
IN_FRAMES = (
    "place => [...card.querySelectorAll('iframe')]"
    ".map(each => each.contentDocument.querySelector(place)).find(Boolean)"
)


def writes(card: Card, field: str, words: str) -> None:
    card.page.evaluate(f"place => ({IN_FRAMES})(place).focus()", field)
    card.page.keyboard.type(words)


def value(card: Card, field: str) -> str:
    return str(card.page.evaluate(f"place => ({IN_FRAMES})(place).value", field))


def attribute(card: Card, field: str, name: str) -> str:
    script = f"([place, name]) => ({IN_FRAMES})(place).getAttribute(name)"
    return str(card.page.evaluate(script, [field, name]))


def flags_the_first_row(card: Card, comment: str = "") -> None:
    card.clicks("Flag the row of")
    chooses(card, "out of context")
    if comment:
        writes(card, "textarea", comment)
    card.clicks("Send")
    card.shows("You flagged this: The quote is out of context")


def test_a_row_is_flagged_and_the_flag_taken_back(card: Card, backend: FakeBackend) -> None:
    assert asked_about_flags(backend) == []
    flags_the_first_row(card, "Read on.")
    joined, put = asked_about_flags(backend)
    assert (joined.method, joined.path) == ("POST", "/api/v1/readers")
    assert "authorization" not in joined.headers
    row = put.body["evidence"]
    assert len(row) == 16
    assert put.path == f"/api/v1/notes/{'0' * 32}/flag"
    assert put.headers["authorization"] == f"Bearer {backend.flags.tokens[0]}"
    assert {**put.body, "evidence": ""} == {
        "reason": "out_of_context",
        "comment": "Read on.",
        "counter_source": "",
        "evidence": "",
    }
    card.shows("Read on.", "Nobody has decided yet")
    card.clicks("Take it back")
    assert until(card.page, lambda: "You flagged this" not in card.text())
    assert asked_about_flags(backend)[-1].path.endswith(f"/flag?evidence={row}")
    assert "Flag the row of" in card.focused()
    assert backend.flags.flags == {}


def test_all_flags_of_a_reader_are_put_with_one_token(card: Card, backend: FakeBackend) -> None:
    flags_the_first_row(card)
    card.clicks("Flag this note")
    chooses(card, "Something else")
    card.clicks("Send")
    card.shows("You flagged this: Something else")
    assert len(backend.flags.tokens) == 1
    assert {row is None for _, _, row in backend.flags.flags} == {True, False}


def test_what_cannot_be_sent_so_is_said_beside_its_field_and_nothing_is_lost(
    card: Card, backend: FakeBackend
) -> None:
    card.clicks("Flag this note")
    writes(card, "textarea", "There was more.")
    card.clicks("Send")
    card.shows("Choose what is wrong.")
    chooses(card, "A report is missing")
    card.shows("Address of the missing report")
    card.clicks("Send")
    card.shows("Give the address of the report that is missing.")
    assert attribute(card, "[type=url]", "aria-invalid") == "true"
    described = attribute(card, "[type=url]", "aria-describedby")
    fault = card.page.evaluate(f"id => ({IN_FRAMES})(`#${{id}}`).textContent", described)
    assert fault == "Give the address of the report that is missing."
    card.page.keyboard.type("daily.example/a")  # the focus is there
    card.page.keyboard.press("Enter")
    card.shows("Give an address that begins with http:// or https://.")
    assert asked_about_flags(backend) == []
    assert value(card, "[type=url]") == "daily.example/a"
    assert value(card, "textarea") == "There was more."
    card.page.keyboard.press("Home")
    card.page.keyboard.type("https://")
    card.page.keyboard.press("Enter")
    card.shows("You flagged this: A report is missing")
    assert asked_about_flags(backend)[-1].body["counter_source"] == "https://daily.example/a"


def test_a_backend_that_refuses_is_quoted_in_the_form_and_can_be_tried_again(
    card: Card, backend: FakeBackend
) -> None:
    backend.refusal = Refusal(429, "Too often", f"That were many flags in an hour. {MARKUP}")
    card.clicks("Flag this note")
    chooses(card, "Something else")
    writes(card, "textarea", "Hear me.")
    card.clicks("Send")
    card.shows("That were many flags in an hour.", MARKUP)
    assert value(card, "textarea") == "Hear me."
    backend.refusal = None
    card.clicks("Send")
    card.shows("You flagged this: Something else", "Hear me.")


def test_a_flag_is_put_and_taken_back_with_the_keyboard_alone(
    card: Card, backend: FakeBackend
) -> None:
    keys = card.page.keyboard
    for _ in range(40):
        keys.press("Tab")
        if card.focused() == "Flag this note":
            break
    keys.press("Enter")
    focused = "card.getRootNode().activeElement.value"
    assert card.page.evaluate(focused) == "wrong_stance"
    keys.press("Space")
    keys.press("ArrowDown")
    assert card.page.evaluate(focused) == "out_of_context"
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Half of it.")
    keys.press("Escape")
    assert card.is_open()
    assert card.focused() == "Flag this note"
    keys.press("Enter")
    assert value(card, "textarea") == "Half of it."
    for _ in range(3):
        keys.press("Tab")
    assert card.focused() == "Send"
    keys.press("Enter")
    card.shows("You flagged this: The quote is out of context")
    assert until(card.page, lambda: card.texts("[role=status]") == ["Your flag was sent."])
    assert card.focused() == "Take it back"
    keys.press("Enter")
    assert until(card.page, lambda: card.focused() == "Flag this note")
    assert card.texts("[role=status]") == ["Your flag was taken back."]
    assert backend.flags.flags == {}


def test_the_form_breaks_no_rule_of_accessibility_and_is_not_cut_on_a_narrow_screen(
    card: Card,
) -> None:
    card.page.set_viewport_size({"width": 320, "height": 640})
    assert until(card.page, lambda: card.box()["right"] <= 320)
    card.clicks("Flag the row of")
    card.clicks("Send")
    card.shows("Choose what is wrong.")
    flags_and_form = "card.querySelector('.flag-form')"
    for scheme in SCHEMES:
        card.page.emulate_media(color_scheme=scheme)
        found = Axe().run(card.page, context="[popover]")
        assert found.violations_count == 0, found.generate_report()
    assert card.page.evaluate(f"{flags_and_form}.scrollWidth - {flags_and_form}.clientWidth") == 0


def test_who_opens_the_note_again_hears_what_became_of_the_flag(
    card: Card, backend: FakeBackend, reader: Reader, pages: PageServer
) -> None:
    flags_the_first_row(card, "Read on.")
    backend.flags.decide("upheld", f"The row was taken out. {MARKUP}")
    backend.asked.clear()
    again = opened(reader, pages)
    again.shows("You flagged this", "A moderator agreed", "The row was taken out.", MARKUP)
    assert [one.path for one in asked_about_flags(backend)] == ["/api/v1/flags"]
    assert not again.has(".flagged button")


def test_somebody_else_is_asked_to_look_at_a_flag_that_was_not_upheld(
    card: Card, backend: FakeBackend, reader: Reader, pages: PageServer
) -> None:
    flags_the_first_row(card)
    backend.flags.decide("not_upheld", "The quote is whole.")
    again = opened(reader, pages)
    again.shows("left it as it is", "The quote is whole.")
    again.clicks("Ask somebody else to look")
    again.clicks("Send")
    again.shows("Say why.")
    writes(again, "textarea", f"Read on. {MARKUP}")
    again.clicks("Send")
    again.shows("Somebody else will look at it", f"You asked for another look: Read on. {MARKUP}")
    asked = asked_about_flags(backend)[-1]
    assert (asked.method, asked.path) == ("PUT", f"/api/v1/notes/{'0' * 32}/flag/appeal")
    assert len(asked.body["evidence"]) == 16
    assert again.focused() == "Take it back"
    backend.flags.decide("not_upheld", "It is whole indeed.")
    last = opened(reader, pages)
    last.shows("It is whole indeed.", "You asked for another look")
    assert not last.has(".appeal button")


def test_a_reader_says_that_a_note_is_right_and_says_so_no_longer(
    card: Card, backend: FakeBackend, reader: Reader, pages: PageServer
) -> None:
    card.clicks("It is right as it is")
    card.shows("You said that this note is right as it is.")
    assert backend.flags.ratings == {(backend.flags.tokens[0], "0" * 32)}
    again = opened(reader, pages)
    again.shows("You said that this note is right as it is.")
    again.clicks("Take it back")
    assert until(again.page, lambda: "You said that" not in again.text())
    assert again.focused() == "It is right as it is"
    assert backend.flags.ratings == set()


def test_nobody_is_asked_about_flags_where_there_are_none(
    card: Card, backend: FakeBackend, reader: Reader, pages: PageServer
) -> None:
    card.clicks("Flag this note")
    card.clicks("Cancel")
    opened(reader, pages)
    assert asked_about_flags(backend) == []


def test_a_backend_that_began_anew_gives_another_token(card: Card, backend: FakeBackend) -> None:
    flags_the_first_row(card)
    backend.flags.forget_readers()
    card.clicks("Flag this note")
    chooses(card, "Something else")
    card.clicks("Send")
    card.shows("You flagged this: Something else")
    assert len(backend.flags.tokens) == 1


def test_the_page_neither_hears_what_is_typed_nor_reads_the_token(
    card: Card, reader: Reader
) -> None:
    card.page.evaluate(
        """globalThis.heard = [];
        for (const kind of ['keydown', 'beforeinput', 'input', 'paste', 'compositionupdate'])
            document.addEventListener(kind, (event) => heard.push(kind))"""
    )
    flags_the_first_row(card, "Between us.")
    assert card.page.evaluate("heard") == []
    assert card.page.evaluate("typeof chrome?.storage") == "undefined"
    assert read_by_content_script(reader) == "refused"


def read_by_content_script(reader: Reader) -> str:
    """What a script in the page's isolated world gets when it reads what we have stored."""
    session = reader.context.new_cdp_session(reader.page)
    worlds: list[int] = []
    session.on(
        "Runtime.executionContextCreated",
        lambda event: (
            worlds.append(event["context"]["id"])
            if event["context"]["origin"].startswith("chrome-extension://")
            else None
        ),
    )
    session.send("Runtime.enable")
    answer = session.send(
        "Runtime.evaluate",
        {
            "contextId": worlds[-1],
            "awaitPromise": True,
            "expression": "chrome.storage.local.get().then(JSON.stringify, () => 'refused')",
        },
    )
    session.detach()
    return str(answer["result"]["value"])


def test_own_flags_are_listed_with_their_outcome_and_can_be_taken_back_there(
    card: Card, backend: FakeBackend, reader: Reader
) -> None:
    flags_the_first_row(card, MARKUP)
    page = card.page
    page.goto(reader.extension_page("pages/panel.html#flags"))
    item = page.locator(".own-flag")
    assert until(page, lambda: item.count() == 1)
    words = item.inner_text()
    for said in ("10,000 people left Koprivna.", "out of context", MARKUP, "Nobody has decided"):
        assert said in words
    note = item.get_by_role("link", name="Open the note’s page")
    assert note.get_attribute("href") == f"{backend.address}/n/{'0' * 32}"
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    item.get_by_role("button", name="Take it back").click()
    assert until(page, lambda: "taken back" in page.get_by_role("status").inner_text())
    assert backend.flags.flags == {}
    page.reload()
    assert until(page, lambda: "You have flagged nothing" in page.locator("main").inner_text())


def test_the_list_says_what_is_in_the_way_and_asks_again(
    card: Card, backend: FakeBackend, reader: Reader
) -> None:
    flags_the_first_row(card)
    backend.flags.decide("not_upheld", "The quote is whole.")
    page = card.page
    backend.stop()
    page.goto(reader.extension_page("pages/panel.html#flags"))
    shown = page.locator("main")
    assert until(page, lambda: "The backend does not answer" in shown.inner_text())
    backend.start()
    page.get_by_role("button", name="Try again").click()
    assert until(page, lambda: "The quote is whole." in shown.inner_text())
    assert "left it as it is" in shown.inner_text()
    assert page.get_by_role("button", name="Take it back").count() == 0
    page.get_by_role("button", name="Ask somebody else to look").click()
    page.get_by_label("Why should somebody else look?").fill("Read on.")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Send").click()
    assert until(page, lambda: "will look at your flag" in page.get_by_role("status").inner_text())
    assert [flag["appeal"] for flag in backend.flags.flags.values()] == ["Read on."]
