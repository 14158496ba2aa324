"""What passes between us and a process that extracts: lines of JSON, and a page's bytes.

JSON and nothing that could run: hostile markup that took the process over must not get further.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from backend.domain import Outlet, Report, UnreadReason
from backend.errors import Unreadable

READY = b"ready\n"
"""The line by which a process says that it is up, and later that it waits for an order's page."""


@dataclass(frozen=True, slots=True)
class Order:
    """The head of a page whose `length` bytes follow. `seconds` is how long it may take."""

    url: str
    charset: str | None
    seconds: float
    length: int


def pack_order(order: Order) -> bytes:
    """The order as one line."""
    return json.dumps(asdict(order)).encode() + b"\n"


def unpack_order(line: bytes) -> Order:
    """The order in a line that `pack_order` made."""
    return Order(**json.loads(line))


def pack_report(report: Report) -> bytes:
    """A report that was extracted, as one line."""
    fields = {**asdict(report), "published": _iso(report.published)}
    return _line({**fields, "modified": _iso(report.modified), "snapshot": None})


def pack_reason(reason: UnreadReason) -> bytes:
    """Why a page could not be read, as one line."""
    return _line({"unread": reason.value})


def unpack_answer(line: bytes) -> Report:
    """The report in a line.

    Raises `Unreadable` with the reason where the line gives one, and `NOT_AN_ARTICLE` where it is
    no answer at all.
    """
    try:
        answer = json.loads(line)
        reason = UnreadReason(answer["unread"]) if "unread" in answer else None
        report = None if reason else _report(answer)
    except (ValueError, TypeError, KeyError) as problem:
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE) from problem
    if report is None:
        raise Unreadable(reason or UnreadReason.NOT_AN_ARTICLE)
    return report


def _report(answer: dict[str, Any]) -> Report:
    outlet = Outlet(answer["outlet"]["name"], answer["outlet"]["domain"])
    return Report(
        url=answer["url"],
        title=answer["title"],
        text=answer["text"],
        outlet=outlet,
        published=_moment(answer["published"]),
        author=answer["author"],
        language=answer["language"],
        modified=_moment(answer["modified"]),
        corrections=tuple(answer["corrections"]),
    )


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
