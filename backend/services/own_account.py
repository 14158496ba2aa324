"""What somebody who is signed in does about their own account: password and codes."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.accounts import codes
from backend.accounts.passwords import Passwords
from backend.accounts.people import Signed, new_password
from backend.checking.ports import Clock
from backend.errors import BadInput, Conflict, NotFound
from backend.moderation.chain import Act
from backend.services.signing_in import Shown, SigningIn
from backend.store.users import Confirmed, UserStore


@dataclass(frozen=True, slots=True)
class Setup:
    """What an authenticator app is given: a picture, and the same as an address and in letters."""

    picture: str = field(repr=False)
    address: str = field(repr=False)
    secret: str = field(repr=False)


class OwnAccount:
    """One's own password and codes; each change asks for the password again."""

    def __init__(
        self, users: UserStore, signing_in: SigningIn, passwords: Passwords, clock: Clock
    ) -> None:
        self._users = users
        self._signing_in = signing_in
        self._passwords = passwords
        self._clock = clock

    def change_password(self, signed: Signed, shown: Shown, password: str) -> str:
        """Take another password; every other session ends. Return this session's new key.

        Raises `BadInput` for an unusable one, and as `SigningIn.sign_in` for what is shown.
        """
        name = signed.user.name
        wanted = new_password(password, name)
        self._signing_in.prove(shown)
        act = Act(name, "change password", "user", name)
        kept = self._passwords.hash(wanted)
        self._users.set_password(name, kept, act, self._clock(), keep=signed.id)
        return self._signing_in.rekey(signed)

    def offer_codes(self, signed: Signed) -> Setup:
        """Return what the app is given: what was offered before, until a code confirmed it."""
        name = signed.user.name
        account = self._users.account(name)
        if account is None or account.totp is not None:
            raise Conflict("Codes are set up already. Turn them off first.")
        secret = account.pending_totp
        if secret is None:
            secret = codes.new_secret()
            self._users.offer_codes(name, secret)
        address = codes.setup_address(secret, name)
        return Setup(codes.setup_picture(secret, name), address, secret)

    def start_codes(self, signed: Signed, shown: Shown) -> tuple[str, ...]:
        """Ask for codes from now on, and return recovery codes, which are shown once.

        Raises `BadInput` if the code that is shown is not the app's, and as `SigningIn.sign_in`.
        """
        account = self._signing_in.prove(shown)
        secret, now = account.pending_totp, self._clock()
        if secret is None:
            raise NotFound("No codes are being set up.")
        step = codes.step_of(secret, shown.code, now, None)
        if step is None:
            raise BadInput("That is not the code which the app shows now. Wait for the next one.")
        recovery = codes.new_recovery_codes()
        name = signed.user.name
        hashes = tuple(codes.hash_recovery_code(code) for code in recovery)
        act = Act(name, "start codes", "user", name)
        self._users.start_codes(name, Confirmed(secret, step, hashes), act, now)
        return recovery

    def stop_codes(self, signed: Signed, shown: Shown) -> None:
        """Ask for codes no more. Raises as `SigningIn.sign_in`."""
        self._signing_in.prove(shown)
        name = signed.user.name
        self._users.stop_codes(name, Act(name, "stop codes", "user", name), self._clock())

    def recovery_codes_left(self, signed: Signed) -> int:
        """Return how many recovery codes are left."""
        return self._users.recovery_codes_left(signed.user.id)
