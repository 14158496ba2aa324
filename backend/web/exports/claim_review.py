"""A decided note as a schema.org ClaimReview (https://schema.org/ClaimReview).

Its rating is the verdict in words alone. A number between worst and best would say how true the
claim is, which a note never says.
"""

from __future__ import annotations

from backend.checking.document import Document
from backend.errors import NotFound
from backend.web.exports.naming import MAKER, decided_at, page_address, reason, verdict_label
from backend.web.lines import safe_link

CONTEXT = "https://schema.org"
MEDIA_TYPE = "application/ld+json"


def claim_review(note: Document, base: str) -> Document:
    """The note as a JSON-LD document.

    Raises `NotFound` for a note that no moderator decided about, since a ClaimReview is a person's
    work, and for one that was hidden.
    """
    if not note["decision"] or note["decision"].get("hidden"):
        raise NotFound(
            "No moderator has decided what this note shows. A ClaimReview is given for decided"
            " notes only; the note itself can be read."
        )
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": page_address(base, note),
        "claimReviewed": note["claim"],
        "datePublished": decided_at(note),
        "author": {"@type": "Organization", "name": MAKER, "url": base},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict_label(note),
            "ratingExplanation": note["summary"],
        },
        "reviewBody": reason(note) or note["summary"],
        "itemReviewed": {"@type": "Claim", "appearance": _appearance(note["highlight"]["page"])},
        "citation": [_citation(row["report"]) for row in _linked(note)],
    }


def _appearance(page: Document) -> Document:
    told = {"headline": page["title"], "datePublished": page["published"]}
    return {
        "@type": "CreativeWork",
        "url": page["url"],
        **{name: value for name, value in told.items() if value},
    }


def _linked(note: Document) -> list[Document]:
    """The evidence with a link, each report once."""
    by_url = {row["report"]["url"]: row for row in note["evidence"]}
    return [row for url, row in by_url.items() if safe_link(url)]


def _citation(report: Document) -> Document:
    publisher = {"@type": "Organization", "name": report["outlet"]}
    return {
        "@type": "CreativeWork",
        "url": report["url"],
        "headline": report["title"],
        "publisher": publisher,
    }
