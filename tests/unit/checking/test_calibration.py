from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checking.calibration import Calibration, log_odds, shipped
from backend.domain import Verdict

DECIDED = [Verdict.CORROBORATED, Verdict.SINGLE_SOURCE, Verdict.CONTESTED, Verdict.DISPUTED]
measures = st.floats(0, 1)


def test_without_slope_and_offset_a_measure_is_its_own_confidence() -> None:
    assert Calibration().confidence(Verdict.DISPUTED, 0.7) == pytest.approx(0.7)


def test_an_offset_is_its_verdicts_alone() -> None:
    line = Calibration(1.0, {Verdict.DISPUTED: -1.0})
    assert line.confidence(Verdict.DISPUTED, 0.7) < line.confidence(Verdict.CONTESTED, 0.7)


def test_nothing_found_is_ever_certain() -> None:
    assert 0 < Calibration().confidence(Verdict.DISPUTED, 1.0) < 1
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))


@given(measures, measures)
def test_more_evidence_is_never_less_sure_by_what_ships(one: float, other: float) -> None:
    lower, higher = sorted((one, other))
    for verdict in DECIDED:
        assert shipped().confidence(verdict, lower) <= shipped().confidence(verdict, higher)


@given(measures)
def test_a_second_origin_is_never_less_sure_by_what_ships(measure: float) -> None:
    alone = shipped().confidence(Verdict.SINGLE_SOURCE, measure)
    assert shipped().confidence(Verdict.CORROBORATED, measure) >= alone
