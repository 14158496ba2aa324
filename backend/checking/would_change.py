"""What would change a note: of the reports there might be, and of what could not be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backend.checking.phrases import listed, number
from backend.checking.unsought import what_would_help
from backend.domain import Searched, SearchStatus, Unread, Verdict, Weighed

_ONE_MORE = {
    Verdict.CORROBORATED: "One independent report that says otherwise would make it contested.",
    Verdict.SINGLE_SOURCE: "One more independent report would make it corroborated.",
    Verdict.DISPUTED: "One independent report that says the same would make it contested.",
    Verdict.INSUFFICIENT: (
        "One report that says the same would make it single-source,"
        " and two independent ones would make it corroborated."
    ),
}


def would_change(
    claims: Sequence[Weighed],
    leading: Weighed | None,
    unread: Sequence[Unread],
    searched: Sequence[Searched],
) -> str:
    """What would change the verdict of the whole; "" where nothing was checked.

    Where there are several claims, the one that gave the whole its verdict is named.
    """
    if leading is None:
        return ""
    which = f"Claim {claims.index(leading) + 1}: " if len(claims) > 1 else ""
    parts = (f"{which}{_reports(leading)}", _unread(unread), _unanswered(searched))
    return " ".join(part for part in parts if part)


def _reports(leading: Weighed) -> str:
    if not leading.claim.sought:
        return what_would_help(leading.claim)
    if leading.verdict is not Verdict.CONTESTED:
        return _ONE_MORE[leading.verdict]
    sides = (
        (leading.supporting, "says the same", "say the same", "disputed"),
        (leading.disputing, "says otherwise", "say otherwise", _without_dispute(leading)),
    )
    origins, says, say, then = min(sides, key=lambda side: len(side[0]))
    whose = (
        f"the one origin that {says}"
        if len(origins) == 1
        else f"all {len(origins)} origins that {say}"
    )
    return f"A correction or retraction by {whose} would make it {then}."


def _without_dispute(leading: Weighed) -> str:
    return "corroborated" if len(leading.supporting) > 1 else "single-source"


def _unread(unread: Sequence[Unread]) -> str:
    if not unread:
        return ""
    outlets = list(dict.fromkeys(row.outlet.name for row in unread))
    return (
        f"{number(len(unread), 'report')} found could not be read and might change it"
        f" ({listed(outlets)})."
    )


def _unanswered(searched: Iterable[Searched]) -> str:
    names = [
        row.searcher.replace("_", " ")
        for row in searched
        if row.status is not SearchStatus.ANSWERED
    ]
    if not names:
        return ""
    have = "has" if len(names) == 1 else "have"
    return f"{listed(names)} {have} not answered in full and might have found more."
