"""A statement made of a sentence's words, and its words as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.checking.claims.replacing import Replacement
from backend.checking.syntax import Sentence
from backend.domain import Checkability, FoundIn

Bit = int | str
"""A place in a sentence, or a word that is put in."""

_QUOTES = frozenset("\"“”\u2018’'«»")
_EDGES = frozenset(",;:–—-") | _QUOTES
_OPENING = ' "“\u2018'
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT"})
_STOPS = frozenset({".", "…"})
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?)\]”’])")
_DOUBLED = re.compile(r"([,;:])(?:\s*[,;:])+")
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one part of a sentence states.

    `bits` are its words in order, `own` the places that it alone is made from, `verb` the place of
    its verb. `told` are the places of what somebody is said in it to have said, which it leaves to
    them. `kind` is what it is by where it hangs ("they argue that"), `because` by which words.
    """

    bits: tuple[Bit, ...]
    own: tuple[int, ...]
    verb: int
    told: frozenset[int] = frozenset()
    kind: Checkability = Checkability.CHECKABLE
    because: str = ""

    @property
    def places(self) -> frozenset[int]:
        """The places of the sentence that it uses."""
        return frozenset(bit for bit in self.bits if isinstance(bit, int))


def trimmed(sentence: Sentence, places: Sequence[int]) -> list[int]:
    """Places without the marks and joining words at their ends."""
    kept = list(places)
    while kept and _is_edge(sentence, kept[0]):
        kept = kept[1:]
    while kept and _is_end(sentence, kept[-1]):
        kept = kept[:-1]
    return kept


def _is_edge(sentence: Sentence, place: int) -> bool:
    token = sentence[place]
    return token.text in _EDGES or token.dep == "cc"


def _is_end(sentence: Sentence, place: int) -> bool:
    token = sentence[place]
    return token.text in _EDGES | _STOPS or token.dep in {"cc", "mark"}


def wording(
    sentence: Sentence, bits: Iterable[Bit], replacements: Iterable[Replacement] = ()
) -> str:
    """The bits as a sentence: replaced, spaced, with a capital and a full stop."""
    begins = {one.first: one for one in replacements}
    hidden = {place for one in begins.values() for place in range(one.first + 1, one.last + 1)}
    text, follows = "", -1
    for bit in bits:
        if isinstance(bit, str):
            text, follows = f"{text} {bit}", -1
        elif bit not in hidden:
            put = begins.get(bit)
            space = "" if bit == follows and not sentence[bit - 1].gap else " "
            first = not text.strip(_OPENING)
            piece = _put(put, first=first) if put else _piece(sentence, bit, first=first)
            text, follows = f"{text}{space}{piece}", (put.last if put else bit) + 1
    return _finished(text)


def _put(put: Replacement, *, first: bool) -> str:
    """What is put in; "Between 8 and 13 October" in small letters inside a sentence."""
    dated = put.resolved.found_in is FoundIn.DATE and not put.text[:1].isdigit()
    moved = put.first == 0 and not first and dated
    return put.text[0].lower() + put.text[1:] if moved else put.text


def _piece(sentence: Sentence, place: int, *, first: bool) -> str:
    """A word as it stands; the one that opened the sentence in small letters elsewhere."""
    token = sentence[place]
    opens = place == _first_word(sentence) and not first and token.pos != "PROPN"
    opens = opens and token.entity not in _NAMES
    return token.text if not opens or token.text == "I" else token.text[0].lower() + token.text[1:]


def _first_word(sentence: Sentence) -> int:
    return next((at for at, token in enumerate(sentence.tokens) if token.pos != "PUNCT"), 0)


def _finished(text: str) -> str:
    text = _SPACE_BEFORE.sub(r"\1", " ".join(text.split()))
    text = _DOUBLED.sub(r"\1", text).strip(" ,;:–—")
    text = re.sub(r"([,;:–—])\s*([.!?])", r"\2", text)
    if text.count("“") != text.count("”") or text.count('"') % 2:
        text = re.sub('[“”"]', "", text).strip()
    text = text[:1].upper() + text[1:]
    return text if not text or _ENDED.search(text) else f"{text}."
