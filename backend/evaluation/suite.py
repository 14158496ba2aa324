"""What every suite has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

_T = TypeVar("_T")

Figures = dict[str, float]
"""What was measured, by name. Shares are between 0 and 1; `fnc1_score` is in percent; `ms_` are
milliseconds; `pages`, `pairs` and what ends in them are counts."""

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


class Progress:
    """Counts what is done, and tells."""

    def __init__(self, tell: Tell, of: int) -> None:
        self._tell = tell
        self._done = 0
        self._of = of

    def more(self, items: int) -> None:
        """So many more are done."""
        self._done += items
        self._tell(self._done, self._of)


def batches(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The items in their order, `size` at a time; the last batch may be smaller."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
