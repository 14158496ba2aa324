"""Which agency a report is credited to: in its byline, its dateline or its closing line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backend.checking.origins.media import agency_named
from backend.domain import Report

_NAME = r"[A-Z][\w’'./& -]{1,40}"
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w’'./ -]{1,40}(?:,\s[\w’'. ]{2,30}){0,3},?\s?)?"
    rf"\((?P<agency>{_NAME})\)\s*(?:[—–:-]|--)"
)
_BARE_DATELINE = re.compile(
    rf"\s*[A-Z][\w’'. -]{{2,40}},\s(?:[\w’'. ]{{2,30}},\s)?(?P<agency>{_NAME}?)\s*[—–]\s"
)
_LAST_LINE = re.compile(
    r"(?:^|\n|[.!?”\"]\s)\W*(?:\(|©\s?|[—–]\s?|source:\s?|via\s)?"
    rf"(?P<agency>{_NAME}?)\)?\.?\s*$",
    re.IGNORECASE,
)
_REUTERS_SIGN = re.compile(
    r"\b(?:Reporting|Writing) by [^\n;]{3,200};?[^\n]{0,80}\bediting by\b", re.IGNORECASE
)
_CONTRIBUTED = re.compile(
    rf"(?P<agency>{_NAME}?)\s(?:has |have )?contributed"
    r" (?:to this (?:report|story|article)|reporting)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:with (?:additional )?(?:reporting|files|material|inputs?|information|copy)"
    rf"|additional reporting) (?:by|from)\s(?:the\s)?(?P<agency>{_NAME}?)\s*[.)]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_PRODUCED = re.compile(
    r"\bthis (?:story|article|report) (?:was|is|has been) (?:first |originally )?"
    r"(?:produced|provided|published|written|supplied|distributed|reported) by"
    rf" (?:the\s)?(?P<agency>{_NAME}?)[.,)\n]",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"\s*(?:,|;|/|\||\band\b|\bwith\b|\bfor\b|\bof\b|\bvia\b)\s*")
_STAFF = re.compile(
    r"\s(?:staff|in\s.*|correspondents?|reporters?|writers?|agencies)$", re.IGNORECASE
)
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_OWN_DESK = re.compile(r"\b(?:staff|desk|newsroom|our|own)\b", re.IGNORECASE)
_END = 260
"""Characters at the end of a text in which a credit stands."""


@dataclass(frozen=True, slots=True)
class Credit:
    """The agency that a report is credited to; `whole` is false where it only helped."""

    agency: str
    whole: bool


def credit_of(report: Report) -> Credit | None:
    """The agency that made a report, or helped to make it; None where none is credited."""
    if agency := agency_named(report.outlet.name):
        return Credit(agency, whole=True)
    return _byline(report.author or "") or _dateline(report.text) or _closing(report.text[-_END:])


def _byline(author: str) -> Credit | None:
    parts = [_STAFF.sub("", _BY.sub("", part.strip())) for part in _AUTHORS.split(author)]
    agencies = [agency for part in parts if (agency := agency_named(part))]
    if not agencies:
        return None
    return Credit(agencies[0], whole=not any(_OWN_DESK.search(part) for part in parts))


def _dateline(text: str) -> Credit | None:
    """The agency in brackets at the very beginning, known or not; one without brackets if known."""
    if match := _DATELINE.match(text):
        named = match["agency"].strip()
        return Credit(agency_named(named) or named, whole=True)
    bare = _BARE_DATELINE.match(text)
    agency = agency_named(bare["agency"]) if bare else None
    return Credit(agency, whole=True) if agency else None


def _closing(end: str) -> Credit | None:
    for pattern, whole in (
        (_CONTRIBUTED, False),
        (_WITH, False),
        (_PRODUCED, True),
        (_LAST_LINE, True),
    ):
        match = pattern.search(end)
        if match and (agency := _agency(match["agency"])):
            return Credit(agency, whole)
    return Credit("Reuters", whole=True) if _REUTERS_SIGN.search(end) else None


def _agency(named: str) -> str | None:
    return next(filter(None, map(agency_named, _AUTHORS.split(named))), None)
