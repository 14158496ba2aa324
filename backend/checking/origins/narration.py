"""What a report says in its own words: without the speech that it quotes and without boilerplate.

Two outlets at one press conference print the same sentences between quotation marks, and every
page of a site ends in the same lines. Neither says that one text was made from another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from backend.checking.origins.quoted import without_quotes
from backend.checking.thesaurus import root
from backend.checking.words import FUNCTION_WORDS, sentences

SHINGLE = 5
"""Words in a row that are compared. Of 300 pairs of reports of one event by different outlets,
three share more than a tenth of their shingles at this length (`evaluation/README.md`)."""

SHORTEST_SENTENCE = 5
"""Telling words below which a sentence is like many others."""

Shingle = int
"""A run of words by its hash, which is good for comparing within one process."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ALONE = "\x00"
_BOILERPLATE = re.compile(
    r"^\W*(?:(?:read|see|watch) (?:more|also|next)|click here|sign up|subscribe|follow (?:us|@)"
    r"|more (?:on|from) |share this|advertisement|copyright|©|all rights reserved|get the latest"
    r"|download (?:our|the) app|this (?:story|article|material) (?:has been|was|may not)"
    r"|this is a (?:breaking|developing)|(?:photo|image|picture|video)(?: credit)?s?\s?:"
    r"|(?:reporting|editing|additional reporting|written|edited) by "
    r"|[\w .,’'-]{3,80} contributed to this (?:report|story|article))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Narration:
    """A report's own words. Worked out once; `sentences` only where they are asked for."""

    own: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case and in order; where a quote was there is a word of its own."""
        return tuple(_words(self.own))

    @cached_property
    def shingles(self) -> dict[Shingle, int]:
        """Each run of five words with the place where it last stands; none reaches over a quote."""
        words = self.words
        runs = zip(*(words[at:] for at in range(SHINGLE)), strict=False)
        return {hash(run): at for at, run in enumerate(runs) if _ALONE not in run}

    @cached_property
    def shingle_set(self) -> frozenset[Shingle]:
        """The shingles without their places: sets are quicker to compare."""
        return frozenset(self.shingles)

    @cached_property
    def sentences(self) -> tuple[frozenset[str], ...]:
        """For each sentence that is long enough, what its telling words are compared by."""
        found = (
            frozenset(root(word) for word in _words(self.own[start:end]) if _tells(word))
            for start, end in sentences(self.own)
        )
        return tuple(roots for roots in found if len(roots) >= SHORTEST_SENTENCE)


def narration(text: str) -> Narration:
    """A text without its quotes and boilerplate."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "\n".join(line for line in folded.splitlines() if not _BOILERPLATE.match(line))
    return Narration(without_quotes(kept, f" {_ALONE} "))


def _words(text: str) -> Iterator[str]:
    for piece in re.split(f"({_ALONE})", text.lower()):
        if piece == _ALONE:
            yield piece
        else:
            yield from _WORD.findall(piece)


def _tells(word: str) -> bool:
    return word != _ALONE and word not in FUNCTION_WORDS
