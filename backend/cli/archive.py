"""Commands for the archive: what goes in, what is in it, what it finds."""

from __future__ import annotations

import json
import os
from datetime import datetime

import click

from backend import config
from backend.archive.sources import accepted
from backend.checking.document import report_document
from backend.checking.queries import query_for
from backend.cli.adding import add_sources
from backend.cli.feeds import check_feeds, feeds_document, feeds_text
from backend.cli.notes import printable
from backend.cli.progress import crawl_with_progress
from backend.cli.stats import stats_document, stats_text
from backend.composition.parts import Parts, compose
from backend.domain import Claim
from backend.errors import NotFound
from backend.reading.canonical import canonical_url
from backend.services.starter import starter_feeds

_ACCEPTED = f"""Add each SOURCE to the archive: a file, or an http(s) address.

What it is is found out by looking. These are taken in:

\b
{accepted()}

Feeds, lists and sitemaps that are addresses are remembered and crawled now and on a schedule; the
pages that such a file names are read once. Files of reports go on where they were broken off, and
what is in already is not taken twice; a bad line stops a JSONL file, and what stands before it
stays.
"""


@click.group()
def archive() -> None:
    """Our own index of reports: fill it, search it, look at it."""


@archive.command(help=_ACCEPTED, short_help="Add feeds, lists, sitemaps or files of reports.")
@click.argument("sources", nargs=-1, required=True)
def add(sources: tuple[str, ...]) -> None:
    """Add each source; see `_ACCEPTED`."""
    add_sources(_parts(), sources)


@archive.command()
def crawl() -> None:
    """Crawl every feed that was added, whether it is due or not."""
    crawl_with_progress(_parts().crawl, ())


@archive.command()
@click.option("--check", is_flag=True, help="Ask each feed now, and say which answer.")
@click.option("--starter", is_flag=True, help="The starter list instead of the feeds added.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def feeds(*, check: bool, starter: bool, as_json: bool) -> None:
    """List the feeds: how each went, and when it is due."""
    parts = _parts()
    chosen = starter_feeds() if starter else parts.feeds.everything()
    if check:
        check_feeds(parts.crawl, chosen, as_json=as_json)
    else:
        click.echo(json.dumps(feeds_document(chosen), indent=2) if as_json else feeds_text(chosen))


@archive.command()
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200))
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON.")
def search(query: str, limit: int, *, as_json: bool) -> None:
    """Search the archive as a check would, for the claim QUERY."""
    hits = _parts().archive.search(query_for(Claim(query, 0, len(query))), limit)
    if as_json:
        click.echo(json.dumps([report_document(hit) for hit in hits], indent=2))
        return
    for hit in hits:
        held = "" if hit.report else " (known from its feed only)"
        click.echo(printable(f"{hit.outlet.name}: {hit.title}{held}\n  {hit.url}"))
    if not hits:
        click.echo("Nothing found.")


@archive.command()
@click.argument("url")
def versions(url: str) -> None:
    """Show what the report at URL has said, with the dates on which each text was first seen."""
    found = _parts().archive.versions(canonical_url(url))
    if not found:
        raise NotFound(f"The archive holds no text of {url}.")
    for version in found:
        current = "  (now)" if version is found[-1] else ""
        click.echo(f"Version {version.number}, seen {_minute(version.seen_at)}{current}")
        click.echo(printable(f"  {version.title}"))
        click.echo(printable("\n".join(f"  {line}" for line in version.text.splitlines())))


@archive.command()
@click.option("--days", type=click.IntRange(1, 36_500), help="Instead of what is set.")
def prune(days: int | None) -> None:
    """Delete reports older than SECOND_SOURCE_ARCHIVE_KEEP_DAYS, but those that a note quotes."""
    settings = config.read_settings(os.environ)
    if not (days or settings.archive_keep_days):
        click.echo("Everything is kept: SECOND_SOURCE_ARCHIVE_KEEP_DAYS is 0.")
        return
    deleted = 0

    def tell(batch: int) -> None:
        nonlocal deleted
        deleted += batch
        click.echo(f"\r{deleted:,} reports deleted", nl=False, err=True)

    total = _parts().retention.prune(days, tell)
    click.echo(err=True)
    click.echo(f"{total:,} reports were too old and are deleted.")


@archive.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def stats(*, as_json: bool) -> None:
    """Say what the archive holds, and how its feeds fare."""
    figures = _parts().archive.stats()
    click.echo(json.dumps(stats_document(figures), indent=2) if as_json else stats_text(figures))


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _parts() -> Parts:
    """The parts over the archive, closed when the command ends."""
    parts = compose(config.read_settings(os.environ))
    click.get_current_context().call_on_close(parts.close)
    return parts
