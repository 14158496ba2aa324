"""The command that changes the database's schema, forward and back."""

from __future__ import annotations

import os

import click

from backend import config
from backend.composition.administration import grant_server_role
from backend.composition.keeping import schema_of
from backend.errors import BadInput
from backend.store.schema import BASE, Loss, SchemaStore, revisions


@click.command()
@click.option("--to", "wanted", default="", metavar="REVISION", help="Go there, forward or back.")
@click.option("--yes", is_flag=True, help="Go back even if that loses something.")
@click.option("--list", "listed", is_flag=True, help="Say which revisions there are, and stop.")
@click.option("--server-role", default="", help="A PostgreSQL role to give the server's rights to.")
def migrate(*, wanted: str, yes: bool, listed: bool, server_role: str) -> None:
    """Bring the database to this version's tables.

    It runs while the version before serves, which goes on working on the newer tables. So to go
    back to that version is to start it again. With --to, for those who want the tables back as
    well: stop everything, go back with the newer version, and start the older. What that would
    lose is said, and done only with --yes.

    With --server-role, as the role that owns the tables: another role, made where there is none,
    gets what the server needs. It may add to the audit log and read it, and neither change nor
    delete what stands there.
    """
    settings = config.read_settings(os.environ)
    with schema_of(settings) as schema:
        if listed:
            _list(schema.revision())
            return
        if wanted:
            _go(schema, wanted, sure=yes)
        else:
            schema.upgrade()
        _say_where(schema.revision())
    if server_role:
        _grant(settings, server_role)


def _list(now: str) -> None:
    for revision in revisions():
        here = "  ← the database is here" if revision.number == now else ""
        click.echo(f"{revision.number}  {revision.added}{here}")


def _go(schema: SchemaStore, to: str, *, sure: bool) -> None:
    lost = [] if sure else schema.losses(to)
    if lost:
        said = ", ".join(map(_said, lost))
        raise BadInput(f"Going back to {to} loses {said}. Back up first, then add --yes.")
    schema.bring_to(to)


def _say_where(now: str) -> None:
    known = [revision.number for revision in revisions()]
    if now == known[-1]:
        click.echo("The database is up to date.")
    elif now in {BASE, *known}:
        click.echo(f"The database is at {now}.")
    else:
        click.echo(f"The database is at {now}: newer than this version, which works on it.")


def _said(loss: Loss) -> str:
    rows = f"{loss.rows:,} row{'s' if loss.rows != 1 else ''}"
    if loss.column:
        return f"{loss.column} of {loss.table} ({rows})"
    return f"the table {loss.table} ({rows})"


def _grant(settings: config.Settings, role: str) -> None:
    made = grant_server_role(settings, role)
    click.echo(f"{role} has the rights of the server.")
    if made:
        click.echo(f'It is new: give it a password with ALTER ROLE "{role}" PASSWORD …')
