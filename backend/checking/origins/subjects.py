"""Who does what a verb says: the words before it back to where its clause began."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backend.checking.origins.vocabulary import ADVERB, VERB, any_of

STATING = re.compile(rf"(?<![\w-]){VERB}\b")
"""A verb by which somebody states something."""

_ENDING = re.compile(rf"(?:\s|^){ADVERB}$")
_HARD_BOUNDARY = re.compile(
    r"[;:!?](?:\s+|$)|(?<![A-Z])(?<!\b(?:Rep|Sen|Gov|Gen|Col|Maj|Mrs|Rev))"
    r"(?<!\b(?:Mr|Ms|Dr|St|Lt))\.(?:\s+|$)|¤,?\s*|\s?[—–]\s?|\s-\s|,?\s(?:that|but|while|because|although|whereas|if)\s"
)
_BOUNDARY = re.compile(r",\s+")
_CLAUSE_AND = re.compile(
    r"^.*\b(?:was|were|is|are|has|had|have|will|\w+ed|fell|rose|began|took|left)\b.*?"
    r"\s(?:and|as|when)\s"
)
_MONTH = any_of(
    "January February March April May June July August September October November December"
)
_DAY_OR_PLACE = (
    rf"(?:(?:the\s)?\w+day(?:\s(?:morning|evening|night|afternoon))?|\d[\w.]*(?:\s\w+)?|week|month"
    rf"|year|weekend|noon|midnight|dawn|{_MONTH}(?:\s\d+)?|[A-Z][\w’-]+)"
)
_NAMED_NEXT = r"(?=(?:the|an?|two|three|four|five|six|several|its|[A-Z]\w+['’]s)\s|[A-Z])"
_LEAD_IN = re.compile(
    r"^(?:(?:which|whom|that|what)\s(?=(?:the|an?|its|his|her|their)\s|[A-Z])"
    r"|(?:and|but|while|although|yet|so|meanwhile|later|earlier|however|then|also|still|separately"
    r"|now|overnight|yesterday|today|in (?:response|addition|turn)|as)\b,?\s+"
    r"|(?:late |early )?(?:on|last|this|by|since|until|over|at|in|from|for|after|before)"
    rf"\s{_DAY_OR_PLACE}\s{_NAMED_NEXT})+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:^|\s)(?:who|which|whose|that|where)\b.*")
_NEW_CLAUSE = re.compile(
    r"[A-Z]|"
    + any_of(
        """the a an it its his her their he she they we i you there no some any all both many more
        at in two three four five six several this these those nobody one about around up over
        if when"""
    )
    + r"\b"
)
_PERSON = re.compile(
    r"(?:[a-z]+\s){0,4}[A-Z][\w.’'-]+(?:\s(?:(?:de|van|von|al|bin|el)\s)?[A-Z][\w.’'-]+){0,3}$"
)
_DESCRIBES = re.compile(
    r"(?:the|an?|its|his|her|their|one|who|which|whose|that|where|whom|head|chief|director|professor"
    r"|author|leader|chair\w*|president|founder|editor|mayor|minister|secretary|owner|asked|quoted"
    r"|pressed|now|then|once|formerly|also|himself|herself|\w+ing|\d\d|The)\b"
    r"|[a-z]+(?:\s[a-z]+){0,3}\s(?:of|for|at|in|with)\s|[A-Z][\w’-]+['’]s\s|[A-Z][a-z]+\.?$"
)
_OPENS = re.compile(r"(?:the|an?|its|his|her|their|our|one|two|three|[A-Z])\b|[A-Z]", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|had|have|will|would|can|could|may|might|must|should|fell|rose|began"
    r"|took|left|went|came|made|got|won|lost|hit|met|sank|broke|\w{3,}(?<!he)ed)\b"
)
_ASIDE = re.compile(
    r",\s(?:however|meanwhile|though|too|in turn|for instance|for example|by contrast|instead"
    r"|for (?:his|her|its|their) part),$"
)
_BRACKETED = re.compile(r"\s\([^)]*\)")


def subject_of(before: str) -> str:
    """Who does what the text goes on with: the words since the clause began; "" where unclear.

    Of "Jana Kolar, a spokeswoman for the bank," it is the name, and of "the post, which was seen
    by thousands," what comes before the comma.
    """
    before = _without_auxiliaries(before)
    before = _ASIDE.sub("", _without_relative(_BRACKETED.sub("", before)))
    clause = _HARD_BOUNDARY.split(before)[-1]
    if not clause.endswith(","):
        chunks = [chunk for chunk in _BOUNDARY.split(clause) if chunk.strip()]
        return _phrase(chunks[-1]) if chunks else ""
    chunks = [chunk.strip() for chunk in clause.split(", ")]
    chunks[-1] = chunks[-1].rstrip(",")
    return _described(chunks)


def _phrase(chunk: str) -> str:
    return _RELATIVE.sub("", _LEAD_IN.sub("", _CLAUSE_AND.sub("", chunk.strip())))


def _described(chunks: Sequence[str]) -> str:
    """The first of the chunks that the others only describe: its role, its age, what it did."""
    for at in range(len(chunks) - 1):
        phrase = _phrase(chunks[at])
        describe = all(_DESCRIBES.match(chunk) for chunk in chunks[at + 1 :])
        if phrase and describe and not _FINITE.search(phrase) and _OPENS.match(phrase):
            return phrase
    last = _phrase(chunks[-1])
    return last if len(chunks) > 1 and _PERSON.match(last) else ""


def _without_relative(before: str) -> str:
    """The words without a last clause of the kind "a channel that follows the fighting"."""
    head, found, clause = before.rpartition(" that ")
    stated = STATING.fullmatch(head.split()[-1]) if head.split() else None
    begins_anew = _NEW_CLAUSE.match(clause)
    return before if not found or stated or begins_anew or "," in clause else head


def _without_auxiliaries(before: str) -> str:
    while match := _ENDING.search(before):
        before = before[: match.start()]
    return before
