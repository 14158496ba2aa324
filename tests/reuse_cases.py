"""Claims of our own with what says the same and what nearly does: `reuse_cases.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("reuse_cases.txt")


@dataclass(frozen=True, slots=True)
class ReuseCase:
    """Two claims; `differs` says in what, "" where they are the same."""

    one: str
    other: str
    differs: str

    @property
    def same(self) -> bool:
        return not self.differs


def reuse_cases() -> list[ReuseCase]:
    blocks = _FILE.read_text("utf-8").split("\n\n")[1:]
    return [_case(lines[0], line) for lines in map(str.splitlines, blocks) for line in lines[1:]]


def _case(claim: str, line: str) -> ReuseCase:
    if line.startswith("= "):
        return ReuseCase(claim, line[2:], "")
    differs, _, other = line.removeprefix("! ").partition(": ")
    return ReuseCase(claim, other, differs)
