"""Where a report says only that something may be, will be or is alleged, and the claim that it is.

A marker ("may", "plans to", "allegedly") weakens the next word that tells what happened. Who says
that a thing will happen does not say that it did; who says that it did says that it could.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from backend.checking.differences.negation import negators
from backend.checking.differences.reading import Reading, Token, beside, content, share
from backend.domain import Difference, DifferenceKind

_MOST = 0.6
_REACH = 4
"""Telling or light words that a marker looks through for what it weakens."""


class Certainty(IntEnum):
    """How sure a text is that something is so, least first."""

    POSSIBLE = 1
    COMING = 2
    FACT = 3


_POSSIBLE = re.compile(
    r"\b(?:may|might|could)\b(?!\snot)|(?i:\b(?:considering|considers|hopes to|hoped to|wants to"
    r"|wanted to|threatened to|threatens to|threatening to|proposed to|proposes to"
    r"|(?<!more )(?<!less )(?<!as )likely to"
    r"|claim(?:s|ed|ing)? to|close to(?=\s\w+ing\b)|on the (?:verge|brink|point) of|in talks to"
    r"|(?:seeks?|seeking|sought|tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|offer(?:s|ed|ing)?) to"
    r"|urged to|weighing|mulling|possibly|perhaps|potentially|reported to be considering"
    r"|is believed to|are believed to|was believed to|were believed to|is thought to"
    r"|are thought to|is said to|are said to|allegedly|purportedly|supposedly|alleged to"
    r"|accused of|suspected of|suspicion of|charged with|alleges? that|alleged that"
    r"|rumou?rs that|rumou?rs of|rumou?red to|rumou?red that|unconfirmed reports (?:that|of)"
    r"|unverified (?:claims|reports) (?:that|of))\b)"
)
_COMING = re.compile(
    r"\b(?:will|(?<!who )would(?! later| go on))\b(?!\snot)"
    r"|\b(?:plans? to|planned to|planning to|intends? to"
    r"|intended to|expected to|expects to|set to|scheduled to|is due to|are due to|was due to"
    r"|were due to|poised to|about to|preparing to|prepares to|ready to|promised to|promises to"
    r"|pledged to|pledges to|vowed to|vows to|aims to|agreed to|is to|are to|expected by"
    r"|announced plans to|plans for)\b"
)
_OPEN = re.compile(r"\b(?:whether|unless|if)\b", re.IGNORECASE)
_LOOSE = frozenset(
    """that of with whether unless if allegedly purportedly supposedly weighing mulling considering
    considers for""".split()
)
_LIGHT = frozenset("be been being have has to not also soon only even still then again all".split())
_HAVING = frozenset("has have had was were is are been be".split())
_PAST = frozenset(
    """began beat became bought broke brought built came caught chose cut dealt drew drove fell felt
    fled flew fought found gave got grew had held hit kept killed knew laid led left lent lit lost
    made met paid put quit ran rang rose said sang sank saw sent set shot shut sold spent spoke
    stole stood struck swam swept swore taken told took understood went withdrew woke won wore
    wrote""".split()
)
_HEDGED = re.compile(
    r"\b(?:suspicion|suspected|suspects?|charges?|charged|accus\w+|alleg\w+|plans?|planned|planning"
    r"|threat\w*|propos\w+|possible|possibly|risks?|likely|believe[sd]?|considers?|considering"
    r"|wants?|hopes?|expects?|expected|intends?|may|might|could)\b"
)
"""Words of a claim that is itself not sure, whatever the word is that a report weakens."""
_MARKERS = (
    (Certainty.POSSIBLE, _POSSIBLE),
    (Certainty.POSSIBLE, _OPEN),
    (Certainty.COMING, _COMING),
)
_UNVERIFIED = re.compile(
    r"\b(?:(?:could|can|cannot|has|have|had|been|were|was|is|are)\s?(?:not|n['’]t)\s(?:\w+\s){0,2}"
    r"(?:confirm(?:ed)?|verif(?:y|ied))"
    r"|(?:unconfirmed|unverified) (?:claims?|reports?|rumou?rs?|footage|videos?|accounts?)"
    r"|cannot be (?:confirmed|verified)|yet to be confirmed"
    r"|(?:declined|refused) to confirm|neither confirmed nor denied)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Weakened:
    """A root that a text is not sure of, and the words that say so: `text[start:end]`."""

    root: str
    certainty: Certainty
    start: int
    end: int


def modality_difference(claim: Reading, passage: Reading, sentence: int) -> Difference | None:
    """Where the sentence is less sure than the claim of what both say; None if it is not."""
    near, wanted = passage.of_sentence(sentence), content(claim.tokens)
    if not near or share(wanted, content(near)) < _MOST:
        return None
    if unverified := _unverified(claim, passage, near):
        return unverified
    if negators(claim, claim.tokens) != negators(passage, near):
        return None
    ours = {one.root: one for one in weakened(claim, claim.tokens, wanted)}
    theirs = list(weakened(passage, near, wanted))
    for token in claim.tokens:
        best = _surest(near, token, theirs)
        if best and _is_less(claim, token, ours, best) and _same_place(claim, token, near, best):
            own = ours.get(token.root)
            words = claim.quote(own.start, own.end) if own else token.text
            return Difference(DifferenceKind.MODALITY, words, passage.quote(best.start, best.end))
    return None


def weakened(
    reading: Reading, tokens: Sequence[Token], wanted: frozenset[str]
) -> Iterator[Weakened]:
    """The roots that the markers of a sentence weaken.

    "whether" and "if" weaken what follows only where that is the matter itself: most of `wanted`.
    """
    if not tokens:
        return
    start, end = tokens[0].start, tokens[-1].end
    for certainty, marker in _MARKERS:
        for match in marker.finditer(reading.text, start, end):
            token = _reached(tokens, match.group(), match.end())
            if token and (marker is not _OPEN or _holds(tokens, match.end(), wanted)):
                yield Weakened(token.root, certainty, match.start(), token.end)


def _holds(tokens: Sequence[Token], at: int, wanted: frozenset[str]) -> bool:
    return share(wanted, content(token for token in tokens if token.start >= at)) >= _MOST


def _reached(tokens: Sequence[Token], marker: str, at: int) -> Token | None:
    """The word that a marker weakens: the next one in its clause that tells what happens.

    After "may" or "plans to" that is the verb, and nothing but an adverb or "be" goes before it;
    after "accused of" or "rumours that" much may.
    """
    after = [token for token in tokens if token.start >= at][: _REACH + 1]
    strict = marker.rsplit(maxsplit=1)[-1].lower() not in _LOOSE
    for token in after:
        if token.clause != after[0].clause:
            return None
        if token.tells and not (strict and token.lower.endswith("ly")):
            return token
        if strict and token.lower not in _LIGHT and not token.lower.endswith("ly"):
            return None
    return None


def _surest(near: Sequence[Token], token: Token, found: Sequence[Weakened]) -> Weakened | None:
    """How the sentence weakens a word of the claim at most lightly; None if it also asserts it."""
    is_name = token.text[0].isupper() and token.start > 0
    own = [one for one in found if one.root == token.root and token.tells and not is_name]
    asserted = any(
        there.root == token.root and not any(one.start <= there.start < one.end for one in own)
        for there in near
    )
    surest = max(own, key=lambda one: (one.certainty, one.start), default=None)
    return None if asserted else surest


def _is_less(claim: Reading, token: Token, ours: dict[str, Weakened], best: Weakened) -> bool:
    """Whether the passage is less sure than the claim.

    A claim in the present ("opens on Friday", "has decided to send") may tell of what is coming.
    """
    if token.root in ours:
        return best.certainty < ours[token.root].certainty
    if _HEDGED.search(claim.text):
        return False
    before = next((one.lower for one in reversed(claim.tokens) if one.end <= token.start), "")
    past = token.lower.endswith("ed") or token.lower in _PAST or before in _HAVING
    return best.certainty < (Certainty.FACT if past else Certainty.COMING)


def _same_place(claim: Reading, token: Token, near: Sequence[Token], best: Weakened) -> bool:
    """Whether the words beside it are shared too, or the claim has no others."""
    there = next(one for one in near if best.start <= one.start and one.root == best.root)
    neighbours = beside(claim.tokens, token) - {token.root}
    return not neighbours or bool(neighbours & (beside(near, there) - {token.root}))


def _unverified(claim: Reading, passage: Reading, near: Sequence[Token]) -> Difference | None:
    """Find "could not be verified" and the like, of the sentence as a whole."""
    found = _UNVERIFIED.search(passage.text, near[0].start, near[-1].end)
    if not found or _UNVERIFIED.search(claim.text):
        return None
    telling = [token for token in claim.tokens if token.tells]
    if not telling:
        return None
    words = claim.quote(telling[0].start, telling[-1].end)
    return Difference(DifferenceKind.MODALITY, words, found.group())
