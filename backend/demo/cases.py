"""What is planned to happen when the demonstration's sentences are checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.domain import DifferenceKind, Verdict
from backend.errors import BadInput

CASES = Path(__file__).parent / "cases.toml"
PAGE_TO_READ = "long-paragraph/everybodys-war"
"""The report ("outlet/report") whose sentences a reader is to doubt."""


@dataclass(frozen=True, slots=True)
class PlannedDifference:
    """The claim's words and the report's, in the report `where` ("outlet/report")."""

    kind: DifferenceKind
    claim: str
    report: str
    where: str


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence with its planned verdict; reports are named "outlet/report".

    `tied_by` says what shows that several supporting reports go back to one origin: nothing
    (""), "equal text", "other words" or "named source".
    """

    name: str
    sentence: str
    verdict: Verdict
    page: str = PAGE_TO_READ
    supporting: tuple[str, ...] = ()
    disputing: tuple[str, ...] = ()
    denying: tuple[str, ...] = ()
    mentioning: tuple[str, ...] = ()
    supporting_origins: int = 0
    disputing_origins: int = 0
    tied_by: str = ""
    differences: tuple[PlannedDifference, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def reports(self) -> tuple[str, ...]:
        """Every report that the case plans with, unread ones last."""
        return (
            *self.supporting,
            *self.disputing,
            *self.denying,
            *self.mentioning,
            *self.unread,
        )


def load_cases(path: Path = CASES) -> tuple[Case, ...]:
    """The planned cases in the order of the file.

    Raises `BadInput` where the file is not as it has to be.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        return tuple(_case(row) for row in rows)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{path} does not list cases: {error}") from error


def _case(row: dict[str, Any]) -> Case:
    verdict = Verdict(row.pop("verdict"))
    differences = tuple(_difference(given) for given in row.pop("differences", ()))
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Case(verdict=verdict, differences=differences, **plain)


def _difference(row: dict[str, str]) -> PlannedDifference:
    return PlannedDifference(
        DifferenceKind(row["kind"]), row["claim"], row["report"], where=row["in"]
    )
