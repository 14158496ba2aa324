"""Recognising markup that would keep a parser busy for minutes, before it is parsed.

Parsing and extracting cannot be interrupted, so what they cost has to be bounded beforehand.
"""

from __future__ import annotations

import re

MOST_TAGS = 120_000
"""Opening and closing tags: as many take about 4 s to extract. Of 181 news pages measured none
had over 3,300."""

MOST_ATTRIBUTES = 2_000
"""Attributes of one tag: libxml2 compares each with all before it, so that 40,000 took 12 s. What
looks like a tag in the scripts of those 181 pages had up to 802."""

_SCANNED = 10
_TAG_BEGINS = re.compile(r"<[a-zA-Z]")
# As HTML's tokenizer has it (WHATWG HTML, 13.2.5.32 to 39): quotes count after "=" alone, and a
# name may begin with "=".
_ATTRIBUTE = r"[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+"
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES + 1}}}+")
_EACH = re.compile(_ATTRIBUTE)


def is_too_much(markup: str) -> bool:
    """Whether a page has more tags, or a tag more attributes, than can be parsed in seconds.

    A tag is looked for wherever one might begin, even within another, so that no quote can hide
    it; markup that makes this long-winded is too much as well.
    """
    if markup.count("<") > MOST_TAGS:
        return True
    budget = _SCANNED * len(markup) + MOST_TAGS
    for begins in _TAG_BEGINS.finditer(markup):
        tag = _TAG.match(markup, begins.start())
        length = len(tag[0]) if tag else 0
        budget -= length
        # An attribute takes two characters at least, its separator included.
        if budget < 0 or (length > 2 * MOST_ATTRIBUTES and _attributes(tag) > MOST_ATTRIBUTES):
            return True
    return False


def _attributes(tag: re.Match[str] | None) -> int:
    if tag is None:
        return 0
    name_ends = re.match(r"<[^\s/>]*", tag[0])
    return sum(1 for _ in _EACH.finditer(tag[0], name_ends.end() if name_ends else 0))
