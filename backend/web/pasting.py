"""A pasted claim as a highlight: what the form on /try sends, and what a note remembers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backend.checking.document import Document
from backend.checking.highlights import EXACT_LIMIT
from backend.domain import Highlight, Page, QuoteSelector
from backend.errors import BadHighlight, BadInput


class BadDate(BadInput):
    """The date is not written as year-month-day."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """The form's fields as they were typed, line ends as line feeds, outer space dropped."""

    claim: str = ""
    page: str = ""
    published: str = ""
    context: str = ""

    @property
    def has_details(self) -> bool:
        """Whether anything but the claim was filled in."""
        return bool(self.page or self.published or self.context)


def pasted(form: Mapping[str, str]) -> Pasted:
    """The fields that a form was sent with; one that is missing is empty."""
    return Pasted(*(_typed(form.get(name, "")) for name in Pasted.__slots__))


def _typed(text: str) -> str:
    # Forms send line ends as \r\n, whatever was typed.
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def highlight_of(words: Pasted, own_page: str) -> Highlight:
    """The claim as a highlight; without a page's address it stands on `own_page`.

    Raises `BadDate`, and `BadHighlight` in this form's own words. All else that may be wrong is
    told where every highlight is checked.
    """
    _require_claim(words.claim)
    prefix, suffix = surroundings(words.claim, words.context)
    page = Page(words.page or own_page, published=_day(words.published))
    return Highlight(QuoteSelector(words.claim, prefix, suffix), page)


def _require_claim(claim: str) -> None:
    if not claim:
        raise BadHighlight("Paste or type the claim that you want checked.")
    if len(claim) > EXACT_LIMIT:
        raise BadHighlight(
            f"The claim is {len(claim):,} characters long. Shorten it to at most {EXACT_LIMIT:,}."
        )


def surroundings(claim: str, context: str) -> tuple[str, str]:
    """What stands before and after the claim; all goes before it where the claim is not in it."""
    before, found, after = context.partition(claim)
    return (before, after) if found or not context else (f"{context} ", "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadDate("Write the date as year-month-day, for example 2026-11-22.") from error


def same_highlight(document: Document) -> Highlight:
    """The highlight of a note's document, to be checked again."""
    page = document["page"]
    return Highlight(
        QuoteSelector(document["exact"], document["prefix"], document["suffix"]),
        Page(page["url"], page["title"], _day(page["published"] or ""), page["language"]),
    )
