"""The extension's package for Firefox in a real Firefox: what a reader needs works there too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pack_extension import EXTENSION, FIREFOX, pack
from tests.browser import firefox as firefoxes
from tests.browser.bidi import Firefox, running_firefox
from tests.browser.fake_backend import Break, FakeBackend, Hold, noted
from tests.browser.firefox_reader import FirefoxReader
from tests.browser.line import Sent
from tests.browser.served_pages import SENTENCE, PageServer
from tests.browser.stories import MARKUP, at_once, half_way, hostile_note, whole_check
from tests.fakes import until
from tests.unit.web import newsroom

pytestmark = pytest.mark.browser

DRAWN = "() => [...new Set([...CSS.highlights.values()].flatMap((one) => [...one].map(String)))]"


@pytest.fixture(scope="module")
def firefox_path() -> str:
    path = firefoxes.find()
    if path is None:
        pytest.skip(firefoxes.ADVICE)
    return path


@pytest.fixture(scope="module")
def firefox(firefox_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with running_firefox(firefox_path, tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.fixture(scope="module")
def extension(
    firefox: Firefox, backend: FakeBackend, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The installed package, once a reader has told it in the options where the backend is."""
    package = pack(FIREFOX, EXTENSION, tmp_path_factory.mktemp("firefox-package"))
    installed = firefox.install(package)
    tell_address(FirefoxReader(firefox, installed), backend)
    return installed


def tell_address(reader: FirefoxReader, backend: FakeBackend) -> None:
    """In the options, once the first page has come up and no longer takes the window's front."""
    welcome = reader.extension_page("pages/welcome.html")
    until(lambda: welcome in [tab["url"] for tab in reader.firefox.tabs()])
    reader.opens(reader.extension_page("pages/options.html"))
    until(lambda: bool(reader.runs("() => document.querySelector('#address').value")))
    reader.runs(
        "(address) => { document.querySelector('#address').value = address; }", backend.address
    )
    reader.clicks(button(reader, "Save"))
    reader.shows("Saved.")
    reader.leaves()


def button(reader: FirefoxReader, label: str) -> Sent:
    return reader.firefox.node(
        reader.tab,
        "(label) => [...document.querySelectorAll('button')].find((b) => b.innerText === label)",
        label,
    )


@pytest.fixture
def reader(firefox: Firefox, extension: str) -> Iterator[FirefoxReader]:
    reader = FirefoxReader(firefox, extension)
    yield reader
    reader.leaves()


@pytest.mark.parametrize("path", ["/article", "/strict", "/hostile"])
def test_a_reader_follows_a_check_from_the_sentence_to_the_note(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer, path: str
) -> None:
    backend.will_tell(*whole_check())
    reader.opens(pages.address(path))
    assert backend.asked == []
    reader.selects("#claim")
    card = reader.asks()
    shown = card.shows("Reading: 3 of 4 reports done", "Archive", "9 reports found")
    assert "Verdict" not in shown
    backend.let_go_on()
    shown = card.shows("Verdict", "Independently reported", "claim: 10,000", "report: 12,000")
    assert shown.index("By midnight the sports hall was full.") < shown.index("Verdict")
    assert [post["quote"] for post in backend.posts()] == [SENTENCE]
    size = "(root) => getComputedStyle(root.querySelector('.card')).fontSize"
    assert card.runs(size) == "15px"


def test_the_highlight_is_drawn_over_the_sentence(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    reader.asks().shows("Verdict")
    drawn = (
        "() => [...new Set([...CSS.highlights.values()].flatMap((one) => [...one].map(String)))]"
    )
    assert reader.runs(drawn) == [SENTENCE]


def test_a_broken_stream_goes_on_without_loss_and_without_doubles(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    first, second, *rest = half_way()
    backend.will_tell(first, second, Break(), *rest, Hold(), noted(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading: 3 of 4")
    assert backend.streams() == [0, 2]
    assert card.rows() == 2
    backend.let_go_on()
    card.shows("Verdict")


def test_a_background_that_is_ended_loses_nothing(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading: 3 of 4")
    reader.ends_the_background()
    until(lambda: len(backend.streams()) == 2)
    assert backend.streams() == [0, len(half_way())]
    assert card.rows() == 2
    backend.let_go_on()
    card.shows("Verdict")
    assert len(backend.posts()) == 1


def test_a_check_can_be_stopped_and_begun_again(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*whole_check())
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Reading: 3 of 4")
    card.clicks("Stop")
    card.shows("Nothing more is searched or read")
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    card.clicks("Check again")
    card.shows("Independently reported")


def test_hostile_texts_stay_texts(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(hostile_note()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict", MARKUP)
    assert card.runs("(root) => root.querySelector('img, blockquote b') === null")
    assert reader.runs("() => document.title") == "After the fire"


def test_the_card_takes_the_focus_and_escape_gives_it_back(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.runs("() => document.querySelector('#link').focus()")
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    assert card.runs("(root) => root.activeElement?.getAttribute('role')") == "dialog"
    reader.types("\ue00c")
    until(lambda: not card.is_open())
    assert reader.runs("() => document.activeElement.id") == "link"


def test_a_row_is_flagged_and_the_page_does_not_hear_what_is_written(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/strict"))
    reader.runs(
        """() => {
            globalThis.heard = [];
            for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input'])
                addEventListener(type, (event) => heard.push(event.key ?? event.data), true);
        }"""
    )
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    card.clicks("Flag this note")
    card.clicks("Something else")
    card.clicks("What else should moderators know?")
    reader.types(*"Ask him.")
    assert reader.runs(
        "() => [window.length, window.find('Ask him.'), ...heard.filter(Boolean)]"
    ) == [0, False]
    card.clicks("Send")
    card.shows("You flagged this: Something else", "Ask him.")
    assert backend.asked[-1].body["comment"] == "Ask him."


def test_a_note_is_kept_and_found_again_when_the_reader_returns(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article?kept"))
    reader.selects("#claim")
    reader.asks().shows("Verdict")
    reader.opens(pages.address("/inner"))
    backend.will_tell()
    reader.opens(pages.address("/article?kept"))
    reader.asks().shows("Independently reported")
    assert reader.runs(DRAWN) == [SENTENCE]
    assert backend.posts() == []


def test_the_panel_lists_the_notes_of_the_page_beside_it(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article?panel"))
    reader.selects("#claim")
    reader.asks().shows("Verdict")
    address = reader.extension_page(f"pages/panel.html?tab={reader.tab_number()}")
    panel = reader.in_another_tab()
    panel.opens(address)
    panel.shows("After the fire", SENTENCE, "Independently reported")
    panel.clicks(button(panel, "Read the note"))
    panel.shows("9 reports, 2 origins")
    panel.leaves()


def test_the_panel_stands_in_the_sidebar(reader: FirefoxReader) -> None:
    reader.opens("about:blank")
    assert reader.sidebar() == reader.extension_page("pages/panel.html")


def test_a_page_that_takes_card_and_highlight_away_gets_them_back(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    card = reader.asks()
    card.shows("Verdict")
    reader.runs("() => { document.querySelector('[popover]').remove(); CSS.highlights.clear(); }")
    card.shows("Independently reported")
    until(lambda: reader.runs(DRAWN) == [SENTENCE])


def test_the_page_reads_no_words_of_the_card_that_it_does_not_know(
    reader: FirefoxReader, backend: FakeBackend, pages: PageServer
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    reader.asks().shows("Verdict")
    read = """() => {
        const selection = getSelection();
        let found = '';
        for (const step of ['character', 'line', 'paragraph', 'documentboundary']) {
            selection.removeAllRanges();
            window.find('Verdict');
            selection.modify('extend', 'forward', step);
            found += selection;
        }
        document.execCommand('selectAll');
        return found + selection + document.documentElement.innerText;
    }"""
    assert "Independently" not in str(reader.runs(read))


def test_the_first_page_after_installation_says_what_is_sent_and_when(
    reader: FirefoxReader, backend: FakeBackend
) -> None:
    address = reader.extension_page("pages/welcome.html")
    assert address in [tab["url"] for tab in reader.firefox.tabs()]
    reader.opens(address)
    reader.shows("What is sent", "Only when you ask", backend.address)


def test_the_options_tell_whether_the_backend_answers(reader: FirefoxReader) -> None:
    reader.opens(reader.extension_page("pages/options.html"))
    reader.clicks(button(reader, "Does it answer?"))
    reader.shows("It answers. Version: 9.8.7")


def test_a_page_that_cannot_be_worked_on_is_named_on_the_button(
    reader: FirefoxReader, backend: FakeBackend
) -> None:
    backend.will_tell()
    reader.opens("about:support")
    reader.presses_the_button()
    until(lambda: "it belongs to the browser" in reader.button_title())
    assert backend.asked == []


def test_the_folder_of_the_source_loads_as_it_is(
    firefox_path: str, backend: FakeBackend, pages: PageServer, tmp_path: Path
) -> None:
    backend.will_tell(*at_once(newsroom.nine_of_two()))
    with running_firefox(firefox_path, tmp_path) as firefox:
        installed = firefox.install(EXTENSION)
        tell_address(FirefoxReader(firefox, installed), backend)
        reader = FirefoxReader(firefox, installed)
        reader.opens(pages.address("/article"))
        reader.selects("#claim")
        reader.asks().shows("Independently reported")
