"""Where a report puts another name, place or role in the slot that the claim fills.

Two names are held against each other only where both sentences otherwise say the same thing, each
is missing from the other text under all its aliases, and both fill the same slot: another name in
another clause is no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from backend.checking.differences.naming import LOCATIVE, Name, Slot, names_in, parties_in
from backend.checking.differences.reading import Reading, content, share
from backend.checking.parties import ASIDE, party_named
from backend.checking.places import lies_in
from backend.checking.thesaurus import root
from backend.domain import Difference, DifferenceKind

_MOST = 0.65
"""How much of what the claim says besides its names the report's sentence has to share."""
_NEARLY_ALL = 0.9
"""The same where no name is shared."""
_FEWEST = 2
"""How many such words there have to be."""
_CONTINENTS = frozenset("europe asia africa america middle east gulf balkans west".split())
_MOTION = frozenset(
    root(word)
    for word in """sent went moved flew travelled left came arrived withdrew fled returned shipped
    transferred exported imported marched drove sailed evacuated deported extradited""".split()
)
"""What leads to a place or away from one."""
_LONGEST_ACRONYM = 6
_SHORTEST = 3
_PREFIX = 5
_SPELLED_ALIKE = 0.8


def name_differences(claim: Reading, passage: Reading) -> list[Difference]:
    """The names of the claim whose slot another name fills in the passage, each once.

    Where the two share no name there is one at most, and only where all else is the same: a bus
    crash near Lima is not the train crash near Delhi.
    """
    found = list(_otherwise_named(claim, passage))
    if may_be_one_event(claim, passage):
        return found
    return found if len(found) == 1 and _all_but_names_shared(claim, passage) else []


def _all_but_names_shared(claim: Reading, passage: Reading) -> bool:
    rest = frozenset[str]().union(*(_rest(claim, at) for at in range(len(claim.spans))))
    return share(rest, content(passage.tokens)) >= _NEARLY_ALL


def _otherwise_named(claim: Reading, passage: Reading) -> Iterator[Difference]:
    theirs = [name for name in _names(passage, claim) if not _stands_in(name, claim)]
    ours = [name for name in _names(claim, passage) if not _stands_in(name, passage)]
    for name in ours:
        for other in theirs:
            if _otherwise_same(claim, name, passage, other) and (kind := _kind(name, other)):
                yield Difference(kind, name.text, other.text)
                theirs.remove(other)
                break


def may_be_one_event(claim: Reading, passage: Reading) -> bool:
    """Whether two texts may tell of one event: they share a name, or one of them has none.

    A bus crash near Lima is not the train crash near Delhi, however many died in either.
    """
    ours, theirs = _names(claim, passage), _names(passage, claim)
    return (
        not ours
        or not theirs
        or any(_stands_in(name, passage) for name in ours)
        or any(_may_be_inside(name, other) for name in ours for other in theirs)
    )


def may_be_one_matter(claim: Reading, passage: Reading) -> bool:
    """The same of what is told: where one name alone stands for another, it is told of one thing.

    Others that share no name tell of one thing only if all else that happened is the same.
    """
    if may_be_one_event(claim, passage):
        return True
    alone = min(len(_names(claim, passage)), len(_names(passage, claim))) == 1
    return alone and _all_but_names_shared(claim, passage)


def _may_be_inside(name: Name, other: Name) -> bool:
    """Whether one place lies in the other."""
    return bool(lies_in(name.text, other.text) or lies_in(other.text, name.text))


def same_name(one: Name, other: Name) -> bool:
    """Whether two names may mean the same: a shared part, the same party, or initials."""
    if one.party or other.party:
        return one.party == other.party
    if one.parts == other.parts or (one.parts & other.parts) - ASIDE:
        return True
    if is_acronym_of(one, other) or is_acronym_of(other, one):
        return True
    return any(_alike(part, theirs) for part in one.parts for theirs in other.parts)


def is_acronym_of(short: Name, name: Name) -> bool:
    """Whether a name in capitals is made of the other's initials, two at least."""
    letters = "".join(part[0] for part in name.text.split() if part[0].isupper())
    return len(letters) > 1 and short.text.isupper() and short.text.replace(".", "") == letters


def _is_acronym(name: Name) -> bool:
    letters = name.text.replace(".", "")
    return letters.isupper() and len(letters) <= _LONGEST_ACRONYM


def _alike(part: str, other: str) -> bool:
    """Whether two spellings may be of one name: "Taleban", "Kurds" and "Kurdish", "Lib" Dem."""
    short, long = sorted((part.replace("-", ""), other.replace("-", "")), key=len)
    if len(short) < _SHORTEST or part in ASIDE or other in ASIDE:
        return False
    if long.startswith(short) or long[:_PREFIX] == short[:_PREFIX]:
        return True
    return SequenceMatcher(None, short, long).ratio() > _SPELLED_ALIKE


def _names(reading: Reading, other: Reading) -> list[Name]:
    """The names of a text; a single word that opens a sentence has to be a name elsewhere too."""
    inner = {
        token.lower
        for text in (reading, other)
        for name in names_in(text)
        if not name.opens or len(name.parts) > 1
        for token in text.of_sentence(name.sentence)
        if token.start >= name.start and token.end <= name.end
    }
    return [
        name
        for name in names_in(reading)
        if not name.opens or len(name.parts) > 1 or name.party or name.parts & inner
    ]


def _stands_in(name: Name, text: Reading) -> bool:
    """Whether the other text has the name under any alias, or the country whose seat it is."""
    if any(same_name(name, other) for other in names_in(text)):
        return True
    if name.party:
        return name.party in parties_in(text)
    return bool((name.parts - ASIDE) & {token.lower for token in text.tokens})


def _otherwise_same(claim: Reading, name: Name, passage: Reading, other: Name) -> bool:
    rest = _rest(claim, name.sentence)
    there = content(passage.of_sentence(other.sentence))
    return len(rest & there) >= _FEWEST and share(rest, there) >= _MOST


def _rest(reading: Reading, sentence: int) -> frozenset[str]:
    named = [name for name in names_in(reading) if name.sentence == sentence]
    return content(
        token
        for token in reading.of_sentence(sentence)
        if not any(name.start <= token.start < name.end for name in named)
    )


def _kind(name: Name, other: Name) -> DifferenceKind | None:
    """What differs where two names fill one slot; None where they fill none together."""
    if _is_acronym(name) != _is_acronym(other) and not (name.party and other.party):
        return None  # one may stand for the other
    if name.role and name.role == other.role and not (name.party or other.party):
        return DifferenceKind.NAME
    shared = _shared(name, other)
    if not shared:
        return None
    if shared.kind in LOCATIVE and _is_where(shared, name, other):
        return DifferenceKind.PLACE if _as_fine(name, other) else None
    return DifferenceKind.NAME if bool(name.party) == bool(other.party) else None


def _is_where(shared: Slot, name: Name, other: Name) -> bool:
    """Whether a slot names a place: "moved to", "from France", and not "gave the prize to"."""
    towards = shared.kind in {"from", "to"}
    return not towards or shared.word in _MOTION or bool(name.party or other.party)


def _shared(name: Name, other: Name) -> Slot | None:
    exact = name.slots & other.slots
    if exact:
        return min(exact, key=lambda slot: (slot.kind not in LOCATIVE, slot.kind, slot.word))
    places = {slot.kind for slot in name.slots} & {slot.kind for slot in other.slots} & LOCATIVE
    return Slot(min(places), "") if places else None


def _as_fine(name: Name, other: Name) -> bool:
    """Whether one place cannot lie in the other: two countries, or two towns."""
    if (name.parts | other.parts) & _CONTINENTS or name.area != other.area:
        return False
    inside = lies_in(name.text, other.text), lies_in(other.text, name.text)
    if inside != (None, None):
        return True not in inside
    one, two = (party_named(each.text, as_place=True) for each in (name, other))
    return bool(one) == bool(two) and (one is None or one != two)
