"""Recognising pages that stand where the article should be.

A page is a wall only if little text was found on it: an article about paywalls is no paywall.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from backend.domain import UnreadReason
from backend.reading import signs
from backend.reading.paragraphs import letters_of
from backend.reading.prose import count_words
from backend.reading.seeing import Sight

WALL_WORDS = 150
"""A text as long as this is an article, whatever else the page says."""

FEWEST_WORDS = 20
"""Less is a teaser or a caption; a news agency's flash has about 30."""

_FEWEST_OF_A_WALLED = 40
"""Of a page that says it is for subscribers, or is about a video. More is a report's beginning,
whose words are the outlet's own: each of the five such pages among 181 measured has more."""

_BRIEF_TITLE = 8
_FEW_TEASERS = 4
_MANY_TEASERS = 6


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What the decision needs.

    `url` is the address after redirects, `text` the article that was found (perhaps "") and
    `everything` the words on the page, which matter only where that has fewer than `WALL_WORDS`.
    `kinds` are the types of its JSON-LD, `article` and `free` what the page says of itself.
    """

    url: str
    title: str
    text: str
    everything: str
    sight: Sight
    kinds: frozenset[str]
    article: bool
    free: bool

    @property
    def words(self) -> int:
        """How many words the article has that was found."""
        return count_words(self.text)


def wall_on(page: PageSeen) -> UnreadReason | None:
    """Why the page holds no article to read, or None where it seems to hold one."""
    if _is_listing(page):
        return UnreadReason.LISTING
    if page.words >= WALL_WORDS:
        return None
    return _titled(page) or _worded(page) or _walled(page) or _without_text(page)


def _is_listing(page: PageSeen) -> bool:
    """A page that calls itself no article and whose text is the headlines of others."""
    if page.article:
        return False
    lines = {letters_of(line) for line in page.text.split("\n")}
    echoed = len(lines & page.sight.teasers)
    if echoed >= _FEW_TEASERS and 3 * echoed >= len(lines):
        return True
    little = page.words < WALL_WORDS
    if little and len(page.sight.teasers) >= _MANY_TEASERS:
        return True
    return _is_placed_as_listing(page) and (little or echoed > 1)


def _is_placed_as_listing(page: PageSeen) -> bool:
    parts = urlsplit(page.url)
    return bool(
        page.kinds & signs.LISTING_KINDS
        or signs.LISTING_PATH.search(parts.path)
        or signs.LISTING_QUERY.search(parts.query)
    )


def _titled(page: PageSeen) -> UnreadReason | None:
    """A page whose title is an error message; a word of it in a headline is not enough."""
    little = page.words < (FEWEST_WORDS if page.article else WALL_WORDS // 2)
    titles = (page.title, page.sight.title) if little else ()
    told = " | ".join(title for title in titles if len(title.split()) <= _BRIEF_TITLE)
    return next((reason for sign, reason in signs.TITLED if sign.search(told)), None)


def _worded(page: PageSeen) -> UnreadReason | None:
    """A page that says in its text what it wants before it shows the article."""
    # Where little was extracted the notice itself may have been left out as boilerplate.
    told = page.text if page.words >= FEWEST_WORDS else page.everything
    host = urlsplit(page.url).hostname or ""
    consent = sum(bool(sign.search(told)) for sign in signs.CONSENT)
    if host.startswith(signs.CONSENT_HOSTS) or consent >= signs.CONSENT_SIGNS:
        return UnreadReason.CONSENT_WALL
    if page.words < _FEWEST_OF_A_WALLED and signs.BLOCKED.search(told):
        return UnreadReason.BLOCKED
    if page.words < _FEWEST_OF_A_WALLED and signs.NEEDS_SCRIPTS.search(told):
        return UnreadReason.NEEDS_SCRIPTS
    return None


def _walled(page: PageSeen) -> UnreadReason | None:
    """A page for subscribers, for those who are logged in, or to be watched."""
    told = page.text if page.words >= FEWEST_WORDS else page.everything
    offers = signs.PAYWALL.search(told) is not None
    if (offers or not page.free) and _own_words(page.text) < _FEWEST_OF_A_WALLED:
        return UnreadReason.PAYWALL
    if page.words >= _FEWEST_OF_A_WALLED:
        return None
    if page.sight.asks_password and signs.LOGIN.search(f"{page.title} {told}"):
        return UnreadReason.LOGIN
    is_video = (page.kinds | page.sight.kinds) & signs.VIDEO_KINDS
    return UnreadReason.VIDEO if is_video and not page.article else None


def _own_words(text: str) -> int:
    """The words of a beginning, without the lines that offer the rest."""
    return sum(count_words(line) for line in text.split("\n") if not signs.PAYWALL.search(line))


def _without_text(page: PageSeen) -> UnreadReason | None:
    if page.words >= FEWEST_WORDS:
        return None
    bare = count_words(page.everything) < FEWEST_WORDS and page.sight.scripted
    return UnreadReason.NEEDS_SCRIPTS if bare else UnreadReason.NOT_AN_ARTICLE
