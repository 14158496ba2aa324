from __future__ import annotations

import logging
from collections.abc import Mapping
from threading import Thread

import pytest

from backend.checking import steps
from backend.checking.frozen import Frozen
from backend.checking.ports import Tell
from backend.domain import AskedBy, Highlight
from backend.errors import SecondSourceError, Unavailable
from backend.log_context import log_fields
from backend.services.meter import Ending, NoteMade, Stage, StageEnded, TakenUp, WorkEnded
from backend.services.run import LeaseTimes
from backend.store.engine import Sessions
from tests.backends import Backend
from tests.factories import a_highlight, frozen_evidence
from tests.fakes import FakePipeline, until


@pytest.fixture
def pipeline() -> FakePipeline:
    return FakePipeline()


@pytest.fixture
def backend(sessions: Sessions, pipeline: FakePipeline) -> Backend:
    return Backend(sessions, pipeline, times=LeaseTimes(lasts=6, renewed_every=0.01))


def start(backend: Backend, owner: str = "worker") -> Thread:
    worker = Thread(target=backend.runner.run_next, args=(owner,))
    worker.start()
    return worker


def test_every_step_becomes_an_event_in_its_order(backend: Backend, pipeline: FakePipeline) -> None:
    pipeline.go_on.set()
    check_id = backend.checks.open(a_highlight())
    assert backend.runner.run_next("worker")
    expected = "queued started claims claims searching searched reading read evidence unread note"
    assert backend.kinds(check_id) == expected.split()
    assert backend.checks.events_after(check_id, 4)[0].data == {"searcher": "archive"}


def test_a_check_that_another_holds_is_left_alone(backend: Backend, pipeline: FakePipeline) -> None:
    check_id = backend.checks.open(a_highlight())
    worker = start(backend)
    assert pipeline.begun.wait(20)
    assert not backend.runner.run_next("another worker")
    pipeline.go_on.set()
    worker.join()
    assert backend.kinds(check_id).count("started") == 1


def test_a_lease_is_renewed_while_the_check_runs(backend: Backend, pipeline: FakePipeline) -> None:
    check_id = backend.checks.open(a_highlight())
    worker = start(backend)
    assert pipeline.begun.wait(20)
    backend.clock.advance(seconds=5)
    later = backend.clock.now.replace(minute=30, second=10)
    until(lambda: backend.leases.waiting(later)[AskedBy.READER] == 0)
    pipeline.go_on.set()
    worker.join()
    assert backend.checks.so_far(check_id)["status"] == "done"


def test_what_breaks_is_told_in_general_and_logged_without_readers_text(
    backend: Backend, pipeline: FakePipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.go_on.set()
    pipeline.error = ValueError("cannot cope with Some 10,000 people came.")
    check_id = backend.checks.open(a_highlight())
    with caplog.at_level(logging.DEBUG):
        backend.runner.run_next("worker")
    error = backend.checks.so_far(check_id)["error"]
    assert error["title"] == "The check could not be completed"
    assert "people" not in str(error)
    assert backend.kinds(check_id)[-1] == "failed"
    assert check_id in caplog.text
    assert "ValueError" in caplog.text
    assert "people" not in caplog.text


def test_an_error_of_ours_is_told_in_its_own_words(
    backend: Backend, pipeline: FakePipeline
) -> None:
    pipeline.go_on.set()
    pipeline.error = SecondSourceError("The judge's weights are missing: run make install.")
    check_id = backend.checks.open(a_highlight())
    backend.runner.run_next("worker")
    detail = backend.checks.so_far(check_id)["error"]["detail"]
    assert detail == "The judge's weights are missing: run make install."


def test_a_check_whose_database_went_away_is_taken_up_again(
    backend: Backend, pipeline: FakePipeline
) -> None:
    pipeline.go_on.set()
    pipeline.error = Unavailable("The database at postgresql://secret cannot be reached.")
    check_id = backend.checks.open(a_highlight())
    backend.runner.run_next("worker")
    assert "failed" not in backend.kinds(check_id)
    backend.clock.advance(seconds=7)
    pipeline.error = None
    assert backend.leases.waiting(backend.clock()) == {AskedBy.READER: 1, AskedBy.RECHECK: 0}
    assert backend.runner.run_next("another worker")
    assert backend.kinds(check_id)[-1] == "note"


def test_a_cancelled_check_ends_silently_at_its_next_step(
    backend: Backend, pipeline: FakePipeline
) -> None:
    check_id = backend.checks.open(a_highlight())
    worker = start(backend)
    assert pipeline.begun.wait(20)
    backend.checks.cancel(check_id)
    pipeline.go_on.set()
    worker.join()
    assert backend.kinds(check_id) == ["queued", "started", "claims", "cancelled"]
    assert pipeline.checked == []


def test_a_check_that_is_cancelled_while_it_waits_for_others_ends_without_another_step(
    sessions: Sessions,
) -> None:
    def waits(highlight: Highlight, tell: Tell) -> Frozen:
        del highlight
        tell(steps.Waited())
        backend.checks.cancel(check_id)
        tell(steps.Waited())
        raise AssertionError("the check went on")

    backend = Backend(sessions, waits)
    check_id = backend.checks.open(a_highlight())
    backend.runner.run_next("worker")
    assert backend.kinds(check_id) == ["queued", "started", "cancelled"]


def test_a_worker_that_was_thought_dead_does_not_disturb_its_successor(sessions: Sessions) -> None:
    asleep, awake = FakePipeline(), FakePipeline()
    never = LeaseTimes(lasts=6, renewed_every=1000)
    first, second = Backend(sessions, asleep, times=never), Backend(sessions, awake, times=never)
    check_id = first.checks.open(a_highlight())
    sleeper = start(first)
    assert asleep.begun.wait(20)
    second.clock.advance(seconds=7)
    awake.go_on.set()
    assert second.runner.run_next("successor")
    told = second.kinds(check_id)
    asleep.go_on.set()
    sleeper.join()
    assert second.kinds(check_id) == told
    assert told.count("started") == 2
    assert told.count("note") == 1


def test_a_released_check_waits_for_another_worker(
    backend: Backend, pipeline: FakePipeline
) -> None:
    check_id = backend.checks.open(a_highlight())
    worker = start(backend)
    assert pipeline.begun.wait(20)
    backend.runner.release("worker")
    assert backend.leases.waiting(backend.clock()) == {AskedBy.READER: 1, AskedBy.RECHECK: 0}
    pipeline.go_on.set()
    worker.join()
    assert backend.kinds(check_id) == ["queued", "started", "claims", "queued"]


def test_what_a_pipeline_says_of_its_start_is_not_told_twice(sessions: Sessions) -> None:
    def check(highlight: Highlight, tell: Tell) -> Frozen:
        tell(steps.Started())
        return frozen_evidence(highlight)

    backend = Backend(sessions, check)
    check_id = backend.checks.open(a_highlight())
    backend.runner.run_next("worker")
    assert backend.kinds(check_id) == ["queued", "started", "note"]


def stages(backend: Backend) -> list[Stage]:
    return [one.stage for one in backend.measured if isinstance(one, StageEnded)]


def endings(backend: Backend) -> list[tuple[Ending, str]]:
    return [(one.ending, one.reason) for one in backend.measured if isinstance(one, WorkEnded)]


def test_a_check_is_measured_from_its_taking_up_to_its_note(
    backend: Backend, pipeline: FakePipeline
) -> None:
    pipeline.go_on.set()
    backend.checks.open(a_highlight())
    backend.clock.advance(seconds=30)
    assert backend.runner.run_next("worker")
    assert backend.measured[0] == TakenUp(AskedBy.READER, 1, 30.0)
    assert stages(backend)[-3:] == [Stage.READING, Stage.WEIGHING, Stage.KEEPING]
    assert {Stage.CLAIMS, Stage.RECALLING, Stage.SEARCHING} <= set(stages(backend))
    assert sum(isinstance(one, NoteMade) for one in backend.measured) == 1
    assert endings(backend) == [(Ending.DONE, "")]


@pytest.mark.parametrize(
    ("error", "ending", "reason"),
    [
        (ValueError("words"), Ending.FAILED, "ValueError"),
        (Unavailable("away"), Ending.BROKE_OFF, ""),
    ],
)
def test_a_check_that_does_not_end_in_a_note_is_measured_by_what_became_of_it(
    backend: Backend, pipeline: FakePipeline, error: Exception, ending: Ending, reason: str
) -> None:
    pipeline.go_on.set()
    pipeline.error = error
    backend.checks.open(a_highlight())
    backend.runner.run_next("worker")
    assert endings(backend) == [(ending, reason)]


def test_a_check_that_was_cancelled_counts_as_lost(
    backend: Backend, pipeline: FakePipeline
) -> None:
    check_id = backend.checks.open(a_highlight())
    worker = start(backend)
    assert pipeline.begun.wait(20)
    backend.checks.cancel(check_id)
    pipeline.go_on.set()
    worker.join()
    assert endings(backend) == [(Ending.LOST, "")]


def test_what_is_logged_of_a_check_carries_its_id_and_its_worker(
    sessions: Sessions, pipeline: FakePipeline
) -> None:
    told: list[Mapping[str, str]] = []

    def check(highlight: Highlight, tell: Tell) -> Frozen:
        told.append(log_fields())
        return pipeline(highlight, tell)

    backend = Backend(sessions, check)
    pipeline.go_on.set()
    check_id = backend.checks.open(a_highlight())
    backend.runner.run_next("worker")
    assert told == [{"check": check_id, "worker": "worker"}]
    assert log_fields() == {}
