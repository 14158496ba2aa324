"""The token in an `Authorization: Bearer` header (RFC 6750)."""

from __future__ import annotations


def bearer_token(header: str | None) -> str:
    """The token, "" where there is none."""
    scheme, _, token = (header or "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
