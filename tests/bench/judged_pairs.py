"""Claims and passages of about 128 tokens a pair, as a judge of news is given them.

Text is the newsstand's. Each passage says something of its claim in its first words, so that a
careful judge cannot be spared, and goes on with sentences that are drawn anew for each.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from tokenizers import Tokenizer

from backend.checking.ports import Pair
from backend.checking.words import sentences
from backend.demo.outlets import load_outlets

TOKENS = 128
_SAYS = (
    "Officials said on Tuesday that {claim}.",
    "It is not true that {claim}, a spokesman said.",
    "Several people who asked not to be named reported that {claim}.",
    "The ministry denied that {claim}.",
    "Whether {claim} could not be confirmed.",
    "“{claim}”, reads the first line of the report.",
)
_SENTENCES = 12


class JudgedPairs:
    """Pairs without end, cut by a judge's own tokenizer; one seed always gives the same."""

    def __init__(self, tokenizer: Path, seed: int = 1) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._chance = random.Random(seed)  # noqa: S311 (no secret is made of it)
        reports = [report for outlet in load_outlets() for report in outlet.reports]
        self._claims = [report.title for report in reports]
        self._sentences = [
            block.text[start:end]
            for report in reports
            for block in report.blocks
            if not block.heading
            for start, end in sentences(block.text)
        ]

    def mixed(self, pairs: int) -> list[Pair]:
        """So many pairs, claim after claim."""
        return [next(self._passages(claim)) for claim in islice(cycle(self._claims), pairs)]

    def of_one_claim(self, which: int, passages: int) -> list[Pair]:
        """So many passages for one claim."""
        return list(islice(self._passages(self._claims[which]), passages))

    def tokens(self, pair: Pair) -> int:
        """The tokens of a pair, those that set the texts apart included."""
        return len(self._tokenizer.encode(pair.claim, pair.passage).ids)

    def _passages(self, claim: str) -> Iterator[Pair]:
        for says in cycle(_SAYS):
            rest = self._chance.sample(self._sentences, _SENTENCES)
            yield self._cut(claim, " ".join([says.format(claim=claim), *rest]).split())

    def _cut(self, claim: str, passage: list[str]) -> Pair:
        """The pair with as many of the passage's words as fit."""
        fits, too_many = 0, len(passage) + 1
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            if self.tokens(Pair(claim, " ".join(passage[:middle]))) <= TOKENS:
                fits = middle
            else:
                too_many = middle
        return Pair(claim, " ".join(passage[:fits]))
