"""From a page's HTML to the report on it. Pure: nothing is fetched, nothing is logged."""

from __future__ import annotations

import logging
from typing import Protocol

from backend.domain import Report, UnreadReason
from backend.errors import Unreadable
from backend.reading.article import article_text
from backend.reading.corrections import read_corrections
from backend.reading.markup import decode, parse, strip
from backend.reading.metadata import Metadata, is_front_page, read_metadata
from backend.reading.outlets import outlet_of
from backend.reading.prose import count_words
from backend.reading.seeing import Sight, look_at, visible_text
from backend.reading.walls import WALL_WORDS, PageSeen, wall_on

for _library in ("trafilatura", "htmldate", "charset_normalizer", "bs4.dammit"):
    # They log pieces of pages, which belong to nobody's log.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

_MOST_UNDECODED = 0.02


class Extract(Protocol):
    """Takes the report out of a page; `extract` does, here or in another process."""

    def __call__(self, page: bytes, url: str, charset: str | None = None, /) -> Report:
        """Return the report on the page that was read from `url`, or raise `Unreadable`."""
        ...


def extract(page: bytes | str, url: str, charset: str | None = None) -> Report:
    """The report on the page that was read from `url`.

    `charset` is the one that the Content-Type header named, for bytes. The text is cleaned once
    (see `prose.clean_text`), so that what is quoted from it stays word for word. Raises
    `Unreadable` with what stands in the article's place: a wall, a listing, an error, a page made
    by scripts, or nothing (`NOT_AN_ARTICLE`); `TOO_LARGE` where parsing would take minutes.
    """
    markup = page if isinstance(page, str) else decode(page, charset)
    tree = parse(markup)
    metadata = read_metadata(tree, url)
    sight = look_at(tree)
    strip(tree)
    text = article_text(tree, url, (metadata.title,), metadata.body)
    # Seldom needed, so that parsing again costs less than looking every time.
    everything = visible_text(parse(markup)) if count_words(text) < WALL_WORDS else ""
    reason = _reason_unread(_seen(metadata, text, everything, sight, url))
    if reason:
        raise Unreadable(reason)
    return Report(
        url=metadata.url,
        title=metadata.title,
        text=text,
        outlet=outlet_of(url, metadata.outlet),
        published=metadata.published,
        author=metadata.author,
        language=metadata.language,
        modified=metadata.modified,
        corrections=read_corrections(tree, metadata.corrections),
    )


def _seen(metadata: Metadata, text: str, everything: str, sight: Sight, url: str) -> PageSeen:
    return PageSeen(
        url=url,
        title=metadata.title,
        text=text,
        everything=everything,
        sight=sight,
        kinds=metadata.kinds,
        article=metadata.article,
        free=metadata.free,
    )


def _reason_unread(page: PageSeen) -> UnreadReason | None:
    if page.text.count("\N{REPLACEMENT CHARACTER}") > len(page.text) * _MOST_UNDECODED:
        return UnreadReason.NOT_AN_ARTICLE
    if is_front_page(page.url) and not page.article:
        return UnreadReason.LISTING
    return wall_on(page)
