"""Made-up articles and what may become of them: edits that a sentence survives, and others.

A seed gives the same article and the same edits on every machine. Each sentence stands in an
element with its number, so that a test knows where it went; nothing else depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from random import Random

NAMES = ("Marek Dolny", "Ilse Harmon", "Petra Vans", "Tomas Reed", "Ada Koller", "Jan Brandt")
PLACES = ("Koprivna", "Lesno", "Vel", "Harrow Bay", "Stranov", "Midmarsh", "Oslany", "Tarn")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TEMPLATES = (
    "About {n} people left their homes after the fire at the {place} fuel depot on {day}.",
    "The co-operative in {place} paid {n} euros for the colour-coded maps that {name} drew.",
    "{name} told the council of {place} that the bridge would close on {day} for {m} weeks.",
    "Unemployment in {place} rose by {m}% in the year before {name} took over the ministry.",
    "The “Harbour Line” carried {n} travellers between {place} and {other} on {day} alone.",
    "{name} of {place} sold the mill to a company from {other} for {n} crowns last spring.",
    "No trains ran from {place} to {other} on {day}, and {n} passengers waited at the station.",
    "Doctors in {place} organised {m} nights of care after the flood that {name} had foreseen.",
    "The mayor of {place}, {name}, has not said whether the {n} trees will be felled on {day}.",
    "At least {m} schools between {other} and {place} stayed open, the governor said on {day}.",
)


@dataclass(frozen=True)
class Sentence:
    """One sentence; `mark` says where it went, whatever became of its words."""

    mark: int
    text: str


Paragraph = tuple[Sentence, ...]
Article = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Layout:
    """How an article is laid out in HTML."""

    before: str = ""
    after: str = ""
    wrapper: str = "main"
    block: str = "p"
    words: Callable[[str], str] = escape


@dataclass(frozen=True)
class Case:
    """A page, the sentence that was highlighted on it, and the page as it is later."""

    kind: str
    survives: bool
    mark: int
    before: str
    after: str


@dataclass(frozen=True)
class Subject:
    """What an edit works on."""

    article: Article
    mark: int
    draw: Random

    @property
    def text(self) -> str:
        return next(one.text for part in self.article for one in part if one.mark == self.mark)

    @property
    def place(self) -> int:
        """The paragraph that the sentence stands in."""
        return next(at for at, part in enumerate(self.article) if self.mark in marks_of(part))

    def says(self, text: str) -> Article:
        """The article in which the sentence says something else."""
        return self.each(lambda one: replace(one, text=text) if one.mark == self.mark else one)

    def each(self, edit: Callable[[Sentence], Sentence]) -> Article:
        return tuple(tuple(edit(one) for one in part) for part in self.article)

    def others(self, edit: Callable[[str], str]) -> Article:
        return self.each(
            lambda one: one if one.mark == self.mark else replace(one, text=edit(one.text))
        )

    def without(self) -> Article:
        return tuple(tuple(one for one in part if one.mark != self.mark) for part in self.article)


Edit = Callable[[Subject], tuple[Article, Layout]]


def marks_of(part: Paragraph) -> set[int]:
    return {one.mark for one in part}


def new_sentence(draw: Random, mark: int) -> Sentence:
    place, other = draw.sample(PLACES, 2)
    text = draw.choice(TEMPLATES).format(
        n=f"{draw.randint(2, 98)},{draw.randint(100, 999)}",
        m=draw.randint(3, 90),
        name=draw.choice(NAMES),
        day=draw.choice(DAYS),
        place=place,
        other=other,
    )
    return Sentence(mark, text)


def new_article(draw: Random) -> Article:
    """Ten paragraphs of one to four sentences, no two of which say the same."""
    texts: set[str] = set()
    parts = []
    for _ in range(10):
        part: list[Sentence] = []
        while len(part) < draw.choice((1, 2, 3, 4)):
            one = new_sentence(draw, len(texts))
            if one.text not in texts:
                texts.add(one.text)
                part.append(one)
        parts.append(tuple(part))
    return tuple(parts)


def html_of(article: Article, layout: Layout) -> str:
    blocks = "\n".join(
        f"<{layout.block}>"
        + " ".join(f"<span data-mark={one.mark}>{layout.words(one.text)}\n </span>" for one in part)
        + f"</{layout.block}>"
        for part in article
        if part
    )
    body = f"<{layout.wrapper}><h1>News of the week</h1>{blocks}</{layout.wrapper}>"
    return f"<header>The Valley Post</header>{layout.before}{body}{layout.after}"


def moved(subject: Subject) -> Article:
    parts = list(subject.article)
    subject.draw.shuffle(parts)
    return tuple(parts)


def neighbours_replaced(subject: Subject, *, before: bool, after: bool) -> Article:
    marks = [one.mark for part in subject.article for one in part]
    at = marks.index(subject.mark)
    gone = set(marks[max(0, at - 2) : at] if before else ())
    gone |= set(marks[at + 1 : at + 3] if after else ())
    fresh = {mark: new_sentence(subject.draw, mark) for mark in sorted(gone)}
    return subject.each(lambda one: fresh.get(one.mark, one))


def word_by_word(text: str) -> str:
    return " ".join(f"<i>{escape(word)}</i>" for word in text.split())


def linked(text: str) -> str:
    return re.sub(r"(\w+) (\w+)", r'<a href="#">\1 <b>\2</b></a>', escape(text), count=2)


def laid_out(text: str) -> str:
    return escape(text).replace(" ", "\n   ").replace("people", "peo&shy;ple")


def replaced(pattern: str, by: str) -> Callable[[Subject], Article]:
    """The sentence with one thing exchanged; a sentence without it is left as it is."""
    return lambda subject: subject.says(re.sub(pattern, by, subject.text, count=1))


def twin(subject: Subject) -> str:
    """The same words once more, elsewhere."""
    return f"<aside><blockquote>{escape(subject.text)}</blockquote></aside>"


def near_twin(subject: Subject) -> str:
    other = re.sub(r"\d+", lambda found: str(int(found[0]) + 7), subject.text, count=1)
    return f"<section><p>Earlier: {escape(other)} It was a cold night.</p></section>"


def longer(subject: Subject) -> Article:
    fresh = tuple((new_sentence(subject.draw, 1000 + at),) for at in range(4))
    at = subject.draw.randrange(len(subject.article))
    return (*subject.article[:at], *fresh, *subject.article[at:])


def shorter(subject: Subject) -> Article:
    kept = subject.place
    return tuple(
        part for at, part in enumerate(subject.article) if at == kept or subject.draw.random() < 0.5
    )


SURVIVED: dict[str, Edit] = {
    "nothing": lambda s: (s.article, Layout()),
    "rendered anew in other elements": lambda s: (
        s.article,
        Layout(wrapper="article", block="div"),
    ),
    "each word in an element": lambda s: (s.article, Layout(words=word_by_word)),
    "links and bold words": lambda s: (s.article, Layout(words=linked)),
    "line breaks and soft hyphens": lambda s: (s.article, Layout(words=laid_out)),
    "something above it": lambda s: (s.article, Layout(before="<div><p>Breaking news</p></div>")),
    "paragraphs moved": lambda s: (moved(s), Layout()),
    "paragraphs added": lambda s: (longer(s), Layout()),
    "paragraphs gone": lambda s: (shorter(s), Layout()),
    "other words around": lambda s: (
        s.others(lambda text: text.replace("the ", "a ").replace("said", "told")),
        Layout(),
    ),
    "other sentences before": lambda s: (
        neighbours_replaced(s, before=True, after=False),
        Layout(),
    ),
    "other sentences after": lambda s: (neighbours_replaced(s, before=False, after=True), Layout()),
    "other sentences around": lambda s: (neighbours_replaced(s, before=True, after=True), Layout()),
    "a copy above": lambda s: (s.article, Layout(before=twin(s))),
    "a copy below": lambda s: (s.article, Layout(after=twin(s))),
    "a copy that nobody sees": lambda s: (s.article, Layout(before=f"<div hidden>{twin(s)}</div>")),
    "a copy above, paragraphs added": lambda s: (longer(s), Layout(before=twin(s))),
    "another sentence like it above": lambda s: (s.article, Layout(before=near_twin(s))),
    "another sentence like it, moved": lambda s: (moved(s), Layout(before=near_twin(s))),
    "an article less": lambda s: (replaced(r"\b[Tt]he (?=\w)", "")(s), Layout()),
    "no point at its end": lambda s: (replaced(r"\.$", "")(s), Layout()),
    "numbers without commas": lambda s: (replaced(r"(\d),(\d{3})", r"\1\2")(s), Layout()),
    "typed marks": lambda s: (s.says(s.text.translate({0x201C: '"', 0x201D: '"'})), Layout()),
    "no hyphens": lambda s: (s.says(re.sub(r"(?<=\w)-(?=\w)", "", s.text)), Layout()),
    "American spelling": lambda s: (
        s.says(s.text.replace("organised", "organized").replace("travellers", "travelers")),
        Layout(),
    ),
    "moved, rendered anew, a copy above": lambda s: (
        moved(s),
        Layout(before=twin(s), wrapper="article", block="div", words=linked),
    ),
}

DENIALS = ("It is not true that ", "Nobody believes that ", "The ministry denied that ")
CHANGED: dict[str, Callable[[Subject], Article]] = {
    "another number": lambda s: s.says(
        re.sub(r"\d+", lambda found: str(int(found[0]) + s.draw.randint(1, 8)), s.text, count=1)
    ),
    "a digit more": replaced(r"(\d+)", r"1\1"),
    "a point for a comma": replaced(r"(\d),(\d{3})|(\d+)%?", r"\1.\2\3.5"),
    "another name": lambda s: s.says(
        re.sub("|".join(NAMES), "Karl Osten", s.text, count=1)
        if any(name in s.text for name in NAMES)
        else re.sub("|".join(PLACES), "Branik", s.text, count=1)
    ),
    "another place": replaced("|".join(PLACES), "Lower Branik"),
    "a not more": replaced(
        r"\b(left|paid|told|rose|carried|sold|ran|organised|has|stayed)\b", r"never \1"
    ),
    "a doubt": replaced(
        r"\b(left|paid|told|rose|carried|sold|ran|organised|has|stayed)\b", r"allegedly \1"
    ),
    "another verb": replaced(
        r"\b(left|paid|told|rose|carried|sold|ran|organised|said|stayed)\b", "lost"
    ),
    "a denial around it": lambda s: s.says(s.draw.choice(DENIALS) + s.text[0].lower() + s.text[1:]),
    "a question": replaced(r"\.$", "?"),
    "a word added": replaced(r"^(\w+)", r"\1 almost"),
    "a word before it": lambda s: s.says("Almost " + s.text[0].lower() + s.text[1:]),
    "a word gone": replaced(
        r"\b(homes|maps|bridge|ministry|alone|spring|station|flood|trees|open)\b ?", ""
    ),
    "nothing of it left": lambda s: s.without(),
}


def edits_of_changed() -> dict[str, Edit]:
    """Each on the page as it was, and on one that changed in other ways as well."""

    def alone(change: Callable[[Subject], Article]) -> Edit:
        return lambda s: (change(s), Layout())

    def beside_another(change: Callable[[Subject], Article]) -> Edit:
        return lambda s: (change(s), Layout(before=near_twin(s), words=linked))

    def moved_too(change: Callable[[Subject], Article]) -> Edit:
        return lambda s: (moved(replace(s, article=change(s))), Layout(block="div"))

    ways = {"": alone, ", a sentence like it above": beside_another, ", moved": moved_too}
    return {
        what + how: way(change) for what, change in CHANGED.items() for how, way in ways.items()
    }


LOST = edits_of_changed()


def cases(kind: str, how_many: int) -> list[Case]:
    """The same cases on every machine."""
    edit = (SURVIVED | LOST)[kind]
    made = []
    for seed in range(how_many):
        draw = Random(f"{kind} {seed}")  # noqa: S311 -- made-up pages, not secrets
        article = new_article(draw)
        marks = [one.mark for part in article for one in part]
        subject = Subject(article, draw.choice(marks), draw)
        edited, layout = edit(subject)
        made.append(
            Case(
                kind,
                kind in SURVIVED,
                subject.mark,
                html_of(article, Layout()),
                html_of(edited, layout),
            )
        )
    return made
