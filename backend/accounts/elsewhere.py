"""Signing in with an account elsewhere: OpenID Connect, by code and PKCE (RFC 7636). Pure.

Nothing is kept between leaving for the provider and coming back: what both ends need is made from
the browser's key and a mark that travels along in `state`. So nobody can finish in one browser what
was begun in another.
"""

from __future__ import annotations

import binascii
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from backend.errors import BadSetting, Unauthenticated

_TAKES_AT_MOST = timedelta(minutes=10)
_CLOCKS_DIFFER = timedelta(minutes=1)
_LONGEST_SUBJECT = 255  # OpenID Connect Core, section 2
_OWN_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
_FAILED = "Signing in there did not come to an end. Begin again."


class Purpose(StrEnum):
    """What somebody leaves for the provider for."""

    SIGN_IN = "in"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Provider:
    """Who vouches for users: its issuer and addresses, and what it knows us by.

    Raises `BadSetting` unless it is reached over https, or on this machine: what it says is
    believed because of that.
    """

    issuer: str
    authorize: str
    token: str
    client: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        for address in (self.issuer, self.authorize, self.token):
            parts = urlsplit(address)
            if parts.scheme != "https" and parts.hostname not in _OWN_HOSTS:
                raise BadSetting("SECOND_SOURCE_OIDC_… need addresses that begin with https://")
        if not self.client:
            raise BadSetting("SECOND_SOURCE_OIDC_CLIENT is needed, too.")

    @property
    def name(self) -> str:
        """The provider as users know it: its host."""
        return urlsplit(self.issuer).hostname or self.issuer


def address_to_leave_for(
    provider: Provider, key: str, purpose: Purpose, back: str, now: datetime
) -> str:
    """Where to send a browser that holds this key; `back` is where it is to come back to."""
    mark = f"{purpose}.{int(now.timestamp())}.{secrets.token_hex(8)}"
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": back,
        "scope": "openid",
        "state": f"{mark}.{_made(key, 'state', mark)}",
        "nonce": _made(key, "nonce", mark),
        "code_challenge": _challenge(_made(key, "verifier", mark)),
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(provider.authorize).query else "?"
    return f"{provider.authorize}{joint}{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Return:
    """Somebody has come back: what they left for, and what the provider has to be shown."""

    purpose: Purpose
    nonce: str
    form: bytes = field(repr=False)


def came_back(
    provider: Provider, key: str, given: Mapping[str, str], back: str, now: datetime
) -> Return:
    """What is to be done about the parameters that a browser brought back.

    Raises `Unauthenticated` unless this browser left in the last ten minutes.
    """
    mark, _, made = given.get("state", "").rpartition(".")
    right = hmac.compare_digest(made.encode("utf-8", "replace"), _made(key, "state", mark).encode())
    purpose, _, rest = mark.partition(".")
    left_at = rest.partition(".")[0]
    if not right or now.timestamp() - int(left_at) > _TAKES_AT_MOST.total_seconds():
        raise Unauthenticated(_FAILED)
    if not given.get("code"):
        raise Unauthenticated(_FAILED)
    shown = {
        "grant_type": "authorization_code",
        "code": given["code"],
        "redirect_uri": back,
        "client_id": provider.client,
        "client_secret": provider.secret,
        "code_verifier": _made(key, "verifier", mark),
    }
    return Return(Purpose(purpose), _made(key, "nonce", mark), urlencode(shown).encode())


def subject_in(answer: bytes, provider: Provider, nonce: str, now: datetime) -> str:
    """Who the provider says it is, with its own name before: `ISSUER SUBJECT`.

    The token comes from the provider itself, over TLS, so that its signature need not be looked at
    (OpenID Connect Core, section 3.1.3.7). Raises `Unauthenticated`.
    """
    claims = _claims(answer)
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    subject, expires = claims.get("sub"), claims.get("exp")
    holds = (
        claims.get("iss") == provider.issuer
        and provider.client in audiences
        and claims.get("azp", provider.client) == provider.client
        and hmac.compare_digest(str(claims.get("nonce")).encode("utf-8", "replace"), nonce.encode())
        and isinstance(expires, int | float)
        and now.timestamp() < expires + _CLOCKS_DIFFER.total_seconds()
        and isinstance(subject, str)
        and 0 < len(subject) <= _LONGEST_SUBJECT
    )
    if not holds:
        raise Unauthenticated(_FAILED)
    return f"{provider.issuer} {subject}"


def _claims(answer: bytes) -> Mapping[str, Any]:
    try:
        token = json.loads(answer)["id_token"]
        part = token.split(".")[1]
        claims = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, binascii.Error) as error:
        raise Unauthenticated(_FAILED) from error
    if not isinstance(claims, dict):
        raise Unauthenticated(_FAILED)
    return claims


def _made(key: str, what: str, mark: str) -> str:
    message = f"{what} {mark}".encode("utf-8", "surrogatepass")
    return hmac.new(key.encode("utf-8", "surrogatepass"), message, sha256).hexdigest()


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
