"""Text as a model can take it: well-formed, of a bearable length, in letters that it knows."""

from __future__ import annotations

import unicodedata

_LONGEST_CLAIM = 1_000
_LONGEST_PASSAGE = 100_000
"""Characters that are looked at; a claim or a passage beyond these is none."""

_LETTERS_LOOKED_AT = 400
_LATIN = 0.5
"""The share of Latin letters below which a text is in another script."""


def readable(claim: str, passage: str) -> tuple[str, str] | None:
    """Claim and passage as a model can take them; None where there is nothing that it can read."""
    texts = well_formed(claim[:_LONGEST_CLAIM]), well_formed(passage[:_LONGEST_PASSAGE])
    return texts if all(text.strip() and is_latin(text) for text in texts) else None


def well_formed(text: str) -> str:
    """The text with every lone surrogate replaced: it is half a character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def is_latin(text: str) -> bool:
    """Whether a text's letters are mostly Latin. One without letters is."""
    letters = [c for c in text[: _LETTERS_LOOKED_AT * 2] if c.isalpha()][:_LETTERS_LOOKED_AT]
    latin = sum(c.isascii() or "LATIN" in unicodedata.name(c, "") for c in letters)
    return latin >= _LATIN * len(letters)
