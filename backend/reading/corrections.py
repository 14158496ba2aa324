"""What an outlet says that it changed: "Correction: …", "An earlier version of this article …".

The notices are kept word for word. They are found by their wording (English, and the label in
seven other languages) or in the page's JSON-LD (schema.org's `correction`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from backend.reading.jsonld import Described
from backend.reading.markup import text_of
from backend.reading.prose import clean_line

MOST = 5
LONGEST = 1000
_SHORTEST = 40
_HEADINGS = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})

_STORY = r"(?:article|story|report|post|piece|headline|page|column|item)"
_THIS_STORY = re.compile(rf"\bthis {_STORY}\b")
_LABELS = (
    r"corrections?|retractions?|clarifications?|erratum|corrigendum|korrektur|berichtigung|rectificatif"
    r"|rectificación|corrección|fe de erratas|errata corrige|rettelse|correção|correctie"
)
_LABELLED = re.compile(
    # A date or a place may stand between the label and its colon: "Correction, Nov. 18, 2019:"
    rf"(?:editor['\u2019]?s note\s*[:,\u2013\u2014-]\s*)?(?:{_LABELS})\b"
    rf"(?:\s*[(,\[][^:]{{0,40}})?\s*[:\u2013\u2014]",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"\b(?:an?|the|some) (?:earlier|previous|prior|original) versions? of this {_STORY}\b"
    rf"|\bthis {_STORY} (?:has been|was|is) (?:since )?"
    rf"(?:updated|corrected|amended|clarified|revised|retracted|withdrawn)\b"
    rf"|\b(?:we|the {_STORY}) (?:have |has )?(?:since )?"
    rf"(?:corrected|amended|retracted|withdrawn) this {_STORY}\b",
    re.IGNORECASE,
)
_LABEL_HINTS = (
    *(
        "correction",
        "retraction",
        "clarification",
        "erratum",
        "corrigendum",
        "korrektur",
        "berichtigung",
    ),
    *("rectifica", "rectificatif", "corrección", "correção", "correctie", "rettelse", "errat"),
    *("fe de", "version of this", "versions of this"),
)
_STATE_HINTS = (
    *("updated", "corrected", "amended", "clarified", "revised"),
    *("retracted", "withdrawn"),
)
"""Some of these are in whatever the patterns match; looking for them costs far less."""

_LABEL_ALONE = re.compile(rf"(?:{_LABELS})\s*:?", re.IGNORECASE)
_BLOCKS = ("p", "div", "li", "aside", "section", "footer", "h2", "h3", "h4", "h5", "h6", "small")
_WITHIN = frozenset(_BLOCKS) | {"article", "ul", "ol", "table", "main"}


def declared_corrections(described: Described) -> tuple[str, ...]:
    """The notices in a page's JSON-LD: texts, or CorrectionComments that have one."""
    value = described.article.get("correction")
    several = value if isinstance(value, list) else [value]
    texts = [each.get("text") if isinstance(each, dict) else each for each in several]
    return _told(text for text in texts if isinstance(text, str) and "://" not in text[:8])


def read_corrections(tree: HtmlElement, declared: Iterable[str] = ()) -> tuple[str, ...]:
    """Those declared and those written on the page, each on one line and once, at most `MOST`."""
    return _told((*declared, *(_written(tree) if _may_say(tree) else ())))


def _may_say(tree: HtmlElement) -> bool:
    everything = " ".join(str(tree.text_content()).lower().split())
    if any(hint in everything for hint in _LABEL_HINTS):
        return True
    states = any(hint in everything for hint in _STATE_HINTS)
    return states and _THIS_STORY.search(everything) is not None


def _told(notices: Iterable[str]) -> tuple[str, ...]:
    lines = (clean_line(notice) for notice in notices)
    return tuple(islice(dict.fromkeys(line for line in lines if 0 < len(line) <= LONGEST), MOST))


def _written(tree: HtmlElement) -> Iterator[str]:
    for block in tree.iter(*_BLOCKS):
        if not _is_innermost(block):
            continue
        text = text_of(block)
        if len(text) > LONGEST or not text:
            continue
        if _LABEL_ALONE.fullmatch(text):
            yield from _below(block)
        elif _LABELLED.match(text) or _WORDED.search(text):
            yield text


def _is_innermost(block: HtmlElement) -> bool:
    return not any(child.tag in _WITHIN for child in block)


def _below(label: HtmlElement) -> Iterator[str]:
    """What stands under a heading that says "Correction" and no more."""
    notice = label.getnext()
    # A footer's link "Corrections" stands in a list, beside other links.
    if label.tag not in _HEADINGS or notice is None or notice.tag not in _BLOCKS:
        return
    if len(text_of(notice)) >= _SHORTEST:
        yield text_of(notice)
