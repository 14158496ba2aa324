"""WARC files: the pages in them, one after the other, from any record on.

Read by FastWARC as a stream, so that a file of any size takes the memory of one record.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from io import BufferedReader
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from backend.archive.payload import unpack
from backend.errors import BadInput
from backend.reading.canonical import is_web_address

MOST_BYTES = 2_000_000
"""The most bytes of a page that is taken, unpacked; of 181 news pages measured none had more."""

NOT_OK = "not_200"
NOT_HTML = "not_html"
TOO_LARGE = "too_large"
NO_ADDRESS = "no_web_address"
BROKEN = "broken_record"

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = zlib.MAX_WBITS | 16
_STARTS = (b"WARC/", _GZIP + b"\x08")
_RECORD_ENDS = b"\r\n\r\n"
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a file: the byte of a record, and how many responses from it on to pass over.

    `passed` is 0 in files that can be entered at every record, as all by the standard can: plain
    ones, and gzip with a member a record.
    """

    position: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """A page as a crawler got it: where, when, and its bytes."""

    url: str
    body: bytes
    charset: str | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Captured:
    """A response in the file: where it begins, and its page or why it is none for us."""

    cursor: Cursor
    page: CapturedPage | None
    skipped: str = ""


def read_warc(path: Path, start: Cursor) -> Iterator[Captured]:
    """The responses from `start` on.

    Raises `BadInput` where the file cannot be read on, because it is broken or breaks off; what
    came before has been given by then, but for the record in which it breaks off.
    """
    try:
        with path.open("rb") as stream, path.open("rb") as beside:
            stream.seek(start.position)
            yield from _whole(_captured(stream, beside, start), beside, path)
    except OSError as problem:
        raise BadInput(f"{path} cannot be read on: {problem}.") from problem


def _captured(stream: BufferedReader, beside: BufferedReader, start: Cursor) -> Iterator[Captured]:
    at = Cursor(start.position)
    records = ArchiveIterator(stream, WarcRecordType.response)
    for number, record in enumerate(records):
        if number:
            at = _next_cursor(at, record.stream_pos, beside)
        if at.position == start.position and at.passed < start.passed:
            continue
        yield _take(record, at)


def _next_cursor(before: Cursor, position: int, beside: BufferedReader) -> Cursor:
    """Where the next record can be entered: at itself, or from the last one that could."""
    beside.seek(position)
    enterable = position > before.position and beside.read(5).startswith(_STARTS)
    return Cursor(position) if enterable else Cursor(before.position, before.passed + 1)


def _take(record: WarcRecord, at: Cursor) -> Captured:
    try:
        return _page(record, at)
    except (OSError, ValueError, KeyError):
        return Captured(at, None, BROKEN)


def _page(record: WarcRecord, at: Cursor) -> Captured:
    # WARC 1.0 wrote the address in angle brackets.
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    kind = (record.http_content_type or "").lower()
    if not record.is_http_parsed or record.http_headers.status_code != HTTPStatus.OK:
        return Captured(at, None, NOT_OK)
    if kind not in _HTML:
        return Captured(at, None, NOT_HTML)
    if not is_web_address(url):
        return Captured(at, None, NO_ADDRESS)
    packed = record.reader.read(MOST_BYTES + 1)
    if len(packed) > MOST_BYTES:
        return Captured(at, None, TOO_LARGE)
    headers = record.http_headers
    coded = headers.get("Content-Encoding") or "", headers.get("Transfer-Encoding") or ""
    body = unpack(packed, *coded, MOST_BYTES)
    if len(body) > MOST_BYTES:
        return Captured(at, None, TOO_LARGE)
    return Captured(at, CapturedPage(url, body, record.http_charset, record.record_date))


def _whole(captured: Iterator[Captured], beside: BufferedReader, path: Path) -> Iterator[Captured]:
    """The same, but for a last record that the file cuts off, which would look complete."""
    held: Captured | None = None
    for one in captured:
        if held:
            yield held
        held = one
    if held and _breaks_off(held.cursor, beside):
        raise BadInput(
            f"{path} breaks off after byte {held.cursor.position}: get the whole file and add it"
            " again. What came before is kept."
        )
    if held:
        yield held


def _breaks_off(last: Cursor, beside: BufferedReader) -> bool:
    """Whether the file ends before its last record does."""
    beside.seek(last.position)
    if not beside.read(2).startswith(_GZIP):
        beside.seek(-len(_RECORD_ENDS), 2)
        return beside.read() != _RECORD_ENDS
    beside.seek(last.position)
    unpack = zlib.decompressobj(_GZIP_WINDOW)
    while chunk := beside.read(_CHUNK_BYTES):
        unpack.decompress(chunk)
        while unpack.eof:
            rest = unpack.unused_data
            if not rest and not beside.peek(1):
                return False
            unpack = zlib.decompressobj(_GZIP_WINDOW)
            unpack.decompress(rest)
    return True
