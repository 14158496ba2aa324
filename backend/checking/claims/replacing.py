"""What is put in for words of a sentence that say something only where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backend.checking.syntax import Sentence
from backend.domain import FoundIn, Resolved


@dataclass(frozen=True, slots=True)
class Replacement:
    """`text` in place of the tokens `first` to `last` (both included), and what readers are told.

    Several replacements of one sentence never share a token.
    """

    first: int
    last: int
    text: str
    resolved: Resolved


def replace_words(
    sentence: Sentence, places: Iterable[int], text: str, meaning: str, found_in: FoundIn
) -> Replacement:
    """Put `text` for adjoining tokens; `meaning` is what readers are told they stand for."""
    first, *rest = sorted(places)
    last = rest[-1] if rest else first
    words = sentence.text[sentence[first].start : sentence[last].end]
    return Replacement(first, last, text, Resolved(words, meaning, found_in))
