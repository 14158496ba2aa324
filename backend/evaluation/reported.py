"""Claims with the reports that people have labelled: JSON lines, one claim a line.

`{"claim", "reports": [{"url", "title", "text", "label"}]}` and, where known, the claim's `"set"`,
`"group"` and `"published"` (the day of the page that makes it), a report's `"outlet"` and
`"published"`. A label is `supports`, `disputes`, `mentions` or `unrelated`: what the whole report
says of the claim, as people read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from backend.domain import Report, Stance
from backend.errors import BadInput
from backend.evaluation.files import opened
from backend.reading.outlets import outlet_of


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """A report and what people say that it says of the claim."""

    report: Report
    label: Stance


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A claim with its labelled reports.

    `source` names the set that it comes from; claims of one `group` share texts or a topic, so
    that none of them tells anything new once another has been learned from.
    """

    text: str
    reports: Sequence[LabelledReport]
    source: str = ""
    group: str = ""
    published: date | None = None

    def labelled(self, stance: Stance) -> int:
        """How many reports people gave a label."""
        return sum(one.label is stance for one in self.reports)


def read_claims(path: Path) -> list[LabelledClaim]:
    """The claims of a file, plain or packed (.gz). Raises `BadInput` that names the line."""
    with opened(path) as lines:
        claims = list(_parsed(path, lines))
    if not claims:
        raise BadInput(f"{path} holds no claims.")
    return claims


def as_line(claim: LabelledClaim) -> str:
    """The claim as `read_claims` reads it, without a line end."""
    return json.dumps(
        {
            "claim": claim.text,
            "set": claim.source,
            "group": claim.group,
            "published": claim.published.isoformat() if claim.published else None,
            "reports": [_written(one) for one in claim.reports],
        },
        ensure_ascii=False,
    )


def _written(one: LabelledReport) -> dict[str, str | None]:
    report = one.report
    return {
        "url": report.url,
        "title": report.title,
        "text": report.text,
        "outlet": report.outlet.name,
        "published": report.published.isoformat() if report.published else None,
        "label": one.label.value,
    }


def _parsed(path: Path, lines: Iterator[str]) -> Iterator[LabelledClaim]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _claim(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
                message = f"{path}, line {number}: this is no claim with labelled reports."
                raise BadInput(message) from problem


def _claim(row: dict[str, Any]) -> LabelledClaim:
    day = row.get("published")
    return LabelledClaim(
        _text(row["claim"]),
        tuple(_report(each) for each in row["reports"]),
        _text(row.get("set") or ""),
        _text(row.get("group") or ""),
        date.fromisoformat(day) if day else None,
    )


def _report(row: dict[str, Any]) -> LabelledReport:
    url, moment = _text(row["url"]), row.get("published")
    report = Report(
        url=url,
        title=_text(row["title"]),
        text=_text(row["text"]),
        outlet=outlet_of(url, row.get("outlet")),
        published=_moment(moment) if moment else None,
    )
    return LabelledReport(report, Stance(row["label"]))


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
