"""Keys that a browser or a program holds, and what is kept of them: only their hash."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

TOKEN_PREFIX = "sst_"  # noqa: S105 (so that whoever finds one knows what it is)


def new_key(prefix: str = "") -> str:
    """256 random bits in the letters of addresses."""
    return prefix + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """What is kept of a key. It is random, so that no slow hash is needed."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def form_token(key: str) -> str:
    """What a form carries to show that it came from us: only who has the key can make it."""
    return hmac.new(key.encode("utf-8", "surrogatepass"), b"form", sha256).hexdigest()


def is_form_token(key: str, shown: str) -> bool:
    """Whether a form carries the token of this key."""
    return hmac.compare_digest(form_token(key).encode(), shown.encode("utf-8", "surrogatepass"))
