"""Google Fact Check Tools: what fact-checkers have published on claims, as ClaimReview.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
A review is found here and read like any page; its rating is not taken over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend.domain import Found, Query
from backend.errors import SearchFailed
from backend.reading.fetcher import Fetcher
from backend.searchers.api import Api
from backend.searchers.hits import best, make_hit, moment, part, rows
from backend.searchers.pace import Pace

URL = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
PROVIDER = "Google Fact Check"
_MOST = 50
_QUOTA = {"RESOURCE_EXHAUSTED", "rateLimitExceeded", "dailyLimitExceeded", "quotaExceeded"}


class GoogleFactCheck:
    """Finds fact-checks. Implements `Searcher`. The key goes into the query, as the API wants."""

    name = "google_fact_check"

    def __init__(self, fetcher: Fetcher, key: str, language: str = "en", url: str = URL) -> None:
        self._fetcher = fetcher
        self._key = key
        self._language = language
        self._api = Api(PROVIDER, url, fetcher, Pace(PROVIDER))

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` reviews, best first. Raises `SearchFailed`."""
        if not query.short:
            return []
        asked = {
            "query": query.short,
            "languageCode": self._language,
            "pageSize": min(limit, _MOST),
            "key": self._key,
        }
        document = self._api.json(asked, self._fetcher.deadline(), _complaint)
        return best(_reviews(document), limit)


def _reviews(document: object) -> Iterator[Found | None]:
    for claim in rows(document, "claims", provider=PROVIDER):
        for review in rows(claim, "claimReview", provider=PROVIDER):
            publisher = part(review, "publisher")
            outlet = publisher.get("name") or publisher.get("site")
            reviewed = moment(review.get("reviewDate"))
            yield make_hit(review.get("url"), review.get("title"), outlet, reviewed)


def _complaint(document: object) -> SearchFailed | None:
    if not isinstance(document, dict) or "error" not in document:
        return None
    error = part(document, "error")
    reasons = {str(row.get("reason")) for row in _details(error)} | {str(error.get("status"))}
    if error.get("code") == 429 or reasons & _QUOTA:  # noqa: PLR2004 - HTTP's "too many requests"
        return SearchFailed(f"{PROVIDER}'s quota is used up.", "rate_limited")
    if "API_KEY_INVALID" in reasons:
        message = f"{PROVIDER} does not know our key; check SECOND_SOURCE_GOOGLE_FACT_CHECK_KEY."
        return SearchFailed(message)
    if {"SERVICE_DISABLED", "accessNotConfigured"} & reasons:
        return SearchFailed(f"The Fact Check Tools API is not switched on for {PROVIDER}'s key.")
    return SearchFailed(f"{PROVIDER} refused the query.")


def _details(error: dict[str, object]) -> Iterator[dict[str, object]]:
    """The places where Google says why: of its newer form and of its older one."""
    for place in ("details", "errors"):
        listed = error.get(place)
        yield from (
            (row for row in listed if isinstance(row, dict)) if isinstance(listed, list) else ()
        )
