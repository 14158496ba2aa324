from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.cli.main import run


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECOND_SOURCE_DATABASE_URL", f"sqlite:///{tmp_path}/outlets.db")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(["outlets", *arguments]) == status
    captured = capsys.readouterr()
    return captured.err if status else captured.out


def test_an_operator_rates_an_outlet_and_sees_it(capsys: pytest.CaptureFixture[str]) -> None:
    rated = printed(
        capsys, "rate", "a.example", "--category", "satire", "--reason", "It jokes.", "--by", "ann"
    )
    assert "a.example: Satire, by the operators of this server" in rated
    shown = printed(capsys, "show", "https://www.a.example/x")
    assert "Satire" in shown
    assert "ann: Satire. It jokes." in printed(capsys, "show", "a.example")
    assert "a.example: Satire" in printed(capsys, "list")


def test_a_rating_is_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "rate", "a.example", "--category", "depends", "--reason", "Two desks.")
    assert "1 taken back." in printed(capsys, "unrate", "a.example", "--reason", "One desk.")
    assert "not rated, which is no judgement" in printed(capsys, "show", "a.example")


def test_outlets_are_put_under_one_owner(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "own", "The House", "a.example", "b.example", "--reason", "Their imprints.")
    shown = json.loads(printed(capsys, "show", "www.b.example", "--json"))
    assert shown == {"rule": "www.b.example", "owner": "The House", "rating": None, "kind": None}
    printed(capsys, "disown", "a.example", "--reason", "Sold.")
    assert "a.example" not in printed(capsys, "list")


def test_the_shipped_ratings_are_listed_with_whose_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = json.loads(printed(capsys, "list", "--all", "--json"))
    (reuters,) = [rating for rating in listed if rating["rule"] == "reuters.com"]
    assert reuters["by"] == "Wikipedia’s list of perennial sources"
    assert reuters["as_of"] == "2026-08-13"


def test_what_names_no_outlet_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(
        capsys, "rate", "nothing", "--category", "satire", "--reason", "It jokes.", status=2
    )
    assert told.startswith("Error: 'nothing' names no outlet.")
    assert told.count("\n") == 1


def test_a_rating_without_a_reason_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--reason" in printed(capsys, "rate", "a.example", "--category", "satire", status=2)
