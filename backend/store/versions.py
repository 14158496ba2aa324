"""What a report said before it was edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from backend.store.archive_tables import ReportAddressRow, ReportRow, ReportVersionRow

MOST_VERSIONS = 50
"""Former texts kept of one report. Past it the first and the newest stay, the second goes."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a report said, from `seen_at` on. Numbers begin at 1; the highest is what it says."""

    number: int
    title: str
    text: str
    seen_at: datetime


def remember(session: Session, report_id: int, title: str, text: str, seen_at: datetime) -> None:
    """Keep a former text at its place in time, once."""
    of_report = ReportVersionRow.report_id == report_id
    same = (
        ReportVersionRow.title == title,
        ReportVersionRow.text == text,
        ReportVersionRow.seen_at == seen_at,
    )
    if session.execute(select(ReportVersionRow.number).where(of_report, *same)).first():
        return
    number = _number(session, report_id, seen_at)
    values = {"report_id": report_id, "number": number, "title": title, "text": text}
    session.execute(insert(ReportVersionRow).values(**values, seen_at=seen_at))
    _forget_the_second(session, report_id)


def _number(session: Session, report_id: int, seen_at: datetime) -> int:
    """The number of a version seen then; those seen later make room for it."""
    of_report = ReportVersionRow.report_id == report_id
    later = (
        select(ReportVersionRow.number)
        .where(of_report, ReportVersionRow.seen_at > seen_at)
        .order_by(ReportVersionRow.number.desc())
    )
    numbers = list(session.scalars(later))
    for number in numbers:
        moved = update(ReportVersionRow).where(of_report, ReportVersionRow.number == number)
        session.execute(moved.values(number=number + 1))
    if numbers:
        return numbers[-1]
    newest = select(func.max(ReportVersionRow.number)).where(of_report)
    return (session.execute(newest).scalar_one() or 0) + 1


def _forget_the_second(session: Session, report_id: int) -> None:
    of_report = ReportVersionRow.report_id == report_id
    numbers = list(
        session.scalars(
            select(ReportVersionRow.number).where(of_report).order_by(ReportVersionRow.number)
        )
    )
    if len(numbers) > MOST_VERSIONS:
        session.execute(
            delete(ReportVersionRow).where(of_report, ReportVersionRow.number == numbers[1])
        )


def versions_at(session: Session, address: str) -> Sequence[Version]:
    """Every version of the report that an address leads to, first seen first; perhaps none."""
    query = (
        select(ReportRow)
        .join(ReportAddressRow, ReportAddressRow.report_id == ReportRow.id)
        .where(ReportAddressRow.address == address, ReportRow.text.is_not(None))
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        return []
    former = select(ReportVersionRow).where(ReportVersionRow.report_id == row.id)
    earlier = [
        Version(old.number, old.title, old.text, old.seen_at)
        for old in session.scalars(former.order_by(ReportVersionRow.number))
    ]
    number = earlier[-1].number + 1 if earlier else 1
    return [*earlier, Version(number, row.title, row.text or "", row.kept_at)]
