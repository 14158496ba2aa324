"""Signing in and out: who somebody is, proved by a password and, where set up, a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.accounts import codes, tries
from backend.accounts.keys import hash_key, new_key
from backend.accounts.passwords import Passwords
from backend.accounts.people import Account, Signed, User, same_name
from backend.checking.ports import Clock
from backend.errors import TooOften, Unauthenticated
from backend.moderation.chain import Act
from backend.store.audit import AuditStore
from backend.store.signing_in import NewSession, SessionStore, TryStore
from backend.store.users import UserStore

WRONG = "That name, password or code is not right."
_WAIT = "There were too many tries. Wait a while, then try again."


@dataclass(frozen=True, slots=True)
class SessionLengths:
    """How long a session may lie idle, and how long it may last at all."""

    idle: timedelta = timedelta(hours=8)
    longest: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows to sign in, and where from; `code` is "" where none was given."""

    name: str
    password: str
    code: str
    network: str
    browser: str

    def __repr__(self) -> str:
        """Nothing of it: it may reach a log."""
        return "Shown(…)"


class SigningIn:
    """Who is signed in. Safe to share between threads and, through the store, processes."""

    def __init__(
        self,
        users: UserStore,
        sessions: SessionStore,
        tried: TryStore,
        *,
        log: AuditStore,
        passwords: Passwords,
        clock: Clock,
        lengths: SessionLengths | None = None,
    ) -> None:
        self._users = users
        self._sessions = sessions
        self._tries = tried
        self._log = log
        self._passwords = passwords
        self._clock = clock
        self._lengths = lengths or SessionLengths()

    def sign_in(self, shown: Shown) -> str:
        """Return the key of a new session.

        Raises `Unauthenticated`, in the same words whatever was wrong, and `TooOften`.
        """
        return self.open(self.prove(shown).user, shown.browser)

    def open(self, user: User, browser: str, through: str = "") -> str:
        """Return the key of a new session of somebody who was proved to be this user.

        `through` names who vouched for them, "" where they did themselves.
        """
        key, now = new_key(), self._clock()
        session = NewSession(hash_key(key), browser, now + self._lengths.longest)
        detail = {"through": through} if through else {}
        act = Act(user.name, "sign in", "user", user.name, detail)
        self._sessions.open(user, session, act, now)
        return key

    def prove(self, shown: Shown) -> Account:
        """Return whose name, password and code these are. Raises as `sign_in`; opens nothing."""
        name, now = same_name(shown.name), self._clock()
        by_name, by_network = tries.by_name(name), tries.by_network(shown.network)
        begun = self._tries.begin((by_name, by_network), now)
        if begun.opens_at is not None:
            raise TooOften(_WAIT, _seconds(begun.opens_at - now))
        account = self._judge(name, shown, now)
        if account is None:
            self._tell_of_lock(name, by_name, begun.failed[0], now)
            raise Unauthenticated(WRONG)
        self._tries.forgive(by_network, all_of=by_name)
        if self._passwords.is_dated(account.password):
            self._users.set_password(name, self._passwords.hash(shown.password), None, now)
        return account

    def _judge(self, name: str, shown: Shown, now: datetime) -> Account | None:
        account = self._users.account(name)
        known = account is not None and account.user.disabled_at is None
        kept = account.password if account is not None and known else None
        if not self._passwords.matches(kept, shown.password) or account is None:
            return None
        return account if self._code_counts(account, shown.code, now) else None

    def _code_counts(self, account: Account, code: str, now: datetime) -> bool:
        if account.totp is None:
            return True
        step = codes.step_of(account.totp, code, now, account.totp_step)
        if step is not None:
            return self._users.count_code(account.user.id, step)
        if not self._users.use_recovery_code(account.user.id, codes.hash_recovery_code(code)):
            return False
        name = account.user.name
        self._log.append(Act(name, "use recovery code", "user", name), now)
        return True

    def _tell_of_lock(
        self, name: str, by_name: tries.Allowance, failed: int, now: datetime
    ) -> None:
        # What was given as a name may be a password: only a name that somebody has is written down.
        if failed >= by_name.free and self._users.account(name) is not None:
            self._log.append(Act("", "lock sign-in", "user", name, {"failed": failed}), now)

    def who(self, key: str) -> Signed | None:
        """Return who holds this key, None if its session is over."""
        return self._sessions.find(key, self._clock(), self._lengths.idle)

    def sign_out(self, signed: Signed) -> None:
        """End somebody's own session."""
        self.end(signed.user, signed.user.name, signed.id)

    def rekey(self, signed: Signed) -> str:
        """Give a session another key, as after a change of password, and return it."""
        key = new_key()
        self._sessions.rekey(signed.id, hash_key(key))
        return key

    def sessions_of(self, name: str) -> Sequence[Signed]:
        """Return where a user is signed in, the latest used first."""
        return self._sessions.of_user(name, self._clock(), self._lengths.idle)

    def end(self, by: User, name: str, session_id: int) -> None:
        """End one session of a user. Raises `NotFound` if that user has none such."""
        act = Act(by.name, "end session", "user", name)
        self._sessions.end(name, session_id, act, self._clock())

    def end_all(self, by: str, name: str, keep: int | None = None) -> int:
        """End all sessions of a user but `keep`; return how many there were."""
        act = Act(by, "end all sessions", "user", name)
        return self._sessions.end_all(name, act, self._clock(), keep)

    def unlock(self, by: str, name: str) -> None:
        """Forget the tries that failed for a name."""
        name = same_name(name)
        act = Act(by, "unlock sign-in", "user", name)
        self._tries.forget(tries.by_name(name), act, self._clock())


def _seconds(wait: timedelta) -> int:
    return max(1, int(wait.total_seconds()))
