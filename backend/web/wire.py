"""What is read from the wire, and the small things that are answered, as pydantic models.

What comes in is turned into the domain here and judged there.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from backend.checking.highlights import CONTEXT_LIMIT, EXACT_LIMIT, TITLE_LIMIT, URL_LIMIT
from backend.domain import Highlight, Page, QuoteSelector
from backend.services.scan import TEXT_LIMIT as SCAN_LIMIT


def _day(value: object) -> object:
    """Pages often give a moment where a day is meant; its own day is what counts."""
    return value[:10] if isinstance(value, str) and value[10:11] in {"T", " "} else value


class PageIn(BaseModel):
    """The page that the highlight stands on."""

    url: str = Field(description="http or https", json_schema_extra={"maxLength": URL_LIMIT})
    title: str = Field("", description=f"cut to {TITLE_LIMIT} characters")
    published: Annotated[date | None, BeforeValidator(_day)] = Field(
        None, description="the day on which the page was published; relative dates count from it"
    )
    language: str | None = Field(None, description="a BCP 47 tag", max_length=35)

    def page(self) -> Page:
        """The page in the domain's words."""
        return Page(self.url, self.title, self.published, self.language)


class ScanIn(BaseModel):
    """A page's text to look through, as its reader sees it."""

    page: PageIn
    text: str = Field(
        description="offsets are counted in its code points",
        json_schema_extra={"maxLength": SCAN_LIMIT},
    )


class CheckIn(BaseModel):
    """A highlight to check."""

    quote: str = Field(
        description="the words selected, exactly",
        json_schema_extra={"minLength": 1, "maxLength": EXACT_LIMIT},
    )
    prefix: str = Field("", description=f"what stands before, cut to {CONTEXT_LIMIT} characters")
    suffix: str = Field("", description=f"what stands after, cut to {CONTEXT_LIMIT} characters")
    page: PageIn

    def highlight(self) -> Highlight:
        """The highlight in the domain's words."""
        return Highlight(QuoteSelector(self.quote, self.prefix, self.suffix), self.page.page())


class NotesOf(BaseModel):
    """Which notes are asked for."""

    page: str = Field(description="the page's address; its fragment does not matter")


class VersionOf(BaseModel):
    """Which version of a note is asked for."""

    version: int | None = Field(None, ge=1, le=2**31 - 1, description="the newest by default")


class CheckOut(BaseModel):
    """Where an opened check is found."""

    id: str
    events: str = Field(description="the path of its event stream")
    note: str = Field(description="the path of its note, once there is one")


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class Problem(BaseModel):
    """An error in the form of RFC 9457; `errors` is there when fields are to blame."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] | None = None
