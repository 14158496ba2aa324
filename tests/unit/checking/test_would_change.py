from __future__ import annotations

from collections.abc import Sequence

import pytest

from backend.checking.would_change import would_change
from backend.domain import (
    Outlet,
    Searched,
    SearchStatus,
    Unread,
    UnreadReason,
    Verdict,
    Weighed,
)
from tests.factories import a_claim

TWO_MORE = (
    "One report that says the same would make it single-source,"
    " and two independent ones would make it corroborated."
)
ANSWERED = Searched("archive", SearchStatus.ANSWERED, 3)


def weighed(verdict: Verdict, supporting: int = 0, disputing: int = 0) -> Weighed:
    return Weighed(
        a_claim(),
        verdict,
        0.5,
        tuple(f"s{n}" for n in range(supporting)),
        tuple(f"d{n}" for n in range(disputing)),
    )


def unread(*outlets: str) -> list[Unread]:
    return [
        Unread(f"http://{name}.test/{n}", "", Outlet(name, f"{name}.test"), UnreadReason.ROBOTS)
        for n, name in enumerate(outlets)
    ]


def told(
    leading: Weighed, missing: Sequence[Unread] = (), searched: Sequence[Searched] = (ANSWERED,)
) -> str:
    return would_change([leading], leading, missing, searched)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.SINGLE_SOURCE, "One more independent report would make it corroborated."),
        (
            Verdict.CORROBORATED,
            "One independent report that says otherwise would make it contested.",
        ),
        (Verdict.DISPUTED, "One independent report that says the same would make it contested."),
        (Verdict.INSUFFICIENT, TWO_MORE),
    ],
)
def test_the_report_that_would_change_the_verdict_is_named(verdict: Verdict, words: str) -> None:
    assert told(weighed(verdict)) == words


@pytest.mark.parametrize(
    ("supporting", "disputing", "words"),
    [
        (3, 1, "the one origin that says otherwise would make it corroborated."),
        (1, 1, "the one origin that says the same would make it disputed."),
        (1, 2, "the one origin that says the same would make it disputed."),
        (3, 2, "all 2 origins that say otherwise would make it corroborated."),
    ],
)
def test_a_contest_ends_where_its_smaller_side_takes_it_back(
    supporting: int, disputing: int, words: str
) -> None:
    found = told(weighed(Verdict.CONTESTED, supporting, disputing))
    assert found == f"A correction or retraction by {words}"


def test_reports_that_could_not_be_read_are_named_by_their_outlets() -> None:
    assert told(weighed(Verdict.SINGLE_SOURCE), unread("Gazette", "Herald", "Gazette")) == (
        "One more independent report would make it corroborated."
        " 3 reports found could not be read and might change it (Gazette and Herald)."
    )


def test_of_many_unread_outlets_the_first_are_named() -> None:
    assert "(A, B, C and 2 more)." in told(weighed(Verdict.DISPUTED), unread(*"ABCDE"))


@pytest.mark.parametrize(
    ("failed", "words"),
    [
        (["google_news"], "google news has not answered in full and might have found more."),
        (["a", "b"], "a and b have not answered in full and might have found more."),
    ],
)
def test_searches_that_failed_are_named(failed: list[str], words: str) -> None:
    rows = [ANSWERED, *(Searched(name, SearchStatus.TIMED_OUT) for name in failed)]
    assert told(weighed(Verdict.DISPUTED), searched=rows).endswith(words)


def test_of_several_claims_the_one_that_decides_is_named() -> None:
    claims = [weighed(Verdict.CORROBORATED), weighed(Verdict.DISPUTED)]
    assert would_change(claims, claims[1], (), (ANSWERED,)).startswith("Claim 2: One independent")


def test_what_was_not_checked_is_changed_by_nothing() -> None:
    assert would_change([], None, unread("Gazette"), ()) == ""
