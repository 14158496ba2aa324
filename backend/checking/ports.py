"""What checking needs from the world, as small protocols.

Implementations live in `searchers`, `reading` and `judges`, know the domain and not each
other, and are chosen in one place, `backend.composition`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from backend.checking.steps import Step
from backend.checking.syntax import Sentence
from backend.domain import Claim, Found, Highlight, Judgement, Query, Ratings, Report, Stance

Clock = Callable[[], datetime]
"""Gives the time now, timezone-aware, in UTC."""

Tell = Callable[[Step], None]
"""Takes each step of a check as it happens.

It may raise `LeaseLost` to end the check there: the reader cancelled it, or another worker has
taken it up.
"""


class Searcher(Protocol):
    """Finds reports for a query. One file an implementation, in `backend.searchers`."""

    @property
    def name(self) -> str:
        """The name shown in the note's `searched` rows."""
        ...

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """Return at most `limit` hits, best first.

        Raises `SearchFailed`; whatever it raises costs this searcher's own row and no more.
        Called from several threads at once.
        """
        ...


class Reader(Protocol):
    """Fetches a page and takes the article out of it."""

    def read(self, url: str) -> Report:
        """Return the report at `url`, its text as the page has it.

        Raises `Unreadable` with the reason. Ends within its own limits of time and size.
        Called from several threads at once.
        """
        ...


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a passage to be judged against it."""

    claim: str
    passage: str


class Judge(Protocol):
    """Decides what each passage says of a claim. Used by several checks at once."""

    @property
    def name(self) -> str:
        """The name shown in the note as `judge`."""
        ...

    def judge(self, pairs: Sequence[Pair]) -> Sequence[Judgement]:
        """Return one judgement a pair, in order. Never raises for any text."""
        ...

    def warm(self) -> None:
        """Open now what would otherwise be opened for the first pair.

        Raises `BadModel` for a model file that cannot be opened.
        """
        return

    def fingerprint(self) -> str:
        """A SHA-256 that tells the judge's files from any others; "" where it has none."""
        return ""

    def for_check(self) -> Judge:
        """The judge for one check: with what it may cost begun anew, where that is limited."""
        return self


@dataclass(frozen=True, slots=True)
class ReportPair:
    """A claim and a whole report to be judged against it."""

    claim: str
    report: Report


class ReportJudge(Protocol):
    """Decides what whole reports say of claims."""

    def stances(self, pairs: Sequence[ReportPair]) -> Sequence[Stance]:
        """Return one stance a pair, in order; `unrelated` where the report is about other things.

        Pairs of one report follow each other and share the same `Report`, so that what is worked
        out of its text serves them all. Never raises for any text.
        """
        ...


Split = Callable[[Highlight], tuple[Claim, ...]]
"""Takes a highlight apart into its claims, in the order of their words. Never raises for any text.

Called from several threads at once."""


class Syntax(Protocol):
    """Parses English sentences. Used by several checks at once."""

    def parse(self, sentences: Sequence[str]) -> Sequence[Sentence]:
        """Return each sentence parsed, in order. Never raises for any text."""
        ...

    def warm(self) -> None:
        """Open now what would otherwise be opened for the first sentence.

        Raises `BadModel` for a model that is not there or cannot be opened.
        """
        return


class Languages(Protocol):
    """Tells the language of a text."""

    def language_of(self, text: str) -> str | None:
        """Return its ISO 639-1 code; None where the text is too short to tell by.

        Never raises for any text.
        """
        ...

    def warm(self) -> None:
        """Open now what would otherwise be opened for the first text."""
        return


class CheckWorthiness(Protocol):
    """Says how likely sentences are statements of fact that are worth checking."""

    @property
    def threshold(self) -> float:
        """The chance from which a sentence is said to be worth checking."""
        return 0.5

    def scores(self, sentences: Sequence[str]) -> Sequence[float]:
        """Return a chance from 0 to 1 for each sentence, in order. Never raises for any text."""
        ...


Vector = bytes
"""Which way a text points by its meaning: one signed byte a dimension.

Texts that mean alike point alike (their cosine is near 1); a vector's length says nothing.
"""


class Encoder(Protocol):
    """Turns texts of a sentence or two into vectors. Used by several checks at once."""

    @property
    def name(self) -> str:
        """Which encoder it is: vectors of encoders with different names are not to be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return one vector a text, in order. Never raises for any text."""
        ...

    def warm(self) -> None:
        """Open now what would otherwise be opened for the first text.

        Raises `BadModel` for a model file that cannot be opened.
        """
        return


RatingsOf = Callable[[str], Ratings]
"""What is said of the outlet at a URL at this moment."""


OwnerOf = Callable[[str], str | None]
"""Who owns the outlet at a URL, None where nobody said. Never raises."""


def unowned(url: str) -> str | None:  # noqa: ARG001 - the shape of an OwnerOf
    """Name no owner of any outlet."""
    return None


def unrated(url: str) -> Ratings:  # noqa: ARG001 - the shape of a RatingsOf
    """Say nothing of any outlet."""
    return Ratings()
