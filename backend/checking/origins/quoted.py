"""Quoted speech within a text."""

from __future__ import annotations

import re

_OPENING = '"\u201c\u201e\u00ab'
_CLOSING = '"\u201d\u201c\u00bb'
_LONGEST = 1500
"""Characters in a quote, at most. A quote that nobody closes ends with its paragraph."""

_MARKS = _OPENING + _CLOSING
_QUOTED = re.compile(
    rf"(?<!\w)[{_OPENING}](?=[\w.\u2026$£€\u2018'\[(#@-])"
    rf"(?:[^{_MARKS}]{{1,{_LONGEST}}}[{_CLOSING}](?!\w)|[^{_MARKS}\n]{{1,{_LONGEST}}}(?=\n|$))"
)


def without_quotes(text: str, instead: str) -> str:
    """The text with a sign in place of each quote; two single marks are as good as a double one."""
    return _QUOTED.sub(instead, text.replace("''", '"').replace("``", '"'))
