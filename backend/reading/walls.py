"""Recognising pages that stand where the article should be.

A page is a wall only if little text was found on it: an article about paywalls is no paywall.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from backend.domain import UnreadReason

FEWEST_WORDS = 20
"""Less is a teaser or a caption; a news agency's flash has about 30."""

_WALL_WORDS = 150
_PAYWALL_WORDS = 250

_GONE = re.compile(
    r"\b404\b|\b410\b|(?:page|article|story|content|seite|página) (?:was |is |could |has |does )?"
    r"(?:been |not be |no longer |not )?(?:not )?(?:found|available|exist|removed|gefunden)"
    r"|nothing (?:was )?found|doesn.t exist|page introuvable|seite nicht gefunden",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"access denied|access to this page has been denied|attention required|just a moment"
    r"|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human|captcha"
    r"|unusual traffic|\b403\b|forbidden|pardon our interruption|enable javascript and cookies",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\b50[0234]\b|internal server error|bad gateway|service (?:temporarily )?unavailable"
    r"|gateway time-?out|under maintenance|something went wrong",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|subscribers? only|for subscribers"
    r"|(?:to|and) (?:continue|keep) reading|already (?:a )?subscrib|become a (?:member|subscriber)"
    r"|register (?:for free )?to (?:continue|read)|unlock (?:this|the) article"
    r"|this (?:article|content|story) is (?:reserved )?for (?:our )?(?:subscribers|members)"
    r"|nur für abonnenten|réservé aux abonnés|solo para suscriptores",
    re.IGNORECASE,
)
_CONSENT = (
    re.compile(r"\bcookies?\b", re.IGNORECASE),
    re.compile(r"\bconsent|einwilligung|consentement|consentimiento", re.IGNORECASE),
    re.compile(r"\b(?:accept|agree|reject|akzeptieren|accepter|aceptar)\b", re.IGNORECASE),
    re.compile(r"privacy|datenschutz|confidentialité|privacidad", re.IGNORECASE),
    re.compile(r"our \d* ?partners|unsere \d* ?partner|nos \d* ?partenaires", re.IGNORECASE),
    re.compile(r"personal(?:i[sz]ed)? (?:data|ads|advertising)|store and/or access", re.IGNORECASE),
)
_CONSENT_SIGNS = 3
_CONSENT_HOSTS = ("consent.", "cmp.", "privacy-gate.", "cookie-consent.")


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What the decision needs.

    `url` is the address after redirects, `text` the article that was found (perhaps ""), `words`
    its length, `everything` the words on the page, `free` what the page says of itself.
    """

    url: str
    title: str
    text: str
    everything: str
    words: int
    free: bool


def wall_on(page: PageSeen) -> UnreadReason | None:
    """Why the page holds no article to read, or None where it seems to hold one."""
    if not page.free and page.words < _PAYWALL_WORDS:
        return UnreadReason.PAYWALL
    if page.words >= _WALL_WORDS:
        return None
    reason = _error_titled(page) or _wall_worded(page)
    if reason is None and page.words < FEWEST_WORDS:
        return UnreadReason.NOT_AN_ARTICLE
    return reason


def _error_titled(page: PageSeen) -> UnreadReason | None:
    """A page whose title is an error message; a word of it in a headline is not enough."""
    brief = len(page.title.split()) <= 8 and page.words < _WALL_WORDS // 2  # noqa: PLR2004
    if not brief:
        return None
    signs = (
        (_GONE, UnreadReason.GONE),
        (_REFUSED, UnreadReason.REFUSED),
        (_BROKEN, UnreadReason.SERVER_ERROR),
    )
    return next((reason for sign, reason in signs if sign.search(page.title)), None)


def _wall_worded(page: PageSeen) -> UnreadReason | None:
    # Where nothing was extracted the notice itself may have been left out as boilerplate.
    told = page.text if page.words >= FEWEST_WORDS else page.everything
    host = urlsplit(page.url).hostname or ""
    signs = sum(bool(sign.search(told)) for sign in _CONSENT)
    if host.startswith(_CONSENT_HOSTS) or signs >= _CONSENT_SIGNS:
        return UnreadReason.CONSENT_WALL
    return UnreadReason.PAYWALL if _PAYWALL.search(told) else None
