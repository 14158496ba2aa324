"""Where the words of a difference stand in a text, so that they can be marked there.

A difference carries words of the claim and of the report, but not their places. Words are
compared without case, spacing and the way thousands are set apart, and have to stand together or,
failing that, in order and close by. Of several such places, those are meant whose surroundings
share the most words with the other text; where that does not decide, all are. Pure; the extension
does the same, and one table of examples holds for both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?!\d)|\d+|[^\W\d_]+(?:['’][^\W\d_]+)*"
)
_THOUSANDS = re.compile(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))")
_SLACK = 6
"""How many other words may stand among the words where they do not stand together."""
_NEARBY = 6
"""How many words on each side are a place's surroundings."""
_TELLING = 4
"""How long a word has to be to tell one place from another."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, marked where the other text says something else."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to be marked, and the other text, by which one place is told from another."""

    words: str
    near: str


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    start: int
    end: int


def pieces(text: str, wanted: Iterable[Wanted]) -> tuple[Piece, ...]:
    """The text in pieces; joined they are the text again, character for character."""
    found = [span for each in wanted for span in places(text, each)]
    spans = sorted(found, key=lambda span: (span[0], -span[1]))
    parts, end = [], 0
    for start, stop in spans:
        if stop > end:
            parts += [
                Piece(text[end : max(start, end)]),
                Piece(text[max(start, end) : stop], marked=True),
            ]
            end = stop
    parts.append(Piece(text[end:]))
    return tuple(part for part in parts if part.text)


def places(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    """Where the words stand in the text, as start and end; empty where they do not."""
    tokens = _tokens(text)
    words = [token.folded for token in _tokens(wanted.words)]
    found = list(_together(tokens, words)) or list(_close_by(tokens, words))
    return [
        _with_signs(text, wanted.words, span)
        for place in _likeliest(found, tokens, wanted.near)
        for span in _spans(tokens, place)
    ]


def _tokens(text: str) -> list[_Token]:
    return [_Token(_fold(each.group()), each.start(), each.end()) for each in _TOKEN.finditer(text)]


def _fold(word: str) -> str:
    if word[0].isdigit():
        return _THOUSANDS.sub("", word).replace(",", ".")
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")


def _together(tokens: Sequence[_Token], words: Sequence[str]) -> Iterator[list[int]]:
    folded = [token.folded for token in tokens]
    for start in range(len(tokens) - len(words) + 1):
        if words and folded[start : start + len(words)] == words:
            yield list(range(start, start + len(words)))


def _close_by(tokens: Sequence[_Token], words: Sequence[str]) -> Iterator[list[int]]:
    if len(words) < 2:  # noqa: PLR2004 (one word stands together with itself)
        return
    for start, token in enumerate(tokens):
        if token.folded == words[0]:
            place = _in_order(tokens[start : start + len(words) + _SLACK], words)
            if place:
                yield [start + offset for offset in place]


def _in_order(tokens: Sequence[_Token], words: Sequence[str]) -> list[int]:
    """The words' places in their order; empty where one is missing."""
    place: list[int] = []
    for offset, token in enumerate(tokens):
        if len(place) < len(words) and token.folded == words[len(place)]:
            place.append(offset)
    return place if len(place) == len(words) else []


def _likeliest(
    found: Sequence[list[int]], tokens: Sequence[_Token], near: str
) -> Iterator[list[int]]:
    others = {token.folded for token in _tokens(near) if len(token.folded) >= _TELLING}
    scores = [_shared(place, tokens, others) for place in found]
    return (place for place, score in zip(found, scores, strict=True) if score == max(scores))


def _shared(place: Sequence[int], tokens: Sequence[_Token], others: set[str]) -> int:
    """How much a place's surroundings share with the other text; the nearest words most."""
    before = reversed(tokens[max(0, place[0] - _NEARBY) : place[0]])
    after = tokens[place[-1] + 1 : place[-1] + 1 + _NEARBY]
    return sum(
        _NEARBY - distance
        for side in (before, after)
        for distance, token in enumerate(side)
        if token.folded in others
    )


def _spans(tokens: Sequence[_Token], place: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Words next to each other as one span."""
    start = tokens[place[0]].start
    for here, following in pairwise(place):
        if following != here + 1:
            yield start, tokens[here].end
            start = tokens[following].start
    yield start, tokens[place[-1]].end


def _with_signs(text: str, words: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span with the signs that the words have at their ends: `$10`, `40%`."""
    start, end = span
    tokens = _tokens(words)
    before, after = words[: tokens[0].start], words[tokens[-1].end :]
    if before and text[:start].endswith(before):
        start -= len(before)
    if after and text[end:].startswith(after):
        end += len(after)
    return start, end
