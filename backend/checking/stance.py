"""What a report says of a claim: its best passages and the whole judged, with what the rules add.

A passage alone misleads: "A story says that …" may stand above "It is a hoax". So the report's
headline and the parts nearest to the claim are judged as one text too, and both count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from backend.checking import origins
from backend.checking.differences import Bearing, compare, in_claims_words, ruled
from backend.checking.passages import best_passages, overlap
from backend.checking.ports import Judge, Pair
from backend.checking.whole_reports import whole_text
from backend.domain import Claim, Evidence, Judgement, Passage, Report, Stance

PASSAGES_A_REPORT = 2
"""Passages of a report that are judged for a claim; the one that takes a side surest stands."""

WHOLE = 0.7
"""How much the report as a whole counts beside the passage that is shown, which has the rest.
Chosen on FNC-1 articles that no judge was trained on, by `python -m backend.training.stance.whole`:
of 570 it takes the right side in 170 and the opposite one in 33; without it in 152 and 53, and
between .5 and .7 it matters little.
"""

RELATED_FROM = 0.29
"""The share of the claim's words from which a passage that takes no side is about its matter: what
best tells FNC-1's related headlines and articles from its unrelated ones, by their best passage
(macro-F1 .942; `backend/training/lexical.py` measures it)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the judge said of a passage for one claim (its index), before any rule spoke.

    `whole` is what it said of the passage's report as a whole; None where that was not asked.
    """

    claim: int
    passage: Passage
    judgement: Judgement
    whole: Judgement | None = None

    @property
    def together(self) -> Judgement:
        """The passage's judgement with the share that the whole report has in it."""
        if self.whole is None:
            return self.judgement
        return mixed(self.judgement, self.whole, WHOLE)


def mixed(passage: Judgement, whole: Judgement, share: float) -> Judgement:
    """The mean of two judgements, `whole` weighing `share`, about what the passage is about."""
    return replace(
        passage,
        supports=(1 - share) * passage.supports + share * whole.supports,
        disputes=(1 - share) * passage.disputes + share * whole.disputes,
        mentions=(1 - share) * passage.mentions + share * whole.mentions,
    )


def evidence_from(
    report: Report, claims: Sequence[Claim], judge: Judge, claimed_on: date | None = None
) -> list[Evidence]:
    """At most one row a claim that is looked for: what the report says of it, in its own words.

    `claimed_on` is the day of the page that makes the claims.
    """
    return bearing(asked(report, claims, judge, claimed_on), claims, claimed_on)


def asked(
    report: Report, claims: Sequence[Claim], judge: Judge, claimed_on: date | None = None
) -> list[Said]:
    """What the judge says of the report's best passages for every checkable claim."""
    candidates = [
        (index, passage)
        for index, claim in enumerate(claims)
        if claim.sought
        for passage in best_passages(claim, report, PASSAGES_A_REPORT)
    ]
    return ask(candidates, claims, judge, claimed_on)


def ask(
    candidates: Sequence[tuple[int, Passage]],
    claims: Sequence[Claim],
    judge: Judge,
    claimed_on: date | None = None,
) -> list[Said]:
    """What the judge says of each passage for the claim with that index, and of its report."""
    wholes = list(dict.fromkeys((index, passage.report) for index, passage in candidates))
    pairs = [_pair(claims[index], passage, claimed_on) for index, passage in candidates]
    pairs += [_whole_pair(claims[index], report, claimed_on) for index, report in wholes]
    given = judge.judge(pairs)
    of_whole = dict(zip(wholes, given[len(candidates) :], strict=True))
    return [
        Said(index, passage, judged, of_whole[index, passage.report])
        for (index, passage), judged in zip(candidates, given[: len(candidates)], strict=True)
    ]


def bearing(
    said: Sequence[Said], claims: Sequence[Claim], claimed_on: date | None = None
) -> list[Evidence]:
    """The rows that what was said of one report makes: at most one a claim."""
    rows = [
        Evidence(
            one.claim,
            one.passage,
            _with_rules(claims[one.claim], one, claimed_on),
            origins.alone(one.passage.report),
        )
        for one in said
        if one.judgement.related
    ]
    on_the_claim = [row for row in rows if _bears_on(claims[row.claim], row)]
    best = [row for index in range(len(claims)) if (row := _surest(on_the_claim, index))]
    return [origins.with_telling(row, claims[row.claim].text) for row in best]


def _bears_on(claim: Claim, row: Evidence) -> bool:
    """Whether a passage takes a side, or shares enough of the claim's words to mention it."""
    sided = row.stance is not Stance.MENTIONS
    return sided or overlap(claim.text, row.passage.text) >= RELATED_FROM


def _pair(claim: Claim, passage: Passage, claimed_on: date | None) -> Pair:
    """What the judge reads: the passage in the claim's words for what is the same."""
    restated = in_claims_words(claim.text, passage.text, claimed_on, _day_of(passage.report))
    return Pair(claim.text, restated)


def _whole_pair(claim: Claim, report: Report, claimed_on: date | None) -> Pair:
    """The same for a whole report: its headline and the parts nearest to the claim."""
    text = whole_text(claim.text, report)
    return Pair(claim.text, in_claims_words(claim.text, text, claimed_on, _day_of(report)))


def _day_of(report: Report) -> date | None:
    return report.published.date() if report.published else None


def _with_rules(claim: Claim, said: Said, claimed_on: date | None) -> Judgement:
    """The judge's word with what the rules see in claim and passage.

    Where they see a difference it is of this passage's words, and the rest of the report does not
    take it back. That both are one statement counts for nothing where the whole report denies it.
    """
    passage = said.passage
    seen = compare(claim.text, passage.text, claimed_on, _day_of(passage.report))
    match seen.bearing:
        case Bearing.SILENT:
            return ruled(said.together, seen)
        case Bearing.SAME if said.whole and said.whole.stance is Stance.DISPUTES:
            return said.together
        case _:
            return ruled(said.judgement, seen)


def _surest(rows: Sequence[Evidence], claim: int) -> Evidence | None:
    """The claim's row that takes a side most surely, else the surest mention."""
    own = [row for row in rows if row.claim == claim]
    return max(
        own,
        key=lambda row: (row.stance is not Stance.MENTIONS, row.judgement.probability),
        default=None,
    )
