"""The table of hand-written pairs of claim and passage, read for the tests that use it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backend.domain import Difference, DifferenceKind, Stance

_TABLES = Path(__file__).parent / "unit" / "checking" / "differences"


BEYOND = {
    "The author Jon Fosse won the Nobel Prize in Literature.": "who won is told in other words",
    "The vaccine mandate was upheld by the court.": "two words that together mean the opposite",
    "The suspect is still at large.": "quoted at another word",
    "The reactor leaked radioactive water.": "quoted at another word",
    "The mayor confirmed that the bridge was unsafe.": "quoted at another word",
}
"""Claims of fresh cases in which the rules see less or other words than an editor, and why."""


@dataclass(frozen=True)
class Case:
    """A claim and a passage, with what a careful editor would say of them."""

    claim: str
    passage: str
    stance: Stance
    differences: tuple[Difference, ...]
    claimed_on: date | None
    reported_on: date | None
    elsewhere: bool
    denied_by: str | None


def load(table: str = "cases") -> list[Case]:
    """Every row of a table, in order: of `cases`, or of `fresh`."""
    rows = tomllib.loads((_TABLES / f"{table}.toml").read_text("utf-8"))["case"]
    return [_case(row) for row in rows]


def _case(row: dict[str, Any]) -> Case:
    return Case(
        claim=row["claim"],
        passage=row["passage"],
        stance=Stance(row["stance"]),
        differences=tuple(
            Difference(DifferenceKind(kind), claim, report)
            for kind, claim, report in row.get("differences", ())
        ),
        claimed_on=row.get("claimed_on"),
        reported_on=row.get("reported_on"),
        elsewhere=row.get("elsewhere", False),
        denied_by=row.get("denied_by"),
    )
