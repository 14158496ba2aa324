from __future__ import annotations

from dataclasses import replace

import pytest

from backend.checking.unsought import what_would_help, why_unsought
from backend.domain import Checkability
from tests.factories import a_claim


@pytest.mark.parametrize(
    "kind", [kind for kind in Checkability if kind is not Checkability.CHECKABLE]
)
def test_whatever_is_not_looked_for_has_its_reason_and_the_words_that_told_it(
    kind: Checkability,
) -> None:
    claim = replace(a_claim(), checkability=kind, because="these words")
    assert "these words" in why_unsought(claim)


@pytest.mark.parametrize("kind", Checkability)
def test_what_states_something_can_be_helped_and_the_rest_cannot(kind: Checkability) -> None:
    claim = replace(a_claim(), checkability=kind)
    assert bool(what_would_help(claim)) is (claim.checkable and not claim.sought)


def test_of_what_is_looked_for_nothing_is_said() -> None:
    assert why_unsought(a_claim()) == ""
