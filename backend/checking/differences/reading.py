"""A text as the comparison reads it: its words with their roots, sentences and clauses."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from backend.checking.measures import COUNT
from backend.checking.numbers import quantities
from backend.checking.numerals import numerals
from backend.checking.parties import party_named
from backend.checking.thesaurus import root
from backend.checking.words import FUNCTION_WORDS, sentences, words

LONGEST = 4_000
"""Characters of a text that are compared; a passage is a few sentences and what follows is not
read, so that the time stays bounded for any text."""

_BESIDE = 2
_FEWEST = 3
"""Telling words that a statement has which is joined to another, at least."""
_JOINED = re.compile(r"(?:,\s(?:and|but|while)|;)\s")
_CAPITALS = frozenset({"US", "U.S", "UN", "WHO", "IT"})
"""Names that would be words of no meaning in small letters."""
_CLAUSE_END = re.compile(
    r"[;:]\s|,\s|\s[–—-]\s|[“”\"]"
    r"|\s(?:but|although|though|while|whereas|because|after|before|since|and|which|who|when|if"
    r"|despite|amid|as)\s",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ASIDE = frozenset(
    """say said says saying tell told tells report reported reports reportedly according add
    added adds claim claimed claims state stated states statement warn warned announce
    announced confirm confirmed confirms deny denied denies today yesterday tomorrow tonight
    monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december week weeks month months year years day
    days last next ago also approximately roughly nearly almost around least fewer less
    upwards exceeding exceeded circa estimated celsius fahrenheit magnitude hundred thousand
    million billion trillion dozen zero one two three four five six seven eight nine ten
    eleven twelve twenty thirty forty fifty sixty seventy eighty ninety half third quarter
    percent per cent not never no none nobody nothing without neither nor cannot false untrue
    true allegedly alleged possibly probably likely perhaps plan plans planned expected
    expects may might could would will going set newly already yet later earlier recently
    lasted lasts early late hour hours morning afternoon evening
    spokesman spokeswoman spokesperson official officials authorities first total overall""".split()
)
"""Words that say how, when or by whom something is told, and not what happened."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `text[start:end]` with the root it is compared by.

    `tells` is whether it says what happened. `sentence` and `clause` count from 0.
    """

    text: str
    lower: str
    start: int
    end: int
    root: str
    tells: bool
    sentence: int
    clause: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: `text` as it stands (its first `LONGEST` characters), tokens in order."""

    text: str
    tokens: tuple[Token, ...]
    spans: tuple[tuple[int, int], ...]

    def sentence_at(self, offset: int) -> int:
        """The sentence that a place in the text belongs to; the last one for what is behind."""
        return next((at for at, (_, end) in enumerate(self.spans) if offset < end), len(self.spans))

    def of_sentence(self, sentence: int) -> list[Token]:
        """The words of one sentence."""
        return [token for token in self.tokens if token.sentence == sentence]

    def asks(self, sentence: int) -> bool:
        """Whether a sentence is a question."""
        start, end = self.spans[sentence] if sentence < len(self.spans) else (0, 0)
        return self.text[start:end].rstrip("\"'”’ )").endswith("?")

    def quote(self, start: int, end: int) -> str:
        """The text's own words from `start` to `end`."""
        return self.text[start:end]


@lru_cache(maxsize=256)
def read(text: str) -> Reading:
    """Read a text. Any text can be read; a lone surrogate is no letter."""
    clipped = text[:LONGEST]
    clean = _SURROGATE.sub("\ufffd", clipped)
    spans = tuple(sentences(clean))
    ends = [match.end() for match in _CLAUSE_END.finditer(clean)]
    counted = {at for start, end in _counts(clean) for at in range(start, end)}
    return Reading(clipped, tuple(_tokens(clean, spans, ends, counted)), spans)


def _counts(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand in a text, those that measure with their unit."""
    yield from ((one.start, one.end) for one in numerals(text))
    yield from ((one.start, one.end) for one in quantities(text) if one.measure != COUNT)


def _tokens(
    text: str,
    spans: Sequence[tuple[int, int]],
    ends: Sequence[int],
    counted: Container[int],
) -> Iterable[Token]:
    """The words of a text; of a number (the places in `counted`) no word tells what happened."""
    sentence = clause = 0
    for word in words(text):
        while sentence + 1 < len(spans) and word.start >= spans[sentence][1]:
            sentence += 1
        while clause < len(ends) and word.start >= ends[clause]:
            clause += 1
        tells = _tells(word.text) and word.start not in counted
        yield Token(
            text=word.text,
            lower=word.text.lower(),
            start=word.start,
            end=word.start + len(word.text),
            root=_root(word.text),
            tells=tells,
            sentence=sentence,
            clause=clause,
        )


@lru_cache(maxsize=50_000)
def _tells(word: str) -> bool:
    if word in _CAPITALS:
        return True
    lower = word.lower()
    return lower not in FUNCTION_WORDS and lower not in _ASIDE and not lower[0].isdigit()


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    """A word's root; a party's one-word name or voice is the party."""
    party = party_named(word) if word[0].isupper() else None
    if party and (word.isupper() or word.lower() not in FUNCTION_WORDS):
        return party.lower()
    return root(word)


def content(tokens: Iterable[Token]) -> frozenset[str]:
    """The roots of the words that say what happened."""
    return frozenset(token.root for token in tokens if token.tells)


def parts(reading: Reading) -> list[frozenset[str]]:
    """What each of the statements that a text joins says; all of it where it joins none."""
    cuts = [0, *(match.end() for match in _JOINED.finditer(reading.text)), len(reading.text)]
    found = [
        content(token for token in reading.tokens if start <= token.start < end)
        for start, end in pairwise(cuts)
    ]
    whole = content(reading.tokens)
    return found if min(map(len, found)) >= _FEWEST else [whole]


def share(wanted: frozenset[str], there: frozenset[str]) -> float:
    """How much of what is wanted is there, 0 to 1; 1 where nothing is wanted."""
    return len(wanted & there) / len(wanted) if wanted else 1.0


def beside(tokens: Sequence[Token], token: Token) -> frozenset[str]:
    """The roots of the two telling words next to a word on either side."""
    before = [one for one in tokens if one.tells and one.end <= token.start]
    after = [one for one in tokens if one.tells and one.start >= token.end]
    return content([*before[-_BESIDE:], *after[:_BESIDE]])


def nearest(wanted: frozenset[str], reading: Reading) -> int:
    """The sentence that shares most with what is wanted, the first of several."""
    shares: dict[int, set[str]] = {}
    for token in reading.tokens:
        if token.tells:
            shares.setdefault(token.sentence, set()).add(token.root)
    return max(shares, key=lambda at: (len(wanted & shares[at]), -at), default=0)
