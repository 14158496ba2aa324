"""A parsed sentence taken apart into what it states: one statement a fact.

What has a subject and a verb of its own states something of its own; so do participles and "with"
clauses that stand apart, and clauses with "who" or "which" after a comma. What belongs to one fact
stays with it: conditions, reasons, times, comparisons, and clauses that say which one is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backend.checking.claims import joints, participles, speech
from backend.checking.claims.nominal import decided
from backend.checking.claims.statement import Bit, Statement, trimmed
from backend.checking.syntax import AUXILIARIES, SUBJECTS, Sentence
from backend.domain import Checkability

_OPENERS = frozenset(
    """however moreover furthermore meanwhile also besides nevertheless nonetheless therefore thus
    indeed still then consequently similarly likewise instead additionally finally""".split()
)
_OPENING_PHRASES = ("in addition", "in fact", "for example", "for instance", "of course")
_GIVEN = frozenset({"given", "despite"})


@dataclass(frozen=True, slots=True)
class _Given:
    """What a clause takes over from the one that it is joined to."""

    subject: tuple[Bit, ...] = ()
    lead: tuple[Bit, ...] = ()
    noun: int | None = None


def statements(sentence: Sentence) -> list[Statement]:
    """What a sentence states, in the order of its words; none for a text without words."""
    found = [one for root in sentence.roots for one in _clause(sentence, root, _Given())]
    kept = [one for one in found if any(sentence[place].pos != "PUNCT" for place in one.own)]
    return sorted(kept, key=lambda one: (min(one.own), not one.told, max(one.own)))


def _clause(sentence: Sentence, verb: int, given: _Given) -> Iterator[Statement]:
    """What a clause states, then what hangs on it and states something of its own."""
    parts = joints.joints(sentence, verb)
    cut = frozenset(joint.place for joint in parts)
    loose = _commas_around(sentence, parts)
    own = [place for place in sentence.subtree(verb, cut) if place not in loose]
    own = trimmed(sentence, [place for place in own if not _opens(sentence, place)])
    own = _without_opening(sentence, _without_mark(sentence, own, verb), verb)
    if not own:
        return
    whole = Statement((*given.lead, *given.subject, *own), tuple(own), verb)
    yield from _with_speech(sentence, whole, given)
    passed_on = _passed_on(sentence, verb, given, cut)
    for joint in parts:
        yield from _jointed(sentence, joint, verb, passed_on)


def _commas_around(sentence: Sentence, parts: list[joints.Joint]) -> set[int]:
    """The commas that set apart what is cut out."""
    loose: set[int] = set()
    for joint in parts:
        branch = sentence.subtree(joint.place)
        after = () if isinstance(joint, joints.Joined) else (branch[-1] + 1,)
        loose.update(
            place
            for place in (branch[0] - 1, *after)
            if 0 <= place < len(sentence) and sentence[place].text == ","
        )
    return loose


def _opens(sentence: Sentence, place: int) -> bool:
    """Whether a word only leads over from the sentence before."""
    token = sentence[place]
    opens = token.lower in _OPENERS and token.dep == "advmod"
    return opens and place + 1 < len(sentence) and sentence[place + 1].text == ","


def _without_mark(sentence: Sentence, own: list[int], verb: int) -> list[int]:
    """The clause without the "that" or "although" by which it hung on another."""
    first = next(iter(own), verb)
    token = sentence[first]
    opens = token.dep == "mark" and token.head == verb
    opens = opens or (token.lower == "that" and token.tag == "IN")
    return trimmed(sentence, own[1:]) if opens else own


def _without_opening(sentence: Sentence, own: list[int], verb: int) -> list[int]:
    """The clause without "In addition," and "Given this," before it."""
    for place in sentence.children(verb, "prep"):
        words = sentence.words(sentence.subtree(place)).lower()
        points = words.split()[1:2] in (["this"], ["that"], ["these"], ["those"])
        if words in _OPENING_PHRASES or (words.split()[0] in _GIVEN and points):
            dropped = set(sentence.subtree(place))
            own = trimmed(sentence, [one for one in own if one not in dropped])
    return own


def _with_speech(sentence: Sentence, whole: Statement, given: _Given) -> Iterator[Statement]:
    """The statement itself; of what tells that somebody said something, that too."""
    verb = whole.verb
    if (place := speech.according(sentence, verb)) is not None:
        source = set(sentence.subtree(place))
        rest = trimmed(sentence, [one for one in whole.own if one not in source])
        yield replace(whole, told=frozenset(rest))
        if not speech.in_first_person(sentence, verb):
            yield replace(whole, bits=(*given.lead, *given.subject, *rest), own=tuple(rest))
        return
    content = speech.content_of(sentence, verb)
    if content is None:
        yield whole
        yield from decided(sentence, verb)
        return
    if speech.is_first_person(sentence, verb):
        yield whole
        return
    told = sentence.subtree(content)
    yield _saying(sentence, whole, given, told)
    if speech.in_first_person(sentence, content):
        return
    for one in _clause(sentence, content, _Given()):
        yield _as_a_view(one, sentence[verb].text) if _argues(sentence, verb) else one


def _argues(sentence: Sentence, verb: int) -> bool:
    return sentence[verb].lemma in speech.ARGUING


def _as_a_view(one: Statement, by: str) -> Statement:
    """What somebody argues is their opinion, whatever else it is."""
    if one.kind is not Checkability.CHECKABLE:
        return one
    return replace(one, kind=Checkability.OPINION, because=by)


def _saying(sentence: Sentence, whole: Statement, given: _Given, told: list[int]) -> Statement:
    """That somebody said it: with who says it first, where the sentence has that last."""
    left = [place for place in whole.own if place not in set(told)]
    if min(left, default=0) < min(told):
        return replace(whole, own=tuple(left), told=frozenset(told))
    verb = whole.verb
    subject = sentence.subject(verb)
    who = sentence.subtree(subject) if subject is not None else []
    rest = [place for place in left if place not in set(who) and sentence[place].dep != "punct"]
    bits = (*given.lead, *given.subject, *who, *rest, "that", *trimmed(sentence, told))
    return replace(whole, bits=bits, own=tuple(left), told=frozenset(told))


def _passed_on(sentence: Sentence, verb: int, given: _Given, cut: frozenset[int]) -> _Given:
    """What clauses joined to this one may take over: its subject, and its day before that."""
    subject = sentence.subject(verb)
    if subject is None:
        return given
    places = sentence.subtree(subject, cut)
    lead = [
        place
        for child in sentence.children(verb, "prep", "npadvmod", "advmod")
        if child < min(places) and child not in cut and _names_a_day(sentence, child)
        for place in [*sentence.subtree(child), *_comma_after(sentence, child)]
    ]
    return _Given(tuple(trimmed(sentence, places)), tuple(lead), subject)


def _names_a_day(sentence: Sentence, place: int) -> bool:
    return any(sentence[one].entity == "DATE" for one in sentence.subtree(place))


def _comma_after(sentence: Sentence, place: int) -> list[int]:
    after = sentence.subtree(place)[-1] + 1
    return [after] if after < len(sentence) and sentence[after].text == "," else []


def _jointed(
    sentence: Sentence, joint: joints.Joint, verb: int, given: _Given
) -> Iterator[Statement]:
    """What a part states that hangs on a clause at a joint."""
    match joint:
        case joints.Joined(place):
            yield from _clause(sentence, place, _shared(sentence, verb, place, given))
        case joints.Apart(place):
            yield from _clause(sentence, place, _Given())
        case joints.Participle(place):
            yield from participles.alone(sentence, place, verb, given.subject, given.noun)
        case joints.With(place):
            yield from participles.with_clause(sentence, place, verb)
        case joints.Which(place):
            yield from participles.which_clause(sentence, place)
        case joints.Reduced(place, noun):
            yield from participles.reduced(sentence, place, noun, verb)


def _shared(sentence: Sentence, verb: int, place: int, given: _Given) -> _Given:
    """What a joined verb takes over: the day, and the subject where it has none of its own."""
    lead = () if _names_a_day(sentence, place) else given.lead
    if sentence.child(place, SUBJECTS | {"expl"}) is not None:
        return _Given((), lead)
    helpers: tuple[int, ...] = ()
    if not sentence.children(place, *AUXILIARIES) and sentence[place].tag in {"VBN", "VB", "VBG"}:
        helpers = tuple(
            one for one in sentence.children(verb, *AUXILIARIES) if sentence[one].lower != "to"
        )
    return _Given((*given.subject, *helpers), lead, given.noun)
