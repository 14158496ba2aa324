"""Where a report says only that something may be, will be or is alleged, and the claim that it is.

A marker ("may", "plans to", "allegedly") weakens the next word that tells what happened. Who says
that a thing will happen does not say that it did; who says that it did says that it could.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from backend.checking.differences.reading import Reading, Token, content, share
from backend.checking.words import FUNCTION_WORDS
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
    r"|wanted to|threatened to|threatens to|threatening to|proposed to|proposes to|likely to"
    r"|urged to|weighing|mulling|possibly|perhaps|potentially|reported to be considering"
    r"|is believed to|are believed to|was believed to|were believed to|is thought to"
    r"|are thought to|is said to|are said to|allegedly|purportedly|supposedly|alleged to"
    r"|accused of|suspected of|suspicion of|charged with|alleges? that|alleged that"
    r"|rumou?rs that|rumou?rs of|rumou?red to|rumou?red that|unconfirmed reports (?:that|of)"
    r"|unverified (?:claims|reports) (?:that|of)|whether|unless|if)\b)"
)
_COMING = re.compile(
    r"\b(?:will|would|shall)\b(?!\snot)|\b(?:plans? to|planned to|planning to|intends? to"
    r"|intended to|expected to|expects to|set to|scheduled to|is due to|are due to|was due to"
    r"|were due to|poised to|about to|preparing to|prepares to|ready to|promised to|promises to"
    r"|pledged to|pledges to|vowed to|vows to|aims to|agreed to|is to|are to|expected by"
    r"|announced plans to|plans for)\b"
)
_UNVERIFIED = re.compile(
    r"\b(?:(?:could|can|cannot|has|have|had|been|were|was|is|are)\s?(?:not|n['’]t)\s(?:\w+\s){0,2}"
    r"(?:confirm(?:ed)?|verif(?:y|ied)|established)|unconfirmed|unverified"
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
    near = passage.of_sentence(sentence)
    if not near or share(content(claim.tokens), content(near)) < _MOST:
        return None
    if unverified := _unverified(claim, passage, near):
        return unverified
    ours = {one.root: one for one in weakened(claim, claim.tokens)}
    theirs: dict[str, list[Weakened]] = {}
    for one in weakened(passage, near):
        theirs.setdefault(one.root, []).append(one)
    for token in claim.tokens:
        found = theirs.get(token.root, []) if token.tells else []
        sure = ours[token.root].certainty if token.root in ours else _plainly(claim, token)
        if not found or _asserted(near, token.root, found):
            continue
        best = max(found, key=lambda one: one.certainty)
        if best.certainty < sure and not _is_present(token, best):
            words = (
                claim.quote(ours[token.root].start, ours[token.root].end)
                if token.root in ours
                else token.text
            )
            return Difference(DifferenceKind.MODALITY, words, passage.quote(best.start, best.end))
    return None


def _plainly(claim: Reading, token: Token) -> Certainty:
    """How sure the claim is without a marker: "has decided to send" tells of what is coming."""
    before = next((one for one in reversed(claim.tokens) if one.end <= token.start), None)
    return Certainty.COMING if before and before.lower == "to" else Certainty.FACT


def weakened(reading: Reading, tokens: Sequence[Token]) -> Iterator[Weakened]:
    """The roots that the markers of a sentence weaken."""
    if not tokens:
        return
    start, end = tokens[0].start, tokens[-1].end
    for certainty, marker in ((Certainty.POSSIBLE, _POSSIBLE), (Certainty.COMING, _COMING)):
        for match in marker.finditer(reading.text, start, end):
            for token in _reached(tokens, match.end()):
                yield Weakened(token.root, certainty, match.start(), token.end)


def _reached(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    """The word that a marker weakens, and the next one, which may be its object."""
    after = [token for token in tokens if token.start >= at][: _REACH + 1]
    if not after:
        return
    telling = [token for token in after if token.tells and token.clause == after[0].clause]
    light = [token for token in after if token.lower in FUNCTION_WORDS or not token.tells]
    if telling and len(light) <= _REACH:
        yield telling[0]


def _asserted(near: Sequence[Token], root: str, found: Sequence[Weakened]) -> bool:
    """Whether the sentence also says it without a marker."""
    return any(
        token.root == root and not any(one.start <= token.start < one.end for one in found)
        for token in near
    )


def _is_present(token: Token, best: Weakened) -> bool:
    """Whether the claim tells of what is coming in the present: "opens on Friday"."""
    return (
        best.certainty is Certainty.COMING and token.text.endswith("s") and token.lower[-2:] != "ss"
    )


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
