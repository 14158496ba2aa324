"""The article that a page describes as JSON-LD (schema.org), read leniently.

Pages nest it in lists, in `@graph` or under `mainEntity`, refer to publishers by `@id`, and write
JSON that is none; what cannot be understood is left out.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]

ARTICLES = frozenset(
    {
        "Article",
        "NewsArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "Report",
        "ScholarlyArticle",
        "TechArticle",
        "SocialMediaPosting",
        "BlogPosting",
        "LiveBlogPosting",
        "DiscussionForumPosting",
    }
)
"""schema.org's Article and its subtypes."""

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)+\s*$")
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Described:
    """What the page's JSON-LD says: its article (empty where there is none) and all nodes by id.

    `kinds` are the types of all nodes, without their vocabulary.
    """

    article: Node = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()

    def names(self, key: str) -> tuple[str, ...]:
        """The names under a property that holds texts, things, references or a list of them."""
        return tuple(self._names(self.article.get(key), _DEEPEST))

    def text(self, key: str) -> str:
        """A property that is plain text; "" where it is not."""
        value = self.article.get(key)
        return _unescaped(value) if isinstance(value, str) else ""

    def _names(self, value: object, depth: int) -> Iterator[str]:
        if isinstance(value, str):
            yield _unescaped(value)
        elif depth and isinstance(value, list):
            for item in value:
                yield from self._names(item, depth - 1)
        elif depth and isinstance(value, dict):
            known = value if "name" in value else self.by_id.get(str(value.get("@id")), {})
            yield from self._names(known.get("name"), depth - 1)


def read_jsonld(scripts: Sequence[str]) -> Described:
    """What the texts of a page's `application/ld+json` scripts describe."""
    nodes = [node for script in scripts for node in _nodes(_parse(script), _DEEPEST)]
    articles = [node for node in nodes if _types(node) & ARTICLES]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    kinds = frozenset[str]().union(*(_types(node) for node in nodes))
    return Described(articles[0] if articles else {}, by_id, kinds)


def _unescaped(value: str) -> str:
    """Many sites write HTML's entities into their JSON."""
    return html.unescape(value).strip()


def _parse(script: str) -> object:
    try:
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for key in _NESTED:
            yield from _nodes(value.get(key), depth - 1)


def _types(node: Node) -> frozenset[str]:
    """The node's types without their vocabulary's address or prefix."""
    value = node.get("@type")
    types = value if isinstance(value, list) else [value]
    return frozenset(re.split(r"[/:#]", str(item))[-1] for item in types)
