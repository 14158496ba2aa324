"""Notes and steps as JSON: the documents that are stored, streamed and shown.

The field names are a contract with outside programs: add to them, don't change them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, datetime
from typing import Any

from backend.checking.confidence import confidence_level
from backend.checking.steps import (
    Claimed,
    Judged,
    Reading,
    SearcherAnswered,
    SearcherAsked,
    Started,
    Step,
    Waited,
    WasRead,
    WasUnread,
)
from backend.domain import (
    Claim,
    Difference,
    Evidence,
    Found,
    Highlight,
    Note,
    Origin,
    Rating,
    Ratings,
    Report,
    Resolved,
    Searched,
    Stance,
    Tie,
    Unread,
    Weighed,
)

Document = dict[str, Any]


def note_document(note: Note) -> Document:
    """The note as the API gives it, but for `id` and `decision`, which belong to the store.

    What was said of an outlet when it was checked stays as it was.
    """
    return {
        "claim": _claim_text(note),
        "highlight": highlight_document(note.highlight),
        "claims": [weighed_document(weighed) for weighed in note.claims],
        "verdict": note.verdict.value,
        "confidence": note.confidence,
        "confidence_level": confidence_level(note.confidence),
        "summary": note.summary,
        "origins": count_origins(note),
        "reports": count_reports(note),
        "origin_groups": [origin_document(origin) for origin in note.origins],
        "evidence": [evidence_document(evidence) for evidence in note.evidence],
        "unread": [unread_document(unread) for unread in note.unread],
        "searched": [searched_document(searched) for searched in note.searched],
        "would_change": note.would_change,
        "freshness": note.freshness,
        "checked_at": note.checked_at.isoformat(),
        "judge": note.judge,
    }


def _claim_text(note: Note) -> str:
    checkable = [weighed.claim.text for weighed in note.claims if weighed.claim.checkable]
    return " ".join(checkable) or note.highlight.quote.exact


def highlight_document(highlight: Highlight) -> Document:
    """The quote selector with its page."""
    page = highlight.page
    return {
        "exact": highlight.quote.exact,
        "prefix": highlight.quote.prefix,
        "suffix": highlight.quote.suffix,
        "page": {
            "url": page.url,
            "title": page.title,
            "published": _iso(page.published),
            "language": page.language,
        },
    }


def claim_document(claim: Claim) -> Document:
    """A claim before it is weighed.

    `reason` says why nothing is looked for, where nothing is, and `because` by which words.
    """
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "checkable": claim.checkable,
        "reason": None if claim.sought else claim.checkability.value,
        "because": claim.because or None,
        "quote": claim.quote or claim.text,
        "resolved": [resolved_document(resolved) for resolved in claim.resolved],
    }


def resolved_document(resolved: Resolved) -> Document:
    """What was put in for words of the highlight, and where it was found."""
    return {
        "words": resolved.words,
        "meaning": resolved.meaning,
        "found_in": resolved.found_in.value,
    }


def weighed_document(weighed: Weighed) -> Document:
    """A claim with its verdict."""
    return {
        **claim_document(weighed.claim),
        "verdict": weighed.verdict.value,
        "confidence": weighed.confidence,
        "confidence_level": confidence_level(weighed.confidence),
        "origins": {
            "supporting": list(weighed.supporting),
            "disputing": list(weighed.disputing),
        },
        "why": list(weighed.why),
    }


def count_origins(note: Note) -> Document:
    """How many independent origins support and dispute the highlight's claims.

    Claims group reports each for itself; origins that have a report in common count once here.
    """
    return {
        "supporting": _independent(note, {one for each in note.claims for one in each.supporting}),
        "disputing": _independent(note, {one for each in note.claims for one in each.disputing}),
    }


def _independent(note: Note, ids: Container[str]) -> int:
    apart: list[set[str]] = []
    for origin in note.origins:
        if origin.id in ids:
            joined = [urls for urls in apart if urls & set(origin.urls)]
            apart = [urls for urls in apart if urls not in joined]
            apart.append(set(origin.urls).union(*joined))
    return len(apart)


def count_reports(note: Note) -> Document:
    """How many reports take each stance on some claim, copies included."""
    return {
        "supporting": _reports_with(note.evidence, Stance.SUPPORTS),
        "disputing": _reports_with(note.evidence, Stance.DISPUTES),
        "mentioning": _reports_with(note.evidence, Stance.MENTIONS),
    }


def _reports_with(evidence: Sequence[Evidence], stance: Stance) -> int:
    return len({row.passage.report.url for row in evidence if row.stance is stance})


def report_document(report: Report | Found | Unread) -> Document:
    """What a reader is told of a report: never its text."""
    published = None if isinstance(report, Unread) else report.published
    return {
        "url": report.url,
        "title": report.title,
        "outlet": report.outlet.name,
        "published": _iso(published),
        **_of_its_text(report if isinstance(report, Report) else None),
    }


def _of_its_text(report: Report | None) -> Document:
    """What is known of a report once it has been read; empty before."""
    kept = report.snapshot if report else None
    return {
        "modified": _iso(report.modified) if report else None,
        "corrections": list(report.corrections) if report else [],
        "snapshot": {"url": kept.url, "taken": kept.taken.isoformat()} if kept else None,
    }


def evidence_document(evidence: Evidence) -> Document:
    """One row of evidence; `quote` is found word for word in the report's text."""
    judgement, report = evidence.judgement, evidence.passage.report
    return {
        "claim": evidence.claim,
        "report": {**report_document(report), **ratings_document(evidence.ratings)},
        "stance": judgement.stance.value,
        "probability": round(judgement.probability, 4),
        "quote": evidence.passage.text,
        "origin": evidence.origin.id,
        "telling": evidence.telling.value,
        "source": evidence.source or None,
        "denied_by": judgement.denied_by,
        "differences": [difference_document(difference) for difference in judgement.differences],
        "uncounted": evidence.uncounted or None,
        "counts_less": evidence.counts_less or None,
    }


def ratings_document(ratings: Ratings) -> Document:
    """What is said of a report's outlet, each with whose words it is; null where nobody says."""
    return {
        "rating": _rating_document(ratings.reliability),
        "kind": _rating_document(ratings.kind),
    }


def _rating_document(rating: Rating | None) -> Document | None:
    if rating is None:
        return None
    return {
        "category": rating.category.value,
        "words": rating.words,
        "by": rating.by,
        "url": rating.url,
        "as_of": _iso(rating.as_of),
    }


def difference_document(difference: Difference) -> Document:
    """A difference in the claim's words and in the report's."""
    return {
        "kind": difference.kind.value,
        "claim": difference.claim,
        "report": difference.report,
    }


def origin_document(origin: Origin) -> Document:
    """An origin with the reports that go back to it, earliest first."""
    return {
        "id": origin.id,
        "label": origin.label,
        "why": origin.why,
        "source": origin.source or None,
        "reports": list(origin.urls),
        "ties": [tie_document(tie) for tie in origin.ties],
    }


def tie_document(tie: Tie) -> Document:
    """Why a report (`one`) has the origin of an earlier one (`other`), both by their URLs."""
    return {"kind": tie.kind.value, "one": tie.one, "other": tie.other, "why": tie.why}


def unread_document(unread: Unread) -> Document:
    """A report that could not be read; `reason` is in plain words, `code` for programs."""
    return {
        **report_document(unread),
        "reason": unread.reason.words,
        "code": unread.reason.value,
    }


def searched_document(searched: Searched) -> Document:
    """One searcher's part in the check."""
    return {
        "searcher": searched.searcher,
        "status": searched.status.value,
        "found": searched.found,
    }


def step_document(step: Step) -> Document:
    """The data of a step's event."""
    match step:
        case Started() | Waited():
            return {}
        case Claimed(claims):
            return {"claims": [claim_document(claim) for claim in claims]}
        case SearcherAsked(searcher):
            return {"searcher": searcher}
        case SearcherAnswered(searched):
            return searched_document(searched)
        case Reading(found):
            return report_document(found)
        case WasRead(report):
            return report_document(report)
        case WasUnread(unread):
            return unread_document(unread)
        case Judged(evidence):
            return evidence_document(evidence)


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
