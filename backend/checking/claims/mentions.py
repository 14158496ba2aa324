"""Whom and what a text names, as far as later words may mean it: people, bodies, places, things."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backend.checking.claims.nouns import ALIKE, BODIES, PEOPLE, is_man, is_woman
from backend.checking.claims.verbs import is_plural
from backend.checking.parties import party_named, seat_of
from backend.checking.syntax import NOUNS, SUBJECTS, Sentence
from backend.domain import FoundIn

_NO_THING = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
_BEFORE = frozenset({"det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "advmod"})
_WHERE = frozenset("in at near off on from to into outside inside across around throughout".split())
_INSIDE = _WHERE - {"to", "from", "on"}
_OF = frozenset({"of", "for"})
_DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "such", "no", "any", "every", "each"})
_TIMES = frozenset("day week month year hour minute time moment morning evening night".split())
_EMPTY = frozenset("addition fact case part example way sort kind lot number result role".split())
"""Nouns that hardly anything said later means."""


class Kind(StrEnum):
    """What a mention is of."""

    PERSON = "person"
    BODY = "body"
    COUNTRY = "country"
    PLACE = "place"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun with what describes it. `place` is its noun in the sentence that it stands in.

    `text` is how it is spoken of elsewhere: "the 3,000 soldiers". `detail` is how many words
    describe it besides an article.
    """

    sentence: Sentence
    place: int
    text: str
    kind: Kind
    plural: bool
    named: bool
    subject: bool
    detail: int
    found_in: FoundIn

    @property
    def is_where(self) -> bool:
        """Whether it only says where something happened, or whose something was."""
        token = self.sentence[self.place]
        if self.kind not in {Kind.PLACE, Kind.COUNTRY}:
            return False
        head = self.sentence[token.head]
        return token.dep == "poss" or (token.dep == "pobj" and head.lower in _WHERE)

    @property
    def lemma(self) -> str:
        """The noun in its singular, in lower case."""
        return self.sentence[self.place].lemma.lower()

    @property
    def is_agent(self) -> bool:
        """Whether it can say and decide things."""
        return self.kind in {Kind.PERSON, Kind.BODY, Kind.COUNTRY}

    @property
    def is_man(self) -> bool:
        """Whether the words say that it is a man."""
        return any(is_man(word) for word in self._words)

    @property
    def is_woman(self) -> bool:
        """Whether the words say that it is a woman."""
        return any(is_woman(word) for word in self._words)

    @property
    def _words(self) -> list[str]:
        return [word.strip(".").lower() for word in self.text.split()]

    def same_as(self, other: Mention) -> bool:
        """Whether two mentions may well be of one: "Vladimir Putin" and "Putin"."""
        one, two = self.text.removeprefix("the "), other.text.removeprefix("the ")
        party = party_named(one)
        if party is not None and party == party_named(two):
            return True
        return one.lower() == two.lower() or (
            self.named and other.named and bool({one.split()[-1]} & set(two.split()[-1:]))
        )


def mentions(sentence: Sentence, found_in: FoundIn) -> list[Mention]:
    """The mentions of a sentence in order, without days, figures and what is said to be none."""
    return [
        _mention(sentence, place, found_in)
        for place, token in enumerate(sentence.tokens)
        if token.pos in NOUNS and token.dep != "compound" and _is_one(sentence, place)
    ]


def _is_one(sentence: Sentence, place: int) -> bool:
    token = sentence[place]
    if token.entity in _NO_THING or token.lemma.lower() in _TIMES | _EMPTY:
        return False
    if place + 1 < len(sentence) and _is_titled(sentence, place):
        return False
    return not any(sentence[one].lower in _DEMONSTRATIVE for one in sentence.children(place, "det"))


def _is_titled(sentence: Sentence, place: int) -> bool:
    """Whether a noun goes before the name of who it is: "the spokeswoman Maria Zakharova"."""
    return any(
        sentence[one].pos == "PROPN" and sentence.subtree(one)[0] == place + 1
        for one in sentence.children(place, "appos")
    )


def _mention(sentence: Sentence, place: int, found_in: FoundIn) -> Mention:
    described = phrase(sentence, place)
    named = sentence[place].pos == "PROPN"
    return Mention(
        sentence=sentence,
        place=place,
        text=spoken_of(sentence, described, named=named),
        kind=_kind(sentence, place, sentence.words(described)),
        plural=is_plural(sentence, place),
        named=named,
        subject=sentence[place].dep in SUBJECTS,
        detail=sum(sentence[one].dep != "det" for one in described) - 1,
        found_in=found_in,
    )


def phrase(sentence: Sentence, place: int) -> list[int]:
    """The places of a noun with what stands before it, and an "of …" that names it further."""
    kept = [place]
    for child in sentence.children(place):
        token = sentence[child]
        before = child < place and token.dep in _BEFORE
        if before or (token.dep == "case" and token.tag != "POS") or token.dep == "punct":
            kept.extend(sentence.subtree(child) if before else [child] * (child < place))
        names_it = token.lower in _OF or (
            token.lower in _INSIDE and sentence[place].lemma.lower() in ALIKE
        )
        if token.dep == "prep" and names_it and child == place + 1:
            kept.extend(one for one in sentence.subtree(child) if _plain(sentence, one, child))
    return _whole(sorted(set(kept)))


def _plain(sentence: Sentence, place: int, of: int) -> bool:
    """Whether a word is part of a plain "of …", without a clause in it."""
    clauses = {"relcl", "acl", "appos", "advcl"}
    between = [place, *sentence.above(place)]
    return not any(sentence[one].dep in clauses for one in between[: between.index(of)])


def _whole(places: list[int]) -> list[int]:
    """The last unbroken run, so that no word between is left out."""
    runs = [[places[0]]]
    for place in places[1:]:
        if place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return max(runs, key=len)


def spoken_of(sentence: Sentence, places: list[int], *, named: bool) -> str:
    """A noun phrase as it is spoken of later: with "the", where it has no name of its own."""
    first, *rest = places
    head = sentence[first]
    if head.dep == "det" and rest and head.head in places:
        words = sentence.words(rest)
        return f"the {words}" if not named or head.lower == "the" else words
    words = sentence.words(places)
    owned = any(sentence[one].dep == "poss" for one in places)
    if named or owned:
        return words
    return f"the {words[:1].lower()}{words[1:]}" if head.pos != "PROPN" else f"the {words}"


def _kind(sentence: Sentence, place: int, words: str) -> Kind:
    token = sentence[place]
    lemma = token.lemma.lower()
    if token.pos == "PROPN":
        if party_named(words.removeprefix("the ").removeprefix("The "), as_place=True):
            return Kind.COUNTRY
        if seat_of(words) or _is_in_it(sentence, place):
            return Kind.PLACE
        if any(sentence[one].entity == "PERSON" for one in sentence.children(place, "compound")):
            return Kind.PERSON
        return _NAMED_KINDS.get(token.entity, Kind.THING)
    if lemma in PEOPLE:
        return Kind.PERSON
    return Kind.BODY if lemma in BODIES else Kind.THING


def _is_in_it(sentence: Sentence, place: int) -> bool:
    """Whether something happens in or near what has this name, so that it is no person."""
    token = sentence[place]
    return token.dep == "pobj" and sentence[token.head].lower in _INSIDE - {"at"}


_NAMED_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.BODY,
    "NORP": Kind.BODY,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
}
