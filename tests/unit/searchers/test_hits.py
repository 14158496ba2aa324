from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.searchers.hits import best, make_hit, moment, plain

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20230918T031500Z", datetime(2023, 9, 18, 3, 15, tzinfo=UTC)),
        ("2023-09-18T03:15:00Z", datetime(2023, 9, 18, 3, 15, tzinfo=UTC)),
        ("2023-09-18T05:15:00+02:00", datetime(2023, 9, 18, 3, 15, tzinfo=UTC)),
        ("2023-09-18T03:15:00", datetime(2023, 9, 18, 3, 15, tzinfo=UTC)),
        ("2023-09-18", datetime(2023, 9, 18, tzinfo=UTC)),
        ("Mon, 18 Sep 2023 03:15:00 GMT", datetime(2023, 9, 18, 3, 15, tzinfo=UTC)),
        ("10 days ago", None),
        ("", None),
        ("0001-01-01T00:00:00+14:00", None),
        (5, None),
        (None, None),
    ],
)
def test_a_time_is_read_in_utc(written: object, meant: datetime | None) -> None:
    assert moment(written) == meant


@given(JSON)
def test_a_time_is_aware_or_none_whatever_was_written(written: object) -> None:
    found = moment(written)
    assert found is None or found.tzinfo is UTC


@given(JSON, JSON, JSON)
def test_a_hit_leads_to_the_web_and_has_a_title_on_one_line(
    url: object, title: object, outlet: object
) -> None:
    hit = make_hit(url, title, outlet)
    assert hit is None or hit.url.startswith(("http://", "https://", "HTTP"))
    shown = make_hit("https://outlet.test/1", title, outlet)
    assert shown is not None
    assert shown.title
    assert "\n" not in shown.title + shown.outlet.name
    assert len(plain(title)) <= 300


def test_each_address_is_a_hit_once() -> None:
    one = make_hit("https://outlet.test/1", "One")
    assert best([one, None, make_hit("https://outlet.test/1", "Again")], 5) == [one]


def test_an_outlet_without_a_name_is_called_by_its_domain() -> None:
    hit = make_hit("https://news.outlet.co.uk/1", "One")
    assert hit is not None
    assert (hit.outlet.name, hit.outlet.domain) == ("outlet.co.uk", "outlet.co.uk")
