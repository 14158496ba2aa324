"""Whether a claim and a sentence of a passage are one statement in near-identical words."""

from __future__ import annotations

from collections.abc import Sequence

from backend.checking.denials import negations
from backend.checking.differences.modality import weakened
from backend.checking.differences.names import same_name
from backend.checking.differences.naming import Name, names_in
from backend.checking.differences.negation import negators
from backend.checking.differences.numbers import numbers_agree
from backend.checking.differences.ranks import ranks_agree
from backend.checking.differences.reading import Reading, Token, content, share
from backend.checking.differences.situated import situated
from backend.checking.differences.speakers import Voices

SAID = 0.9
"""The share of the claim's words from which a sentence may be the claim's own statement."""
NO_MORE = 0.6
"""The share of such a sentence's words that the claim has to have: what else it says is little."""
_SAID_HOW = frozenset(
    """all some only most every few many several half both against reportedly apparently alleged
    rumour rumours rumor rumors report more less than before after""".split()
)

_ROUNDING = frozenset("some half more less than".split())
_BESIDES = frozenset("before after against".split())


def is_same(claim: Reading, passage: Reading, sentence: int, heard: Voices) -> bool:
    """Whether both are one statement: the same words, numbers, names and polarity.

    Numbers and names are compared as such, however each text writes them.
    """
    near = passage.of_sentence(sentence)
    agree = numbers_agree(claim, passage)
    if heard.denial or (situated(claim) and not agree):
        return False
    ours, theirs = _plain(claim, claim.tokens, passage), _plain(passage, near, claim)
    no_more = max(share(theirs, ours), share(content(near), content(claim.tokens)))
    if share(ours, theirs) < SAID or no_more < NO_MORE:
        return False
    if not ranks_agree(claim, passage) or not _same_order(claim, passage):
        return False
    if negators(claim, claim.tokens) != negators(passage, near):
        return False
    if negations(claim.text) != negations(passage.text) or not _told_alike(claim, passage, agree):
        return False
    if passage.asks(sentence) or claim.asks(0):
        return False
    return not any(weakened(passage, near, ours)) or any(weakened(claim, claim.tokens, ours))


def _plain(reading: Reading, tokens: Sequence[Token], other: Reading) -> frozenset[str]:
    """The roots of what happened, without numbers and their units, and names that both have."""
    spans = [(one.quantity.start, one.quantity.end) for one in situated(reading)]
    theirs = names_in(other)
    spans += [
        (name.start, name.end)
        for name in names_in(reading)
        if any(same_name(name, one) for one in theirs)
    ]
    return content(
        token for token in tokens if not any(start <= token.start < end for start, end in spans)
    )


def _told_alike(claim: Reading, passage: Reading, numbers_agree: bool) -> bool:  # noqa: FBT001
    """Whether both say in the same way how many, when and how surely.

    Words that only round a number are left to the numbers, and when or whom against a passage may
    say besides.
    """
    aside = _ROUNDING if numbers_agree else frozenset[str]()
    ours = [word for word in _said_how(claim) if word not in aside]
    theirs = [word for word in _said_how(passage) if word not in aside]
    both = ([word for word in words if word not in _BESIDES] for words in (ours, theirs))
    return set(ours) <= set(theirs) and next(both) == next(both)


def _said_how(reading: Reading) -> list[str]:
    """The words that say how many of a kind ("all" is not "some"), or that it is hearsay."""
    return sorted(token.lower for token in reading.tokens if token.lower in _SAID_HOW)


def _same_order(claim: Reading, passage: Reading) -> bool:
    """Whether both name the same in the same order: who did it to whom is in it."""
    ours, theirs = _named(claim), _named(passage)
    return len(ours) == len(theirs) and all(map(same_name, ours, theirs))


def _named(reading: Reading) -> list[Name]:
    """The names of a text but for the units of its numbers and words that open a sentence."""
    spans = [(one.quantity.start, one.quantity.end) for one in situated(reading)]
    return [
        name
        for name in names_in(reading)
        if (name.party or not name.opens)
        and not any(start <= name.start < end for start, end in spans)
    ]
