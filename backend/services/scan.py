"""Scanning a page: its sentences that are worth checking, with what is known of each."""

from __future__ import annotations

from backend.checking.document import Document
from backend.checking.highlights import page_address
from backend.checking.ports import CheckWorthiness
from backend.checking.scanning import Worthy, overlapping, worth_checking
from backend.domain import Claim, Highlight, Page, QuoteSelector
from backend.errors import BadInput
from backend.services.known import KnownClaims
from backend.services.pace import Pace
from backend.store.notes import NoteStore

TEXT_LIMIT = 200_000
"""Characters of a page's text."""

MOST = 50
"""Sentences that are given of a page."""

A_MINUTE = 20
"""Scans that one client may ask for."""


class Scan:
    """Looks at pages without checking anything. The text is neither kept nor logged."""

    def __init__(
        self,
        worthiness: CheckWorthiness,
        known: KnownClaims,
        notes: NoteStore,
        pace: Pace | None = None,
    ) -> None:
        self._worthiness = worthiness
        self._known = known
        self._notes = notes
        self._pace = pace or Pace(A_MINUTE)

    def scan(self, page: Page, text: str, client: str) -> list[Document]:
        """The page's sentences that are worth checking, best first.

        Raises `BadPage`, `BadInput` for a text that is too long, and `TooOften`.
        """
        url = page_address(page.url)
        if len(text) > TEXT_LIMIT:
            raise BadInput(
                f"The text is {len(text):,} characters long. Send at most {TEXT_LIMIT:,}."
            )
        self._pace.take(client)
        worthy = worth_checking(text, self._worthiness, MOST)
        claims = [Claim(one.quote.exact, 0, len(one.quote.exact)) for one in worthy]
        known = self._known.recall(claims, Highlight(QuoteSelector(""), page)) if claims else []
        here = self._notes.on_page(url)
        exacts = [note["highlight"]["exact"] for note in here]
        rows = []
        for at, one in enumerate(worthy):
            own = overlapping(one.quote.exact, exacts)
            note = here[own]["id"] if own is not None else None
            rows.append(_row(one, note, [row for row in known if row["claim"] == at]))
        return rows


def _row(one: Worthy, note: str | None, known: list[Document]) -> Document:
    return {
        "quote": one.quote.exact,
        "prefix": one.quote.prefix,
        "suffix": one.quote.suffix,
        "start": one.start,
        "end": one.end,
        "chance": round(one.chance, 4),
        "note": note,
        "known": known,
    }
