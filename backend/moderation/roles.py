"""Who may what, as one table: the checks and the documentation are both made from it. Pure.

`ROWS` is the table. A view names the action that it is; `may` answers for a role, and for None,
which is somebody who has not signed in. What has no row, nobody may.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here. Each may all that those before it may, and more."""

    READER = "reader"
    MODERATOR = "moderator"
    LEAD = "lead"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """How far up it stands."""
        return list(Role).index(self)


class Action(StrEnum):
    """Something that may be done, or not."""

    READ = "read"
    FLAG = "flag"
    SIGN_IN = "sign in"
    KEEP_OWN_ACCOUNT = "keep own account"
    SEE_QUEUE = "see queue"
    ASSIGN = "assign"
    COMMENT = "comment"
    DECIDE = "decide"
    REVIEW = "review"
    REASSIGN = "reassign"
    EDIT_SOURCES = "edit sources"
    SEE_AUDIT = "see audit"
    MANAGE_USERS = "manage users"


@dataclass(frozen=True, slots=True)
class Row:
    """An action, what it is in plain words, and the least role that may do it; None is anybody.

    `by_token`: whether a program may do it in a user's name, with a token of theirs.
    """

    action: Action
    means: str
    least: Role | None
    by_token: bool = False


ROWS: tuple[Row, ...] = (
    Row(Action.READ, "Read notes, their history and what outlets are rated.", None, by_token=True),
    Row(Action.FLAG, "Flag a note or a row of it, once, and take it back.", None, by_token=True),
    Row(Action.SIGN_IN, "See the sign-in page and sign in.", None),
    Row(
        Action.KEEP_OWN_ACCOUNT,
        "Change one’s own password and codes, end one’s own sessions, revoke one’s own tokens.",
        Role.READER,
    ),
    Row(
        Action.SEE_QUEUE,
        "See the queue, flags, and notes with all that was decided on them.",
        Role.MODERATOR,
        by_token=True,
    ),
    Row(Action.ASSIGN, "Take a note to work on, and release it.", Role.MODERATOR, by_token=True),
    Row(Action.COMMENT, "Write to other moderators about a note.", Role.MODERATOR, by_token=True),
    Row(Action.DECIDE, "Decide on a note, with a reason.", Role.MODERATOR, by_token=True),
    Row(
        Action.REVIEW,
        "Look at a decision or an appeal as the second or third, never at one’s own.",
        Role.MODERATOR,
        by_token=True,
    ),
    Row(Action.REASSIGN, "Give a note to somebody else, or take it away.", Role.LEAD),
    Row(Action.EDIT_SOURCES, "Edit ratings, owners and groups of outlets.", Role.LEAD),
    Row(Action.SEE_AUDIT, "See the log of what was done.", Role.LEAD),
    Row(
        Action.MANAGE_USERS,
        "Add users, change their roles, disable them, end their sessions, revoke their tokens.",
        Role.ADMIN,
    ),
)

_BY_ACTION = {row.action: row for row in ROWS}


def may(role: Role | None, action: Action, *, by_token: bool = False) -> bool:
    """Whether somebody with this role may do it; None is somebody who has not signed in."""
    row = _BY_ACTION.get(action)
    if row is None or (by_token and not row.by_token):
        return False
    return row.least is None or (role is not None and role.rank >= row.least.rank)


def describe() -> str:
    """The table in Markdown, as the README shows it."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    roles = (None, *Role)
    names = ["not signed in", *Role]
    yield f"| action | what it is | {' | '.join(names)} | by token |"
    yield f"| --- | --- | {' | '.join('---' for _ in names)} | --- |"
    for row in ROWS:
        marks = [_mark(may(role, row.action)) for role in roles]
        yield f"| {row.action} | {row.means} | {' | '.join(marks)} | {_mark(row.by_token)} |"


def _mark(yes: bool) -> str:  # noqa: FBT001 (the only thing it asks)
    return "yes" if yes else ""
