from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain import Outlet, Report, UnreadReason
from backend.errors import Unreadable
from backend.reading.parcels import (
    Order,
    pack_order,
    pack_reason,
    pack_report,
    unpack_answer,
    unpack_order,
)

_moments = st.none() | st.datetimes(timezones=st.just(UTC))
_texts = st.text(st.characters(codec="utf-8"))
reports = st.builds(
    Report,
    url=_texts,
    title=_texts,
    text=_texts,
    outlet=st.builds(Outlet, _texts, _texts),
    published=_moments,
    author=st.none() | _texts,
    language=st.none() | _texts,
    modified=_moments,
    corrections=st.lists(_texts).map(tuple),
    snapshot=st.none(),
)


@given(reports)
def test_a_report_arrives_as_it_was_sent_on_one_line(report: Report) -> None:
    line = pack_report(report)
    assert line.count(b"\n") == 1
    assert unpack_answer(line) == report


@given(_texts, st.none() | _texts)
def test_an_order_arrives_as_it_was_sent(url: str, charset: str | None) -> None:
    order = Order(url, charset, 1.5, 3)
    assert unpack_order(pack_order(order)) == order


@pytest.mark.parametrize("reason", UnreadReason)
def test_a_reason_arrives_as_it_was_sent(reason: UnreadReason) -> None:
    with pytest.raises(Unreadable) as caught:
        unpack_answer(pack_reason(reason))
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    "line",
    [b"", b"x", b"[]", b"3", b"{}", b'{"unread": "x"}', b'{"outlet": 3}', b'"unread"', b"null"],
)
def test_what_is_no_answer_is_no_article(line: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        unpack_answer(line)
    assert caught.value.reason is UnreadReason.NOT_AN_ARTICLE


def test_a_report_of_the_same_moment_is_the_same() -> None:
    moment = datetime(2026, 11, 20, 5, 30, tzinfo=UTC)
    report = Report("u", "t", "x", Outlet("o", "d"), moment, modified=moment)
    assert unpack_answer(pack_report(report)) == report
