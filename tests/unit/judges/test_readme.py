from __future__ import annotations

from pathlib import Path

import pytest

from backend.composition.judging import CHOICES, HUB
from backend.config import SETTINGS, variable
from backend.judges.model_folder import MODELS

README = (Path(__file__).parents[3] / "backend" / "judges" / "README.md").read_text("utf-8")


def test_every_judge_that_can_be_chosen_has_its_row() -> None:
    assert [name for name in CHOICES if f"| `{name}` |" not in README] == []


@pytest.mark.parametrize("written", ["a folder", f"{HUB}OWNER/NAME"])
def test_every_other_way_to_choose_a_judge_has_its_row(written: str) -> None:
    assert f"| `{written}` |" in README or f"| {written} |" in README


def test_every_place_where_a_model_may_lie_is_named() -> None:
    assert [name for name in MODELS if f"`{name}`" not in README] == []


def test_every_setting_of_a_language_model_is_explained() -> None:
    own = [name for name in SETTINGS if name.startswith("judge_")]
    assert [name for name in own if variable(name) not in README] == []
