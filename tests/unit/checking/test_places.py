from __future__ import annotations

import pytest

from backend.checking.places import lies_in


@pytest.mark.parametrize(
    ("place", "area", "expected"),
    [
        ("Kazan", "Russia", True),
        ("Gdańsk", "Poland", True),
        ("Gdansk", "Poland", True),
        ("Berlin", "France", False),
        ("Houston", "Texas", True),
        ("Houston", "America", True),
        ("Houston", "California", False),
        ("Brussels", "Belgium", True),
        ("Tripoli", "Libya", True),
        ("Tripoli", "Lebanon", True),  # each has one that is large
        ("Paris", "US", False),  # the one in Texas is too small to be meant
        ("Lyon", "Lombardy", None),
        ("Nowhere", "France", None),
        ("Munich", "EU", None),
        ("", "", None),
    ],
)
def test_a_town_lies_in_its_country_and_state(place: str, area: str, expected: object) -> None:
    assert lies_in(place, area) is expected
