"""From a highlight to its claims: one a sentence, each marked checkable or not.

The rules see words only. A sentence is taken for what its clearest mark says: a question mark, a
verb of advice, a future, a word of judgement. A sentence without such a mark is checkable.
"""

from __future__ import annotations

import re

from backend.checking.words import sentences
from backend.domain import Checkability, Claim, Highlight

_MARKS: tuple[tuple[Checkability, re.Pattern[str]], ...] = (
    (Checkability.QUESTION, re.compile(r"\?[\"'”’)\]]*\s*$")),
    (
        Checkability.PREDICTION,
        re.compile(
            r"\b(?:it is|it's|it seems|looks|is|are|seems?|most) (?:un)?likely\b"
            r"|\b(?:we|you|one|they) can expect\b|\b(?:is|are) (?:bound|set|going) to\b"
            r"|\bwill (?:soon|surely|certainly|probably|almost|never|continue|be|become|have"
            r"|follow|come|end|lead|bring|take|turn)\b"
            r"|\b(?:next|coming) (?:week|month|year|decade)s?\b.*\bwill\b|\bsooner or later\b",
            re.IGNORECASE,
        ),
    ),
    (
        Checkability.ADVICE,
        re.compile(
            r"\b(?:we|you|they|he|she|it|one|governments?|leaders?|readers?|nobody|everyone|"
            r"europe|nato|the west) (?:should|ought to|must|need to|had better)\b"
            r"|^(?:let us|let's|don't|do not|remember|consider|never forget)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Checkability.OPINION,
        re.compile(
            r"\b(?:i|we) (?:think|believe|feel|suspect|doubt|hope|fear)\b"
            r"|\bin (?:my|our) (?:view|opinion|eyes)\b"
            r"|\b(?:it (?:is|was|seems|appears)|seems|appears) (?:\w+ly )?(?:logical|crucial|clear|"
            r"obvious|natural|fair|unfair|right|wrong|shameful|absurd|reasonable|important|"
            r"foolish|wise|hard|easy|tempting|naive|understandable|hypocritical|telling|"
            r"ridiculous|surprising|strange|odd)\b"
            r"|\b(?:should|ought to) (?:surprise|worry|concern|frighten|shock)\b"
            r"|\b(?:shameful|disgraceful|outrageous|hypocritical|absurd|ridiculous|admirable|"
            r"wonderful|terrible|foolish|laughable|deplorable|hypocrisy|folly|madness)\b",
            re.IGNORECASE,
        ),
    ),
)
"""Marks of what gets no verdict, clearest first."""


def split(highlight: Highlight) -> tuple[Claim, ...]:
    """The claims of a highlight, in order: `exact[claim.start:claim.end] == claim.text`."""
    exact = highlight.quote.exact
    return tuple(
        Claim(exact[start:end], start, end, checkability(exact[start:end]))
        for start, end in sentences(exact)
    )


def checkability(sentence: str) -> Checkability:
    """What a sentence is, by the first of the marks above that it carries."""
    for kind, mark in _MARKS:
        if mark.search(sentence):
            return kind
    return Checkability.CHECKABLE
