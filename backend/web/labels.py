"""The words that readers see, as data. The extension uses the same ones."""

from __future__ import annotations

from dataclasses import dataclass

from backend.domain import (
    Checkability,
    CheckStatus,
    DifferenceKind,
    FlagReason,
    RatingCategory,
    SearchStatus,
    Stance,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A short label and the sentence that explains it."""

    label: str
    meaning: str


VERDICTS = {
    Verdict.CORROBORATED: Words(
        "Independently reported",
        "Two or more independent origins report this, and none that counts says otherwise.",
    ),
    Verdict.SINGLE_SOURCE: Words(
        "One origin only", "Everything found that says this goes back to one origin."
    ),
    Verdict.CONTESTED: Words(
        "Reports disagree",
        "Some origins report this, and others say otherwise.",
    ),
    Verdict.DISPUTED: Words(
        "Reports say otherwise", "One or more origins say otherwise, and none reports this."
    ),
    Verdict.INSUFFICIENT: Words(
        "Not enough found",
        "Too little was found or could be read. "
        "That nobody was found who reports this is not the same as false.",
    ),
    Verdict.NOT_CHECKABLE: Words("No verdict", "Reports cannot settle this."),
}

NOT_CHECKABLE = {  # and what is not looked for, though it states something
    Checkability.AMBIGUOUS: Words(
        "Not clear who or what is meant",
        "It cannot be told from these words alone, so nothing was looked for."
        " Select more of the text around them and check again.",
    ),
    Checkability.OTHER_LANGUAGE: Words(
        "Not in a language read here",
        "This is not in a language that we can read, so nothing was looked for.",
    ),
    Checkability.IRONY: Words(
        "No verdict: irony",
        "This is marked as not meant literally. Reports cannot settle it, so it gets no verdict.",
    ),
    Checkability.PERSONAL: Words(
        "No verdict: personal",
        "Only the writer can know this. No report can settle it, so it gets no verdict.",
    ),
    Checkability.OPINION: Words(
        "No verdict: opinion",
        "This is an opinion. Reports cannot settle it, so it gets no verdict.",
    ),
    Checkability.PREDICTION: Words(
        "No verdict: prediction",
        "This is a prediction. No report can settle it yet, so it gets no verdict.",
    ),
    Checkability.QUESTION: Words(
        "No verdict: question",
        "This is a question. It states nothing to check, so it gets no verdict.",
    ),
    Checkability.ADVICE: Words(
        "No verdict: advice",
        "This is advice. Reports cannot settle it, so it gets no verdict.",
    ),
}

KINDS = {
    Checkability.OPINION: "an opinion",
    Checkability.PREDICTION: "a prediction",
    Checkability.QUESTION: "a question",
    Checkability.ADVICE: "advice",
    Checkability.IRONY: "irony",
    Checkability.PERSONAL: "something personal",
}

NOT_CHECKED = "Not checked"

NOT_CHECKED_REST = "No statement that could be checked was found in it"

STANCES = {
    Stance.SUPPORTS: "Says the same",
    Stance.DISPUTES: "Says otherwise",
    Stance.MENTIONS: "Only mentions it",
}

DENIAL = "Denial by"

FLAGS = {
    FlagReason.WRONG_STANCE: "Says something else",
    FlagReason.OUT_OF_CONTEXT: "Out of context",
    FlagReason.NOT_INDEPENDENT: "Not independent",
    FlagReason.MISSING_REPORT: "A report is missing",
    FlagReason.OTHER: "Something else",
}

DIFFERENCES = {
    DifferenceKind.NUMBER: "Number differs",
    DifferenceKind.DATE: "Date differs",
    DifferenceKind.PLACE: "Place differs",
    DifferenceKind.NAME: "Name differs",
    DifferenceKind.ROLE: "Role differs",
    DifferenceKind.NEGATION: "Yes or no differs",
    DifferenceKind.MODALITY: "How certain differs",
    DifferenceKind.SPEAKER: "Who says it differs",
}

STATUSES = {
    CheckStatus.QUEUED: "Waiting to start",
    CheckStatus.RUNNING: "Checking",
    CheckStatus.DONE: "Checked",
    CheckStatus.FAILED: "The check failed",
    CheckStatus.CANCELLED: "Stopped",
}

ASKED = "asked, no answer yet"

NONE_ASKED = "No searcher has been asked yet."

SEARCHES = {
    SearchStatus.FAILED: "gave no usable answer",
    SearchStatus.TIMED_OUT: "did not answer in time",
    SearchStatus.RATE_LIMITED: "asked us to come back later",
}


def count(number: int, one: str) -> str:
    """`1 report`, `9 reports`."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


_RATING_MEANINGS = {
    RatingCategory.GENERALLY_RELIABLE: (
        "Wikipedia’s editors rely on it for most facts in its field."
    ),
    RatingCategory.NO_CONSENSUS: "They do not agree, or it depends on the case.",
    RatingCategory.DEPENDS: "The list has several entries for it: other subjects, other years.",
    RatingCategory.GENERALLY_UNRELIABLE: (
        "They do not rely on it for facts: nobody edits it, anybody writes, or it was often wrong."
    ),
    RatingCategory.DEPRECATED: "They decided together that it is not to be cited.",
    RatingCategory.SATIRE: "It invents its stories as a joke.",
    RatingCategory.STATE_MEDIA: (
        "A state, or the party that rules it, owns it and decides what it says."
        " Public broadcasters with editors of their own are not marked."
    ),
}

RATINGS = {category.words: meaning for category, meaning in _RATING_MEANINGS.items()}
"""What is said of outlets, and what it means."""
