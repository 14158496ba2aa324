"""Reports as JSON lines.

Each is `{"url", "title", "text"}` and, where known, `"outlet"`, `"published"`, `"author"` and
`"language"`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from backend.domain import Report
from backend.errors import BadReports
from backend.reading.canonical import LONGEST_URL, is_web_address
from backend.reading.outlets import outlet_of
from backend.reading.prose import clean_line

_REQUIRED = ("url", "title", "text")
_OPTIONAL = ("outlet", "published", "author", "language")
_LONGEST_LINE = 20_000_000
_CHUNK_BYTES = 1024 * 1024
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class LineRead:
    """A report, and the byte at which the next line begins."""

    report: Report
    ends: int


def read_reports(lines: Iterable[str]) -> Iterator[Report]:
    """The reports of the lines, in order; empty lines are passed over.

    Texts stay as they were given, to the letter, so that quotes are found in them again. Raises
    `BadReports` that names the line and what is wrong with it.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _report(number, line)


def read_report_lines(stream: BinaryIO, path: str, position: int) -> Iterator[LineRead]:
    """The reports of a file from a line that begins at byte `position` on, one line at a time.

    Raises `BadReports` that names the line and what is wrong with it.
    """
    number = _lines_before(stream, position)
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        if len(line) >= _LONGEST_LINE:
            raise BadReports(f"Line {number} is longer than {_LONGEST_LINE:,} bytes.")
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as problem:
            raise BadReports(f"Line {number} of {path} is no UTF-8 text.") from problem
        if text.strip():
            yield LineRead(_report(number, text), stream.tell())


def _lines_before(stream: BinaryIO, position: int) -> int:
    """How many lines there are before `position`; the stream is left there."""
    stream.seek(0)
    lines, left = 0, position
    while left and (chunk := stream.read(min(left, _CHUNK_BYTES))):
        lines += chunk.count(b"\n")
        left -= len(chunk)
    return lines


def _report(number: int, line: str) -> Report:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadReports(f"Line {number} is no JSON: {problem}.") from problem
    if not isinstance(row, dict):
        raise BadReports(f"Line {number} is no JSON object.")
    _check_types(number, row)
    _check_address(number, row["url"])
    return Report(
        url=row["url"],
        title=clean_line(row["title"]),
        text=row["text"],
        outlet=outlet_of(row["url"], clean_line(row.get("outlet") or "")),
        published=_moment(number, row.get("published")),
        author=clean_line(row.get("author") or "") or None,
        language=row.get("language") or None,
    )


def _check_types(number: int, row: dict[str, Any]) -> None:
    for name in _REQUIRED:
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise BadReports(f'Line {number} needs "{name}", as text that is not empty.')
    for name in _OPTIONAL:
        if row.get(name) is not None and not isinstance(row[name], str):
            raise BadReports(f'Line {number}: "{name}" must be text.')
    for name in (*_REQUIRED, *_OPTIONAL):
        if _NO_TEXT.search(row.get(name) or ""):
            raise BadReports(f'Line {number}: "{name}" holds a character that is no text.')


def _check_address(number: int, url: str) -> None:
    if not is_web_address(url):
        raise BadReports(
            f'Line {number}: "url" must be an http or https address of at most'
            f" {LONGEST_URL:,} characters."
        )


def _moment(number: int, written: str | None) -> datetime | None:
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
        # Moved to UTC here, where the last hours of the calendar can still be refused in words.
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as problem:
        message = f'Line {number}: "published" must be a date such as 2024-10-23T09:30:00+00:00.'
        raise BadReports(message) from problem
