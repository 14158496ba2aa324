"""What the head of an answer may cost.

`http.client` caps a header line and the number of headers, which together still lets 6 MB pass.
urllib3 caps the lines of a chunked body, and the fetcher what is unpacked from it.
"""

from __future__ import annotations

import http.client
from typing import Any

from backend.domain import UnreadReason
from backend.errors import Unreadable

HEAD_BYTES = 64 * 1024
"""Status line and headers together, interim answers included."""

HEAD_LINES = 128


class CappedResponse(http.client.HTTPResponse):
    """An HTTP answer whose head has an end."""

    def begin(self) -> None:
        """Read the head. Raises `Unreadable` (`TOO_LARGE`) where it is too long."""
        stream = self.fp
        self.fp = _Head(stream)  # type: ignore[assignment]
        super().begin()
        self.fp = stream


class _Head:
    """A stream of which so many lines and bytes are read; the rest is the stream's own."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - what http.client reads from
        self._stream = stream
        self._bytes_left = HEAD_BYTES
        self._lines_left = HEAD_LINES

    def readline(self, size: int) -> bytes:
        """Return the next line; raises `Unreadable` past the limits."""
        line: bytes = self._stream.readline(min(size, self._bytes_left + 1))
        self._bytes_left -= len(line)
        self._lines_left -= 1
        if self._bytes_left < 0 or self._lines_left < 0:
            raise Unreadable(UnreadReason.TOO_LARGE)
        return line

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self._stream, name)
