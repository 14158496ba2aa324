"""The body of an answer: unpacked in pieces, up to a cap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from backend.domain import UnreadReason
from backend.errors import Unreadable

ENCODINGS = "gzip, deflate"
"""What is asked for. Brotli and zstd would save some 15% of the bytes and bring two more
decompressors, each with bombs of its own; a site that sends them unasked is refused."""

_UNPACKED = frozenset({"gzip", "x-gzip", "deflate", "identity", ""})
_DEEPEST = 2
_CHUNK_BYTES = 64 * 1024


class RawBody(Protocol):
    """What urllib3 gives to read a body from."""

    def stream(self, amt: int, decode_content: bool) -> Iterator[bytes]:  # noqa: FBT001 - urllib3's
        """Give the body in pieces of at most `amt` bytes, unpacked."""
        ...


def read_body(raw: RawBody, headers: Mapping[str, str], cap: int, *, truncate: bool) -> bytes:
    """Return the body, at most `cap` bytes of it once unpacked.

    Raises `Unreadable`: `TOO_LARGE` for what is longer, unless it may be cut off (`truncate`),
    and `SERVER_ERROR` for an encoding that was not asked for.
    """
    _check_encoding(headers.get("content-encoding", ""))
    declared = headers.get("content-length", "")
    if not truncate and declared.isdigit() and int(declared) > cap:
        raise Unreadable(UnreadReason.TOO_LARGE)
    body = bytearray()
    for chunk in raw.stream(_CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > cap:
            break
    if len(body) > cap and not truncate:
        raise Unreadable(UnreadReason.TOO_LARGE)
    return bytes(body[:cap])


def _check_encoding(encodings: str) -> None:
    layers = [layer.strip().lower() for layer in encodings.split(",")]
    if len(layers) > _DEEPEST or not _UNPACKED.issuperset(layers):
        raise Unreadable(UnreadReason.SERVER_ERROR, "The page is packed in a way not asked for.")
