"""Participles made into statements: with a subject, and with a verb in a tense of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend.checking.claims import speech
from backend.checking.claims.joints import clause_behind, relative
from backend.checking.claims.mentions import phrase, spoken_of
from backend.checking.claims.statement import Bit, Statement, trimmed
from backend.checking.claims.verbs import (
    Tense,
    agrees_in_plural,
    be,
    is_plural,
    participle,
    past,
    tense_of,
)
from backend.checking.syntax import Sentence

_SO_FAR = frozenset({"past", "last", "since"})


def alone(
    sentence: Sentence, place: int, verb: int, subject: Sequence[Bit], noun: int | None
) -> Iterator[Statement]:
    """What the clause's subject did besides: "…, killing 12 people"."""
    if not subject or noun is None:
        return
    tense, plural = tense_of(sentence, verb), agrees_in_plural(sentence, verb, noun)
    own = trimmed(sentence, sentence.subtree(place))
    if sentence[place].tag == "VBN":
        bits: list[Bit] = [be(tense, plural=plural), *own]
    else:
        bits = _finite(sentence, place, own, tense, plural=plural, goes_on=_goes_on(sentence, verb))
    told = sentence.child(place, {"ccomp"}) if sentence[place].lemma in speech.SAYING else None
    inside = frozenset(sentence.subtree(told)) if told is not None else frozenset[int]()
    yield Statement((*subject, *bits), tuple(own), place, told=inside)
    if told is not None and not speech.in_first_person(sentence, told):
        content = trimmed(sentence, [p for p in inside_order(inside) if sentence[p].dep != "mark"])
        yield Statement(tuple(content), tuple(content), told)


def inside_order(places: frozenset[int]) -> list[int]:
    """Places in the order of the sentence."""
    return sorted(places)


def _goes_on(sentence: Sentence, verb: int) -> bool:
    """Whether a verb tells of something that goes on: "has been fighting"."""
    return sentence[verb].tag == "VBG"


def _finite(
    sentence: Sentence,
    place: int,
    own: Sequence[int],
    tense: Tense,
    *,
    plural: bool,
    goes_on: bool,
) -> list[Bit]:
    """A participle's words with its verb in a tense."""
    lemma = sentence[place].lemma
    if tense is Tense.PAST and not goes_on:
        return [past(lemma) if one == place else one for one in own]
    if tense is Tense.PERFECT and not goes_on:
        helper = "have" if plural else "has"
        done = f"{helper} {participle(lemma)}"
        return [done if one == place else one for one in own]
    return [be(tense, plural=plural), *own]


def with_clause(sentence: Sentence, place: int, verb: int) -> Iterator[Statement]:
    """Make of "with mercenaries playing a role" that mercenaries have been playing a role."""
    inner = clause_behind(sentence, place)
    if inner is None:
        return
    subject, doing = inner
    who = sentence.subtree(subject, {doing})
    passive = [one for one in sentence.children(doing, "auxpass") if sentence[one].lower == "being"]
    taken = {*who, *passive}
    rest = trimmed(sentence, [one for one in sentence.subtree(doing) if one not in taken])
    tense = tense_of(sentence, verb)
    if tense is Tense.PRESENT and _so_far(sentence, rest):
        tense = Tense.PERFECT
    helper = be(tense, plural=is_plural(sentence, subject))
    if passive and tense is Tense.PRESENT:
        helper = f"{helper} being"
    own = trimmed(sentence, sorted({*who, *rest}))
    yield Statement((*trimmed(sentence, who), helper, *rest), tuple(own), doing)


def _so_far(sentence: Sentence, places: Sequence[int]) -> bool:
    return any(sentence[one].lower in _SO_FAR for one in places)


def which_clause(sentence: Sentence, place: int) -> Iterator[Statement]:
    """Make of "Kazan, which lies on the Volga" that Kazan lies on the Volga."""
    pronoun = relative(sentence, place)
    if pronoun is None:
        return
    noun = _noun(sentence, sentence[place].head)
    who = f"{noun}’s" if sentence[pronoun].lower == "whose" else noun
    own = trimmed(sentence, sentence.subtree(place))
    bits: list[Bit] = [who if one == pronoun else one for one in own]
    yield Statement(tuple(bits), tuple(one for one in own if one != pronoun), place)


def reduced(sentence: Sentence, place: int, noun: int, verb: int) -> Iterator[Statement]:
    """Make of "intelligence, gathered over the sea" that the intelligence was gathered there."""
    tense = tense_of(sentence, verb)
    if sentence[place].tag != "VBG":
        tense = Tense.PAST
    own = trimmed(sentence, sentence.subtree(place))
    helper = be(tense, plural=is_plural(sentence, noun))
    yield Statement((_noun(sentence, noun), helper, *own), tuple(own), place)


def _noun(sentence: Sentence, place: int) -> str:
    named = sentence[place].pos == "PROPN"
    return spoken_of(sentence, phrase(sentence, place), named=named)
