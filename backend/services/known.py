"""What is already known of a claim: notes of the same claim elsewhere, and fact checks of it.

The index stands in memory. It is filled when the process starts and kept fresh from the database,
so that several processes learn from each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Event, Lock

from backend.checking.document import Document
from backend.checking.known import Stated, same_claims
from backend.checking.ports import Clock, Encoder, Judge
from backend.domain import Claim, Highlight, Page
from backend.known.index import Entry, KnownIndex
from backend.known.reviewed import Reviewed
from backend.known.terms import plain
from backend.store.known import FactCheck, KeptClaim, KnownClaim, KnownClaimStore
from backend.store.notes import NoteStore

_BATCH = 500
_LOOKED_AT = 20
"""Claims nearest to the one that is asked about that are held against it."""

_OVERLAP = 200
"""Ids that are looked at again, since what was begun earlier may be committed later."""


@dataclass(frozen=True, slots=True)
class Means:
    """What finding known claims needs from the world."""

    encoder: Encoder
    judge: Judge
    clock: Clock


class KnownClaims:
    """Remembers claims and finds them again. Safe to share between threads."""

    def __init__(
        self, store: KnownClaimStore, notes: NoteStore, means: Means, fresh_for: timedelta
    ) -> None:
        self._store = store
        self._notes = notes
        self._means = means
        self._fresh_for = fresh_for
        self._index = KnownIndex(means.encoder.dimensions)
        self._in: set[int] = set()
        self._last = 0
        self._filling = Lock()
        self._closed = Event()

    def catch_up(self) -> None:
        """Fill the index, and remember notes whose process ended before it did.

        Ends early when it is closed.
        """
        with self._filling:
            self._fill()
        for note_id in self._store.notes_without_claims():
            document = None if self._closed.is_set() else self._notes.newest(note_id)
            if document is not None:
                self.remember(document)

    def close(self) -> None:
        """End a `catch_up` that another thread is at."""
        self._closed.set()

    def remember(self, note: Document) -> None:
        """Remember the checkable claims of a note."""
        written = _day(note["highlight"]["page"]["published"]) or _day(note["checked_at"])
        self._add(
            KnownClaim(claim["text"], written, note["id"])
            for claim in note["claims"]
            if claim["checkable"]
        )

    def add_reviews(self, reviews: Sequence[Reviewed]) -> int:
        """Add fact checks that are not in yet; give how many claims those were."""
        added = 0
        for start in range(0, len(reviews), _BATCH):
            added += self._add(
                KnownClaim(
                    one.claim,
                    one.reviewed,
                    fact_check=FactCheck(one.publisher, one.url, one.rating, one.reviewed),
                )
                for one in reviews[start : start + _BATCH]
            )
        return added

    def recall(
        self, claims: Sequence[Claim], highlight: Highlight, note_id: str = ""
    ) -> list[Document]:
        """What is known of the checkable claims of a highlight, whose own note is `note_id`.

        A row a claim and earlier note or fact check, the newest first.
        """
        self._refresh()
        asked = [(at, claim.text) for at, claim in enumerate(claims) if claim.checkable]
        vectors = self._means.encoder.encode([text for _, text in asked])
        rows = [
            row
            for (at, text), vector in zip(asked, vectors, strict=True)
            for row in self._known_of(at, text, vector, highlight.page)
            if row["note"] is None or row["note"] != note_id
        ]
        return sorted(rows, key=lambda row: row["checked_at"] or "", reverse=True)

    def nearest(self, text: str, limit: int) -> list[KnownClaim]:
        """The known claims nearest to a text, best first, the same or not."""
        self._refresh()
        (vector,) = self._means.encoder.encode([plain(text)])
        hits = self._index.nearest(text, vector, limit)
        found = self._store.get([hit.id for hit in hits])
        return [found[hit.id] for hit in hits if hit.id in found]

    def count(self) -> int:
        """How many claims are known."""
        return self._store.count()

    def _known_of(self, at: int, text: str, vector: bytes, page: Page) -> Iterable[Document]:
        on = page.published or self._means.clock().date()
        hits = self._index.nearest(text, vector, _LOOKED_AT, on)
        found = self._store.get([hit.id for hit in hits])
        stated = {Stated(one.text, one.written): one for one in found.values()}
        for same in same_claims(Stated(text, on), list(stated), self._means.judge):
            for one in found.values():
                if Stated(one.text, one.written) == same and (row := self._row(at, one)):
                    yield row

    def _row(self, at: int, known: KnownClaim) -> Document | None:
        if known.fact_check:
            return _of_fact_check(at, known.text, known.fact_check)
        note = self._notes.newest(known.note or "")
        if note is None:
            return None
        verdicts = {claim["text"]: claim["verdict"] for claim in note["claims"]}
        checked_at = datetime.fromisoformat(note["checked_at"])
        return {
            "claim": at,
            "text": known.text,
            "note": known.note,
            "verdict": verdicts.get(known.text, note["verdict"]),
            "checked_at": note["checked_at"],
            "fresh": self._means.clock() - checked_at <= self._fresh_for,
            "decision": note["decision"],
            "source": None,
        }

    def _add(self, claims: Iterable[KnownClaim]) -> int:
        new = self._store.unknown(list(claims))
        encoder = self._means.encoder
        vectors = encoder.encode([plain(claim.text) for claim in new])
        return self._store.add(new, vectors, encoder.name, self._means.clock())

    def _refresh(self) -> None:
        """Take in what came since; who finds another at it goes on with what there is."""
        if self._filling.acquire(blocking=False):
            try:
                self._fill()
            finally:
                self._filling.release()

    def _fill(self) -> None:
        at = max(0, self._last - _OVERLAP)
        while not self._closed.is_set() and (rows := self._store.after(at, _BATCH)):
            new = [row for row in rows if row.id not in self._in]
            self._index.add([self._entry(row) for row in new])
            self._in.update(row.id for row in new)
            at = self._last = rows[-1].id

    def _entry(self, row: KeptClaim) -> Entry:
        vector, encoder = row.vector, self._means.encoder
        if row.encoder != encoder.name:
            (vector,) = encoder.encode([plain(row.claim.text)])
            self._store.read_anew(row.id, encoder.name, vector)
        return Entry(row.id, row.claim.text, vector, row.claim.written)


def _of_fact_check(at: int, text: str, check: FactCheck) -> Document:
    return {
        "claim": at,
        "text": text,
        "note": None,
        "verdict": None,
        "checked_at": check.reviewed.isoformat() if check.reviewed else None,
        "fresh": False,
        "decision": None,
        "source": {"publisher": check.publisher, "url": check.url, "rating": check.rating},
    }


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written[:10]) if written else None
