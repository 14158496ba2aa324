"""Answers kept for as long as a provider's terms allow, so that nobody is asked twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta

from backend.checking.ports import Clock, Searcher
from backend.domain import Found, Query
from backend.store.answers import AnswerStore


class Cached:
    """Gives a searcher's earlier answer while it is fresh. Implements `Searcher`.

    Only good answers are kept, those without a hit included; a failure is asked again. The key is
    a hash of the query: claims are readers' text and are not kept in clear. The hits are, and they
    tell what was asked about.
    """

    def __init__(self, inner: Searcher, store: AnswerStore, keep: timedelta, clock: Clock) -> None:
        self._inner = inner
        self._store = store
        self._keep = keep
        self._clock = clock

    @property
    def name(self) -> str:
        """The searcher's own name."""
        return self._inner.name

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """What was answered before, or what the searcher answers now. Raises `SearchFailed`."""
        key = key_of(self.name, query, limit)
        kept = self._store.get(key, self._clock())
        if kept is not None:
            return kept
        hits = self._inner.search(query, limit)
        now = self._clock()
        self._store.put(key, self.name, hits, now=now, until=now + self._keep)
        return hits


def key_of(searcher: str, query: Query, limit: int) -> str:
    """The hash under which the answer to a query is kept: everything that is asked, no key."""
    asked = [
        searcher,
        limit,
        query.short,
        query.names,
        query.numbers,
        query.terms,
        str(query.since),
        str(query.until),
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()
