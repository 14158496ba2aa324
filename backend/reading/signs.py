"""The words by which a page shows that it stands where the article should be."""

from __future__ import annotations

import re

from backend.domain import UnreadReason


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


GONE = _any(
    r"\b404\b|\b410\b|(?:page|article|story|content|seite|página) (?:was |is |could |has |does )?"
    r"(?:been |not be |no longer |not )?(?:not )?(?:found|available|exist|removed|gefunden)"
    r"|nothing (?:was )?found|doesn.t exist|page introuvable|seite nicht gefunden"
    r"|no encontrad[ao]|não encontrad[ao]|pagina non trovata|pagina niet gevonden"
)
BLOCKED = _any(
    r"access to this page has been denied|attention required|just a moment"
    r"|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human|captcha"
    r"|unusual traffic|pardon our interruption|enable javascript and cookies"
    r"|checking (?:if the site connection is secure|your browser)|press (?:&|and) hold"
    r"|(?:not|you.re not) a robot|ddos protection|security check"
)
REFUSED = _any(
    r"access denied|\b403\b|forbidden|\b451\b|unavailable (?:in your|for legal)"
    r"|not available in your (?:country|region|location)"
)
BROKEN = _any(
    r"\b50[0234]\b|internal server error|bad gateway|service (?:temporarily )?unavailable"
    r"|gateway time-?out|under maintenance|something went wrong"
)
LOGIN = _any(
    r"\b(?:log|sign) ?in\b|anmelden|se connecter|connexion|iniciar sesión|accedi|inloggen|entrar"
)
PAYWALL = _any(
    r"subscribe (?:now )?to (?:continue|read|keep)|subscribers? only|for subscribers"
    r"|(?:to|and) (?:continue|keep) reading|already (?:a )?subscrib|become a (?:member|subscriber)"
    r"|register (?:for free )?to (?:continue|read)|unlock (?:this|the) article"
    r"|this (?:article|content|story) is (?:reserved )?for (?:our )?(?:subscribers|members)"
    r"|nur für abonnenten|réservé aux abonnés|solo para suscriptores|riservato agli abbonati"
)
NEEDS_SCRIPTS = _any(
    r"(?:enable|activate|turn on|requires?|need|without|support)\W+(?:\w+\W+){0,4}java ?script"
    r"|java ?script (?:is|was|has been|seems|must)\b"
    r"|java ?script (?:aktivieren|einschalten|inschakelen)"
    r"|(?:activer|activez|habilit\w+|activ[ae]r?|attiva\w*|ative) (?:le |el |o )?java ?script"
)
CONSENT = (
    _any(r"\bcookies?\b"),
    _any(r"\bconsent|einwilligung|consentement|consentimiento"),
    _any(r"\b(?:accept|agree|reject|akzeptieren|accepter|aceptar)\b"),
    _any(r"privacy|datenschutz|confidentialité|privacidad"),
    _any(r"our \d* ?partners|unsere \d* ?partner|nos \d* ?partenaires"),
    _any(r"personal(?:i[sz]ed)? (?:data|ads|advertising)|store and/or access"),
)
CONSENT_SIGNS = 3
CONSENT_HOSTS = ("consent.", "cmp.", "privacy-gate.", "cookie-consent.")

TITLED = (
    (BLOCKED, UnreadReason.BLOCKED),
    (GONE, UnreadReason.GONE),
    (REFUSED, UnreadReason.REFUSED),
    (BROKEN, UnreadReason.SERVER_ERROR),
)
"""What a page's title may say in an article's place, and what that means."""

LISTING_PATH = _any(
    r"/(?:tags?|topics?|category|categories|sections?|authors?|archives?|search|suche|recherche"
    r"|thema|themen|sujet|rubrique|etiqueta|page/\d+)(?:/[^/]*){0,2}/?$"
)
LISTING_QUERY = _any(r"(?:^|&)(?:q|s|query|search|keywords?)=")
LISTING_KINDS = frozenset(
    {"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage", "CategoryCodeSet"}
)
VIDEO_KINDS = frozenset({"VideoObject", "video", "video.other", "video.episode", "video.movie"})
