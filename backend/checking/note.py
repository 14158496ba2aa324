"""The note: evidence with its origins, the verdict, and what is said of them in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.checking import origins, verdict
from backend.domain import (
    Checkability,
    Claim,
    Evidence,
    Highlight,
    Note,
    Searched,
    SearchStatus,
    Stance,
    Unread,
    Verdict,
    Weighed,
)

_STANCE_ORDER = (Stance.SUPPORTS, Stance.DISPUTES, Stance.MENTIONS)

_NOT_CHECKABLE = {
    Checkability.OPINION: "This is an opinion.",
    Checkability.PREDICTION: "This is a prediction.",
    Checkability.QUESTION: "This is a question.",
    Checkability.ADVICE: "This is advice.",
    Checkability.CHECKABLE: "",
}

_WOULD_CHANGE = {
    Verdict.CORROBORATED: "An independent report that says otherwise: then reports would disagree.",
    Verdict.SINGLE_SOURCE: "One more independent report of the same: then two origins report it.",
    Verdict.CONTESTED: "A correction or a retraction on either side.",
    Verdict.DISPUTED: "An independent report that says the same: then reports would disagree.",
    Verdict.INSUFFICIENT: "One report of the same, or better two from independent origins.",
    Verdict.NOT_CHECKABLE: "",
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a check has brought together before it is weighed; origins still provisional."""

    highlight: Highlight
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    unread: tuple[Unread, ...]
    searched: tuple[Searched, ...]


def write(gathered: Gathered, judge: str, checked_at: datetime) -> Note:
    """Group origins, weigh each claim and say in plain words what it amounts to."""
    traced = origins.traced(gathered.evidence, gathered.claims)
    evidence = tuple(sorted(traced.evidence, key=_reading_order))
    claims = tuple(
        verdict.weigh(claim, [row for row in evidence if row.claim == index])
        for index, claim in enumerate(gathered.claims)
    )
    leading = verdict.overall(claims)
    return Note(
        highlight=gathered.highlight,
        claims=claims,
        verdict=leading.verdict if leading else Verdict.NOT_CHECKABLE,
        confidence=leading.confidence if leading else None,
        summary=summarise(claims, evidence, gathered.searched),
        evidence=evidence,
        unread=gathered.unread,
        searched=gathered.searched,
        would_change=_would_change(leading, gathered.unread),
        checked_at=checked_at,
        judge=judge,
        origins=traced.origins,
    )


def _reading_order(row: Evidence) -> tuple[int, int, str, str]:
    published = row.passage.report.published
    stance = _STANCE_ORDER.index(row.stance)
    return row.claim, stance, published.isoformat() if published else "9", row.passage.report.url


def summarise(
    claims: Sequence[Weighed], evidence: Sequence[Evidence], searched: Sequence[Searched]
) -> str:
    """One sentence a claim, made from the note's facts alone."""
    sentences = [
        _claim_sentence(weighed, [row for row in evidence if row.claim == index], searched)
        for index, weighed in enumerate(claims)
    ]
    return " ".join(dict.fromkeys(sentences))


def _claim_sentence(
    weighed: Weighed, evidence: Sequence[Evidence], searched: Sequence[Searched]
) -> str:
    if not weighed.claim.checkable:
        kind = _NOT_CHECKABLE[weighed.claim.checkability]
        return f"{kind} Opinions, predictions, questions and advice get no verdict."
    facts = [
        _side(evidence, Stance.SUPPORTS, weighed.supporting, "the same"),
        _side(evidence, Stance.DISPUTES, weighed.disputing, "otherwise"),
        _denials(evidence),
    ]
    said = "; ".join(fact for fact in facts if fact)
    if weighed.verdict is Verdict.INSUFFICIENT:
        return _nothing_found(said, evidence, searched)
    return said[:1].upper() + said[1:] + "."


def _side(evidence: Sequence[Evidence], stance: Stance, counted: Sequence[str], what: str) -> str:
    reports = {
        row.passage.report.url
        for row in evidence
        if row.stance is stance and row.origin.id in counted
    }
    if not reports:
        return ""
    say = "says" if len(reports) == 1 else "say"
    origin = _number(len(counted), "origin")
    return f"{_number(len(reports), 'report')} from {origin} {say} {what}"


def _denials(evidence: Sequence[Evidence]) -> str:
    deniers = {
        row.judgement.denied_by: None
        for row in evidence
        if row.stance is Stance.DISPUTES and row.judgement.denied_by
    }
    first = next(iter(deniers), None)
    return f"{first} denies it" if first else ""


def _nothing_found(said: str, evidence: Sequence[Evidence], searched: Sequence[Searched]) -> str:
    answered = sum(row.status is SearchStatus.ANSWERED for row in searched)
    if not answered:
        return "No search could be made, so nothing can be said."
    all_answered = answered == len(searched)
    only = "" if all_answered else f" Only {answered} of {len(searched)} searches answered."
    mentions = len({row.passage.report.url for row in evidence if row.stance is Stance.MENTIONS})
    leave = "leaves" if mentions == 1 else "leave"
    related = f" {_number(mentions, 'report')} on the matter {leave} it open." if mentions else ""
    denied = f" {said[:1].upper()}{said[1:]}." if said else ""
    found = f"Nobody was found who reports this.{only}{related}{denied}"
    return f"{found} That does not make it false."


def _would_change(leading: Weighed | None, unread: Sequence[Unread]) -> str:
    if leading is None:
        return ""
    parts = [_WOULD_CHANGE[leading.verdict]]
    if unread:
        parts.append(f"{_number(len(unread), 'report')} found could not be read and might.")
    return " ".join(parts)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def merge_searched(rows: Iterable[Searched]) -> tuple[Searched, ...]:
    """One row a searcher: the hits together, and a failure if any of its answers failed."""
    merged: dict[str, Searched] = {}
    for row in rows:
        known = merged.get(row.searcher)
        if known is None:
            merged[row.searcher] = row
            continue
        status = known.status if row.status is SearchStatus.ANSWERED else row.status
        merged[row.searcher] = Searched(row.searcher, status, known.found + row.found)
    return tuple(merged.values())
