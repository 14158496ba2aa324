"""Where a report's number differs from the claim's.

A number is compared only with a number of the same thing: the same measure, the same noun or the
same fate, and the words around it shared. Where any such number agrees there is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable

from backend.checking.differences.names import may_be_one_event
from backend.checking.differences.negation import negators
from backend.checking.differences.reading import Reading, content, read, share
from backend.checking.differences.situated import Situated, agreeing, is_part, same_thing, situated
from backend.checking.hedges import Hedge
from backend.checking.measures import COUNT
from backend.domain import Difference, DifferenceKind

_HALF = 0.5
_MOST = 0.75
_FEWEST = 2
_MANY = 3
"""More numbers of one kind than this are a list, of which rules don't tell which one is meant."""
_SOON = 3


def number_differences(claim: str, passage: str) -> tuple[Difference, ...]:
    """Where the passage counts or measures the same thing as the claim and no number agrees."""
    pairs = number_pairs(read(claim), read(passage))
    return tuple(difference_of(claimed, reported) for claimed, reported in pairs)


def number_pairs(claim: Reading, passage: Reading) -> Iterable[tuple[Situated, Situated]]:
    """Each number of the claim that no number of the same thing agrees with, and the nearest."""
    reported = situated(passage) if may_be_one_event(claim, passage) else []
    for claimed in situated(claim):
        if _is_negated(claim, claimed):
            continue
        whole = not is_part(claim, claimed)
        same = [
            one
            for one in reported
            if same_thing(claimed, one) and not (whole and is_part(passage, one))
        ]
        alike = _alike(claimed, same, passage)
        if not alike or len(alike) > _MANY:
            continue
        counted = same if claimed.quantity.measure == COUNT else alike
        if not agreeing(claimed, (*counted, *_open_to(claimed, reported))):
            yield claimed, max(alike, key=lambda one: _nearness(claimed, one))


def numbers_agree(claim: Reading, passage: Reading) -> bool:
    """Whether the claim has numbers and the passage gives each of them."""
    reported = situated(passage)
    claimed = situated(claim)
    return bool(claimed) and all(
        agreeing(one, (other for other in reported if _is_like(one, other))) for one in claimed
    )


def _is_like(claimed: Situated, reported: Situated) -> bool:
    """Whether two numbers are of the same thing and measure; two currencies only may be one sum."""
    same_measure = claimed.quantity.measure == reported.quantity.measure
    return same_measure and same_thing(claimed, reported)


def difference_of(claimed: Situated, reported: Situated) -> Difference:
    """The two numbers as each text writes them."""
    return Difference(DifferenceKind.NUMBER, claimed.quantity.text, reported.quantity.text)


def _alike(claimed: Situated, reported: list[Situated], passage: Reading) -> list[Situated]:
    """Those numbers that are of the same thing by the words around them too."""
    near = [one for one in reported if _same_matter(claimed, one, passage)]
    fated = [one for one in near if one.fate == claimed.fate]
    return fated or near


def _same_matter(claimed: Situated, reported: Situated, passage: Reading) -> bool:
    there = content(passage.of_sentence(reported.sentence))
    if claimed.quantity.measure == COUNT:
        whole = share(claimed.around, content(passage.tokens))
        return share(claimed.around, there) >= _HALF or whole > _HALF
    shorter = min(claimed.beside, reported.beside, key=len)
    both = claimed.around & reported.around
    enough = len(both) >= _FEWEST or both == claimed.around
    near = share(shorter, both) > _HALF or share(claimed.around, there) >= _MOST
    return enough and near and share(claimed.around, there) >= _HALF


def _open_to(claimed: Situated, reported: list[Situated]) -> list[Situated]:
    """Numbers that may be of the same thing though they don't say so: "has now grown to 20"."""
    return [
        one
        for one in reported
        if one.quantity.measure == claimed.quantity.measure
        and (
            not one.quantity.counts
            if one.quantity.measure == COUNT
            else one.around & claimed.around
        )
        and one.fate in {None, claimed.fate}
    ]


def _is_negated(claim: Reading, claimed: Situated) -> bool:
    """Whether a negation stands right before the number: "was not the 12th"."""
    before = [
        token
        for token in claim.of_sentence(claimed.sentence)
        if token.end <= claimed.quantity.start
    ][-_SOON:]
    return claimed.quantity.hedge is Hedge.EXACT and negators(claim, before) > 0


def _nearness(claimed: Situated, reported: Situated) -> tuple[float, float]:
    return share(claimed.beside, reported.beside), share(claimed.around, reported.around)
