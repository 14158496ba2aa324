"""Where one text says that it was so and the other that it was not.

Only the sentence nearest to the claim is held against it, and only where the words beside what is
negated are shared too: what else a sentence negates is another matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from backend.checking.differences.naming import deeds
from backend.checking.differences.negation import (
    Negated,
    negated,
    negates,
    negates_by_meaning,
    negators,
)
from backend.checking.differences.reading import Reading, Token, beside, content, nearest, share
from backend.checking.thesaurus import OPPOSITES
from backend.domain import Difference, DifferenceKind

_HALF = 0.5
_NEARLY_ALL = 0.9
_MOST = 0.6
"""How much of the claim a sentence has to share before its negations are held against it."""
_FEWEST = 2
_FALSE = re.compile(
    r"\b(?:is|are|was|were|as|be|been|that's|it's)\s(?:\w+ly\s|a\s|an\s|not\s)?(?P<word>false|untrue"
    r"|fake|hoax|baseless|unfounded|groundless|fabricated|fabrication|debunked|incorrect|myth"
    r"|invented|invention)\b"
    r"|\b(?P<untrue>(?:is|are|was|were)(?:n['’]t|\s(?:simply\s|just\s)?not)\s(?:true|correct"
    r"|accurate|the\scase)|no\struth\s(?:in|to))\b|\b(?P<lead>false|fake|baseless|debunked|bogus)\s"
    r"(?:claims?|reports?|rumou?rs?|stories|story|news)\b",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|decid(?:e|es|ed|ing)|campaign(?:s|ed|ing)?|testif(?:y|ies|ied)|spoke)"
    r"\s(?:for|in\sfavou?r\sof|(?P<against>against))\b",
    re.IGNORECASE,
)
_COMING = frozenset("would will may might should shall".split())
_SOON = 3
_ARTICLES = frozenset("the a an its their this".split())
_AS_NOUNS = frozenset({"end", "begin"})
"""Roots that as nouns say nothing of what ended or began: "at the end of the season"."""


def polarity_difference(claim: Reading, passage: Reading, sentence: int) -> Difference | None:
    """What one of the two negates and the other does not, in their own words; None if nothing."""
    near = passage.of_sentence(sentence)
    if share(content(claim.tokens), content(near)) < _MOST or passage.asks(sentence):
        return None
    said = claim.of_sentence(nearest(content(near), claim))
    ours = negated(claim, said, content(near))
    theirs = negated(passage, near, content(said))
    if ours.keys() & theirs.keys():
        return None
    if falsity := _falsity(claim, passage, near):
        return falsity
    if negators(claim, said) == negators(passage, near) > 0:
        return None
    there = _denied_there(claim, said, passage, near, theirs)
    here = there or _denied_here(claim, said, near, ours, theirs)
    here = here or _other_side(claim, said, passage, near)
    here = here or _opposite(said, near, ours.keys() | theirs.keys())
    return here or _one_negated(claim, said, passage, near)


def _denied_there(
    claim: Reading,
    said: Sequence[Token],
    passage: Reading,
    near: Sequence[Token],
    theirs: dict[str, Negated],
) -> Difference | None:
    """What the passage negates and the claim asserts."""
    if negates_by_meaning(said):
        return None
    for root, one in theirs.items():
        here = _asserted(said, one, claim)
        there = next(token for token in near if token.root == root and token.start >= one.start)
        elsewhere = any(
            token.root == root and not one.start <= token.start < one.end for token in near
        )
        if not here or elsewhere or (_is_coming(near, one) and not _is_coming(said, here)):
            continue
        if _same_place(said, here, near, there):
            words = passage.quote(one.start, one.end)
            return Difference(DifferenceKind.NEGATION, here.text, words)
    return None


def _denied_here(
    claim: Reading,
    said: Sequence[Token],
    near: Sequence[Token],
    ours: dict[str, Negated],
    theirs: dict[str, Negated],
) -> Difference | None:
    """What the claim negates and the passage asserts."""
    if theirs or negates_by_meaning(near):
        return None
    for root, one in ours.items():
        there = next((token for token in near if one.is_of(token) and token.tells), None)
        here = next(token for token in said if token.root == root and token.start >= one.start)
        twice = sum(token.root == root for token in said) > 1
        if there and not twice and _same_place(said, here, near, there):
            return Difference(DifferenceKind.NEGATION, claim.quote(one.start, one.end), there.text)
    return None


def _is_coming(tokens: Sequence[Token], at: Negated | Token) -> bool:
    """Whether what is said there is said of what is to come: "would not cut" is no "did not"."""
    before = [token for token in tokens if token.end <= at.start][-_SOON:]
    return any(token.lower in _COMING for token in before)


def _asserted(tokens: Sequence[Token], denied: Negated, reading: Reading) -> Token | None:
    """The word that asserts it, with no negation before it in its clause."""
    for token in tokens:
        if denied.is_of(token) and token.tells:
            clause = [
                one for one in tokens if one.clause == token.clause and one.end <= token.start
            ]
            if not negators(reading, clause):
                return token
    return None


def _same_place(ours: Sequence[Token], here: Token, theirs: Sequence[Token], there: Token) -> bool:
    """Whether the words beside one are beside the other too, or the claim has no others."""
    neighbours = beside(ours, here) - {here.root}
    return not neighbours or bool(neighbours & (beside(theirs, there) - {there.root}))


def _falsity(claim: Reading, passage: Reading, near: Sequence[Token]) -> Difference | None:
    """Find "the report that … is false": the whole sentence is negated."""
    start, end = near[0].start, near[-1].end
    found = _FALSE.search(passage.text, start, end)
    telling = [token for token in claim.tokens if token.tells]
    if not found or not telling or _FALSE.search(claim.text):
        return None
    if share(deeds(claim), content(near)) <= _HALF:
        return None
    after = next((token for token in near if token.start >= found.end()), None)
    of_a_thing = after and after.tells and not found["lead"] and after.start == found.end() + 1
    if not found["untrue"] and (" not " in found.group().lower() or of_a_thing):
        return None
    whole = claim.quote(telling[0].start, telling[-1].end)
    return Difference(DifferenceKind.NEGATION, whole, found.group())


def _one_negated(
    claim: Reading, said: Sequence[Token], passage: Reading, near: Sequence[Token]
) -> Difference | None:
    """Find "was not 61%" against "was 61%": the same words, and one of the two negates."""
    ours, theirs = content(said), content(near)
    if min(share(ours, theirs), share(theirs, ours)) < _NEARLY_ALL:
        return None
    if negates_by_meaning(said) or negates_by_meaning(near):
        return None
    here, there = _first_negated(claim, said), _first_negated(passage, near)
    if here and not there:
        words = claim.quote(here[0].start, here[1].end)
        return Difference(DifferenceKind.NEGATION, words, _asserts(passage, near, here[1]))
    if there and not here:
        words = passage.quote(there[0].start, there[1].end)
        return Difference(DifferenceKind.NEGATION, _asserts(claim, said, there[1]), words)
    return None


def _first_negated(reading: Reading, tokens: Sequence[Token]) -> tuple[Token, Token] | None:
    """The first word that negates, with the word right behind it."""
    pairs = enumerate(pairwise(tokens))
    return next((pair for at, pair in pairs if negates(reading, tokens, at)), None)


def _asserts(reading: Reading, tokens: Sequence[Token], denied: Token) -> str:
    """The word that a sentence asserts and the other text denies; all of it without that word."""
    whole = reading.quote(tokens[0].start, tokens[-1].end)
    return next((token.text for token in tokens if token.lower == denied.lower), whole)


def _other_side(
    claim: Reading, said: Sequence[Token], passage: Reading, near: Sequence[Token]
) -> Difference | None:
    """Find "voted for" against "voted against"."""
    ours, theirs = (
        _VOTED.search(one.text, tokens[0].start, tokens[-1].end)
        for one, tokens in ((claim, said), (passage, near))
    )
    if not ours or not theirs or bool(ours["against"]) == bool(theirs["against"]):
        return None
    return Difference(DifferenceKind.NEGATION, ours.group(), theirs.group())


def _opposite(
    said: Sequence[Token], near: Sequence[Token], negated_roots: frozenset[str] | set[str]
) -> Difference | None:
    """Find "rose" against "fell", of the same thing and neither negated."""
    ours, theirs = content(said), content(near)
    for token, other in _opposites(said, near, theirs - ours):
        rest = (ours - {token.root}) & (theirs - {other.root})
        enough = len(rest) >= _FEWEST or rest == ours - {token.root}
        neither = not {token.root, other.root} & negated_roots
        if neither and enough and beside(said, token) & beside(near, other):
            return Difference(DifferenceKind.NEGATION, token.text, other.text)
    return None


def _opposites(
    tokens: Sequence[Token], near: Sequence[Token], only: frozenset[str]
) -> Iterator[tuple[Token, Token]]:
    """Words of the claim with those of the sentence that say the opposite."""
    there = content(near)
    for token in tokens:
        wanted = OPPOSITES.get(token.root, frozenset()) & only
        if not wanted or token.root in there or _is_noun(tokens, token):
            continue
        for other in near:
            if other.root in wanted and not _is_noun(near, other):
                yield token, other


def _is_noun(tokens: Sequence[Token], token: Token) -> bool:
    before = next((one for one in reversed(tokens) if one.end <= token.start), None)
    return token.root in _AS_NOUNS and before is not None and before.lower in _ARTICLES
