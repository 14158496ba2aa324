"""Which town lies in which country, and in which state of the United States.

The towns are those of `towns.tsv`, made from GeoNames (https://www.geonames.org, CC BY 4.0) by
`backend/training/towns.py`: some 12,000 with 50,000 inhabitants or more. A name that several large
towns share lies in all their countries. Read when a place is first asked for.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from backend.checking.parties import party_named, seat_of

_NO_COUNTRY = frozenset({"European Union", "NATO", "United Nations"})
"""Unions, in which a town lies besides its country."""


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A place's name as it is looked up: small letters, no accents."""
    apart = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ł", "l"))
    return "".join(letter for letter in apart.lower() if not unicodedata.combining(letter))


@cache
def _towns() -> dict[str, frozenset[str]]:
    """The plain names of the countries and states that each town lies in."""
    table = (files("backend.checking") / "towns.tsv").read_text("utf-8")
    found: dict[str, frozenset[str]] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t"):
        areas = frozenset(plain_name(area) for area in (row["country"], row["state"]) if area)
        for town in row["towns"].split(";"):
            found[town] = found.get(town, frozenset()) | areas
    return found


@cache
def _areas() -> frozenset[str]:
    return frozenset(area for areas in _towns().values() for area in areas)


def lies_in(place: str, area: str) -> bool | None:
    """Whether a town lies in a country or state; None where the table does not tell."""
    wanted = _area(area)
    if wanted is None:
        return None
    seat = seat_of(place)
    around = _towns().get(plain_name(place), frozenset())
    if seat and seat not in _NO_COUNTRY:
        around |= {plain_name(seat)}
    return wanted in around if around else None


def _area(name: str) -> str | None:
    """The plain name of a country or state; None for what is none."""
    party = party_named(name, as_place=True)
    if party in _NO_COUNTRY:
        return None
    plain = plain_name(party or name)
    return plain if plain in _areas() else None
