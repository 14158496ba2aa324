"""The archive as a searcher: a claim that is answered from it leaves the server to no one."""

from __future__ import annotations

from collections.abc import Sequence

from backend.domain import Found, Query
from backend.store.archive import ArchiveStore


class ArchiveSearcher:
    """Finds reports in our own index. Implements `Searcher`."""

    name = "archive"

    def __init__(self, store: ArchiveStore) -> None:
        self._store = store

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """At most `limit` hits, best first; those known from a feed alone have no report."""
        return self._store.search(query, limit)
