from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from backend.services.readiness import Need, Part, Readiness


@pytest.fixture
def released() -> Iterator[Event]:
    event = Event()
    yield event
    event.set()


def test_a_part_that_hangs_is_told_as_such_and_not_waited_for(released: Event) -> None:
    def hang() -> str:
        released.wait()
        return ""

    parts = [Part("broker", hang, Need.CHECKS), Part("database", str, Need.NOTES)]
    ready = Readiness(parts, patience=0.05).look()
    assert ready.parts == {
        "broker": "The broker does not answer in time.",
        "database": "ok",
    }
    assert (ready.no_notes, bool(ready.no_checks)) == ("", True)


def test_a_part_that_hangs_is_asked_once_until_it_answers(released: Event) -> None:
    asked: list[int] = []

    def hang() -> str:
        asked.append(1)
        released.wait()
        return ""

    readiness = Readiness([Part("broker", hang, Need.CHECKS)], patience=0.01, keep=0)
    assert {readiness.look().no_checks for _ in range(3)} == {"The broker does not answer in time."}
    assert len(asked) == 1


def test_what_was_found_is_kept_for_a_moment() -> None:
    asked: list[int] = []

    def probe() -> str:
        asked.append(1)
        return ""

    readiness = Readiness([Part("database", probe, Need.NOTES)], keep=3600)
    readiness.look()
    readiness.look()
    assert len(asked) == 1


def test_a_part_without_which_all_is_only_slower_leaves_everything_ready() -> None:
    ready = Readiness([Part("wakeups", lambda: "They are lost.", Need.NOTHING)]).look()
    assert ready.parts == {"wakeups": "They are lost."}
    assert (ready.no_notes, ready.no_checks) == ("", "")


def test_a_probe_that_breaks_says_so_without_what_the_error_says() -> None:
    def broken() -> str:
        raise ValueError("a secret")

    (said,) = Readiness([Part("broker", broken, Need.CHECKS)]).look().parts.values()
    assert said == "The broker broke (ValueError)."


def test_where_no_notes_can_be_served_no_checks_run_either() -> None:
    ready = Readiness([Part("database", lambda: "It is gone.", Need.NOTES)]).look()
    assert (ready.no_notes, ready.no_checks) == ("It is gone.", "It is gone.")
