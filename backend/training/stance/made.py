"""Pairs made by rule from news sentences, for what judges get wrong untaught.

Each maker takes a sentence (and others of its article) and gives pairs whose label follows from
how they were made: a number, name or day exchanged, a negation, a denial told by both or by one,
a claim of two facts of which the passage has one, hearsay.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from backend.checking.words import FUNCTION_WORDS, names, sentences
from backend.training.stance.data import Row

WORDS_A_SENTENCE = range(8, 29)
_PLAIN = re.compile(r"^[A-Z][^\"“”()\[\]:;?!…]*[.]$")
_DIGITS = re.compile(r"(?<![\w.,$£€-])(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\w,]|\.\d|-)")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_PLACES = (
    "Russia Ukraine China France Germany Britain Iran Iraq Syria Israel Egypt Turkey Japan India "
    "Mexico Canada Brazil Spain Italy Poland London Paris Moscow Beijing Washington Chicago Boston "
    "Texas California Florida Australia Pakistan Afghanistan Nigeria Kenya Greece Sweden"
).split()
_PARTIES = (
    "The ministry;A spokesman;The company;The police;The government;The Kremlin;Officials;"
    "The White House;The army;The mayor;A spokeswoman for the agency;The minister;Her lawyer"
).split(";")
_SAID = ("said that", "announced that", "told reporters that", "confirmed that", "reported that")
_DENIED = (
    "denied that",
    "rejected reports that",
    "dismissed claims that",
    "said it was not true that",
    "called it false that",
)
_HEARSAY = (
    "It could not be confirmed that {0}.",
    "It is not clear whether {0}.",
    "Rumours that {0} have spread for days.",
    "Asked whether {0}, the ministry declined to comment.",
    "There were unconfirmed reports that {0}.",
    "Investigators are still looking into whether {0}.",
)
_DEBUNKED = (
    "The story that {0} is a hoax.",
    "It is not true that {0}.",
    "Contrary to what was reported, there is no evidence that {0}.",
    "The claim that {0} has been debunked.",
    "The report that {0} turned out to be false.",
)
_SAID_FALSE = (
    "The story that {0} is a hoax.",
    "No, it is not true that {0}.",
    "Reports that {0} are false.",
    "Fake news: the claim that {0} is a hoax.",
    "The video that is said to show that {0} is a fake.",
    "It was falsely reported that {0}.",
)
_TOLD_FALSE = (
    *_DEBUNKED,
    "A story that {0} has been shared thousands of times. It is a hoax.",
    "“{1}” reads a post that went viral this week. It is fake.",
    "Rumours that {0} are untrue, and the picture that goes with them is years old.",
    "You may have read that {0}. Nothing of the kind has happened.",
    "Many people believed a report that {0}, which was made up by a satirical website.",
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should)\b(?! not| n't)"
)
_NEGATED = re.compile(r"\b(?:not|never|no|without|nor|neither|none|nobody|cannot)\b|n['’]t\b")
_SOMETIMES = 0.5
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, slots=True)
class Piece:
    """A plain sentence of an article with the ones beside it."""

    text: str
    before: str
    after: str

    @property
    def bare(self) -> str:
        """The sentence as it goes inside another: no full stop, no capital of its own."""
        text = self.text.rstrip(".")
        first = text.split()[0]
        known = first.lower() in FUNCTION_WORDS and first != "I"
        return text[0].lower() + text[1:] if known else text

    def among(self, chooser: random.Random, text: str | None = None) -> str:
        """The sentence, or `text` in its place, with none, one or both of its neighbours."""
        kept = chooser.choice(["alone", "alone", "before", "after", "both"])
        return " ".join(
            part
            for part in (
                self.before if kept in {"before", "both"} else "",
                text or self.text,
                self.after if kept in {"after", "both"} else "",
            )
            if part
        )


Maker = Callable[[Piece, Sequence[Piece], random.Random], Iterator[Row]]


def pieces(article: str) -> list[Piece]:
    """The sentences of an article that can stand alone."""
    spans = [article[start:end].replace("\n", " ") for start, end in sentences(article)]
    return [
        Piece(text, spans[i - 1] if i else "", spans[i + 1] if i + 1 < len(spans) else "")
        for i, text in enumerate(spans)
        if _PLAIN.match(text) and len(text.split()) in WORDS_A_SENTENCE
    ]


def made(articles: Sequence[str], most: int, seed: int) -> list[Row]:
    """At most `most` rows, as many of each maker as can be had."""
    chooser = random.Random(seed)  # noqa: S311 - a sample, no secret
    by_maker: list[list[Row]] = [[] for _ in MAKERS]
    share = most // len(MAKERS)
    order = chooser.sample(list(articles), len(articles))
    for article in order:
        found = pieces(article)
        for piece in found:
            for maker, rows in zip(MAKERS, by_maker, strict=True):
                if len(rows) < share and chooser.random() < _USED:
                    rows.extend(maker(piece, found, chooser))
    return [row for rows in by_maker for row in rows[:share]]


_USED = 0.25
"""How often a maker uses a sentence that it could, so that articles are drawn on evenly."""


def numbers(piece: Piece, _: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """The figure exchanged disputes; the figure in words, or hedged and near, supports."""
    found = [m for m in _DIGITS.finditer(piece.text) if not _is_year(m.group(1))]
    if not found:
        return
    match = chooser.choice(found)
    value = int(match.group(1).replace(",", ""))
    other = max(0, round(value * chooser.choice([0.1, 0.5, 0.75, 1.2, 1.5, 2, 10])))
    swap = _replacer(piece.text, match.span(1))
    if other != value:
        yield _row(swap(_written(other)), piece.among(chooser), "disputes")
    if value < len(_SMALL):
        yield _row(swap(_SMALL[value]), piece.among(chooser), "supports")
    elif value >= 1000 and value % 1000 == 0:  # noqa: PLR2004 - a thousand
        yield _row(swap(f"{value // 1000} thousand"), piece.among(chooser), "supports")
    elif value > 20:  # noqa: PLR2004 - small figures are not rounded
        near = _written(round(value, 1 - len(str(value))))
        yield _row(swap(f"about {near}"), piece.among(chooser), "supports")


def days(piece: Piece, _: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """A weekday, month, year or place exchanged disputes."""
    for group in (_DAYS, _MONTHS, _PLACES):
        match = re.search(rf"\b(?:{'|'.join(group)})\b", piece.text)
        if match:
            other = chooser.choice([word for word in group if word != match.group()])
            claim = _replacer(piece.text, match.span())(other)
            yield _row(claim, piece.among(chooser), "disputes")
            yield _row(piece.text, piece.among(chooser), "supports")
            return
    year = re.search(r"\b(?:19|20)\d\d\b", piece.text)
    if year:
        other = str(int(year.group()) + chooser.choice([-10, -3, -1, 1, 2, 5]))
        yield _row(_replacer(piece.text, year.span())(other), piece.among(chooser), "disputes")


def people(piece: Piece, others: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """Another name of the article in a name's place disputes."""
    own = _full_names(piece.text)
    rest = [name for other in others for name in _full_names(other.text) if name not in own]
    if own and rest:
        name, other = chooser.choice(own), chooser.choice(rest)
        yield _row(piece.text.replace(name, other), piece.among(chooser), "disputes")


def negations(piece: Piece, _: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """One of the two negated disputes, both or neither supports."""
    negated = _negated(piece.text)
    if negated is None:
        return
    yield _row(negated, piece.among(chooser), "disputes")
    yield _row(piece.text, piece.among(chooser, negated), "disputes")
    yield _row(negated, piece.among(chooser, negated), "supports")


def without(piece: Piece, _: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """A claim that says "without" is supported by the passage that says it too."""
    if " without " in piece.text:
        yield _row(piece.text, piece.among(chooser), "supports")
        yield _row(piece.text.replace(" without ", " with "), piece.among(chooser), "disputes")
    elif " with " in piece.text:
        changed = piece.text.replace(" with ", " without ", 1)
        yield _row(changed, piece.among(chooser), "disputes")
        yield _row(changed, piece.among(chooser, changed), "supports")


def told(piece: Piece, _: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """Who says and who denies, in the claim, the passage or both."""
    party, other = chooser.sample(_PARTIES, 2)
    said, denied = chooser.choice(_SAID), chooser.choice(_DENIED)
    denial = f"{party} {denied} {piece.bare}."
    again = f"{party} {chooser.choice(_DENIED)} {piece.bare}."
    saying = f"{party} {said} {piece.bare}."
    kind = chooser.randrange(6)
    if kind == 0:
        yield _row(again, piece.among(chooser, denial), "supports")
    elif kind == 1:
        yield _row(again, piece.among(chooser, saying), "disputes")
    elif kind == 2:  # noqa: PLR2004
        yield _row(piece.text, denial, "disputes")
    elif kind == 3:  # noqa: PLR2004
        yield _row(
            saying, f"{piece.text.rstrip('.')}, {party[0].lower() + party[1:]} said.", "supports"
        )
    elif kind == 4:  # noqa: PLR2004
        yield _row(saying, f"{other} {said} {piece.bare}.", "mentions")
    else:
        yield _row(piece.text, piece.among(chooser, saying), "supports")


def hearsay(piece: Piece, _: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """What nobody confirms is a mention, and what is called false is disputed."""
    template, label = chooser.choice(
        [(text, "mentions") for text in _HEARSAY] + [(text, "disputes") for text in _DEBUNKED]
    )
    yield _row(piece.text, piece.among(chooser, template.format(piece.bare)), label)


def debunked(piece: Piece, others: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """That something is not so is borne out where it is debunked, and disputed where it is told."""
    false = chooser.choice(_TOLD_FALSE).format(piece.bare, piece.text.rstrip("."))
    said = [chooser.choice(_SAID_FALSE).format(piece.bare)]
    if negated := _negated(piece.text):
        said += [negated, f"No, {negated[0].lower() + negated[1:]}"]
    claim = chooser.choice(said)
    yield _row(claim, piece.among(chooser, false), "supports")
    yield _row(piece.text, piece.among(chooser, false), "disputes")
    other = chooser.choice(others)
    if chooser.random() < _SOMETIMES:
        yield _row(claim, piece.among(chooser), "disputes")
        yield _row(claim, chooser.choice(_HEARSAY).format(piece.bare), "mentions")
        if other.text not in {piece.text, piece.before, piece.after}:
            elsewhere = chooser.choice(_TOLD_FALSE).format(other.bare, other.text.rstrip("."))
            yield _row(claim, elsewhere, "mentions")


def two_facts(piece: Piece, others: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """Both facts support, one of two mentions, one of them negated disputes."""
    far = [other for other in others if other.text not in {piece.text, piece.before, piece.after}]
    if not far:
        return
    other = chooser.choice(far)
    claim = f"{piece.text.rstrip('.')}, and {other.bare}."
    yield _row(claim, f"{piece.text} {other.text}", "supports")
    yield _row(claim, chooser.choice([piece, other]).text, "mentions")
    if negated := _negated(other.text):
        yield _row(claim, f"{piece.text} {negated}", "disputes")


def other_fact(piece: Piece, others: Sequence[Piece], chooser: random.Random) -> Iterator[Row]:
    """Another sentence of the same article neither supports nor disputes, denied or not."""
    far = [
        other
        for other in others
        if other.text not in {piece.text, piece.before, piece.after}
        and set(names(other.text)) & set(names(piece.text))
    ]
    if far:
        other = chooser.choice(far)
        denial = f"{chooser.choice(_PARTIES)} {chooser.choice(_DENIED)} {other.bare}."
        said = (other.text, denial, _negated(other.text) or denial)
        yield _row(piece.text, chooser.choice(said), "mentions")


MAKERS: tuple[Maker, ...] = (
    numbers,
    days,
    people,
    negations,
    without,
    told,
    hearsay,
    debunked,
    two_facts,
    other_fact,
)


def _row(claim: str, passage: str, label: str) -> Row:
    return Row(claim, passage, label, "made", 1)


def _full_names(text: str) -> list[str]:
    """The names of two words: mostly people's."""
    return [name for name in names(text) if len(name.split()) == 2]  # noqa: PLR2004


def _negated(text: str) -> str | None:
    if _NEGATED.search(text):
        return None
    match = _AUXILIARY.search(text)
    return f"{text[: match.end()]} not{text[match.end() :]}" if match else None


def _replacer(text: str, span: tuple[int, int]) -> Callable[[str], str]:
    return lambda new: text[: span[0]] + new + text[span[1] :]


def _written(value: int) -> str:
    return f"{value:,}" if value >= 10_000 else str(value)  # noqa: PLR2004 - as news writes


def _is_year(digits: str) -> bool:
    return digits.isdecimal() and 1900 <= int(digits) <= 2100  # noqa: PLR2004 - years
