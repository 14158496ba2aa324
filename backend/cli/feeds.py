"""The archive's feeds as a person at a terminal, or a program, is told of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import click

from backend.cli.notes import printable
from backend.errors import Unreadable
from backend.services.crawl import HOSTS_AT_ONCE, Crawl
from backend.store.feeds import KnownFeed


@dataclass(frozen=True, slots=True)
class Answer:
    """How a feed answers: how many entries, or why not."""

    url: str
    title: str
    entries: int
    error: str = ""


def check_feeds(crawl: Crawl, feeds: Sequence[KnownFeed], *, as_json: bool) -> None:
    """Ask each feed for its entries, and say which answer; nothing is kept."""
    answers: list[Answer] = []
    with (
        ThreadPoolExecutor(HOSTS_AT_ONCE) as pool,
        click.progressbar(length=len(feeds), label="Asking feeds", hidden=as_json) as bar,
    ):
        for answer in pool.map(lambda feed: _ask(crawl, feed), feeds):
            answers.append(answer)
            bar.update(1)
    if as_json:
        click.echo(json.dumps([asdict(answer) for answer in answers], indent=2))
        return
    for answer in answers:
        said = f"no: {answer.error}" if answer.error else f"yes, {answer.entries} entries"
        click.echo(printable(f"{said}  {answer.url}"))
    failing = sum(1 for answer in answers if answer.error)
    click.echo(f"{len(answers) - failing} of {len(answers)} feeds answer.")


def _ask(crawl: Crawl, feed: KnownFeed) -> Answer:
    try:
        entries = len(crawl.gather(feed).entries)
    except Unreadable as problem:
        return Answer(feed.url, feed.title, 0, str(problem))
    return Answer(feed.url, feed.title, entries)


def feeds_document(feeds: Sequence[KnownFeed]) -> list[dict[str, Any]]:
    """The feeds as JSON; times are ISO 8601, intervals seconds."""
    return [{name: _plain(value) for name, value in asdict(feed).items()} for feed in feeds]


def feeds_text(feeds: Sequence[KnownFeed]) -> str:
    """The feeds, two lines each."""
    if not feeds:
        return "There are no feeds. Add some with `archive add`."
    return printable("\n".join(f"{feed.url}\n  {_state(feed)}" for feed in feeds))


def _state(feed: KnownFeed) -> str:
    due = f"due {_minute(feed.crawl_next_at)}" if feed.crawl_next_at else "due at once"
    title = f"{feed.title}: " if feed.title else ""
    if feed.error and feed.failing_since:
        return f"{title}failing since {_minute(feed.failing_since)}: {feed.error} Again {due}."
    read = f"read {_minute(feed.crawled_at)}, " if feed.crawled_at else "not read yet, "
    return f"{title}{read}{due}"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case _:
            return value
