"""Rating outlets and naming their owners: each edit with who, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backend.checking.ports import Clock, OwnerOf, RatingsOf
from backend.domain import Rating, RatingCategory, Ratings
from backend.errors import BadInput, NotFound
from backend.outlets.book import RatingBook
from backend.outlets.edits import OwnerEdit, Owners, RatingEdit, owners_from, ratings_from
from backend.outlets.rules import parse_rule
from backend.outlets.shipped import shipped_owners, shipped_ratings
from backend.store.outlets import OutletStore


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one outlet, and the edits that bear on it, oldest first."""

    rule: str
    ratings: Ratings
    owner: str | None
    rating_edits: tuple[RatingEdit, ...]
    owner_edits: tuple[OwnerEdit, ...]


class Outlets:
    """What operators do about outlets. Safe to share between threads."""

    def __init__(self, store: OutletStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._book = RatingBook(shipped_ratings(), self.operators_ratings)

    def ratings_of(self, url: str) -> Ratings:
        """Return what is said of the outlet at a URL. A `checking.ports.RatingsOf`."""
        return self._book.ratings_of(url)

    def owner_of(self, domain: str) -> str | None:
        """Return who owns the outlet at a domain or a URL, None where nobody said.

        The operators' word comes before the shipped table's. A `checking.ports.OwnerOf`.
        """
        owners = owners_from(self._store.owner_edits(), shipped_owners())
        return Owners(owners).owner_of(domain)

    def operators_ratings(self) -> Sequence[Rating]:
        """Return the operators' own ratings as they are now."""
        return ratings_from(self._store.rating_edits())

    def owners(self) -> dict[str, str]:
        """Return the owner of each domain that operators gave one."""
        return owners_from(self._store.owner_edits())

    def show(self, written: str) -> Said:
        """Return what is said of one outlet. Raises `BadInput` for what names none."""
        rule = str(parse_rule(written))
        return Said(
            rule=rule,
            ratings=self._book.said_of(rule),
            owner=self.owner_of(rule),
            rating_edits=tuple(e for e in self._store.rating_edits() if e.rule == rule),
            owner_edits=tuple(e for e in self._store.owner_edits() if e.domain == rule),
        )

    def rate(self, written: str, category: RatingCategory, by: str, reason: str) -> Rating:
        """Rate an outlet, in place of what was said of the same sort before.

        Raises `BadInput` for what names no outlet or gives no reason.
        """
        edits = self.rating_edits(written, category, by, reason)
        self._store.add_ratings(edits)
        (rating,) = ratings_from(edits)
        return rating

    def unrate(self, written: str, by: str, reason: str) -> int:
        """Take back the operators' ratings of an outlet; the shipped ones hold again.

        Returns how many there were. Raises `NotFound` where there were none.
        """
        edits = self.rating_edits(written, None, by, reason)
        self._store.add_ratings(edits)
        return len(edits)

    def own(self, owner: str | None, written: Iterable[str], by: str, reason: str) -> list[str]:
        """Say that outlets have one owner (None: that they have none), and return them.

        Raises `BadInput` for what names no outlet, an empty owner or no reason.
        """
        edits = self.owner_edits(owner, written, by, reason)
        self._store.add_owners(edits)
        return [edit.domain for edit in edits]

    def rating_edits(
        self, written: str, category: RatingCategory | None, by: str, reason: str
    ) -> list[RatingEdit]:
        """What rating an outlet (None: taking that back) would write; raises as that does."""
        self._check(by, reason)
        rule, at = str(parse_rule(written)), self._clock()
        if category is not None:
            return [RatingEdit(rule, category.is_kind, category, by, reason, at)]
        held = [rating for rating in self.operators_ratings() if rating.rule == rule]
        if not held:
            raise NotFound(f"No operator has rated {rule}.")
        kinds = [rating.category.is_kind for rating in held]
        return [RatingEdit(rule, kind, None, by, reason, at) for kind in kinds]

    def owner_edits(
        self, owner: str | None, written: Iterable[str], by: str, reason: str
    ) -> list[OwnerEdit]:
        """What naming an owner would write; raises as that does."""
        self._check(by, reason)
        if owner is not None and not owner.strip():
            raise BadInput("Name the owner.")
        domains, at = [str(parse_rule(domain)) for domain in written], self._clock()
        return [OwnerEdit(domain, owner, by, reason, at) for domain in domains]

    def ratings_with(self, edits: Iterable[RatingEdit]) -> RatingsOf:
        """What would be said of outlets after these edits, too."""
        ratings = ratings_from([*self._store.rating_edits(), *edits])
        return RatingBook(shipped_ratings(), lambda: ratings).ratings_of

    def owners_with(self, edits: Iterable[OwnerEdit]) -> OwnerOf:
        """Who would own which outlet after these edits, too."""
        every = [*self._store.owner_edits(), *edits]
        return Owners(owners_from(every, shipped_owners())).owner_of

    @staticmethod
    def _check(by: str, reason: str) -> None:
        if not by.strip() or not reason.strip():
            raise BadInput("Say who decides this and why: it is kept with the rating.")
