"""Which language a text is in, by py3langid. Opened once a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from backend.checking.ports import Languages

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SURE = 0.5
"""The share of the probability that a language needs to be told: short texts and mere names have
none, as 97 languages share it."""

_LONGEST = 2_000
_ENGLISH_TOO = {"pcm": "en", "sco": "en"}
"""Nigerian Pidgin and Scots, which short English is taken for."""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid import langid  # noqa: PLC0415 - unpacking its model takes over a second

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


class LangidLanguages(Languages):
    """Tells 97 languages apart."""

    def language_of(self, text: str) -> str | None:
        """The ISO 639-1 code of the text's language, if it is likelier than not."""
        shares: dict[str, float] = {}
        for language, share in _identifier().rank(text[:_LONGEST])[:3]:
            code = _ENGLISH_TOO.get(language, language)
            shares[code] = shares.get(code, 0.0) + share
        best = max(shares, key=lambda code: shares[code])
        return best if shares[best] >= _SURE else None

    def warm(self) -> None:
        """Open the model."""
        _identifier()
