"""Users, sign-in and tokens put together on a test's database, with passwords that cost little."""

from __future__ import annotations

from dataclasses import dataclass, field

from argon2 import PasswordHasher

from backend.accounts.elsewhere import Provider
from backend.accounts.passwords import Passwords
from backend.accounts.people import Signed, User
from backend.composition.administration import make_administration
from backend.moderation.roles import Role
from backend.services.elsewhere import Post
from backend.services.signing_in import SessionLengths, Shown
from backend.store.audit import AuditStore
from backend.store.engine import Sessions
from tests.fakes import FakeClock

PASSWORD = "four green boats sing"  # noqa: S105 (nobody's)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NETWORK = "192.0.2.7"


@dataclass
class Accounts:
    """One process's worth of accounts; two of them share a database as two processes would."""

    sessions: Sessions
    clock: FakeClock = field(default_factory=FakeClock)
    lengths: SessionLengths = field(default_factory=SessionLengths)
    passwords: Passwords = field(default_factory=lambda: Passwords(CHEAP))
    provider: tuple[Provider, Post] | None = None

    def __post_init__(self) -> None:
        parts = make_administration(
            self.sessions, self.clock, self.lengths, self.passwords, self.provider
        )
        self.parts = parts
        self.users, self.signing_in, self.own = parts.users, parts.signing_in, parts.own_account
        self.store = AuditStore(self.sessions)

    def add(self, name: str, role: Role = Role.MODERATOR) -> User:
        return self.users.add("test", name, role, PASSWORD)

    def sign_in(self, name: str, code: str = "", password: str = PASSWORD) -> str:
        """The key of a new session."""
        return self.signing_in.sign_in(shown(name, password, code))

    def signed(self, key: str) -> Signed:
        signed = self.signing_in.who(key)
        assert signed is not None
        return signed


def shown(name: str, password: str = PASSWORD, code: str = "", network: str = NETWORK) -> Shown:
    return Shown(name, password, code, network, "a browser")
