"""What a sentence negates: which words of it, and how often.

A negation reaches the next word that tells what happened, within its clause: "did not send troops"
negates the sending, "did not say whether troops came" the saying alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.checking.differences.reading import Reading, Token, content, share
from backend.checking.words import FUNCTION_WORDS, stem

_MOST = 0.6
"""The share of what is compared from which a "no" negates the whole clause that it opens."""
_NEGATORS = frozenset("not never cannot no nobody none neither nor without nothing".split())
_OF_NOUNS = frozenset("no none nobody neither nothing".split())
_FAILS = frozenset(
    """failed fails failing fail refused refuses refusing refuse declined declines unable
    neglected""".split()
)
_AVERTED = frozenset("avoided avoids averted".split())
_EVIDENCE = frozenset("evidence proof sign signs indication trace truth confirmation".split())
_BY_MEANING = frozenset(
    """impossible incapable inability unlikely illegal unable lack lacks lacked lacking hardly
    barely rarely seldom few little denied denies refused failed prevented avoided blocked against
    stop stops stopped ceased unaffiliated unauthorised unauthorized unsuccessful
    unsuccessfully only""".split()
)
"""Words that negate by what they mean: where one stands, a bare "not" is not held against it."""
_PASSED_OVER = frozenset(
    """one single any more new further other such longer part able manage managed have been
    be to""".split()
)
_SAYING = frozenset("say said confirm confirmed reported know known".split())
_NO_NEGATION = re.compile(
    r"\b(?:not only|not just|not least|not until|not all|not every|not always|not necessarily"
    r"|no doubt|no fewer than|no less than|no more than|no later than|no matter|no uncertain"
    r"|nothing to do with|not more than|not less than|no sooner|nothing but|no stranger"
    r"|whether or not|not (?:immediately |yet )?(?:clear|known)"
    r"|\w+n['’]t (?:all|every|always|only|just|necessarily))\b",
    re.IGNORECASE,
)
_NOT_TWICE = frozenset("deny denied dispute exclude rule".split()) | _FAILS
_REACH = 5


@dataclass(frozen=True, slots=True)
class Negated:
    """A root that a text negates, with the words that do: `text[start:end]`.

    `stem` is that of the word itself: "fire" has "fired" in common with it even where that means
    to dismiss.
    """

    root: str
    stem: str
    start: int
    end: int

    def is_of(self, token: Token) -> bool:
        """Whether it is this word that is negated."""
        return token.root == self.root or stem(token.text) == self.stem


def negated(
    reading: Reading, tokens: Sequence[Token], wanted: frozenset[str]
) -> dict[str, Negated]:
    """The roots that a sentence negates, in order, each where it is first negated.

    `wanted` is what the other text says: of that, "no" negates its whole clause.
    """
    kept: dict[str, Negated] = {}
    for one in _negated(reading, tokens, wanted):
        kept.setdefault(one.root, one)
    return kept


def negators(reading: Reading, tokens: Sequence[Token]) -> int:
    """How many words of a sentence negate."""
    return sum(negates(reading, tokens, at) for at in range(len(tokens)))


def negates_by_meaning(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a word that negates without a "not": "unable", "hardly"."""
    return any(token.lower in _BY_MEANING for token in tokens)


def negates(reading: Reading, tokens: Sequence[Token], at: int) -> bool:
    """Whether the word negates: two negations of one thing are none."""
    token = tokens[at]
    if token.lower not in _NEGATORS and not token.lower.endswith(("n't", "n’t")):
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        fails = (token.lower in _FAILS and following == "to") or token.lower in _AVERTED
        return fails and not any(one.lower in _NEGATORS for one in tokens[max(0, at - 3) : at])
    if _NO_NEGATION.match(reading.text, token.start):
        return False
    return not _NOT_TWICE & {one.lower for one in tokens[at + 1 : at + 3]}


def _negated(
    reading: Reading, tokens: Sequence[Token], wanted: frozenset[str]
) -> Iterator[Negated]:
    for at, token in enumerate(tokens):
        if not negates(reading, tokens, at):
            continue
        home = (token.sentence, token.clause)
        scope = [one for one in tokens[at + 1 :] if (one.sentence, one.clause) == home]
        head = next((one for one in scope[:_REACH] if not _light(one)), None)
        if head is None:
            continue
        yield Negated(head.root, stem(head.text), token.start, head.end)
        if head.lower in _EVIDENCE or _reaches_on(tokens, at, head, scope, wanted):
            for one in scope:
                if one.tells and one is not head:
                    yield Negated(one.root, stem(one.text), token.start, one.end)


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


def _light(token: Token) -> bool:
    """Whether a negation reaches past the word: it tells nothing, or is an adverb."""
    if token.lower in _SAYING:
        return False
    return (
        token.lower in FUNCTION_WORDS
        or token.lower in _PASSED_OVER
        or (token.lower.endswith("ly") and token.text[0].islower())
    )
