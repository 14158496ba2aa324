"""`known-claims`: whether a post finds the checked claims that it makes.

The figures, with shares between 0 and 1:

`claims`, `queries`
    How many there are.
`map@5`
    Mean average precision of the first five, over at most five relevant claims a query.
`mrr`
    The mean of 1 over the place of the first relevant claim; 0 where none is among the first 100.
`recall@10`
    The share of the relevant claims that are among the first ten.
`…_without_days`
    The same, where nobody says on which day a post was made.
`ms_to_encode`, `ms_to_search`
    For one query by the wall clock, at the middle: its vector, and the search of both indexes.

All queries together, then, where there are several files of them, those of each as `NAME.…`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from backend.checking.ports import Encoder
from backend.evaluation.known_files import CheckedClaim, PostQuery, read_known_claims
from backend.evaluation.suite import Figures, Progress, Suite, Tell, batches
from backend.known.index import Entry, Hit, KnownIndex
from backend.known.terms import plain

BATCH = 256
_LOOKED_AT = 100

Rerank = Callable[[str, Sequence[str]], Sequence[float]]
"""Takes a query and the texts of its hits, best first; gives what to add to each one's score."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The relevant claims of a query, and the claims that were found, best first."""

    relevant: frozenset[str]
    found: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Tried:
    with_days: Answered
    without: Answered
    ms_to_encode: float
    ms_to_search: float


class KnownClaimsSuite(Suite):
    """Scores the index of known claims with an encoder, and perhaps with a rerank of the best."""

    name = "known-claims"

    def __init__(self, encoder: Encoder, rerank: Rerank | None = None) -> None:
        self._encoder = encoder
        self._rerank = rerank

    def run(self, data: Path, tell: Tell) -> Figures:
        """Index every claim, then ask every query."""
        given = read_known_claims(data)
        asked = sum(map(len, given.queries.values()))
        progress = Progress(tell, len(given.claims) + asked)
        index = self._index(given.claims, progress)
        tried: dict[str, list[_Tried]] = {name: [] for name in given.queries}
        for name, queries in given.queries.items():
            for query in queries:
                tried[name].append(self._try(query, index, given.claims))
                progress.more(1)
        every = [one for rows in tried.values() for one in rows]
        figures = {"claims": len(given.claims), **_figures(every)}
        if len(tried) > 1:
            for name, rows in tried.items():
                figures |= {f"{name}.{key}": value for key, value in _figures(rows).items()}
        return figures

    def _index(self, claims: Sequence[CheckedClaim], progress: Progress) -> KnownIndex:
        index = KnownIndex(self._encoder.dimensions)
        for places in batches(range(len(claims)), BATCH):
            some = [claims[place] for place in places]
            vectors = self._encoder.encode([claim.text for claim in some])
            index.add(
                [
                    Entry(place, claim.text, vector, claim.on)
                    for place, claim, vector in zip(places, some, vectors, strict=True)
                ]
            )
            progress.more(len(some))
        return index

    def _try(self, query: PostQuery, index: KnownIndex, claims: Sequence[CheckedClaim]) -> _Tried:
        began = time.perf_counter()
        (vector,) = self._encoder.encode([plain(query.text)])
        encoded = time.perf_counter()
        hits = index.nearest(query.text, vector, _LOOKED_AT, query.on)
        dated = self._ranked(query.text, hits, claims)
        searched = time.perf_counter()
        undated = index.nearest(query.text, vector, _LOOKED_AT)
        return _Tried(
            Answered(query.relevant, dated),
            Answered(query.relevant, self._ranked(query.text, undated, claims)),
            1_000 * (encoded - began),
            1_000 * (searched - encoded),
        )

    def _ranked(
        self, text: str, hits: Sequence[Hit], claims: Sequence[CheckedClaim]
    ) -> Sequence[str]:
        if self._rerank is None:
            return [claims[hit.id].id for hit in hits]
        more = self._rerank(text, [claims[hit.id].text for hit in hits])
        scored = sorted(zip(hits, more, strict=True), key=lambda one: -(one[0].score + one[1]))
        return [claims[hit.id].id for hit, _ in scored]


def ranking_figures(answers: Collection[Answered]) -> Figures:
    """What can be said of answers; see the module."""
    return {
        "map@5": mean(_average_precision(each, 5) for each in answers),
        "mrr": mean(_reciprocal_rank(each) for each in answers),
        "recall@10": mean(_recall(each, 10) for each in answers),
    }


def _figures(tried: Sequence[_Tried]) -> Figures:
    without = ranking_figures([one.without for one in tried])
    return {
        "queries": len(tried),
        **ranking_figures([one.with_days for one in tried]),
        **{f"{name}_without_days": value for name, value in without.items()},
        "ms_to_encode": median(one.ms_to_encode for one in tried),
        "ms_to_search": median(one.ms_to_search for one in tried),
    }


def _average_precision(answer: Answered, most: int) -> float:
    places = [place for place, at in enumerate(answer.found[:most], 1) if at in answer.relevant]
    shares = [found / place for found, place in enumerate(places, start=1)]
    return sum(shares) / min(most, len(answer.relevant))


def _reciprocal_rank(answer: Answered) -> float:
    places = (place for place, at in enumerate(answer.found, 1) if at in answer.relevant)
    return 1 / next(places, float("inf"))


def _recall(answer: Answered, most: int) -> float:
    return len(answer.relevant.intersection(answer.found[:most])) / len(answer.relevant)
