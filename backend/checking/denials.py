"""Denials: negation words, and which party a passage says denies the matter.

"The Kremlin denied that …" is no outlet's finding but a party's word. A party is somebody whom the
claim itself is about; a government goes by its country's names and by its seat.
"""

from __future__ import annotations

import re
from functools import cache

from backend.checking.parties import ASIDE, parties
from backend.checking.words import names, stem, words

_DENIES = re.compile(
    r"\b(?:denied|denies|denying|dismissed|dismisses|rejected|rejects|disputed|disputes|refuted"
    r"|refutes|contradicted|brushed\saside"
    r"|(?:called|calls|described|describes|branded)\b[^.;]{1,80}?\b(?:false|fake|untrue|baseless"
    r"|groundless|fabricated|invention|invented|hoax|nonsense|rumou?rs?|fiction|disinformation"
    r"|unfounded|contradictory))\b"
)
_CLAUSE_END = re.compile(r"[,;:.!?—–]\s|[\"“”]|\b(?:that|but|while|which|though|although)\s")
_NOT_SAID = re.compile(r"\b(?:not|never|neither|nobody|n['’]t)\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"(?:\s|^)(?:has|have|had|also|again|repeatedly|flatly|publicly|firmly|on \w+day)$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:and|yet|so|on|in|at|by|for|meanwhile|later|earlier)\s+(?:\w+day\s+|\w+\s+(?=the\s))?)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:The|An?|Its|His|Her|Their)\b")
_LONGEST_NAME = 10
"""Words in the name of a denier, at most: a longer subject is no name."""

_NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|nor|cannot|nothing|nobody|without|false|untrue|fake|hoax"
    r"|baseless|groundless|unfounded|fabricated|untrue|wrong|debunked|unproven|refuted|refutes"
    r"|denied|denies|deny|denying|denial|dismissed|dismisses|rejected|rejects|disputed|disputes"
    r"|contradicted|contradicts|failed|fails|absent)\b|n['’]t\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(r"\bnot only\b|\bno (?:doubt|fewer|less)\b|\bnot least\b", re.IGNORECASE)


def negations(text: str) -> int:
    """How many words of a text negate or deny."""
    return len(_NEGATION.findall(_NO_NEGATION.sub("", text)))


def denying_party(claim: str, passage: str) -> str | None:
    """Who, of those the claim is about, the passage says denies it; None if nobody does.

    A claim that itself tells of a denial is not denied by a passage that tells of it too.
    """
    if _DENIES.search(claim):
        return None
    parties = _aliases(claim)
    for match in _DENIES.finditer(passage):
        who = _subject(passage[: match.start()])
        if parties & {stem(word.text) for word in words(who)}:
            return who
    return None


def _subject(before: str) -> str:
    """Who does what the text goes on with: the words since the clause began.

    Empty where the clause says that it was not done, or where it is too long for a name.
    """
    clauses = [clause.strip() for clause in _CLAUSE_END.split(before)]
    subject = next((clause for clause in reversed(clauses) if clause), "")
    if _NOT_SAID.search(subject):
        return ""
    while auxiliary := _AUXILIARY.search(subject):
        subject = subject[: auxiliary.start()]
    subject = _ARTICLE.sub(lambda article: article.group().lower(), _LEAD_IN.sub("", subject))
    return subject if len(subject.split()) <= _LONGEST_NAME else ""


def _aliases(claim: str) -> frozenset[str]:
    """The stems of every name under which those in the claim speak."""
    found = {stem(part) for name in names(claim) for part in name.split()}
    for own in _voices():
        if own & found:
            found |= own
    return frozenset(found - {stem(word) for word in ASIDE})


@cache
def _voices() -> tuple[frozenset[str], ...]:
    """For each party, the stems of all its names."""
    return tuple(
        frozenset(stem(part) for voice in party.voices for part in voice.split())
        - {stem(word) for word in ASIDE}
        for party in parties()
    )
