"""What the libraries that run the models would tell their makers, and don't."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_JUDGE = """
from backend.checking.ports import Pair
from backend.composition.judging import small_judge
small_judge().judge([Pair("It rained.", "It rained in Oslo.")])
"""
_PLAIN = """
import onnxruntime
onnxruntime.InferenceSession("backend/models/stance-small/model.onnx")
"""
_PRIVATE = frozenset({"CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS"})


def kept_after(program: str, home: Path) -> list[Path]:
    """The files that a program leaves in a home of its own, where events wait to be sent."""
    home.mkdir()
    plain = {
        name: value
        for name, value in os.environ.items()
        if name not in _PRIVATE and not name.startswith(("GITHUB_", "XDG_"))
    }
    own = {**plain, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", program], env=own, check=True, cwd=Path.cwd())
    return [path for path in home.rglob("*") if path.is_file()]


def test_opening_a_judge_leaves_no_event_to_be_sent(tmp_path: Path) -> None:
    assert kept_after(_JUDGE, tmp_path / "ours") == []


def test_the_runtime_by_itself_would_leave_some(tmp_path: Path) -> None:
    assert kept_after(_PLAIN, tmp_path / "plain") != []
