"""Highlights as they come in: what is refused, what is cut, and when two are the same."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import replace
from urllib.parse import SplitResult, urlsplit, urlunsplit

from backend.domain import Highlight, Page, QuoteSelector
from backend.errors import BadHighlight, BadPage

EXACT_LIMIT = 5_000
CONTEXT_LIMIT = 500
TITLE_LIMIT = 500
URL_LIMIT = 8_000
_LAYOUT = frozenset("\t\n\r")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def clean(highlight: Highlight) -> Highlight:
    """The highlight with its page's address normalised and its context cut.

    The exact words stay as they are. Raises `BadHighlight` if they are empty, longer than
    `EXACT_LIMIT` characters or no text, and `BadPage` if the page has no http(s) address.
    """
    return Highlight(quote=_clean_quote(highlight.quote), page=_clean_page(highlight.page))


def fingerprint(highlight: Highlight) -> str:
    """64 hexadecimal digits, the same for two cleaned highlights of the same words in one place."""
    quote = highlight.quote
    parts = [highlight.page.url, quote.exact, quote.prefix, quote.suffix]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def page_address(url: str) -> str:
    """The address under which a page is known: no fragment, no login, lower-case host.

    Raises `BadPage` if it is no http(s) address with a host.
    """
    if len(url) > URL_LIMIT:
        raise BadPage(f"The page's address is longer than {URL_LIMIT:,} characters.")
    if any(character.isspace() or not _is_text(character) for character in url.strip()):
        raise BadPage("The page's address holds spaces or characters that are no text.")
    parts = _split(url.strip())
    return urlunsplit((parts.scheme, _host(parts), parts.path or "/", parts.query, ""))


def _clean_quote(quote: QuoteSelector) -> QuoteSelector:
    if not quote.exact.strip():
        raise BadHighlight("The highlight is empty. Select some words and try again.")
    if len(quote.exact) > EXACT_LIMIT:
        raise BadHighlight(
            f"The highlight is {len(quote.exact):,} characters long."
            f" Select at most {EXACT_LIMIT:,}.",
        )
    _require_text(quote.exact, "highlight")
    _require_text(quote.prefix, "text before the highlight")
    _require_text(quote.suffix, "text after the highlight")
    return replace(
        quote,
        prefix=quote.prefix[-CONTEXT_LIMIT:],
        suffix=quote.suffix[:CONTEXT_LIMIT],
    )


def _clean_page(page: Page) -> Page:
    _require_text(page.title, "page's title")
    _require_text(page.language or "", "page's language")
    return replace(page, url=page_address(page.url), title=page.title[:TITLE_LIMIT])


def _require_text(value: str, what: str) -> None:
    if not all(map(_is_text, value)):
        raise BadHighlight(f"The {what} holds control characters or broken characters.")


def _is_text(character: str) -> bool:
    return character in _LAYOUT or unicodedata.category(character) not in {"Cc", "Cs"}


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise BadPage("The page's address cannot be read as an address.") from error
    if parts.scheme not in _DEFAULT_PORTS or not has_host:
        raise BadPage("The page's address must begin with http:// or https:// and name a host.")
    return parts


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host
    is_default = parts.port in {None, _DEFAULT_PORTS[parts.scheme]}
    return name if is_default else f"{name}:{parts.port}"
