"""What pronouns and "the agency" stand for, where that is safe to say.

One who may be meant is who is meant; where there are two, nothing is said, unless only one of them
does what the sentence tells of. Nearer sentences go before further ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from backend.checking.claims.mentions import Kind, Mention, mentions, phrase
from backend.checking.claims.nouns import ALIKE, BODIES, COUNTRIES, NAMED_AS, PEOPLE, TOWNS
from backend.checking.claims.replacing import Replacement, replace_words
from backend.checking.claims.speech import SAYING
from backend.checking.syntax import SUBJECTS, VERBS, Sentence
from backend.domain import FoundIn

_HE = frozenset({"he", "him", "his"})
_SHE = frozenset({"she", "her", "hers"})
_IT = frozenset({"it", "its"})
_THEY = frozenset({"they", "them", "their", "theirs"})
PRONOUNS = _HE | _SHE | _IT | _THEY
_OWNING = frozenset({"his", "her", "its", "their", "theirs", "hers"})
_POINTING = frozenset({"this", "that", "these", "those", "such"})
_POINTS_BACK = frozenset({"the", "this", "that", "these", "those"})
_WEATHER = frozenset("rain snow hail freeze take seem appear turn happen matter emerge".split())
_WHO = BODIES | PEOPLE | COUNTRIES
_REACH = 4
"""How many sentences back, the title as the last, somebody may be whom "he" or "the agency" means;
what "it" or "they" mean is looked for in the nearest alone."""
_QUOTES = re.compile('[“”"]')


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before a sentence: the earlier sentences, nearest last, and where each stands."""

    earlier: Sequence[tuple[Sentence, FoundIn]] = ()
    title: Sentence | None = None

    def mentions(self) -> Iterator[list[Mention]]:
        """The mentions of each earlier sentence, the nearest sentence first; the title's last."""
        for sentence, found_in in reversed(self.earlier[-_REACH + 1 :]):
            yield mentions(sentence, found_in)
        if self.title:
            yield mentions(self.title, FoundIn.TITLE)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Words that say something only where they stand, when it cannot be told what.

    `place` is their noun or pronoun; `needed` is whether nothing can be looked for without them.
    """

    place: int
    words: str
    needed: bool


Outcome = Replacement | Unresolved | None
"""None where the words stand for something in the statement itself."""


def referring(sentence: Sentence, places: Iterable[int]) -> Iterator[int]:
    """The places whose words stand for something named elsewhere."""
    for place in places:
        token = sentence[place]
        if token.lower in PRONOUNS and token.pos == "PRON":
            if not _means_nothing(sentence, place):
                yield place
        elif _points(sentence, place) or _is_short_for(sentence, place):
            yield place


def resolve(
    sentence: Sentence, place: int, inside: frozenset[int], around: Surroundings
) -> Outcome:
    """What the words at a place stand for in a statement made of the places `inside`."""
    if _in_quotes(sentence, place):
        return _unresolved(sentence, place)
    fits = _fitting(sentence, place)
    own = [one for one in mentions(sentence, FoundIn.HIGHLIGHT) if one.place < place]
    own = [one for one in own if fits(one) and not _is_itself(sentence, one, place)]
    own = [one for one in own if not _is_told(sentence, one, place)]
    if own:
        return _outcome(sentence, place, _preferred(sentence, place, own), inside)
    reach = _REACH if _reaches_far(sentence, place) else 1
    for level in islice(around.mentions(), reach):
        if found := [one for one in level if fits(one)]:
            return _outcome(sentence, place, _preferred(sentence, place, found), inside)
    return _unresolved(sentence, place)


def _reaches_far(sentence: Sentence, place: int) -> bool:
    token = sentence[place]
    return token.pos != "PRON" or token.lower in _HE | _SHE


def _in_quotes(sentence: Sentence, place: int) -> bool:
    """Whether a pronoun is part of a quote, whose speaker may mean anybody."""
    marks = _QUOTES.findall(sentence.text[: sentence[place].start])
    return sentence[place].pos == "PRON" and len(marks) % 2 == 1


def _is_told(sentence: Sentence, one: Mention, place: int) -> bool:
    """Whether a mention is part of what the words at a place are said to have said."""
    if sentence[place].dep not in SUBJECTS:
        return False
    verb = sentence[place].head
    below = [one.place, *sentence.above(one.place)]
    return verb in below and any(
        sentence[step].dep == "ccomp" for step in below[: below.index(verb)]
    )


def _outcome(
    sentence: Sentence, place: int, found: Sequence[Mention], inside: frozenset[int]
) -> Outcome:
    """A replacement where one alone may be meant; None where all who may stand inside."""
    if all(one.sentence is sentence and one.place in inside for one in found):
        return None
    if any(not one.same_as(found[0]) for one in found[1:]):
        return _unresolved(sentence, place)
    best = max(found, key=lambda one: (one.detail, one.place))
    if PRONOUNS & set(best.text.lower().replace("’", " ").replace("'", " ").split()):
        return _unresolved(sentence, place)  # "his spokesman" cannot stand alone either
    return _replacement(sentence, place, best)


def _replacement(sentence: Sentence, place: int, meant: Mention) -> Replacement:
    token = sentence[place]
    if token.lower in _OWNING and token.dep == "poss":
        after = [place + 1] if _own_follows(sentence, place) else []
        text = f"{meant.text}’" if meant.text.endswith("s") and meant.plural else f"{meant.text}’s"
        return replace_words(sentence, [place, *after], text, meant.text, meant.found_in)
    places = [place] if token.pos == "PRON" else phrase(sentence, place)
    return replace_words(sentence, places, meant.text, meant.text, meant.found_in)


def _own_follows(sentence: Sentence, place: int) -> bool:
    return place + 1 < len(sentence) and sentence[place + 1].lower == "own"


def _unresolved(sentence: Sentence, place: int) -> Unresolved:
    token = sentence[place]
    noun = token.pos != "PRON"
    places = phrase(sentence, place) if noun else [place]
    needed = not noun or (token.dep in SUBJECTS and token.lemma.lower() in _WHO)
    return Unresolved(place, sentence.words(places), needed)


def _means_nothing(sentence: Sentence, place: int) -> bool:
    """Whether "it" stands for nothing: "it rained", "it is likely that", "it took a year"."""
    token = sentence[place]
    if token.lower != "it":
        return False
    verb = token.head
    if token.dep == "expl" or sentence[verb].lemma in _WEATHER:
        return True
    clause = sentence.children(verb, "ccomp", "xcomp", "advcl", "csubj")
    said = sentence.children(verb, "acomp", "attr", "oprd")
    deeper = (c for one in said for c in sentence.children(one, "ccomp", "xcomp", "acl", "advcl"))
    is_being = sentence[verb].lemma in {"be", "become", "make"} or bool(
        sentence.children(verb, "auxpass")
    )
    return is_being and (bool(said and clause) or any(deeper) or _it_is_told(sentence, verb))


def _it_is_told(sentence: Sentence, verb: int) -> bool:
    """Whether "it" only announces what is told: "It was reported that"."""
    return bool(sentence.children(verb, "auxpass") and sentence.children(verb, "ccomp"))


def _points(sentence: Sentence, place: int) -> bool:
    """Whether a bare "this" or "those" is who or what the sentence is about."""
    token = sentence[place]
    if token.lower not in _POINTING or token.dep not in SUBJECTS | {"dobj", "pobj"}:
        return False
    return token.pos == "PRON" and token.tag == "DT" and not sentence.children(place)


def _is_short_for(sentence: Sentence, place: int) -> bool:
    """Whether a noun with nothing but an article speaks of what was named before."""
    token = sentence[place]
    if token.pos != "NOUN" or token.dep == "compound" or not _has_class(token.lemma.lower()):
        return False
    children = sentence.children(place)
    before = [one for one in children if one < place]
    if len(before) != 1 or sentence[before[0]].lower not in _POINTS_BACK:
        return False
    return not any(
        sentence[one].dep in {"prep", "relcl", "acl", "appos", "poss", "nummod"}
        for one in children
        if one > place
    )


def _has_class(lemma: str) -> bool:
    return lemma in ALIKE or lemma in BODIES | COUNTRIES | TOWNS | PEOPLE


def _is_itself(sentence: Sentence, mention: Mention, place: int) -> bool:
    """Whether a mention is the words themselves or what they belong to."""
    if place in phrase(sentence, mention.place) or mention.place == place:
        return True
    token = sentence[place]
    return token.dep not in SUBJECTS | {"poss"} and sentence[mention.place].head == token.head


def _fitting(sentence: Sentence, place: int) -> Callable[[Mention], bool]:
    """Which mentions the words at a place can stand for."""
    token = sentence[place]
    lower, lemma = token.lower, token.lemma.lower()
    if token.pos != "PRON":
        return _fits_noun(lemma, plural=token.tag == "NNS")
    if lower in _HE:
        return lambda one: _may_be_a_person(one) and not one.is_woman
    if lower in _SHE:
        return lambda one: _may_be_a_person(one) and not one.is_man
    if lower in _THEY:
        return lambda one: one.plural or (one.kind is Kind.BODY and not one.named)
    if lower in _IT:
        return lambda one: not one.plural and one.kind is not Kind.PERSON
    return lambda one: False  # noqa: ARG005 - "this" may be a whole sentence


def _may_be_a_person(one: Mention) -> bool:
    """Whether it is a person, or has a name of which nothing is known."""
    return not one.plural and (one.kind is Kind.PERSON or (one.named and one.kind is Kind.THING))


def _fits_noun(lemma: str, *, plural: bool) -> Callable[[Mention], bool]:
    def same_noun(one: Mention) -> bool:
        alike = {lemma, *ALIKE.get(lemma, ())} & {one.lemma, *one.text.lower().split()}
        return bool(alike) and one.detail > 0 and one.plural == plural

    def fits(one: Mention) -> bool:
        if same_noun(one):
            return True
        if not one.named or one.plural != plural:
            return False
        if lemma in COUNTRIES:
            return one.kind is Kind.COUNTRY
        if lemma in TOWNS:
            return one.kind is Kind.PLACE
        if lemma in NAMED_AS:
            return one.kind is Kind.BODY
        return lemma in PEOPLE and one.kind is Kind.PERSON

    return fits


def _preferred(sentence: Sentence, place: int, found: Sequence[Mention]) -> Sequence[Mention]:
    """Those who are likelier meant than the rest, by what the sentence says of them."""
    token = sentence[place]
    if token.lower in _OWNING and (own := _owner(sentence, place, found)):
        return own
    if alike := [one for one in found if _same_part(sentence, place, one)]:
        return alike
    if not any(one.kind is Kind.PERSON for one in found):
        found = [one for one in found if not one.is_where] or found
    if len({one.kind for one in found}) > 1 and _is_doer(sentence, place):
        agents = [one for one in found if one.is_agent]
        found = agents or found
    if token.dep in SUBJECTS:
        things = [one for one in found if not one.named]
        leading = [one for one in found if one.subject]
        if len(leading) == 1 and len(things) >= len(found) - 1 and token.lower in _HE | _SHE:
            return leading
    return found


def _same_part(sentence: Sentence, place: int, one: Mention) -> bool:
    """Whether a mention has the same part beside the same verb: "A backed it; B backed it"."""
    token, other = sentence[place], one.sentence[one.place]
    if token.dep not in {"dobj", "nsubjpass"} or token.dep != other.dep:
        return False
    verb, same = sentence[token.head], one.sentence[other.head]
    return verb.pos == "VERB" and verb.lemma == same.lemma


def _owner(sentence: Sentence, place: int, found: Sequence[Mention]) -> Sequence[Mention]:
    """The subject of the clause that owns something in it: "Russia calls on its allies"."""
    for above in sentence.above(place):
        if sentence[above].pos in VERBS:
            subject = sentence.subject(above)
            if subject is not None:
                return [one for one in found if one.sentence is sentence and one.place == subject]
    return []


def _is_doer(sentence: Sentence, place: int) -> bool:
    """Whether what is meant says or has something, as only people and bodies do."""
    token = sentence[place]
    return token.dep in SUBJECTS and sentence[token.head].lemma in SAYING
