"""The steps of a check, told as they happen.

Each is a frozen value; `backend.checking.document` gives the JSON that is stored and streamed.
`kind` is the event's name on the wire. A check ends in its note (or a failure), which the store
appends together with the change of status and which is therefore no step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.domain import Claim, Evidence, Found, Report, Searched, Unread


@dataclass(frozen=True, slots=True)
class Started:
    """A worker has taken up the check; what came before it no longer holds."""

    kind: ClassVar[str] = "started"


@dataclass(frozen=True, slots=True)
class Waited:
    """A second passed in which nothing happened; nobody is told of it."""

    kind: ClassVar[str] = "waited"


@dataclass(frozen=True, slots=True)
class Claimed:
    """The highlight has been taken apart into claims."""

    kind: ClassVar[str] = "claims"
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class SearcherAsked:
    """A searcher has been asked."""

    kind: ClassVar[str] = "searching"
    searcher: str


@dataclass(frozen=True, slots=True)
class SearcherAnswered:
    """A searcher has answered or failed."""

    kind: ClassVar[str] = "searched"
    searched: Searched


@dataclass(frozen=True, slots=True)
class Reading:
    """A report's page is being fetched."""

    kind: ClassVar[str] = "reading"
    found: Found


@dataclass(frozen=True, slots=True)
class WasRead:
    """A report's text is at hand."""

    kind: ClassVar[str] = "read"
    report: Report


@dataclass(frozen=True, slots=True)
class WasUnread:
    """A report could not be read."""

    kind: ClassVar[str] = "unread"
    unread: Unread


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage has been judged; its origin may still be joined with others."""

    kind: ClassVar[str] = "evidence"
    evidence: Evidence


Step = (
    Started
    | Waited
    | Claimed
    | SearcherAsked
    | SearcherAnswered
    | Reading
    | WasRead
    | WasUnread
    | Judged
)
