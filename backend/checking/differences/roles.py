"""Where a report gives the same person another office, or turns round who did it to whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from backend.checking.differences.names import same_name
from backend.checking.differences.naming import Name, names_in
from backend.checking.differences.reading import Reading
from backend.domain import Difference, DifferenceKind

_OFFICES = frozenset(
    "president minister chancellor king queen governor mayor senator ambassador pope".split()
)
_NOT_THE_OFFICE = frozenset({"vice", "deputy"})


def role_differences(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """The same person in another office, and who did it to whom turned round."""
    for name in names_in(claim):
        for other in names_in(passage):
            if same_name(name, other) and _other_office(name.role, other.role):
                yield Difference(
                    DifferenceKind.ROLE,
                    claim.quote(name.role_start, name.role_end),
                    passage.quote(other.role_start, other.role_end),
                )
                return
    yield from _turned_round(claim, passage)


def _other_office(role: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two roles are two offices: "finance minister" and "health minister"."""
    ours, theirs = frozenset(role), frozenset(other)
    if not (ours & _OFFICES and theirs & _OFFICES) or "former" in ours | theirs:
        return False
    if (ours ^ theirs) & _NOT_THE_OFFICE:
        return True
    return not (ours <= theirs or theirs <= ours)


def _turned_round(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """Find "A beat B" against "B beat A"."""
    reported = {
        (_who(doer), verb, _who(done)): (doer, done) for doer, verb, done in _deeds(passage)
    }
    for doer, verb, done in _deeds(claim):
        there = (_who(doer), verb, _who(done)) in reported or _who(doer) == _who(done)
        if not there and (found := reported.get((_who(done), verb, _who(doer)))):
            yield Difference(
                DifferenceKind.ROLE,
                claim.quote(doer.start, done.end),
                passage.quote(found[0].start, found[1].end),
            )


def _who(name: Name) -> str:
    return name.party or name.text


def _deeds(reading: Reading) -> Iterator[tuple[Name, str, Name]]:
    """Who did what to whom, where a name goes directly before a verb and one directly after it."""
    found = names_in(reading)
    for doer, done in pairwise(found):
        verbs = {slot.word for slot in doer.slots if slot.kind == "subject"}
        for verb in verbs & {slot.word for slot in done.slots if slot.kind == "object"}:
            passive = " by " in reading.text[doer.end : done.start]
            yield (done, verb, doer) if passive else (doer, verb, done)
