"""Codes from an authenticator app (TOTP, RFC 6238), and those for when it is lost."""

from __future__ import annotations

import secrets
from datetime import datetime

import pyotp
import segno

from backend.accounts.keys import hash_key

ISSUER = "Second Source"
_STEP = 30
_DRIFT = 1
"""How many steps a phone's clock may be off, either way."""
_DIGITS = 6
_RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike
_RECOVERY_LENGTH = 12


def new_secret() -> str:
    """A secret for a user and their app, in base 32."""
    return pyotp.random_base32()


def setup_address(secret: str, name: str) -> str:
    """The otpauth: address that an app takes, with our name and the user's."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def setup_picture(secret: str, name: str) -> str:
    """The same as a QR code: SVG without a script, in black on white whatever the theme."""
    code = segno.make(setup_address(secret, name), micro=False)
    return code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)


def step_of(secret: str, code: str, now: datetime, last: int | None) -> int | None:
    """The time step that a code belongs to; None if it is wrong, or not later than `last`.

    Whoever looks over a shoulder cannot use a code again: keep the step as the new `last`.
    """
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal() and len(digits) == _DIGITS):
        return None
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // _STEP
    for step in range(current - _DRIFT, current + _DRIFT + 1):
        right = secrets.compare_digest(totp.at(step * _STEP), digits)
        if right and (last is None or step > last):
            return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Codes that stand in for one from the app, once each; 59 bits each."""
    return tuple(_recovery_code() for _ in range(_RECOVERY_CODES))


def hash_recovery_code(written: str) -> str:
    """What is kept of a recovery code, however it is spaced."""
    return hash_key("".join(written.lower().replace("-", "").split()))


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_RECOVERY_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, _RECOVERY_LENGTH, 4))
