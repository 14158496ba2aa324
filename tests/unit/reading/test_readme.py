from __future__ import annotations

import re
from pathlib import Path

import backend.reading
from backend.config import SETTINGS

README = (Path(backend.reading.__file__).parent / "README.md").read_text("utf-8")
FUNCTIONAL = Path(__file__).parents[2] / "functional"


def test_every_test_that_the_readme_names_is_there() -> None:
    names = re.findall(r"`(test_\w+)…?`", README)
    tests = "".join(path.read_text("utf-8") for path in FUNCTIONAL.glob("test_*.py"))
    assert len(names) > 20
    assert [name for name in names if f"def {name}" not in tests] == []


def test_every_setting_that_the_readme_names_is_there() -> None:
    assert {*re.findall(r"`([A-Z]+_[A-Z_]+)`", README)} <= {name.upper() for name in SETTINGS}
