"""Users: every change is written together with the row of the log that tells of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from backend.accounts.people import Account, User
from backend.errors import Conflict, NotFound
from backend.moderation.chain import Act
from backend.moderation.roles import Role
from backend.store.account_tables import RecoveryCodeRow, SessionRow, TokenRow, UserRow
from backend.store.audit import append
from backend.store.engine import Sessions
from backend.store.inserting import insert_into


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A secret that a code confirmed, the code's time step, and the hashes of recovery codes."""

    secret: str
    step: int
    recovery_hashes: tuple[str, ...]


class UserStore:
    """Every query about users. Safe to share between threads. The times are passed in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(self, name: str, role: Role, password: str, act: Act, now: datetime) -> User:
        """Add a user with the hash of a password. Raises `Conflict` where the name is taken."""
        with self._sessions.write() as session:
            statement = insert_into(session, UserRow).values(
                name=name, role=role.value, password=password, created_at=now
            )
            once = statement.on_conflict_do_nothing(index_elements=["name"])
            if session.execute(once.returning(UserRow.id)).first() is None:
                raise Conflict(f"There is a user {name} already.")
            append(session, act, now)
            return user_of(_row(session, name))

    def every(self) -> Sequence[User]:
        """Return all users by name."""
        with self._sessions.read() as session:
            return [user_of(row) for row in session.scalars(select(UserRow).order_by(UserRow.name))]

    def account(self, name: str) -> Account | None:
        """Return a user with what is kept to know them by."""
        with self._sessions.read() as session:
            row = session.scalars(select(UserRow).where(UserRow.name == name)).one_or_none()
            return None if row is None else _account(row)

    def set_role(self, name: str, role: Role, act: Act, now: datetime) -> User:
        """Give a user another role. Raises `NotFound`, and `Conflict` for the last admin."""
        with self._sessions.write() as session:
            if role is not Role.ADMIN:
                _spare_last_admin(session, name)
            row = _row(session, name)
            row.role = role.value
            append(session, act, now)
            return user_of(row)

    def disable(self, name: str, act: Act, now: datetime) -> User:
        """Let a user sign in no more; sessions and tokens go. Raises as `set_role`."""
        with self._sessions.write() as session:
            _spare_last_admin(session, name)
            row = _row(session, name)
            row.disabled_at = row.disabled_at or now
            for table in (SessionRow, TokenRow):
                session.execute(delete(table).where(table.user_id == row.id))
            append(session, act, now)
            return user_of(row)

    def enable(self, name: str, act: Act, now: datetime) -> User:
        """Let a user sign in again. Raises `NotFound`."""
        with self._sessions.write() as session:
            row = _row(session, name)
            row.disabled_at = None
            append(session, act, now)
            return user_of(row)

    def set_password(
        self, name: str, password: str, act: Act | None, now: datetime, keep: int | None = None
    ) -> None:
        """Keep another hash. Raises `NotFound`.

        With an `act` the password is another one: every session but `keep` ends.
        """
        with self._sessions.write() as session:
            row = _row(session, name)
            row.password = password
            if act is not None:
                others = or_(SessionRow.id != keep, keep is None)  # type: ignore[arg-type]
                session.execute(
                    delete(SessionRow).where(SessionRow.user_id == row.id).where(others)
                )
                append(session, act, now)

    def offer_codes(self, name: str, secret: str) -> None:
        """Keep a secret that counts once a code confirmed it. Raises `NotFound`."""
        with self._sessions.write() as session:
            _row(session, name).pending_totp = secret

    def start_codes(self, name: str, confirmed: Confirmed, act: Act, now: datetime) -> None:
        """Ask for codes from now on. Raises `Conflict` if it is not the secret that is offered."""
        with self._sessions.write() as session:
            row = _row(session, name)
            if row.pending_totp != confirmed.secret:
                raise Conflict("Another secret was offered meanwhile. Scan the newest one.")
            row.totp, row.pending_totp, row.totp_step = confirmed.secret, None, confirmed.step
            _replace_recovery_codes(session, row.id, confirmed.recovery_hashes)
            append(session, act, now)

    def stop_codes(self, name: str, act: Act, now: datetime) -> None:
        """Ask for codes no more. Raises `NotFound`."""
        with self._sessions.write() as session:
            row = _row(session, name)
            row.totp = row.pending_totp = row.totp_step = None
            _replace_recovery_codes(session, row.id, ())
            append(session, act, now)

    def linked(self, elsewhere: str) -> User | None:
        """Return who is linked to an account elsewhere, unless they were disabled."""
        query = select(UserRow).where(UserRow.elsewhere == elsewhere, UserRow.disabled_at.is_(None))
        with self._sessions.read() as session:
            row = session.scalars(query).one_or_none()
            return None if row is None else user_of(row)

    def link(self, name: str, elsewhere: str | None, act: Act, now: datetime) -> None:
        """Link a user to an account elsewhere, or to none. Raises `Conflict` if it is taken."""
        with self._sessions.write() as session:
            row = _row(session, name)
            taken = select(UserRow.name).where(UserRow.elsewhere == elsewhere, UserRow.id != row.id)
            if elsewhere is not None and session.scalars(taken).first() is not None:
                raise Conflict("That account is linked to another user already.")
            row.elsewhere = elsewhere
            append(session, act, now)

    def count_code(self, user_id: int, step: int) -> bool:
        """Let a code count; False if it, or a later one, has counted. Of many one succeeds."""
        earlier = or_(UserRow.totp_step.is_(None), UserRow.totp_step < step)
        statement = update(UserRow).where(UserRow.id == user_id, earlier).values(totp_step=step)
        with self._sessions.write() as session:
            return session.execute(statement.returning(UserRow.id)).first() is not None

    def use_recovery_code(self, user_id: int, code_hash: str) -> bool:
        """Use up a recovery code; False if there is none such. Of many one succeeds."""
        statement = delete(RecoveryCodeRow).where(
            RecoveryCodeRow.user_id == user_id, RecoveryCodeRow.code_hash == code_hash
        )
        with self._sessions.write() as session:
            used = session.execute(statement.returning(RecoveryCodeRow.user_id)).first()
            return used is not None

    def recovery_codes_left(self, user_id: int) -> int:
        """Return how many recovery codes are left."""
        query = select(func.count()).where(RecoveryCodeRow.user_id == user_id)
        with self._sessions.read() as session:
            return session.execute(query).scalar_one()


def user_of(row: UserRow) -> User:
    """The user of a row."""
    return User(
        row.id,
        row.name,
        Role(row.role),
        row.created_at,
        row.disabled_at,
        has_codes=row.totp is not None,
        is_elsewhere=row.elsewhere is not None,
    )


def _account(row: UserRow) -> Account:
    return Account(user_of(row), row.password, row.totp, row.pending_totp, row.totp_step)


def _row(session: Session, name: str) -> UserRow:
    query = select(UserRow).where(UserRow.name == name).with_for_update()
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotFound(f"There is no user {name}.")
    return row


def _spare_last_admin(session: Session, name: str) -> None:
    """Raise `Conflict` if nobody else could manage users any more."""
    active = UserRow.role == Role.ADMIN.value, UserRow.disabled_at.is_(None)
    # Ordered, so that two who each take the other's role away wait instead of dying.
    query = select(UserRow.name).where(*active).order_by(UserRow.id).with_for_update()
    if list(session.scalars(query)) == [name]:
        raise Conflict(f"{name} is the only admin: make somebody else one first.")


def _replace_recovery_codes(session: Session, user_id: int, hashes: Collection[str]) -> None:
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.user_id == user_id))
    if hashes:
        rows = [{"user_id": user_id, "code_hash": each} for each in hashes]
        session.execute(insert(RecoveryCodeRow), rows)
