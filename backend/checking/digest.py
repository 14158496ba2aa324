"""A report cut down to what it says of a claim: its lead and the sentences nearest to the claim.

A judge reads a few hundred words at most, and a sentence alone misleads: "A story says that …"
may be followed by "It is a hoax". So a report is also judged as a whole, by its digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace

from backend.checking.words import sentences, words

LONGEST = 110
"""Words in a digest, at most: with a claim about as much as the judge was trained to read."""

_LEAD = 0.15
"""What the first sentence is worth besides its words: news says first what matters most."""

_AGAIN = 0.5
"""What a word of the claim that another chosen sentence holds already is still worth."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of a text at `start`, with the stems of its telling words and its length."""

    start: int
    end: int
    stems: frozenset[str]
    length: int


def telling_stems(text: str) -> frozenset[str]:
    """The stems of a text's telling words and its numbers."""
    return frozenset(word.stem for word in words(text) if word.tells)


def read_sentences(text: str) -> tuple[ReadSentence, ...]:
    """The sentences of a text, read once for however many claims."""
    return tuple(
        ReadSentence(start, end, telling_stems(piece), len(piece.split()))
        for start, end in sentences(text)
        if (piece := text[start:end])
    )


def digest(
    claim: str, text: str, read: Sequence[ReadSentence] | None = None, most: int = LONGEST
) -> str:
    """At most `most` words of a text, in its own order: whole sentences, the last one cut.

    `read` are the text's sentences where they have been read before. A text that is short enough
    is its own digest.
    """
    if len(text) <= most or len(text.split()) <= most:
        return text.strip()
    spans = read_sentences(text) if read is None else read
    chosen = sorted(_chosen(telling_stems(claim), spans, most))
    return " ".join(" ".join(text[spans[i].start : spans[i].end] for i in chosen).split()[:most])


def _chosen(wanted: frozenset[str], spans: Sequence[ReadSentence], most: int) -> set[int]:
    """The sentences to keep, the most telling first, until the words run out.

    A sentence is worth the claim's words that it holds, those that no chosen one holds most of
    all; where two are worth the same the earlier is taken. As sentences only lose worth while
    others are chosen, one that is still worth what it was last found to be is the best of all, and
    a text of ten thousand sentences takes no longer than it must.
    """
    shared = [span.stems & wanted for span in spans]
    chosen: set[int] = set()
    covered: frozenset[str] = frozenset()
    room = most
    waiting = [(-_worth(stems, covered, len(wanted), i), i) for i, stems in enumerate(shared)]
    heapify(waiting)
    while room > 0 and waiting:
        last_found, best = waiting[0]
        worth = _worth(shared[best], covered, len(wanted), best)
        if worth < -last_found:
            heapreplace(waiting, (-worth, best))
            continue
        heappop(waiting)
        chosen.add(best)
        covered |= shared[best]
        room -= spans[best].length
    return chosen


def _worth(shared: frozenset[str], covered: frozenset[str], wanted: int, place: int) -> float:
    fresh = len(shared - covered) + _AGAIN * len(shared & covered)
    return fresh / max(1, wanted) + (_LEAD if place == 0 else 0.0)
