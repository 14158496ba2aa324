"""The names in a text with the slot each fills: where, who did it, whom it was done to, as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from backend.checking.differences.reading import Reading, Token, content
from backend.checking.parties import party_named
from backend.checking.words import FUNCTION_WORDS

_HEADS = frozenset(
    """president minister chancellor king queen prince governor mayor senator ambassador secretary
    chairman chairwoman chair director chief ceo coach manager captain goalkeeper striker spokesman
    spokeswoman spokesperson commander general prosecutor leader speaker pope bishop judge
    commissioner premier editor founder head boss""".split()
)
_MODIFIERS = frozenset(
    """prime finance foreign defence defense interior health education economy justice agriculture
    energy transport labour labor environment culture vice deputy former acting executive police
    fire army military attorney secretary-general opposition party government press kremlin vice-
    senior chief""".split()
)
_AUXILIARIES = frozenset(
    """has have had is was were are be been will would could may might did does do not also already
    then later just again since all both never""".split()
)
_ARTICLES = frozenset("the a an its their his her".split())
_PARTICLES = frozenset("down up out away back".split())
_IN = {"in": "in", "inside": "in", "at": "at", "near": "near", "from": "from", "to": "to",
       "into": "to", "towards": "to", "outside": "near", "across": "in", "off": "near",
       "by": "by", "with": "with", "for": "for", "against": "against", "over": "over"}  # fmt: skip
LOCATIVE = frozenset({"in", "at", "near", "from", "to"})
"""Slots that a place fills."""
PLACING = frozenset(word for word, sense in _IN.items() if sense in LOCATIVE)
"""Words before a name that make it a place."""
_PART = frozenset(
    """northern southern eastern western central northeastern northwestern southeastern southwestern
    downtown city town village region province capital port district""".split()
)
_AREAS = frozenset("region province district oblast county state area".split())
_FEW, _PLAIN = 3, 2
_TITLE_CASE = 0.7
"""Where more of a sentence's words than this begin with a capital, capitals tell no names."""
_OWNING = frozenset({"'s", "’s"})
_LONGEST_SENTENCE = 120
"""Words of a sentence in which names are looked for: a longer one is a list."""


@dataclass(frozen=True, slots=True)
class Slot:
    """How a name is tied into its sentence: `kind` is a preposition's sense, or what it does."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `text[start:end]`, with its slots and the roots of the role it has, if any.

    `party` is the country or union that it means; `opens` is whether it opens a sentence, where
    any word has a capital.
    """

    text: str
    start: int
    end: int
    parts: frozenset[str]
    sentence: int
    party: str | None
    opens: bool
    slots: frozenset[Slot]
    role: tuple[str, ...]
    role_start: int
    role_end: int
    area: bool


@lru_cache(maxsize=256)
def names_in(reading: Reading) -> tuple[Name, ...]:
    """The names of a text in order, those that open a sentence among them."""
    return tuple(
        name
        for sentence in range(len(reading.spans))
        for name in _of_sentence(reading, reading.of_sentence(sentence)[:_LONGEST_SENTENCE])
    )


@lru_cache(maxsize=256)
def parties_in(reading: Reading) -> frozenset[str]:
    """The countries and unions that a text names, under any alias, alone or inside a name."""
    capital = [token for token in reading.tokens if token.text[0].isupper()]
    found = {party_named(token.text) for token in capital}
    found |= {
        party_named(reading.text[one.start : other.end])
        for one, other in pairwise(capital)
        if other.start == one.end + 1
    }
    return frozenset(party for party in found if party)


def deeds(reading: Reading) -> frozenset[str]:
    """What happened, whoever did it and wherever: the roots of a text's words but for its names.

    Who denies having hacked a ministry does not deny having poisoned a minister.
    """
    named = [(name.start, name.end) for name in names_in(reading)]
    return content(
        token
        for token in reading.tokens
        if not any(start <= token.start < end for start, end in named)
    )


def _of_sentence(reading: Reading, tokens: Sequence[Token]) -> Iterator[Name]:
    if _is_title_case([token for token in tokens if token.lower not in FUNCTION_WORDS]):
        return
    for first, last in _runs(reading, tokens):
        start = first
        while start < last and _is_role(tokens[start]):
            start += 1
        if start == last:
            continue
        yield _name(reading, tokens, start, last)


def _is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether nearly every word has a capital, so that capitals tell no names.

    Where two words have none, those are what happened, and the others are names: "Jannik Sinner
    beat Carlos Alcaraz in the Wimbledon final".
    """
    small = sum(not token.text[0].isupper() for token in tokens)
    return len(tokens) > _FEW and small < _PLAIN and small < (1 - _TITLE_CASE) * len(tokens)


def _runs(reading: Reading, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """From where to where capitalised words follow each other."""
    first: int | None = None
    for at, token in enumerate(tokens):
        capital = token.text[0].isupper() and (token.tells or token.text in {"State", "States"})
        joined = first is not None and reading.text[tokens[at - 1].end : token.start] in {
            " ",
            "\xa0",
        }
        if first is not None and not (capital and joined):
            yield first, at
            first = None
        if capital and first is None:
            first = at
    if first is not None:
        yield first, len(tokens)


def _is_role(token: Token) -> bool:
    return token.lower in _HEADS or token.lower in _MODIFIERS


def _name(reading: Reading, tokens: Sequence[Token], first: int, last: int) -> Name:
    own = tokens[first:last]
    text = reading.quote(own[0].start, own[-1].end)
    role_from, role_to = _role_span(tokens, first, last)
    role = tokens[role_from:role_to]
    after = tokens[last].lower if last < len(tokens) else ""
    return Name(
        text=text,
        start=own[0].start,
        end=own[-1].end,
        parts=frozenset(token.lower for token in own),
        sentence=own[0].sentence,
        party=party_named(text),
        opens=first == 0 and reading.text[own[-1].end : own[-1].end + 2] not in _OWNING,
        slots=frozenset(_slots(tokens, first, last)),
        role=tuple(token.lower for token in role),
        role_start=role[0].start if role else own[0].start,
        role_end=role[-1].end if role else own[0].start,
        area=after in _AREAS,
    )


def _role_span(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The role before a name ("finance minister X") or behind it ("X, the finance minister")."""
    start = first
    while start > 0 and _is_role(tokens[start - 1]):
        start -= 1
    if any(token.lower in _HEADS for token in tokens[start:first]):
        return start, first
    at = last
    while at < len(tokens) and at < last + 2 and tokens[at].lower in _ARTICLES:
        at += 1
    end = at
    while end < len(tokens) and _is_role(tokens[end]):
        end += 1
    apart = last < len(tokens) and tokens[last].clause != tokens[last - 1].clause
    if apart and any(token.lower in _HEADS for token in tokens[at:end]):
        return at, end
    return first, first


def _slots(tokens: Sequence[Token], first: int, last: int) -> Iterator[Slot]:
    before = _skipped(reversed(tokens[:first]), _ARTICLES | _PART | _PARTICLES)
    after = _skipped(iter(tokens[last:]), _AUXILIARIES)
    if before and _heads(tokens, first, last):
        if before.lower in _IN:
            left = next((one for one in reversed(tokens[:first]) if one.tells), None)
            yield Slot(_IN[before.lower], left.root if left else "")
        elif before.tells and before.text[0].islower():
            yield Slot("object", before.root)
    depends = before is not None and before.lower in {*_IN, "of", "on"}
    if after and after.tells and after.text[0].islower() and not depends:
        yield Slot("subject", after.root)


def _heads(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a name stands for itself, as in "near Verona", not "the Verona airport".

    A people's name ("the Russian port") stands for its country all the same.
    """
    follows = tokens[last] if last < len(tokens) else None
    if follows is None or not (follows.tells and follows.text[0].islower()):
        return True
    return follows.lower in _AREAS or party_named(tokens[first].text) is not None


def _skipped(tokens: Iterable[Token], over: frozenset[str]) -> Token | None:
    """The first token that is none of the words to be passed over."""
    return next((token for token in tokens if token.lower not in over), None)
