"""One address for one page: what tracks readers and what makes no difference is taken away.

By rule, for any address; what a page itself declares as canonical is `metadata`'s matter, and only
that makes an AMP or mobile page the same report as its main one. courlan, which extraction uses,
is not used for this: it also drops parameters that tell articles apart, `cid`, `gallery` and those
without a value among them, and two reports that become one are worse than one kept twice.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus, urlsplit, urlunsplit

LONGEST_URL = 2_000
"""Longer ones are refused: no news site needs them, and an index can't hold them."""

_DEFAULT_PORTS = {"http": 80, "https": 443}

_TRACKS = re.compile(
    # Campaigns: Google Analytics, Matomo, AT Internet (the BBC's feeds), HubSpot, Mailchimp,
    # Marketo, Vero, Olytics, Adobe, Yandex, Webtrends.
    r"utm_.+|mtm_.+|pk_.+|at_(?:medium|campaign|custom\d|link_.+|format|ptr_.+|bbc_.+)|hsa_.+"
    r"|__hs.+|_hs.+|mc_(?:cid|eid)|mkt_tok|vero_.+|oly_.+|s_cid|s_kwcid|wt\.(?:mc|z)_.+|itm_.+"
    # Clicks: Facebook, Google, Microsoft, TikTok, Twitter, Instagram, LinkedIn, Yandex, others.
    r"|fbclid|fb_(?:action|comment|ref|source).*|[gdw]clid|gclsrc|gbraid|wbraid|msclkid|ttclid"
    r"|twclid|igshid?|li_fat_id|yclid|ysclid|_openstat|srsltid|dclid|_ga|_gl|ga_(?:source|medium"
    r"|campaign|term|content)|xtor|cmpid|cmp|ocid|ncid|sr_share|smid|smtyp|__twitter_impression"
    r"|spm|scm|guccounter|guce_referrer(?:_sig)?|ns_(?:mchannel|source|campaign|linkname|fee)"
    r"|partner=rss|feedtype=rss",
    re.IGNORECASE,
)


def canonical_url(url: str) -> str:
    """The address without its fragment, tracking parameters, default port and userinfo.

    Scheme and host are in lower case; path and the other parameters stay as they are, in order.
    Doing it again changes nothing. What is no http(s) address comes back as it was.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        return url
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.rstrip(".")
    place = host if port in {None, _DEFAULT_PORTS[scheme]} else f"{host}:{port}"
    return urlunsplit((scheme, place, parts.path or "/", _without_tracking(parts.query), ""))


def _without_tracking(query: str) -> str:
    kept = (pair for pair in query.split("&") if pair and not _tracks(pair))
    return "&".join(kept)


def _tracks(pair: str) -> bool:
    name = unquote_plus(pair.partition("=")[0])
    return bool(_TRACKS.fullmatch(name) or _TRACKS.fullmatch(pair))


def is_web_address(url: str) -> bool:
    """Whether it is an http(s) address with a host, printable, and no longer than can be kept."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError:
        return False
    usable = parts.scheme in _DEFAULT_PORTS and parts.hostname
    return bool(usable and url.isprintable() and " " not in url and len(url) <= LONGEST_URL)
