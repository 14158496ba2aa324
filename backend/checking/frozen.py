"""Frozen evidence: all that a note was made from, so that it can be made again years later.

What is frozen is what a check has gathered, at the point from which everything is pure: grouping
origins, weighing, writing. `Frozen.note` runs that part, for a check as for its replay. What the
judge said of every pair is frozen too, those that came to nothing included, so that another judge
can be asked about the same passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from backend.checking.document import Document
from backend.checking.edits import NO_EDITS, Edits
from backend.checking.freezing import Freezing, Thawing
from backend.checking.note import Gathered, write
from backend.checking.ports import Judge
from backend.checking.stance import Said, ask, bearing
from backend.checking.tally import Tally
from backend.domain import Evidence, Note, Ratings

FORMAT = 1
"""What the shape of the frozen document is called; one that cannot be read as this is another."""


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What besides its evidence a note depends on.

    `judge` is the name of the judge that was asked and `judge_files` a fingerprint of its files, ""
    where it has none; `version` is the program's; `rules` is a fingerprint of the code and tables
    between evidence and note; `settings` are the names and values of those that shaped the check.
    """

    judge: str = ""
    judge_files: str = ""
    version: str = ""
    rules: str = ""
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Frozen:
    """The evidence of one note, with what the judge said and when; `judge` are the note's words.

    `edits` are what people changed by hand since.
    """

    gathered: Gathered
    said: tuple[Said, ...]
    judge: str
    checked_at: datetime
    made_with: MadeWith = MadeWith()
    edits: Edits = NO_EDITS

    def note(self) -> Note:
        """The note that this evidence makes, by the rules of this program."""
        return write(self.gathered, self.judge, self.checked_at, edits=self.edits)


def rejudged(frozen: Frozen, judge: Judge) -> Frozen:
    """The same passages with what another judge says of them, and the rows that this makes.

    What was said of an outlet, its owner included, stays as it was where it was evidence before; of
    others nothing is said.
    """
    tally = Tally(judge.for_check())
    gathered = frozen.gathered
    candidates = [(one.claim, one.passage) for one in frozen.said]
    claimed_on = gathered.highlight.page.published
    said = tuple(ask(candidates, gathered.claims, tally, claimed_on))
    said_of = {row.passage.report.url: (row.ratings, row.owner) for row in gathered.evidence}
    evidence = tuple(
        _with(row, *said_of.get(row.passage.report.url, (Ratings(), "")))
        for row in _rows(said, gathered)
    )
    return replace(
        frozen, gathered=replace(gathered, evidence=evidence), said=said, judge=tally.words
    )


def _with(row: Evidence, ratings: Ratings, owner: str) -> Evidence:
    return replace(row, ratings=ratings, owner=owner)


def _rows(said: Iterable[Said], gathered: Gathered) -> Iterable[Evidence]:
    for _, of_one in groupby(said, lambda one: one.passage.report):
        yield from bearing(list(of_one), gathered.claims, gathered.highlight.page.published)


def frozen_document(frozen: Frozen) -> tuple[Document, Mapping[str, str]]:
    """The frozen evidence as JSON, and the texts of its reports by their SHA-256."""
    freezing = Freezing()
    value = freezing.plain(frozen)
    return {"format": FORMAT, "frozen": value, "reports": freezing.reports}, freezing.texts


def thawed(document: Document, texts: Mapping[str, str]) -> Frozen:
    """What `frozen_document` made a document of."""
    value: Frozen = Thawing(document["reports"], texts).value(document["frozen"], Frozen)
    return value
