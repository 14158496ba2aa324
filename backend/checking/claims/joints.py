"""Where a clause comes apart: the words from which on a sentence states something further."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backend.checking.claims.speech import SAYING
from backend.checking.syntax import AUXILIARIES, NOUNS, OBJECTS, SUBJECTS, VERBS, Sentence

_CONTRAST = frozenset({"although", "though", "while", "whereas", "albeit"})
_CHOICE = frozenset({"or", "nor", "so"})
_CLOSED = frozenset({"ccomp", "relcl", "acl", "csubj", "advcl", "pcomp", "csubjpass"})
"""What belongs to one fact with what it hangs on, and is looked into no further."""
_BREAKS = frozenset({",", "–", "—", "-", ";", ":"})
_MANNER = frozenset(
    """speak cite quote refer ask include follow depend compare concern regard give base consider
    assume judge use age call know bear name title date""".split()
)
"""Verbs whose participles tell how, or who, and no fact of their own."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FEWEST = 3
"""Words that a joined verb needs to state something of its own: "sat down and cried" is one."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A verb joined by "and" or "but"; it may take over the subject."""

    place: int


@dataclass(frozen=True, slots=True)
class Apart:
    """A clause that stands alone as it is."""

    place: int


@dataclass(frozen=True, slots=True)
class Participle:
    """A participle that stands apart: ", killing 12 people"."""

    place: int


@dataclass(frozen=True, slots=True)
class With:
    """A clause behind "with": "with mercenaries playing a role"."""

    place: int


@dataclass(frozen=True, slots=True)
class Which:
    """A clause with "who" or "which" that does not say which one is meant."""

    place: int


@dataclass(frozen=True, slots=True)
class Reduced:
    """The same without its pronoun: "intelligence, gathered over the sea"."""

    place: int
    noun: int


Joint = Joined | Apart | Participle | With | Which | Reduced


def joints(sentence: Sentence, verb: int) -> list[Joint]:
    """The joints of a clause, in the order of its words. None lies behind another."""
    found: list[Joint] = []
    waiting = [verb]
    while waiting:
        for child in sentence.children(waiting.pop()):
            joint = next(_joints_at(sentence, child, verb), None)
            if joint:
                found.append(joint)
            elif sentence[child].dep not in _CLOSED:
                waiting.append(child)
    return sorted(found, key=lambda joint: joint.place)


def _joints_at(sentence: Sentence, place: int, verb: int) -> Iterator[Joint]:
    match sentence[place].dep:
        case "conj" if sentence[place].head == verb and sentence[place].pos in VERBS:
            if noun := _described(sentence, place):
                yield Reduced(place, noun)
            elif _is_separable(sentence, place, verb):
                yield Joined(place)
        case "advcl":
            yield from _adverbial(sentence, place)
        case "prep" if sentence[place].lower == "with" and is_apart(sentence, place):
            if clause_behind(sentence, place):
                yield With(place)
        case "relcl" if is_apart(sentence, place) and relative(sentence, place) is not None:
            yield Which(place)
        case "acl" if is_apart(sentence, place) and _tells(sentence, place):
            yield Reduced(place, sentence[place].head)
        case "ccomp" | "parataxis" if _runs_on(sentence, place, verb):
            yield Apart(place)


def is_apart(sentence: Sentence, place: int) -> bool:
    """Whether a phrase is set apart by commas, or opens the sentence and a comma follows."""
    first, *_, last = (branch := sentence.subtree(place))[0], branch[-1]
    if first > 0:
        return sentence[first - 1].text in _BREAKS
    return last + 1 < len(sentence) and sentence[last + 1].text in _BREAKS


def clause_behind(sentence: Sentence, preposition: int) -> tuple[int, int] | None:
    """The subject and the verb of the clause behind "with"; None where there is none."""
    inner = sentence.child(preposition, {"pcomp"})
    if inner is not None and sentence[inner].tag in {"VBG", "VBN"}:
        subject = sentence.subject(inner)
        return (subject, inner) if subject is not None else None
    noun = sentence.child(preposition, {"pobj"})
    if noun is None:
        return None
    doing = [one for one in sentence.children(noun, "acl") if sentence[one].tag == "VBG"]
    return (noun, doing[0]) if doing else None


def relative(sentence: Sentence, place: int) -> int | None:
    """The "who", "which" or "whose" of a clause that is its subject or owns it; None without."""
    subject = sentence.subject(place)
    if subject is None:
        return None
    if sentence[subject].lower in {"who", "which"}:
        return subject
    return next(
        (one for one in sentence.children(subject, "poss") if sentence[one].lower == "whose"), None
    )


def _adverbial(sentence: Sentence, place: int) -> Iterator[Joint]:
    marks = {sentence[one].lower for one in sentence.children(place, "mark")}
    has_subject = sentence.child(place, SUBJECTS) is not None
    if not is_apart(sentence, place):
        return
    if marks & _CONTRAST and has_subject:
        yield Apart(place)
    elif not (marks or has_subject or _is_when(sentence, place)) and _tells(sentence, place):
        yield Participle(place)


def _is_when(sentence: Sentence, place: int) -> bool:
    return any(
        sentence[one].lower in {"when", "where", "how", "once"}
        for one in sentence.children(place, "advmod")
    )


def _tells(sentence: Sentence, place: int) -> bool:
    """Whether a participle tells something of its own."""
    token = sentence[place]
    if token.tag not in {"VBG", "VBN"} or token.lemma in _MANNER:
        return False
    if sentence[sentence.subtree(place)[0]].dep == "aux":  # "to win", "having won"
        return False
    return len(sentence.subtree(place)) >= _FEWEST


def _described(sentence: Sentence, place: int) -> int | None:
    """The noun that a participle describes which the parser took for a joined verb."""
    token = sentence[place]
    alone = not sentence.children(place, *SUBJECTS, *AUXILIARIES, "dobj", "attr")
    first = sentence.subtree(place)[0]
    if token.tag not in {"VBD", "VBN"} or not alone or first < 2:  # noqa: PLR2004
        return None
    noun = first - 2
    follows = sentence[first - 1].text == "," and sentence[noun].pos in NOUNS
    return noun if follows else None


def _is_separable(sentence: Sentence, place: int, verb: int) -> bool:
    """Whether a joined verb states a fact of its own."""
    joining = {sentence[one].lower for one in sentence.children(verb, "cc") if one < place}
    if joining & _CHOICE:
        return False
    has_helper = bool(sentence.children(place, *AUXILIARIES))
    if sentence.child(place, SUBJECTS | {"expl"}) is not None:
        return sentence[place].tag in _FINITE or has_helper
    if sentence.children(verb, "neg") and not has_helper:
        return False
    own = sentence.subtree(place)
    between = [one for one in range(verb + 1, own[0]) if sentence[one].dep not in {"cc", "punct"}]
    return len(own) >= _FEWEST and bool(between)


def _runs_on(sentence: Sentence, place: int, verb: int) -> bool:
    """Whether a clause stands beside another with nothing but a mark between them."""
    token = sentence[place]
    if token.head != verb or sentence[verb].lemma in SAYING or token.pos not in VERBS:
        return False
    if sentence.children(place, "mark") or sentence.child(place, SUBJECTS) is None:
        return False
    own = sentence.subtree(place)
    beside = own[0] - 1 if own[0] > verb else own[-1] + 1
    return (
        sentence.child(verb, SUBJECTS | OBJECTS) is not None
        and 0 <= beside < len(sentence)
        and sentence[beside].text in _BREAKS
    )
