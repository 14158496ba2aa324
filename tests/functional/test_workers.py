"""`serve` and `worker` as processes of their own, over the real brokers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from tests import brokers, databases
from tests.factories import PAGE_URL
from tests.fakes import until
from tests.functional.program import Serving, Working, run
from tests.sse import followed

QUOTE = "North Korea sent 10,000 soldiers to Russia in October."


@pytest.fixture(params=["rabbitmq", "redis"])
def broker_url(request: pytest.FixtureRequest) -> Iterator[str]:
    fresh = brokers.fresh_rabbitmq if request.param == "rabbitmq" else brokers.fresh_redis
    with fresh() as url:
        yield url


@pytest.fixture
def settings(broker_url: str) -> Iterator[dict[str, str]]:
    with databases.fresh_postgresql() as url:
        yield {"database_url": url, "broker_url": broker_url, "judge": "lexical"}


@pytest.fixture
def processes() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def serve(processes: ExitStack, settings: dict[str, str], log: Path) -> Serving:
    serving = Serving("serve", log=log, **settings)
    processes.callback(serving.kill)
    return serving


def work(processes: ExitStack, settings: dict[str, str], log: Path) -> Working:
    working = Working("worker", log=log, **settings)
    processes.callback(working.kill)
    return working


def test_a_check_waits_for_a_worker_which_finishes_what_it_does_before_it_ends(
    settings: dict[str, str], processes: ExitStack, tmp_path: Path
) -> None:
    serving = serve(processes, settings, tmp_path / "serve")
    check_id = serving.open_check(QUOTE, PAGE_URL)
    assert serving.so_far(check_id)["status"] == "queued"
    working = work(processes, settings, tmp_path / "work")
    with followed(f"{serving.url}/api/v1/checks/{check_id}/events") as told:
        events = [event for event in told if event.kind != ":"]
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    kinds = [event.kind for event in events]
    assert kinds[:3] == ["queued", "started", "claims"]
    assert kinds[-1] == "note"
    note = requests.get(f"{serving.url}/api/v1/notes/{check_id}", timeout=20).json()
    assert note == events[-1].data
    assert serving.open_check(QUOTE, PAGE_URL) == check_id
    more = [serving.open_check(f"Sentence {n}. {QUOTE}", PAGE_URL) for n in range(4)]
    until(lambda: any(serving.so_far(one)["status"] != "queued" for one in more), 90)
    assert working.end() == 0, working.output
    assert {serving.so_far(one)["status"] for one in more} <= {"queued", "done"}
    assert QUOTE not in working.output + serving.output


def test_the_notes_that_there_are_are_shown_while_the_broker_is_away(tmp_path: Path) -> None:
    with databases.fresh_postgresql() as url, ExitStack() as processes:
        alone = {"database_url": url, "judge": "lexical"}
        before = serve(processes, alone, tmp_path / "before")
        note = before.note(before.open_check(QUOTE, PAGE_URL))
        before.end()
        # Nothing listens on this port: it was free a moment ago and is nobody's.
        away = alone | {"broker_url": "amqp://guest:guest@127.0.0.1:9"}
        serving = serve(processes, away, tmp_path / "serve")
        assert serving.open_check(QUOTE, PAGE_URL) == note["id"]
        assert serving.so_far(note["id"])["verdict"] == note["verdict"]
        waiting = serving.open_check("Other words than before.", PAGE_URL)
        assert serving.so_far(waiting)["status"] == "queued"


@pytest.mark.parametrize(
    ("arguments", "settings", "advice"),
    [
        (["worker"], {}, "set SECOND_SOURCE_BROKER_URL"),
        (["worker", "--queues", "readers"], {}, "reader, recheck, upkeep, crawl"),
        (["worker"], {"broker_url": "http://127.0.0.1"}, "amqp://USER:PASSWORD@HOST:5672/"),
    ],
)
def test_a_worker_that_cannot_work_says_what_to_do(
    arguments: list[str], settings: dict[str, str], advice: str, tmp_path: Path
) -> None:
    if "--queues" in arguments:
        settings = {"broker_url": "amqp://guest:guest@127.0.0.1:9"}
    done = run(*arguments, database_url=f"sqlite:///{tmp_path}/none.db", **settings)
    assert done.returncode == 2, done.stderr
    assert advice in done.stderr
    assert done.stderr.count("\n") == 1
