from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pytest

from backend.services.bell import Bell, NoWakeUps
from backend.services.kept import Kept


class Ears(NoWakeUps):
    """Hears everything from the beginning, or nothing."""

    hears_since: float | None = None


class Check:
    """A check whose newest event and value a test sets; it counts how often each is looked up."""

    def __init__(self) -> None:
        self.seq = 1
        self.value = "first"
        self.looked_up = 0
        self.read = 0
        self.meanwhile: Callable[[], None] = lambda: None

    def last_events(self, ids: object) -> dict[str, int]:
        del ids
        self.looked_up += 1
        return {"it": self.seq}

    def give(self) -> str:
        self.read += 1
        value = self.value
        self.meanwhile()
        return value

    def told(self, value: str) -> None:
        self.seq += 1
        self.value = value


@pytest.fixture
def check() -> Check:
    return Check()


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def bell(check: Check, ears: Ears) -> Bell:
    return Bell(check.last_events, wake_ups=ears)


@pytest.fixture
def kept(bell: Bell, check: Check) -> Kept[str]:
    return Kept(bell, check.last_events)


def test_who_hears_everything_asks_nothing_twice(kept: Kept[str], check: Check, ears: Ears) -> None:
    ears.hears_since = monotonic()
    assert [kept.get("it", check.give) for _ in range(5)] == ["first"] * 5
    assert (check.looked_up, check.read) == (1, 1)


def test_what_is_told_is_read_anew(kept: Kept[str], check: Check, ears: Ears, bell: Bell) -> None:
    ears.hears_since = monotonic()
    kept.get("it", check.give)
    check.told("second")
    bell.ring("it")
    assert kept.get("it", check.give) == "second"


def test_who_hears_nothing_looks_each_time_and_reads_what_is_new(
    kept: Kept[str], check: Check
) -> None:
    kept.get("it", check.give)
    assert kept.get("it", check.give) == "first"
    assert (check.looked_up, check.read) == (2, 1)
    check.told("second")
    assert kept.get("it", check.give) == "second"


def test_what_was_kept_before_a_silence_is_looked_up_after_it(
    kept: Kept[str], check: Check, ears: Ears
) -> None:
    ears.hears_since = monotonic()
    kept.get("it", check.give)
    ears.hears_since = None
    check.told("second")
    ears.hears_since = monotonic()
    assert kept.get("it", check.give) == "second"


def test_what_was_told_while_it_was_read_is_not_missed(
    kept: Kept[str], check: Check, ears: Ears, bell: Bell
) -> None:
    ears.hears_since = monotonic()

    def tell() -> None:
        check.meanwhile = lambda: None
        check.told("second")
        bell.ring("it")

    check.meanwhile = tell
    assert kept.get("it", check.give) == "first"
    assert kept.get("it", check.give) == "second"
