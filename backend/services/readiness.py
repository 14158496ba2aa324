"""Whether notes can be served and checks are worked on, and if not, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from enum import Enum, auto
from threading import Lock, Thread
from time import monotonic

from backend.errors import Unavailable

Probe = Callable[[], str]
"""Looks at one part. Gives "" where all is well and otherwise why not, for an operator to read.

It may raise `Unavailable`, and it may hang."""

OK = "ok"


class Need(Enum):
    """What does not work without a part; `NOTHING`: it is slower without it, and no more."""

    NOTES = auto()
    CHECKS = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is needed."""

    name: str
    probe: Probe
    needed_for: Need


@dataclass(frozen=True, slots=True)
class Ready:
    """What was found: each part's "ok" or its trouble, and what that amounts to.

    `no_notes` is why no notes can be served, `no_checks` why checks wait; "" where they don't.
    """

    parts: Mapping[str, str]
    no_notes: str = ""
    no_checks: str = ""


class Readiness:
    """Looks at all parts side by side. Safe to share between threads.

    `look` takes little more than `patience` seconds, whatever hangs; what it found is kept for
    `keep` seconds.
    """

    def __init__(self, parts: Sequence[Part], patience: float = 1.5, keep: float = 1.0) -> None:
        self._asking = [_Asking(part) for part in parts]
        self._patience = patience
        self._keep = keep
        self._lock = Lock()
        self._seen: tuple[float, Ready] | None = None

    def look(self) -> Ready:
        """What there is now, or was at most `keep` seconds ago."""
        with self._lock:
            if self._seen is None or monotonic() - self._seen[0] > self._keep:
                found = self._look()
                self._seen = (monotonic(), found)
            return self._seen[1]

    def _look(self) -> Ready:
        answers = [(asking.part, asking.begin()) for asking in self._asking]
        wait([answer for _, answer in answers], timeout=self._patience)
        found = {
            part: (answer.result() or OK) if answer.done() else _hangs(part)
            for part, answer in answers
        }
        return _amounting(found)


def _amounting(found: Mapping[Part, str]) -> Ready:
    return Ready(
        {part.name: said for part, said in found.items()},
        _trouble(found, {Need.NOTES}),
        _trouble(found, {Need.NOTES, Need.CHECKS}),
    )


def _hangs(part: Part) -> str:
    return f"The {part.name} does not answer in time."


def _trouble(found: Mapping[Part, str], needs: set[Need]) -> str:
    """What is said of the first part in trouble among those that are needed."""
    said = (said for part, said in found.items() if part.needed_for in needs and said != OK)
    return next(said, "")


class _Asking:
    """A part's probe in a thread of its own; while it hangs no second one is started."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._answer: Future[str] | None = None

    def begin(self) -> Future[str]:
        """What the probe says, once it does."""
        if self._answer is None or self._answer.done():
            self._answer = Future()
            name = f"probe {self.part.name}"
            Thread(target=self._ask, args=(self._answer,), name=name, daemon=True).start()
        return self._answer

    def _ask(self, answer: Future[str]) -> None:
        try:
            answer.set_result(self.part.probe())
        except Unavailable:
            answer.set_result(f"The {self.part.name} does not answer.")
        except Exception as error:  # noqa: BLE001 (a probe that breaks says so of its part)
            answer.set_result(f"The {self.part.name} broke ({type(error).__name__}).")
