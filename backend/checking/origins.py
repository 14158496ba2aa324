"""Origins: which reports carry one text and so count once.

Two reports have one origin here when their texts are equal after normalising: letter case,
punctuation and white space do not tell them apart. A headline of one's own makes no other origin.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby

from backend.checking.words import words
from backend.domain import Origin, Report

_LATEST = datetime.max.replace(tzinfo=UTC)


def group(reports: Iterable[Report]) -> tuple[Origin, ...]:
    """The origins of the reports, each led by its earliest report; earliest origin first."""
    first_to_last = sorted(reports, key=_age)
    by_text = sorted(first_to_last, key=lambda report: normalised(report.text))
    groups = [list(same) for _, same in groupby(by_text, lambda report: normalised(report.text))]
    groups.sort(key=lambda same: _age(same[0]))
    return tuple(_origin(number, same) for number, same in enumerate(groups, start=1))


def origin_of(report: Report, origins: Iterable[Origin]) -> Origin:
    """The origin that a grouped report belongs to."""
    return next(origin for origin in origins if report.url in origin.urls)


def alone(report: Report) -> Origin:
    """The report as its own origin: what is known before the others are read."""
    return _origin(0, [report])


def normalised(text: str) -> str:
    """A text's words in lower case and compatibility form, with single spaces between."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(word.text for word in words(folded))


def _age(report: Report) -> tuple[datetime, str]:
    return report.published or _LATEST, report.url


def _origin(number: int, same: Sequence[Report]) -> Origin:
    why = f"The same text in {len(same)} reports." if len(same) > 1 else ""
    urls = tuple(report.url for report in same)
    return Origin(id=f"o{number}", label=same[0].outlet.name, urls=urls, why=why)
