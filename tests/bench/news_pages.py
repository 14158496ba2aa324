"""News pages by the thousand, as the newsstand prints them: for files of crawled pages.

Text is the newsstand's, its paragraphs drawn and its names and figures changed so that no two pages
are alike; each page is dressed with the styles and scripts that real ones carry, to 10-40 kB.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Event

from backend.demo.addresses import INDEX, Addresses
from backend.demo.outlets import Block, InventedOutlet, InventedReport, load_outlets
from backend.demo.site import create_site

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_AT_ONCE = 40
_WORDS = "harbour council minister ferry bridge border grain soldiers ledger river winter".split()


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A page, where it stands and what an extraction should find in it."""

    url: str
    html: str
    title: str
    text: str


def news_pages(seed: int = 1) -> Iterator[NewsPage]:
    """Pages without end; one seed always gives the same."""
    chance = random.Random(seed)  # noqa: S311 (no secret is made of it)
    outlets = load_outlets()
    paragraphs = [
        block.text
        for outlet in outlets
        for report in outlet.reports
        for block in report.blocks
        if not block.heading and len(block.text) > 120
    ]
    numbers = count(1)
    while True:
        for outlet in outlets:
            yield from _pages_of(outlet, paragraphs, numbers, chance)


def _pages_of(
    outlet: InventedOutlet,
    paragraphs: Sequence[str],
    numbers: Iterator[int],
    chance: random.Random,
) -> Iterator[NewsPage]:
    section = next(iter(outlet.sections))
    reports = tuple(
        _report(next(numbers), section, outlet.reports[0].author, paragraphs, chance)
        for _ in range(_AT_ONCE)
    )
    host = f"{outlet.slug}.example"
    site = create_site(
        replace(outlet, reports=reports), Addresses(host, {INDEX: 80, outlet.slug: 80}), Event()
    )
    client = site.test_client()
    for report in reports:
        html = client.get(report.path).get_data(as_text=True).replace(f"{host}:80", host)
        url = f"http://{host}{report.path}"
        yield NewsPage(url, _dressed(html, chance), report.title, report.text)


def _report(
    number: int, section: str, author: str, paragraphs: Sequence[str], chance: random.Random
) -> InventedReport:
    drawn = chance.sample(paragraphs, chance.randint(5, 18))
    texts = [_told_anew(text, number, chance) for text in drawn]
    return InventedReport(
        slug=f"report-{number}",
        title=f"{chance.choice(_WORDS).title()} and {chance.choice(_WORDS)}: report {number}",
        summary=texts[0][:160],
        section=section,
        author=author,
        published=FIRST_DAY + timedelta(minutes=5 * (number % 80_000)),
        blocks=tuple(Block(text) for text in texts),
    )


def _told_anew(text: str, number: int, chance: random.Random) -> str:
    ward, people = chance.choice(_WORDS), chance.randint(2, 9_000)
    return f"{text} In the {ward} ward {people} people had heard of it by day {number}."


def _dressed(html: str, chance: random.Random) -> str:
    rules = "".join(
        f".c{n}-{chance.randrange(9999)}{{margin:{n}px;color:#{chance.randrange(0xFFFFFF):06x}}}"
        for n in range(chance.randint(40, 200))
    )
    state = json.dumps({f"k{n}": chance.choice(_WORDS) * 3 for n in range(chance.randint(60, 400))})
    head = f"<style>{rules}</style><script>window.__STATE__={state};</script></head>"
    return html.replace("</head>", head, 1)
