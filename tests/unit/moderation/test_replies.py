from __future__ import annotations

import pytest

from backend.errors import BadReply
from backend.moderation.replies import Said, concerned, tidy

NOTE = {
    "highlight": {"page": {"url": "https://www.page.example/story"}},
    "evidence": [
        {"report": {"url": "https://news.herald.example/a"}},
        {"report": {"url": "http://[broken"}},
    ],
}


@pytest.mark.parametrize("outlet", ["herald.example", "news.herald.example", "page.example"])
def test_an_outlet_with_a_report_or_the_page_is_concerned(outlet: str) -> None:
    assert concerned(NOTE, outlet)


@pytest.mark.parametrize("outlet", ["rald.example", "example.org", "other.herald.example", "x"])
def test_another_is_not(outlet: str) -> None:
    assert not concerned(NOTE, outlet)


def test_a_reply_is_kept_without_what_stands_round_it() -> None:
    tidied = tidy(Said(" www.Herald.example. ", " desk@herald.example ", " It is so. "), NOTE)
    assert tidied == Said("herald.example", "desk@herald.example", "It is so.")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said("no domain", "c", "t"), "outlet"),
        (Said("example", "c", "t"), "outlet"),
        (Said("a" * 300, "c", "t"), "outlet"),
        (Said("other.example", "c", "t"), "outlet"),
        (Said("herald.example", " ", "t"), "contact"),
        (Said("herald.example", "c" * 201, "t"), "contact"),
        (Said("herald.example", "c", ""), "text"),
        (Said("herald.example", "c", "t" * 2001), "text"),
    ],
)
def test_a_reply_that_cannot_be_taken_says_which_field_to_change(said: Said, field: str) -> None:
    with pytest.raises(BadReply) as refused:
        tidy(said, NOTE)
    assert refused.value.field == field
