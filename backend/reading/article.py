"""The text of a page's article: trafilatura's, mended where its failures show.

trafilatura (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15) in its precise mode finds
most articles. Four of its failures can be told from the page itself: it took something else than
the running text, it took one of several containers, it repeats the title, and it keeps lines that
are links to other articles. What each remedy brings is in `backend/evaluation/README.md`.
"""

from __future__ import annotations

from collections.abc import Sequence

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.markup import text_of
from backend.reading.paragraphs import (
    Paragraph,
    letters_of,
    paragraphs_of,
    rejoined,
    running_length,
)
from backend.reading.prose import clean_text

_TOO_LITTLE = 0.35
_MUCH_MORE = 1.5
_ALMOST_ALL_LINKS = 0.7
_POINTER_WORDS = 25
_SENTENCE_ENDS = tuple('.!?\u2026\u3002\u061f"\u201d\u00bb')


def article_text(tree: HtmlElement, url: str, titles: Sequence[str], body: str = "") -> str:
    """The article's text, a line a paragraph; "" where there is none.

    `titles` are what the page calls itself, `body` is what its JSON-LD gives as the article. A
    tree that has been through `strip` gives the same in less time. Raises `Unreadable` where the
    extractor breaks.
    """
    paragraphs = paragraphs_of(tree)
    text = _enough(_extracted(tree, url, precise=True), tree, url, paragraphs)
    described = _plain(body)
    if len(text) < _TOO_LITTLE * len(described):
        text = described
    whole = rejoined(text, paragraphs).split("\n")
    headings = {letters_of(text_of(heading)) for heading in tree.iter("h1")}
    untitled = _without_titles(whole, headings | {letters_of(title) for title in titles})
    return "\n".join(_without_pointers(untitled, paragraphs))


def _extracted(tree: HtmlElement, url: str, *, precise: bool) -> str:
    try:
        found = trafilatura.extract(tree, url=url, favor_precision=precise, include_comments=False)
    except MemoryError as failure:
        raise Unreadable(UnreadReason.TOO_LARGE) from failure
    except Exception as failure:  # no page, however broken, may cost more than itself
        raise Unreadable(UnreadReason.NOT_AN_ARTICLE) from failure
    return clean_text(found or "")


def _enough(text: str, tree: HtmlElement, url: str, paragraphs: Sequence[Paragraph]) -> str:
    """The text, or what the less strict mode finds where it covers little of the page's prose."""
    if len(text) >= _TOO_LITTLE * running_length(paragraphs):
        return text
    more = _extracted(tree, url, precise=False)
    return more if len(more) > _MUCH_MORE * len(text) else text


def _plain(body: str) -> str:
    """The text of a described article, which some sites write as HTML."""
    if "<" not in body:
        return clean_text(body)
    try:
        fragment = html.fragment_fromstring(body, "div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return clean_text("\n".join(map(str, fragment.itertext())))


def _without_titles(lines: Sequence[str], titles: set[str]) -> Sequence[str]:
    """The lines without those at the top that say the title again."""
    for number, line in enumerate(lines[:-1]):
        if letters_of(line) not in titles:
            return lines[number:]
    return lines[-1:]


def _without_pointers(lines: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[str]:
    """The lines without those that only lead elsewhere: "Read more: another article"."""
    linked = {each.letters for each in paragraphs if each.linked > _ALMOST_ALL_LINKS}
    return [line for line in lines if not (letters_of(line) in linked and _is_brief(line))]


def _is_brief(line: str) -> bool:
    return len(line.split()) <= _POINTER_WORDS and not line.endswith(_SENTENCE_ENDS)
