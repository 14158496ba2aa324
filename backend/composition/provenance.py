"""What a note depends on besides its evidence: the judge's files, the rules, the settings."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from backend.checking.frozen import MadeWith
from backend.checking.ports import Judge
from backend.config import Settings
from backend.version import VERSION

_BACKEND = Path(__file__).parents[1]
_CALIBRATION = _BACKEND / "models" / "weighing" / "calibration.json"
_RULES = (
    _BACKEND / "domain.py",
    _CALIBRATION,
    *sorted((_BACKEND / "checking").rglob("*")),
    *sorted((_BACKEND / "linguistics").rglob("*")),
)
_NO_RULES = {".md", ".pyc"}
_SHAPING = ("judge", "judge_model", "searchers", "reports_a_claim", "check_seconds")


def made_with(settings: Settings, judge: Judge) -> MadeWith:
    """What a note that is made now is made with. Reads the judge's files the first time."""
    return MadeWith(
        judge=judge.name,
        judge_files=judge.fingerprint(),
        version=VERSION,
        rules=rules_fingerprint(),
        settings=tuple((name, _written(getattr(settings, name))) for name in _SHAPING),
    )


@cache
def rules_fingerprint() -> str:
    """The SHA-256 of the code and the tables that lie between a highlight and its note."""
    whole = sha256()
    for path in _RULES:
        if path.is_file() and path.suffix not in _NO_RULES:
            whole.update(f"{path.relative_to(_BACKEND)}\n".encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()


def _written(value: object) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)
