"""Commands for users: who may sign in, as what, and with which tokens."""

from __future__ import annotations

import getpass
import os
import sys

import click

from backend import config
from backend.accounts.people import User
from backend.cli.notes import printable
from backend.composition import administration
from backend.composition.parts import now
from backend.errors import BadInput
from backend.moderation.roles import Role
from backend.services.administration import Administration

_ROLE = click.option(
    "--role",
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="What the user may do; see backend/moderation/README.md.",
)


@click.group()
def user() -> None:
    """Users of the moderators' console and of its API, and their tokens.

    Passwords are asked for, or read as one line where input is no terminal; never an argument.
    """


@user.command()
@click.argument("name")
@_ROLE
def add(name: str, role: str) -> None:
    """Add the user NAME, the first admin too."""
    added = _open().users.add(_by(), name, Role(role), _password())
    click.echo(f"{added.name} may sign in at /moderate/login as {added.role}.")


@user.command("list")
def list_() -> None:
    """List all users."""
    for each in _open().users.every():
        click.echo(printable(_line(each)))


@user.command()
@click.argument("name")
@_ROLE
def role(name: str, role: str) -> None:
    """Give NAME another role."""
    click.echo(_line(_open().users.set_role(_by(), name, Role(role))))


@user.command()
@click.argument("name")
def disable(name: str) -> None:
    """Let NAME in no more: sessions and tokens end at once."""
    click.echo(_line(_open().users.disable(_by(), name)))


@user.command()
@click.argument("name")
def enable(name: str) -> None:
    """Let NAME in again."""
    click.echo(_line(_open().users.enable(_by(), name)))


@user.command()
@click.argument("name")
def password(name: str) -> None:
    """Set another password for NAME; every session of theirs ends."""
    _open().users.reset_password(_by(), name, _password())
    click.echo("The password is changed.")


@user.command("reset-codes")
@click.argument("name")
def reset_codes(name: str) -> None:
    """Ask NAME, who lost app and recovery codes, for no code any more."""
    _open().users.reset_codes(_by(), name)
    click.echo("Signing in takes the password alone, until codes are set up again.")


@user.command()
@click.argument("name")
def unlock(name: str) -> None:
    """Forget the tries to sign in as NAME that failed."""
    _open().signing_in.unlock(_by(), name)
    click.echo("NAME may try at once.".replace("NAME", printable(name)))


@user.command("end-sessions")
@click.argument("name")
def end_sessions(name: str) -> None:
    """Sign NAME out everywhere."""
    parts = _open()
    count = parts.signing_in.end_all(_by(), parts.users.get(name).name)
    click.echo(f"{count} ended.")


@user.command()
@click.argument("name")
@click.option("--label", default="", help="What the token is for.")
@click.option("--list", "listing", is_flag=True, help="List the tokens instead of making one.")
@click.option("--revoke", type=int, help="Revoke the token with this number instead.")
def token(name: str, label: str, *, listing: bool, revoke: int | None) -> None:
    """Make a token for programs of NAME's and print it, once: `Authorization: Bearer TOKEN`.

    It may what NAME may, but for accounts and the log.
    """
    users = _open().users
    if listing:
        for each in users.tokens_of(users.get(name).name):
            used = f"used {each.used_at:%Y-%m-%d}" if each.used_at else "never used"
            click.echo(printable(f"{each.id}: {each.created_at:%Y-%m-%d}, {used} {each.label}"))
    elif revoke is not None:
        users.revoke_token(_by(), users.get(name).name, revoke)
        click.echo("Revoked.")
    else:
        click.echo(users.issue_token(_by(), name, label))


def _line(each: User) -> str:
    marks = [*(["codes"] if each.has_codes else []), *(["disabled"] if each.disabled_at else [])]
    return f"{each.name}: {', '.join([each.role.value, *marks])}"


def _password() -> str:
    if sys.stdin.isatty():
        written: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return written
    line = sys.stdin.readline()
    if not line.strip():
        raise BadInput("Give the password as a line of input.")
    return line.rstrip("\r\n")


def _by() -> str:
    """Who does it, as the log has it: somebody on the command line of this machine."""
    return f"command line: {getpass.getuser()}"


def _open() -> Administration:
    return administration.administration_of(config.read_settings(os.environ), now)
