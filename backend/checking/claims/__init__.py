"""A highlight's claims: statements that can stand alone, and what gets no verdict."""

from backend.checking.claims.marks import checkability
from backend.checking.claims.splitter import Splitter, by_sentence, only_english

__all__ = ["Splitter", "by_sentence", "checkability", "only_english"]
