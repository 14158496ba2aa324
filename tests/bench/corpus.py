"""Made-up news by the million: the text of an archive, and claims that some of it answers.

Words follow Zipf's law (Mandelbrot's form, exponent 1) with real function words at the top. Each
report is about one of a few hundred topics, mentions people and places that are themselves
unequally famous, and has a date. Nothing is read from anywhere, and one seed always gives the same.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backend.checking.words import FUNCTION_WORDS
from backend.domain import Outlet, Report

FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 1000
_MOST_COMMON = (
    "the of to and a in that is for on was with as it at by he from his has be an".split()
)
_VOCABULARY = 150_000
_TOPICS = 400
_TOPIC_WORDS = 300
_PEOPLE = 20_000
_PLACES = 3_000
_OUTLETS = 300
_RIVALS = 25
_TELLING = 6_000
"""A claim's words are among this many commonest that tell something, from `said` on."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A claim, and the address of the one report that answers it."""

    claim: str
    url: str
    published: datetime


class Zipf:
    """Draws from a list whose first items are the commonest."""

    def __init__(self, items: Sequence[str], shift: float = 2.7) -> None:
        self._items = items
        weights = (1 / (rank + shift) for rank in range(1, len(items) + 1))
        self._cumulative = list(itertools.accumulate(weights))

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """Draw `count` items, the same one perhaps more than once."""
        return chance.choices(self._items, cum_weights=self._cumulative, k=count)


class Corpus:
    """`size` reports, among them `plants` that answer a claim, each with rivals.

    A rival has the claim's names and some of its words, and answers nothing.
    """

    def __init__(self, size: int, plants: int = 400, seed: int = 5) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - no secret is made
        content = _made_up(self._chance, _VOCABULARY)
        self._telling = content[:_TELLING]
        self._words = Zipf(_by_frequency(content))
        topics = (self._chance.sample(content[100:20_000], _TOPIC_WORDS) for _ in range(_TOPICS))
        self._topics = [Zipf(topic) for topic in topics]
        names = [word.title() for word in _made_up(self._chance, _PEOPLE, shortest=2)]
        firsts = Zipf(names[:400])
        given = firsts.draw(self._chance, _PEOPLE)
        self._people = [f"{one} {other}" for one, other in zip(given, names, strict=True)]
        self._famous = Zipf(self._people, shift=40)
        self._places = [word.title() for word in _made_up(self._chance, _PLACES, shortest=2)]
        self._known = Zipf(self._places, shift=10)
        self._outlets = [Outlet(f"Outlet {n}", f"outlet{n}.example") for n in range(_OUTLETS)]
        self.size = size
        self._stories = [self._story() for _ in range(plants)]
        numbers = self._chance.sample(range(size), min(size, plants * (1 + _RIVALS)))
        self._placed = {number: self._stories[n % plants] for n, number in enumerate(numbers)}
        self._answers = set(numbers[:plants])
        self._days = {n: self._chance.random() * DAYS for n in sorted(self._answers)}
        self.planted = [
            Planted(story.claim, _url(number), FIRST_DAY + timedelta(days=self._days[number]))
            for number, story in zip(numbers, self._stories, strict=False)
        ]

    def reports(self) -> Iterator[Report]:
        """Every report in order; at most once a corpus, since chance moves on."""
        for number in range(self.size):
            yield self._report(number)

    def _story(self) -> _Story:
        chance = self._chance
        (person,) = self._famous.draw(chance, 1)
        (place,) = self._known.draw(chance, 1)
        figure = f"{chance.choice((3, 12, 40, 150, 900)) * chance.randint(1, 9):,}"
        # Log-uniform: a claim's words are as often common as they are rare.
        ranks = [int(len(self._telling) ** chance.random()) - 1 for _ in range(5)]
        return _Story(person, place, figure, tuple(self._telling[rank] for rank in ranks))

    def _report(self, number: int) -> Report:
        chance = self._chance
        topic = chance.choice(self._topics)
        words = self._words.draw(chance, 62) + topic.draw(chance, 16)
        chance.shuffle(words)
        people, places = self._famous.draw(chance, 2), self._known.draw(chance, 2)
        day = self._days.get(number, chance.random() * DAYS)
        title = [people[0], *topic.draw(chance, 3), *self._words.draw(chance, 3), places[0]]
        lines = [
            _sentence([people[0], *words[:20]]),
            _sentence([*words[20:38], "in", places[0]]),
            _sentence([*words[38:58], people[1].split()[1], f"{chance.randint(2, 9_999):,}"]),
            _sentence([*words[58:], places[1]]),
        ]
        if number in self._placed:
            story = self._placed[number]
            answers = number in self._answers
            told = story.told(chance, keep=0.8 if answers else 0.35)
            lines.insert(chance.randint(0, 3), _sentence(told))
            title = [story.person.split()[1], *title[1:]] if chance.random() < 0.5 else title
        outlet = self._outlets[number % _OUTLETS]
        text = " ".join(lines)
        published = FIRST_DAY + timedelta(days=day)
        return Report(_url(number), " ".join(title), text, outlet, published, None, "en")


@dataclass(frozen=True, slots=True)
class _Story:
    person: str
    place: str
    figure: str
    words: tuple[str, ...]

    @property
    def claim(self) -> str:
        verb, noun, *rest = self.words
        return (
            f"{self.person} has {verb}ed {self.figure} {noun}s in {self.place}"
            f" with the {rest[0]} of a {rest[1]} {rest[2]}."
        )

    def told(self, chance: random.Random, keep: float) -> list[str]:
        """The story in other words: some left out, some in another form, the first name too."""
        name = self.person if chance.random() < 0.5 else self.person.split()[1]
        others = [self.place, self.figure, *(_other_form(chance, word) for word in self.words)]
        kept = [word for word in others if chance.random() < keep]
        chance.shuffle(kept)
        return [name, *kept]


def _other_form(chance: random.Random, word: str) -> str:
    return word + chance.choice(("", "", "s", "ed", "ing"))


def _sentence(words: Sequence[str]) -> str:
    return f"{words[0][:1].upper()}{words[0][1:]} {' '.join(words[1:])}."


def _url(number: int) -> str:
    return f"https://outlet{number % _OUTLETS}.example/{number}"


def _by_frequency(content: Sequence[str]) -> list[str]:
    """Function words and others: the commonest first, then both by turns, as in news."""
    others = sorted(FUNCTION_WORDS - {*_MOST_COMMON})
    turns = zip(others, content, strict=False)
    return [*_MOST_COMMON, *itertools.chain.from_iterable(turns), *content[len(others) :]]


def _made_up(chance: random.Random, count: int, shortest: int = 1) -> list[str]:
    """Different words of one to four syllables that no stemmer takes for forms of each other."""
    starts = "b c d f g h k l m n p r s t v w br ch cl dr fl gr pl pr sh st tr".split()
    middles, ends = "a e i o u ai ea oo".split(), "b d g k l m n p r t v x".split()
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = chance.choices((1, 2, 3, 4), (1, 8, 8, 3))[0]
        pieces = [
            chance.choice(starts) + chance.choice(middles) for _ in range(max(syllables, shortest))
        ]
        found.setdefault("".join(pieces) + chance.choice(ends))
    return list(found)
