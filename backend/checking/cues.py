"""Words by which news tells how it stands to a claim: refuting, hearsay, confirming.

The lists are ours, made by reading headlines; what the counts are worth is learned
(`backend/models/report`).
"""

from __future__ import annotations

import re

_REFUTES = re.compile(
    r"\b(?:fake[ds]?|hoax(?:es)?|fraud|false|falsely|debunk\w*|den(?:y|ies|ied|ial)|untrue|bogus"
    r"|prank|satir\w+|myth|fabricated|refut\w+|dismiss\w*|disprov\w+|doubt\w*|skeptic\w*|no truth"
    r"|not true|didn['’]t|never|wrong)\b",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:report(?:s|ed|edly)?|rumou?r(?:s|ed)?|alleged(?:ly)?|claim(?:s|ed|ing)?|according"
    r"|unconfirmed|sources?|may|might|could|apparently|suggest\w*|believ\w+|possib\w+|unclear"
    r"|investigat\w+|speculat\w+|not been (?:able|confirmed|verified))\b",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(
    r"\b(?:confirm(?:s|ed)?|official(?:s|ly)?|announc\w+|verified|admit\w*|said|told)\b",
    re.IGNORECASE,
)


def cues(claim: str, text: str) -> tuple[float, ...]:
    """Nine numbers: how often text and claim refute, pass on and confirm, and where they part."""
    refutes, claim_refutes = _count(_REFUTES, text, 4), _count(_REFUTES, claim, 2)
    return (
        refutes,
        claim_refutes,
        float(refutes > 0 and claim_refutes == 0),
        _count(_HEARSAY, text, 5),
        _count(_HEARSAY, claim, 2),
        _count(_CONFIRMS, text, 4),
        _count(_CONFIRMS, claim, 1),
        float("?" in claim),
        float((refutes > 0) != (claim_refutes > 0)),
    )


def _count(words: re.Pattern[str], text: str, most: int) -> float:
    """How often a list's words stand in a text; more than `most` tell no more."""
    return float(min(most, len(words.findall(text))))
