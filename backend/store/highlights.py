"""A highlight read back from the JSON that it is kept as."""

from __future__ import annotations

from datetime import date

from backend.checking.document import Document
from backend.domain import Highlight, Page, QuoteSelector


def stored_highlight(document: Document) -> Highlight:
    """The highlight that `backend.checking.document.highlight_document` made a document of."""
    page = document["page"]
    published = page["published"]
    return Highlight(
        QuoteSelector(document["exact"], document["prefix"], document["suffix"]),
        Page(
            url=page["url"],
            title=page["title"],
            published=None if published is None else date.fromisoformat(published),
            language=page["language"],
        ),
    )
