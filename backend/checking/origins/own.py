"""What a report says its outlet saw or heard itself.

Quoted speech is to be taken out of the sentences before: its "we" is not the outlet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from backend.checking.origins.media import is_itself, is_medium_name
from backend.checking.origins.vocabulary import DESK, LOOK, LOOKED, any_of

_DESK, _LOOKED = any_of(DESK), any_of(LOOKED)
_PAPER = any_of("newspaper paper website magazine portal publication programme broadcaster outlet")
_US = (
    rf"(?:us|me|our (?:own )?(?:{_DESK}|sister paper|{_PAPER})"
    rf"|this (?:{_PAPER}|{_DESK}|site|column|writer))\b"
)
_WORK = any_of(
    "count look analysis measurements questions reporting investigation research survey "
    "inquiries review visit log receiver receivers calculation calculations"
)
_HELPING = any_of(
    "has have had also then was were not able to could can itself ourselves own independently been"
)
_TOLD = any_of(
    "told,tells,tell,telling,informed,confirmed to,confided to,said to,spoke to,speaking to,"
    "spoke with,speaking with,remarks to,comments to,a reply to,picture for",
    ",",
)
_INTERVIEW = (
    r"in (?:an? )?(?:\w+ )?(?:interview|conversation|talk|chat|e-?mail|call)s?"
    r"(?: given)? (?:with|to)"
)
_SHOWN = (
    r"(?:(?:seen|reviewed|obtained|examined|viewed|heard|verified|read|analysed) by"
    r"|(?:shown|handed|shared|made available|provided|given|leaked)\b"
    r"[^.;]{0,30}?\b(?:to|with))"
)
_NAME = r"(?:[Tt]he\s)?[A-Z][\w&’'.-]*(?:\s(?:of\s|and\s|&\s|the\s)?[A-Z][\w&’'.-]*)*"

_TOLD_US = re.compile(rf"\b(?:{_TOLD}|{_INTERVIEW})\s(?:both )?{_US}", re.IGNORECASE)
_TOLD_OUTLET = re.compile(rf"\b(?:{_TOLD}|{_INTERVIEW})\s(?P<outlet>{_NAME})")
_SAW_US = (
    re.compile(rf"\b{_SHOWN}\s{_US}", re.IGNORECASE),
    re.compile(
        rf"\b[Oo]ur (?:own )?(?:{_DESK}|{_WORK})\b|\b[Aa] {_DESK}\s(?:of|for|from|with)\s{_US}"
        rf"|\b[Tt]his {_PAPER}\s(?:{_HELPING}\s)*(?:{_LOOKED}|{any_of(LOOK)})\b"
    ),
    re.compile(
        rf"(?<![\w’'])(?:[Ww]e|I)\s(?:{_HELPING}\s)*(?:{_LOOKED}|{any_of(LOOK)}|let|rented|left out"
        r"|allowed|given|told|shown)\b"
    ),
)
_SHOWN_OUTLET = re.compile(rf"\b{_SHOWN}\s(?P<outlet>{_NAME})")
_OUTLET_DID = re.compile(
    r"(?P<outlet>(?:[Tt]he\s)?[A-Z][\w&’'-]*(?:\s(?:of\s|and\s|&\s)?[A-Z][\w&’'-]*)*)(?:['’]s)?"
    rf"\s(?:{_HELPING}\s)*(?:{_LOOKED}|{any_of(LOOK)}|{_DESK}|{_WORK})\b"
)
_ITSELF = re.compile(rf"(?:we|i|{_US}|an? {_DESK} of .*)$", re.IGNORECASE)


def heard_at(sentence: str, outlet: str) -> int | None:
    """Where a sentence says that somebody told its own outlet; None where it doesn't."""
    if match := _TOLD_US.search(sentence):
        return match.start()
    return next((match.start() for match in _own(_TOLD_OUTLET, sentence, outlet)), None)


def saw(sentence: str, outlet: str) -> bool:
    """Whether a sentence says that its own outlet saw it or worked it out."""
    if any(pattern.search(sentence) for pattern in _SAW_US):
        return True
    return any(any(_own(each, sentence, outlet)) for each in (_SHOWN_OUTLET, _OUTLET_DID))


def other_outlet(sentence: str, outlet: str) -> str:
    """The other outlet that a sentence says was told or shown it or found it; "" if none."""
    for pattern in (_TOLD_OUTLET, _SHOWN_OUTLET, _OUTLET_DID):
        for match in pattern.finditer(sentence):
            named = match["outlet"].rstrip(".")
            if is_medium_name(named) and not is_itself(named, outlet):
                return named
    return ""


def speaks_of_itself(name: str, outlet: str) -> bool:
    """Whether a name is how the outlet calls itself or its people."""
    return bool(_ITSELF.match(name)) or is_itself(name, outlet)


def _own(pattern: re.Pattern[str], sentence: str, outlet: str) -> Iterator[re.Match[str]]:
    """The matches that name the outlet itself."""
    found = pattern.finditer(sentence)
    return (match for match in found if is_itself(match["outlet"].rstrip("."), outlet))
