"""A note's document as what the templates need: words, order and groups, but no markup.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.checking.confidence import confidence_level
from backend.checking.document import Document
from backend.domain import Checkability, Stance, Verdict
from backend.web import highlighted, labels
from backend.web.decision_lines import DecisionLines, decision_lines
from backend.web.evidence import StanceMark, stance_mark
from backend.web.grouping import Group, evidence_groups, tally
from backend.web.highlighted import NotChecked, Part
from backend.web.known_lines import KnownLine, known_line
from backend.web.labels import Words
from backend.web.lines import SearchLine, UnreadLine, search_line, unread_line
from backend.web.marking import Piece, Wanted, pieces
from backend.web.pictures import Pictures, pictures
from backend.web.pictures.reports import origin_numbers
from backend.web.times import When, age, moment, when


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the weighing is: `low`, `medium` or `high`, with the figure."""

    level: str
    percent: int


@dataclass(frozen=True, slots=True)
class Side:
    """How many reports and origins stand on one side of a claim."""

    stance: StanceMark
    tally: str


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """One claim of the note with its evidence, and its verdict to be shown after that.

    `pieces` are its words with those marked of which some report says something else; `why` says
    what the weighing did.
    """

    text: str
    pieces: tuple[Piece, ...]
    checkable: bool
    groups: tuple[Group, ...]
    sides: tuple[Side, ...]
    code: str
    verdict: Words
    confidence: Confidence | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The verdict that the note had before, when that was checked, when it changed and by what."""

    label: str
    checked: When
    changed: When | None
    by: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """A finished note, in the order in which it is read.

    `highlight` are the highlight's words in parts. `decided_by` is the number of the claim that
    gave the whole its verdict. `earlier` is there where its verdict was another before.
    """

    highlight: tuple[Part, ...]
    claims: tuple[ClaimPart, ...]
    tally: str
    pictures: Pictures | None
    found: bool
    code: str
    verdict: Words
    decided_by: int
    confidence: Confidence | None
    earlier: Earlier | None
    decision: DecisionLines | None
    known: tuple[KnownLine, ...]
    summary: str
    not_checked: tuple[NotChecked, ...]
    unread: tuple[UnreadLine, ...]
    searched: tuple[SearchLine, ...]
    would_change: str
    checked: When
    age: str
    freshness: str
    judge: str


def note_view(document: Document, now: datetime) -> NoteView:
    """What the page of a finished note shows; `now` is timezone-aware."""
    return NoteView(
        highlight=highlighted.parts(document),
        claims=claim_parts(document),
        tally=tally(document["evidence"]),
        pictures=pictures(document),
        found=bool(document["evidence"]),
        code=document["verdict"],
        verdict=_whole_verdict(document),
        decided_by=_decided_by(document),
        confidence=confidence(document["confidence"]),
        earlier=_earlier(document),
        decision=decision_lines(document.get("decision")),
        known=tuple(known_line(row) for row in document.get("known", ())),
        summary=document["summary"],
        not_checked=highlighted.not_checked(document),
        unread=tuple(unread_line(unread) for unread in document["unread"]),
        searched=tuple(search_line(searched) for searched in document["searched"]),
        would_change=document["would_change"],
        checked=moment(document["checked_at"]),
        age=age(datetime.fromisoformat(document["checked_at"]), now),
        freshness=document.get("freshness", ""),
        judge=document["judge"],
    )


def _whole_verdict(document: Document) -> Words:
    claims = document["claims"]
    return verdict_words(claims[0]) if len(claims) == 1 else verdict_words(document)


def _earlier(document: Document) -> Earlier | None:
    changed_from = document.get("changed_from")
    if not changed_from:
        return None
    words = labels.VERDICTS[Verdict(changed_from["verdict"])]
    changed, decision = changed_from.get("changed_at"), document.get("decision") or {}
    return Earlier(
        words.label,
        moment(changed_from["checked_at"]),
        when(changed),
        "A decision" if changed and changed == decision.get("at") else "Checking again",
    )


def _decided_by(document: Document) -> int:
    verdicts = [claim["verdict"] for claim in document["claims"]]
    return verdicts.index(document["verdict"]) + 1


def claim_parts(document: Document) -> tuple[ClaimPart, ...]:
    """The note's claims in their order, each with its own evidence."""
    numbers = origin_numbers(document)
    parts = []
    for index, claim in enumerate(document["claims"]):
        rows = [row for row in document["evidence"] if row["claim"] == index]
        groups = evidence_groups(rows, document["origin_groups"], numbers, claim["text"])
        parts.append(_claim_part(claim, rows, groups))
    return tuple(parts)


def _claim_part(claim: Document, rows: Sequence[Document], groups: tuple[Group, ...]) -> ClaimPart:
    wanted = [
        Wanted(difference["claim"], row["quote"])
        for row in rows
        for difference in row["differences"]
    ]
    return ClaimPart(
        text=claim["text"],
        pieces=pieces(claim["text"], wanted),
        checkable=claim["reason"] is None,
        groups=groups,
        sides=sides(rows, claim["origins"]),
        code=claim["verdict"],
        verdict=verdict_words(claim),
        confidence=confidence(claim["confidence"]),
        why=tuple(claim.get("why") or ()),
    )


def verdict_words(weighed: Document) -> Words:
    """The verdict of a claim, or of a whole note, in plain words."""
    reason = weighed.get("reason")
    if reason is not None:
        return labels.NOT_CHECKABLE[Checkability(reason)]
    return labels.VERDICTS[Verdict(weighed["verdict"])]


def confidence(value: float | None) -> Confidence | None:
    """The level with its percentage; None where there is nothing to be sure of."""
    level = confidence_level(value)
    return None if value is None or level is None else Confidence(level, round(value * 100))


def sides(rows: Sequence[Document], counted: Document) -> tuple[Side, ...]:
    """What stands on each side; an origin with two voices is on the one where it was counted."""
    by_mark: dict[StanceMark, list[Document]] = {}
    for row in rows:
        origins = counted.get(_COUNTED_AS.get(Stance(row["stance"]), ""), ())
        mark = stance_mark(row["stance"], row["denied_by"])
        if mark.code not in _TAKES_A_SIDE or row["origin"] in origins:
            by_mark.setdefault(mark, []).append(row)
    return tuple(Side(mark, tally(standing)) for mark, standing in by_mark.items())


_COUNTED_AS = {Stance.SUPPORTS: "supporting", Stance.DISPUTES: "disputing"}
_TAKES_A_SIDE = frozenset(_COUNTED_AS)
