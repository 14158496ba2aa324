from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from prometheus_client import CollectorRegistry

from backend.domain import AskedBy, CheckStatus
from backend.errors import Unavailable
from backend.services.readiness import Ready
from backend.store.pool import Pool
from backend.store.standing import Standing, Waiting
from backend.watching.kept import Aside, Kept
from backend.watching.standing import Sources, StandingFigures
from tests.fakes import until

STANDING = Standing(
    dict.fromkeys(CheckStatus, 2), 7, {AskedBy.READER: Waiting(3, 12.5)}, open_flags=4
)
SOURCES = Sources(
    ready=lambda: Ready({"database": "ok", "broker": "It is away."}, no_checks="It is away."),
    standing=lambda: STANDING,
    workers=lambda: 5,
    pool=lambda: Pool(in_use=1, idle=2, most=30),
    chain=lambda: False,
)


def nothing_ready() -> Ready:
    return Ready({"database": "It is away."}, "It is away.", "It is away.")


def unasked() -> NoReturn:
    raise AssertionError("where no notes can be served nothing else is asked")


def away() -> NoReturn:
    raise Unavailable("away")


def values(sources: Sources) -> dict[str, float]:
    """Every sample's value by its name and labels."""
    registry = CollectorRegistry()
    registry.register(StandingFigures(sources))
    return {
        " ".join([sample.name.removeprefix("second_source_"), *sample.labels.values()]): (
            sample.value
        )
        for family in registry.collect()
        for sample in family.samples
    }


def test_what_stands_is_told() -> None:
    told = values(SOURCES)
    assert told["checks queued"] == 2
    assert told["check_events_total"] == 7
    assert (told["checks_waiting reader"], told["longest_wait_seconds reader"]) == (3, 12.5)
    assert (told["flags_open"], told["workers"], told["audit_chain_intact"]) == (4, 5, 0)
    assert (told["ready notes"], told["ready checks"]) == (1, 0)
    assert (told["part_ready database"], told["part_ready broker"]) == (1, 0)
    assert (told["database_connections in_use"], told["database_connections idle"]) == (1, 2)
    assert told["database_connections_limit"] == 30


def test_where_no_notes_can_be_served_nothing_is_asked_of_the_database() -> None:
    told = values(replace(SOURCES, ready=nothing_ready, standing=unasked, workers=unasked))
    assert told["ready notes"] == 0
    assert "workers" not in told


def test_a_database_that_goes_away_meanwhile_leaves_its_figures_out() -> None:
    told = values(replace(SOURCES, standing=away))
    assert told["ready notes"] == 1
    assert "checks queued" not in told


def test_the_space_left_is_told_of_folders_that_are_there(tmp_path: Path) -> None:
    disks = {"cache": tmp_path, "database": tmp_path / "not made yet"}
    told = values(replace(SOURCES, disks=disks))
    assert 0 < told["disk_free_bytes cache"] < told["disk_size_bytes cache"]
    assert "disk_free_bytes database" not in told


def test_whether_the_log_is_sound_is_not_told_before_it_is_known() -> None:
    assert "audit_chain_intact" not in values(replace(SOURCES, chain=lambda: None))


def test_what_is_kept_is_asked_once_in_a_while() -> None:
    asked: list[int] = []
    kept = Kept(lambda: asked.append(1), seconds=3600)
    kept()
    kept()
    assert len(asked) == 1


def test_what_is_asked_aside_is_not_waited_for() -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return 7

    aside = Aside(ask, seconds=3600)
    aside()
    until(lambda: aside() == 7)
    assert len(asked) == 1


def test_what_fails_aside_is_not_known() -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        raise Unavailable("away")

    aside = Aside(ask, seconds=0)
    assert aside() is None
    until(lambda: len(asked) >= 1)
    assert aside() is None
