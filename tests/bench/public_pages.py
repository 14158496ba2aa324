"""Highlights on real pages: `python -m tests.bench.public_pages FOLDER` finds them after a reload.

FOLDER holds HTML files (`*.html` or `*.html.gz`). No page reaches the network. On each, up to three
sentences are highlighted, the page is loaded anew, and each is looked for: with everything that is
known of it, and by its words alone, without the places where it stood.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Error, Page, Route, sync_playwright

from tests.bench.anchoring import EXTENSION, SCRIPTS
from tests.bench.figures import Figure, middle, say, table
from tests.browser import chromium as chromiums

ADDRESS = "http://page.test/"
_PATIENCE = 20_000
HIGHLIGHT = """() => {
    const page = new PageText(document);
    const {text, placeOf} = readableOf(page);
    const sentences = [...text.matchAll(/(?<=^|[.!?] )\\p{Lu}[^.!?\\n]{40,200}[.!?](?= |$)/gmu)];
    const chosen = [0.25, 0.5, 0.75].map(part => sentences[Math.floor(part * sentences.length)]);
    return [...new Set(chosen)].filter(Boolean).flatMap(({0: words, index}) => {
        const place = placeOf(index, index + words.length);
        const range = place && page.rangeAt(place);
        if (!range) return [];
        const anchor = anchorOf(page, range);
        return [{highlight: quoteOf(words, range), anchor, around: page.around(place, 40)}];
    });
}"""
LOOK = """notes => {
    const began = performance.now();
    const whole = findEach(notes).found;
    const took = performance.now() - began;
    const nowhere = {start: [], startOffset: 0, end: [], endOffset: 0};
    const alone = findEach(notes.map(({highlight, anchor: {sentence}}) => (
        {highlight, anchor: {sentence, range: nowhere, position: {start: -9, end: -9}}}))).found;
    const page = new PageText(document);
    const told = (found, {around}) => {
        if (!found) return 'lost';
        const {before, after} = page.around(page.placeOf(found.range), 40);
        return before === around.before && after === around.after ? 'found' : 'elsewhere';
    };
    return {took, whole: notes.map((note, at) => told(whole[at], note)),
        alone: notes.map((note, at) => told(alone[at], note))};
}"""


class Outcome(TypedDict):
    """What became of a page's highlights, each "found", "lost" or "elsewhere"."""

    whole: list[str]
    alone: list[str]
    took: float


def main() -> None:
    """Measure the pages of a folder, and name those on which something was not found."""
    [folder] = sys.argv[1:] or [""]
    files = sorted(Path(folder).glob("*.html*")) if folder else []
    if not files:
        sys.exit(__doc__)
    whole, alone, times = Counter[str](), Counter[str](), list[float]()
    for file, outcome in _outcomes(files):
        whole.update(outcome["whole"])
        alone.update(outcome["alone"])
        times.append(outcome["took"])
        if {*outcome["whole"], *outcome["alone"]} - {"found"}:
            say(f"{file.name}: {outcome['whole']}, by their words {outcome['alone']}")
    print(table(_figures(whole, alone, times)))  # noqa: T201 - what it is for


def _figures(whole: Counter[str], alone: Counter[str], times: list[float]) -> Iterator[Figure]:
    yield Figure("pages with sentences", len(times), "")
    yield Figure("highlights", whole.total(), "")
    yield Figure("found again after a reload", 100 * whole["found"] / whole.total(), "%")
    yield Figure("found in another place", whole["elsewhere"], "")
    yield Figure("found by their words alone", 100 * alone["found"] / alone.total(), "%")
    yield Figure("by their words alone, in another place", alone["elsewhere"], "")
    yield Figure("looking for a page's highlights", middle(times), "ms")


def _outcomes(files: list[Path]) -> Iterator[tuple[Path, Outcome]]:
    with sync_playwright() as playwright:
        path = chromiums.find(playwright)
        if path is None:
            sys.exit(chromiums.ADVICE)
        with playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser:
            for file in files:
                with browser.new_context(bypass_csp=True) as context:
                    context.set_default_timeout(_PATIENCE)
                    context.route("**/*", partial(_serve, file))
                    try:
                        outcome = _outcome(context.new_page())
                    except Error as error:
                        say(f"{file.name}: {error.message.splitlines()[0]}")
                        continue
                if outcome["whole"]:
                    yield file, outcome


def _outcome(page: Page) -> Outcome:
    page.goto(ADDRESS, wait_until="load")
    _inject(page)
    notes = page.evaluate(HIGHLIGHT)
    page.reload(wait_until="load")
    _inject(page)
    outcome: Outcome = page.evaluate(LOOK, notes)
    return outcome


def _inject(page: Page) -> None:
    for script in (*SCRIPTS, "readable"):
        page.add_script_tag(path=EXTENSION / "content" / f"{script}.js")


def _serve(file: Path, route: Route) -> None:
    request = route.request
    if not request.is_navigation_request() or request.frame.parent_frame:
        route.abort()
        return
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    route.fulfill(body=data, content_type="text/html; charset=utf-8")


if __name__ == "__main__":
    main()
