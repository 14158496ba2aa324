"""Finding what is said of an outlet: the operators' word first, then the shipped tables'."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from backend.domain import Rating, RatingCategory, Ratings
from backend.outlets.rules import Rule, Rules, parse_rule

_TAKEN_BACK = frozenset({RatingCategory.NOT_RATED, RatingCategory.ORDINARY})


class RatingBook:
    """Looks up ratings; `operators` gives the operators' own as they are now.

    Its `ratings_of` is a `checking.ports.RatingsOf`.
    """

    def __init__(
        self, shipped: Iterable[Rating], operators: Callable[[], Iterable[Rating]] = tuple
    ) -> None:
        self._shipped = _Index(shipped)
        self._operators = operators

    def ratings_of(self, url: str) -> Ratings:
        """Return what is said of the outlet at a URL; what was taken back is nothing."""
        found = self.said_of(url)
        return Ratings(_unless_taken_back(found.reliability), _unless_taken_back(found.kind))

    def said_of(self, url: str) -> Ratings:
        """Return what is said of the outlet, `not_rated` and `ordinary` included."""
        ours, theirs = _Index(self._operators()).find(url), self._shipped.find(url)
        return Ratings(ours.reliability or theirs.reliability, ours.kind or theirs.kind)


class _Index:
    def __init__(self, ratings: Iterable[Rating]) -> None:
        by_sort: dict[bool, dict[Rule, Rating]] = {False: {}, True: {}}
        for rating in ratings:
            by_sort[rating.category.is_kind][parse_rule(rating.rule)] = rating
        self._reliability = Rules(by_sort[False])
        self._kinds = Rules(by_sort[True])

    def find(self, url: str) -> Ratings:
        return Ratings(self._reliability.find(url), self._kinds.find(url))


def _unless_taken_back(rating: Rating | None) -> Rating | None:
    return None if rating is None or rating.category in _TAKEN_BACK else rating
