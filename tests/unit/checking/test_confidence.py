from __future__ import annotations

import pytest

from backend.checking.confidence import confidence_level


@pytest.mark.parametrize(
    ("confidence", "level"),
    [
        (0.0, "low"),
        (0.594, "low"),
        (0.595, "medium"),
        (0.794, "medium"),
        (0.8, "high"),
        (1, "high"),
    ],
)
def test_the_level_is_that_of_the_percentage_shown(confidence: float, level: str) -> None:
    assert confidence_level(confidence) == level


def test_where_there_is_no_confidence_there_is_no_level() -> None:
    assert confidence_level(None) is None
