"""What operators change about outlets. Edits are added, never changed: the last one holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.domain import Rating, RatingCategory
from backend.outlets.rules import Rule, Rules, parse_rule

OPERATORS = "the operators of this server"


@dataclass(frozen=True, slots=True)
class RatingEdit:
    """An operator rated an outlet, or took back a rating (`category` is None).

    `about_kind` tells the two ratings of an outlet apart: its kind and its reliability.
    """

    rule: str
    about_kind: bool
    category: RatingCategory | None
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnerEdit:
    """An operator said who owns an outlet, or took it back (`owner` is None)."""

    domain: str
    owner: str | None
    by: str
    reason: str
    at: datetime


def ratings_from(edits: Iterable[RatingEdit]) -> tuple[Rating, ...]:
    """The ratings that hold after the edits, which come oldest first."""
    last = {(edit.rule, edit.about_kind): edit for edit in edits}
    return tuple(
        Rating(edit.rule, edit.category, OPERATORS, as_of=edit.at.date(), note=edit.reason)
        for edit in last.values()
        if edit.category is not None
    )


def owners_from(
    edits: Iterable[OwnerEdit], shipped: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The owner of each domain after the edits, which come oldest first.

    Of domains that no edit is about, the shipped owner holds.
    """
    last = {**(shipped or {}), **{edit.domain: edit.owner for edit in edits}}
    return {domain: owner for domain, owner in last.items() if owner}


class Owners:
    """Who owns which outlet."""

    def __init__(self, owners: dict[str, str]) -> None:
        self._rules: Rules[str] = Rules(_by_rule(owners))

    def owner_of(self, domain: str) -> str | None:
        """Return the owner of the outlet at a domain or a URL, None where nobody said."""
        return self._rules.find(domain)


def _by_rule(owners: dict[str, str]) -> dict[Rule, str]:
    return {parse_rule(domain): owner for domain, owner in owners.items()}
