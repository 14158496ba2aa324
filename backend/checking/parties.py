"""Countries and alliances, and the names under which news speaks of them.

A country goes by its people's name and by its government's seat: "Moscow", "the Kremlin" and
"Russian" are one party. After "in" or "near" a seat is a town again and no party.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ASIDE = frozenset(
    """north south united states new saudi sri great islamic world health organization organisation
    federal reserve group""".split()
)
"""Words of a party's name that alone do not tell which party is meant."""

_EDGES = ",;:!?()[]\"'“”\u2018\u2019"
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST_NAME = 4
"""Words in a party's name, at most."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party: its name, its other names and its people's, its seats, houses and who speaks.

    A house ("the White House") is never a person, so that it may stand for the party itself.
    """

    name: str
    also: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]
    houses: tuple[str, ...]
    speaks: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means the party wherever it stands."""
        return (self.name, *self.also, *self.people)

    @property
    def voices(self) -> tuple[str, ...]:
        """Every name under which the party acts and speaks."""
        return (*self.names, *self.seats, *self.houses, *self.speaks)


_COLUMNS = ("also", "people", "seat", "house", "speaks")


@cache
def parties() -> tuple[Party, ...]:
    """The parties of `parties.tsv`, a table of ours: states much in the news and their unions."""
    table = (files("backend.checking") / "parties.tsv").read_text("utf-8")
    return tuple(
        Party(row["name"], *(_split(row[column]) for column in _COLUMNS))
        for row in csv.DictReader(table.splitlines(), delimiter="\t")
    )


@cache
def _by_name() -> dict[str, str]:
    """The party's name by each of its names, in lower case."""
    return {other.lower(): party.name for party in parties() for other in party.names}


@cache
def _by_voice() -> dict[str, str]:
    """The same with seats and speakers; a seat of two parties is nobody's."""
    voices: dict[str, str] = {}
    shared: set[str] = set()
    for party in parties():
        for voice in (*party.seats, *party.houses, *party.speaks):
            if voices.setdefault(voice.lower(), party.name) != party.name:
                shared.add(voice.lower())
    return {voice: name for voice, name in voices.items() if voice not in shared} | _by_name()


def party_named(name: str, *, as_place: bool = False) -> str | None:
    """The party that a name means; None if none. `as_place` leaves a seat a town."""
    return (_by_name() if as_place else _by_voice()).get(name.lower().rstrip("."))


def parties_in(text: str) -> frozenset[str]:
    """The parties that a text names, by any of their names, seats and speakers."""
    tokens = [_POSSESSIVE.sub("", token.strip(_EDGES)) for token in text.split()]
    runs = (
        " ".join(tokens[first : first + length])
        for first in range(len(tokens))
        for length in range(1, _LONGEST_NAME + 1)
    )
    named = (party_named(run) for run in runs if run[:1].isupper())
    return frozenset(party for party in named if party)


def acts_for(name: str) -> str | None:
    """The party that a name stands for where it acts: its own name, its seat or its house.

    None for its people ("Danish"), for who speaks for it, and for other names.
    """
    return _by_actor().get(name.lower().rstrip("."))


@cache
def _by_actor() -> dict[str, str]:
    return {
        actor.lower(): party.name
        for party in parties()
        for actor in (party.name, *party.also, *party.seats, *party.houses)
        if party_named(actor) == party.name
    }


def seat_of(town: str) -> str | None:
    """The country whose seat a town is; None for other towns."""
    wanted = town.lower()
    return next(
        (party.name for party in parties() if wanted in {seat.lower() for seat in party.seats}),
        None,
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split(";") if name)
