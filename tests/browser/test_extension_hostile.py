"""Pages that mind the card, or pry: card and highlight stay, and the page learns nothing from them.

What a test evaluates in the page runs as the page's own scripts do.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.fake_backend import FakeBackend
from tests.browser.reader import Card, Reader, until
from tests.browser.served_pages import SENTENCE, PageServer
from tests.browser.stories import at_once, whole_check
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

HOST = "document.querySelector('[popover=manual]:not(#cover)')"
DRAWN = "() => [...new Set([...CSS.highlights.values()].flatMap((one) => [...one].map(String)))]"


@pytest.fixture
def card(reader: Reader, backend: FakeBackend, pages: PageServer) -> Card:
    """The card with a note, on a page that has not turned hostile yet."""
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    return card


def stands_on_top(card: Card) -> bool:
    """Whether what the reader sees in the middle of the card's head is the card."""
    box = card.box()
    return bool(
        card.page.evaluate(
            f"([x, y]) => document.elementFromPoint(x, y) === {HOST}",
            [box["x"] + box["width"] / 2, box["y"] + 20],
        )
    )


OVERRIDES = """
for (const [home, names] of [
  [Array.prototype, ['map', 'filter', 'find', 'push', 'flatMap', 'at']],
  [String.prototype, ['trim', 'replace', 'startsWith']],
  [Element.prototype, ['attachShadow', 'append', 'setAttribute', 'querySelector', 'closest']],
  [Node.prototype, ['appendChild', 'insertBefore']],
  [EventTarget.prototype, ['addEventListener', 'dispatchEvent']],
  [Range.prototype, ['toString', 'cloneRange', 'getClientRects', 'setStart']],
  [Selection.prototype, ['getRangeAt', 'toString']],
  [HTMLElement.prototype, ['showPopover', 'focus']],
  [Document.prototype, ['createElement', 'getSelection', 'createTreeWalker']],
]) for (const name of names) home[name] = () => { throw new Error('not here'); };
for (const name of ['fetch', 'JSON', 'Map', 'Set', 'Promise', 'Intl', 'URL', 'CSSStyleSheet',
  'MutationObserver', 'AbortController', 'Highlight', 'getSelection', 'requestAnimationFrame',
  'setTimeout', 'setInterval', 'chrome', 'browser']) globalThis[name] = undefined;
globalThis.secondSourceAsk = () => { throw new Error('the page called it'); };
"""


def test_a_page_that_overrides_every_prototype_changes_nothing(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    reader.page.add_script_tag(content=OVERRIDES)
    reader.presses_the_button()
    assert until(reader.page, lambda: "Reading: 3 of 4" in reader.card_seen_apart())
    backend.let_go_on()
    assert until(reader.page, lambda: "Independently reported" in reader.card_seen_apart())
    assert backend.posts()[0]["quote"] == SENTENCE


def test_a_page_that_takes_the_card_out_gets_it_back(card: Card) -> None:
    card.page.evaluate(f"{HOST}.remove()")
    assert until(card.page, lambda: card.page.evaluate(f"Boolean({HOST})"))
    assert "Independently reported" in card.text()
    assert stands_on_top(card)


@pytest.mark.parametrize(
    "script",
    [
        "host.hidePopover()",
        "host.inert = true; host.ariaHidden = 'true'",
        "host.removeAttribute('popover')",
        "host.popover = 'auto'; document.body.click()",
        "host.style.cssText = 'display: none !important; opacity: 0 !important'",
        "by.append(host); by.style.display = 'none'",
    ],
)
def test_a_page_that_hides_the_card_or_makes_it_inert_does_not_keep_it_so(
    card: Card, script: str
) -> None:
    card.page.evaluate(f"globalThis.host = {HOST}; globalThis.by = document.querySelector('.by')")
    card.page.evaluate(script)
    assert until(card.page, lambda: stands_on_top(card))
    card.page.evaluate("globalThis.host = undefined")
    names = f"{HOST}.getAttributeNames().concat({HOST}.closest('[inert]') ?? [])"
    assert until(card.page, lambda: card.page.evaluate(names) == ["popover"])
    card.clicks("Could not be read")
    card.shows("The Paid Review")


def test_a_page_that_takes_the_card_out_again_and_again_is_named_on_the_button(
    card: Card, reader: Reader
) -> None:
    card.page.evaluate(
        f"""new MutationObserver(() => {HOST}?.remove())
            .observe(document.documentElement, {{childList: true}}); {HOST}.remove()"""
    )
    assert until(card.page, lambda: "keeps taking the card away" in reader.button_title())
    assert card.page.evaluate("1 + 1") == 2


def test_a_page_that_clears_the_highlights_gets_them_back(card: Card) -> None:
    assert card.page.evaluate(DRAWN) == [SENTENCE]
    card.page.evaluate("CSS.highlights.clear()")
    assert until(card.page, lambda: card.page.evaluate(DRAWN) == [SENTENCE])
    card.page.evaluate("for (const one of CSS.highlights.values()) one.clear()")
    assert until(card.page, lambda: card.page.evaluate(DRAWN) == [SENTENCE])


def test_a_page_that_styles_our_highlights_does_not_hide_them(card: Card) -> None:
    card.page.add_style_tag(
        content="::highlight(second-source-corroborated) { all: unset !important;"
        " background-color: transparent !important; text-decoration: none !important; }"
    )
    style = "getComputedStyle(document.querySelector('#claim'), '::highlight({})').{}"
    line = style.format("second-source-corroborated", "textDecorationLine")
    form = style.format("second-source-corroborated", "textDecorationStyle")
    assert card.page.evaluate(f"[{line}, {form}]") == ["underline", "double"]


def test_the_card_stands_above_whatever_the_page_stacks_up(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    page = reader.opens(pages.address("/article"))
    cover(page)
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    assert stands_on_top(card)


def test_a_second_press_brings_the_card_above_what_the_page_put_over_it(
    card: Card, reader: Reader
) -> None:
    cover(card.page)
    assert not stands_on_top(card)
    reader.presses_the_button()
    assert until(card.page, lambda: stands_on_top(card))
    card.page.evaluate("document.body.append(document.createElement('dialog'))")
    card.page.evaluate("document.querySelector('dialog').showModal()")
    reader.presses_the_button()
    assert until(card.page, lambda: stands_on_top(card))
    card.page.evaluate("document.querySelector('dialog').close()")
    assert until(card.page, lambda: stands_on_top(card))


def cover(page: Page) -> None:
    """A page's own popover over everything, as high as numbers go."""
    page.evaluate(
        """() => {
            const cover = document.createElement('div');
            cover.id = 'cover';
            cover.popover = 'manual';
            cover.style.cssText = 'all: initial; position: fixed; inset: 0; width: 100vw;'
              + 'height: 100vh; background: pink; z-index: 2147483647';
            document.body.append(cover);
            cover.showPopover();
        }"""
    )


def test_the_card_is_there_in_fullscreen(
    reader: Reader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    page = reader.opens(pages.address("/article"))
    page.locator("#link").click()
    page.evaluate("document.querySelector('main').requestFullscreen()")
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    assert stands_on_top(card)
    page.evaluate("document.exitFullscreen()")
    assert until(page, lambda: stands_on_top(card))


def test_the_page_finds_no_words_of_the_card_as_text(card: Card) -> None:
    assert card.page.evaluate(f"{HOST}.textContent + {HOST}.innerText") == ""
    read = """() => {
        const read = [];
        const selection = getSelection();
        for (const words of ['Independently reported', 'By midnight', 'Verdict']) {
            selection.removeAllRanges();
            window.find(words);
            for (const step of ['line', 'paragraph', 'documentboundary']) {
                selection.modify('extend', 'forward', step);
                selection.modify('extend', 'backward', step);
                read.push(String(selection));
            }
        }
        document.execCommand('selectAll');
        return [...read, String(selection)].join(' ');
    }"""
    text = card.page.evaluate(read)
    for words in ("Independently", "By midnight", "Confidence", "origins"):
        assert words not in text


def test_a_reader_can_select_a_part_of_the_card_and_copy_it(card: Card) -> None:
    box = card.page.evaluate(
        "(() => { const one = card.querySelector('blockquote');"
        " one.scrollIntoView({block: 'center'}); return one.getBoundingClientRect().toJSON(); })()"
    )
    card.page.mouse.click(box["x"] + 30, box["y"] + 12, click_count=3)
    selected = card.page.evaluate("String(getSelection())").strip()
    assert len(selected) > 20
    assert selected in card.texts("blockquote")[0]


def test_the_page_hears_nothing_of_what_is_done_in_the_card_but_where_the_pointer_is(
    card: Card,
) -> None:
    card.page.evaluate(
        """() => {
            globalThis.heard = [];
            for (const type of ['click', 'pointerdown', 'focusin', 'input', 'copy', 'keydown'])
                document.addEventListener(type, (event) => heard.push(event), true);
        }"""
    )
    card.clicks("Could not be read")
    card.shows("The Paid Review")
    inner = f"heard.filter((event) => event.composedPath().some((one) => one !== {HOST} && "
    inner += f"one instanceof Node && !one.contains({HOST})))"
    assert card.page.evaluate(f"{inner}.length") == 0
    assert card.page.evaluate(
        f"heard.every((event) => event.target === null || event.target === {HOST})"
    )


@pytest.mark.parametrize("path", ["/article", "/strict"])
def test_the_page_does_not_hear_what_a_reader_writes_in_the_card(
    reader: Reader, backend: FakeBackend, pages: PageServer, path: str
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    page = reader.opens(pages.address(path))
    page.evaluate(
        """() => {
            globalThis.heard = [];
            for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change'])
                addEventListener(type, (event) => heard.push(event.key ?? event.data), true);
        }"""
    )
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    card.clicks("Flag this note")
    card.clicks("What else should moderators know?")
    page.keyboard.type("I was there.")
    written = "[...card.querySelectorAll('iframe')].at(-1).contentDocument.activeElement.value"
    assert page.evaluate(written) == "I was there."
    assert page.evaluate("heard") == []
    assert page.evaluate("[window.length, window.find('I was there.')]") == [0, False]


def test_the_page_can_neither_press_a_button_of_the_card_nor_close_it(
    card: Card, backend: FakeBackend
) -> None:
    asked = len(backend.asked)
    card.page.evaluate(
        f"""() => {{
            const host = {HOST};
            for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
                host.dispatchEvent(new MouseEvent(type, {{bubbles: true, composed: true}}));
            for (const target of [host, document, window])
                for (const key of ['Escape', 'Enter', ' '])
                    target.dispatchEvent(new KeyboardEvent('keydown', {{key, bubbles: true}}));
        }}"""
    )
    card.page.evaluate("document.querySelector('#link').click()")
    assert card.is_open()
    assert len(backend.asked) == asked


def test_the_page_cannot_start_a_check_or_reach_into_the_extension(
    card: Card, reader: Reader, backend: FakeBackend
) -> None:
    asked = len(backend.asked)
    card.page.evaluate(
        """() => {
            getSelection().selectAllChildren(document.querySelector('#next'));
            for (const type of ['keydown', 'keyup'])
                document.dispatchEvent(new KeyboardEvent(type,
                    {key: 'Y', code: 'KeyY', ctrlKey: true, shiftKey: true, bubbles: true}));
            for (const type of ['check', 'keep', 'notesOn', 'ask', 'scan', 'state'])
                window.postMessage({type}, '*');
            document.querySelector('#next').dispatchEvent(
                new MouseEvent('contextmenu', {bubbles: true}));
        }"""
    )
    assert card.page.evaluate("typeof globalThis.chrome?.runtime") == "undefined"
    assert card.page.evaluate("typeof globalThis.secondSourceAsk") == "undefined"
    load = """(url) => new Promise((done) => {
        const image = new Image();
        image.onload = () => done('loaded');
        image.onerror = () => done('refused');
        image.src = url;
    })"""
    assert card.page.evaluate(load, reader.extension_page("icons/16.png")) == "refused"
    assert card.page.evaluate("indexedDB.databases()") == []
    assert len(backend.asked) == asked
