"""The command that says where reports are looked for, and tries it."""

from __future__ import annotations

import os
import textwrap

import click

from backend import config
from backend.checking.ports import Searcher
from backend.checking.queries import query_for
from backend.cli.notes import printable
from backend.composition.finding import searcher_values
from backend.composition.parts import compose
from backend.domain import Claim, Query
from backend.errors import SearchFailed
from backend.searchers.table import TABLE, Entry, missing

_HITS = 5


@click.command()
@click.option("--ask", "claim", help="Ask those that are on for this claim, and say what came.")
def searchers(claim: str | None) -> None:
    """List the searchers: on or off, what is missing, what leaves the server, terms."""
    settings = config.read_settings(os.environ)
    if claim is not None:
        _try(settings, claim)
        return
    values = searcher_values(settings)
    for row in TABLE:
        click.echo(_described(row, on=row.name in settings.searchers, lacking=missing(row, values)))
    if "wikipedia" in settings.searchers and not settings.contact:
        click.echo("SECOND_SOURCE_CONTACT is not set: Wikipedia may refuse who names no contact.")


def _described(row: Entry, *, on: bool, lacking: list[str]) -> str:
    state = "on" if on else "off"
    needs = f", needs {' and '.join(lacking)}" if lacking else ""
    kept = f"for {row.keep.total_seconds() / 3600:g} h" if row.keep else "not at all"
    lines = [
        f"finds {row.finds}",
        f"leaves the server: {row.leaves}",
        f"limits: {row.limits}",
        f"terms: {row.terms}",
        f"answers kept: {kept}",
        *([f"off unless named, because {row.off_because}"] if row.off_because else []),
    ]
    wrapped = [
        textwrap.fill(line, 90, initial_indent="  ", subsequent_indent="    ") for line in lines
    ]
    return "\n".join([f"{row.name}: {state}{needs}", *wrapped, ""])


def _try(settings: config.Settings, claim: str) -> None:
    query = query_for(Claim(claim, 0, len(claim)))
    parts = compose(settings)
    try:
        for searcher in parts.pipeline.searchers:
            click.echo(printable(f"{searcher.name}: {_outcome(searcher, query)}"))
    finally:
        parts.close()


def _outcome(searcher: Searcher, query: Query) -> str:
    try:
        hits = searcher.search(query, _HITS)
    except SearchFailed as failure:
        return f"{failure.status.replace('_', ' ')}. {failure}"
    found = [f"\n  {hit.outlet.name}: {hit.title}\n    {hit.url}" for hit in hits]
    return "".join(found) or "nothing found"
