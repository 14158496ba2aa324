from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.moderation.record import WHOLE, Record

records = st.integers(0, 500).flatmap(
    lambda decided: st.builds(Record, st.integers(0, decided), st.just(decided))
)


def test_of_whom_nothing_is_known_weighs_half_and_may_be_anything() -> None:
    assert Record().weight == WHOLE // 2
    assert Record().interval == (0.0, 1.0)


def test_the_interval_is_that_of_wilson() -> None:
    low, high = Record(8, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.49, 0.943)


@given(records)
def test_nobody_is_silenced_and_nobody_weighs_more_than_a_flag(record: Record) -> None:
    assert 0 < record.weight < WHOLE


@given(records)
def test_the_share_lies_in_its_interval(record: Record) -> None:
    low, high = record.interval
    assert 0 <= low <= high <= 1
    if record.decided:
        assert low <= record.upheld / record.decided + 1e-9
        assert high >= record.upheld / record.decided - 1e-9


@given(records)
def test_one_more_flag_upheld_never_weighs_less(record: Record) -> None:
    assert Record(record.upheld + 1, record.decided + 1).weight >= record.weight
