from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.services.check import CheckEvent
from backend.web.events import last_event_id, message, stream
from tests.factories import NOW


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_breaks_out_of_its_event(text: str) -> None:
    lines = message(CheckEvent(3, "read", {"title": text}, NOW)).split("\n")
    assert lines[0] == "id: 3"
    assert lines[1] == "event: read"
    assert json.loads(lines[2].removeprefix("data: ")) == {"title": text}
    assert lines[3:] == ["", ""]
    assert "\r" not in lines[2]


def test_a_stream_says_first_when_to_come_back_and_in_silence_that_it_lives() -> None:
    event = CheckEvent(1, "queued", {}, NOW)
    assert list(stream([event, None])) == [
        "retry: 1000\n\n",
        "id: 1\nevent: queued\ndata: {}\n\n",
        ": heartbeat\n\n",
    ]


@pytest.mark.parametrize(("given_id", "number"), [("7", 7), (" 12 ", 12), ("0", 0), ("007", 7)])
def test_a_number_is_taken_as_it_is(given_id: str, number: int) -> None:
    assert last_event_id(given_id) == number


@given(st.none() | st.text())
def test_whatever_is_no_number_counts_as_nothing(given_id: str | None) -> None:
    number = last_event_id(given_id)
    assert number >= 0
    if number:
        assert given_id is not None
        assert int(given_id) == number
