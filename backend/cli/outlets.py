"""Commands for outlets: what is said of them, by whom, and who owns them."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator

import click

from backend import config
from backend.checking.document import ratings_document
from backend.cli.notes import printable
from backend.composition.parts import outlets_of
from backend.domain import Rating, RatingCategory
from backend.outlets.shipped import shipped_ratings
from backend.services.outlets import Outlets, Said

_BY = click.option("--by", default=None, help="Who decides this; your user name by default.")
_REASON = click.option("--reason", required=True, help="Why; it is kept and shown with the rating.")


@click.group()
def outlets() -> None:
    """Ratings of outlets, whose they are, and who owns which outlet."""


@outlets.command("list")
@click.option("--all", "everything", is_flag=True, help="The shipped ratings too.")
@click.option("--json", "as_json", is_flag=True, help="Print the ratings as JSON.")
def list_(*, everything: bool, as_json: bool) -> None:
    """List the operators' ratings and owners."""
    service = _outlets()
    ratings = [*service.operators_ratings(), *(shipped_ratings() if everything else ())]
    if as_json:
        click.echo(json.dumps([_document(rating) for rating in ratings], indent=2))
        return
    for rating in ratings:
        click.echo(printable(_line(rating)))
    for domain, owner in sorted(service.owners().items(), key=lambda pair: pair[::-1]):
        click.echo(printable(f"{domain}: owned by {owner}"))
    if not everything:
        click.echo(f"{len(ratings)} by operators, {len(shipped_ratings())} shipped (--all).")


@outlets.command()
@click.argument("domain")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(domain: str, *, as_json: bool) -> None:
    """Show what is said of DOMAIN, by whom, and every edit that operators made."""
    said = _outlets().show(domain)
    if as_json:
        found = {"rule": said.rule, "owner": said.owner, **ratings_document(said.ratings)}
        click.echo(json.dumps(found, indent=2))
        return
    for line in _shown(said):
        click.echo(printable(line))


@outlets.command()
@click.argument("domain")
@click.option(
    "--category",
    required=True,
    type=click.Choice([category.value for category in RatingCategory]),
    help="The rating.",
)
@_REASON
@_BY
def rate(domain: str, category: str, reason: str, by: str | None) -> None:
    """Rate DOMAIN, a subdomain, or a path such as example.com/opinion. Yours wins over others'."""
    rating = _outlets().rate(domain, RatingCategory(category), by or getpass.getuser(), reason)
    click.echo(printable(_line(rating)))
    click.echo("Notes that are checked from now on say so; older ones stay as they are.")


@outlets.command()
@click.argument("domain")
@_REASON
@_BY
def unrate(domain: str, reason: str, by: str | None) -> None:
    """Take back the operators' ratings of DOMAIN; a shipped rating holds again."""
    count = _outlets().unrate(domain, by or getpass.getuser(), reason)
    click.echo(f"{count} taken back.")


@outlets.command()
@click.argument("owner")
@click.argument("domains", nargs=-1, required=True)
@_REASON
@_BY
def own(owner: str, domains: tuple[str, ...], reason: str, by: str | None) -> None:
    """Say that OWNER owns the outlets at DOMAINS."""
    for domain in _outlets().own(owner, domains, by or getpass.getuser(), reason):
        click.echo(printable(f"{domain}: owned by {owner}"))


@outlets.command()
@click.argument("domains", nargs=-1, required=True)
@_REASON
@_BY
def disown(domains: tuple[str, ...], reason: str, by: str | None) -> None:
    """Take back who owns the outlets at DOMAINS."""
    for domain in _outlets().own(None, domains, by or getpass.getuser(), reason):
        click.echo(printable(f"{domain}: no owner named"))


def _shown(said: Said) -> Iterator[str]:
    ratings = [rating for rating in (said.ratings.reliability, said.ratings.kind) if rating]
    yield from map(_line, ratings)
    if not ratings:
        yield f"{said.rule}: not rated, which is no judgement"
    if said.owner:
        yield f"{said.rule}: owned by {said.owner}"
    for edit in said.rating_edits:
        done = edit.category.words if edit.category else "taken back"
        yield f"  {edit.at:%Y-%m-%d %H:%M} {edit.by}: {done}. {edit.reason}"
    for change in said.owner_edits:
        done = f"owned by {change.owner}" if change.owner else "owner taken back"
        yield f"  {change.at:%Y-%m-%d %H:%M} {change.by}: {done}. {change.reason}"


def _line(rating: Rating) -> str:
    where = f" {rating.url}" if rating.url else ""
    return f"{rating.rule}: {rating.words}, by {rating.by} ({rating.as_of}).{where}"


def _document(rating: Rating) -> dict[str, object]:
    return {
        "rule": rating.rule,
        "category": rating.category.value,
        "words": rating.words,
        "by": rating.by,
        "url": rating.url,
        "as_of": rating.as_of.isoformat() if rating.as_of else None,
        "note": rating.note,
    }


def _outlets() -> Outlets:
    return outlets_of(config.read_settings(os.environ))
