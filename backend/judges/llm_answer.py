"""What a language model answered: read strictly, since the model read what strangers wrote.

An answer counts for a pair only where it is exactly what was asked for; nothing is searched for in
it, guessed or repaired.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from backend.domain import Judgement, Stance
from backend.errors import JudgeFailed
from backend.judges.llm_request import Certainty
from backend.judges.standing_in import Unjudged

OTHER_FORM = "the language model answered in another form than it was asked for"
_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)

SHARES = {Certainty.CERTAIN: 0.9, Certainty.LIKELY: 0.7, Certainty.UNSURE: 0.4}
"""The probability that a stance gets by how sure the model says that it is. These are no
frequencies: nobody has measured how often which model is right when it says "certain". They only
keep the order, and an unsure model takes no side."""

_OTHER_SIDE = 0.25
"""The share of what is left that goes to the opposite side; the rest goes to `mentions`."""


def refused(status: int) -> JudgeFailed | None:
    """Why an answer with this status is none; None where it succeeded."""
    if 200 <= status < 300:  # noqa: PLR2004 - HTTP's classes
        return None
    match status:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return JudgeFailed("the language model's server refused our key")
        case HTTPStatus.PAYMENT_REQUIRED:
            return JudgeFailed("the language model's server wants to be paid first")
        case HTTPStatus.NOT_FOUND:
            return JudgeFailed("the language model was not found at its address")
        case HTTPStatus.TOO_MANY_REQUESTS:
            return JudgeFailed("the language model's server asked us to come back later")
        case _:
            return JudgeFailed(f"the language model's server answered with an error ({status})")


def read(body: bytes, names: Sequence[str]) -> list[Judgement | Unjudged]:
    """What a successful answer says of the pairs with these names, in their order.

    Raises `JudgeFailed` where it says nothing that can be used of any of them.
    """
    stances = _stances(_content(_parsed(_text(body))), names)
    return [_judged(stances.get(name)) for name in names]


def tokens(body: bytes) -> int | None:
    """The tokens that the server counted for an answer, if it did."""
    try:
        document = _parsed(_text(body))
    except JudgeFailed:
        return None
    match document:
        case {"usage": {"total_tokens": int(total)}} if total > 0:
            return total
        case {"usage": {"prompt_tokens": int(asked), "completion_tokens": int(said)}}:
            return max(asked, 0) + max(said, 0) or None
        case _:
            return None


def judgement(stance: Stance, certainty: Certainty) -> Judgement:
    """The probabilities that a stance and a certainty are taken for: see `SHARES`."""
    share = SHARES[certainty]
    other = (1 - share) * _OTHER_SIDE
    match stance:
        case Stance.SUPPORTS:
            return Judgement(share, other, 1 - share - other)
        case Stance.DISPUTES:
            return Judgement(other, share, 1 - share - other)
        case _:
            side = (1 - share) / 2
            return Judgement(side, side, share, about=float(stance is not Stance.UNRELATED))


def _content(document: object) -> str:
    """The text of the answer's one message. Raises `JudgeFailed`."""
    match document:
        case {"choices": [{"finish_reason": "length"}, *_]}:
            raise JudgeFailed("the language model's answer was cut off")
        case {"choices": [{"finish_reason": "content_filter"}, *_]}:
            raise JudgeFailed("the language model refused to answer")
        case {"choices": [{"message": {"refusal": str(refusal)}}, *_]} if refusal:
            raise JudgeFailed("the language model refused to answer")
        case {"choices": [{"message": {"content": str(content)}}, *_]}:
            return content
        case _:
            raise JudgeFailed(OTHER_FORM)


def _stances(content: str, names: Sequence[str]) -> dict[str, Any]:
    fenced = _FENCED.fullmatch(content)
    stances = _parsed(fenced.group(1) if fenced else content)
    if not isinstance(stances, dict) or not set(stances) <= set(names):
        raise JudgeFailed(OTHER_FORM)
    return stances


def _judged(said: object) -> Judgement | Unjudged:
    match said:
        case {"stance": str(stance), "certainty": str(certainty), **rest} if not rest:
            try:
                return judgement(Stance(stance), Certainty(certainty))
            except ValueError:
                return Unjudged(OTHER_FORM)
        case _:
            return Unjudged(OTHER_FORM)


def _text(body: bytes) -> str:
    return body.decode("utf-8-sig", "replace")


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise JudgeFailed(OTHER_FORM) from None


def _without_repeats(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: of two answers to one question neither counts."""
    found = dict(members)
    if len(found) != len(members):
        raise ValueError
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)
