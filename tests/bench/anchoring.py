"""How long the extension takes to find notes again, and to draw one that has arrived."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import time

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Playwright,
    sync_playwright,
)

from tests.bench.figures import Figure, middle
from tests.browser import chromium as chromiums
from tests.browser.fake_backend import FakeBackend
from tests.browser.page_edits import Layout, Sentence, html_of, linked, new_sentence
from tests.browser.reader import Reader, until
from tests.browser.served_pages import PageServer
from tests.browser.stories import whole_check
from tests.unit.web import newsroom

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
SCRIPTS = (
    *("dom", "letters", "quote", "tokens", "sameness", "pagetext", "likeliest", "seek"),
    "anchor",
)
WORDS, NOTES = 10_000, 50
HIGHLIGHT = """({html, marks}) => {
    document.body.innerHTML = html;
    const page = new PageText(document);
    globalThis.notes = marks.map(mark => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(`[data-mark="${mark}"]`));
        return {highlight: quoteOf(String(range), range), anchor: anchorOf(page, range)};
    });
}"""
RENDER = """html => {
    document.body.innerHTML = html;
    document.body.getBoundingClientRect();
    return new Promise(done => requestAnimationFrame(() => setTimeout(done)));
}"""
FIND = "() => findEach(notes).found.filter(Boolean).length"


def run(*, quick: bool) -> Iterator[Figure]:
    """The figures, in a real browser."""
    with sync_playwright() as playwright:
        path = chromiums.find(playwright)
        if path is None:
            sys.exit(chromiums.ADVICE)
        with playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser:
            yield from _finding(browser, rounds=5 if quick else 40)
        yield from _drawing(playwright, path, rounds=2 if quick else 10)


def _finding(browser: Browser, rounds: int) -> Iterator[Figure]:
    page = browser.new_page()
    page.set_content("<!doctype html><title>Long</title><body>")
    for script in SCRIPTS:
        page.add_script_tag(path=EXTENSION / "content" / f"{script}.js")
    draw = Random(7)  # noqa: S311 -- a made-up page
    article = _long_article(draw)
    marks = draw.sample(range(sum(map(len, article))), NOTES)
    as_it_was, above = html_of(article, Layout()), "<div><p>Breaking news</p></div>"
    changed = tuple(
        tuple(Sentence(one.mark, one.text.replace(",", ",9")) for one in part) for part in article
    )
    ways = {
        "rendered anew": as_it_was,
        "more above, other elements": html_of(article, Layout(before=above, words=linked)),
        "paragraphs the other way round": html_of(article[::-1], Layout()),
        "with numbers that differ": html_of(changed, Layout()),
    }
    page.evaluate(HIGHLIGHT, {"html": as_it_was, "marks": marks})
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for way, after in ways.items():
        found, times = 0, []
        for _ in range(rounds):
            page.evaluate(RENDER, after)
            began = _worked(session)
            found = page.evaluate(FIND)
            asked = _worked(session)
            page.evaluate("() => 0")
            times.append((asked - began) - (_worked(session) - asked))
        what = f"a page of {WORDS:,} words {way}: {found} of {NOTES} notes found again"
        yield Figure(what, middle(times), "ms", at_most=5)


def _worked(session: CDPSession) -> float:
    """Milliseconds of processor time that the page's main thread has taken so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000.0 * sum(float(one["value"]) for one in metrics if one["name"] == "ThreadTime")


def _long_article(draw: Random) -> tuple[tuple[Sentence, ...], ...]:
    parts: list[tuple[Sentence, ...]] = []
    words = mark = 0
    while words < WORDS:
        part = tuple(new_sentence(draw, mark + at) for at in range(4))
        mark += len(part)
        words += sum(len(one.text.split()) for one in part)
        parts.append(part)
    return tuple(parts)


def _drawing(playwright: Playwright, path: str, rounds: int) -> Iterator[Figure]:
    backend, pages = FakeBackend(), PageServer()
    backend.start()
    pages.start()
    with TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=path,
            headless=True,
            args=[
                "--no-sandbox",
                f"--disable-extensions-except={EXTENSION}",
                f"--load-extension={EXTENSION}",
                "--host-resolver-rules=MAP *.test 127.0.0.1",
            ],
        )
        times = [_drawn_after(context, backend, pages) for _ in range(rounds)]
        context.close()
    backend.stop()
    pages.stop()
    yield Figure(
        "from the backend's last word to the line under the words", middle(times), "ms", at_most=50
    )


def _drawn_after(context: BrowserContext, backend: FakeBackend, pages: PageServer) -> float:
    """Milliseconds from when the note is sent until a frame shows it."""
    worker = context.service_workers or [context.wait_for_event("serviceworker")]
    page = context.new_page()
    reader = Reader(context, worker[0].url.split("/")[2], page)
    reader.worker().evaluate(
        "address => chrome.storage.local.set({backend: address})", backend.address
    )
    backend.will_tell(*whole_check(newsroom.nine_of_two()))
    reader.opens(pages.address("/article"))
    reader.selects("#claim")
    reader.asks().shows("Reading:")
    page.evaluate(
        """() => {
            const look = () => {
                if (!CSS.highlights.has('second-source-corroborated')) requestAnimationFrame(look);
                else globalThis.drawnAt = performance.timeOrigin + performance.now();
            };
            look();
        }"""
    )
    sent = time()
    backend.let_go_on()
    assert until(page, lambda: bool(page.evaluate("globalThis.drawnAt")))
    drawn = float(page.evaluate("drawnAt"))
    page.close()
    return drawn - 1000 * sent
