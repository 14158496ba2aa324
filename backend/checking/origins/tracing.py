"""From reports, or from rows of evidence, to their origins."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from backend.checking.origins.attribution import told
from backend.checking.origins.bonds import Bond, Pair, SharedText, strongest, text_bonds
from backend.checking.origins.claimed import Row, claim_bonds, holds
from backend.checking.origins.credits import credit_of
from backend.checking.origins.grouping import age, groups_of, numbered, origin_of_group
from backend.checking.origins.narration import Narration, narration
from backend.checking.origins.sources import uncapitalised
from backend.checking.origins.whole import opening_bonds
from backend.domain import Claim, Evidence, Origin, Report

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Traced:
    """The origins of a note, earliest first, and its evidence with the origin of each row."""

    origins: tuple[Origin, ...]
    evidence: tuple[Evidence, ...]


def traced(evidence: Iterable[Evidence], claims: Sequence[Claim]) -> Traced:
    """Each row with its origin, and whom it gives as its source, in the order given.

    The same evidence gives the same origins, in whatever order it comes.
    """
    rows = [with_telling(row, claims[row.claim].text) for row in evidence]
    texts = _Texts.of({row.passage.report for row in rows})
    groups = [
        (claim, origin)
        for claim in range(len(claims))
        for origin in _of_claim([row for row in rows if row.claim == claim], texts, claims[claim])
    ]
    different = {origin.urls: origin for _, origin in reversed(groups)}
    by_age = sorted(different.values(), key=lambda origin: texts.order(origin.urls))
    origins = numbered(by_age)
    known = {origin.urls: origin for origin in origins}
    of_row = {(claim, url): known[origin.urls] for claim, origin in groups for url in origin.urls}
    return Traced(
        origins,
        tuple(replace(row, origin=of_row[row.claim, row.passage.report.url]) for row in rows),
    )


def group(reports: Iterable[Report]) -> tuple[Origin, ...]:
    """The origins of whole reports, whatever is claimed, earliest first.

    Only what shows in whole reports ties them: the same text, a part of it, one reworded, or that
    they open with one medium's word on one matter.
    """
    texts = _Texts.of(set(reports))
    bonds = strongest([*texts.bonds.values(), *opening_bonds(texts.reports)])
    return numbered(origin_of_group(each, bonds) for each in groups_of(texts.reports, bonds))


def alone(report: Report) -> Origin:
    """The report as its own origin: what is known before the others are read."""
    return replace(origin_of_group([report], {}), id="o0")


def with_telling(row: Evidence, claim: str) -> Evidence:
    """The row with how its outlet comes by what it says, and whom it gives as its source."""
    found = told(row.passage, claim)
    return replace(row, telling=found.telling, source=uncapitalised(found.source))


def normalised(text: str) -> str:
    """A text's words in lower case and compatibility form, with single spaces between."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@dataclass(frozen=True, slots=True)
class _Texts:
    """The reports of a note, earliest first, and what their texts have in common."""

    reports: Sequence[Report]
    narrations: Mapping[str, Narration]
    bonds: Mapping[Pair, Bond]

    @classmethod
    def of(cls, reports: Iterable[Report]) -> _Texts:
        in_order = sorted(reports, key=age)
        same: dict[str, list[Report]] = defaultdict(list)
        for report in in_order:
            same[normalised(report.text)].append(report)
        texts = [
            SharedText(narration(printed[0].text), tuple(report.url for report in printed))
            for printed in same.values()
        ]
        narrations = {url: text.narration for text in texts for url in text.urls}
        return cls(in_order, narrations, strongest(text_bonds(texts)))

    def order(self, urls: Sequence[str]) -> tuple[int, int]:
        """What origins are sorted by: their earliest report, then how many there are."""
        return next(at for at, r in enumerate(self.reports) if r.url == urls[0]), len(urls)


def _of_claim(evidence: Sequence[Evidence], texts: _Texts, claim: Claim) -> list[Origin]:
    """The origins that the rows of one claim go back to."""
    rows = [
        Row(row, told(row.passage, claim.text), credit_of(row.passage.report)) for row in evidence
    ]
    kept = {pair: bond for pair, bond in texts.bonds.items() if not _breaks(pair, rows, texts)}
    bonds = strongest([*kept.values(), *claim_bonds(rows)])
    sources = {row.url: row.evidence.source for row in rows}
    return [
        origin_of_group(group, bonds, sources.get(group[0].url, ""))
        for group in groups_of(texts.reports, bonds)
        if any(report.url in sources for report in group)
    ]


def _breaks(pair: Pair, rows: Sequence[Row], texts: _Texts) -> bool:
    """Whether a row of one of two reports is its outlet's own and not in the other's text."""
    one, other = pair
    return any(
        row.own and not holds(texts.narrations[theirs], row.evidence.passage.text)
        for row in rows
        for own, theirs in ((one, other), (other, one))
        if row.url == own
    )
