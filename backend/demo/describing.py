"""What a page says of itself to programs, and how it writes its dates."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from backend.demo.outlets import InventedOutlet, InventedReport


def news_article(outlet: InventedOutlet, report: InventedReport, site: str) -> dict[str, Any]:
    """The report as schema.org NewsArticle, for JSON-LD. `site` is the outlet's URL."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{site}{report.path}",
        "headline": report.title,
        "description": report.summary,
        "inLanguage": outlet.language,
        "datePublished": report.published.isoformat(),
        "dateModified": report.published.isoformat(),
        "articleSection": outlet.sections[report.section],
        "author": {"@type": "Person", "name": report.author},
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": outlet.name,
            "url": f"{site}/",
            "logo": {"@type": "ImageObject", "url": f"{site}/logo.svg"},
        },
        "image": [f"{site}/pictures/{report.slug}.svg"],
        "isAccessibleForFree": True,
    }


def day(moment: datetime) -> str:
    """A date as readers know it: 3 October 2024."""
    return f"{moment.day} {moment:%B %Y}"


def minute(moment: datetime) -> str:
    """A date with the time at the place it was published: 3 October 2024, 14:05."""
    return f"{day(moment)}, {moment:%H:%M}"


def rss_date(moment: datetime) -> str:
    """A date as RSS 2.0 wants it (RFC 822)."""
    return format_datetime(moment)
