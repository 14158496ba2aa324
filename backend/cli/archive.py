"""Commands for the archive: what goes in, what is in it, what it finds."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from backend import composition, config
from backend.checking.document import report_document
from backend.checking.queries import query_for
from backend.cli.notes import printable
from backend.cli.progress import crawl_with_progress
from backend.domain import Claim


@click.group()
def archive() -> None:
    """Our own index of reports: fill it, search it, look at it."""


@archive.command()
@click.argument("sources", nargs=-1, required=True)
def add(sources: tuple[str, ...]) -> None:
    """Add each SOURCE: a feed's address, crawled at once, or a JSONL file of reports."""
    parts = _parts()
    feeds = [source for source in sources if source.startswith(("http://", "https://"))]
    for source in sources:
        if source not in feeds:
            click.echo(f"{source}: {parts.crawl.add_jsonl(Path(source))} reports")
    if feeds:
        crawl_with_progress(parts.crawl, feeds)


@archive.command()
def crawl() -> None:
    """Crawl every feed that was added."""
    crawl_with_progress(_parts().crawl, ())


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
def stats() -> None:
    """Say what the archive holds."""
    for name, figure in asdict(_parts().archive.stats()).items():
        click.echo(f"{name.replace('_', ' ')}: {figure}")


def _parts() -> composition.Parts:
    return composition.compose(config.read_settings(os.environ))
