from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.cli.main import run


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECOND_SOURCE_DATABASE_URL", f"sqlite:///{tmp_path}/known.db")


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.json"
    review = {
        "@type": "ClaimReview",
        "claimReviewed": "Riverton banned umbrellas in 2019.",
        "url": "https://desk.example/umbrellas",
        "author": {"name": "Fact Desk"},
        "reviewRating": {"alternateName": "Made up"},
    }
    path.write_text(json.dumps([review, {**review, "url": "https://desk.example/2"}]), "utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(["known", *arguments]) == status
    captured = capsys.readouterr()
    return captured.err if status else captured.out


def test_fact_checks_are_added_once_and_found(
    capsys: pytest.CaptureFixture[str], reviews: Path
) -> None:
    assert "2 new claims, 0 already in" in printed(capsys, "add", str(reviews))
    assert "0 new claims, 2 already in" in printed(capsys, "add", str(reviews))
    assert printed(capsys, "stats") == "2 claims are known.\n"
    found = printed(capsys, "search", "Are umbrellas banned in Riverton?")
    assert "Riverton banned umbrellas in 2019." in found
    assert "Fact Desk, rated “Made up”: https://desk.example/umbrellas" in found


def test_an_empty_memory_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "search", "Anything at all") == "Nothing found.\n"


def test_a_file_without_fact_checks_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "empty.json"
    path.write_text("{}", "utf-8")
    assert printed(capsys, "add", str(path), status=2).startswith("Error: ")
