"""What a page shows to the eye, as far as telling an article from what is none needs it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from backend.reading.markup import attributes, text_of
from backend.reading.paragraphs import letters_of

_MOST_TEXT_SEEN = 20_000
_SHOWN = ("p", "div", "span", "h1", "h2", "button", "a", "main", "section", "noscript", "body")
_PATH_TO_LINKED_HEADINGS = (
    "//h2[.//a or ancestor::a]|//h3[.//a or ancestor::a]|//h4[.//a or ancestor::a]"
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What the decision is made from.

    `title` is the window's, `kinds` what the page calls itself in Open Graph. `teasers` are the
    letters of its headings that are links. `asks_password` is whether it has a field for one,
    `scripted` whether it brings scripts.
    """

    title: str
    kinds: frozenset[str]
    teasers: frozenset[str]
    asks_password: bool
    scripted: bool


def look_at(tree: HtmlElement) -> Sight:
    """See the page as it came, before anything is taken out of it."""
    return Sight(
        title=" ".join(text_of(title) for title in tree.iter("title")),
        kinds=frozenset(attributes(tree, "//meta[@property='og:type']/@content")),
        teasers=_teasers(tree),
        asks_password=bool(attributes(tree, "//input[@type='password']/@type")),
        scripted=next(tree.iter("script"), None) is not None,
    )


def visible_text(tree: HtmlElement) -> str:
    """The words on the page, on one line; of a long page its beginning."""
    body = tree.find("body")
    parts = () if body is None else body.itertext(*_SHOWN)
    return " ".join(" ".join(map(str, parts)).split())[:_MOST_TEXT_SEEN] or text_of(tree)


def _teasers(tree: HtmlElement) -> frozenset[str]:
    found = tree.xpath(_PATH_TO_LINKED_HEADINGS)
    headings = found if isinstance(found, list) else []
    letters = (letters_of(text_of(each)) for each in headings if isinstance(each, HtmlElement))
    return frozenset(each for each in letters if each)
