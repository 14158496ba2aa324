"""ClaimReview, held against schema.org's own vocabulary."""

from __future__ import annotations

import pytest

from backend.checking.document import Document
from backend.errors import NotFound
from backend.web.exports.claim_review import claim_review
from tests.unit.web.exports.notes import (
    BASE,
    HOSTILE,
    LINK,
    NOTE_ID,
    a_stored_note,
    decided,
    hostile,
)
from tests.unit.web.exports.vocabulary import complaints


def test_a_note_that_nobody_decided_about_has_no_claim_review_and_says_why() -> None:
    with pytest.raises(NotFound, match="No moderator has decided"):
        claim_review(a_stored_note(), BASE)


def test_a_note_that_was_hidden_has_no_claim_review() -> None:
    note = decided(a_stored_note())
    with pytest.raises(NotFound):
        claim_review({**note, "decision": {**note["decision"], "hidden": True}}, BASE)


def test_a_decided_note_is_a_claim_review_of_schema_org() -> None:
    note = decided(a_stored_note())
    document = claim_review(note, BASE)
    assert list(complaints(document)) == []
    assert document["url"] == f"{BASE}n/{NOTE_ID}"
    assert document["claimReviewed"] == note["claim"]
    assert document["datePublished"] == "2026-11-23T11:00:00Z"
    assert document["reviewBody"] == "The ministry’s count was left out."
    assert document["itemReviewed"]["appearance"]["url"] == note["highlight"]["page"]["url"]


@pytest.mark.parametrize(
    ("spoilt", "complaint"),
    [
        ({"truth": 5}, "truth is no property"),
        ({"claimReviewed": {"@type": "Claim"}}, "claimReviewed is none of Text"),
        ({"author": {"@type": "Rating"}}, "author is none of Organization, Person"),
        ({"datePublished": "lately"}, "datePublished is none of Date, DateTime"),
        ({"url": "javascript:alert(1)"}, "url is none of URL"),
        ({"reviewRating": {"@type": "Rating", "stars": "5"}}, "reviewRating.stars is no property"),
    ],
)
def test_the_vocabulary_would_refuse_what_is_not_its_own(spoilt: Document, complaint: str) -> None:
    document = {**claim_review(decided(a_stored_note()), BASE), **spoilt}
    assert list(complaints(document)) == [complaint]


def test_the_rating_is_words_and_no_measure_of_truth() -> None:
    rating = claim_review(decided(a_stored_note()), BASE)["reviewRating"]
    assert set(rating) == {"@type", "alternateName", "ratingExplanation"}
    assert "true" not in rating["alternateName"].lower()
    assert "false" not in rating["alternateName"].lower()


def test_each_linked_report_is_cited_once() -> None:
    note = decided(a_stored_note())
    cited = [one["url"] for one in claim_review(note, BASE)["citation"]]
    assert cited == list(dict.fromkeys(row["report"]["url"] for row in note["evidence"]))


def test_hostile_text_stays_text_and_a_link_is_http_or_nothing() -> None:
    document = claim_review(decided(hostile(a_stored_note()), reason=HOSTILE), BASE)
    assert list(complaints(document)) == []
    assert document["claimReviewed"] == document["reviewBody"] == HOSTILE
    assert [one["url"] for one in document["citation"]] == [LINK]
