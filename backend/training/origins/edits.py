"""What desks do to a sentence of somebody else's: swap words, cut, pad, turn round, split.

Each edit takes a sentence and gives another, or the same where it finds nothing to do. None keeps
the sense with certainty; copies are to look like edited ones, not to be true.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from backend.checking.thesaurus import others

Edit = Callable[[str, random.Random], str]

_SWAPS = """
said stated noted
told informed
added continued
also additionally
but yet however
because since
before ahead of
after following
about around roughly
more than over upwards of
big large major
important key significant
new fresh
many numerous
several a number of
show indicate reveal
shows indicates reveals
showed indicated revealed
help assist aid
helped assisted aided
try attempt seek
tried attempted sought
want wish
wants wishes
wanted wished
need require
needs requires
plan proposal scheme
plans proposals
issue matter question
issues matters questions
problem difficulty
law legislation statute
bill measure
president head of state
lawmakers legislators members
officials authorities
critics opponents
supporters backers allies
group organisation
fight struggle battle
debate discussion
speech address
interview conversation
month four weeks
week seven days
quickly rapidly swiftly
strongly firmly
clearly plainly
likely probably
nearly almost
while as
despite in spite of
regarding concerning on
against opposed to
including among them
such as like
called described
asked questioned
argued contended maintained
believe think
believes thinks
believed thought
make produce
use employ
used employed
keep retain
get obtain
getting obtaining
put placed
""".strip().splitlines()

_TWO_WORDS = re.compile(
    r"\b(?:ahead of|upwards of|more than|a number of|head of state|four weeks|seven days"
    r"|in spite of|opposed to|among them|such as)\b"
)
_PADS_BEFORE = (
    "Meanwhile,",
    "In a further development,",
    "As has been widely noted,",
    "By most accounts,",
    "At the same time,",
    "According to people who follow the matter,",
    "On the same day,",
    "For its part,",
)
_PADS_WITHIN = "also reportedly already again now clearly apparently still later eventually".split()
_PADS_BEHIND = (
    ", observers noted",
    ", it emerged",
    " at the time",
    ", as was expected",
    ", amid much attention",
    " in recent days",
)
_WORD = re.compile(r"[A-Za-z]+")
_ASIDE = re.compile(r"\s\([^)]*\)|,\s(?:who|which|where|whose)\s[^,.;“\"]{4,90}(?=[,.])")
_TAIL = re.compile(r",\s(?!said\b)[^,.“”\"]{6,90}(?=\.$)")
_ATTRIBUTED = re.compile(
    r"^(?P<what>[^“”\"]{20,}),\s(?P<who>[^,“”\"]{3,60}?)\s(?P<verb>said|added|reported)\.$"
)
_SAID_FIRST = re.compile(
    r"^(?P<who>[A-Z][^,“”\"]{2,60}?)\s(?P<verb>said|added|reported)\s(?:that\s)?(?P<what>[^“”\"]{20,})\.$"
)
_WHEN = re.compile(r"\s(?P<when>on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_JOINT = re.compile(r",\s(?:and|but|while)\s(?=[a-z]+\s[a-z]+)|;\s")
_ENDS = re.compile(r"[.!?]$")


def _groups() -> dict[str, tuple[str, ...]]:
    """For a word, what may stand in its place."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _SWAPS:
        held = [match.group() for match in _TWO_WORDS.finditer(line)]
        words = [*held, *_TWO_WORDS.sub("", line).split()]
        for word in words:
            found[word] = tuple(other for other in words if other != word)
    return found


_SWAPPED = _groups()


def swap(sentence: str, rng: random.Random) -> str:
    """Exchange half of the words that have others: this list's, else the thesaurus's."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        choice = _SWAPPED.get(word) or tuple(sorted(others(word)))
        return rng.choice(choice) if choice and rng.random() < _SWAP_SHARE else word

    return _WORD.sub(other, sentence)


_SWAP_SHARE = 0.5


def drop_words(sentence: str, rng: random.Random) -> str:
    """Leave out one word in ten, never a capitalised one."""
    words = sentence.split()
    kept = [word for word in words if not word.islower() or rng.random() > _DROP_SHARE]
    return " ".join(kept) or sentence


_DROP_SHARE = 0.12


def drop_aside(sentence: str, rng: random.Random) -> str:
    """Leave out a bracket, a relative clause or what follows the last comma."""
    pattern = rng.choice((_ASIDE, _TAIL))
    return pattern.sub("", sentence, count=1)


def pad_before(sentence: str, rng: random.Random) -> str:
    """Open with a phrase of one's own."""
    return f"{rng.choice(_PADS_BEFORE)} {sentence}"


def pad_within(sentence: str, rng: random.Random) -> str:
    """Put in one to three small words."""
    words = sentence.split()
    for _ in range(rng.randint(1, 3)):
        words.insert(rng.randint(1, max(1, len(words) - 1)), rng.choice(_PADS_WITHIN))
    return " ".join(words)


def pad_behind(sentence: str, rng: random.Random) -> str:
    """Close with a phrase of one's own."""
    if not _ENDS.search(sentence):
        return sentence
    return f"{sentence[:-1]}{rng.choice(_PADS_BEHIND)}{sentence[-1]}"


def turn_attribution(sentence: str, rng: random.Random) -> str:  # noqa: ARG001 - an Edit
    """Move who said it from the end to the beginning, or the other way."""
    if match := _ATTRIBUTED.match(sentence):
        what = match["what"]
        return f"{match['who']} {match['verb']} that {what[0].lower()}{what[1:]}."
    if match := _SAID_FIRST.match(sentence):
        what = match["what"]
        return f"{what[0].upper()}{what[1:]}, {match['who']} {match['verb']}."
    return sentence


def move_day(sentence: str, rng: random.Random) -> str:  # noqa: ARG001 - an Edit
    """Open with the day."""
    if match := _WHEN.search(sentence):
        rest = sentence[: match.start()] + sentence[match.end() :]
        return f"{match['when'].capitalize()}, {rest[0].lower()}{rest[1:]}"
    return sentence


def turn_clauses(sentence: str, rng: random.Random) -> str:  # noqa: ARG001 - an Edit
    """Say the second half of a sentence first."""
    parts = _JOINT.split(sentence, maxsplit=1)
    if len(parts) < 2 or not _ENDS.search(sentence):  # noqa: PLR2004 - two halves
        return sentence
    first, second = parts[0], parts[1][:-1]
    return f"{second[:1].upper()}{second[1:]}, and {first[:1].lower()}{first[1:]}{sentence[-1]}"


def split(sentence: str, rng: random.Random) -> str:  # noqa: ARG001 - an Edit
    """Make two sentences of one."""
    parts = _JOINT.split(sentence, maxsplit=1)
    if len(parts) < 2:  # noqa: PLR2004 - two halves
        return sentence
    return f"{parts[0]}. {parts[1][:1].upper()}{parts[1][1:]}"


LIGHT: tuple[Edit, ...] = (
    swap,
    swap,
    drop_words,
    drop_aside,
    pad_before,
    pad_within,
    pad_behind,
    turn_attribution,
    move_day,
    split,
)
"""Edits of which a lightly edited sentence has one or two."""

HEAVY: tuple[Edit, ...] = (swap, drop_words, drop_aside, turn_attribution, turn_clauses, pad_within)
"""Edits all of which a reworded sentence has, one after the other."""


def lightly(sentence: str, rng: random.Random) -> str:
    """One or two edits that show; the words are swapped where none of them finds anything."""
    edited = sentence
    for edit in rng.sample(LIGHT, rng.randint(1, 2)):
        edited = edit(edited, rng)
    return edited if edited != sentence else pad_within(swap(sentence, rng), rng)


def reworded(sentence: str, rng: random.Random) -> str:
    """Every heavy edit in turn: about as far as a desk goes that wants it not to show."""
    for edit in HEAVY:
        sentence = edit(sentence, rng)
    return swap(sentence, rng)
