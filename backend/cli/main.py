"""All commands together, and what becomes of errors: one line on stderr and a status.

Status 2 says that the input cannot be used, 1 that something failed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from backend.cli import (
    archive,
    auditing,
    backup,
    checking,
    demonstrating,
    documents,
    evaluation,
    known,
    migrating,
    outlets,
    replaying,
    running,
    searchers,
    users,
)
from backend.errors import BadInput, SecondSourceError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Second Source: who else reports it, and who says otherwise."""


for command in (
    demonstrating.demo,
    running.serve,
    running.worker,
    running.scheduler,
    migrating.migrate,
    backup.backup,
    backup.restore,
    checking.check,
    checking.judge,
    replaying.replay,
    archive.archive,
    known.known,
    outlets.outlets,
    searchers.searchers,
    users.user,
    auditing.audit,
    evaluation.evaluate,
    documents.openapi,
    documents.settings,
):
    commands.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its status."""
    try:
        status = commands.main(args=arguments, prog_name="python -m backend", standalone_mode=False)
    except click.ClickException as problem:
        click.echo(f"Error: {' '.join(problem.format_message().split())}", err=True)
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except SecondSourceError as problem:
        click.echo(f"Error: {problem}", err=True)
        return 2 if isinstance(problem, BadInput) else 1
    return status if isinstance(status, int) else 0


def main() -> None:
    """Run the command that the process was started with."""
    sys.exit(run())
