"""What needs a hub is tried in `tests/functional/test_model_judges.py`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.errors import BadModel
from backend.judges.hub import fetched


@pytest.mark.parametrize(
    "name", ["", "/", "../..", "a--b/c", "one/two/three", "https://h.example/a"]
)
def test_what_can_be_no_name_is_refused_without_asking_anybody(name: str) -> None:
    with pytest.raises(BadModel, match="could not be fetched from the hub"):
        fetched(name)


@given(st.text(st.characters(categories=["Zs", "Cc", "Cs", "Lo"]), max_size=20))
def test_no_text_is_a_crash(name: str) -> None:
    with pytest.raises(BadModel):
        fetched(name)
