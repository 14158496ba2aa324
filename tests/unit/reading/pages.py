"""Pages to extract from."""

from __future__ import annotations

import json

URL = "https://www.paper.example/news/dam?from=feed#top"
SENTENCES = (
    "The river rose by two metres overnight, the water board said on Friday.",
    "Engineers opened three of the seven gates of the Marrow Dam before dawn.",
    "About 4,200 people in the valley were told to leave their homes.",
    "No injuries had been reported by noon, according to the regional rescue service.",
    "The board expects the level to fall below the second mark by Sunday evening.",
)
PARAGRAPHS = (" ".join(SENTENCES[:3]), " ".join(SENTENCES[3:]), " ".join(reversed(SENTENCES)))


def page(
    *,
    head: str = "",
    body: str | None = None,
    jsonld: object = None,
    title: str = "Dam gates opened - The Paper",
    lang: str = ' lang="en-GB"',
) -> str:
    """An article's page, with navigation and footer around it."""
    script = ""
    if jsonld is not None:
        text = jsonld if isinstance(jsonld, str) else json.dumps(jsonld)
        script = f'<script type="application/ld+json">{text}</script>'
    return (
        f"<!doctype html><html{lang}><head><meta charset=utf-8><title>{title}</title>{head}"
        f"{script}</head><body><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
        f"<main>{article() if body is None else body}</main>"
        "<footer>Copyright The Paper. All rights reserved.</footer></body></html>"
    )


def article(*paragraphs: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return f"<article><h1>Dam gates opened</h1>{text}</article>"


def described(**properties: object) -> dict[str, object]:
    """A NewsArticle as JSON-LD."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", **properties}
