"""What a reader selected as whole sentences: half a sentence is completed from what stands around.

Pages give the text around a selection as one line, so a heading may run into the sentence that
follows it. A sentence is therefore completed only where the selection plainly begins or ends inside
one: in small letters, in the middle of a word, or beside a word or mark that leads on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from backend.checking.words import sentences
from backend.domain import QuoteSelector

_LEADS_ON = re.compile(
    r"(?:[,;:(–—-]|\b(?:a|an|the|that|this|these|those|of|in|on|at|to|for|from|by|with|and|or|but|as"
    r"|than|into|over|under|about|is|are|was|were|be|been|has|have|had|will|would|its|their|his"
    r"|her|not|who|which|if|because|when|while|although|president|minister|mr|mrs|ms))\s*$",
    re.IGNORECASE,
)
"""What no sentence ends with."""
_GOES_ON = re.compile(r"\s*(?:[,;:)–—’'-]|\s?[a-z0-9(%])")
"""What no sentence begins with."""
_OPENING = frozenset("\"'“\u2018(")
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*")


@dataclass(frozen=True, slots=True)
class Whole:
    """A sentence that the highlight touches, whole where the page has the rest of it.

    `start` is where it begins, counted from the highlight's first character: negative where its
    beginning was not selected.
    """

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences that a highlight touches, and those that stand before them, in order."""

    sentences: tuple[Whole, ...]
    before: tuple[str, ...]


def selection(quote: QuoteSelector) -> Selection:
    """A quote selector's words as sentences."""
    left, right = _left(quote), _right(quote)
    text = left + quote.exact + right
    touched = [
        Whole(text[start:end], start - len(left))
        for start, end in sentences(text)
        if start < len(left) + len(quote.exact) and end > len(left)
    ]
    earlier = quote.prefix[: len(quote.prefix) - len(left)]
    before = [earlier[start:end] for start, end in sentences(earlier)]
    if before and not earlier[:1].isupper():
        before = before[1:]  # the page's text was cut there, in a word perhaps
    return Selection(tuple(touched), tuple(before))


def _left(quote: QuoteSelector) -> str:
    """What of the text before belongs to the first sentence; "" where that is not to be had."""
    before, exact = quote.prefix, quote.exact
    if exact[:1].isspace() or not exact or not before:
        return ""
    inside = _in_a_word(before, exact) or _LEADS_ON.search(before) or not exact[0].isupper()
    if _ENDED.search(before) or not inside or exact[0] in _OPENING:
        return ""
    start, _ = sentences(before)[-1] if before.strip() else (0, 0)
    tail = before[start:]
    return tail if start or tail[:1].isupper() else ""


def _right(quote: QuoteSelector) -> str:
    """What of the text after belongs to the last sentence; "" where that is not to be had."""
    exact, after = quote.exact, quote.suffix
    if not after or _ENDED.search(exact) or exact[-1:].isspace():
        return ""
    if end := _END.match(after):
        return end.group()
    inside = _in_a_word(exact, after) or _LEADS_ON.search(exact) or _GOES_ON.match(after)
    if not inside:
        return ""
    whole = exact + after
    end_at = next(end for _, end in sentences(whole) if end >= len(exact.rstrip()))
    return whole[len(exact) : end_at] if _ENDED.search(whole[:end_at]) else ""


def _in_a_word(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()
