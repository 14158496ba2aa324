"""WARC files to test with, framed as Common Crawl's CC-NEWS is."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

from fastwarc.warc import WarcRecord, WarcRecordType

SEEN = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
_HTML = "text/html; charset=utf-8"


def warc_response(
    url: str,
    body: bytes,
    *,
    status: str = "200 OK",
    media_type: str = _HTML,
    more: str = "",
    seen_at: datetime = SEEN,
) -> bytes:
    """A response record, not packed."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n"
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.record_date = seen_at
    record.headers["WARC-Target-URI"] = url
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(head.encode() + body)
    return _written(record)


def warc_info() -> bytes:
    """The record that a file begins with."""
    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.set_bytes_content(b"software: tests\r\n")
    return _written(record)


def packed(*records: bytes) -> bytes:
    """A member a record, as the standard asks."""
    return b"".join(gzip.compress(record) for record in records)


def _written(record: WarcRecord) -> bytes:
    written = io.BytesIO()
    record.write(written)
    return written.getvalue()
