from __future__ import annotations

from dataclasses import replace

import pytest

from backend.checking.origins.credits import Credit, credit_of
from backend.domain import Outlet, Report
from tests.factories import a_report

STORY = "Two ships left the harbour at dawn and nobody saw them come back before the storm."


def report(text: str = STORY, author: str = "", outlet: str = "The Gazette") -> Report:
    return replace(a_report(text), author=author or None, outlet=Outlet(outlet, "x.test"))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"(AFP) — {STORY}", "AFP"),
        (f"PARIS, 11 October (Corvane) – {STORY}", "Corvane"),
        (f"WASHINGTON (Reuters) - {STORY}", "Reuters"),
        (f"SEOUL, Oct. 5 (Yonhap) -- {STORY}", "Yonhap"),
        (f"BERLIN, dpa — {STORY}", None),
        (f"{STORY}\n\n(AFP)", "AFP"),
        (f"{STORY} (Agence France-Presse)", "AFP"),
        (f"{STORY}\n— AP", "AP"),
        (f"{STORY}\nSource: Interfax", "Interfax"),
        (f"{STORY}\nThis article was originally published by the Associated Press.", "AP"),
        (f"{STORY}\n(Reporting by Ann Lee; Editing by Bob Ray)", "Reuters"),
        (STORY, None),
        (f"{STORY} They had been seen near Paris (see map) — and then no more.", None),
        (f"{STORY} It was all the same to the AP", None),
    ],
)
def test_a_whole_story_is_credited_at_its_beginning_or_its_end(
    text: str, agency: str | None
) -> None:
    assert credit_of(report(text)) == (Credit(agency, whole=True) if agency else None)


@pytest.mark.parametrize(
    "end",
    [
        "Agence France-Presse contributed to this report.",
        "With reporting by AFP",
        "(With inputs from AFP)",
        "Additional reporting by AFP.",
    ],
)
def test_help_from_an_agency_makes_no_agency_story(end: str) -> None:
    assert credit_of(report(f"{STORY}\n{end}")) == Credit("AFP", whole=False)


@pytest.mark.parametrize(
    ("author", "credit"),
    [
        ("AFP", Credit("AFP", whole=True)),
        ("By Reuters Staff", Credit("Reuters", whole=True)),
        ("Jane Doe, Associated Press", Credit("AP", whole=True)),
        ("Agence France-Presse in Paris", Credit("AFP", whole=True)),
        ("Staff and AFP", Credit("AFP", whole=False)),
        ("Jane Doe", None),
    ],
)
def test_a_byline_names_the_agency(author: str, credit: Credit | None) -> None:
    assert credit_of(report(author=author)) == credit


def test_what_an_agency_publishes_is_its_own() -> None:
    assert credit_of(report(outlet="Yonhap News Agency")) == Credit("Yonhap", whole=True)
