"""What a moderator has before them: a note with its flags, its evidence and what can be changed.

Pure: words and order for the templates, no markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.checking.document import Document
from backend.domain import Verdict
from backend.services.decide import Looked
from backend.services.queue import FlagOnNote, QueuedNote
from backend.web import labels
from backend.web.console.counter_lines import CounterLine, counter_line
from backend.web.evidence import Row, evidence_row
from backend.web.labels import count
from backend.web.presenting import Confidence, confidence, verdict_words
from backend.web.times import When, age, moment


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A flag for moderators. `record` says how often its reader was right."""

    reason: str
    comment: str
    counter: CounterLine | None
    appeal: str
    record: str
    put: When
    outdated: bool


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A row that can be changed, the judge's word on it, and the flags that are about it."""

    id: str
    row: Row
    flags: tuple[FlagLine, ...]

    @property
    def name(self) -> str:
        """What it is called where it is spoken of."""
        return f"{self.row.report.outlet}: {self.row.report.title}"


@dataclass(frozen=True, slots=True)
class DeskClaim:
    """A claim with all its rows, those that were taken out too, and its verdict now."""

    index: int
    text: str
    rows: tuple[DeskRow, ...]
    verdict: str
    confidence: Confidence | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim's verdict before and after what is tried."""

    number: int
    before: str
    after: str
    sure_before: Confidence | None
    sure_after: Confidence | None

    @property
    def changes(self) -> bool:
        """Whether it is another verdict."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Tried:
    """What changes would make of a note."""

    turns: tuple[Turn, ...]
    rows: int
    summary: str


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A note in the queue for people."""

    note: str
    claim: str
    verdict: str
    flags: str
    reasons: tuple[str, ...]
    waiting: str
    seen: str
    language: str
    assigned: str
    waits: bool
    replies: bool


def queue_line(one: QueuedNote, now: datetime) -> QueueLine:
    """A note in the queue; `now` is timezone-aware."""
    reasons = sorted(one.reasons.items(), key=lambda item: (-item[1], item[0]))
    return QueueLine(
        note=one.note,
        claim=one.claim,
        verdict=labels.VERDICTS[one.verdict].label,
        flags=count(one.flags, "flag"),
        reasons=tuple(f"{labels.FLAGS[reason]} ({number})" for reason, number in reasons),
        waiting=age(one.since, now),
        seen=f"seen in {count(one.reach, 'hour')}",
        language=one.language or "",
        assigned=one.assigned or "",
        waits=one.waits,
        replies=one.replies,
    )


def desk_claims(looked: Looked, flags: Sequence[FlagOnNote]) -> tuple[DeskClaim, ...]:
    """The note's claims, each with all that can be changed about it."""
    note = looked.note
    return tuple(
        DeskClaim(
            index=index,
            text=claim["text"],
            rows=tuple(_rows(looked, index, claim["text"], flags)),
            verdict=verdict_words(claim).label,
            confidence=confidence(claim["confidence"]),
            why=tuple(claim.get("why") or ()),
        )
        for index, claim in enumerate(note["claims"])
    )


def _rows(looked: Looked, claim: int, text: str, flags: Sequence[FlagOnNote]) -> Iterable[DeskRow]:
    # Where it is not kept what the note was made from, there is what the note shows.
    rows = looked.rows or looked.note["evidence"]
    for row in rows:
        if row["claim"] == claim:
            about = [one for one in flags if one.flag.objection.evidence == row["id"]]
            lines = tuple(flag_line(one, looked.note["version"]) for one in about)
            yield DeskRow(row["id"], evidence_row(row, text), lines)


def whole_flags(looked: Looked, flags: Sequence[FlagOnNote]) -> tuple[FlagLine, ...]:
    """The flags that are about no row that is there."""
    rows = {row["id"] for row in (looked.rows or looked.note["evidence"])}
    about = [one for one in flags if one.flag.objection.evidence not in rows]
    return tuple(flag_line(one, looked.note["version"]) for one in about)


def flag_line(one: FlagOnNote, version: int) -> FlagLine:
    """A flag on a note that is at a version now."""
    said = one.flag.objection
    return FlagLine(
        reason=labels.FLAGS[said.reason],
        comment=said.comment,
        counter=counter_line(one.counter) if one.counter else None,
        appeal=one.flag.appeal,
        record=_record(one),
        put=moment(one.flag.created_at.isoformat(timespec="seconds")),
        outdated=one.flag.version != version,
    )


def _record(one: FlagOnNote) -> str:
    record = one.record
    if not record.decided:
        return "No flag of this reader was decided about before."
    low, high = (round(100 * share) for share in record.interval)
    return (
        f"{record.upheld} of {count(record.decided, 'earlier flag')} upheld"
        f" (a share of {low} to {high}%)."
    )


def tried(before: Document, after: Document) -> Tried:
    """What changes would make of a note."""
    pairs = zip(before["claims"], after["claims"], strict=True)
    return Tried(
        tuple(
            Turn(
                number,
                verdict_words(was).label,
                verdict_words(would_be).label,
                confidence(was["confidence"]),
                confidence(would_be["confidence"]),
            )
            for number, (was, would_be) in enumerate(pairs, start=1)
        ),
        len(after["evidence"]),
        after["summary"],
    )


SETTABLE = tuple(
    (verdict.value, words.label)
    for verdict, words in labels.VERDICTS.items()
    if verdict is not Verdict.NOT_CHECKABLE
)
"""The verdicts that can be set by hand, with their words."""
