"""Quoted speech within a text."""

from __future__ import annotations

import re

_OPENING = '"\u201c\u201e\u00ab'
_CLOSING = '"\u201d\u201c\u00bb'
_LONGEST = 1500
"""Characters in a quote, at most; a mark whose other half is missing opens none."""

_QUOTED = re.compile(
    rf"(?<!\w)[{_OPENING}](?=[\w.\u2026$£€\u2018'\[(#@-])"
    rf"[^{_OPENING}{_CLOSING}]{{1,{_LONGEST}}}[{_CLOSING}](?!\w)"
)


def without_quotes(text: str, instead: str) -> str:
    """The text with a sign in place of each quote."""
    return _QUOTED.sub(instead, text)
