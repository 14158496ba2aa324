"""Who says it: a denial by a party, the same denial, the opposite of one, and other speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backend.checking.differences.names import same_name
from backend.checking.differences.naming import deeds, names_in
from backend.checking.differences.reading import Reading, content, share
from backend.checking.differences.seen import Seen, Weight
from backend.checking.differences.telling import Act, Telling, telling_in
from backend.checking.parties import party_named
from backend.domain import Difference, DifferenceKind

_STATEMENT = 3
"""Telling words from which what is denied says what it is: "all knowledge" does not."""
_THIRD = 1 / 3
_HALF = 0.5
_MOST = 0.6
_MOUTHPIECE = re.compile(
    r"\b(?:spokes(?:man|woman|person)|ministry|government|company|firm|police|club|authorities"
    r"|officials|army|military|airline|bank|party|office|agency|lawyers?|family|he|she|they|it"
    r"|team|university|hospital|council|palace|embassy|manager|representatives?"
    r"|federation|union|association|group|organi[sz]ation|prosecutors|minister|president|mayor"
    r"|governor|leadership|party|church|school|regulator)\b",
    re.IGNORECASE,
)
_OF_DENIAL = re.compile(r"\bden(?:y|ies|ied|ial|ials)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:The|An?|Its|His|Her|Their)\b")


@dataclass(frozen=True, slots=True)
class Voices:
    """What the tellings of both texts amount to.

    `denial` is whether the passage passes on somebody's denial of what the claim says, `denied_by`
    who that is where it is a party to the matter; `same_denial` whether both tell of one denial;
    `unsaid` whether the claim tells of a denial and the passage does not; `other_denial` whether
    the passage tells of a denial of something else; `seen` what differs.
    """

    denial: bool = False
    denied_by: str | None = None
    same_denial: bool = False
    unsaid: bool = False
    other_denial: bool = False
    seen: Seen | None = None


def voices(claim: Reading, passage: Reading, sentence: int) -> Voices:
    """Who tells what in the claim and in the passage's nearest sentence."""
    ours, theirs = telling_in(claim, 0), telling_in(passage, sentence)
    if ours and ours.act is Act.DENIES and not ours.negated:
        return _of_denial(claim, ours, passage, theirs)
    if theirs and theirs.act is Act.DENIES and not _OF_DENIAL.search(claim.text):
        return _denied(claim, ours, passage, theirs)
    if ours and theirs and theirs.act is not Act.DENIES:
        return _confirmed(claim, ours, passage, theirs) or _spoken(claim, ours, passage, theirs)
    return Voices()


def _of_denial(claim: Reading, ours: Telling, passage: Reading, theirs: Telling | None) -> Voices:
    """The claim tells of a denial."""
    if theirs is None or not _same_matter(ours, theirs):
        return Voices(unsaid=True)
    if not _may_be_one(ours, theirs):
        return _other_speaker(claim, ours, passage, theirs)
    if theirs.act is Act.DENIES and not theirs.negated:
        return Voices(same_denial=True)
    if theirs.act is Act.CONFIRMS or theirs.negated:
        words = _words(passage, theirs)
        said = Difference(DifferenceKind.MODALITY, _words(claim, ours), words)
        return Voices(seen=Seen(said, Weight.LESS if _undecided(theirs) else Weight.OTHERWISE))
    return Voices(unsaid=True)


def _undecided(theirs: Telling) -> bool:
    """Whether the passage says only that somebody did not confirm."""
    return theirs.negated and theirs.act is Act.CONFIRMS


def _denied(claim: Reading, ours: Telling | None, passage: Reading, theirs: Telling) -> Voices:
    """The passage tells of a denial, and the claim of none."""
    deed = share(deeds(claim), theirs.told)
    if theirs.negated or share(content(claim.tokens), theirs.told) < _HALF or deed <= _HALF:
        return Voices(other_denial=deed <= _THIRD and len(theirs.told) >= _STATEMENT)
    if ours and ours.act is Act.CONFIRMS and _may_be_one(ours, theirs):
        said = Difference(DifferenceKind.MODALITY, _words(claim, ours), _words(passage, theirs))
        return Voices(seen=Seen(said))
    return Voices(denial=True, denied_by=_party(claim, passage, theirs))


def _confirmed(claim: Reading, ours: Telling, passage: Reading, theirs: Telling) -> Voices | None:
    """Find "confirmed" against "never confirmed", by the same."""
    if not ours.act is theirs.act is Act.CONFIRMS or ours.negated == theirs.negated:
        return None
    if not _same_matter(ours, theirs) or not _may_be_one(ours, theirs):
        return None
    said = Difference(DifferenceKind.MODALITY, _words(claim, ours), _words(passage, theirs))
    return Voices(seen=Seen(said))


def _spoken(claim: Reading, ours: Telling, passage: Reading, theirs: Telling) -> Voices:
    if not _same_matter(ours, theirs) or _may_be_one(ours, theirs):
        return Voices()
    return _other_speaker(claim, ours, passage, theirs)


def _other_speaker(claim: Reading, ours: Telling, passage: Reading, theirs: Telling) -> Voices:
    who = Difference(
        DifferenceKind.SPEAKER,
        claim.quote(ours.start, ours.end),
        passage.quote(theirs.start, theirs.end),
    )
    return Voices(seen=Seen(who, Weight.LESS))


def _same_matter(ours: Telling, theirs: Telling) -> bool:
    return share(ours.told, theirs.told) >= _MOST


def _may_be_one(ours: Telling, theirs: Telling) -> bool:
    """Whether the two who tell may be one; who has no name may be anybody."""
    if not (ours.names or ours.parties) or not (theirs.names or theirs.parties):
        return True
    people = ours.people, theirs.people
    if all(people):
        return any(same_name(one, other) for one in people[0] for other in people[1])
    if ours.parties & theirs.parties or ours.who & theirs.who:
        return True
    if any(same_name(one, other) for one in ours.names for other in theirs.names):
        return True
    one_has_parties_alone = bool(ours.parties) != bool(theirs.parties)
    return one_has_parties_alone and not (ours.names and theirs.names)


def _words(reading: Reading, telling: Telling) -> str:
    return reading.quote(telling.word_start, telling.word_end)


def _party(claim: Reading, passage: Reading, theirs: Telling) -> str | None:
    """Who denies, where it is somebody the claim is about or a nameless voice of theirs."""
    who = _ARTICLE.sub(
        lambda article: article.group().lower(), passage.quote(theirs.start, theirs.end)
    )
    parties = {name.party for name in names_in(claim)} - {None}
    parties |= {party for token in claim.tokens if (party := _party_of(token.text))}
    parts = {part for name in theirs.names for part in name.parts}
    if theirs.parties & parties or parts & {token.lower for token in claim.tokens}:
        return who
    nameless = not theirs.names and not theirs.parties
    return who if nameless and _MOUTHPIECE.search(who) else None


def _party_of(word: str) -> str | None:
    return party_named(word) if word[:1].isupper() else None
