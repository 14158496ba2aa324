"""The open figures of moderation: what was flagged, what became of it, how soon, what was undone.

Pure. Nothing here is of a single reader, note or moderator.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median, quantiles

from backend.domain import FlagReason, FlagStatus
from backend.moderation.review import Outcome

MONTHS = 12
"""How far back months are told one by one."""

_FEWEST_FOR_SHARES = 2


@dataclass(frozen=True, slots=True)
class FlagFact:
    """A flag as far as figures need it."""

    reason: FlagReason
    status: FlagStatus
    created_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A decision that holds or held (`stands`), or that a second look did not follow.

    `changes`: whether it made the note's verdict another.
    """

    note: str
    stands: bool
    changes: bool
    recheck: bool
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """What was put and decided in a month, `2026-11`."""

    month: str
    flags: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures. Times are in hours, None where there are none; see the module.

    Of all `decisions`, `changed` changed a verdict. `reversed` counts those that a later one on the
    same note undid, `not_followed` those that a second look did not follow.
    """

    flags: Mapping[FlagStatus, int]
    reasons: Mapping[FlagReason, int]
    median_hours: float | None
    most_hours: float | None
    decisions: int
    changed: int
    hidden: int
    rechecked: int
    reversed: int
    not_followed: int
    months: tuple[Month, ...]

    @property
    def decided(self) -> int:
        """How many flags were decided about."""
        return self.flags[FlagStatus.UPHELD] + self.flags[FlagStatus.NOT_UPHELD]

    @property
    def upheld_share(self) -> float | None:
        """The share of flags upheld among those decided about; None where there are none."""
        return self.flags[FlagStatus.UPHELD] / self.decided if self.decided else None


def figures_of(
    flags: Sequence[FlagFact], decisions: Sequence[DecisionFact], now: datetime
) -> Figures:
    """The figures of all flags and decisions so far."""
    statuses = Counter(flag.status for flag in flags)
    reasons = Counter(flag.reason for flag in flags)
    hours = [
        (flag.decided_at - flag.created_at) / timedelta(hours=1)
        for flag in flags
        if flag.decided_at
    ]
    standing = [one for one in decisions if one.stands]
    return Figures(
        flags={status: statuses[status] for status in FlagStatus},
        reasons={reason: reasons[reason] for reason in FlagReason},
        median_hours=median(hours) if hours else None,
        most_hours=_ninetieth(hours),
        decisions=len(standing),
        changed=sum(one.changes for one in standing),
        hidden=sum(one.outcome.hidden for one in standing),
        rechecked=sum(one.recheck for one in standing),
        reversed=_reversed(standing),
        not_followed=len(decisions) - len(standing),
        months=_months(flags, standing, now),
    )


def _ninetieth(hours: Sequence[float]) -> float | None:
    """Within how many hours nine in ten were decided."""
    if len(hours) < _FEWEST_FOR_SHARES:
        return hours[0] if hours else None
    return min(quantiles(hours, n=10, method="inclusive")[-1], max(hours))


def _reversed(standing: Iterable[DecisionFact]) -> int:
    of_note: dict[str, list[DecisionFact]] = defaultdict(list)
    for one in standing:
        of_note[one.note].append(one)
    in_order = [sorted(ones, key=lambda one: one.at) for ones in of_note.values()]
    pairs = (pair for ones in in_order for pair in pairwise(ones))
    return sum(earlier.outcome != later.outcome for earlier, later in pairs)


def _months(
    flags: Iterable[FlagFact], standing: Iterable[DecisionFact], now: datetime
) -> tuple[Month, ...]:
    """The last months, the earliest first, those without anything too."""
    put = Counter(_month(flag.created_at) for flag in flags)
    made = Counter(_month(one.at) for one in standing)
    last = now.year * 12 + now.month - 1
    names = [f"{month // 12}-{month % 12 + 1:02}" for month in range(last - MONTHS + 1, last + 1)]
    return tuple(Month(name, put[name], made[name]) for name in names)


def _month(at: datetime) -> str:
    return f"{at:%Y-%m}"
