"""Signing in: tries that failed, and sessions of those who succeeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from backend.accounts.keys import hash_key
from backend.accounts.people import Signed, User
from backend.accounts.tries import FORGOTTEN_AFTER, Allowance, Tried
from backend.errors import NotFound
from backend.moderation.chain import Act
from backend.store.account_tables import LoginTryRow, SessionRow, UserRow
from backend.store.audit import append
from backend.store.base import storable
from backend.store.engine import Sessions
from backend.store.inserting import insert_into
from backend.store.users import user_of

_SEEN_EVERY = timedelta(minutes=1)
"""How finely it is kept when a session was used: reading must not become writing."""
_BROWSER_LENGTH = 100


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be opened, under the hash of its key. `expires_at` is when it ends at last."""

    key_hash: str
    browser: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    """A try that was counted, with how many of each allowance it makes; or when to come back."""

    opens_at: datetime | None
    failed: tuple[int, ...] = ()


class TryStore:
    """Tries to sign in, counted for all processes together. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def begin(self, allowances: Sequence[Allowance], now: datetime) -> Begun:
        """Count a try before it is judged, so that many at once are many.

        What has to wait is not counted.
        """
        with self._sessions.write() as session:
            for allowance in _in_one_order(allowances):
                _touch(session, allowance, now)
            tried = [_tried(session, allowance) for allowance in allowances]
            pairs = list(zip(allowances, tried, strict=True))
            waits = [allowance.opens_at(before, now) for allowance, before in pairs]
            if opens := max(filter(None, waits), default=None):
                return Begun(opens)
            failed = tuple(_failed(before, now) + 1 for before in tried)
            for allowance, count in zip(allowances, failed, strict=True):
                _set_failed(session, allowance, count, now)
            return Begun(None, failed)

    def forgive(self, allowance: Allowance, *, all_of: Allowance) -> None:
        """Take back one try of the first, as it succeeded, and every try of the other."""
        with self._sessions.write() as session:
            for each in _in_one_order((allowance, all_of)):
                if each is all_of:
                    forget(session, each)
                else:
                    _take_one_back(session, each)

    def forget(self, allowance: Allowance, act: Act, now: datetime) -> None:
        """Take back every try, by hand."""
        with self._sessions.write() as session:
            forget(session, allowance)
            append(session, act, now)


def forget(session: Session, allowance: Allowance) -> None:
    """Take back every try that was counted together."""
    session.execute(delete(LoginTryRow).where(LoginTryRow.key_hash == hash_key(allowance.key)))


def _take_one_back(session: Session, allowance: Allowance) -> None:
    mine = LoginTryRow.key_hash == hash_key(allowance.key), LoginTryRow.failed > 0
    session.execute(update(LoginTryRow).where(*mine).values(failed=LoginTryRow.failed - 1))


def _in_one_order(allowances: Sequence[Allowance]) -> list[Allowance]:
    """In an order that is the same for all, so that nobody waits for each other."""
    return sorted(allowances, key=lambda each: hash_key(each.key))


def _touch(session: Session, allowance: Allowance, now: datetime) -> None:
    """Make sure that there is a row, and hold it."""
    new = {"key_hash": hash_key(allowance.key), "failed": 0, "last_at": now}
    statement = insert_into(session, LoginTryRow).values(**new)
    same = {"key_hash": new["key_hash"]}
    session.execute(statement.on_conflict_do_update(index_elements=["key_hash"], set_=same))


def _tried(session: Session, allowance: Allowance) -> Tried:
    query = select(LoginTryRow.failed, LoginTryRow.last_at)
    row = session.execute(query.where(LoginTryRow.key_hash == hash_key(allowance.key))).one()
    return Tried(row.failed, row.last_at)


def _failed(before: Tried, now: datetime) -> int:
    return before.failed if before.last_at + FORGOTTEN_AFTER > now else 0


def _set_failed(session: Session, allowance: Allowance, failed: int, now: datetime) -> None:
    mine = LoginTryRow.key_hash == hash_key(allowance.key)
    session.execute(update(LoginTryRow).where(mine).values(failed=failed, last_at=now))


class SessionStore:
    """Every query about sessions. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def open(self, user: User, new: NewSession, act: Act, now: datetime) -> None:
        """Sign a user in; what is over is swept out."""
        with self._sessions.write() as session:
            _sweep(session, now)
            session.add(
                SessionRow(
                    key_hash=new.key_hash,
                    user_id=user.id,
                    browser=storable(new.browser)[:_BROWSER_LENGTH],
                    created_at=now,
                    seen_at=now,
                    expires_at=new.expires_at,
                )
            )
            append(session, act, now)

    def find(self, key: str, now: datetime, idle: timedelta) -> Signed | None:
        """Return who holds this key, unless the session is over or lay idle; keep that it is used.

        A user who was disabled is nobody.
        """
        mine = SessionRow.key_hash == hash_key(key)
        query = _alive(now, idle).where(mine, UserRow.disabled_at.is_(None))
        with self._sessions.read() as session:
            found = session.execute(query).one_or_none()
        if found is None:
            return None
        row, user = found
        if row.seen_at <= now - _SEEN_EVERY:
            with self._sessions.write() as session:
                session.execute(update(SessionRow).where(mine).values(seen_at=now))
        return _signed(row, user)

    def of_user(self, name: str, now: datetime, idle: timedelta) -> Sequence[Signed]:
        """Return where a user is signed in, the latest used first."""
        query = _alive(now, idle).where(UserRow.name == name)
        with self._sessions.read() as session:
            rows = session.execute(query.order_by(SessionRow.seen_at.desc(), SessionRow.id))
            return [_signed(row, user) for row, user in rows]

    def rekey(self, session_id: int, key_hash: str) -> None:
        """Give a session another key; the former opens nothing any more."""
        statement = update(SessionRow).where(SessionRow.id == session_id)
        with self._sessions.write() as session:
            session.execute(statement.values(key_hash=key_hash))

    def end(self, name: str, session_id: int, act: Act, now: datetime) -> None:
        """End one session of a user. Raises `NotFound` if that user has none such."""
        with self._sessions.write() as session:
            mine = select(UserRow.id).where(UserRow.name == name).scalar_subquery()
            statement = delete(SessionRow).where(
                SessionRow.id == session_id, SessionRow.user_id == mine
            )
            if session.execute(statement.returning(SessionRow.id)).first() is None:
                raise NotFound("This session has ended already.")
            append(session, act, now)

    def end_all(self, name: str, act: Act, now: datetime, keep: int | None = None) -> int:
        """End all sessions of a user but `keep`; return how many there were."""
        with self._sessions.write() as session:
            mine = select(UserRow.id).where(UserRow.name == name).scalar_subquery()
            statement = delete(SessionRow).where(SessionRow.user_id == mine)
            if keep is not None:
                statement = statement.where(SessionRow.id != keep)
            count = len(session.execute(statement.returning(SessionRow.id)).all())
            append(session, act, now)
            return count


def _sweep(session: Session, now: datetime) -> None:
    """Delete what is over, but for what somebody is at: that would be waiting in two orders."""
    over = select(SessionRow.id).where(SessionRow.expires_at <= now)
    forgotten = select(LoginTryRow.key_hash).where(LoginTryRow.last_at <= now - FORGOTTEN_AFTER)
    session.execute(
        delete(SessionRow).where(SessionRow.id.in_(over.with_for_update(skip_locked=True)))
    )
    session.execute(
        delete(LoginTryRow).where(
            LoginTryRow.key_hash.in_(forgotten.with_for_update(skip_locked=True))
        )
    )


def _alive(now: datetime, idle: timedelta) -> Select[SessionRow, UserRow]:
    return (
        select(SessionRow, UserRow)
        .join(UserRow, UserRow.id == SessionRow.user_id)
        .where(SessionRow.expires_at > now, SessionRow.seen_at > now - idle)
    )


def _signed(row: SessionRow, user: UserRow) -> Signed:
    return Signed(row.id, user_of(user), row.browser, row.created_at, row.seen_at, row.expires_at)
