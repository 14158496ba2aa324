"""A note's document as what the templates need: words, order and groups, but no markup.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from backend.checking.confidence import confidence_level
from backend.checking.document import Document
from backend.domain import Checkability, Stance, Verdict
from backend.web import labels
from backend.web.labels import Words, count
from backend.web.lines import (
    Row,
    SearchLine,
    StanceMark,
    UnreadLine,
    When,
    age,
    evidence_row,
    moment,
    search_line,
    stance_mark,
    unread_line,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one origin: `shown` say something of their own, `copies` repeat the first.

    `label` is empty for a report that is an origin of its own.
    """

    label: str
    why: str
    tally: str
    shown: tuple[Row, ...]
    copies: tuple[Row, ...]
    copies_label: str


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
    """One claim of the note with its evidence, and its verdict to be shown after that."""

    text: str
    checkable: bool
    groups: tuple[Group, ...]
    sides: tuple[Side, ...]
    code: str
    verdict: Words
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class NoteView:
    """A finished note, in the order in which it is read.

    `decided_by` is the number of the claim that gave the whole its verdict.
    """

    claims: tuple[ClaimPart, ...]
    tally: str
    found: bool
    code: str
    verdict: Words
    decided_by: int
    confidence: Confidence | None
    summary: str
    unread: tuple[UnreadLine, ...]
    searched: tuple[SearchLine, ...]
    would_change: str
    checked: When
    age: str
    judge: str


def note_view(document: Document, now: datetime) -> NoteView:
    """What the page of a finished note shows; `now` is timezone-aware."""
    return NoteView(
        claims=claim_parts(document),
        tally=tally(document["evidence"]),
        found=bool(document["evidence"]),
        code=document["verdict"],
        verdict=_whole_verdict(document),
        decided_by=_decided_by(document),
        confidence=confidence(document["confidence"]),
        summary=document["summary"],
        unread=tuple(unread_line(unread) for unread in document["unread"]),
        searched=tuple(search_line(searched) for searched in document["searched"]),
        would_change=document["would_change"],
        checked=moment(document["checked_at"]),
        age=age(datetime.fromisoformat(document["checked_at"]), now),
        judge=document["judge"],
    )


def _whole_verdict(document: Document) -> Words:
    claims = document["claims"]
    return verdict_words(claims[0]) if len(claims) == 1 else verdict_words(document)


def _decided_by(document: Document) -> int:
    verdicts = [claim["verdict"] for claim in document["claims"]]
    return verdicts.index(document["verdict"]) + 1


def claim_parts(document: Document) -> tuple[ClaimPart, ...]:
    """The note's claims in their order, each with its own evidence."""
    parts = []
    for index, claim in enumerate(document["claims"]):
        rows = [row for row in document["evidence"] if row["claim"] == index]
        parts.append(_claim_part(claim, rows, document["origin_groups"]))
    return tuple(parts)


def _claim_part(
    claim: Document, rows: Sequence[Document], origins: Sequence[Document]
) -> ClaimPart:
    return ClaimPart(
        text=claim["text"],
        checkable=claim["checkable"],
        groups=evidence_groups(rows, origins),
        sides=sides(rows, claim["origins"]),
        code=claim["verdict"],
        verdict=verdict_words(claim),
        confidence=confidence(claim["confidence"]),
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


def tally(rows: Sequence[Document]) -> str:
    """`9 reports, 2 origins`: what the rows amount to, each report and origin once."""
    reports = {row["report"]["url"] for row in rows}
    origins = {row["origin"] for row in rows}
    return f"{count(len(reports), 'report')}, {count(len(origins), 'origin')}"


_SHOWN_FIRST = tuple(labels.STANCES)


def evidence_groups(rows: Sequence[Document], origins: Sequence[Document]) -> tuple[Group, ...]:
    """One group an origin: those that say the same, then otherwise, then the mentions."""
    known = {origin["id"]: origin for origin in origins}
    ordered = sorted(rows, key=lambda row: row["origin"])
    grouped = [
        _earliest_first(list(group), known.get(origin, {}))
        for origin, group in groupby(ordered, key=lambda row: row["origin"])
    ]
    places = {origin: place for place, origin in enumerate(known)}
    grouped.sort(key=lambda group: (_stance_place(group), places.get(group[0]["origin"], 0)))
    return tuple(_group(group, known.get(group[0]["origin"], {})) for group in grouped)


def _stance_place(rows: Sequence[Document]) -> int:
    return min(_SHOWN_FIRST.index(Stance(row["stance"])) for row in rows)


def _earliest_first(rows: list[Document], origin: Document) -> list[Document]:
    places = {url: place for place, url in enumerate(origin.get("reports", ()))}
    return sorted(rows, key=lambda row: places.get(row["report"]["url"], len(places)))


def _group(rows: Sequence[Document], origin: Document) -> Group:
    first = rows[0]
    copies = [row for row in rows[1:] if _repeats(row, first)]
    return Group(
        label=_origin_label(rows, origin),
        why=origin.get("why", ""),
        tally=tally(rows),
        shown=tuple(evidence_row(row) for row in rows if row not in copies),
        copies=tuple(evidence_row(row) for row in copies),
        copies_label=_copies_label(copies, first),
    )


def _origin_label(rows: Sequence[Document], origin: Document) -> str:
    outlets = {row["report"]["outlet"] for row in rows}
    label: str = origin.get("label", "")
    return "" if outlets == {label} and len(origin["reports"]) == 1 else label


def _repeats(row: Document, first: Document) -> bool:
    return all(row[field] == first[field] for field in ("stance", "denied_by", "differences"))


def _copies_label(copies: Sequence[Document], first: Document) -> str:
    others = {row["report"]["url"] for row in copies} - {first["report"]["url"]}
    if others:
        return f"{count(len(others), 'more report')} from this origin"
    return count(len(copies), "more passage")
