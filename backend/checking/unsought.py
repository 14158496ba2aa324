"""Claims that nothing is looked for, in plain words: why not, and what would help.

A text without a verdict must never pass for one that was looked at and found right.
"""

from __future__ import annotations

from backend.domain import Checkability, Claim

_KINDS = {
    Checkability.OPINION: "an opinion",
    Checkability.PREDICTION: "a prediction",
    Checkability.QUESTION: "a question",
    Checkability.ADVICE: "advice",
    Checkability.IRONY: "marked as irony",
    Checkability.PERSONAL: "something that only the writer can know",
}


def why_unsought(claim: Claim) -> str:
    """Why no report of a claim is looked for; "" where they are."""
    match claim.checkability:
        case Checkability.CHECKABLE:
            return ""
        case Checkability.AMBIGUOUS:
            return (
                f"It cannot be told what “{claim.because}” stands for, so nothing was looked for."
                " That does not make it false."
            )
        case Checkability.OTHER_LANGUAGE:
            return f"This is in {claim.because}, which is not read here, so nothing was looked for."
        case kind:
            return (
                f"This is {_KINDS[kind]}{_by(claim)}, which reports cannot settle."
                " It was not checked and gets no verdict."
            )


def _by(claim: Claim) -> str:
    """The words by which it was told: what they judge by is for readers to see."""
    words = claim.because.strip("?.!, ")
    return f" (“{words}”)" if words else ""


def what_would_help(claim: Claim) -> str:
    """What would let reports of it be looked for; "" where nothing would."""
    match claim.checkability:
        case Checkability.AMBIGUOUS:
            return "Selecting more of the text, so that it says who or what is meant, would help."
        case Checkability.OTHER_LANGUAGE:
            return "A judge that reads this language would help, or the claim in English."
        case _:
            return ""
