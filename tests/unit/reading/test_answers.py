from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.errors import BadSetting
from backend.reading.answers import Response, Validators, reason_for, redirect_target, retry_after
from backend.reading.fetcher import FetchLimits

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@given(st.integers(min_value=100, max_value=999))
def test_only_successes_and_unchanged_pages_can_be_read(status: int) -> None:
    assert (reason_for(status) is None) == (200 <= status < 300 or status == 304)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Sun, 22 Nov 2026 09:01:00 GMT", 60.0),
        ("Sun, 22 Nov 2026 08:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(
    value: str | None, seconds: float | None
) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_no_retry_after_is_negative_or_an_error(value: str) -> None:
    assert (retry_after(value, NOW) or 0.0) >= 0.0


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://paper.example/b"),
        ("//other.example/b#top", "https://other.example/b"),
        ("?page=2", "https://paper.example/a?page=2"),
        ("/caf\u00c3\u00a9", "https://paper.example/caf\u00e9"),
    ],
)
def test_a_redirect_is_resolved_against_the_page(location: str, target: str) -> None:
    assert redirect_target("https://paper.example/a", 302, {"location": location}) == target


def test_a_location_without_a_redirect_leads_nowhere() -> None:
    assert redirect_target("https://paper.example/a", 201, {"location": "/b"}) is None


def test_the_type_and_character_set_are_read_from_the_header() -> None:
    response = Response("", 200, {"content-type": 'Text/HTML; charset="windows-1251"'})
    assert (response.media_type, response.charset) == ("text/html", "windows-1251")


@pytest.mark.parametrize("header", ["", "text/html", "text/html; charset=", ";;;", "text/html; x"])
def test_a_header_without_a_character_set_names_none(header: str) -> None:
    assert Response("", 200, {"content-type": header}).charset is None


def test_only_what_a_server_gave_is_asked_back() -> None:
    assert Validators(etag='"1"').headers == {"If-None-Match": '"1"'}
    assert Validators().headers == {}


def test_the_user_agent_invents_no_contact() -> None:
    assert FetchLimits().user_agent == "SecondSource/0.1"


@pytest.mark.parametrize("contact", ["a@b.example\r\nX-Injected: 1", "caf\u00e9@example.org"])
def test_a_contact_that_no_header_can_carry_is_refused(contact: str) -> None:
    with pytest.raises(BadSetting, match="contact"):
        _ = FetchLimits(contact=contact).user_agent
