"""What is done about users, by an admin or on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from backend.accounts.keys import TOKEN_PREFIX, new_key
from backend.accounts.passwords import Passwords
from backend.accounts.people import Token, User, new_name, new_password, same_name
from backend.checking.ports import Clock
from backend.errors import BadInput, NotFound
from backend.moderation.chain import Act
from backend.moderation.roles import Role
from backend.store.tokens import TokenStore
from backend.store.users import UserStore

_LONGEST_LABEL = 100


class Users:
    """Users and their tokens. `by` names who does it. Safe to share between threads."""

    def __init__(
        self, users: UserStore, tokens: TokenStore, passwords: Passwords, clock: Clock
    ) -> None:
        self._users = users
        self._tokens = tokens
        self._passwords = passwords
        self._clock = clock

    def every(self) -> Sequence[User]:
        """Return all users by name."""
        return self._users.every()

    def is_anybody(self) -> bool:
        """Return whether there is a user at all."""
        return bool(self._users.every())

    def get(self, name: str) -> User:
        """Return a user. Raises `NotFound`."""
        account = self._users.account(same_name(name))
        if account is None:
            raise NotFound(f"There is no user {same_name(name)}.")
        return account.user

    def add(self, by: str, name: str, role: Role, password: str) -> User:
        """Add a user. Raises `BadInput` for an unusable name or password, `Conflict` if taken."""
        name = new_name(name)
        kept = self._passwords.hash(new_password(password, name))
        act = Act(by, "add user", "user", name, {"role": role.value})
        return self._users.add(name, role, kept, act, self._clock())

    def set_role(self, by: str, name: str, role: Role) -> User:
        """Give a user another role. Raises `NotFound`, and `Conflict` for the only admin."""
        was = self.get(name)
        act = Act(by, "change role", "user", was.name, {"from": was.role, "to": role.value})
        return self._users.set_role(was.name, role, act, self._clock())

    def disable(self, by: str, name: str) -> User:
        """Let a user in no more. Raises `NotFound`, and `Conflict` for the only admin."""
        name = same_name(name)
        return self._users.disable(name, Act(by, "disable user", "user", name), self._clock())

    def enable(self, by: str, name: str) -> User:
        """Let a user in again. Raises `NotFound`."""
        name = same_name(name)
        return self._users.enable(name, Act(by, "enable user", "user", name), self._clock())

    def reset_password(self, by: str, name: str, password: str) -> None:
        """Set a password for somebody who lost theirs; their sessions end. Raises as `add`."""
        name = self.get(name).name
        kept = self._passwords.hash(new_password(password, name))
        act = Act(by, "reset password", "user", name)
        self._users.set_password(name, kept, act, self._clock())

    def reset_codes(self, by: str, name: str) -> None:
        """Ask somebody who lost their app for codes no more. Raises `NotFound`."""
        name = same_name(name)
        self._users.stop_codes(name, Act(by, "reset codes", "user", name), self._clock())

    def issue_token(self, by: str, name: str, label: str) -> str:
        """Return a new token of a user's, which is shown once. Raises `NotFound`, `BadInput`."""
        user, key = self.get(name), new_key(TOKEN_PREFIX)
        if user.disabled_at is not None:
            raise BadInput(f"{user.name} is disabled.")
        label = " ".join(label.split())[:_LONGEST_LABEL]
        act = Act(by, "issue token", "user", user.name)
        self._tokens.add(user, label, key, act, self._clock())
        return key

    def tokens_of(self, name: str) -> Sequence[Token]:
        """Return a user's tokens, the newest first; without their keys, which nobody has."""
        return self._tokens.of_user(same_name(name))

    def revoke_token(self, by: str, name: str, token_id: int) -> None:
        """Make a token open nothing any more. Raises `NotFound` if that user has none such."""
        name = same_name(name)
        act = Act(by, "revoke token", "user", name, {"token": token_id})
        self._tokens.revoke(name, token_id, act, self._clock())

    def by_token(self, key: str) -> User | None:
        """Return whose token this is."""
        return self._tokens.find(key, self._clock()) if key.startswith(TOKEN_PREFIX) else None
