"""Which sentences of a page are worth checking, best first. Pure; makes no check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.checking.claims import checkability
from backend.checking.ports import CheckWorthiness
from backend.checking.words import sentences
from backend.domain import Checkability, QuoteSelector

AROUND = 64
"""Characters of a selector's prefix and suffix: enough to tell two equal sentences apart."""

LONGEST = 1_000
"""Characters of a sentence; a longer one is a table or a list without full stops."""


@dataclass(frozen=True, slots=True)
class Worthy:
    """A sentence at `text[start:end]` with its selector, and how likely it is worth checking."""

    quote: QuoteSelector
    start: int
    end: int
    chance: float


def worth_checking(text: str, worthiness: CheckWorthiness, most: int) -> list[Worthy]:
    """At most so many sentences of a text that reach the threshold, best first.

    Opinions, predictions, questions and advice are left out as the claim rules see them. A sentence
    that the page repeats is given once, where it stands first.
    """
    spans = {text[start:end]: (start, end) for start, end in reversed(sentences(text))}
    stated = [one for one in spans if len(one) <= LONGEST and _states(one)]
    scored = zip(stated, worthiness.scores(stated), strict=True)
    found = [
        _worthy(text, spans[sentence], chance)
        for sentence, chance in scored
        if chance >= worthiness.threshold
    ]
    return sorted(found, key=lambda one: (-one.chance, one.start))[:most]


def _states(sentence: str) -> bool:
    return checkability(sentence) is Checkability.CHECKABLE


def _worthy(text: str, span: tuple[int, int], chance: float) -> Worthy:
    start, end = span
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Worthy(QuoteSelector(text[start:end], before, after), start, end, chance)


def overlapping(sentence: str, highlights: Sequence[str]) -> int | None:
    """The first highlight that holds the sentence or stands in it; None if none does."""
    for at, exact in enumerate(highlights):
        inner, outer = sorted((sentence.strip(), exact.strip()), key=len)
        if inner and inner in outer:
            return at
    return None
