"""Forms of English verbs, as far as a participle has to become a finite verb."""

from __future__ import annotations

from enum import StrEnum

from backend.checking.syntax import AUXILIARIES, NOUNS, Sentence

_IRREGULAR = {
    lemma: (past, participle)
    for lemma, past, participle in (
        line.split()
        for line in """
        be was been
        become became become
        begin began begun
        break broke broken
        bring brought brought
        build built built
        buy bought bought
        catch caught caught
        choose chose chosen
        come came come
        cost cost cost
        cut cut cut
        deal dealt dealt
        draw drew drawn
        drive drove driven
        fall fell fallen
        feed fed fed
        feel felt felt
        fight fought fought
        find found found
        flee fled fled
        fly flew flown
        forbid forbade forbidden
        force forced forced
        forget forgot forgotten
        get got got
        give gave given
        go went gone
        grow grew grown
        have had had
        hear heard heard
        hide hid hidden
        hit hit hit
        hold held held
        hurt hurt hurt
        keep kept kept
        know knew known
        lay laid laid
        lead led led
        leave left left
        lend lent lent
        let let let
        lie lay lain
        lose lost lost
        make made made
        mean meant meant
        meet met met
        pay paid paid
        put put put
        read read read
        ride rode ridden
        ring rang rung
        rise rose risen
        run ran run
        say said said
        see saw seen
        seek sought sought
        sell sold sold
        send sent sent
        set set set
        shake shook shaken
        shoot shot shot
        show showed shown
        shut shut shut
        sing sang sung
        sink sank sunk
        sit sat sat
        spend spent spent
        split split split
        spread spread spread
        stand stood stood
        steal stole stolen
        strike struck struck
        swear swore sworn
        sweep swept swept
        take took taken
        teach taught taught
        tear tore torn
        tell told told
        think thought thought
        throw threw thrown
        understand understood understood
        wake woke woken
        wear wore worn
        win won won
        write wrote written
        """.strip().splitlines()
    )
}
_DOUBLED = frozenset(
    "admit ban commit drop grab grip hit join plan rob ship stop strip trap".split()
)
_DOUBLED -= {"join", "hit"}
_ALWAYS_PLURAL = frozenset({"they", "we", "you", "these", "those", "both", "many", "several"})
_ALSO_PLURAL = frozenset({"police", "people", "troops", "authorities"})


class Tense(StrEnum):
    """When a clause says that something happened."""

    PAST = "past"
    PERFECT = "perfect"
    PRESENT = "present"


def tense_of(sentence: Sentence, verb: int) -> Tense:
    """The tense of a finite verb with its auxiliaries."""
    helpers = [sentence[aux] for aux in sentence.children(verb, *AUXILIARIES)]
    lowers = {helper.lower for helper in helpers}
    if lowers & {"has", "have", "'ve", "’ve"}:
        return Tense.PERFECT
    if lowers & {"was", "were", "did", "had"} or sentence[verb].tag == "VBD":
        return Tense.PAST
    return Tense.PAST if sentence[verb].tag == "VBN" and not helpers else Tense.PRESENT


def is_plural(sentence: Sentence, noun: int) -> bool:
    """Whether a verb agrees with this subject in the plural."""
    token = sentence[noun]
    if token.tag in {"NNS", "NNPS"} or token.lower in _ALWAYS_PLURAL | _ALSO_PLURAL:
        return True
    joined = sentence.children(noun, "conj")
    return token.pos in NOUNS and any(sentence[one].pos in NOUNS for one in joined)


def agrees_in_plural(sentence: Sentence, verb: int, noun: int) -> bool:
    """Whether a finite verb is in the plural; by its subject where its form does not tell."""
    forms = {sentence[verb].lower} | {
        sentence[one].lower for one in sentence.children(verb, *AUXILIARIES)
    }
    if forms & {"have", "are", "were", "do"}:
        return True
    if forms & {"has", "is", "was", "does"} or sentence[verb].tag == "VBZ":
        return False
    return is_plural(sentence, noun)


def be(tense: Tense, *, plural: bool) -> str:
    """The form of "be" that goes before a participle."""
    singular_form, plural_form = {
        Tense.PAST: ("was", "were"),
        Tense.PERFECT: ("has been", "have been"),
        Tense.PRESENT: ("is", "are"),
    }[tense]
    return plural_form if plural else singular_form


def past(lemma: str) -> str:
    """The simple past: "sparked", "fought"."""
    return _IRREGULAR[lemma][0] if lemma in _IRREGULAR else _regular(lemma)


def participle(lemma: str) -> str:
    """The past participle: "sparked", "drawn"."""
    return _IRREGULAR[lemma][1] if lemma in _IRREGULAR else _regular(lemma)


def _regular(lemma: str) -> str:
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ied"
    return f"{lemma}{lemma[-1]}ed" if lemma in _DOUBLED else f"{lemma}ed"
