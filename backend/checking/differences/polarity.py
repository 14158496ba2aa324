"""Where one text says that it was so and the other that it was not.

A negation reaches the next word that tells what happened, within its clause: "did not send troops"
negates the sending, "did not say whether troops came" the saying alone. Only the sentence nearest
to the claim is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.checking.differences.reading import Reading, Token, content, share
from backend.checking.thesaurus import OPPOSITES
from backend.checking.words import FUNCTION_WORDS
from backend.domain import Difference, DifferenceKind

_MOST = 0.6
"""How much of the claim a sentence has to share before its negations are held against it."""
_FEWEST = 2
_NEGATORS = frozenset("not never cannot no nobody none neither nor without nothing".split())
_OF_NOUNS = frozenset("no none nobody neither nor nothing".split())
_FAILS = frozenset(
    """failed fails failing fail refused refuses refusing refuse declined declines unable
    neglected""".split()
)
_AVERTED = frozenset("avoided avoids averted prevented blocked halted scrapped cancelled".split())
_EVIDENCE = frozenset("evidence proof sign signs indication trace truth confirmation".split())
_PASSED_OVER = frozenset(
    """one single any more new further other such longer part able manage managed have been
    be to""".split()
)
_NO_NEGATION = re.compile(
    r"\b(?:not only|not just|not least|not until|no doubt|no fewer than|no less than|no more than"
    r"|no later than|not more than|not less than|no sooner|nothing but|no stranger|whether or not"
    r"|not (?:immediately |yet )?(?:clear|known))\b",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\b(?:is|are|was|were|as|be|been|that's|it's)\s(?:\w+ly\s|a\s|an\s|not\s)?(?P<word>false|untrue"
    r"|fake|hoax|baseless|unfounded|groundless|fabricated|fabrication|debunked|incorrect|myth"
    r"|invented|invention)\b|\b(?P<lead>false|fake|baseless|debunked|bogus)\s"
    r"(?:claims?|reports?|rumou?rs?|stories|story|news)\b",
    re.IGNORECASE,
)
_REACH = 5


@dataclass(frozen=True, slots=True)
class Negated:
    """A root that a text negates, with the words that do: `text[start:end]`."""

    root: str
    start: int
    end: int


def polarity_difference(claim: Reading, passage: Reading, sentence: int) -> Difference | None:
    """What one of the two negates and the other does not, in their own words; None if nothing."""
    near = passage.of_sentence(sentence)
    if share(content(claim.tokens), content(near)) < _MOST:
        return None
    ours = _first(negated(claim, claim.tokens, content(near)))
    theirs = _first(negated(passage, near, content(claim.tokens)))
    if ours.keys() & theirs.keys():
        return None
    if falsity := _falsity(claim, passage, near):
        return falsity
    for root in (root for root in theirs if root not in ours):
        if (here := _positive(claim.tokens, root)) and _about(theirs[root], near, claim):
            words = passage.quote(theirs[root].start, theirs[root].end)
            return Difference(DifferenceKind.NEGATION, here.text, words)
    for root in (root for root in ours if root not in theirs):
        if (there := _positive(near, root)) and not theirs:
            words = claim.quote(ours[root].start, ours[root].end)
            return Difference(DifferenceKind.NEGATION, words, there.text)
    return _opposite(claim, near, ours.keys() | theirs.keys())


def _first(found: Iterator[Negated]) -> dict[str, Negated]:
    """The negations by root, in the text's order, the first of each."""
    kept: dict[str, Negated] = {}
    for one in found:
        kept.setdefault(one.root, one)
    return kept


def negated(reading: Reading, tokens: Sequence[Token], wanted: frozenset[str]) -> Iterator[Negated]:
    """The roots that a sentence negates; further ones in its clause where they are wanted too."""
    for at, token in enumerate(tokens):
        if not _negates(reading, tokens, at):
            continue
        scope = [one for one in tokens[at + 1 :] if one.clause == token.clause]
        head = next((one for one in scope[:_REACH] if not _light(one)), None)
        if head is None:
            continue
        yield Negated(head.root, token.start, head.end)
        if head.lower in _EVIDENCE or _reaches_on(tokens, at, head, scope, wanted):
            for one in scope:
                if one.tells and one is not head:
                    yield Negated(one.root, token.start, one.end)


def _reaches_on(
    tokens: Sequence[Token],
    at: int,
    head: Token,
    scope: Sequence[Token],
    wanted: frozenset[str],
) -> bool:
    """Whether "no" negates its whole clause: "no one was hurt", "no unit of the legion fought"."""
    token = tokens[at]
    if token.lower not in _OF_NOUNS:
        return False
    opens = not any(one.tells and one.clause == token.clause for one in tokens[:at])
    return head.root in wanted or (opens and share(wanted, content(scope)) >= _MOST)


def _negates(reading: Reading, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    is_short = token.lower.endswith(("n't", "n’t"))
    plain = token.lower in _NEGATORS or is_short
    if not plain:
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        return (token.lower in _FAILS and following == "to") or token.lower in _AVERTED
    around = reading.text[token.start : token.start + 40]
    if _NO_NEGATION.match(around):
        return False
    soon = {one.lower for one in tokens[at + 1 : at + 3]}
    return not {"deny", "denied", "dispute", "exclude", "rule"} & soon


def negators(reading: Reading, tokens: Sequence[Token]) -> int:
    """How many words of a sentence negate."""
    return sum(_negates(reading, tokens, at) for at in range(len(tokens)))


def _light(token: Token) -> bool:
    """Whether a negation reaches past the word: it tells nothing, or is an adverb."""
    if token.lower in {"say", "said", "confirm", "confirmed", "reported", "know", "known"}:
        return False
    return (
        token.lower in FUNCTION_WORDS
        or token.lower in _PASSED_OVER
        or (token.lower.endswith("ly") and token.text[0].islower())
    )


def _positive(tokens: Sequence[Token], root: str) -> Token | None:
    return next((token for token in tokens if token.root == root and token.tells), None)


def _about(found: Negated, near: Sequence[Token], claim: Reading) -> bool:
    """Whether the negation stands in a clause about the claim, and the word nowhere without it."""
    inside = {token.clause for token in near if found.start <= token.start < found.end}
    elsewhere = [
        token
        for token in near
        if token.root == found.root and not found.start <= token.start < found.end
    ]
    clause = content(token for token in near if token.clause in inside)
    return not elsewhere and bool(clause & content(claim.tokens))


def _falsity(claim: Reading, passage: Reading, near: Sequence[Token]) -> Difference | None:
    """Find "the report that … is false": the whole sentence is negated."""
    start, end = near[0].start, near[-1].end
    found = _FALSE.search(passage.text[start:end])
    if not found or _FALSE.search(claim.text) or found.group().lower().split()[1:2] == ["not"]:
        return None
    verb = next((token for token in claim.tokens if token.tells), None)
    if verb is None:
        return None
    telling = [token for token in claim.tokens if token.tells]
    words = passage.text[start:end][found.start() : found.end()]
    return Difference(
        DifferenceKind.NEGATION, claim.quote(telling[0].start, telling[-1].end), words
    )


def _opposite(
    claim: Reading, near: Sequence[Token], negated_roots: frozenset[str] | set[str]
) -> Difference | None:
    """Find "rose" against "fell", of the same thing and neither negated."""
    ours, theirs = content(claim.tokens), content(near)
    for token in claim.tokens:
        others = (OPPOSITES.get(token.root, frozenset()) & theirs) - ours
        if not others or token.root in theirs or token.root in negated_roots:
            continue
        other = next(one for one in near if one.root in others)
        rest = (ours - {token.root}) & (theirs - {other.root})
        neighbours = _beside(claim.tokens, token) & _beside(near, other)
        enough = len(rest) >= _FEWEST or rest == ours - {token.root}
        if other.root not in negated_roots and enough and neighbours:
            return Difference(DifferenceKind.NEGATION, token.text, other.text)
    return None


def _beside(tokens: Sequence[Token], token: Token) -> set[str]:
    """The roots of the telling words next to a word, on either side."""
    before = [one.root for one in tokens if one.tells and one.end <= token.start]
    after = [one.root for one in tokens if one.tells and one.start >= token.end]
    return {*before[-2:], *after[:2]}
