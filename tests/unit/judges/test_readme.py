from __future__ import annotations

from pathlib import Path

from backend.config import SETTINGS, variable
from backend.judging import CHOICES

README = (Path(__file__).parents[3] / "backend" / "judges" / "README.md").read_text("utf-8")


def test_every_judge_that_can_be_chosen_has_its_row() -> None:
    assert [name for name in CHOICES if f"| `{name}` |" not in README] == []


def test_every_setting_of_a_language_model_is_explained() -> None:
    own = [name for name in SETTINGS if name.startswith("judge_")]
    assert [name for name in own if variable(name) not in README] == []
