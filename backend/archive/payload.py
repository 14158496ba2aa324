"""What a crawled response holds once it is unpacked, within a limit."""

from __future__ import annotations

import zlib

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_MAGIC = b"\x1f\x8b"


def unpack(body: bytes, encoding: str, transfer: str, most: int) -> bytes:
    """The page's bytes, at most `most` + 1 of them.

    Crawlers that unpack what they keep leave the headers as they were, so what is not packed is
    taken as it is. Raises `ValueError` for a coding that is not known.
    """
    if "chunked" in transfer.lower():
        body = _joined(body)
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            return _inflated(body, most) if body.startswith(_MAGIC) else body
        case "deflate":
            return _inflated(body, most)
        case other if body.lstrip()[:1] == b"<":
            del other
            return body
        case other:
            raise ValueError(other)


def _inflated(body: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(body, most + 1)
    except zlib.error as problem:
        raise ValueError("broken") from problem


def _joined(body: bytes) -> bytes:
    """The chunks of HTTP/1.1's chunked coding in one; a body that is not chunked as it is."""
    parts = []
    rest = body
    while rest:
        line, found, after = rest.partition(b"\r\n")
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            return body
        if not found or size == 0:
            break
        parts.append(after[:size])
        rest = after[size + 2 :]
    return b"".join(parts)
