"""The command that verifies the log of what was done."""

from __future__ import annotations

import json
import os
from dataclasses import asdict

import click

from backend import config
from backend.composition import administration
from backend.composition.parts import now


@click.command()
@click.option("--head", "noted", default="", help="A head noted earlier, which must be there.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def audit(*, noted: str, as_json: bool) -> int:
    """Verify the append-only log: how many rows, the hash of the last, or the first bad row.

    Note the head elsewhere and give it as --head the next time: cutting off the log's end leaves a
    sound chain, and shows only so.
    """
    log = administration.administration_of(config.read_settings(os.environ), now).log
    found = log.verify(noted.strip().lower())
    if as_json:
        click.echo(json.dumps(asdict(found)))
    elif found.fault:
        click.echo(f"Error: {found.fault} Sound before it: {found.count:,}.", err=True)
    else:
        click.echo(f"{found.count:,} rows, all sound. Head: {found.head}")
    return 1 if found.fault else 0
