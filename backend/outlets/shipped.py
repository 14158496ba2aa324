"""The ratings and owners that ship: tables beside this module; its README names their sources."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from backend.domain import Rating, RatingCategory

LIST_URL = "https://en.wikipedia.org/wiki/Wikipedia:Reliable_sources/Perennial_sources"
TABLES = ("perennial_sources.tsv", "kinds.tsv")
COLUMNS = ("rule", "category", "by", "url", "as_of", "note")


@cache
def shipped_ratings() -> tuple[Rating, ...]:
    """Return every rating of the shipped tables."""
    return tuple(rating for name in TABLES for rating in _read(Path(__file__).with_name(name)))


@cache
def shipped_owners() -> Mapping[str, str]:
    """Return the owner of each domain of the shipped table."""
    table = Path(__file__).with_name("owners.tsv")
    with table.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["domain"]: row["owner"] for row in rows}


def _read(table: Path) -> Iterator[Rating]:
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Rating(
                rule=row["rule"],
                category=RatingCategory(row["category"]),
                by=row["by"],
                url=row["url"],
                as_of=date.fromisoformat(row["as_of"]),
                note=row["note"],
            )
