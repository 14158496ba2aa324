"""Commands for what is already known: fact checks that go in, and what a claim finds."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import click

from backend import config
from backend.cli.notes import printable
from backend.composition.parts import Parts, compose
from backend.known.claimreview import read_claim_reviews
from backend.store.known import KnownClaim

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def known() -> None:
    """Claims that were checked before: add fact checks, and see what a claim finds."""


@known.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
def add(files: tuple[Path, ...]) -> None:
    """Add the fact checks in FILES: schema.org ClaimReview as JSON-LD, a DataFeed, or JSONL.

    What is in already is not taken twice.
    """
    read = [(path, read_claim_reviews(path)) for path in files]
    with closing(_parts()) as parts:
        for path, reviews in read:
            added = parts.known.add_reviews(reviews)
            said = f"{path}: {added:,} new claims, {len(reviews) - added:,} already in"
            click.echo(printable(said))


@known.command()
@click.argument("claim")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50))
def search(claim: str, limit: int) -> None:
    """List the known claims nearest to CLAIM, the same or not."""
    with closing(_parts()) as parts:
        parts.known.catch_up()
        found = parts.known.nearest(claim, limit)
    for one in found:
        click.echo(printable(f"{one.text}\n  {_whose(one)}"))
    if not found:
        click.echo("Nothing found.")


@known.command()
def stats() -> None:
    """Say how many claims are known."""
    with closing(_parts()) as parts:
        click.echo(f"{parts.known.count():,} claims are known.")


def _whose(known_claim: KnownClaim) -> str:
    check = known_claim.fact_check
    if check is None:
        return f"note {known_claim.note}"
    rated = f", rated “{check.rating}”" if check.rating else ""
    return f"{check.publisher}{rated}: {check.url}"


def _parts() -> Parts:
    return compose(config.read_settings(os.environ))
