"""What a sentence's form alone tells of whether it may state a fact."""

from __future__ import annotations

import re

from backend.judges.readable import is_latin

_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
_ASKS = re.compile(r"\?[\"'”’)\]]*\s*$")
_GREETS = re.compile(
    r"(?:well,? |and |so |now,? )?(?:thank you|thanks|good (?:morning|afternoon|evening|night)"
    r"|hello|hi|welcome|congratulations|god bless|you're welcome|excuse me|i'm sorry)"
    r"\b[^.!?]*[.!]?",
    re.IGNORECASE,
)
_GREETING_WORDS = 12
"""A longer sentence that begins with thanks may go on to say something."""


def says_something(sentence: str) -> bool:
    """Whether a sentence may state a fact at all, by its form alone."""
    words = len(_WORD.findall(sentence))
    if words < _FEWEST_WORDS or _ASKS.search(sentence) or not is_latin(sentence):
        return False
    return words > _GREETING_WORDS or not _GREETS.fullmatch(sentence.strip())
