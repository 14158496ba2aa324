"""What a note amounts to in a sentence a claim, made from its facts alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from backend.checking.phrases import listed, number, sentence
from backend.checking.unsought import why_unsought
from backend.domain import (
    DifferenceKind,
    Evidence,
    Origin,
    Searched,
    SearchStatus,
    Stance,
    Verdict,
    Weighed,
)

_GIVES = {
    DifferenceKind.NUMBER: ("gives", "give"),
    DifferenceKind.DATE: ("gives", "give"),
    DifferenceKind.PLACE: ("names", "name"),
    DifferenceKind.NAME: ("names", "name"),
}
"""The differences that fit into a sentence, with the verb for one report and for several."""

_LONGEST_NAMED = 40
"""Characters of a differing thing, at most, that is named in a summary."""

_NOT_FALSE = "That does not make it false."


def summarise(
    claims: Sequence[Weighed], evidence: Sequence[Evidence], searched: Sequence[Searched]
) -> str:
    """A sentence a claim, or a few where little was found; numbered where there are several."""
    told = [
        _claim_words(weighed, [row for row in evidence if row.claim == index], searched)
        for index, weighed in enumerate(claims)
    ]
    if len(told) == 1:
        return told[0]
    return " ".join(f"Claim {index}: {words}" for index, words in enumerate(told, start=1))


def _claim_words(
    weighed: Weighed, evidence: Sequence[Evidence], searched: Sequence[Searched]
) -> str:
    if not weighed.claim.sought:
        return why_unsought(weighed.claim)
    if weighed.verdict is Verdict.INSUFFICIENT:
        return _too_little(evidence, searched)
    same = _counting(evidence, Stance.SUPPORTS, weighed.supporting)
    otherwise = _counting(evidence, Stance.DISPUTES, weighed.disputing)
    facts = (_side(same, "the same"), _side(otherwise, "otherwise"), _denials(evidence))
    return sentence(facts)


def _counting(
    evidence: Iterable[Evidence], stance: Stance, origins: Sequence[str]
) -> list[Evidence]:
    """The rows that count on one side of the verdict."""
    counted = (row for row in evidence if row.origin.id in origins and not row.uncounted)
    return [row for row in counted if row.stance is stance]


def _side(rows: Sequence[Evidence], what: str) -> str:
    """`9 reports from 2 origins say the same`; "" for a side without rows."""
    if not rows:
        return ""
    reports = {row.passage.report.url for row in rows}
    origins = {row.origin.id: row.origin for row in rows}
    count = number(len(reports), "report")
    say = "says" if len(reports) == 1 else "say"
    from_ = f" from {number(len(origins), 'origin')}" if len(reports) > 1 else ""
    back = _goes_back(list(origins.values()), len(reports))
    return f"{count}{from_} {say} {what}{back}{_instead(rows, len(reports))}"


def _goes_back(origins: Sequence[Origin], reports: int) -> str:
    """Whom one origin's reports go back to, where somebody is named."""
    if len(origins) > 1 or not origins[0].source:
        return ""
    goes = "it goes" if reports == 1 else "all go"
    return f" ({goes} back to {origins[0].source})"


def _instead(rows: Iterable[Evidence], reports: int) -> str:
    """`: one gives 12,000 instead of 10,000`, of what most reports give otherwise."""
    urls: dict[tuple[DifferenceKind, str, str], set[str]] = defaultdict(set)
    for row in rows:
        for one in row.judgement.differences:
            if one.kind in _GIVES and max(len(one.claim), len(one.report)) <= _LONGEST_NAMED:
                urls[one.kind, one.claim, one.report].add(row.passage.report.url)
    if not urls:
        return ""
    (kind, claim, report), giving = max(urls.items(), key=lambda item: (len(item[1]), item[0]))
    who = "it" if reports == 1 else _how_many(len(giving), reports)
    verb = _GIVES[kind][0 if len(giving) == 1 else 1]
    return f": {who} {verb} {report} instead of {claim}"


def _how_many(some: int, of: int) -> str:
    if some == of:
        return "all"
    return "one" if some == 1 else f"{some} of them"


def _denials(evidence: Iterable[Evidence]) -> str:
    """`the Kremlin denies it`: as the party's own word, and no report's."""
    deniers = dict.fromkeys(
        row.judgement.denied_by
        for row in evidence
        if row.stance is Stance.DISPUTES and row.judgement.denied_by
    )
    who = [denier for denier in deniers if denier]
    return f"{listed(who)} {'denies' if len(who) == 1 else 'deny'} it" if who else ""


def _too_little(evidence: Sequence[Evidence], searched: Sequence[Searched]) -> str:
    answered = sum(row.status is SearchStatus.ANSWERED for row in searched)
    if not answered:
        return "This was not checked: no search could be made, so nothing can be said of it."
    all_answered = answered == len(searched)
    parts = [
        "Nobody was found who reports this.",
        "" if all_answered else f"Only {answered} of {len(searched)} searches answered.",
        _left_open(evidence),
        _left_out(evidence),
        sentence([_denials(evidence)]),
        _NOT_FALSE,
    ]
    return " ".join(part for part in parts if part)


def _left_open(evidence: Iterable[Evidence]) -> str:
    reports = {row.passage.report.url for row in evidence if row.stance is Stance.MENTIONS}
    leave = "leaves" if len(reports) == 1 else "leave"
    return f"{number(len(reports), 'report')} on the matter {leave} it open." if reports else ""


def _left_out(evidence: Iterable[Evidence]) -> str:
    """Reports that take a side and do not count; a party's denial is told as that."""
    reports = {
        row.passage.report.url for row in evidence if row.uncounted and not row.judgement.denied_by
    }
    if not reports:
        return ""
    takes = "takes a side and does" if len(reports) == 1 else "take a side and do"
    return f"{number(len(reports), 'report')} {takes} not count, as the evidence says."
