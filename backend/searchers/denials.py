"""Asking besides for those who say otherwise, so that disputes are found as readily as support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from backend.checking.ports import Searcher
from backend.domain import Found, Query
from backend.errors import SearchFailed


class DenialsToo:
    """Asks a searcher once more, for the claim's denial. Implements `Searcher`.

    Hits of both come in turn, so that neither crowds out the other. Where only the second request
    fails, the first one's hits stand.
    """

    def __init__(self, inner: Searcher) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        """The searcher's own name."""
        return self._inner.name

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` hits, each address once. Raises `SearchFailed` if the first fails."""
        said = self._inner.search(query, limit)
        if not query.denying:
            return said
        try:
            denied = self._inner.search(replace(query, short=query.denying), limit)
        except SearchFailed:
            return said
        both = (hit for hit in chain.from_iterable(zip_longest(said, denied)) if hit)
        return list({hit.url: hit for hit in both}.values())[:limit]
