"""What taking a file into the archive tells of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Taking:
    """How far a file is in: bytes of bytes, and how many reports so far."""

    position: int
    size: int
    kept: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file came to. `already` is whether all of it was in before.

    `new`, `edited` and `same` count this run's reports; `skipped` counts all that the file holds
    and that is no report, by reason.
    """

    new: int = 0
    edited: int = 0
    same: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    already: bool = False
