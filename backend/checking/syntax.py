"""A parsed sentence: words, what they are and which word each hangs on.

The labels are those of the English models that are trained on OntoNotes: universal parts of
speech, Penn Treebank tags, ClearNLP's dependencies, OntoNotes' entity types.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "attr", "dative", "oprd", "acomp"})
AUXILIARIES = frozenset({"aux", "auxpass"})
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark at `text[start:end]` of its sentence; `head` is a place in its tokens.

    `gap` is the white space behind it. `entity` is "" outside of names, dates and figures.
    """

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    start: int
    end: int
    gap: str = " "

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands and its tokens in order. Places are indices into `tokens`."""

    text: str
    tokens: tuple[Token, ...]

    def __getitem__(self, place: int) -> Token:
        return self.tokens[place]

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for place, token in enumerate(self.tokens):
            if token.head != place:
                below[token.head].append(place)
        return tuple(map(tuple, below))

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """The places that hang on no other; several where the parser saw several sentences."""
        return tuple(place for place, token in enumerate(self.tokens) if token.head == place)

    def children(self, place: int, *deps: str) -> tuple[int, ...]:
        """What hangs directly on a word, in order; with `deps` only what hangs on it so."""
        below = self._children[place]
        return tuple(c for c in below if self.tokens[c].dep in deps) if deps else below

    def child(self, place: int, deps: Container[str]) -> int | None:
        """The first that hangs directly on a word in one of these ways."""
        return next((c for c in self._children[place] if self.tokens[c].dep in deps), None)

    def subtree(self, place: int, without: Container[int] = ()) -> list[int]:
        """A word with all that hangs on it, in order, but for branches that begin in `without`."""
        return sorted(self._below(place, without))

    def _below(self, place: int, without: Container[int]) -> Iterator[int]:
        waiting = [place]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(child for child in self._children[one] if child not in without)

    def above(self, place: int) -> Iterator[int]:
        """The words that a word hangs on, nearest first."""
        while (head := self.tokens[place].head) != place:
            yield head
            place = head

    def subject(self, place: int) -> int | None:
        """The subject of a verb, if it has one of its own."""
        return self.child(place, SUBJECTS)

    def words(self, places: Iterable[int]) -> str:
        """The words at these places, as they are spaced in the sentence."""
        return "".join(self[place].text + self[place].gap for place in places).strip()
