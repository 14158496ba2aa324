"""What the weighing did with a claim's evidence, in a few plain sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from backend.checking.counting import Counted, Reason
from backend.domain import Stance


def reasons(counted: Sequence[Counted]) -> tuple[str, ...]:
    """Why copies, denials and the like count for less than they are many; nothing else."""
    return (*_copies(counted), *_discounts(counted))


def _copies(counted: Iterable[Counted]) -> list[str]:
    """Each origin that several reports go back to, once."""
    urls: dict[tuple[str, Stance], set[str]] = defaultdict(set)
    for one in counted:
        if one.share:
            urls[one.row.origin.id, one.row.stance].add(one.row.passage.report.url)
    many = [len(reports) for _, reports in sorted(urls.items()) if len(reports) > 1]
    return [f"{reports} reports of one origin count once." for reports in many]


def _discounts(counted: Iterable[Counted]) -> list[str]:
    """Each reason once, with how many reports it holds of, in the order of the evidence."""
    urls: dict[str, tuple[Reason, set[str]]] = {}
    for one in counted:
        for reason in one.reasons:
            urls.setdefault(reason.one, (reason, set()))[1].add(one.row.passage.report.url)
    return [reason.of(len(reports)) for reason, reports in urls.values()]
