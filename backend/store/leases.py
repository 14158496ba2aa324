"""Who works on which check: taking it up, telling of it, and bringing it to its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from backend.checking.document import Document
from backend.checking.frozen import Frozen
from backend.checking.recheck import born, next_check
from backend.domain import AskedBy, CheckStatus, Highlight
from backend.errors import LeaseLost
from backend.store import frozen, notes
from backend.store.engine import Sessions
from backend.store.highlights import stored_highlight
from backend.store.status import ENDED, move, tell
from backend.store.tables import CheckRow

MOST_ATTEMPTS = 10
LONGEST = timedelta(minutes=1)
"""How far ahead a lease may lie. Only a clock that was put back makes one lie further, and nobody
is to wait until it has caught up; whoever still works on that check renews it, or loses it."""

_WORN_OUT: Document = {
    "title": "The check could not be completed",
    "detail": f"It was started {MOST_ATTEMPTS} times and broke off each time. Try again later.",
}


@dataclass(frozen=True, slots=True)
class Lease:
    """A check that is worked on, under a name that belongs to this one taking-up."""

    check_id: str
    owner: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A check that was taken up: under which lease, what it is about, for whom.

    `attempt` counts from 1 since it was queued; nobody had worked on it for `waited`.
    """

    lease: Lease
    highlight: Highlight
    asked_by: AskedBy
    attempt: int
    waited: timedelta


class LeaseStore:
    """What a worker asks of checks. Safe to share between threads. The times are passed in.

    `LeaseLost` is raised to whoever no longer holds the check.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def waiting(self, now: datetime) -> Mapping[AskedBy, int]:
        """Return how many checks nobody works on, by who asked, zeros included."""
        query = select(CheckRow.asked_by, func.count()).where(_is_free(now))
        with self._sessions.read() as session:
            rows = session.execute(query.group_by(CheckRow.asked_by))
            counted = {asked_by: n for asked_by, n in rows}  # noqa: C416 (rows are typed)
        return {asked_by: counted.get(asked_by, 0) for asked_by in AskedBy}

    def take(
        self,
        owner: str,
        now: datetime,
        lasts: timedelta,
        asked_by: Collection[AskedBy] = frozenset(AskedBy),
    ) -> Taken | None:
        """Take up the check that waits longest, readers' first, until `now + lasts`.

        None if there is none for these. Of several that take at once no two get the same, and none
        waits for another. A check that was taken up `MOST_ATTEMPTS` times without coming to an end
        fails, and the next one is taken.
        """
        with self._sessions.write() as session:
            while (waiting := _longest_waiting(session, now, asked_by)) is not None:
                check_id, since = waiting
                if _give_up(session, check_id, now):
                    continue
                lease = Lease(check_id, owner)
                if _start(session, lease, now, lasts):
                    return _taken(session, lease, max(timedelta(0), now - since))
        return None

    def renew(self, lease: Lease, now: datetime, lasts: timedelta) -> None:
        """Hold a check until `now + lasts`; raises `LeaseLost`."""
        statement = update(CheckRow).where(*_held_under(lease)).values(lease_until=now + lasts)
        with self._sessions.write() as session:
            held = session.execute(statement.returning(CheckRow.id)).scalar_one_or_none()
        _require(held is not None)

    def append_event(self, lease: Lease, now: datetime, kind: str, data: Document) -> None:
        """Add an event; raises `LeaseLost`."""
        with self._sessions.write() as session:
            _require(tell(session, now, kind, data, *_held_under(lease)))

    def finish(self, lease: Lease, now: datetime, document: Document, made_from: Frozen) -> None:
        """Keep the note as its next version, with what it was made from, and end the check.

        All or nothing; raises `LeaseLost`.
        """
        with self._sessions.write() as session:
            note = notes.next_version(session, lease.check_id, document)
            due = _due(session, lease.check_id, made_from, now)
            _require(_move_held(session, lease, CheckStatus.DONE, now, note, due_at=due))
            notes.add(session, lease.check_id, note)
            frozen.keep(session, lease.check_id, note["version"], made_from, now)

    def fail(self, lease: Lease, now: datetime, error: Document) -> None:
        """End a check without a note; `error` is `{title, detail}`. Raises `LeaseLost`."""
        with self._sessions.write() as session:
            _require(_move_held(session, lease, CheckStatus.FAILED, now, error))

    def release(self, owner: str, now: datetime) -> str | None:
        """Put an owner's check back in the queue as if never taken up; give its id, if any."""
        held = select(CheckRow.id).where(
            CheckRow.status == CheckStatus.RUNNING, CheckRow.lease_owner == owner
        )
        with self._sessions.write() as session:
            check_id = session.scalars(held).one_or_none()
            if check_id is None:
                return None
            released = _move_held(session, Lease(check_id, owner), CheckStatus.QUEUED, now)
        return check_id if released else None


def waits_since(now: datetime) -> ColumnElement[datetime]:
    """Since when nobody works on a check; NULL where somebody does, or where it has ended."""
    queued = CheckRow.status == CheckStatus.QUEUED
    return case((queued, CheckRow.changed_at), (_is_free(now), CheckRow.lease_until))


def _taken(session: Session, lease: Lease, waited: timedelta) -> Taken:
    columns = (CheckRow.highlight, CheckRow.asked_by, CheckRow.attempts)
    row = session.execute(select(*columns).where(CheckRow.id == lease.check_id)).one()
    return Taken(lease, stored_highlight(row.highlight), row.asked_by, row.attempts, waited)


def _longest_waiting(
    session: Session, now: datetime, asked_by: Collection[AskedBy]
) -> Row[str, datetime] | None:
    query = (
        select(CheckRow.id, waits_since(now))
        .where(_is_free(now), CheckRow.asked_by.in_(asked_by))
        .order_by(CheckRow.asked_by == AskedBy.RECHECK, CheckRow.changed_at)
        .limit(1)
    )
    # Whoever takes up a check at this moment has its row; we take the next one.
    return session.execute(query.with_for_update(skip_locked=True)).one_or_none()


def _give_up(session: Session, check_id: str, now: datetime) -> bool:
    worn_out = CheckRow.attempts >= MOST_ATTEMPTS
    return move(
        session,
        check_id,
        CheckStatus.FAILED,
        now,
        _is_free(now),
        worn_out,
        data=_WORN_OUT,
    )


def _start(session: Session, lease: Lease, now: datetime, lasts: timedelta) -> bool:
    return move(
        session,
        lease.check_id,
        CheckStatus.RUNNING,
        now,
        _is_free(now),
        attempts=CheckRow.attempts + 1,
        lease_owner=lease.owner,
        lease_until=now + lasts,
    )


def _move_held(
    session: Session,
    lease: Lease,
    to: CheckStatus,
    now: datetime,
    data: Document | None = None,
    **columns: datetime | None,
) -> bool:
    attempts = CheckRow.attempts if to in ENDED else CheckRow.attempts - 1
    held = _held_under(lease)
    return move(session, lease.check_id, to, now, *held, data=data, attempts=attempts, **columns)


def _due(session: Session, check_id: str, made_from: Frozen, now: datetime) -> datetime | None:
    """When the check is to be made again; None if nothing in it can be checked."""
    query = select(CheckRow.created_at).where(CheckRow.id == check_id)
    first, page = session.execute(query).scalar_one(), made_from.gathered.highlight.page
    checkable = any(claim.checkable for claim in made_from.gathered.claims)
    return next_check(born(first, page.published), now) if checkable else None


def _held_under(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return (
        CheckRow.id == lease.check_id,
        CheckRow.status == CheckStatus.RUNNING,
        CheckRow.lease_owner == lease.owner,
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    queued = CheckRow.status == CheckStatus.QUEUED
    over = or_(CheckRow.lease_until <= now, CheckRow.lease_until > now + LONGEST)
    return or_(queued, and_(CheckRow.status == CheckStatus.RUNNING, over))


def _require(held: bool) -> None:  # noqa: FBT001 (the only thing it asks)
    if not held:
        raise LeaseLost("The check was cancelled, or another worker has taken it up.")
