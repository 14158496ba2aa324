from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backend.errors import BadInput
from backend.known.claimreview import read_claim_reviews
from backend.known.reviewed import Reviewed

REVIEW: dict[str, Any] = {
    "@context": "http://schema.org",
    "@type": "ClaimReview",
    "author": {"@type": "Organization", "name": "Fact Desk", "url": "https://desk.example/"},
    "claimReviewed": "The moon is\n made of cheese.",
    "datePublished": "2024-03-05T10:00:00Z",
    "reviewRating": {"@type": "Rating", "alternateName": "False", "ratingValue": "1"},
    "url": "https://desk.example/moon",
}
READ = Reviewed(
    "The moon is made of cheese.",
    "Fact Desk",
    "https://desk.example/moon",
    "False",
    date(2024, 3, 5),
)


def written(folder: Path, text: str) -> Path:
    path = folder / "reviews.json"
    path.write_text(text, "utf-8")
    return path


def test_a_feed_of_fact_checks_is_read(tmp_path: Path) -> None:
    feed = {
        "@type": "DataFeed",
        "dataFeedElement": [
            {"@type": "DataFeedItem", "item": [REVIEW, {**REVIEW, "url": "https://b.example/2"}]},
            {"@type": "DataFeedItem", "item": None},
        ],
    }
    reviews = read_claim_reviews(written(tmp_path, json.dumps(feed)))
    assert [review.url for review in reviews] == [READ.url, "https://b.example/2"]
    assert reviews[0] == READ


def test_lines_and_graphs_are_read(tmp_path: Path) -> None:
    lines = "\n".join([json.dumps(REVIEW), "", json.dumps({"@graph": [REVIEW]})])
    assert read_claim_reviews(written(tmp_path, lines)) == [READ, READ]


def test_what_a_fact_check_leaves_out_stays_empty(tmp_path: Path) -> None:
    bare = {
        "@type": ["ClaimReview"],
        "claimReviewed": "It rains.",
        "url": "https://b.example/x",
        "datePublished": "yesterday",
        "author": ["someone"],
    }
    (review,) = read_claim_reviews(written(tmp_path, json.dumps(bare)))
    assert review == Reviewed("It rains.", "b.example", "https://b.example/x")


@pytest.mark.parametrize(
    "bad",
    [
        {**REVIEW, "url": "javascript:alert(1)"},
        {**REVIEW, "url": "https://["},
        {**REVIEW, "claimReviewed": ""},
        {**REVIEW, "claimReviewed": "x" * 3000},
        {**REVIEW, "claimReviewed": ["a", "b"]},
        {**REVIEW, "@type": "Review"},
    ],
)
def test_what_is_no_fact_check_of_a_claim_is_left_out(tmp_path: Path, bad: dict[str, Any]) -> None:
    assert len(read_claim_reviews(written(tmp_path, json.dumps([bad, REVIEW])))) == 1
    with pytest.raises(BadInput, match="no ClaimReview"):
        read_claim_reviews(written(tmp_path, json.dumps(bad)))


@pytest.mark.parametrize("text", ["", "{", json.dumps(REVIEW) + "\nnot JSON", "[" * 100_000])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput):
        read_claim_reviews(written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="UTF-8"):
        read_claim_reviews(path)
