"""Who says what: "X said that Y" states that X said it, and Y."""

from __future__ import annotations

from backend.checking.syntax import SUBJECTS, Sentence

SAYING = frozenset(
    """say tell announce claim report state add argue confirm insist allege estimate write tweet
    acknowledge admit reveal disclose testify declare explain note suggest find show conclude
    maintain assert contend observe stress emphasise emphasize recall believe think post reply
    respond mention indicate calculate discover prove agree repeat""".split()
)
"""Verbs that put what follows them forward as so."""

ARGUING = frozenset("argue believe think contend feel".split())
"""Those of them by which somebody gives a view rather than a fact."""

_NOT_ASSERTED = frozenset({"neg"})
_ONLY_POSSIBLE = frozenset("can could may might would should must will".split())
_FIRST_PERSON = frozenset("i we me us my our mine ours myself ourselves".split())


def content_of(sentence: Sentence, verb: int) -> int | None:
    """The verb of what somebody is said to have said; None where nobody said it outright."""
    if sentence[verb].lemma not in SAYING or _is_left_open(sentence, verb):
        return None
    if sentence.subject(verb) is None:
        return None
    content = sentence.child(verb, {"ccomp"})
    if content is None or sentence.child(content, SUBJECTS | {"expl"}) is None:
        return None
    if content < verb and sentence.children(verb, "dobj"):
        return None  # what is said is the object, and the clause stands beside it
    first = sentence[sentence.subtree(content)[0]]
    if first.lower == "that" and first.tag in {"WDT", "DT"} and first.dep != "det":
        return None  # it says which one is meant
    marks = {sentence[one].lower for one in sentence.children(content, "mark", "advmod")}
    return None if marks & {"whether", "if", "how", "why"} else content


def _is_left_open(sentence: Sentence, verb: int) -> bool:
    if sentence.children(verb, *_NOT_ASSERTED):
        return True
    return any(sentence[one].lower in _ONLY_POSSIBLE for one in sentence.children(verb, "aux"))


def according(sentence: Sentence, verb: int) -> int | None:
    """The place of "according", where what a verb says is according to somebody."""
    for place in sentence.children(verb, "prep", "advcl", "prt"):
        if sentence[place].lower == "according":
            return place
    return None


def is_first_person(sentence: Sentence, verb: int) -> bool:
    """Whether it is the writer who says it."""
    subject = sentence.subject(verb)
    return subject is not None and sentence[subject].lower in _FIRST_PERSON


def in_first_person(sentence: Sentence, verb: int) -> bool:
    """Whether a clause speaks as "I" or "we", so that it cannot stand without its speaker."""
    return any(sentence[place].lower in _FIRST_PERSON for place in sentence.subtree(verb))
