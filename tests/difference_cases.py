"""The table of hand-written pairs of claim and passage, read for the tests that use it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backend.domain import Difference, DifferenceKind, Stance

_TABLE = Path(__file__).parent / "unit" / "checking" / "differences" / "cases.toml"


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


def load() -> list[Case]:
    """Every row of the table, in order."""
    return [_case(row) for row in tomllib.loads(_TABLE.read_text("utf-8"))["case"]]


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
