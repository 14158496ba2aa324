"""From ties to origins: reports that hang together are one, and each is tied to an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

from backend.checking.origins.bonds import Bond, Pair, pair_of
from backend.domain import Origin, Report, Tie, TieKind

LINKED = 0.12
"""What reports of two groups must share at the mean for the groups to become one.

Average linkage (Sokal and Michener 1958): one weak tie does not chain what has nothing in common.
"""

_LATEST = datetime.max.replace(tzinfo=UTC)
_TEXT = frozenset({TieKind.SAME_TEXT, TieKind.SHARED_TEXT})


def age(report: Report) -> tuple[datetime, str]:
    """What reports are sorted by, earliest first; those without a date come last."""
    return report.published or _LATEST, report.url


def groups_of(reports: Iterable[Report], bonds: Mapping[Pair, Bond]) -> list[list[Report]]:
    """The reports that hang together by their bonds, each group and all groups earliest first."""
    by_url = {report.url: report for report in reports}
    groups = {url: [url] for url in by_url}
    for one, other in sorted(bonds, key=lambda pair: (-bonds[pair].strength, pair)):
        first, second = groups[one], groups[other]
        if first is not second and _link(first, second, bonds) >= LINKED:
            first += second
            groups.update(dict.fromkeys(second, first))
    different = {id(group): group for group in groups.values()}.values()
    found = [sorted((by_url[url] for url in group), key=age) for group in different]
    return sorted(found, key=lambda group: age(group[0]))


def _link(first: Sequence[str], second: Sequence[str], bonds: Mapping[Pair, Bond]) -> float:
    """The mean strength between the reports of two groups, 0 where two have no bond."""
    pairs = (pair_of(one, other) for one, other in product(first, second))
    total = sum(bonds[pair].strength for pair in pairs if pair in bonds)
    return total / (len(first) * len(second))


def origin_of_group(
    group: Sequence[Report], bonds: Mapping[Pair, Bond], source: str = ""
) -> Origin:
    """The origin of reports that hang together, led by the earliest one; without an id yet.

    `source` is whom a report that stands alone names.
    """
    kept = _kept(group, bonds)
    named = next((bond.source for bond in kept if bond.source), source)
    return Origin(
        id="",
        label=named if named and len(group) > 1 else group[0].outlet.name,
        urls=tuple(report.url for report in group),
        why=_why(kept, named),
        source=named,
        ties=tuple(bond.tie for bond in kept),
    )


def numbered(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """The origins with their ids, in their order."""
    return tuple(replace(origin, id=f"o{at}") for at, origin in enumerate(origins, start=1))


def _kept(group: Sequence[Report], bonds: Mapping[Pair, Bond]) -> list[Bond]:
    """Bonds by which the whole group hangs together, one fewer than it has reports.

    Each report is tied to the earlier one that it has most in common with; where it has no tie to
    an earlier one, a later report ties both.
    """
    urls = [report.url for report in group]
    kept: list[Bond] = []
    joined = {url: {url} for url in urls}
    towards_earlier = [_best(urls[:at], [url], bonds) for at, url in enumerate(urls)]
    for bond in (*towards_earlier, *sorted(bonds.values(), key=lambda each: -each.strength)):
        if bond is None or not joined.keys() >= set(bond.pair):
            continue
        one, other = (joined[url] for url in bond.pair)
        if one is not other:
            one |= other
            joined.update(dict.fromkeys(other, one))
            kept.append(_from_later(bond, urls))
    return sorted(kept, key=lambda bond: urls.index(bond.tie.one))


def _best(earlier: Iterable[str], later: Iterable[str], bonds: Mapping[Pair, Bond]) -> Bond | None:
    pairs = (pair_of(one, other) for one, other in product(earlier, later))
    found = (bonds[pair] for pair in pairs if pair in bonds)
    return max(found, key=lambda bond: bond.strength, default=None)


def _from_later(bond: Bond, urls: Sequence[str]) -> Bond:
    """The bond told from the later report to the earlier one."""
    earlier, later = sorted(bond.pair, key=urls.index)
    return replace(bond, tie=Tie(bond.tie.kind, later, earlier, bond.tie.why))


def _why(kept: Sequence[Bond], source: str) -> str:
    if not kept:
        return ""
    kinds = {bond.tie.kind for bond in kept}
    texts = sum(bond.tie.kind in _TEXT for bond in kept) + 1
    parts = []
    if texts > 1:
        what = (
            "The same text" if TieKind.SHARED_TEXT not in kinds else "The same text or parts of it"
        )
        parts.append(f"{what} in {texts} reports.")
    if source:
        parts.append(f"All go back to {source}.")
    elif TieKind.OWNER in kinds:
        parts.append("Outlets of one owner.")
    return " ".join(parts)
