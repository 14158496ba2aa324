"""A check from highlight to note, in the order of the words that describe it.

Deciding is left to the modules beside this one; here is only what happens when. Searchers are
asked side by side and pages are read side by side, each under the check's deadline; steps are told
from the calling thread alone, in the order in which they happen.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from datetime import date
from time import monotonic
from typing import TypeVar

from backend.checking import steps
from backend.checking.claims import by_sentence
from backend.checking.edits import Added
from backend.checking.frozen import Frozen, MadeWith
from backend.checking.note import Gathered, merge_searched
from backend.checking.ports import (
    Clock,
    Judge,
    OwnerOf,
    RatingsOf,
    Reader,
    Searcher,
    Split,
    Tell,
    unowned,
    unrated,
)
from backend.checking.queries import query_for
from backend.checking.stance import Said, asked, bearing
from backend.checking.tally import Tally
from backend.domain import (
    Claim,
    Evidence,
    Found,
    Highlight,
    Note,
    Query,
    Report,
    Searched,
    SearchStatus,
    Unread,
    UnreadReason,
)
from backend.errors import SearchFailed, Unreadable, describe

_T = TypeVar("_T")
_LOOK_UP = 1.0
"""Seconds after which, where nothing happens, whoever is told may end the check."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one check may cost. Times in seconds from the check's start."""

    search_by: float = 15.0
    read_by: float = 45.0
    hits: int = 20
    reading_at_once: int = 6


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages of a check with what they need from the world.

    `made_with` is written down with what a check gathers.
    """

    searchers: Sequence[Searcher]
    reader: Reader
    judge: Judge
    clock: Clock
    limits: Limits = Limits()
    ratings_of: RatingsOf = unrated
    made_with: Callable[[], MadeWith] = MadeWith
    split: Split = by_sentence
    owner_of: OwnerOf = unowned

    def check(self, highlight: Highlight, tell: Tell) -> Note:
        """Check a highlight, as `gather` does, and write the note."""
        return self.gather(highlight, tell).note()

    def gather(self, highlight: Highlight, tell: Tell) -> Frozen:
        """All that the highlight's note is made from, telling each step as it happens.

        Raises what `tell` raises, at once. Failing searchers and pages end in the note's own rows.
        """
        begun = monotonic()
        found_claims = self.split(highlight)
        tell(steps.Claimed(found_claims))
        queries = self._queries(found_claims, highlight)
        searched, found = self._search(queries, begun, tell)
        elsewhere = _elsewhere(found, highlight)
        tally = Tally(self.judge.for_check())
        known = _Known(self.ratings_of, self.owner_of)
        sitting = _Sitting(found_claims, tally, known, highlight.page.published)
        evidence, unread = self._read(elsewhere, sitting.judge_report, begun, tell)
        gathered = Gathered(highlight, found_claims, evidence, unread, searched)
        made_with = self.made_with()
        return Frozen(gathered, tuple(sitting.said), tally.words, self.clock(), made_with)

    def judged(self, url: str, frozen: Frozen) -> Added:
        """One more report for a note, read and judged like those that its check found.

        Raises `Unreadable`.
        """
        report, gathered = self.reader.read(url), frozen.gathered
        known = _Known(self.ratings_of, self.owner_of)
        tally = Tally(self.judge.for_check())
        sitting = _Sitting(gathered.claims, tally, known, gathered.highlight.page.published)
        return Added(report.url, tuple(sitting.judge_report(report)))

    def _queries(self, found_claims: Iterable[Claim], highlight: Highlight) -> list[Query]:
        published, today = highlight.page.published, self.clock().date()
        return [query_for(claim, published, today) for claim in found_claims if claim.sought]

    def _search(
        self, queries: Sequence[Query], begun: float, tell: Tell
    ) -> tuple[tuple[Searched, ...], list[Found]]:
        if not queries:
            return (), []
        rows: list[Searched] = []
        hits: list[Found] = []
        with _workers(max(1, len(self.searchers))) as pool:
            asking: dict[Future[None], _Asking] = {}
            for searcher in self.searchers:
                tell(steps.SearcherAsked(searcher.name))
                one = _Asking(searcher, self.limits.hits)
                asking[pool.submit(copy_context().run, one.ask, queries)] = one
            for end in _as_they_end(asking, begun + self.limits.search_by, tell):
                status, found = _status(asking[end], end), asking[end].hits()
                row = Searched(asking[end].searcher.name, status, len(found))
                rows.append(row)
                hits.extend(found)
                tell(steps.SearcherAnswered(row))
        return merge_searched(rows), hits

    def _read(
        self,
        found: Sequence[Found],
        judged: Callable[[Report], Iterable[Evidence]],
        begun: float,
        tell: Tell,
    ) -> tuple[tuple[Evidence, ...], tuple[Unread, ...]]:
        evidence: list[Evidence] = []
        unread: list[Unread] = []
        with _workers(self.limits.reading_at_once) as pool:
            reading: dict[Future[Report], Found] = {}
            for hit in found:
                tell(steps.Reading(hit))
                one = pool.submit(copy_context().run, self._report, hit)
                reading[one] = hit
            for done in _as_they_end(reading, begun + self.limits.read_by, tell):
                outcome = _outcome(reading[done], done)
                if isinstance(outcome, Unread):
                    unread.append(outcome)
                    tell(steps.WasUnread(outcome))
                    continue
                tell(steps.WasRead(outcome))
                for row in judged(outcome):
                    evidence.append(row)
                    tell(steps.Judged(row))
        return tuple(evidence), tuple(sorted(unread, key=lambda row: row.url))

    def _report(self, found: Found) -> Report:
        return found.report or self.reader.read(found.url)


@dataclass(frozen=True, slots=True)
class _Asking:
    """A searcher with its answers so far, one a query; what it gave before it failed stays."""

    searcher: Searcher
    most: int
    answers: list[Sequence[Found]] = field(default_factory=list)

    def ask(self, queries: Iterable[Query]) -> None:
        """Ask for every claim in turn, up to the first failure."""
        for query in queries:
            self.answers.append(self.searcher.search(query, self.most)[: self.most])

    def hits(self) -> list[Found]:
        """Every claim's hits, each URL once, the claims' best hits first."""
        answers = tuple(self.answers)
        ranked = (
            hit for rank in range(self.most) for one in answers for hit in one[rank : rank + 1]
        )
        return list({hit.url: hit for hit in ranked}.values())


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of outlets at this moment."""

    ratings_of: RatingsOf
    owner_of: OwnerOf

    def said_of(self, row: Evidence) -> Evidence:
        """The row with what is said of its outlet."""
        url = row.passage.report.url
        return replace(row, ratings=self.ratings_of(url), owner=self.owner_of(url) or "")


@dataclass(frozen=True, slots=True)
class _Sitting:
    """One check's judging, with all that the judge has said in it so far."""

    claims: Sequence[Claim]
    judge: Judge
    known: _Known
    claimed_on: date | None
    said: list[Said] = field(default_factory=list)

    def judge_report(self, report: Report) -> list[Evidence]:
        """What the report says of the claims, with what is said of its outlet at this moment."""
        said = asked(report, self.claims, self.judge, self.claimed_on)
        self.said.extend(said)
        return [self.known.said_of(row) for row in bearing(said, self.claims, self.claimed_on)]


def _status(asking: _Asking, end: Future[None]) -> SearchStatus:
    """How a searcher ended. Whatever it raised costs its own row alone."""
    if not end.done():
        return SearchStatus.TIMED_OUT
    match end.exception():
        case None:
            return SearchStatus.ANSWERED
        case SearchFailed(status=status) as failure:
            _log.warning("The searcher %s gave no answer: %s", asking.searcher.name, failure)
            return SearchStatus(status)
        case unforeseen:
            _log.error("The searcher %s broke: %s", asking.searcher.name, describe(unforeseen))
            return SearchStatus.FAILED


def _outcome(found: Found, reading: Future[Report]) -> Report | Unread:
    if not reading.done():
        return Unread(found.url, found.title, found.outlet, UnreadReason.TIMED_OUT)
    match reading.exception():
        case None:
            return reading.result()
        case Unreadable(reason=reason):
            return Unread(found.url, found.title, found.outlet, reason)
        case unforeseen:
            _log.error("Reading a report broke: %s", describe(unforeseen))
            return Unread(found.url, found.title, found.outlet, UnreadReason.NOT_AN_ARTICLE)


def _elsewhere(found: Iterable[Found], highlight: Highlight) -> list[Found]:
    """The hits, each URL once, without the page that makes the claim: it is no second source."""
    own = highlight.page.url.partition("#")[0]
    return [hit for hit in {hit.url: hit for hit in found}.values() if hit.url != own]


@contextmanager
def _workers(most: int) -> Iterator[ThreadPoolExecutor]:
    """A pool that is left behind, not waited for, when the deadline has passed.

    Work is given to it in a copy of the caller's context, so that its logs name the check.
    """
    pool = ThreadPoolExecutor(max_workers=most)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _as_they_end(
    futures: Iterable[Future[_T]], deadline: float, tell: Tell
) -> Iterator[Future[_T]]:
    """Each future as it ends; at the deadline those that have not ended, as they are."""
    pending = set(futures)
    while pending:
        left = max(0.0, deadline - monotonic())
        done, pending = wait(pending, min(left, _LOOK_UP), return_when=FIRST_COMPLETED)
        if not done and left <= _LOOK_UP:
            yield from pending
            return
        if not done:
            tell(steps.Waited())
        yield from done
