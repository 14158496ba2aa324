"""How edits change a note: origins that people corrected, rows marked anew or taken out.

Origins are traced before anything is taken out, so that a report that ties two others ties them
still when its own row is gone: taking out evidence never makes one origin of two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from backend.checking.edits import Edits, RowAt
from backend.checking.origins import age, numbered
from backend.domain import (
    Claim,
    Evidence,
    Judgement,
    Origin,
    Report,
    Stance,
    Tie,
    TieKind,
    Verdict,
    Weighed,
)

_MODERATORS = "Moderators found that they have one origin."
_THROUGH = "Both hang together with a report that moderators took out."
_HIDDEN = "Moderators have hidden this note: {}"
_REPLACED = "Moderators decided this verdict: {}"


def claims_with(claims: Sequence[Claim], edits: Edits) -> tuple[Claim, ...]:
    """The claims, those marked as not checkable with their kind."""
    kinds = {one.claim: one.kind for one in edits.unsettled}
    return tuple(
        replace(claim, checkability=kinds[at], because="") if at in kinds else claim
        for at, claim in enumerate(claims)
    )


def rows_with(rows: Sequence[Evidence], edits: Edits) -> list[Evidence]:
    """The rows, whose origins are traced, as the edits leave them, with their origins."""
    regrouped = _regrouped(rows, edits)
    gone = {one.row for one in edits.taken_out}
    unsettled = {one.claim for one in edits.unsettled}
    stances = {one.row: one.stance for one in edits.remarked}
    left = [
        _marked(row, stances.get(_at(row)))
        for row in regrouped
        if _at(row) not in gone and row.claim not in unsettled and not edits.hidden
    ]
    return _pruned(left)


def origins_of(rows: Iterable[Evidence]) -> tuple[tuple[Origin, ...], list[Evidence]]:
    """The different origins of rows, numbered from the earliest on, and the rows with them."""
    rows = list(rows)
    published = {row.passage.report.url: age(row.passage.report) for row in rows}
    different = {row.origin.urls: row.origin for row in reversed(rows)}
    by_age = sorted(different.values(), key=lambda one: (published[one.urls[0]], len(one.urls)))
    origins = numbered(by_age)
    known = {origin.urls: origin for origin in origins}
    return origins, [replace(row, origin=known[row.origin.urls]) for row in rows]


def weighed_with(claims: Sequence[Weighed], edits: Edits) -> tuple[Weighed, ...]:
    """The claims with the verdicts that people set, of which nothing says how sure they are."""
    reasons = {one.claim: one for one in edits.replaced}
    return tuple(
        replace(
            weighed,
            verdict=reasons[at].verdict,
            confidence=None,
            why=(*weighed.why, _REPLACED.format(reasons[at].reason)),
        )
        if at in reasons
        else weighed
        for at, weighed in enumerate(claims)
    )


def told_with(summary: str, claims: Sequence[Weighed], edits: Edits) -> str:
    """The summary of a note, with what people set said first: it is theirs and no count's."""
    if edits.hidden:
        return _HIDDEN.format(edits.hidden)
    several = len(claims) > 1
    told = [
        f"Claim {one.claim + 1}: {_REPLACED.format(one.reason)}"
        if several
        else _REPLACED.format(one.reason)
        for one in edits.replaced
    ]
    return " ".join((*told, summary))


def weighed_alone(
    leading: Weighed | None, claims: Sequence[Weighed], edits: Edits
) -> Weighed | None:
    """The claim that gives the whole its verdict; None where people set it, which no report does.

    Nor does one where the evidence is hidden.
    """
    by_hand = {one.claim for one in edits.replaced}
    if leading is None or edits.hidden or claims.index(leading) in by_hand:
        return None
    return leading


def settable(verdict: Verdict) -> bool:
    """Whether people may set a verdict by hand: `not_checkable` is said of the claim instead."""
    return verdict is not Verdict.NOT_CHECKABLE


def _at(row: Evidence) -> RowAt:
    return RowAt(row.claim, row.passage.report.url)


def _marked(row: Evidence, stance: Stance | None) -> Evidence:
    """The row with the stance that people gave it. A denial that is one stays one."""
    if stance is None:
        return row
    shares = {one: 1.0 if one is stance else 0.0 for one in Stance}
    judgement = Judgement(
        supports=shares[Stance.SUPPORTS],
        disputes=shares[Stance.DISPUTES],
        mentions=shares[Stance.MENTIONS],
        differences=row.judgement.differences,
        denied_by=row.judgement.denied_by,
    )
    return replace(row, judgement=judgement)


def _regrouped(rows: Sequence[Evidence], edits: Edits) -> list[Evidence]:
    """The rows with corrected origins; those of claims that nobody corrected stay as they are."""
    corrected = {one.row.claim for one in edits.apart} | {one.claim for one in edits.together}
    reports = {row.passage.report.url: row.passage.report for row in rows}
    origins = {
        (claim, url): origin
        for claim in corrected
        for origin in _corrected(claim, [row for row in rows if row.claim == claim], edits, reports)
        for url in origin.urls
    }
    return [replace(row, origin=origins.get((row.claim, _at(row).url), row.origin)) for row in rows]


def _corrected(
    claim: int, rows: Sequence[Evidence], edits: Edits, reports: Mapping[str, Report]
) -> list[Origin]:
    """A claim's origins: first reports are taken from theirs, then origins are put together."""
    alone = {one.row.url for one in edits.apart if one.row.claim == claim}
    groups = [
        _without(row_origin, alone, reports)
        for row_origin in {row.origin.urls: row.origin for row in rows}.values()
        if not alone.issuperset(row_origin.urls)
    ]
    urls = {url for row in rows for url in row.origin.urls}
    groups += [_alone(reports[url]) for url in sorted(alone & urls)]
    for pair in (one for one in edits.together if one.claim == claim):
        joined = [group for group in groups if {pair.one, pair.other} & set(group.urls)]
        if len(joined) > 1:
            groups = [group for group in groups if group not in joined]
            groups.append(_joined(joined, reports))
    return groups


def _alone(report: Report) -> Origin:
    return Origin("", report.outlet.name, (report.url,))


def _joined(origins: Sequence[Origin], reports: Mapping[str, Report]) -> Origin:
    """Two origins as one, led by the one with the earliest report."""
    first, second = sorted(origins, key=lambda one: age(reports[one.urls[0]]))
    urls = sorted({*first.urls, *second.urls}, key=lambda url: age(reports[url]))
    bridge = Tie(TieKind.BY_HAND, second.urls[0], first.urls[0], _MODERATORS)
    ties = sorted((*first.ties, *second.ties, bridge), key=lambda tie: urls.index(tie.one))
    source = first.source if first.source == second.source else ""
    label = source or reports[urls[0]].outlet.name
    return Origin("", label, tuple(urls), _MODERATORS, source, tuple(ties))


def _pruned(rows: Sequence[Evidence]) -> list[Evidence]:
    """The rows with origins that name no report of which no row is left."""
    reports = {row.passage.report.url: row.passage.report for row in rows}
    return [
        replace(row, origin=_without(row.origin, set(row.origin.urls) - set(reports), reports))
        for row in rows
    ]


def _without(origin: Origin, gone: Iterable[str], reports: Mapping[str, Report]) -> Origin:
    """The origin without some reports; what hung together through them is tied directly."""
    leaving = set(gone) & set(origin.urls)
    if not leaving:
        return origin
    urls = tuple(url for url in origin.urls if url not in leaving)
    if len(urls) == 1:
        return replace(_alone(reports[urls[0]]), source=origin.source)
    ties = origin.ties
    for url in sorted(leaving):
        ties = _bridged(ties, url, origin.urls)
    label = origin.source or reports[urls[0]].outlet.name
    return replace(origin, urls=urls, ties=ties, label=label)


def _bridged(ties: Sequence[Tie], gone: str, urls: Sequence[str]) -> tuple[Tie, ...]:
    """The ties of a group without a report: its neighbours are tied to their earliest one."""
    near = sorted(
        (tie.other if tie.one == gone else tie.one for tie in ties if gone in (tie.one, tie.other)),
        key=urls.index,
    )
    kept = [tie for tie in ties if gone not in (tie.one, tie.other)]
    kept += [Tie(TieKind.BY_HAND, later, near[0], _THROUGH) for later in near[1:]]
    return tuple(sorted(kept, key=lambda tie: urls.index(tie.one)))
