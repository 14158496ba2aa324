"""What gets no verdict, and by which words: question, irony, prediction, advice, opinion, personal.

The first part sees words only and takes a sentence for what its clearest mark says. The second sees
the parsed sentence besides. A sentence without such a mark is checkable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from backend.checking.claims.statement import Statement, wording
from backend.checking.syntax import SUBJECTS, Sentence
from backend.domain import Checkability

_JUDGING = (
    "logical|crucial|obvious|natural|fair|unfair|shameful|absurd|reasonable|important|foolish|wise"
    "|tempting|naive|understandable|hypocritical|telling|ridiculous|surprising|strange|odd|vital"
    "|essential|pointless|useless|brilliant|stupid|beautiful|ugly|awful|disappointing|refreshing"
    "|inspiring|heartbreaking|disgusting|unacceptable|inexcusable|irresponsible|cowardly|brave"
    "|reckless|cruel|pathetic|embarrassing|encouraging|worrying|alarming|troubling|impressive"
    "|sad|tragic|ironic|laughable|nonsensical|silly|overrated|underrated|boring|fascinating"
    "|delicious|stunning|unforgivable|commendable|regrettable|deplorable|dreadful|superb"
)
"""Adjectives that judge, of which no report can say whether they are so."""
_STRONG = (
    "shameful|disgraceful|outrageous|hypocritical|absurd|ridiculous|admirable|wonderful|foolish"
    "|laughable|deplorable|hypocrisy|folly|madness|disgrace|travesty|nonsense|idiotic|pathetic"
    "|despicable|appalling|delightful|magnificent|marvellous|marvelous|scandalous"
)
_BY_WORDS: tuple[tuple[Checkability, re.Pattern[str]], ...] = (
    (Checkability.QUESTION, re.compile(r"\?[\"'”’)\]]*\s*$")),
    (
        Checkability.IRONY,
        re.compile(
            r"(?:^|\s)/s(?:arcasm)?\b|#(?:sarcasm|irony|not)\b|\((?:irony|sarcasm|not)!?\)"
            r"|\b(?:yeah,? right|just kidding|said no one ever|what could possibly go wrong"
            r"|pigs might fly|oh,? (?:how )?(?:great|wonderful|brilliant|lovely|sure))\b",
            re.IGNORECASE,
        ),
    ),
    (
        Checkability.PREDICTION,
        re.compile(
            r"\b(?:it is|it's|it seems|looks|is|are|seems?|most|very|highly) (?:un)?likely\b"
            r"|\b(?:we|you|one|they) can expect\b|\b(?:is|are) (?:bound|set|going|destined) to\b"
            r"|\b(?:is|are) (?:widely )?expected to\b|\bsooner or later\b"
            r"|\b(?:may|might|could) (?:soon|well|eventually|one day|lead|become|end up|trigger"
            r"|spark|collapse|follow)\b|\bmatter of time\b|\bis poised to\b",
            re.IGNORECASE,
        ),
    ),
    (
        Checkability.ADVICE,
        re.compile(
            r"\b(?:we|you|they|he|she|it|one|governments?|leaders?|readers?|nobody|everyone|"
            r"europe|nato|the west) (?:should|ought to|must|need to|had better|need not)\b"
            r"|^(?:let us|let's|let’s|don't|don’t|do not|remember|consider|never forget|stop|avoid"
            r"|make sure|think|vote|imagine)\b|\bit is (?:high )?time (?:to|for|that|we)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Checkability.OPINION,
        re.compile(
            r"\b(?:i|we) (?:\w+ly )?(?:think|believe|feel|suspect|doubt|hope|fear|guess|love|hate"
            r"|prefer|wish|regret|admire|despise|find it)\b"
            r"|\bin (?:my|our) (?:\w+ )?(?:view|opinion|eyes|book|judgement|judgment)\b"
            r"|\b(?:it (?:is|was|seems|appears)|seems|appears) (?:\w+ly )?(?:clear|right|wrong|hard"
            rf"|easy|high time|{_JUDGING})\b"
            rf"|\b(?:is|are|was|were) (?:(?:so|very|quite|rather|too|just|deeply|utterly|truly"
            rf"|really|simply|nothing short of|entirely|\w+ly) )?(?:{_JUDGING})\b(?! by)"
            r"|\b(?:should|ought to) (?:surprise|worry|concern|frighten|shock)\b"
            rf"|\b(?:{_STRONG})\b"
            r"|^(?:sadly|unfortunately|fortunately|thankfully|frankly|regrettably|luckily"
            r"|hopefully|surprisingly|ironically)\b"
            r"|\b(?:the best|the worst|the greatest|the finest) [\w ]+(?:\bever\b|of all time)"
            r"|\b(?:fits?|match(?:es)?) (?:the|this|that|our) (?:\w+ )?(?:image|picture|idea|notion"
            r"|stereotype|mould|mold)\b"
            r"|\bdeserves? (?:better|more|to|our|a)\b|\bit could be argued\b|\bneedless to say\b"
            r"|\b(?:is|are) (?:a|an) (?:\w+ )?(?:disaster|joke|scandal|masterpiece|genius|coward"
            r"|fool|hero|embarrassment|catastrophe|triumph)\b",
            re.IGNORECASE,
        ),
    ),
)
"""Marks of what gets no verdict, clearest first."""
_WILL = re.compile(
    r"\bwill (?:soon|surely|certainly|probably|almost|never|continue|be|become|have|follow|come|end"
    r"|lead|bring|take|turn)\b|\b(?:next|coming) (?:week|month|year|decade)s?\b.*\bwill\b",
    re.IGNORECASE,
)
"""A future, where no parser tells whose it is."""
_COMING = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_UNREAL = frozenset({"would", "'d", "’d"})
_URGING = frozenset({"should", "ought"})
_ME = frozenset("i me my mine myself".split())
_US = frozenset("we us our ours ourselves".split())


@dataclass(frozen=True, slots=True)
class Mark:
    """What a statement is, and the words by which it is that; "" where none stands out."""

    kind: Checkability
    words: str = ""


PLAIN = Mark(Checkability.CHECKABLE)


def mark_of_words(text: str) -> Mark:
    """What a sentence is, by the first of the marks above that it carries."""
    marked = _first_mark(text)
    coming = _WILL.search(text)
    if coming and marked.kind not in {Checkability.QUESTION, Checkability.IRONY}:
        return Mark(Checkability.PREDICTION, coming.group())
    return marked


def _first_mark(text: str) -> Mark:
    for kind, form in _BY_WORDS:
        if found := form.search(text):
            return Mark(kind, found.group().strip())
    return PLAIN


def checkability(sentence: str) -> Checkability:
    """The same without the words."""
    return mark_of_words(sentence).kind


def mark_of(sentence: Sentence, statement: Statement) -> Mark:
    """What a statement is. What somebody is said in it to have said is left to them."""
    if statement.kind is not Checkability.CHECKABLE:
        return Mark(statement.kind, statement.because)
    outside = [bit for bit in statement.bits if bit not in statement.told]
    said = wording(sentence, outside)
    if said.rstrip("\"'”’)").endswith("?") or _asks(sentence, statement):
        return Mark(Checkability.QUESTION, "?")
    by_words = _first_mark(said)
    return by_words if by_words is not PLAIN else _by_syntax(sentence, statement)


def _asks(sentence: Sentence, statement: Statement) -> bool:
    """Whether the whole sentence asks; not where it tells what somebody said."""
    return not statement.told and sentence.text.rstrip("\"'”’) ").endswith("?")


def _by_syntax(sentence: Sentence, statement: Statement) -> Mark:
    verb = statement.verb
    helpers = {
        sentence[place].lower: sentence[place].text
        for place in statement.places
        if _helps(sentence, place, verb)
    }
    if coming := helpers.keys() & _COMING:
        return Mark(Checkability.PREDICTION, helpers[coming.pop()])
    if (unreal := helpers.keys() & _UNREAL) and _has_condition(sentence, verb):
        return Mark(Checkability.PREDICTION, helpers[unreal.pop()])
    if (urging := helpers.keys() & _URGING) and "have" not in helpers:
        return Mark(Checkability.ADVICE, helpers[urging.pop()])
    if _orders(sentence, statement):
        return Mark(Checkability.ADVICE, sentence[verb].text)
    return _personal(sentence, statement)


def _helps(sentence: Sentence, place: int, verb: int) -> bool:
    head = sentence[place].head
    return sentence[place].dep == "aux" and (head == verb or sentence[head].dep == "ROOT")


def _has_condition(sentence: Sentence, verb: int) -> bool:
    return any(
        sentence[mark].lower in {"if", "unless"}
        for clause in sentence.children(verb, "advcl")
        for mark in sentence.children(clause, "mark")
    )


def _orders(sentence: Sentence, statement: Statement) -> bool:
    """Whether it tells somebody to do something: a bare verb in front, and no subject."""
    verb = statement.verb
    bare = sentence[verb].tag == "VB" and sentence.child(verb, SUBJECTS | {"aux"}) is None
    first = next((bit for bit in statement.bits if isinstance(bit, int)), None)
    return bare and first == verb and sentence[verb].dep == "ROOT"


def _personal(sentence: Sentence, statement: Statement) -> Mark:
    """What only the writer can know: "I woke at five", "my mother", "we met at her house"."""
    subject = sentence.subject(statement.verb)
    if subject is None:
        subject = next((bit for bit in statement.bits if isinstance(bit, int)), statement.verb)
    for place in (subject, *sentence.children(subject, "poss")):
        token = sentence[place]
        mine = token.pos == "PRON" and token.lower in _ME | _US
        if mine and place in statement.places - statement.told:
            return Mark(Checkability.PERSONAL, token.text)
    return PLAIN
