"""Adding sources to the archive as a person at a terminal follows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from backend.archive.sources import HEAD_BYTES, Form, Kind, form_of
from backend.archive.taking import Taken, Taking
from backend.cli.notes import printable
from backend.cli.progress import crawl_with_progress, entries_with_progress
from backend.composition.parts import Parts
from backend.errors import BadInput, Unreadable
from backend.reading.feeds import Feed, parse_feed
from backend.reading.opml import read_opml
from backend.services.ingest import look_at, recognised
from backend.services.starter import known
from backend.store.feeds import KnownFeed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Source:
    """A source that was looked at; `body` is what stands at an address."""

    name: str
    form: Form
    body: bytes | None = None

    @property
    def path(self) -> Path:
        return Path(self.name)

    @property
    def content(self) -> bytes:
        return self.path.read_bytes() if self.body is None else self.body


def add_sources(parts: Parts, names: Sequence[str]) -> None:
    """Add every source. Nothing is added if one of them is not recognised."""
    sources = [_look(parts, name) for name in names]
    feeds: list[KnownFeed] = []
    for source in sources:
        feeds += _add(parts, source)
    if feeds:
        parts.crawl.add_feeds(feeds)
        crawl_with_progress(parts.crawl, [feed.url for feed in feeds])


def _look(parts: Parts, name: str) -> _Source:
    if not name.startswith(("http://", "https://")):
        return _Source(name, look_at(Path(name)))
    try:
        body = parts.crawl.look(name).body
    except Unreadable as problem:
        raise BadInput(f"{name} could not be read, and is not added. {problem}") from problem
    form = recognised(form_of(body[:HEAD_BYTES]), name)
    if not form.crawled:
        raise BadInput(f"{name} is {form.means}: download it and add the file.")
    return _Source(name, form, body)


def _add(parts: Parts, source: _Source) -> Sequence[KnownFeed]:
    """Take in a file of reports, read the pages that a file names, or give the feeds to crawl."""
    match source.form.kind:
        case Kind.WARC | Kind.JSONL:
            _take(parts, source)
            return ()
        case Kind.OPML:
            return _listed(source)
        case _ if source.body is not None:
            return [KnownFeed(source.name)]
        case _:
            entries_with_progress(parts.crawl, _feed_in(parts, source))
            return ()


def _listed(source: _Source) -> Sequence[KnownFeed]:
    feeds = [known(feed) for feed in _understood(source.name, lambda: read_opml(source.content))]
    click.echo(f"{source.name}: {len(feeds)} feeds")
    return feeds


def _feed_in(parts: Parts, source: _Source) -> Feed:
    if source.form.kind is Kind.SITEMAP:
        return _understood(source.name, lambda: parts.crawl.sitemap_in(source.path))
    return _understood(source.name, lambda: parse_feed(source.content, ""))


def _take(parts: Parts, source: _Source) -> None:
    size = source.path.stat().st_size
    with click.progressbar(length=size, label=source.path.name, show_pos=False) as bar:

        def tell(taking: Taking) -> None:
            bar.label = f"{source.path.name}: {taking.kept:,} reports"
            bar.update(taking.position - bar.pos)

        taken = parts.ingest.take(source.path, source.form.kind, tell)
    click.echo(printable(f"{source.name}: {_said_of(taken)}"))


def _said_of(taken: Taken) -> str:
    skipped = "".join(
        f", {count:,} skipped ({reason.replace('_', ' ')})"
        for reason, count in sorted(taken.skipped.items())
    )
    if taken.already:
        return f"already in{skipped}"
    known = f"{taken.edited:,} edited, {taken.same:,} as they were"
    return f"{taken.new:,} new reports, {known}{skipped}"


def _understood(name: str, read: Callable[[], T]) -> T:
    """What was read. Raises `BadInput` that names the source where it cannot be."""
    try:
        return read()
    except Unreadable as problem:
        raise BadInput(f"{name} could not be read. {problem}") from problem
