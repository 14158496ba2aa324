"""What a reader may say about a note: what is refused, and what is put in order."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from dataclasses import replace

from backend.checking.highlights import page_address
from backend.domain import FlagReason, Objection
from backend.errors import BadFlag, BadPage

COMMENT_LIMIT = 1_000
_LAYOUT = frozenset("\t\n\r")


def tidy(objection: Objection) -> Objection:
    """The objection without space around its comment, and with its counter-source normalised.

    Raises `BadFlag` for a comment that is too long or no text, for a counter-source that is no
    http(s) address, and where a missing report is named without its address.
    """
    tidied = replace(
        objection,
        comment=_words(objection.comment, "comment"),
        counter_source=_address(objection.counter_source),
    )
    if tidied.reason is FlagReason.MISSING_REPORT and not tidied.counter_source:
        raise BadFlag("Give the address of the report that is missing.", "counter_source")
    return tidied


def require_row(objection: Objection, rows: Container[str]) -> None:
    """Raise `BadFlag` where the objection is to a row that the note does not have."""
    if objection.evidence and objection.evidence not in rows:
        raise BadFlag(
            "The note has no such row of evidence now; it may have been checked again since.",
            "evidence",
        )


def tidy_appeal(written: str) -> str:
    """Why a reader appeals; raises `BadFlag` where that is nothing, too long or no text."""
    why = _words(written, "reason")
    if not why:
        raise BadFlag("Say why somebody else should look.", "reason")
    return why


def _words(written: str, field: str) -> str:
    words = written.strip()
    if len(words) > COMMENT_LIMIT:
        raise BadFlag(
            f"This is {len(words):,} characters long. Write at most {COMMENT_LIMIT:,}.", field
        )
    if not all(map(_is_text, words)):
        raise BadFlag("This holds control characters or broken characters.", field)
    return words


def _is_text(character: str) -> bool:
    return character in _LAYOUT or unicodedata.category(character) not in {"Cc", "Cs"}


def _address(written: str) -> str:
    if not written.strip():
        return ""
    try:
        return page_address(written)
    except BadPage as error:
        raise BadFlag(
            "The report’s address must be a web address that begins with http:// or https://.",
            "counter_source",
        ) from error
