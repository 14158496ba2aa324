"""Which outlet an address belongs to."""

from __future__ import annotations

import tldextract

from backend.domain import Outlet
from backend.reading.politeness import host_of

# Private suffixes count, so that two blogs on one blogging service stay two outlets. The list is
# the one bundled with the library: nothing is fetched and nothing is cached on disk.
_SUFFIXES = tldextract.TLDExtract(
    cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True
)


def domain_of(url: str) -> str:
    """The registered domain of a URL, or its host and port where it has none.

    By the Public Suffix List as bundled with tldextract: `news.bbc.co.uk` is `bbc.co.uk`.
    """
    registered = _SUFFIXES(url).top_domain_under_public_suffix.lower()
    return registered or host_of(url).removeprefix("www.")


def outlet_of(url: str, name: str | None = None) -> Outlet:
    """The outlet at a URL, named by its domain where nothing better is known."""
    domain = domain_of(url)
    return Outlet(name or domain, domain)
