"""What every suite has in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

Figures = dict[str, float]
"""What was measured, by name. Shares are between 0 and 1; `ms_` are milliseconds, `pages` and
what ends in it are counts."""

Tell = Callable[[int, int], None]
"""Takes how many items are done and how many there are."""


class Suite(Protocol):
    """Scores one part of the system on data in a folder or file."""

    @property
    def name(self) -> str:
        """The word that the command line knows it by."""
        ...

    def run(self, data: Path, tell: Tell) -> Figures:
        """Measure, telling how far it is. Raises `BadInput` for data that is missing or broken."""
        ...
