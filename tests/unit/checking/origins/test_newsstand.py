"""The demonstration's cases, judged as planned: the planned origins, and what ties them."""

from __future__ import annotations

import pytest

from backend.checking.origins import alone, traced
from backend.checking.origins.tracing import Traced
from backend.checking.passages import best_passages
from backend.demo.cases import Case, load_cases
from backend.demo.outlets import load_outlets
from backend.domain import Claim, Evidence, Outlet, Report, Stance, TieKind
from tests.factories import a_judgement

REPORTS = {
    f"{outlet.slug}/{report.slug}": Report(
        f"http://{outlet.slug}.test/{report.slug}",
        report.title,
        report.text,
        Outlet(outlet.name, f"{outlet.slug}.test"),
        report.published,
        report.author,
    )
    for outlet in load_outlets()
    for report in outlet.reports
}
CASES = [case for case in load_cases() if case.supporting or case.disputing]
KINDS = {
    "equal text": {TieKind.SAME_TEXT},
    "other words": {TieKind.NAMED_SOURCE, TieKind.SHARED_TEXT},
    "named source": {TieKind.NAMED_SOURCE},
}

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def traced_as_planned(case: Case) -> Traced:
    claim = Claim(case.sentence, 0, len(case.sentence))
    planned = [(name, Stance.SUPPORTS) for name in case.supporting]
    planned += [(name, Stance.DISPUTES) for name in case.disputing]
    rows = [
        Evidence(
            0, best_passages(claim, REPORTS[name], 1)[0], a_judgement(stance), alone(REPORTS[name])
        )
        for name, stance in planned
    ]
    return traced(rows, [claim])


def origins_on(found: Traced, stance: Stance) -> set[str]:
    return {row.origin.id for row in found.evidence if row.stance is stance}


@each_case
def test_as_many_origins_support_and_dispute_as_are_planned(case: Case) -> None:
    found = traced_as_planned(case)
    assert len(origins_on(found, Stance.SUPPORTS)) == case.supporting_origins
    assert len(origins_on(found, Stance.DISPUTES)) == case.disputing_origins
    assert not origins_on(found, Stance.SUPPORTS) & origins_on(found, Stance.DISPUTES)


@each_case
def test_what_ties_the_reports_is_what_is_planned(case: Case) -> None:
    kinds = {tie.kind for origin in traced_as_planned(case).origins for tie in origin.ties}
    assert kinds <= KINDS.get(case.tied_by, set())
    assert bool(kinds) is bool(case.tied_by)


def test_the_photo_that_everybody_shows_goes_back_to_a_telegram_channel() -> None:
    case = next(case for case in CASES if case.name == "many reports, one Telegram post")
    (origin,) = traced_as_planned(case).origins
    assert origin.source == "a Telegram channel"
    assert origin.why == "All go back to a Telegram channel."
