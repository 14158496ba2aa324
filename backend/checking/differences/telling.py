"""Who tells what: "X said that …", "… , X said", "according to X", "X denied …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from backend.checking.differences.naming import Name, names_in
from backend.checking.differences.reading import Reading, Token, content
from backend.checking.parties import acts_for, party_named


class Act(Enum):
    """What somebody does who tells something."""

    SAYS = frozenset(
        """said says say told tells announced announces claimed claims stated states warned warns
        wrote writes added adds insisted insists declared declares argued argues reported reports
        estimated estimates tweeted""".split()
    )
    CONFIRMS = frozenset(
        """confirmed confirms confirm admit admitted admits acknowledged acknowledges conceded
        concedes""".split()
    )
    DENIES = frozenset(
        """denied denies deny denying rejected rejects dismissed dismisses refuted
        refutes""".split()
    )


_REJECTABLE = re.compile(
    r"\s(?:\w+\s){0,3}?(?:that|it|this|claims?|reports?|allegations?|accusations?|rumou?rs?"
    r"|suggestions?|speculation|charges?|as)\b",
    re.IGNORECASE,
)
_PLAIN = frozenset("said says told".split())
"""Words that tell even without a "that"; others also take a thing: "wrote the screenplay"."""
_THAT = re.compile(r"\s(?:\w+\s){0,3}?that\b")
_CALLED_FALSE = re.compile(
    r"\b(?:called|calls|described|describes|branded|brands)\b[^.;]{1,120}?\b(?:false|fake|untrue"
    r"|baseless|groundless|fabricated|invented|hoax|nonsense|fiction|disinformation|unfounded)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to\s", re.IGNORECASE)
_STATEMENT = 5
"""Telling words after which "to be" begins a purpose and no longer says what is told."""
_LONGEST = 14
"""Words in the name of who tells, at most."""
_NOT = frozenset("not never neither nor refused refuses declined declines unable".split())
_PASSIVE = frozenset("is are was were be been being".split())
_GIVEN = frozenset("a an him her them us me entry access bail visas permission asylum".split())
"""What follows "denied" where it means "did not give"."""
_BARE = frozenset({"confirm", "admit", "deny"})
"""Forms that tell something only where it is said that they do not: "refused to confirm"."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells (`text[start:end]`), how, by which word, and the roots of what is told.

    `who` are the roots of the teller's own words, `names` and `parties` those in them.
    """

    act: Act
    start: int
    end: int
    word_start: int
    word_end: int
    told: frozenset[str]
    negated: bool
    who: frozenset[str]
    names: tuple[Name, ...]
    parties: frozenset[str]

    @property
    def people(self) -> tuple[Name, ...]:
        """Those of the names that may be a person's: of two words, and no country's."""
        return tuple(name for name in self.names if len(name.parts) > 1 and not acts_for(name.text))


def telling_in(reading: Reading, sentence: int) -> Telling | None:
    """The first telling of a sentence; None where it states something on its own account."""
    tokens = reading.of_sentence(sentence)
    for at, token in enumerate(tokens):
        if (act := _act(reading, token)) and (found := _told(reading, tokens, at, act)):
            return found
    return _according(reading, tokens)


def _act(reading: Reading, token: Token) -> Act | None:
    act = next((one for one in Act if token.text in one.value), None)
    if act is Act.SAYS and token.text not in _PLAIN and not _THAT.match(reading.text, token.end):
        return None
    if act is Act.DENIES and token.lower[:4] in {"reje", "dism", "refu"}:
        return act if _REJECTABLE.match(reading.text, token.end) else None
    if act is None and _CALLED_FALSE.match(reading.text, token.start):
        return Act.DENIES
    return act


def _told(reading: Reading, tokens: list[Token], at: int, act: Act) -> Telling | None:
    verb = tokens[at]
    if at > 0 and tokens[at - 1].lower in _PASSIVE:
        return None
    if act is Act.DENIES and at + 1 < len(tokens) and tokens[at + 1].lower in _GIVEN:
        return None
    first = at
    while first > 0 and tokens[first - 1].clause == verb.clause and at - first <= _LONGEST:
        first -= 1
    turned = at == first and _names_somebody(tokens[at + 1 : at + 2])
    if first > 0 and not turned and _only_adverbs(tokens[first:at]):
        first = _before_apposition(tokens, first)
    subject, rest = tokens[first:at], tokens[at + 1 :]
    if act is Act.SAYS:
        rest = [*tokens[:first], *rest]
    if not subject and at + 1 < len(tokens):  # "…, said X"
        subject, rest = tokens[at + 1 : at + 1 + _LONGEST], tokens[:at]
    if not subject or at - first > _LONGEST:
        return None
    negated = any(one.lower in _NOT or one.lower.endswith(("n't", "n’t")) for one in subject)
    if verb.lower in _BARE and not negated:
        return None
    return _telling(reading, act, subject, verb, rest, negated=negated)


def _names_somebody(following: list[Token]) -> bool:
    """Whether the subject follows its verb: "…, said Anna Weiss"."""
    return any(token.text[0].isupper() or token.lower in {"the", "a", "an"} for token in following)


def _only_adverbs(tokens: list[Token]) -> bool:
    return all(token.lower in {"has", "have", "had", "also", "later", "again"} for token in tokens)


def _before_apposition(tokens: list[Token], first: int) -> int:
    """Where the subject begins in "X, the Kremlin's spokesman, said"."""
    clause = tokens[first - 1].clause
    start = first
    while start > 0 and first - start <= _LONGEST and tokens[start - 1].clause >= clause - 1:
        start -= 1
    return start


def _according(reading: Reading, tokens: list[Token]) -> Telling | None:
    if not tokens:
        return None
    match = _ACCORDING.search(reading.text, tokens[0].start, tokens[-1].end)
    if not match:
        return None
    after = [token for token in tokens if token.start >= match.end()]
    if not after:
        return None
    who = [token for token in after if token.clause == after[0].clause][:_LONGEST]
    rest = [token for token in tokens if token not in who]
    verb = next(token for token in tokens if token.start >= match.start())
    return _telling(reading, Act.SAYS, who, verb, rest, negated=False)


def _telling(
    reading: Reading,
    act: Act,
    who: list[Token],
    verb: Token,
    rest: list[Token],
    *,
    negated: bool,
) -> Telling:
    start, end = who[0].start, who[-1].end
    return Telling(
        act,
        start,
        end,
        verb.start,
        verb.end,
        content(_without_purpose(rest)),
        negated,
        content(who),
        tuple(name for name in names_in(reading) if start <= name.start < end),
        frozenset(party for token in who if (party := party_named(token.text))),
    )


def _without_purpose(told: list[Token]) -> list[Token]:
    """What is told without what it was for: "training in Russia to be sent to the front"."""
    for at, (before, to, be) in enumerate(zip(told, told[1:], told[2:], strict=False)):
        purpose = (to.lower, be.lower) == ("to", "be") and before.lower not in _PASSIVE
        if purpose and sum(token.tells for token in told[: at + 1]) >= _STATEMENT:
            return told[: at + 1]
    return told
