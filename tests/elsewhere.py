"""A provider of accounts elsewhere: what it would answer, and one that lets people in."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import parse_qs, parse_qsl, urlsplit

from backend.accounts.elsewhere import Provider
from backend.domain import UnreadReason
from backend.errors import Unreadable
from tests.factories import NOW

PROVIDER = Provider(
    "https://id.example/news",
    "https://id.example/news/authorize",
    "https://id.example/news/token",
    "second-source",
    "a secret of the client",
)
CLAIMS = {
    "iss": PROVIDER.issuer,
    "aud": PROVIDER.client,
    "sub": "248289761001",
    "exp": NOW.timestamp() + 300,
    "nonce": "n",
}


def answer(**claims: object) -> bytes:
    """What a provider's token endpoint answers, with a token that says this."""
    said = {**CLAIMS, **claims}
    payload = urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    return json.dumps({"id_token": f"e30.{payload}.c2ln", "token_type": "Bearer"}).encode()


@dataclass(frozen=True)
class Answered:
    status: int
    body: bytes


@dataclass
class FakeProvider:
    """A provider that knows who stands in front of it and takes each code once."""

    who: str = "ann at home"
    status: int = 200
    gone: bool = False
    nonces: dict[str, str] = field(default_factory=dict)

    def give_code(self, address: str) -> str:
        """Let somebody in who was sent here; give the address that leads them back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = f"code{len(self.nonces)}"
        self.nonces[code] = asked["nonce"]
        return f"{urlsplit(asked['redirect_uri']).path}?state={asked['state']}&code={code}"

    def __call__(self, body: bytes, seconds: float) -> Answered:
        assert seconds > 0
        if self.gone:
            raise Unreadable(UnreadReason.UNREACHABLE)
        (code,) = parse_qs(body.decode())["code"]
        nonce = self.nonces.pop(code, None)
        if nonce is None:
            return Answered(400, b'{"error": "invalid_grant"}')
        return Answered(self.status, answer(sub=self.who, nonce=nonce))
