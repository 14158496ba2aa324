"""The passages of a report that are nearest to a claim, by the claim's words that they hold."""

from __future__ import annotations

from collections.abc import Iterator

from backend.checking.words import content_stems, sentences
from backend.domain import Claim, Passage, Report

LONGEST = 2
"""Sentences in a passage, at most: a short quote is read, a long one is skipped."""

_EXTRA_SENTENCE = 0.1
"""The share of the claim's words that a further sentence has to add to be worth its length."""


def overlap(claim: str, passage: str) -> float:
    """The share of the claim's telling words whose stems stand in the passage, 0 to 1."""
    wanted = content_stems(claim)
    return len(wanted & content_stems(passage)) / len(wanted) if wanted else 0.0


def best_passages(claim: Claim, report: Report, most: int) -> list[Passage]:
    """At most `most` passages of the report that share words with the claim, nearest first.

    None overlaps another. Sentences that share no word with the claim are left out.
    """
    ranked = sorted(
        ((_nearness(claim, passage), passage) for passage in _windows(report)),
        key=lambda pair: (-pair[0], pair[1].start),
    )
    chosen: list[Passage] = []
    for nearness, passage in ranked:
        if nearness > 0 and not any(_overlap(passage, other) for other in chosen):
            chosen.append(passage)
        if len(chosen) == most:
            break
    return chosen


def _windows(report: Report) -> Iterator[Passage]:
    spans = sentences(report.text)
    for first in range(len(spans)):
        for last in range(first, min(first + LONGEST, len(spans))):
            yield Passage(report, spans[first][0], spans[last][1])


def _nearness(claim: Claim, passage: Passage) -> float:
    shared = overlap(claim.text, passage.text)
    extra = len(sentences(passage.text)) - 1
    return shared - _EXTRA_SENTENCE * extra if shared else 0.0


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end
