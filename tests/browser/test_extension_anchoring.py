"""Made-up edits of pages: a highlight finds its sentence again, and never another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from playwright.sync_api import Browser, Page

from pack_extension import EXTENSION
from tests.browser.page_edits import LOST, SURVIVED, cases

pytestmark = pytest.mark.browser

EACH = 8
SCRIPTS = (
    *("dom", "letters", "quote", "tokens", "sameness", "pagetext", "likeliest", "seek"),
    "anchor",
)
FIND_AGAIN = """cases => cases.map(({before, after, mark}) => {
    document.body.innerHTML = before;
    const first = document.createRange();
    first.selectNodeContents(document.querySelector(`[data-mark="${mark}"]`));
    const selector = quoteOf(String(first), first);
    const anchor = JSON.parse(JSON.stringify(anchorOf(new PageText(document), first)));
    document.body.innerHTML = after;
    const [again] = findEach([{highlight: selector, anchor}]).found;
    if (!again) return 'orphan';
    const found = again.range;
    const home = document.querySelector(`[data-mark="${mark}"]`);
    const isInside = home?.contains(found.startContainer) && home.contains(found.endContainer);
    return isInside ? 'found' : `wrong: ${found}`;
})"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all edits, with the scripts of the extension that find words again."""
    page = chromium.new_page()
    page.set_content("<!doctype html><title>Edits</title><body>")
    for script in SCRIPTS:
        page.add_script_tag(path=EXTENSION / "content" / f"{script}.js")
    yield page
    page.close()


def outcomes(page: Page, kind: str) -> list[str]:
    found: list[str] = page.evaluate(FIND_AGAIN, [asdict(case) for case in cases(kind, EACH)])
    return found


@pytest.mark.parametrize("kind", SURVIVED)
def test_a_sentence_that_is_still_there_is_found_never_another(page: Page, kind: str) -> None:
    told = outcomes(page, kind)
    assert [outcome for outcome in told if outcome not in {"found", "orphan"}] == []
    assert told.count("found") >= EACH - 1


@pytest.mark.parametrize("kind", LOST)
def test_a_sentence_that_became_another_one_is_found_nowhere(page: Page, kind: str) -> None:
    assert set(outcomes(page, kind)) == {"orphan"}


def test_nearly_all_that_is_still_there_is_found(page: Page) -> None:
    told = Counter(outcome for kind in SURVIVED for outcome in outcomes(page, kind))
    assert sum(told.values()) >= 100
    assert told["found"] >= 0.95 * sum(told.values())
